"""What several modules want to read, read in one statement: each from its own tables, none from another's."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BinaryField, Field, Model, QuerySet
from django.db.models.query import ModelIterable

T = TypeVar("T")
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Reading(Generic[T]):
    """The rows that a module wants, and what it makes of them.

    Rows of a model come as its instances; those of `values()` as dictionaries of what JSON can hold.
    """

    rows: QuerySet[Any, Any]
    read: Callable[[list[Any]], T]

    @cached_property
    def statement(self) -> tuple[str, tuple[Any, ...]]:
        """Return the statement of the rows as one value and what it takes; composed once for a reading that is kept."""
        try:
            words, given = self.rows.query.sql_with_params()
        except EmptyResultSet:
            return "'[]'", ()
        return f"(SELECT json_agg(q)::text FROM ({words}) q)", given  # noqa: S608 a statement that Django composed of a queryset; every value goes beside it


def revived(model: type[M], row: Mapping[str, Any]) -> M:
    """Return a row of a table from its JSON; what was not asked for stays deferred."""
    fields = {str(one.column): one for one in model._meta.concrete_fields}
    known = [name for name in fields if name in row]
    values = [_value(fields[name], row[name]) for name in known]
    made = model.from_db(connection.alias, [fields[name].attname for name in known], values)
    for name in row.keys() - fields.keys():
        setattr(made, name, row[name])
    return made


def _value(field: "Field[Any, Any]", value: object) -> object:
    if value is None:
        return None
    if isinstance(field, BinaryField):
        return bytes.fromhex(str(value).removeprefix("\\x"))
    return field.to_python(value)


def _rows(reading: Reading[Any], found: str | None) -> list[Any]:
    rows: list[Any] = json.loads(found) if found else []
    model = reading.rows._iterable_class is ModelIterable
    return [revived(reading.rows.model, one) for one in rows] if model else rows


def read_together(*readings: Reading[Any]) -> list[Any]:
    """Read all that is wanted in one statement and return what was made of it, in the order asked."""
    if not readings:
        return []
    asked = [one.statement for one in readings]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(words for words, _given in asked)}",
            [value for _words, given in asked for value in given],
        )
        found = cursor.fetchone()
    return [one.read(_rows(one, text)) for one, text in zip(readings, found, strict=True)]
