"""One's own cases: what waits for the applicant, each with its day, and the list with open cases first."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final

from django.db.models import BooleanField, DateField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.expressions import RawSQL
from django.utils.timezone import localtime

from yimen.affairs.cases.beside import Service
from yimen.affairs.cases.life import ENDED, OPEN, DeliveryMethod, Outcome, State
from yimen.affairs.cases.lists import PAGE, Page, Row, line_of
from yimen.affairs.cases.models import Case, Supplement
from yimen.affairs.cases.promises import Gap
from yimen.affairs.cases.rules import SHANGHAI
from yimen.affairs.cases.ways import GAPS
from yimen.ground.composed import NUMBER, WORD, Composed
from yimen.means.documents.reads import Kind
from yimen.registers.catalogue import reads as catalogue

MOST_OPEN: Final = 50  # cases in which something waits, the newest
LOOKED_AT: Final = 25  # ended cases among which one may still be confirmed or rated
AT_LEISURE: Final = 5  # things without a day that are named, the newest
RECENT: Final = timedelta(days=30)
SUPPLEMENT, PROMISED, CONFIRM, RATE = "supplement", "gaps", "confirm", "rate"
OVER: Final = frozenset({*ENDED, State.DELIVERED})
FILLING: Final = (State.ACCEPTED, State.SUSPENDED)
DECISIONS: Final = (Kind.GRANT, Kind.REFUSAL, Kind.NON_ACCEPTANCE)
RATED_IN: Final = (State.DELIVERED, State.CLOSED, State.FILED)
TOLD: Final = (
    "EXISTS (SELECT 1 FROM journal j WHERE j.subject = cases_case.id AND j.type = %s AND j.recorded_at >= %s)"
)
AFTER: Final = NUMBER - 1  # the blank for the last case of the page before
SINCE: Final = datetime(9998, 7, 6, tzinfo=UTC)  # the blank for a moment
DAYS: Final = ("answer_by", "promised_by", "unconfirmed")
NAMES: Final = (*Row._fields, "delivered_at", "closed_at", *DAYS, "rated", "listed")
CURSOR: Final = re.compile(r"(open|over)\|(\d{1,19})", re.ASCII)


@dataclass(frozen=True)
class Todo:
    """One thing that waits for the applicant: what, in which case, and by which day (None: at leisure)."""

    what: str
    case_id: int
    version_id: int
    title: str
    day: date | None = None


@dataclass(frozen=True)
class Own:
    """A page of one's own cases, and what waits for the applicant in any of them."""

    page: Page
    todo: list[Todo]


def todo(person_id: int, *, matter_ids: Collection[int] | None = None, rated: str, today: date) -> list[Todo]:
    """Return what waits for a person, in some matters or (None) in all, the nearest day first.

    `rated` is the event that says that a service was rated. What may be left undone is named for a while only.
    """
    asked = _asked(None if matter_ids is None else len(matter_ids), None)
    rows = asked.ask(person_id, rated, _since(today), *(matter_ids or ())) if asked else []
    return _todos(rows, today)


def _since(today: date) -> datetime:
    return datetime.combine(today - RECENT, time.min, SHANGHAI)


def _todos(rows: list[tuple[Any, ...]], today: date) -> list[Todo]:
    named = (dict(zip(NAMES, row, strict=True)) for row in rows)
    found = [one for row in named for one in _todo(row, today)]
    catalogue.names(one.version_id for one in found)  # one question for the page
    found.sort(key=lambda one: (one.day is None, one.day or today, -one.case_id))
    dated = sum(one.day is not None for one in found)
    return found[: dated + AT_LEISURE]


def _todo(row: dict[str, Any], today: date) -> list[Todo]:
    about = (row["id"], row["version_id"], row["title"])
    found = []
    if row["state"] == State.SUPPLEMENTING and row["answer_by"]:
        found.append(Todo(SUPPLEMENT, *about, day=row["answer_by"]))
    if row["state"] in FILLING and row["promised_by"]:
        found.append(Todo(PROMISED, *about, day=row["promised_by"]))
    return found or [Todo(what, *about) for what in _at_leisure(row, today)]


def _at_leisure(row: dict[str, Any], today: date) -> list[str]:
    """Return what may be done for a while and need not: confirm a decision, and then rate the service."""
    if row["unconfirmed"] and today - row["unconfirmed"] <= RECENT:
        return [CONFIRM]
    ended = row["delivered_at"] or row["closed_at"]
    fresh = ended is not None and today - localtime(ended).date() <= RECENT
    return [RATE] if row["state"] in RATED_IN and fresh and not row["rated"] else []


@lru_cache(maxsize=256)
def _asked(matters: int | None, part: str | None, size: int = PAGE) -> Composed | None:
    """Compose the question for what waits and, of a `part`, for the page of the list that begins there."""
    if matters == 0:
        return None
    named = [NUMBER + 1 + n for n in range(matters or 0)]
    rows = _of(NUMBER, None if matters is None else named)
    first, *others = [*_waiting(rows), *([] if part is None else _listed(rows, part, size))]
    blanks = [NUMBER, WORD, SINCE, *named, *([AFTER] if part else [])]
    return Composed(first.union(*others, all=True), NAMES, blanks)


def _waiting(rows: QuerySet[Case]) -> list[QuerySet[Any, Any]]:
    """Return the cases in which something waits: the open ones, and the newest that are over."""
    rows = _with_days(rows).annotate(listed=Value(False, BooleanField()))
    waits = Q(unconfirmed__isnull=False) | Q(state=State.SUPPLEMENTING)
    waits |= Q(state__in=FILLING, marks__contains=[GAPS], promised_by__isnull=False)
    told = RawSQL(TOLD, [WORD, SINCE], output_field=BooleanField())  # noqa: S611 our own words
    still = rows.filter(waits, state__in=sorted(OPEN)).annotate(rated=Value(False, BooleanField()))
    over = rows.filter(state__in=sorted(OVER)).annotate(rated=told)
    return [still.order_by("-id")[:MOST_OPEN], over.order_by("-id")[:LOOKED_AT]]


def _listed(rows: QuerySet[Case], part: str, size: int) -> list[QuerySet[Any, Any]]:
    """Return the list: drafts on the first page only, open cases until they end, and then what is over."""
    plain = {one: Value(None, DateField()) for one in DAYS}
    rows = rows.annotate(**plain, rated=Value(None, BooleanField()), listed=Value(True, BooleanField()))
    after = {"id__lt": AFTER} if part else {}
    drafts, still, over = (rows.filter(state__in=sorted(one)) for one in ({State.DRAFT}, OPEN, OVER))
    if part == "over":
        parts = [over.filter(**after)]
    else:
        parts = [*([] if part else [drafts]), still.filter(**after), over]
    return [one.order_by("-id")[: size + 1] for one in parts]


def _of(person: int, matters: Sequence[int] | None) -> QuerySet[Case]:
    rows = Case.objects.filter(person_id=person)
    return rows if matters is None else rows.filter(matter_id__in=matters)


def _with_days(rows: QuerySet[Case]) -> QuerySet[Any, Any]:
    """Add what waits in each case: the days to answer by, and when a decision was served and not confirmed."""
    supplements = Supplement.objects.filter(case_id=OuterRef("id"), answered_at__isnull=True)
    gaps = Gap.objects.filter(case_id=OuterRef("id"), filled_at__isnull=True, due_on__isnull=False)
    served = Service.objects.filter(
        case_id=OuterRef("id"),
        document__in=DECISIONS,
        outcome=Outcome.SERVED,
        way=DeliveryMethod.ELECTRONIC,
        confirmed_at__isnull=True,
    )
    return rows.annotate(
        answer_by=Subquery(supplements.order_by("-n").values("respond_by_on")[:1]),
        promised_by=Subquery(gaps.order_by("due_on").values("due_on")[:1]),
        unconfirmed=Subquery(served.order_by("-served_on").values("served_on")[:1]),
    )


def clean_place(cursor: str) -> str:
    """Return a cursor of one's own list if it is one of ours (open or over, a bar, a number), else ""."""
    found = CURSOR.fullmatch(cursor)
    return cursor if found and int(found[2]) < 2**63 else ""


def own(
    person_id: int,
    *,
    matter_ids: Collection[int] | None = None,
    rated: str,
    today: date,
    cursor: str = "",
    size: int = PAGE,
) -> Own:
    """Return the cases of a person, the open ones first, each the newest first, and what waits as `todo` does; one question.

    Before the first page stand the drafts.
    """
    part, _bar, last = cursor.partition("|")
    asked = _asked(None if matter_ids is None else len(matter_ids), part, size)
    given = [person_id, rated, _since(today), *(matter_ids or ()), *([int(last)] if last else [])]
    rows = asked.ask(*given) if asked else []
    listed = [Row(*one[: len(Row._fields)]) for one in rows if one[-1]]
    return Own(_page(listed, size), _todos([one for one in rows if not one[-1]], today))


def _page(found: list[Row], size: int) -> Page:
    found.sort(key=lambda one: (one.state != State.DRAFT, one.state not in OPEN, -one.id))
    drafts = sum(one.state == State.DRAFT for one in found)
    shown = found[: drafts + size]
    catalogue.names(one.version_id for one in shown)  # one question for the page
    more = len(found) > len(shown)
    after = f"{'open' if shown[-1].state in OPEN else 'over'}|{shown[-1].id}" if more else ""
    return Page(tuple(line_of(one) for one in shown), after)
