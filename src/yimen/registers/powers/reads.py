"""What may be asked of the public face: what changed, and whether a booklet is there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from yimen.ground.files import store
from yimen.registers.powers import booklets
from yimen.registers.powers.models import Booklet, Change, What

NEWEST: Final = 60


@dataclass(frozen=True)
class ChangeLine:
    """One change of the register."""

    id: int
    matter_id: int
    code: str
    name: str
    organ_id: int
    version_id: int
    what: str
    words: str
    reason: str
    effective_from: date | None
    at: datetime


def _lines(rows: Any) -> list[ChangeLine]:  # noqa: ANN401 rows of a query
    return [
        ChangeLine(
            row.pk,
            row.matter_id,
            row.code,
            row.name,
            row.organ_id,
            row.version_id,
            row.what,
            str(What(row.what).label),
            row.reason,
            row.effective_from,
            row.at,
        )
        for row in rows
    ]


def changes(*, organ_id: int | None = None, limit: int = NEWEST) -> list[ChangeLine]:
    """Return the newest changes of the register, of one organ or of all; one query."""
    rows = Change.objects.order_by("-at", "-pk")
    rows = rows if organ_id is None else rows.filter(organ_id=organ_id)
    return _lines(rows[:limit])


def changes_of(matter_id: int) -> list[ChangeLine]:
    """Return everything that happened to a matter, the newest first."""
    return _lines(Change.objects.filter(matter_id=matter_id).order_by("-at", "-pk")[:NEWEST])


def newest(changed: Sequence[ChangeLine]) -> datetime | None:
    """Return the moment of the newest change."""
    return max((one.at for one in changed), default=None)


@dataclass(frozen=True)
class BookletSheet:
    """A booklet as the register stands now: what it is called, and whether it is made or waits."""

    title: str
    matters: int
    ordered: bool
    made_at: datetime | None
    file: str
    size: int
    failed: bool


def booklet(scope: str, key: str, language: str, *, on: date) -> BookletSheet | None:
    """Return how a booklet stands, or None if there is no such organ or theme; two queries."""
    found = booklets.outline(scope, key, language, on=on)
    if found is None or (not found.heads and found.organ is None):
        return None
    row = Booklet.objects.filter(scope=scope, key=key, language=language, digest=found.digest).first()
    there = row is not None and bool(row.file) and store.has(row.file, suffix=booklets.SUFFIX)
    return BookletSheet(
        title=found.title,
        matters=len(found.heads),
        ordered=row is not None,
        made_at=row.made_at if row and there else None,
        file=row.file if row and there else "",
        size=row.size if row else 0,
        failed=bool(row and row.trouble),
    )


def pdf(file: str) -> bytes:
    """Return the bytes of a booklet. Raises FileNotFoundError."""
    return store.read(file, suffix=booklets.SUFFIX)
