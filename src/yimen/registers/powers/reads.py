"""What may be asked of the public face: what changed, and whether a booklet is there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from yimen.ground.composed import NUMBER, Composed
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


COLUMNS: Final = (
    *("id", "matter_id", "code", "name", "organ_id", "version_id", "what"),
    *("reason", "effective_from", "at"),
)


def _lines(rows: Iterable[tuple[Any, ...]]) -> list[ChangeLine]:
    found = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    return [ChangeLine(words=str(What(one["what"]).label), **one) for one in found]


@cache
def _of_matter() -> Composed:
    rows = Change.objects.filter(matter_id=NUMBER).order_by("-at", "-pk")
    return Composed(rows[:NEWEST], COLUMNS, (NUMBER,))


def changes(*, organ_id: int | None = None, limit: int = NEWEST) -> list[ChangeLine]:
    """Return the newest changes of the register, of one organ or of all; one query."""
    rows = Change.objects.order_by("-at", "-pk")
    rows = rows if organ_id is None else rows.filter(organ_id=organ_id)
    return _lines(rows.values_list(*COLUMNS)[:limit])


def changes_of(matter_id: int) -> list[ChangeLine]:
    """Return everything that happened to a matter, the newest first."""
    return _lines(_of_matter().ask(matter_id))


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
