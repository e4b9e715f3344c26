"""The calendar of the tests: the real one of 2004 to 2026, read from the shipped facts."""

import csv
from datetime import date
from functools import cache
from importlib.resources import files

from yimen.ground.calendar.rules import Calendar

FACTS = files("yimen.ground.calendar") / "data" / "days_2004_2026.csv"


@cache
def real_calendar() -> Calendar:
    rows = list(csv.DictReader(FACTS.read_text("utf-8").splitlines()))
    days = [(date.fromisoformat(row["date"]), row["working"] == "1", row["name"]) for row in rows]
    return Calendar(
        off=frozenset(day for day, working, _name in days if not working),
        worked=frozenset(day for day, working, _name in days if working),
        years=frozenset(range(2004, 2027)),
        names={day: name for day, _working, name in days},
    )
