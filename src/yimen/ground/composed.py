"""A QuerySet whose statement is composed once and asked many times, each time with other values in its blanks.

Django composes a statement anew at every question; with columns that gather what lies beside a row that takes
several times what PostgreSQL needs to answer. The blanks stand in the QuerySet as values that nothing else has.
What is no blank is written into the statement: a plan that is kept can only then use the index of open cases alone.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet
from psycopg.sql import Literal

from yimen.ground.statements import ask

NUMBER: Final = 987654321012345678
WORD: Final = "\ue000\ue001\ue000"
DAY: Final = date(9998, 7, 6)
PLACE: Final = re.compile(r"%(s|%)")


class Composed:
    """A question ready to be asked: rows of the named columns, as tuples in that order."""

    def __init__(self, rows: QuerySet[Any, Any], names: Sequence[str], blanks: Sequence[object] = ()) -> None:
        compiler = rows.values_list(*names).query.get_compiler(DEFAULT_DB_ALIAS)
        statement, given = compiler.as_sql()
        self._blanks = [_blank(one, blanks) for one in given if one in blanks]
        if missing := set(range(len(blanks))) - {number for number, _convert in self._blanks}:
            message = f"blanks {missing} do not stand in {statement}"
            raise ValueError(message)
        self._statement = _written(statement, given, blanks)
        found: dict[int, Any] = dict(compiler.get_converters([one[0] for one in compiler.select]))
        self._converting = [(place, partial(_converted, one[0], one[1])) for place, one in found.items()]

    def ask(self, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows for these values, given in the order of the blanks."""
        given = [convert(values[number]) for number, convert in self._blanks]
        rows: list[tuple[Any, ...]] = ask(self._statement, given).fetchall()
        if not self._converting:
            return rows
        changed = [list(row) for row in rows]
        for row in changed:
            for place, convert in self._converting:
                row[place] = convert(row[place])
        return [tuple(row) for row in changed]


def _same(value: object) -> object:
    return value


def _blank(one: object, blanks: Sequence[object]) -> tuple[int, Callable[[Any], Any]]:
    """Return which blank a value of the statement is, and as what the database takes its value."""
    return blanks.index(one), type(one) if isinstance(one, int) else _same


def _written(statement: str, given: Iterable[object], blanks: Sequence[object]) -> str:
    """Return the statement with everything in its place that is no blank."""
    values = iter(given)

    def fill(place: re.Match[str]) -> str:
        if place[1] == "%" or (value := next(values)) in blanks:
            return place[0]
        return Literal(value).as_string().replace("%", "%%")

    return PLACE.sub(fill, statement)


def _converted(converters: Sequence[Any], column: object, value: object) -> object:
    for convert in converters:
        value = convert(value, column, connection)
    return value
