"""What may be done to the form and the guided questions of a draft. The draft itself is changed by the catalogue's acts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yimen.ground.life import Refused
from yimen.registers.catalogue import acts as catalogue
from yimen.registers.catalogue import reads
from yimen.registers.designer.models import Saved

KEPT: Final = 50  # changes of a draft that can be undone


def save_form(
    version_id: int, form: Sequence[Mapping[str, Any]], *, place: str = "", by: str, at: datetime
) -> None:
    """Put another form into a draft; what is wrong at the place that was changed is refused there (A-103).

    Raises Refused for a version that was published (H-412).
    """
    content = reads.draft_content(version_id)
    _change(version_id, content, {**content, "form": list(form)}, place=place, by=by, at=at)


def save_situations(version_id: int, situations: Mapping[str, Any] | None, *, by: str, at: datetime) -> None:
    """Put other guided questions into a draft. Raises Refused for a version that was published (H-412)."""
    content = reads.draft_content(version_id)
    _change(version_id, content, {**content, "situations": situations}, place="", by=by, at=at)


def _change(
    version_id: int, before: Mapping[str, Any], after: Mapping[str, Any], *, place: str, by: str, at: datetime
) -> None:
    wrong = next((one for one in reads.findings(after) if place and one.place == place), None)
    if wrong is not None:
        raise Refused(wrong.words, field=wrong.place, code=wrong.rule)
    with transaction.atomic():
        catalogue.revise(version_id, after, by=by, at=at)
        Saved.objects.create(
            version_id=version_id,
            form=before.get("form") or [],
            situations=before.get("situations"),
            by=by,
            at=at,
        )
        old = Saved.objects.filter(version_id=version_id).order_by("-pk").values_list("pk", flat=True)[KEPT:]
        Saved.objects.filter(pk__in=list(old)).delete()


def undo(version_id: int, *, by: str, at: datetime) -> None:
    """Take the last change back: the form and the questions are as they were before it. Raises Refused without one."""
    with transaction.atomic():
        last = Saved.objects.select_for_update().filter(version_id=version_id).order_by("-pk").first()
        if last is None:
            raise Refused(_("There is nothing to take back."), code="empty")
        content = reads.draft_content(version_id)
        before = {"form": last.form, "situations": last.situations}
        catalogue.revise(version_id, {**content, **before}, by=by, at=at)
        last.delete()
