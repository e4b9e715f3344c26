"""What may be asked about cases. Answers are plain, frozen values; no row leaves the module."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.utils.functional import Promise

from yimen.affairs.cases import exchange
from yimen.affairs.cases.acts.barring import barred
from yimen.affairs.cases.acts.common import (
    APPLICANT,
    FACTS,
    local_date,
    open_json,
    situation_of,
)
from yimen.affairs.cases.belonging import home_of, numbers_of_case
from yimen.affairs.cases.children import WITH
from yimen.affairs.cases.earlier import earlier_answers, is_ripe, passed_steps, terms_of
from yimen.affairs.cases.following import (
    CODE,
    code_of,
    follow,
    follow_id,
)
from yimen.affairs.cases.history import Moment, moments
from yimen.affairs.cases.life import (
    LIFE,
    Purpose,
    State,
)
from yimen.affairs.cases.lines import checks_of, fees_of, had, services_of, to_serve
from yimen.affairs.cases.lists import (
    CaseLine,
    Page,
    Row,
    asked_line,
    clean_cursor,
    ended,
    inbox,
    line_of,
    numbers_of,
    of_matter,
)
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.own import PROMISED, RATE, SUPPLEMENT, Todo, clean_place, own, todo
from yimen.affairs.cases.owners import Owner, asked_owner, owner
from yimen.affairs.cases.promised import (
    Check,
    check,
    checks,
    first_review_of,
    gaps_of,
)
from yimen.affairs.cases.rules import SHANGHAI
from yimen.affairs.cases.showing import (
    PublishedNotice,
    lawful_stretches,
    missed_clock,
    overdue_told,
    published_notices,
    register_notices,
    remedies_of,
)
from yimen.affairs.cases.standing import (
    Place,
    left_of,
    orders,
    places,
    standing,
)
from yimen.affairs.cases.waiting import (
    asked_undecided,
    draft_on,
    late_first_reviews,
    overdue_for_acceptance,
    published_long_ago,
    renewed_by_silence,
    to_recompute,
    unanswered,
    undecided,
    unfilled,
    untold_extensions,
)
from yimen.affairs.cases.wanted import missing, wanted
from yimen.affairs.cases.ways import GAPS
from yimen.affairs.cases.ways import possible as possible_acts
from yimen.affairs.cases.words import register_sentences, sentence
from yimen.ground.calendar.reads import calendar
from yimen.ground.calendar.rules import Calendar, Stretch
from yimen.ground.memory import Memory
from yimen.ground.rows import values
from yimen.ground.together import Reading
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.people.reads import Principal

__all__ = [
    "CODE",
    "GAPS",
    "PROMISED",
    "RATE",
    "SHANGHAI",
    "SUPPLEMENT",
    "CaseLine",
    "Check",
    "Moment",
    "Owner",
    "Page",
    "Place",
    "PublishedNotice",
    "Todo",
    "asked_line",
    "asked_owner",
    "asked_undecided",
    "check",
    "checks",
    "checks_of",
    "clean_cursor",
    "clean_place",
    "code_of",
    "draft_on",
    "earlier_answers",
    "ended",
    "exchange",
    "fees_of",
    "first_review_of",
    "follow",
    "follow_id",
    "gaps_of",
    "had",
    "home_of",
    "inbox",
    "is_ripe",
    "late_first_reviews",
    "left_of",
    "missed_clock",
    "missing",
    "moments",
    "numbers_of",
    "numbers_of_case",
    "of_matter",
    "orders",
    "overdue_for_acceptance",
    "overdue_told",
    "own",
    "owner",
    "passed_steps",
    "places",
    "published_long_ago",
    "published_notices",
    "register_notices",
    "register_sentences",
    "remedies_of",
    "renewed_by_silence",
    "sentence",
    "services_of",
    "standing",
    "terms_of",
    "to_recompute",
    "to_serve",
    "todo",
    "unanswered",
    "undecided",
    "unfilled",
    "untold_extensions",
    "wanted",
]
Unknown = ObjectDoesNotExist  # no such case, or no such thing of it


@dataclass(frozen=True)
class CaseSheet:
    """Everything one page about a case shows."""

    line: CaseLine
    stage: int
    language: str
    person_id: int
    agent_id: int | None
    applicant: dict[str, Any]
    facts: dict[str, Any]
    accept_due_on: date | None
    confirmed_at: datetime | None
    papers_at: datetime | None
    accepted_at: datetime | None
    accepted_by: str
    accepted_n: int | None
    accepted_on: date | None
    statutory_days: int
    statutory_unit: str
    promised_days: int
    decision_reason: str
    remark: str
    conditions: str
    decline_ground: str
    competent_organ: str
    deliver_due_on: date | None
    delivered_at: datetime | None
    delivery_method: str
    delivery_proof: str
    overdue_reason: str
    closed_at: datetime | None
    materials: tuple[dict[str, Any], ...]
    reviews: tuple[dict[str, Any], ...]
    supplements: tuple[dict[str, Any], ...]
    extensions: tuple[dict[str, Any], ...]
    suspensions: tuple[dict[str, Any], ...]
    told: tuple[dict[str, Any], ...]
    overdue_clock: str
    services: tuple[dict[str, Any], ...]
    checks: tuple[dict[str, Any], ...]
    fees: tuple[dict[str, Any], ...]
    pending: tuple[str, ...]
    marks: tuple[str, ...]
    purpose: str
    permit_id: int | None
    late_renewal: bool
    renews_on: date | None
    possible: frozenset[str]
    situation: dict[str, Any] | None
    accepted_below: tuple[str, ...]
    promised_by: tuple[str, ...]  # the days by which promised papers are still awaited, the nearest first
    reader: Principal | None = (
        None  # the applicant, as whoever looks for them: themselves, by mandate or by law
    )

    @property
    def id(self) -> int:
        """Return the number of the case."""
        return self.line.id

    @property
    def purpose_words(self) -> str | Promise:
        """Return what the application wants, in words."""
        return Purpose(self.purpose).label

    @property
    def open_supplement(self) -> dict[str, Any] | None:
        """Return the notice that waits for its answer, if there is one."""
        waiting = [notice for notice in self.supplements if notice["answered_at"] is None]
        return waiting[-1] if waiting and self.line.state == State.SUPPLEMENTING else None

    def was_accepted_by(self, officer: str) -> bool:
        """Say whether an officer accepted the case, here or where it is examined first (A-304, A-912)."""
        return officer in {self.accepted_by, *self.accepted_below}

    @cached_property
    def barred(self) -> set[str]:
        """Return who may not review the case, as a hearing its chair (A-704); a query where a mark tells of one."""
        return barred(self.id, self.marks)

    @property
    def stretches(self) -> list[Stretch]:
        """Return the days that the law does not count, an open procedure until the day told in its notice."""
        return lawful_stretches(self.suspensions)

    @property
    def added_days(self) -> int:
        """Return by how many working days the period was lengthened."""
        return sum(one["days"] for one in self.extensions if not one["void"])


SAME = (
    "stage",
    "language",
    "person_id",
    "agent_id",
    "accept_due_on",
    "confirmed_at",
    "papers_at",
    "accepted_at",
    "accepted_by",
    "accepted_n",
    "statutory_days",
    "statutory_unit",
    "promised_days",
    "decision_reason",
    "remark",
    "conditions",
    "decline_ground",
    "competent_organ",
    "deliver_due_on",
    "delivered_at",
    "delivery_method",
    "delivery_proof",
    "overdue_reason",
    "overdue_clock",
    "closed_at",
    "purpose",
    "permit_id",
    "late_renewal",
    "renews_on",
)


def sheets(case_ids: Iterable[int]) -> dict[int, CaseSheet]:
    """Return cases by their numbers, each with its papers, reviews and notices; one query for all."""
    return {
        case.id: _whole(case) for case in Case.objects.annotate(children=WITH).filter(pk__in=set(case_ids))
    }


def sheet(case_id: int) -> CaseSheet:
    """Return one case with its papers, reviews and notices in one query. Raises Case.DoesNotExist."""
    return _whole(Case.objects.annotate(children=WITH).get(pk=case_id))


def _whole(case: Any) -> CaseSheet:  # noqa: ANN401 a case with its children
    lists: dict[str, Any] = {name: tuple(rows or ()) for name, rows in case.children.items()}
    same: dict[str, Any] = {name: getattr(case, name) for name in SAME}
    return CaseSheet(
        line=line_of(case),
        applicant=open_json(case.applicant, context=APPLICANT),
        facts=open_json(case.facts, context=FACTS),
        accepted_on=local_date(case.accepted_at) if case.accepted_at else None,
        pending=tuple(case.pending),
        marks=tuple(case.marks),
        possible=possible_acts(
            LIFE.possible(State(case.state)),
            filing=catalogue.version(case.version_id).is_filing,
            first=case.first_organ_id is not None and case.forwarded_at is None,
        ),
        situation=situation_of(case),
        **lists,
        **same,
    )


def line(case_id: int) -> CaseLine | None:
    """Return a case as a line, or None if there is no such number."""
    return lines([case_id]).get(case_id)


def lines(case_ids: Iterable[int]) -> dict[int, CaseLine]:
    """Return some cases as lines, by number; one query."""
    found = values(Case, Row._fields, "id = ANY(%s)", [list(case_ids)])
    return {row.id: line_of(row) for row in map(Row._make, found)}


def asked_versions(case_ids: Iterable[int]) -> Reading[dict[int, int]]:
    """Return what to read for the versions under which some cases are handled, by case, together with others."""
    rows = Case.objects.filter(pk__in=list(case_ids)).values("id", "version_id")
    return Reading(rows, lambda found: {row["id"]: row["version_id"] for row in found})


def sheet_or_none(case_id: int) -> CaseSheet | None:
    """Return one case, or None if there is no such number."""
    try:
        return sheet(case_id)
    except Case.DoesNotExist:
        return None


def timeline(case_id: int, *, for_applicant: bool) -> list[Moment]:
    """Return the history of a case by its number, oldest first."""
    return moments(sheet(case_id), for_applicant=for_applicant)


def draft_of(person_id: int, matter_id: int) -> int | None:
    """Return the newest draft of a person's first application for a matter, or None."""
    rows = Case.objects.filter(
        person_id=person_id, matter_id=matter_id, state=State.DRAFT, purpose=Purpose.NEW
    )
    return rows.order_by("-id").values_list("id", flat=True).first()


_organs: Memory[int, int] = Memory(most=200_000)


def organ_of(case_id: int) -> int | None:
    """Return the organ of a case, or None; it never changes once handed in, so the process remembers it."""
    organ = _organs.get(case_id)
    if organ is None:
        found = values(Case, ("organ_id",), "id = %s AND state <> %s", [case_id, State.DRAFT.value])
        if not found:
            return None
        organ = int(found[0][0])
        remember_organ(case_id, organ)
    return organ


def remember_organ(case_id: int, organ_id: int) -> None:
    """Remember the organ of a case that is handed in: whoever did so acts on it next."""
    _organs.keep(case_id, organ_id)


def calendar_of(organ_id: int) -> Calendar:
    """Return the calendar of the place where an organ sits: its own closures beside the national days."""
    organ = agencies.organs().get(organ_id)
    return calendar(organ.division_code if organ else "")


def calendar_for(case_id: int) -> Calendar:
    """Return the calendar under which a case runs."""
    return calendar_of(organ_of(case_id) or 0)
