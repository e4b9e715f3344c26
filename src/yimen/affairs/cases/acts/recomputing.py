"""A calendar announced later, or offices closed: every date of a case that runs is computed again (T-02, T-22)."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Final

from django.db import connection

from yimen.affairs.cases.acts import periods, stopping
from yimen.affairs.cases.acts.common import day, envelope_of, local_date, terms
from yimen.affairs.cases.acts.first_review import review_due
from yimen.affairs.cases.acts.gaps import days_of
from yimen.affairs.cases.beside import Check, Service
from yimen.affairs.cases.events import DueRecomputed
from yimen.affairs.cases.life import OPEN, RUNNING, Outcome, State
from yimen.affairs.cases.models import (
    Case,
    Commitment,
    FirstReview,
    Gap,
    Recomputation,
    Supplement,
    Suspension,
)
from yimen.affairs.cases.promises import TO_CHECK, Promised
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import Calendar, Due
from yimen.ground.hold import hold
from yimen.ground.rows import keep

Moves = list[tuple[date, date]]
AT_WORK: Final = RUNNING | {State.SUSPENDED}
DECIDED: Final = frozenset({State.GRANTED, State.REFUSED})
ASK: Final = """
    INSERT INTO cases_recomputation (case_id, cause, asked_at)
    SELECT c.id, %s, %s FROM cases_case c JOIN (
        SELECT id FROM cases_case WHERE state = ANY(%s)
        UNION SELECT case_id FROM cases_commitment WHERE state = ANY(%s)
        UNION SELECT case_id FROM cases_service WHERE outcome = %s) r ON r.id = c.id
    WHERE %s::bigint[] IS NULL OR c.organ_id = ANY(%s)
    ON CONFLICT (case_id) DO UPDATE SET cause = excluded.cause, asked_at = excluded.asked_at"""


def ask_to_recompute(organ_ids: Iterable[int] | None, *, cause: str, at: datetime) -> int:
    """Note every case with a running date, of some organs or of all, to be computed again; return how many.

    The worker takes them in turn: a change of the calendar touches many cases, and no transaction may last that long.
    """
    states, promised = [one.value for one in OPEN], [one.value for one in TO_CHECK]
    organs = list(organ_ids) if organ_ids is not None else None
    with connection.cursor() as cursor:
        cursor.execute(ASK, [cause, at, states, promised, Outcome.PUBLISHED.value, organs, organs])
        return int(cursor.rowcount)


def recompute(case_id: int, *, cause: str, at: datetime, calendar: Calendar) -> bool:
    """Compute every date of a case that runs now again after the calendar changed; say whether one moved (T-02, T-22)."""
    with hold(Case, case_id) as case:
        Recomputation.objects.filter(case_id=case_id).delete()
        moves = [move for again in AGAIN for move in again(case, calendar) if move[0] != move[1]]
        envelope = envelope_of(case, "system", at)
        publish(
            *[DueRecomputed(**envelope, old_due_on=old, new_due_on=new, cause=cause) for old, new in moves]
        )
    return bool(moves)


def _put(case: Case, field: str, due: Due) -> Moves:
    """Put a date on the case, with whether it lies beyond the announced calendar."""
    old = day(getattr(case, field))
    setattr(case, field, due.on)
    case.provisional = due.provisional
    keep(case, [field, "provisional"])
    return [(old, due.on)]


def _answer(case: Case, calendar: Calendar) -> Moves:
    """Until when the organ answers an application (A-204)."""
    if case.state != State.SUBMITTED:
        return []
    since = max(local_date(case.papers_at), local_date(case.confirmed_at or case.papers_at))
    return _put(case, "accept_due_on", periods.answer_due(since, calendar))


def _papers(case: Case, calendar: Calendar) -> Moves:
    """Until when the applicant supplies what is missing (A-211)."""
    if case.state != State.SUPPLEMENTING:
        return []
    notice = Supplement.objects.filter(case_id=case.id).latest("n")
    since, old = notice.served_on or local_date(notice.asked_at), notice.respond_by_on
    due = periods.supplement_due(since, terms(case).supplement_days, calendar)
    notice.respond_by_on, case.provisional = due.on, due.provisional
    keep(notice, ["respond_by_on"])
    keep(case, ["provisional"])
    return [(old, due.on)]


def _first_review(case: Case, calendar: Calendar) -> Moves:
    """Until when a lower organ forwards what it examines first (A-304)."""
    if case.state != State.FIRST_REVIEW:
        return []
    row = FirstReview.objects.get(pk=case.id)
    due = review_due(case, row.accepted_at, calendar)
    row.due_on = due.on
    keep(row, ["due_on"])
    return _put(case, "first_due_on", due)


def _stretches(case: Case, calendar: Calendar) -> Moves:
    """Until when an open special procedure stops the clock, as its notice told in working days (A-405)."""
    if case.state != State.SUSPENDED:
        return []
    rows = Suspension.objects.filter(case_id=case.id, last_on__isnull=True, until_on__isnull=False)
    moves = []
    for row in rows:
        old, row.until_on = day(row.until_on), stopping.told_until(row, calendar)
        keep(row, ["until_on"])
        moves.append((old, row.until_on))
    return moves


def _decision(case: Case, calendar: Calendar) -> Moves:
    """Until when the case is decided, by law and by promise (A-401, A-408)."""
    if case.state not in AT_WORK:
        return []
    statutory, promised = day(case.statutory_due_on), day(case.promised_due_on)
    stopping.compute(case, calendar)
    if statutory == case.statutory_due_on:
        return [(promised, day(case.promised_due_on))]
    return [(statutory, day(case.statutory_due_on))]


def _gaps(case: Case, calendar: Calendar) -> Moves:
    """Until when promised papers follow (A-905)."""
    if case.state not in AT_WORK:
        return []
    rows = Gap.objects.filter(case_id=case.id, filled_at__isnull=True, since_on__isnull=False)
    moves = set()
    for row in rows:
        old, since = day(row.due_on), day(row.since_on)
        row.due_on = calendar.working_days_after(since, days_of(terms(case))).on
        keep(row, ["due_on"])
        moves.add((old, row.due_on))
    return sorted(moves)


def _naming(case: Case, calendar: Calendar) -> Moves:
    """Until when the officers of an inspection are named (A-305)."""
    if case.state not in AT_WORK:
        return []
    moves = []
    for row in Check.objects.filter(case_id=case.id, named_at__isnull=True, due_on__isnull=False):
        old, row.due_on = day(row.due_on), periods.naming_due(local_date(case.accepted_at), calendar).on
        keep(row, ["due_on"])
        moves.append((old, row.due_on))
    return moves


def _hand_over(case: Case, calendar: Calendar) -> Moves:
    """Until when the decision is handed over (A-404)."""
    if case.state not in DECIDED:
        return []
    return _put(case, "deliver_due_on", periods.deliver_due(local_date(case.decided_at), calendar))


def _commitment(case: Case, calendar: Calendar) -> Moves:
    """Until when a commitment is checked, or what was not kept is mended (A-910)."""
    row = Commitment.objects.filter(pk=case.id, state__in=TO_CHECK, due_on__isnull=False).first()
    if row is None:
        return []
    mending = row.state == Promised.MENDING
    old, days = day(row.due_on), calendar if mending else calendar.national
    since, length = (row.found_at, row.mend_days) if mending else (case.decided_at, row.check_days)
    row.due_on = days.working_days_after(local_date(since), length).on
    keep(row, ["due_on"])
    return [(old, row.due_on)]


def _published(case: Case, calendar: Calendar) -> Moves:
    """When published documents count as served (A-511)."""
    moves = []
    for row in Service.objects.filter(case_id=case.id, outcome=Outcome.PUBLISHED):
        old, row.deemed_on = day(row.deemed_on), periods.deemed_served(row.on, calendar).on
        keep(row, ["deemed_on"])
        moves.append((old, row.deemed_on))
    return moves


AGAIN: Final[tuple[Callable[[Case, Calendar], Moves], ...]] = (
    _answer,
    _papers,
    _first_review,
    _stretches,
    _decision,
    _gaps,
    _naming,
    _hand_over,
    _commitment,
    _published,
)
