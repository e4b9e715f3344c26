"""The arithmetic of legal periods. Pure: no database, no clock (rulebook, section T)."""

import calendar as months
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SHANGHAI: Final = ZoneInfo("Asia/Shanghai")  # T-06: no daylight saving time since 1991
DAY: Final = timedelta(days=1)
SATURDAY: Final = 5
LONGEST: Final = 40_000  # days or months of one period; a century and some


@dataclass(frozen=True)
class Due:
    """The last day of a period; provisional if it lies beyond the announced holidays (T-02)."""

    on: date
    provisional: bool = False

    def ends_at(self, closes: time | None = None) -> datetime:
        """Return the last instant: 24:00, or when the counter closes (T-16). The instant itself is too late."""
        if closes is not None:
            return datetime.combine(self.on, closes, SHANGHAI)
        return datetime.combine(self.on + DAY, time.min, SHANGHAI)


@dataclass(frozen=True)
class Stretch:
    """Whole days from the first to the last, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class DayLine:
    """One day of an explanation: whether it counts, its number if it does, and why not otherwise."""

    day: date
    number: int
    why: str | Promise

    @property
    def counts(self) -> bool:
        """Say whether the day was counted."""
        return self.number > 0


def _checked(n: int) -> int:
    """Return a length, or raise ValueError for one that no law knows."""
    if n < 0:
        message = "a period cannot be negative"
        raise ValueError(message)
    if n > LONGEST:
        message = f"a period of more than {LONGEST} is a mistake"
        raise ValueError(message)
    return n


def merged(stretches: Iterable[Stretch]) -> tuple[Stretch, ...]:
    """Return the stretches in order, overlapping and touching ones made one (T-21)."""
    result: list[Stretch] = []
    for one in sorted(stretches, key=lambda stretch: (stretch.first, stretch.last)):
        if result and one.first <= result[-1].last + DAY:
            result[-1] = Stretch(result[-1].first, max(result[-1].last, one.last))
        else:
            result.append(one)
    return tuple(result)


def _pushed(start: date, end: date, still: Sequence[Stretch]) -> date:
    """Return the end of a period, later by every stopped day since its start."""
    for one in still:
        first = max(one.first, start + DAY)
        if first <= min(end, one.last):
            end += one.last - first + DAY
    return end


@dataclass(frozen=True)
class Calendar:
    """What is known of working days: the announced exceptions to Monday to Friday, by year, and local closures.

    A closure gives those more time who would have come to the offices. It gives the organ none: what stops its clock is
    a closed list (A-405, A-406), so its own periods are counted in the `national` calendar.
    """

    off: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()
    names: dict[date, str] = field(default_factory=dict, hash=False, compare=False)
    closures: tuple[Stretch, ...] = ()
    notices: dict[Stretch, str] = field(default_factory=dict, hash=False, compare=False)

    @cached_property
    def national(self) -> "Calendar":
        """Return the calendar without the closures: the one that counts what an organ owes (T-01, A-406)."""
        return replace(self, closures=()) if self.closures else self

    def provisional(self, day: date) -> bool:
        """Say whether the holidays of this day's year are not announced yet (T-02)."""
        return day.year not in self.years

    def closed(self, day: date) -> bool:
        """Say whether offices are closed here that day although it is a working day elsewhere."""
        return any(day in closure for closure in self.closures)

    def why_closed(self, day: date) -> str | Promise:
        """Return why offices are closed that day, by the notice of the closure or the festival; "" if nothing closes them."""
        if self.closed(day):
            said = (self.notices.get(one) for one in self.closures if day in one)
            return next((notice for notice in said if notice), _("Offices closed here"))
        return (self.names.get(day) or _("Public holiday")) if day in self.off else ""

    def is_working(self, day: date) -> bool:
        """Say whether a working-day period counts this day (T-01, T-04): make-up Saturdays do, holidays do not."""
        if day in self.off or self.closed(day):
            return False
        return day in self.worked or day.weekday() < SATURDAY

    def is_rest_day(self, day: date) -> bool:
        """Say whether a period of calendar days may not end that day (T-14)."""
        return not self.is_working(day)

    def working_days_after(self, start: date, n: int, *, stopped: Sequence[Stretch] = ()) -> Due:
        """Return the n-th working day strictly after a day (T-10, T-11); stopped stretches are skipped (T-20).

        n = 0 is the day itself. Provisional if any year on the way is not announced. Raises ValueError for a
        negative or absurd n.
        """
        still, day, counted, n = merged(stopped), start, 0, _checked(n)
        while counted < n:
            day += DAY
            counted += self.is_working(day) and not any(day in stretch for stretch in still)
        on_the_way = range(min((start + DAY).year, day.year), day.year + 1)
        return Due(day, not self.years.issuperset(on_the_way))

    def working_days_before(self, end: date, n: int) -> date:
        """Return the latest day from which n working days lie after it and before the end (A-704: notice of a hearing).

        Raises ValueError for a negative or absurd n.
        """
        day, counted, n = end - DAY, 0, _checked(n)
        while counted < n:
            counted += self.is_working(day)
            day -= DAY
        return day

    def _rolled(self, start: date, end: date, stopped: Sequence[Stretch]) -> Due:
        """Return the end, later by every stopped day since the start, moved off rest days (T-14, T-20)."""
        still = merged(stopped)
        day = _pushed(start, end, still)
        while self.is_rest_day(day) or any(day in one for one in still):
            day += DAY
        return Due(day, self.provisional(day))

    def hours_end(self, start: date, n: int, *, stopped: Sequence[Stretch] = ()) -> Due:
        """Return the day by which n hours have passed: they run on through rest days (T-17), not through stopped ones (T-20)."""
        still = merged(stopped)
        day = _pushed(start, start + timedelta(hours=_checked(n)), still)
        while any(day in one for one in still):
            day += DAY
        return Due(day, provisional=False)

    def calendar_days_after(self, start: date, n: int, *, stopped: Sequence[Stretch] = ()) -> Due:
        """Return the day n calendar days later that is no rest day; stopped days are not counted (T-10, T-14, T-20)."""
        return self._rolled(start, start + timedelta(days=_checked(n)), stopped)

    def months_after(self, start: date, n: int, *, stopped: Sequence[Stretch] = ()) -> Due:
        """Return the corresponding date n months later, or the month's end, moved off rest days (T-14, T-15).

        It comes later by as many days as were stopped (T-20).
        """
        index = start.year * 12 + start.month - 1 + _checked(n)
        year, month = divmod(index, 12)
        last = months.monthrange(year, month + 1)[1]
        return self._rolled(start, date(year, month + 1, min(start.day, last)), stopped)

    def years_after(self, start: date, n: int) -> Due:
        """Return the corresponding date n years later (T-15): 29 February ends on the 28th."""
        return self.months_after(start, 12 * n)

    def calendar_days_before(self, end: date, n: int) -> date:
        """Return the latest day that lies n calendar days before a date; it is not moved to a later day."""
        return end - timedelta(days=_checked(n))

    def working_days_between(self, after: date, until: date) -> int:
        """Return how many working days lie after the first date up to and including the second; negative if past."""
        if until < after:
            return -self.working_days_between(until, after)
        return sum(self.is_working(after + timedelta(days=n)) for n in range(1, (until - after).days + 1))

    def why_not(self, day: date) -> str | Promise:
        """Return why a day does not count, or an empty text if it does."""
        if day in self.off:
            return self.names.get(day) or _("Public holiday")
        if self.closed(day):
            return _("Offices closed here")
        if day in self.worked or day.weekday() < SATURDAY:
            return ""
        return _("Weekend")

    def explain(self, start: date, n: int, *, stopped: Sequence[Stretch] = ()) -> list[DayLine]:
        """Return every day from the one after the start to the due date, with its number or why it has none."""
        lines: list[DayLine] = []
        still, day, counted, n = merged(stopped), start, 0, _checked(n)
        while counted < n:
            day += DAY
            why = self.why_not(day)
            if not why and any(day in stretch for stretch in still):
                why = _("Clock stopped")
            counted += not why
            lines.append(DayLine(day, 0 if why else counted, why))
        return lines


def hours_after(start: datetime, hours: int) -> datetime:
    """Return the end of a period of hours, which runs from its instant (T-17)."""
    return start + timedelta(hours=hours)


def today_of(moment: datetime) -> date:
    """Return the legal date of a moment, in whatever zone it is written (T-06)."""
    return moment.astimezone(SHANGHAI).date()


def received_on(arrived: datetime, confirmed: datetime | None, *, needs_confirmation: bool) -> date | None:
    """Return the legal date of receipt (T-12, T-13).

    At any hour the date of arrival counts, a rest day too; where the law asks for a confirmation the date
    on which it reached the applicant does, and before that there is none.
    """
    moment = confirmed if needs_confirmation else arrived
    return today_of(moment) if moment else None


def in_time(moment: datetime, due: Due, closes: time | None = None) -> bool:
    """Say whether something handed in at a moment is in time: online until 24:00, at a counter until it closes (T-16)."""
    return moment < due.ends_at(closes)


def posted_in_time(posted: datetime, due: Due) -> bool:
    """Say whether something posted counts as in time: days on the road do not count (T-18)."""
    return posted.astimezone(SHANGHAI) < due.ends_at()


# T-19: what a bare number of days means in each statute. Longer figures not named are calendar days.
_ALWAYS_WORKING: Final = frozenset({"licensing", "disclosure", "data_sharing", "investment"})
_WORKING_FIGURES: Final[dict[str, frozenset[int]]] = {
    "penalty": frozenset({2, 3, 5, 7}),
    "reconsideration": frozenset({3, 5, 7, 10}),
    "petition": frozenset({5}),
}


def unit_of(statute: str, days: int, *, for_applicant: bool = False) -> str:
    """Return "working_days" or "calendar_days" for a bare number of days in a statute (T-19).

    The Licensing Law counts working days for the agency only; an applicant's period is in calendar days,
    but for the five days to ask for a hearing. Raises KeyError for an unknown statute.
    """
    if statute in _ALWAYS_WORKING:
        applicants = for_applicant and statute == "licensing" and days != 5
        return "calendar_days" if applicants else "working_days"
    return "working_days" if days in _WORKING_FIGURES[statute] else "calendar_days"
