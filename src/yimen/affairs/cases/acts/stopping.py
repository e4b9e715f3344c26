"""The eight special procedures: the clock stands only from a served notice until the day it told (A-405 to A-407)."""

from datetime import date, datetime, time
from typing import Final

from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import rules
from yimen.affairs.cases.acts.common import (
    DUE_FIELDS,
    day,
    envelope_of,
    local_date,
    move,
    not_counted,
    set_clocks,
)
from yimen.affairs.cases.events import ClockResumed, ClockStopped, ExtensionVoid, StretchBegun, StretchVoid
from yimen.affairs.cases.life import State, SuspensionGround
from yimen.affairs.cases.models import Case, Extension, Suspension
from yimen.ground.bus.event import Event
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import DAY, SHANGHAI, Calendar
from yimen.ground.hold import hold
from yimen.ground.life import Refused, require
from yimen.ground.rows import add, keep

UNSENT, LATE = "unsent", "late"
UNTOLD: Final = {"notified_at__isnull": True, "void": False}


def _check_procedure(ground: str, planned_days: int) -> None:
    if ground not in SuspensionGround.values:
        raise Refused(
            _("Only the eight procedures that the law names stop the clock."), field="ground", code="unknown"
        )
    if planned_days < 1:
        raise Refused(_("Tell the applicant how many days are needed."), field="planned_days", code="empty")


def _begin(case: Case, n: int, *, ground: str, basis: str, planned_days: int, by: str, at: datetime) -> None:
    add(
        Suspension(
            case_id=case.id,
            n=n,
            ground=ground,
            basis=basis,
            planned_days=planned_days,
            first_on=local_date(at),
            by=by,
        )
    )
    publish(
        ClockStopped(
            subject=case.id,
            organ=case.organ_id,
            by=by,
            at=at,
            ground=ground,
            basis=basis,
            planned_days=planned_days,
        )
    )


def suspend(case_id: int, *, ground: str, basis: str, planned_days: int, by: str, at: datetime) -> None:
    """Begin one of the eight procedures and order the written notice of the working days needed (A-405, A-407, K-03).

    The clock runs on until the notice has been served (`serve`, document "special"): only then does it stand.
    """
    with hold(Case, case_id) as case:
        move(case, "suspend")
        _check_procedure(ground, planned_days)
        if local_date(at) > day(case.statutory_due_on):
            raise Refused(_("The period has ended; the clock can no longer be stopped."), code="too_late")
        keep(case, ["state"])
        words = require(basis, "basis")
        n = Suspension.objects.filter(case_id=case_id).count() + 1
        _begin(case, n, ground=ground, basis=words, planned_days=planned_days, by=by, at=at)


def notice_served(case: Case, served: date, *, by: str, at: datetime, calendar: Calendar) -> list[Event]:
    """Let the clock stand from the day on which the notice was served until the day it told; return what is to be said.

    To be called under the lock of the act that serves. After the last day of the period it is too late (A-407),
    and a procedure that is over was never lawfully not counted.
    """
    row = Suspension.objects.filter(case_id=case.id, notified_on__isnull=True).order_by("n").last()
    if row is None:
        return []
    first, due, old = max(served, row.first_on), day(case.statutory_due_on), case.statutory_due_on
    envelope = envelope_of(case, by, at)
    row.notified_on = served
    if row.void or first > due or row.last_on is not None:
        row.void = row.void or LATE
        keep(row, ["notified_on", "void"])
        return [StretchVoid(**envelope, ground=row.ground, why=row.void)]
    row.until_on = told_until(row, calendar)
    keep(row, ["notified_on", "until_on"])
    compute(case, calendar)
    return [
        StretchBegun(
            **envelope,
            ground=row.ground,
            first_on=first,
            until_on=row.until_on,
            old_due_on=day(old),
            new_due_on=day(case.statutory_due_on),
        )
    ]


def told_until(row: Suspension, calendar: Calendar) -> date:
    """Return the last day of the working days that a served notice told."""
    first = max(row.notified_on or row.first_on, row.first_on)
    return calendar.national.working_days_after(first - DAY, row.planned_days).on


def untold_hearing(case_id: int) -> bool:
    """Say whether a hearing is on whose time the applicant was not told of yet, so that the clock runs on (A-706)."""
    rows = Suspension.objects.filter(case_id=case_id, ground=SuspensionGround.HEARING)
    return rows.filter(notified_on__isnull=True, last_on__isnull=True).exists()


def compute(case: Case, calendar: Calendar, more: tuple[str, ...] = ()) -> None:
    """Compute both dates of the decision, and the end of the period without its extension; keep them and `more`."""
    accepted, (still, added) = local_date(case.accepted_at), not_counted(case.id)
    set_clocks(case, accepted, calendar, stopped=still, added=added)
    if added:
        unit = case.statutory_unit
        end = rules.period_end(accepted, case.statutory_days, unit, calendar, stopped=still)
        Extension.objects.filter(**UNTOLD, case_id=case.id).update(before_on=end.on)
    keep(case, [*more, *DUE_FIELDS])


def _open(case: Case) -> Suspension:
    return Suspension.objects.filter(case_id=case.id, last_on__isnull=True).latest("n")


def _end(row: Suspension, today: date) -> Suspension:
    """Close the open procedure; one whose notice was never served is void: kept, shown and marked."""
    row.last_on = today
    if row.notified_on is None:
        row.void = UNSENT
    keep(row, ["last_on", "void"])
    return row


def _void(case: Case, row: Suspension, by: str, at: datetime) -> list[Event]:
    if not row.void:
        return []
    envelope = envelope_of(case, by, at)
    return [StretchVoid(**envelope, ground=row.ground, why=row.void)]


def resume(case_id: int, *, by: str, at: datetime, calendar: Calendar) -> None:
    """End the special procedure today; the days that lawfully stood still are skipped (T-20, T-21, T-22)."""
    with hold(Case, case_id) as case:
        move(case, "resume")
        last = local_date(at)
        row = _end(_open(case), last)
        old = day(case.statutory_due_on)
        compute(case, calendar, ("state",))
        publish(
            ClockResumed(
                subject=case.id,
                organ=case.organ_id,
                by=by,
                at=at,
                first_on=row.first_on,
                last_on=last,
                old_due_on=old,
                new_due_on=day(case.statutory_due_on),
            ),
            *_void(case, row, by, at),
        )


def prolong(
    case_id: int, *, planned_days: int, reason: str, by: str, at: datetime, calendar: Calendar
) -> None:
    """Tell the applicant anew how long a procedure takes that is not over in time (A-405).

    The clock runs from the end of the first notice until the new one is served.
    """
    with hold(Case, case_id) as case:
        move(case, "prolong")
        words = require(reason, "reason")
        row = _open(case)
        _check_procedure(row.ground, planned_days)
        today = local_date(at)
        told = row.until_on if row.until_on and row.until_on < today else today
        _end(row, max(told, row.first_on))
        compute(case, calendar, ("state",))
        basis = f"{row.basis}（{words}）"[:300]
        _begin(case, row.n + 1, ground=row.ground, basis=basis, planned_days=planned_days, by=by, at=at)


def extension_told(case: Case, told: date, *, at: datetime) -> None:
    """Write down that the applicant was told of the extension. To be called under the lock of the act that serves.

    Told before it was approved, or after the period ended, it was not told in time (A-402, E-205).
    """
    midnight = datetime.combine(told + DAY, time.min, SHANGHAI)
    rows = Extension.objects.filter(**UNTOLD, case_id=case.id, at__lt=midnight)
    rows.exclude(before_on__lt=told).update(notified_at=at)


def void_extension(case_id: int, *, at: datetime, calendar: Calendar) -> None:
    """Take an extension back that the applicant was not told of before the period ended (A-402, E-205, K-09)."""
    with hold(Case, case_id) as case:
        rows = Extension.objects.filter(**UNTOLD, case_id=case_id)
        row = rows.filter(before_on__lt=local_date(at)).first()
        if row is None or case.state not in {State.ACCEPTED, State.SUSPENDED}:
            raise Refused(_("The extension stands."), code="in_time")
        row.void = True
        keep(row, ["void"])
        old = day(case.statutory_due_on)
        compute(case, calendar)
        envelope = envelope_of(case, "system", at)
        publish(ExtensionVoid(**envelope, old_due_on=old, new_due_on=day(case.statutory_due_on)))
