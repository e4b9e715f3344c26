"""What the law says about hearings, as pure functions of plain values. No database, no clock."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from yimen.ground.calendar.rules import Calendar, Due

ASK_DAYS: Final = 5  # Licensing Law art. 47: ask within five working days of being told
HOLD_DAYS: Final = 20  # art. 47: held within twenty working days of the asking
NOTICE_DAYS: Final = 7  # art. 48: time and place told seven working days ahead, the day of neither counted


def ask_by(told: date, calendar: Calendar) -> Due:
    """Return the last day to ask for a hearing, until 24:00 (A-702, L-06)."""
    return calendar.working_days_after(told, ASK_DAYS)


def in_time(respond_by: date, today: date) -> bool:
    """Say whether one may still ask today (L-06)."""
    return today <= respond_by


def hold_by(asked: date, calendar: Calendar) -> Due:
    """Return the last day to hold the hearing: closed offices are no excuse (A-406, A-702, L-07)."""
    return calendar.national.working_days_after(asked, HOLD_DAYS)


def tell_by(held_on: date, calendar: Calendar) -> date:
    """Return the last day to tell of a hearing: seven whole working days lie between (A-704, L-08)."""
    return calendar.working_days_before(held_on, NOTICE_DAYS)


def earliest(told: date, calendar: Calendar) -> date:
    """Return the first working day on which a hearing told today may be held (A-704, L-08)."""
    return calendar.working_days_after(told, NOTICE_DAYS + 1).on


def told_on(served: Iterable[tuple[datetime, date | None]], set_at: datetime, set_on: date) -> date | None:
    """Return the first day on which a notice of the time that is set was served, None if none was (A-704).

    `served` holds the moment at which each attempt was written down, and the day of service; what was served before
    the time was set told of another one.
    """
    days = [day for at, day in served if day is not None and at >= set_at and day >= set_on]
    return min(days, default=None)


def told_late(told: Iterable[date | None], held_on: date, calendar: Calendar) -> bool:
    """Say whether somebody was not told of a hearing, or less than seven working days ahead (A-704, L-08)."""
    last = tell_by(held_on, calendar)
    return any(day is None or day > last for day in told)


def time_fault(told: date, held_on: date, hold_by_on: date | None, calendar: Calendar) -> str:
    """Return why a hearing may not be set for a day, as a code, or "" (A-702, A-704, L-07, L-08).

    Codes: too_soon, rest_day, too_late. An organ that is late already may still set the earliest days it lawfully can.
    """
    if told_late([told], held_on, calendar):
        return "too_soon"
    if not calendar.is_working(held_on):
        return "rest_day"
    if hold_by_on is not None and held_on > max(hold_by_on, earliest(told, calendar)):
        return "too_late"
    return ""


def may_chair(chair: str, handled: Iterable[str], challenged: Iterable[str] = ()) -> bool:
    """Say whether someone may chair: neither accepted nor reviewed the case, nor was successfully challenged (A-704)."""
    return chair not in {*handled, *challenged}


def unsigned(present: Iterable[str], signatures: Iterable[str]) -> list[str]:
    """Return who was there and has neither signed the record nor refused to (A-704)."""
    return sorted(set(present) - set(signatures))


def points_without_finding(points: Sequence[str], findings: Sequence[str]) -> list[int]:
    """Return the numbers, from 1, of the points in dispute that nobody took up (A-705)."""
    said = [*(one.strip() for one in findings), *[""] * len(points)]
    return [n for n, _point in enumerate(points, start=1) if not said[n - 1]]


def days_needed(today: date, held_on: date, calendar: Calendar) -> int:
    """Return how many working days lie from today to the hearing, both included (A-405)."""
    return sum(
        calendar.is_working(today + timedelta(days=n)) for n in range(max(0, (held_on - today).days) + 1)
    )
