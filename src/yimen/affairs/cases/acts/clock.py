"""What may lawfully move a due date beside the eight procedures: one extension, and a calendar announced later."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.db import connection
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import rules
from yimen.affairs.cases.acts import periods
from yimen.affairs.cases.acts.common import (
    DUE_FIELDS,
    local_date,
    move,
    not_counted,
    require,
    set_clocks,
    terms,
)
from yimen.affairs.cases.events import CaseExtended, DueRecomputed
from yimen.affairs.cases.life import State
from yimen.affairs.cases.models import Case, Extension, Recomputation
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import Calendar
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.ground.rows import add, keep

EXTENSION_FAULTS = {
    "twice": _("A period may be extended only once."),
    "too_long": _("At most ten working days may be added, to a registration three."),
    "too_late": _("The period has ended; it can no longer be extended."),
}


def extend(case_id: int, *, days: int, reason: str, approver: str, at: datetime, calendar: Calendar) -> None:
    """Lengthen the period once by at most ten working days, approved by the head of the organ (A-402).

    It may be done while a special procedure runs: the period is open then.
    The door checks that the approver holds the role organ_head. Raises Refused twice, too long or too late.
    """
    with hold(Case, case_id) as case:
        move(case, "extend_stopped" if case.state == State.SUSPENDED else "extend")
        fault = rules.extension_fault(
            already=Extension.objects.filter(case_id=case_id).count(),
            days=days,
            today=local_date(at),
            statutory_due=_due(case),
            most=terms(case).special.extension_days or periods.most_extension(local_date(at)),
        )
        if fault:
            raise Refused(EXTENSION_FAULTS[fault], field="days", code=fault)
        old, words = _due(case), require(reason, "reason")
        add(Extension(case_id=case_id, n=1, days=days, reason=words, approver=approver, at=at, before_on=old))
        set_clocks(case, local_date(case.accepted_at), calendar, stopped=not_counted(case_id)[0], added=days)
        keep(case, ["state", *DUE_FIELDS])
        publish(
            CaseExtended(
                subject=case.id,
                organ=case.organ_id,
                by=approver,
                at=at,
                days=days,
                reason=words,
                approver=approver,
                old_due_on=old,
                new_due_on=_due(case),
            )
        )


def recompute(case_id: int, *, cause: str, at: datetime, calendar: Calendar) -> bool:
    """Compute the date that runs now again after the calendar changed; say whether it moved (T-02, T-22)."""
    with hold(Case, case_id) as case:
        Recomputation.objects.filter(case_id=case_id).delete()
        field = RUNNING_DATE.get(State(case.state))
        if field is None:
            return False
        old = getattr(case, field)
        names = _compute(case, field, calendar)
        keep(case, names)
        new = getattr(case, field)
        if old == new:
            return False
        publish(
            DueRecomputed(
                subject=case.id,
                organ=case.organ_id,
                by="system",
                at=at,
                old_due_on=old,
                new_due_on=new,
                cause=cause,
            )
        )
        return True


RUNNING_DATE: Final = {
    State.SUBMITTED: "accept_due_on",
    State.ACCEPTED: "statutory_due_on",
    State.SUSPENDED: "statutory_due_on",
    State.GRANTED: "deliver_due_on",
    State.REFUSED: "deliver_due_on",
}


def _compute(case: Case, field: str, calendar: Calendar) -> list[str]:
    """Put the date on the case; return the names of what was computed."""
    if field == "statutory_due_on":
        stopped, added = not_counted(case.id)
        set_clocks(case, local_date(case.accepted_at), calendar, stopped=stopped, added=added)
        return DUE_FIELDS
    if field == "deliver_due_on":
        due = periods.deliver_due(local_date(case.decided_at), calendar)
        case.deliver_due_on, case.provisional = due.on, due.provisional
    else:
        since = max(local_date(case.papers_at), local_date(case.confirmed_at or case.papers_at))
        due = periods.answer_due(since, calendar)
        case.accept_due_on, case.provisional = due.on, due.provisional
    return [field, "provisional"]


def ask_to_recompute(organ_ids: Iterable[int] | None, *, cause: str, at: datetime) -> int:
    """Note every case with a running date, of some organs or of all, to be computed again; return how many.

    The worker takes them in turn: a change of the calendar touches many cases, and no transaction may last that long.
    """
    states = [state.value for state in RUNNING_DATE]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO cases_recomputation (case_id, cause, asked_at)
            SELECT id, %s, %s FROM cases_case WHERE state = ANY(%s) AND (%s::bigint[] IS NULL OR organ_id = ANY(%s))
            ON CONFLICT (case_id) DO UPDATE SET cause = excluded.cause, asked_at = excluded.asked_at
            """,
            [cause, at, states, *[list(organ_ids) if organ_ids is not None else None] * 2],
        )
        return int(cursor.rowcount)


def _due(case: Case) -> date:
    if case.statutory_due_on is None:
        raise Refused(_("This case is not at a stage where that can be done."), code="out_of_order")
    return case.statutory_due_on
