"""What may be done with files: keep one, or receive one in parts."""

import os
from datetime import datetime
from pathlib import PurePath
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yimen.ground.files import scanner, store
from yimen.ground.files.models import File, State
from yimen.ground.files.rules import clean
from yimen.ground.hold import hold
from yimen.ground.life import Refused

LARGEST: Final = 200 * 1024 * 1024
PREVIEW: Final = ".preview"


def _name(name: str) -> str:
    plain = "".join(c for c in PurePath(name.replace("\\", "/")).name if c.isprintable())
    return plain[-180:] or "file"


def _finish(row: File, data: bytes) -> None:
    scanner.scan(data)
    kept = clean(data)
    row.sha256 = store.keep(kept.data)
    if kept.preview:
        store.keep(kept.preview, suffix=PREVIEW, digest=row.sha256)
    row.kind, row.size, row.pages, row.state = kept.kind, len(kept.data), kept.pages, State.READY


def keep(data: bytes, name: str, *, by: str, at: datetime, keeper: str = "") -> int:
    """Check, clean and keep a file; return its id. Raises Refused with words for the reader."""
    if len(data) > LARGEST:
        raise Refused(_("A file may have 200 MB at most."), field="file", code="too_large")
    row = File(name=_name(name), by=by, at=at, keeper=keeper, declared_size=len(data))
    _finish(row, data)
    row.save(force_insert=True)
    return row.pk


def begin(name: str, size: int, *, by: str, at: datetime) -> int:
    """Announce a file that will come in parts; return its id. Raises Refused if it is too large."""
    if not 0 < size <= LARGEST:
        raise Refused(_("A file may have 200 MB at most."), field="file", code="too_large")
    return File.objects.create(name=_name(name), by=by, at=at, declared_size=size).pk


def append(file_id: int, offset: int, part: bytes, *, by: str) -> int:
    """Add a part at an offset; return the offset from which to go on.

    Raises Refused if the offset is not where the file stands (nothing is lost: ask and go on from
    there), if more comes than was announced, or if the file is another's. The last part has the whole
    file checked and cleaned.
    """
    wrong: Refused | None = None
    with hold(File, file_id) as row:
        if row.by != by or row.state != State.RECEIVING:
            raise Refused(_("This upload does not exist."), field="file", code="unknown")
        if offset != row.size:
            raise Refused(_("The upload goes on from another place."), field="file", code="offset")
        if offset + len(part) > row.declared_size:
            raise Refused(_("More arrived than was announced."), field="file", code="too_large")
        place = store.waiting(file_id)
        try:
            with place.open("r+b" if place.exists() else "wb") as file:
                file.seek(offset)
                file.truncate()
                file.write(part)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            if error.errno in store.FULL:
                raise store.no_room() from error
            raise
        row.size = offset + len(part)
        if row.size == row.declared_size:
            try:
                _finish(row, place.read_bytes())
            except Refused as refused:
                row.state, wrong = State.REFUSED, refused
            place.unlink(missing_ok=True)
        row.save(update_fields=["size", "state", "sha256", "kind", "pages"])
        end = row.declared_size if row.state == State.READY else row.size
    if wrong is not None:
        raise wrong
    return end


def attach(file_ids: list[int], keeper: str, *, by: str) -> None:
    """Tie files to the thing they belong to. Raises Refused for a file of someone else or one not ready."""
    with transaction.atomic():
        rows = File.objects.filter(pk__in=file_ids, by=by, state=State.READY)
        if rows.update(keeper=keeper) != len(set(file_ids)):
            raise Refused(_("A file could not be found; please add it again."), field="papers", code="unknown")
