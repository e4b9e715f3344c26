"""Who waits for whom: drafts by the stage that has them in hand, with the day by which it should have dealt with them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.db.models import Count, OuterRef, Q, Subquery

from yimen.ground.composed import DAY, Composed
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue.contents import by_language, titles_of
from yimen.registers.catalogue.life import UNDER_REVIEW, State
from yimen.registers.catalogue.models import Comment, Version

ORDER: Final = (State.HEAD, State.OFFICE, State.LEGAL, State.CONFIRM, State.READY)
MOST: Final = 200
OPEN_MUST: Final = Subquery(
    Comment.objects.filter(version=OuterRef("pk"), must=True, settled_at__isnull=True)
    .order_by()
    .values("version")
    .annotate(n=Count("pk"))
    .values("n")
)


@dataclass(frozen=True)
class WaitingLine:
    """A draft that waits: for whom, since when, until when it should be dealt with, what is still open."""

    id: int
    code: str
    names: Mapping[str, str]
    organ: str
    organ_id: int
    state: str
    state_words: str
    since: datetime | None
    due_on: date | None
    open_must: int
    revision_id: int | None


class Row(NamedTuple):
    """The columns of a version that a line is made of."""

    id: int
    matter__code: str
    matter__organ_id: int
    state: str
    waiting_since: datetime | None
    due_on: date | None
    open_must: int | None
    revision_id: int | None
    titles: list[dict[str, Any]]


@dataclass(frozen=True)
class StageCount:
    """How many drafts a stage has in hand, and how many of them are late."""

    state: str
    words: str
    total: int
    late: int


def waiting(
    *, organ_ids: Collection[int] | None, state: str = "", language: str = "zh-hans"
) -> list[WaitingLine]:
    """Return drafts under review, what is due first on top; one query."""
    scope = None if organ_ids is None else frozenset(organ_ids)
    if scope == frozenset():
        return []
    found = [Row(*one) for one in _waiting(scope, state if state in ORDER else "").ask()]
    return [_line(row, by_language(row.titles), language) for row in found]


@lru_cache(maxsize=512)
def _waiting(organ_ids: frozenset[int] | None, state: str) -> Composed:
    rows = Version.objects.filter(state__in=UNDER_REVIEW)
    rows = rows if organ_ids is None else rows.filter(matter__organ_id__in=sorted(organ_ids))
    rows = rows.filter(state=state) if state else rows
    rows = rows.annotate(open_must=OPEN_MUST, titles=titles_of("pk")).order_by("due_on", "pk")
    return Composed(rows[:MOST], Row._fields)


def _line(row: Row, names: dict[str, str], language: str) -> WaitingLine:
    organ = agencies.organs().get(row.matter__organ_id)
    return WaitingLine(
        row.id,
        row.matter__code,
        names,
        organ.name(language) if organ else "",
        row.matter__organ_id,
        row.state,
        str(State(row.state).label),
        row.waiting_since,
        row.due_on,
        row.open_must or 0,
        row.revision_id,
    )


def counts(*, organ_ids: Collection[int] | None, today: date) -> list[StageCount]:
    """Return how many drafts each stage has in hand and how many are late; one query."""
    scope = None if organ_ids is None else frozenset(organ_ids)
    found = {} if scope == frozenset() else {state: rest for state, *rest in _counts(scope).ask(today)}
    return [StageCount(one, str(one.label), *found.get(one.value, (0, 0))) for one in ORDER]


@lru_cache(maxsize=512)
def _counts(organ_ids: frozenset[int] | None) -> Composed:
    rows = Version.objects.filter(state__in=UNDER_REVIEW)
    rows = rows if organ_ids is None else rows.filter(matter__organ_id__in=sorted(organ_ids))
    late = Count("pk", filter=Q(due_on__lt=DAY))
    grouped = rows.values("state").annotate(n=Count("pk"), late=late).order_by("state")
    return Composed(grouped, ("state", "n", "late"), (DAY,))
