"""What the law says about how long a permit holds and when to ask for its renewal. Pure."""

import calendar
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from yimen.registers.permits.life import EXPIRED, UPCOMING, State

RENEWAL_DAYS: Final = (
    30  # Licensing Law art. 50: calendar days before the end, unless law or rule says otherwise
)
DAY: Final = timedelta(days=1)
RUNNING: Final = frozenset({State.VALID, State.SUSPENDED})
MONTHS_PER: Final = {"months": 1, "years": 12}


def corresponding(start: date, months: int) -> date:
    """Return the corresponding date so many months later, or the month's last day where there is none (T-15)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def term_end(start: date, amount: int, unit: str) -> date | None:
    """Return the last day of a term that begins on a day; None where there is no term (T-15).

    Raises KeyError for a unit that no matter may have.
    """
    return corresponding(start, amount * MONTHS_PER[unit]) if amount else None


def renewed_term(valid_until: date | None, amount: int, unit: str, *, on: date) -> tuple[date, date | None]:
    """Return first and last day of the term after a renewal: it follows the old one, and begins today if that has ended.

    The end is counted from the old end, so that nobody loses a day by asking early.
    """
    if valid_until is None or valid_until < on:
        return on, term_end(on, amount, unit)
    return valid_until + DAY, term_end(valid_until, amount, unit)


def renewal_day(valid_until: date, days: int) -> date:
    """Return the last day on which a renewal is asked for in time (A-602, L-09); it is not moved off a rest day."""
    return valid_until - timedelta(days=days)


def is_late_renewal(asked: date, valid_until: date, days: int) -> bool:
    """Say whether a renewal was asked for too late for silence to renew, though before the end (A-604)."""
    return asked > renewal_day(valid_until, days)


def has_ended(valid_until: date | None, today: date) -> bool:
    """Say whether the last day has ended at 24:00 (T-16)."""
    return valid_until is not None and today > valid_until


@dataclass(frozen=True)
class Successor:
    """The permit that replaced another: its state, and the first day on which it holds."""

    state: str
    valid_from: date


def standing(
    state: str, valid_from: date, valid_until: date | None, today: date, *, successor: Successor | None = None
) -> str:
    """Return where a permit stands today: its state, or that its time has not begun or has run out.

    A permit that was renewed stands as its renewal does until that one's first day, so that no day is without one (A-602).
    """
    if state == State.REPLACED and successor and today < successor.valid_from:
        state = successor.state if successor.state in RUNNING else state
    if state not in RUNNING:
        return state
    if today < valid_from:
        return UPCOMING
    return EXPIRED if has_ended(valid_until, today) else state


def reminder_due(
    valid_until: date | None, today: date, *, told: Collection[int], days: Collection[int]
) -> int | None:
    """Return which reminder is due now, by its number of days before the end, or None (A-603).

    The nearest one that was reached and not sent; those before it that were missed are not sent any more.
    """
    if valid_until is None or today > valid_until:
        return None
    left = (valid_until - today).days
    reached = [one for one in days if left <= one]
    nearest = min(reached, default=None)
    return nearest if nearest is not None and nearest not in told else None


def free_again(on: date, years: int) -> date:
    """Return the first day on which one may apply again: the day after the bar's last, so many years on (L-11, L-12)."""
    return corresponding(on, 12 * years) + DAY
