"""The calendar as the rest of the house asks for it: one frozen value, kept in the process."""

import threading
import time
from dataclasses import dataclass
from datetime import date, datetime

from yimen.ground.calendar.models import CalendarDay, CalendarYear, LocalClosure, OfficeHours
from yimen.ground.calendar.rules import SATURDAY, SHANGHAI, Calendar, Stretch

FRESH = 60.0  # seconds; a process that loads a year forgets at once, the others within this time


@dataclass
class _Kept:
    """A calendar and when it was last known to be right."""

    calendar: Calendar
    at: float


_kept: dict[str, _Kept] = {}
_lock = threading.Lock()


def forget() -> None:
    """Drop what is kept; the next question reads the tables."""
    with _lock:
        _kept.clear()


def _load(division_code: str) -> Calendar:
    days = list(CalendarDay.objects.values_list("day", "working", "name"))
    years = frozenset(CalendarYear.objects.values_list("year", flat=True))
    closures = LocalClosure.objects.filter(division_code=division_code) if division_code else LocalClosure.objects.none()
    return Calendar(
        off=frozenset(day for day, working, _name in days if not working),
        worked=frozenset(day for day, working, _name in days if working),
        years=years,
        names={day: name for day, _working, name in days},
        closures=tuple(Stretch(one.first_on, one.last_on) for one in closures),
    )


def calendar(division_code: str = "") -> Calendar:
    """Return the calendar of a division ("" is the national one), at most a minute old."""
    kept = _kept.get(division_code)
    if kept is None or time.monotonic() - kept.at > FRESH:
        kept = _Kept(_load(division_code), time.monotonic())
        with _lock:
            _kept[division_code] = kept
    return kept.calendar


def announced() -> list[tuple[int, str]]:
    """Return the years that are loaded, with their notices, newest first."""
    return list(CalendarYear.objects.order_by("-year").values_list("year", "notice"))


def hours(place: str) -> list[tuple[int, str, str]]:
    """Return weekday (Monday 0), opening and closing time of a place, in order."""
    rows = OfficeHours.objects.filter(place=place).order_by("weekday", "opens")
    return [(row.weekday, f"{row.opens:%H:%M}", f"{row.closes:%H:%M}") for row in rows]


def open_at(place: str, moment: datetime, days: Calendar) -> bool:
    """Say whether a place is open at a moment; a make-up Saturday has the hours of a Monday."""
    local = moment.astimezone(SHANGHAI)
    if not days.is_working(local.date()):
        return False
    weekday = local.weekday() if local.weekday() < SATURDAY else 0
    rows = OfficeHours.objects.filter(place=place, weekday=weekday, opens__lte=local.time(), closes__gt=local.time())
    return rows.exists()


def today_of(moment: datetime) -> date:
    """Return the legal date of a moment (T-06)."""
    return moment.astimezone(SHANGHAI).date()
