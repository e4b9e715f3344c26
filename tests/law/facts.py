"""What a lawyer writes down about a case: plain facts and dates, counted by hand from the announced holidays."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count

from yimen.ground.calendar.tests.make import real_calendar

OFF, WORKED = (
    real_calendar().off,
    real_calendar().worked,
)  # the announcement of the State Council, no arithmetic
PLACES = count(1)
DAY = timedelta(days=1)
UNDECIDED = {"received", "awaiting", "below", "accepted"}
EIGHT = {"hearing", "tender", "auction", "inspection", "testing", "quarantine", "appraisal", "expert_review"}


def is_working(day: date) -> bool:
    """T-01: Monday to Friday, make-up days, no holidays."""
    return day in WORKED or (day.weekday() < 5 and day not in OFF)


def nth(start: date, n: int, still: Iterable[tuple[date, date]] = ()) -> date:
    """T-10, T-11, T-20: the n-th working day after a day; days that stand still are not counted."""
    stretches, day = list(still), start
    while n:
        day += DAY
        if is_working(day) and not any(first <= day <= last for first, last in stretches):
            n -= 1
    return day


def in_months(start: date, months: int, still: Iterable[tuple[date, date]] = ()) -> date:
    """T-14, T-15, T-20: as many days as lie before the corresponding date; those that stand still are not counted."""
    stretches, (more, month) = list(still), divmod(start.month - 1 + months, 12)
    longest = monthrange(start.year + more, month + 1)[1]
    last = date(start.year + more, month + 1, min(start.day, longest))
    left, day = (last - start).days, start
    while left > 0 or not is_working(day) or any(first <= day <= end for first, end in stretches):
        day += DAY
        left -= not any(first <= day <= end for first, end in stretches)
    return day


@dataclass(frozen=True)
class Terms:
    """What the law and the published list say of one kind of matter."""

    name: str
    statutory: int = 20
    months: int = 0  # the statutory period where it is not in working days
    promised: int = 5
    filing: bool = False
    spot: bool = False
    below_days: int = 0  # a lower organ examines first
    most_extension: int = 10
    gap_days: int = 0
    gap_end: str = "returned"
    check_days: int = 0  # of a commitment
    number: int = 0
    site: bool = False
    inspection: bool = False
    confirms: bool = False
    two_people: bool = False
    two_verify: bool = False
    renewal: bool = False
    reviews: tuple[int, ...] = (2,)  # the steps of the review, done side by side


@dataclass
class Procedure:
    """One of the eight procedures, with its notice (art. 45)."""

    first: date
    planned: int
    served: date | None = None
    until: date | None = None
    last: date | None = None

    def stretch(self) -> tuple[date, date] | None:
        """The days that are not counted: from the served notice to the day it told, or to the end if earlier."""
        if self.served is None or self.until is None:
            return None
        first, last = max(self.first, self.served), min(self.last or self.until, self.until)
        return (first, last) if first <= last else None


@dataclass
class Checking:
    """A check by at least two officers (art. 34, 55)."""

    kind: str
    officers: tuple[str, ...] = ()
    held: bool = False
    analysis: bool = False
    signed: set[str] = field(default_factory=set)

    @property
    def done(self) -> bool:
        """Written down and signed by every officer who was named."""
        return self.held and set(self.officers) <= self.signed


@dataclass
class Facts:
    """A case as the law sees it."""

    terms: Terms
    now: datetime
    stage: str = "received"
    papers: set[int] = field(default_factory=set)
    papers_on: date = date.min
    papers_at: datetime = datetime.min
    received_on: date = date.min
    confirmed: bool = True
    answer_due: date = date.min
    notices: int = 0
    wanted: set[int] = field(default_factory=set)
    asked_on: date = date.min
    respond_by: date | None = None  # from the service of the notice on
    below: bool = False
    forwarded: bool = False
    below_due: date | None = None
    accepted_on: date | None = None
    accepted_at: datetime | None = None
    accepted_by: str = ""
    accepted_below: str = "nobody"
    place: tuple[datetime, int] | None = None  # the moment of acceptance, and which of one moment
    granted: bool = False
    unmet: bool = False  # a reviewer found that the conditions are not met
    found: set[int] = field(default_factory=set)  # the steps of the review that are done
    skipped: bool = False  # straight to the decision, as commitment or inspection allow
    reviewers: set[str] = field(default_factory=set)
    procedures: list[Procedure] = field(default_factory=list)
    extended: int = 0
    extension_told: bool = False
    extension_void: bool = False
    extension_on: date | None = None
    due: date | None = None
    promised_due: date | None = None
    gaps: set[int] = field(default_factory=set)
    promised_gaps: bool = False
    gaps_due: date | None = None
    committed: bool = False
    commitment: str = ""
    mend_by: date | None = None
    checks: list[Checking] = field(default_factory=list)
    decided_on: date | None = None
    deliver_due: date | None = None
    served_on: date | None = None
    explained: bool = False
    permit_end: date | None = None
    late_renewal: bool = False
    waited_past_end: bool = (
        False  # the permit ended while the organ waited for papers: it was not the silent one
    )

    @property
    def today(self) -> date:
        """The legal date (T-06)."""
        return self.now.date()

    @property
    def untold(self) -> bool:
        """A-402, E-205: an extension of which nobody was told before the period ended."""
        before = self.extended and self.unextended
        return bool(before and self.today > before and not self.extension_told and not self.extension_void)

    @property
    def unextended(self) -> date | None:
        """The end of the period without its extension."""
        if self.accepted_on is None:
            return None
        if self.terms.months:
            return in_months(self.accepted_on, self.terms.months, self.still())
        return nth(self.accepted_on, self.terms.statutory, self.still())

    def still(self) -> list[tuple[date, date]]:
        """The days that are not counted."""
        return [one for one in (each.stretch() for each in self.procedures) if one]

    def next_place(self) -> int:
        """A number that grows with every acceptance of a sequence."""
        return next(PLACES)

    @property
    def stopped(self) -> bool:
        """One of the eight procedures is under way."""
        return bool(self.procedures) and self.procedures[-1].last is None and self.stage == "accepted"

    @property
    def reviewed(self) -> bool:
        """Every step of the review is done."""
        return set(self.terms.reviews) <= self.found

    @property
    def silent(self) -> bool:
        """A-205: the fifth working day is over and nothing was said; before a confirmation no clock runs (T-13)."""
        return self.stage == "received" and self.confirmed and self.today > self.answer_due

    @property
    def renewed_by_silence(self) -> bool:
        """A-605: a renewal asked for in time, undecided when the last day of the permit ended."""
        waits = self.stage in {"received", "accepted"}
        return bool(waits and self.in_time and self.permit_end and self.today > self.permit_end)

    @property
    def in_time(self) -> bool:
        """A-604: what the law says of a renewal asked for in time holds of this case."""
        return self.permit_end is not None and not self.late_renewal and not self.waited_past_end

    @property
    def open_checks(self) -> bool:
        """A-302, A-305: a check that the matter or an officer wants is not signed by everyone named."""
        kinds = [one.kind for one in self.checks if one.done]
        owed = {"site"} if self.terms.site else set()
        owed |= {"inspection"} if self.terms.inspection else set()
        return bool(owed - set(kinds)) or any(not one.done for one in self.checks)

    @property
    def late(self) -> bool:
        """A-410: the decision or the hand-over came after its day."""
        by = [day for day in (self.due, self.promised_due) if day]
        decided = self.decided_on is not None and any(self.decided_on > day for day in by)
        return decided or bool(self.served_on and self.deliver_due and self.served_on > self.deliver_due)

    def count(self) -> None:
        """A-401, A-402, A-405: both dates of the decision from acceptance, extension and lawful standing still."""
        if self.accepted_on is None or self.unextended is None:
            return
        more = 0 if self.extension_void else self.extended
        still = self.still()
        last = (
            self.permit_end if self.permit_end and self.in_time else date.max
        )  # decided before the permit ends
        self.due = min(nth(self.unextended, more, still), last)
        self.promised_due = min(nth(self.accepted_on, self.terms.promised + more, still), last)
