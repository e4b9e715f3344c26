"""Who waits for whom: drafts by the stage that has them in hand, with the day by which it should have dealt with them."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import Count, OuterRef, Q, Subquery

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
    name: str
    organ: str
    organ_id: int
    state: str
    state_words: str
    since: datetime | None
    due_on: date | None
    open_must: int
    revision_id: int | None


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
    rows = Version.objects.filter(state__in=UNDER_REVIEW).select_related("matter").defer("content")
    rows = rows if organ_ids is None else rows.filter(matter__organ_id__in=organ_ids)
    rows = rows.filter(state=state) if state in ORDER else rows
    rows = rows.annotate(open_must=OPEN_MUST, titles=titles_of("pk")).order_by("due_on", "pk")
    found = [(row, by_language(row.titles)) for row in rows[:MOST]]
    tree = agencies.organs()
    return [
        WaitingLine(
            row.pk,
            row.matter.code,
            names.get(language) or names.get("zh-hans", ""),
            tree[row.matter.organ_id].name(language) if row.matter.organ_id in tree else "",
            row.matter.organ_id,
            row.state,
            str(State(row.state).label),
            row.waiting_since,
            row.due_on,
            row.open_must or 0,
            row.revision_id,
        )
        for row, names in found
    ]


def counts(*, organ_ids: Collection[int] | None, today: date) -> list[StageCount]:
    """Return how many drafts each stage has in hand and how many are late; one query."""
    rows = Version.objects.filter(state__in=UNDER_REVIEW)
    rows = rows if organ_ids is None else rows.filter(matter__organ_id__in=organ_ids)
    total: Counter[str] = Counter()
    late: Counter[str] = Counter()
    grouped = rows.values("state").annotate(n=Count("pk"), late=Count("pk", filter=Q(due_on__lt=today)))
    for row in grouped.order_by("state"):
        total[row["state"]], late[row["state"]] = row["n"], row["late"]
    return [StageCount(one, str(one.label), total[one], late[one]) for one in ORDER]
