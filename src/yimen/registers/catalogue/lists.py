"""Lists of matters that officers upload: judged at once, applied when someone has read the report."""

import hashlib
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.registers.catalogue.import_files import Unreadable
from yimen.registers.catalogue.import_files import rows as rows_of
from yimen.registers.catalogue.importing import Orders, Report, load
from yimen.registers.catalogue.models import ListFile

MOST_ON_A_PAGE: Final = 5_000


def receive(name: str, data: bytes, *, organ_id: int | None, by: str, at: datetime) -> int:
    """Judge an uploaded list without writing any matter and keep it until it is applied; return its id.

    Raises Refused for a file that cannot be read or has more rows than a page may wait for.
    """
    try:
        found = rows_of(name, data)
    except Unreadable as error:
        raise Refused(error.reason, field="file", code="unreadable") from error
    if len(found) > MOST_ON_A_PAGE:
        raise Refused(
            _("Lists of more than 5,000 rows are imported on the command line."),
            field="file",
            code="too_long",
        )
    tried = load(found, Orders(organ_id, dry_run=True), by=by, at=at)
    kept = ListFile.objects.create(
        name=name[-120:],
        sha256=hashlib.sha256(data).hexdigest(),
        data=data,
        organ_id=organ_id,
        report=tried.as_json(),
        made_by=by,
        made_at=at,
    )
    return kept.pk


def apply(list_id: int, *, by: str, at: datetime) -> Report:
    """Load a list that was received; afterwards only its report is kept. Raises Refused if it was applied before."""
    with hold(ListFile, list_id) as kept:
        if kept.applied_at is not None:
            raise Refused(_("This list was applied before."), code="twice")
        done = load(rows_of(kept.name, bytes(kept.data)), Orders(kept.organ_id), by=by, at=at)
        kept.report, kept.data, kept.applied_by, kept.applied_at = done.as_json(), b"", by, at
        kept.save(update_fields=["report", "data", "applied_by", "applied_at"])
    return done
