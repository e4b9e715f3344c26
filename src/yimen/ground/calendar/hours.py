"""When a place is open: the hours of its week, its special days, and the calendar above both. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Final

from django.utils.functional import Promise

from yimen.ground.calendar.rules import DAY, SATURDAY, SHANGHAI, Calendar

AHEAD: Final = 60  # days that are searched for the next opening


@dataclass(frozen=True, order=True)
class Spell:
    """Open from one time of the day until another, which is no longer open."""

    opens: time
    closes: time


def fault(spells: Iterable[Spell]) -> str:
    """Return what is wrong with the spells of one day, as a code: order, overlap, or "" if nothing is."""
    last: Spell | None = None
    for one in sorted(spells):
        if one.closes <= one.opens:
            return "order"
        if last is not None and one.opens < last.closes:
            return "overlap"
        last = one
    return ""


@dataclass(frozen=True)
class Opening:
    """How a place stands at a moment: open until `closes`, or closed until `opens` (None if it does not open for long).

    `why` names the notice or the festival for which it is closed; "" where these are its usual hours.
    """

    closes: datetime | None = None
    opens: datetime | None = None
    why: str | Promise = ""


@dataclass(frozen=True)
class Timetable:
    """The hours of a place: by weekday (Monday 0), and of single days that differ."""

    week: Mapping[int, tuple[Spell, ...]] = field(default_factory=dict)
    special: Mapping[date, tuple[Spell, ...]] = field(default_factory=dict)

    def spells(self, day: date, calendar: Calendar) -> tuple[Spell, ...]:
        """Return when the place is open that day.

        A special day is what was said of it, even on a day of rest. Otherwise a place is closed on days of rest,
        unless its week names that weekday and the calendar does not take it off; a make-up day has the hours of
        a Monday where its own weekday has none.
        """
        if day in self.special:
            return self.special[day]
        own = self.week.get(day.weekday(), ())
        if calendar.is_working(day):
            return own or (self.week.get(0, ()) if day.weekday() >= SATURDAY else ())
        weekend = day.weekday() >= SATURDAY and day not in calendar.off and not calendar.closed(day)
        return own if weekend else ()

    def is_open(self, moment: datetime, calendar: Calendar) -> bool:
        """Say whether the place is open at a moment."""
        local = moment.astimezone(SHANGHAI)
        return any(one.opens <= local.time() < one.closes for one in self.spells(local.date(), calendar))

    def closes_on(self, day: date, calendar: Calendar) -> time | None:
        """Return when the counter closes for the day, which ends a last day there (T-16); None if it never opens."""
        return max((one.closes for one in self.spells(day, calendar)), default=None)

    def next_opening(self, moment: datetime, calendar: Calendar) -> datetime | None:
        """Return the moment itself if the place is open, else when it opens next; None if it does not for long."""
        if self.is_open(moment, calendar):
            return moment
        local = moment.astimezone(SHANGHAI)
        for ahead in range(AHEAD + 1):
            day = local.date() + ahead * DAY
            for one in sorted(self.spells(day, calendar)):
                opening = datetime.combine(day, one.opens, SHANGHAI)
                if opening > local:
                    return opening
        return None

    def opening(self, moment: datetime, calendar: Calendar) -> Opening | None:
        """Return how the place stands at a moment; None if its hours are not known."""
        if not self.week and not self.special:
            return None
        local = moment.astimezone(SHANGHAI)
        for one in self.spells(local.date(), calendar):
            if one.opens <= local.time() < one.closes:
                return Opening(closes=datetime.combine(local.date(), one.closes, SHANGHAI))
        opens = self.next_opening(moment, calendar)
        last = opens.date() if opens else local.date() + AHEAD * DAY
        why: str | Promise = ""
        for ahead in range((last - local.date()).days):
            why = why or self._why(local.date() + ahead * DAY, calendar)
        return Opening(opens=opens, why=why)

    def _why(self, day: date, calendar: Calendar) -> str | Promise:
        """Return what closes the place on a day on which its week would open it."""
        return calendar.why_closed(day) if day not in self.special and day.weekday() in self.week else ""
