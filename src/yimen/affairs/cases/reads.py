"""What may be asked about cases. Answers are plain, frozen values; no row leaves the module."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise

from yimen.affairs.cases import exchange
from yimen.affairs.cases.acts.common import APPLICANT, FACTS, local_date, open_json
from yimen.affairs.cases.children import WITH
from yimen.affairs.cases.life import ENDED, LIFE, OPEN, State
from yimen.affairs.cases.models import NEVER, Case, Material
from yimen.affairs.cases.waiting import overdue_for_acceptance, to_recompute, unanswered
from yimen.affairs.cases.words import INTERNAL, register_sentences, sentence
from yimen.ground import vault
from yimen.ground.calendar.reads import calendar
from yimen.ground.calendar.rules import Calendar
from yimen.ground.numbers import code_matches, printed, query_code, read_printed
from yimen.ground.rows import read
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import reads as catalogue

__all__ = [
    "exchange",
    "overdue_for_acceptance",
    "register_sentences",
    "sentence",
    "to_recompute",
    "unanswered",
]
PURPOSE = "case"
Unknown = Case.DoesNotExist
PAGE = 25
MOST_PLACES = 24  # posts up to which each is looked up in its own part of the index
CURSOR = re.compile(r"(\d{4}-\d{2}-\d{2})\|(\d{1,19})", re.ASCII)


@dataclass(frozen=True)
class CaseLine:
    """A case as one line of a list."""

    id: int
    number: str
    title: str
    version_id: int
    matter_id: int
    organ_id: int
    organ_name: str
    applicant: str
    state: str
    state_words: str | Promise
    channel: str
    waiting_role: str
    received_at: datetime | None
    due_on: date | None
    promised_due_on: date | None
    statutory_due_on: date | None
    decided_at: datetime | None
    deemed: bool
    provisional: bool

    @property
    def open(self) -> bool:
        """Say whether the organ still owes something."""
        return self.state in OPEN


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
    accepted_on: date | None
    statutory_days: int
    statutory_unit: str
    promised_days: int
    decision_reason: str
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
    pending: tuple[str, ...]
    marks: tuple[str, ...]
    possible: frozenset[str]

    @property
    def id(self) -> int:
        """Return the number of the case."""
        return self.line.id

    @property
    def open_supplement(self) -> dict[str, Any] | None:
        """Return the notice that waits for its answer, if there is one."""
        waiting = [notice for notice in self.supplements if notice["answered_at"] is None]
        return waiting[-1] if waiting and self.line.state == State.SUPPLEMENTING else None


@dataclass(frozen=True)
class Moment:
    """One line of a case's history."""

    at: datetime
    event: str
    words: str
    actor: str
    who: str


SAME = (
    "stage",
    "language",
    "person_id",
    "agent_id",
    "accept_due_on",
    "confirmed_at",
    "papers_at",
    "accepted_at",
    "statutory_days",
    "statutory_unit",
    "promised_days",
    "decision_reason",
    "decline_ground",
    "competent_organ",
    "deliver_due_on",
    "delivered_at",
    "delivery_method",
    "delivery_proof",
    "overdue_reason",
    "closed_at",
)


def _due(case: Case) -> date | None:
    """Return the date that counts now: to accept, to decide or to deliver."""
    return None if case.next_due_on == NEVER else case.next_due_on


def _line(case: Case) -> CaseLine:
    return CaseLine(
        id=case.id,
        number=printed(case.id),
        title=case.title,
        version_id=case.version_id,
        matter_id=case.matter_id,
        organ_id=case.organ_id,
        organ_name=case.organ_name,
        applicant=open_json(case.applicant, context=APPLICANT)["name"],
        state=case.state,
        state_words=State(case.state).label,
        channel=case.channel,
        waiting_role=case.waiting_role,
        received_at=case.received_at,
        due_on=_due(case),
        promised_due_on=case.promised_due_on,
        statutory_due_on=case.statutory_due_on,
        decided_at=case.decided_at,
        deemed=case.deemed,
        provisional=case.provisional,
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
        line=_line(case),
        applicant=open_json(case.applicant, context=APPLICANT),
        facts=open_json(case.facts, context=FACTS),
        accepted_on=local_date(case.accepted_at) if case.accepted_at else None,
        pending=tuple(case.pending),
        marks=tuple(case.marks),
        possible=LIFE.possible(State(case.state)),
        **lists,
        **same,
    )


def line(case_id: int) -> CaseLine | None:
    """Return a case as a line, or None if there is no such number."""
    row = read(Case, case_id)
    return _line(row) if row else None


def sheet_or_none(case_id: int) -> CaseSheet | None:
    """Return one case, or None if there is no such number."""
    try:
        return sheet(case_id)
    except Case.DoesNotExist:
        return None


def moments(case: CaseSheet, *, for_applicant: bool) -> list[Moment]:
    """Return the history of a case, oldest first; the applicant is spared the notes between officers."""
    told = [
        one
        for one in case.told
        if not (for_applicant and (one["type"] in INTERNAL or not one["type"].startswith("cases.")))
    ]
    who = agencies.actor_words(one["actor"] for one in told)
    return [
        Moment(
            datetime.fromisoformat(one["at"]),
            one["type"],
            sentence(one["type"], one["data"]),
            one["actor"],
            who[one["actor"]],
        )
        for one in told
    ]


def timeline(case_id: int, *, for_applicant: bool) -> list[Moment]:
    """Return the history of a case by its number, oldest first."""
    return moments(sheet(case_id), for_applicant=for_applicant)


@dataclass(frozen=True)
class Page:
    """Some lines and the cursor to the next ones ("" at the end)."""

    lines: tuple[CaseLine, ...]
    next: str


def _page(rows: QuerySet[Case], size: int, key: str) -> Page:
    found = list(rows[: size + 1])
    more = found[size - 1] if len(found) > size else None
    cursor = ""
    if more is not None:
        cursor = f"{more.next_due_on}|{more.id}" if key == "due" else str(more.id)
    catalogue.names(case.version_id for case in found[:size])  # one question for the page, not one a line
    return Page(tuple(_line(case) for case in found[:size]), cursor)


def clean_cursor(cursor: str) -> str:
    """Return a cursor of the inbox if it is one of ours (a day, a bar, a number), else ""."""
    found = CURSOR.fullmatch(cursor)
    try:
        good = found is not None and bool(date.fromisoformat(found[1])) and int(found[2]) < 2**63
    except ValueError:
        return ""
    return cursor if good else ""


def inbox(
    organ_ids: Iterable[int],
    *,
    roles: Sequence[str] = (),
    states: Sequence[str] = (),
    text: str = "",
    due_before: date | None = None,
    cursor: str = "",
    size: int = PAGE,
) -> Page:
    """Return the open cases of some organs, the date that counts now first.

    `roles` keeps those that wait for one of them; `text` is a number or an exact name of an applicant.
    """
    rows = Case.objects.filter(state__in=sorted(OPEN))
    if states:
        rows = Case.objects.filter(state__in=states)
    if due_before:
        rows = rows.filter(next_due_on__lt=due_before)
    if text:
        rows = rows.filter(_wanted(text))
    if cursor:
        day, _bar, last = cursor.partition("|")
        rows = rows.filter(next_due_on__gte=day).exclude(next_due_on=day, id__lte=int(last))
    organs, order = sorted(organ_ids), ("next_due_on", "id")
    places = [(organ, role) for organ in organs for role in roles]
    if not 0 < len(places) <= MOST_PLACES:
        wide = rows.filter(organ_id__in=organs)
        return _page((wide.filter(waiting_role__in=roles) if roles else wide).order_by(*order), size, "due")
    parts = [
        rows.filter(organ_id=organ, waiting_role=role).order_by(*order)[: size + 1] for organ, role in places
    ]
    whole = parts[0].union(*parts[1:], all=True).order_by(*order) if len(parts) > 1 else parts[0]
    return _page(whole, size, "due")


def _wanted(text: str) -> Q:
    number = read_printed(text)
    by_name = Q(applicant_index=vault.blind_index(text.strip(), context=APPLICANT))
    return by_name | Q(id=number) if number else by_name


def ended(organ_ids: Iterable[int], *, cursor: str = "", size: int = PAGE) -> Page:
    """Return what was ended or delivered, the newest first."""
    states = sorted({*ENDED, State.DELIVERED})
    rows = Case.objects.filter(organ_id__in=list(organ_ids), state__in=states)
    if cursor:
        rows = rows.filter(id__lt=int(cursor))
    return _page(rows.order_by("-id"), size, "id")


def mine(person_ids: Iterable[int], *, cursor: str = "", size: int = PAGE) -> Page:
    """Return the cases and drafts of some persons, the newest first."""
    rows = Case.objects.filter(person_id__in=list(person_ids))
    if cursor:
        rows = rows.filter(id__lt=int(cursor))
    return _page(rows.order_by("-id"), size, "id")


def draft_of(person_id: int, matter_id: int) -> int | None:
    """Return the newest draft of a person for a matter, or None."""
    rows = Case.objects.filter(person_id=person_id, matter_id=matter_id, state=State.DRAFT)
    return rows.order_by("-id").values_list("id", flat=True).first()


def code_of(case_id: int) -> str:
    """Return the code printed on the receipt, with which anyone holding it may follow the case."""
    return query_code(case_id, purpose=PURPOSE)


def follow(number: str, code: str) -> int | None:
    """Return the case of a printed number and its code, or None if they do not belong together."""
    case_id = read_printed(number)
    if case_id is None or not code_matches(case_id, code, purpose=PURPOSE):
        return None
    return case_id if Case.objects.filter(pk=case_id).exclude(state=State.DRAFT).exists() else None


def follow_id(case_id: int, code: str) -> bool:
    """Say whether a code belongs to a case."""
    return bool(code) and code_matches(case_id, code, purpose=PURPOSE)


def owner(case_id: int) -> tuple[int, int | None, int] | None:
    """Return the applicant, the agent and the organ of a case, or None; who may see it is the door's question."""
    return Case.objects.filter(pk=case_id).values_list("person_id", "agent_id", "organ_id").first()


@lru_cache(maxsize=200_000)
def _organ_of(case_id: int) -> int:
    return Case.objects.exclude(state=State.DRAFT).values_list("organ_id", flat=True).get(pk=case_id)


def organ_of(case_id: int) -> int | None:
    """Return the organ of a case, or None; it never changes once handed in, so the process remembers it."""
    try:
        return _organ_of(case_id)
    except Case.DoesNotExist:
        return None


def calendar_of(organ_id: int) -> Calendar:
    """Return the calendar of the place where an organ sits: its own closures beside the national days."""
    organ = agencies.organs().get(organ_id)
    return calendar(organ.division_code if organ else "")


def calendar_for(case_id: int) -> Calendar:
    """Return the calendar under which a case runs."""
    return calendar_of(organ_of(case_id) or 0)


def case_of_file(file_id: int) -> int | None:
    """Return the case a file was handed in with."""
    return Material.objects.filter(file_id=file_id).values_list("case_id", flat=True).first()
