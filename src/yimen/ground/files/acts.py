"""What may be done with files: keep one, receive one in parts, tie them to a thing, forget what nobody claimed."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Count, Q, Sum
from django.utils.translation import gettext_lazy as _

from yimen.ground.files import rules, scanner, store
from yimen.ground.files.kept import Clean
from yimen.ground.files.models import File, State
from yimen.ground.hold import alone
from yimen.ground.life import Refused

LARGEST: Final = rules.LARGEST
PREVIEW: Final = ".preview"


def _cleaned(data: bytes, name: str) -> Clean:
    """Return a file as it will be kept; it may take a minute, and no row is held meanwhile. Raises Refused."""
    scanner.scan(data)
    return rules.clean(data, name)


def _keep(row: File, kept: Clean) -> None:
    """Keep the bytes of a file; nobody forgets equal ones before this transaction ends."""
    row.sha256 = hashlib.sha256(kept.data).hexdigest()
    with alone(_bytes(row.sha256)):
        store.keep(kept.data, digest=row.sha256)
        if kept.preview:
            store.keep(kept.preview, suffix=PREVIEW, digest=row.sha256)
    row.kind, row.size, row.pages, row.state = kept.kind, len(kept.data), kept.pages, State.READY
    row.pictured = bool(kept.preview)


def _bytes(digest: str) -> str:
    return f"bytes {digest}"


def _check_room(size: int, *, by: str, at: datetime) -> None:
    """Raise Refused if the file is too large or this person sends too much; the platform itself has no bounds."""
    if by == "system":
        rules.within(size, open_now=0, today=0)
        return
    sums = File.objects.filter(by=by, at__gt=at - timedelta(days=1)).aggregate(
        open_now=Count("pk", filter=Q(state=State.RECEIVING)), today=Sum("declared_size", default=0)
    )
    rules.within(size, **sums)


def check(data: bytes, name: str) -> None:
    """Raise Refused if a file would not be kept for what it is; nothing is written down."""
    _cleaned(data, rules.tidy(name))


def keep(data: bytes, name: str, *, by: str, at: datetime, keeper: str = "") -> int:
    """Check, clean and keep a file; return its id. Raises Refused with words for the reader."""
    _check_room(len(data), by=by, at=at)
    row = File(name=rules.tidy(name), by=by, at=at, keeper=keeper, declared_size=len(data))
    kept = _cleaned(data, row.name)
    with transaction.atomic():
        _keep(row, kept)
        row.save(force_insert=True)
    return row.pk


def begin(name: str, size: int, *, by: str, at: datetime) -> int:
    """Announce a file that will come in parts; return its id. Raises Refused if it is too large or too many are open."""
    with alone(f"uploads of {by}"):
        _check_room(size, by=by, at=at)
        return File.objects.create(name=rules.tidy(name), by=by, at=at, declared_size=size).pk


def append(file_id: int, offset: int, part: bytes, *, by: str) -> int:
    """Add a part at an offset; return the offset from which to go on.

    Raises Refused if the offset is not where the file stands (nothing is lost: ask and go on from
    there), if more comes than was announced, or if the file is another's; File.DoesNotExist. The last part has the whole
    file checked and cleaned; what is wrong with it is raised after it was written down. Parts of one file follow each
    other by name, not by a lock on its row: readers of the journal would wait until the virus scanner has answered.
    """
    with alone(f"upload {file_id}"):
        row = File.objects.get(pk=file_id)
        if row.by != by or row.state != State.RECEIVING:
            raise Refused(_("This upload does not exist."), field="file", code="unknown")
        if offset != row.size:
            raise Refused(_("The upload goes on from another place."), field="file", code="offset")
        if offset + len(part) > row.declared_size:
            raise Refused(_("More arrived than was announced."), field="file", code="too_large")
        store.write_part(file_id, offset, part)
        row.size = offset + len(part)
        wrong = _judge(row) if row.size == row.declared_size else None
        names = ("size", "state", "sha256", "kind", "pages", "pictured")
        if not File.objects.filter(pk=row.pk).update(**{name: getattr(row, name) for name in names}):
            raise Refused(
                _("This upload does not exist."), field="file", code="unknown"
            )  # it was just forgotten
        end = row.declared_size if row.state == State.READY else row.size
    if wrong is not None:
        raise wrong
    return end


def _judge(row: File) -> Refused | None:
    """Check and clean a file that has arrived whole; return what is wrong with it, if anything."""
    place = store.waiting(row.pk)
    try:
        _keep(row, _cleaned(place.read_bytes(), row.name))
    except Refused as refused:
        row.state = State.REFUSED
        return refused
    finally:
        place.unlink(missing_ok=True)
    return None


def attach(file_ids: list[int], keeper: str, *, by: str) -> None:
    """Tie files to the thing they belong to, for good.

    Raises Refused for a file of someone else, one that is not ready, or one that belongs to another thing.
    """
    with transaction.atomic():
        rows = File.objects.filter(pk__in=file_ids, by=by, state=State.READY, keeper__in=["", keeper])
        if rows.update(keeper=keeper) != len(set(file_ids)):
            raise Refused(
                _("A file could not be found; please add it again."), field="papers", code="unknown"
            )


def forget_abandoned(*, at: datetime, most: int = 200) -> int:
    """Remove uploads that stopped two days ago and files that nothing claimed within thirty; return how many (F-424).

    Files found refused go with them. Bytes go only when no other file has the same.
    """
    stopped = Q(state__in=[State.RECEIVING, State.REFUSED], at__lt=at - timedelta(days=rules.ABANDONED_DAYS))
    unclaimed = Q(state=State.READY, at__lt=at - timedelta(days=rules.UNCLAIMED_DAYS))
    with transaction.atomic():
        rows = list(
            File.objects.select_for_update(skip_locked=True)
            .filter(stopped | unclaimed, keeper="")
            .order_by("at")[:most]
        )
        File.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for row in rows:
        store.waiting(row.pk).unlink(missing_ok=True)
    for digest in _unclaimed(rows):
        store.forget(digest, suffixes=("", PREVIEW), before=at - timedelta(hours=1))
    return len(rows)


def erase(keeper: str) -> int:
    """Remove the files of a thing for good, because its archived record was lawfully destroyed; return how many (G-310)."""
    with transaction.atomic():
        rows = list(File.objects.select_for_update().filter(keeper=keeper).exclude(keeper=""))
        File.objects.filter(pk__in=[row.pk for row in rows]).delete()
    for digest in _unclaimed(rows):
        store.erase(digest, suffixes=("", PREVIEW))
    return len(rows)


def _unclaimed(rows: Iterable[File]) -> Iterator[str]:
    """Yield the digests of removed files that no other file has; until the next is asked for nobody can keep such bytes."""
    for digest in sorted({row.sha256 for row in rows if row.sha256}):
        with alone(_bytes(digest)):
            if not File.objects.filter(sha256=digest).exists():
                yield digest
