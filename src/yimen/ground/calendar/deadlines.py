"""Table L: what a statutory deadline is, and the generic computing of its last day. Pure (rulebook, section L)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from yimen.ground.calendar.rules import Calendar, Due, Stretch, hours_after

WORKING, CALENDAR, MONTHS, YEARS, HOURS, BY_DATE = (
    "working_days",
    "calendar_days",
    "months",
    "years",
    "hours",
    "date",
)
UNITS: Final = (WORKING, CALENDAR, MONTHS, YEARS, HOURS, BY_DATE)
FIRM: Final = "V"  # the letter of the law: no city may change it
ROUTES: Final = ("in_person", "registered_post", "ordinary_post", "online")


@dataclass(frozen=True)
class Deadline:
    """One row: what is to be done, how long after (or before) what, how it is lengthened, what follows if missed."""

    code: str
    part: str
    what: Mapping[str, str] = field(hash=False)
    start: Mapping[str, str] = field(hash=False)
    length: int
    unit: str
    before: bool = False
    restarts: bool = False
    at_least: bool = False
    month: int = 0
    day: int = 0
    extension: int = 0
    extension_unit: str = ""
    approver: Mapping[str, str] = field(default_factory=dict, hash=False)
    missed: str = ""
    source: str = ""
    mark: str = FIRM
    since: date = date(2004, 7, 1)
    local: bool = False

    @property
    def firm(self) -> bool:
        """Say whether the row is the letter of the law and no city may change it (mark V)."""
        return FIRM in self.mark.split(",")

    def last_day(
        self, start: date, calendar: Calendar, *, extended: bool = False, stopped: Sequence[Stretch] = ()
    ) -> Due:
        """Return the last day of the period after a day; `extended` adds the whole extension (T-11, T-14, T-15, T-20).

        Raises ValueError for a row that is counted backwards or in hours.
        """
        n = self.length + (self.extension if extended else 0)
        if self.before or self.unit == HOURS:
            message = f"{self.code} has no last day after its start"
            raise ValueError(message)
        if self.unit == BY_DATE:
            return Due(self._next_date(start))
        if self.unit == WORKING:
            return calendar.working_days_after(start, n, stopped=stopped)
        if self.unit == CALENDAR:
            return calendar.calendar_days_after(start, n)
        return calendar.months_after(start, n * (12 if self.unit == YEARS else 1))

    def _next_date(self, start: date) -> date:
        """Return the row's date that comes next after a day, or on it (K-15: 31 January, 31 March)."""
        here = date(start.year, self.month, self.day)
        return here if here >= start else date(start.year + 1, self.month, self.day)

    def latest_before(self, end: date, calendar: Calendar) -> date:
        """Return the last day on which it may still be done ahead of an event: a notice, an application to renew.

        Raises ValueError for a row that is counted forwards.
        """
        if not self.before:
            message = f"{self.code} is counted from its start"
            raise ValueError(message)
        if self.unit == WORKING:
            return calendar.working_days_before(end, self.length)
        return calendar.calendar_days_before(end, self.length)

    def instant(self, start: datetime) -> datetime:
        """Return the end of a period of hours, which runs from its instant (T-17). Raises ValueError for other units."""
        if self.unit != HOURS:
            message = f"{self.code} is not counted in hours"
            raise ValueError(message)
        return hours_after(start, self.length)

    def restarted(self, first: date, corrected: date | None, calendar: Calendar) -> Due:
        """Return the last day, counted anew from the corrected request where the law says so (K-13)."""
        start = corrected if self.restarts and corrected else first
        return self.last_day(start, calendar)


@dataclass(frozen=True)
class Silence:
    """What silence means when a period has ended, and from which day it counts."""

    code: str
    on: date


def silence(row: Deadline, start: date, calendar: Calendar) -> Silence:
    """Return what it means that nobody answered (K-01, K-12).

    Licensing is deemed accepted from the day the papers came; reconsideration from the end of the period; a
    silent third party leaves the decision to the agency; a silent co-producing agency agrees.
    """
    due = row.last_day(start, calendar).on
    return Silence(row.missed, start if row.missed == "deemed_from_receipt" else due)


def received_by(
    route: str, *, handed: date, signed: date | None = None, confirmed: date | None = None
) -> date | None:
    """Return the day on which a request for disclosure counts as received, None while it does not yet (K-14, B-303).

    In person it is the day of submission; by registered post the day the agency signs; by ordinary post and
    online the day on which it was confirmed with the applicant. Raises ValueError for an unknown route.
    """
    if route not in ROUTES:
        message = f"no such route: {route}"
        raise ValueError(message)
    return {"in_person": handed, "registered_post": signed}.get(route, confirmed)


def replied_on(
    route: str, *, posted: date, signed: date | None = None, carrier: str = "postal"
) -> date | None:
    """Return the day on which a reply counts as given (K-14, B-317): by post the posting day, through the postal enterprise only."""
    if route in {"registered_post", "ordinary_post"}:
        return posted if carrier == "postal" else None
    return signed


def balanced(*, new: int, carried_in: int, results: int, carried_out: int) -> bool:
    """Say whether the table of an annual report adds up: new + carried in = results + carried out (K-15)."""
    return new + carried_in == results + carried_out


def choose(rows: Sequence[Deadline], code: str, part: str, on: date) -> Deadline:
    """Return the row in force on a day: the newest, the city's own before the nation's. Raises KeyError."""
    fitting = [one for one in rows if (one.code, one.part) == (code, part) and one.since <= on]
    if not fitting:
        raise KeyError((code, part, on))
    return max(fitting, key=lambda one: (one.local, one.since))
