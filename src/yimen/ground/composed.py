"""A QuerySet whose statement is composed once and asked many times, each time with other values in its blanks.

Django composes a statement anew at every question; with columns that gather what lies beside a row that takes
several times what PostgreSQL needs to answer. The blanks stand in the QuerySet as values that nothing else has.
"""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models import QuerySet

from yimen.ground.statements import ask

NUMBER: Final = 987654321012345678
WORD: Final = "\ue000\ue001\ue000"
DAY: Final = date(9998, 7, 6)


class Composed:
    """A question ready to be asked: rows of the named columns, as tuples in that order."""

    def __init__(self, rows: QuerySet[Any, Any], names: Sequence[str], blanks: Sequence[object] = ()) -> None:
        compiler = rows.values_list(*names).query.get_compiler(DEFAULT_DB_ALIAS)
        self._statement, given = compiler.as_sql()
        self._given = tuple(given)
        self._blanks = [_blank(one, blanks) for one in self._given]
        if missing := set(range(len(blanks))) - {number for number, _convert in self._blanks}:
            message = f"blanks {missing} do not stand in {self._statement}"
            raise ValueError(message)
        found: dict[int, Any] = dict(compiler.get_converters([one[0] for one in compiler.select]))
        self._converting = [(place, partial(_converted, one[0], one[1])) for place, one in found.items()]

    def ask(self, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows for these values, given in the order of the blanks."""
        given = [
            one if number < 0 else convert(values[number])
            for one, (number, convert) in zip(self._given, self._blanks, strict=True)
        ]
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
    """Return which blank a value of the statement is (-1 for none), and as what the database takes its value."""
    number = blanks.index(one) if one in blanks else -1
    return number, type(one) if isinstance(one, int) else _same


def _converted(converters: Sequence[Any], column: object, value: object) -> object:
    for convert in converters:
        value = convert(value, column, connection)
    return value
