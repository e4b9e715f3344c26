"""What is shown of cases beside their sheet: stretches that stand still, published notices, reasons for being late."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Protocol

from django.utils.functional import Promise

from yimen.affairs.cases import rules
from yimen.affairs.cases.acts.common import APPLICANT, local_date, open_json
from yimen.affairs.cases.life import (
    Clock,
    DeliveryMethod,
    State,
)
from yimen.affairs.cases.lists import CaseLine
from yimen.affairs.cases.models import Case, Service
from yimen.affairs.cases.remedies import Remedies, against_decision, against_silence
from yimen.ground.calendar.deadlines import Deadline
from yimen.ground.calendar.reads import deadline
from yimen.ground.calendar.rules import Calendar, Stretch
from yimen.means.documents.reads import Kind
from yimen.registers.catalogue import reads as catalogue

PAGE = 50


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def lawful_stretches(suspensions: Iterable[Mapping[str, Any]]) -> list[Stretch]:
    """Return the days of special procedures that are not counted, from the rows of a sheet (A-405)."""
    names = ("first_on", "last_on", "notified_on", "until_on")
    found = []
    for one in suspensions:
        first, last, notified, until = (_day(one[name]) for name in names)
        if first is not None and (stretch := rules.lawful_stretch(first, last, notified, until)):
            found.append(stretch)
    return found


ROWS: Final = (
    ("L-18", ""),
    ("L-18", "not_told"),
    ("L-23", ""),
    ("L-23", "not_told"),
    ("A-512", ""),
    ("D-105", ""),
)


def rows_on(day: date) -> dict[str, Deadline]:
    """Return the deadlines of remedies in force on a day."""
    return {f"{code} {part}".strip(): deadline(code, part, on=day) for code, part in ROWS}


class Decided(Protocol):
    """The part of a sheet that remedies and lateness need."""

    @property
    def line(self) -> CaseLine:
        """Return the case as a line."""

    @property
    def delivered_at(self) -> datetime | None:
        """Return when the decision was served."""

    @property
    def deliver_due_on(self) -> date | None:
        """Return until when the decision is to be served."""

    @property
    def told(self) -> tuple[dict[str, Any], ...]:
        """Return everything said about it, the oldest first."""

    @property
    def services(self) -> tuple[dict[str, Any], ...]:
        """Return what was served, attempt by attempt."""

    @property
    def renews_on(self) -> date | None:
        """Return the last day of the permit that a renewal asked for in time continues."""


def _known_on(case: Decided) -> date | None:
    """Return the day on which what was decided against the applicant was served, if it was (A-507, A-511).

    An accepted case that ends because promised papers did not come ends against its applicant too (A-510).
    """
    if case.line.state == State.DECLINED:
        served = (one["served_on"] for one in case.services if one["document"] == Kind.NON_ACCEPTANCE)
        return _day(min(filter(None, served), default=None))
    ended = [one["at"] for one in case.told if one["type"] == "cases.GapsUnfilled"]
    if ended:
        return local_date(datetime.fromisoformat(ended[-1]))
    against = any(one["type"] == "cases.CaseRefused" for one in case.told)
    return local_date(case.delivered_at) if against and case.delivered_at else None


def remedies_of(case: Decided, *, today: date, calendar: Calendar) -> Remedies | None:
    """Return the remedies open to the applicant now, with their last days, or None (A-507, A-509, A-512)."""
    known, statutory = _known_on(case), case.line.statutory_due_on
    if known is not None:
        ground = catalogue.version(case.line.version_id).reconsideration_first
        return against_decision(known, ground=ground, rows=rows_on(known), calendar=calendar)
    undecided = case.line.state in {State.ACCEPTED, State.SUSPENDED} and case.renews_on is None
    if undecided and statutory is not None and today > statutory:
        return against_silence(statutory, rows=rows_on(statutory), calendar=calendar)
    return None


def missed_clock(case: Decided) -> str:
    """Return which clock a case missed, or "" (A-410)."""
    decided, delivered = case.line.decided_at, case.delivered_at
    return rules.missed_clock(
        decided=local_date(decided) if decided else None,
        promised=case.line.promised_due_on,
        statutory=case.line.statutory_due_on,
        delivered=local_date(delivered) if delivered else None,
        deliver_due=case.deliver_due_on,
    )


@dataclass(frozen=True)
class Late:
    """One published reason for being late: nothing of it names a person (A-410)."""

    title: str
    version_id: int
    organ_id: int
    organ_name: str
    clock: str | Promise
    reason: str
    told_at: datetime


def overdue_told(*, before: datetime | None = None, size: int = PAGE) -> list[Late]:
    """Return the reasons that organs published for being late, the newest first (A-410)."""
    rows = Case.objects.filter(overdue_at__isnull=False)
    if before:
        rows = rows.filter(overdue_at__lt=before)
    names = ("title", "version_id", "organ_id", "organ_name", "overdue_clock", "overdue_reason", "overdue_at")
    found = rows.order_by("-overdue_at").values_list(*names)[:size]
    return [
        Late(title, version, organ, name, Clock(clock).label if clock else "", reason, at)
        for title, version, organ, name, clock, reason, at in found
    ]


@dataclass(frozen=True)
class PublishedNotice:
    """A document served by public notice, as the page of notices shows it."""

    recipient: str
    document: str | Promise
    organ_id: int
    organ_name: str
    published_on: date
    deemed_on: date


AskNotices = Callable[[date], list[PublishedNotice]]
_BESIDE: Final[list[AskNotices]] = []


def register_notices(ask: AskNotices) -> None:
    """Let a module show what it serves by public notice, beside what cases do."""
    _BESIDE.append(ask)


def published_notices(*, today: date, size: int = PAGE) -> list[PublishedNotice]:
    """Return the public notices whose thirty days run or ended within thirty more, the newest first (A-511)."""
    found = [*_of_cases(today, size), *(one for ask in _BESIDE for one in ask(today))]
    return sorted(found, key=lambda one: one.published_on, reverse=True)


def _of_cases(today: date, size: int) -> list[PublishedNotice]:
    rows = Service.objects.filter(way=DeliveryMethod.NOTICE).order_by("-on", "-n")[:size]
    found = list(rows)
    cases = Case.objects.in_bulk([one.case_id for one in found])
    return [
        PublishedNotice(
            open_json(case.applicant, context=APPLICANT)["name"],
            Kind(one.document).label,
            case.organ_id,
            case.organ_name,
            one.on,
            one.deemed_on,
        )
        for one in found
        if (case := cases.get(one.case_id)) and one.deemed_on and (today - one.deemed_on).days <= PAGE
    ]
