"""The calendar as the rest of the house asks for it: frozen values, kept in the process."""

import json
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final, Generic, TypeVar

from yimen.ground.calendar.deadlines import Deadline, choose
from yimen.ground.calendar.hours import Opening, Spell, Timetable
from yimen.ground.calendar.models import (
    CalendarDay,
    CalendarVersion,
    CalendarYear,
    DeadlineRule,
    LocalClosure,
    OfficeHours,
    SpecialHours,
)
from yimen.ground.calendar.rules import Calendar, Stretch, today_of
from yimen.ground.memory import Memory

__all__ = ["today_of"]

T = TypeVar("T")
SHIPPED: Final = Path(__file__).parent / "data" / "deadlines.json"
FRESH: Final = 5.0  # seconds without a question; then one small query asks whether anything changed
LEVELS: Final = (
    2,
    4,
    6,
    9,
    12,
)  # digits of a division's code that name its province, city, county, town, village

_places: list[Callable[[str], bool]] = []


def register_places(known: Callable[[str], bool]) -> None:
    """Let a module say which places it knows, by their keys: only these have hours."""
    _places.append(known)


def is_place(name: str) -> bool:
    """Say whether any module knows a place."""
    return any(known(name) for known in _places)


def _version() -> int:
    return CalendarVersion.objects.values_list("number", flat=True).first() or 0


class _Versioned(Generic[T]):
    """What is kept by name: at most five seconds old unasked, read again if the version changed."""

    def __init__(self, load: Callable[[str], T]) -> None:
        self._load = load
        self._read: Memory[str, tuple[int, T]] = Memory()
        self._right: Memory[str, T] = Memory(FRESH)

    def of(self, name: str) -> T:
        """Return what is kept under a name."""
        return self._right.of(name, lambda: self._newest(name))

    def _newest(self, name: str) -> T:
        version, read = _version(), self._read.get(name)
        if read is None or read[0] != version:
            read = version, self._load(name)
            self._read.keep(name, read)
        return read[1]

    def forget(self) -> None:
        """Drop what is kept; the next question reads the tables."""
        self._right.forget()
        self._read.forget()


def above(division_code: str) -> list[str]:
    """Return the codes of a division and of those it lies in: a closure of the city closes its towns."""
    return [division_code[:n].ljust(12, "0") for n in LEVELS] if division_code else []


def _load(division_code: str) -> Calendar:
    days = list(CalendarDay.objects.values_list("day", "working", "name"))
    years = frozenset(CalendarYear.objects.values_list("year", flat=True))
    places = above(division_code)
    rows = LocalClosure.objects.filter(division_code__in=places).order_by("first_on") if places else ()
    closures = {Stretch(one.first_on, one.last_on): one.notice for one in rows}
    return Calendar(
        off=frozenset(day for day, working, _name in days if not working),
        worked=frozenset(day for day, working, _name in days if working),
        years=years,
        names={day: name for day, _working, name in days},
        closures=tuple(closures),
        notices=closures,
    )


_calendars = _Versioned(_load)


def calendar(division_code: str = "") -> Calendar:
    """Return the calendar of a division ("" is the national one), no query within five seconds of the last."""
    return _calendars.of(division_code)


def announced() -> list[tuple[int, str]]:
    """Return the years that are loaded, with their notices, newest first."""
    return list(CalendarYear.objects.order_by("-year").values_list("year", "notice"))


def days_of(year: int) -> list[tuple[date, bool, str]]:
    """Return the exceptional days of a year: day, whether it is worked, festival."""
    return list(
        CalendarDay.objects.filter(day__year=year).order_by("day").values_list("day", "working", "name")
    )


def closures() -> list[tuple[int, str, date, date, str]]:
    """Return every local closure: number, division, first day, last day, notice; the newest first."""
    rows = LocalClosure.objects.order_by("-first_on", "-pk")
    return list(rows.values_list("pk", "division_code", "first_on", "last_on", "notice"))


def _load_timetable(place: str) -> Timetable:
    week: dict[int, tuple[Spell, ...]] = {}
    for row in OfficeHours.objects.filter(place=place).order_by("weekday", "opens"):
        week[row.weekday] = (*week.get(row.weekday, ()), Spell(row.opens, row.closes))
    special: dict[date, tuple[Spell, ...]] = {}
    for one in SpecialHours.objects.filter(place=place).order_by("day", "opens"):
        spells = special.setdefault(one.day, ())
        if one.opens is not None and one.closes is not None:
            special[one.day] = (*spells, Spell(one.opens, one.closes))
    return Timetable(week, special)


_timetables = _Versioned(_load_timetable)


def timetable(place: str) -> Timetable:
    """Return the hours of a hall or an organ; empty if none were set."""
    return _timetables.of(place)


def hours(place: str) -> list[tuple[int, str, str]]:
    """Return weekday (Monday 0), opening and closing time of a place, in order."""
    week = timetable(place).week
    return [(day, f"{one.opens:%H:%M}", f"{one.closes:%H:%M}") for day in sorted(week) for one in week[day]]


def open_at(place: str, moment: datetime, days: Calendar | None = None) -> bool:
    """Say whether a place is open at a moment; a make-up Saturday has the hours of a Monday unless it has its own."""
    return timetable(place).is_open(moment, calendar() if days is None else days)


def opening(place: str, moment: datetime, division_code: str) -> Opening | None:
    """Return how a place of a division stands at a moment, or None if its hours are not known."""
    return timetable(place).opening(moment, calendar(division_code))


DEADLINE: Final = (
    "code",
    "part",
    "what",
    "start",
    "length",
    "unit",
    "before",
    "restarts",
    "at_least",
    "month",
    "day",
    "extension",
    "extension_unit",
    "approver",
    "missed",
    "source",
    "mark",
    "since",
    "local",
)


def _load_deadlines(_name: str) -> tuple[Deadline, ...]:
    rows = DeadlineRule.objects.order_by("pk").values(*DEADLINE)
    return tuple(Deadline(**row) for row in rows) or shipped()


@cache
def shipped() -> tuple[Deadline, ...]:
    """Return the nation's rows as the platform ships them, which a new database is seeded with."""
    return tuple(Deadline(**row) for row in json.loads(SHIPPED.read_text("utf-8")))


_deadlines = _Versioned(_load_deadlines)


def forget() -> None:
    """Drop what is kept; the next question reads the tables."""
    for one in (_calendars, _timetables, _deadlines):
        one.forget()


def deadlines() -> tuple[Deadline, ...]:
    """Return every row of table L, the city's own too; no query within five seconds of the last."""
    return _deadlines.of("")


def deadline(code: str, part: str = "", *, on: date) -> Deadline:
    """Return the row of table L in force on a day, the city's own before the nation's. Raises KeyError."""
    return choose(deadlines(), code, part, on)
