"""Rows of one table read, added and changed by statements that are composed once, not at every call.

Django composes a statement anew each time, which costs several times what PostgreSQL takes to answer it. An act
touches one row by its key and adds a few: these three statements are the same for a table whatever the act.
"""

from collections.abc import Callable, Sequence
from functools import cache, partial
from typing import Any, TypeAlias, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import DEFAULT_DB_ALIAS, connection, connections, models

M = TypeVar("M", bound=models.Model)
Field: TypeAlias = "models.Field[Any, Any]"
Convert = Callable[[Any], Any]


def _name(word: str) -> str:
    return connection.ops.quote_name(word)


def _column(field: Field) -> str:
    """Return the name of the column that keeps a field. Raises ValueError for what is no column."""
    if field.column is None:
        message = f"{field} has no column of its own"
        raise ValueError(message)
    return _name(field.column)


def _where_key(model: type[models.Model]) -> str:
    return " AND ".join(f"{_column(field)} = %s" for field in model._meta.pk_fields)


def _gone(model: type[models.Model], pk: Any) -> ObjectDoesNotExist:  # noqa: ANN401 a key may be composite
    error: type[ObjectDoesNotExist] = model.DoesNotExist  # type: ignore[attr-defined]  # every model has one
    return error(f"{model.__name__} {pk} does not exist.")


@cache
def _stored(model: type[models.Model]) -> tuple[Field, ...]:
    """Return the fields that a caller fills: no generated column, no key that the database counts."""
    return tuple(
        field
        for field in model._meta.concrete_fields
        if not field.generated and not isinstance(field, models.AutoField)
    )


@cache
def _reading(
    model: type[models.Model],
) -> tuple[str, tuple[str, ...], tuple[tuple[int, tuple[Convert, ...]], ...]]:
    """Return the statement that reads one row, the names of what it brings, and what is to be converted."""
    fields = model._meta.concrete_fields
    converters: list[tuple[int, tuple[Convert, ...]]] = []
    for place, field in enumerate(fields):
        column = field.get_col(model._meta.db_table)
        found = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
        if found:
            made = tuple(partial(_convert, convert, column) for convert in found)
            converters.append((place, made))
    columns = ", ".join(_column(field) for field in fields)
    statement = f"SELECT {columns} FROM {_name(model._meta.db_table)} WHERE {_where_key(model)}"  # noqa: S608 our own names
    return statement, tuple(field.attname for field in fields), tuple(converters)


def _convert(convert: Callable[..., Any], column: Any, value: Any) -> Any:  # noqa: ANN401 whatever a column holds
    return convert(value, column, connection)


def lock(model: type[M], pk: Any) -> M:  # noqa: ANN401 a key may be composite
    """Return the row of a key, locked until the transaction ends. Raises the model's DoesNotExist."""
    row = _one(model, pk, " FOR UPDATE")
    if row is None:
        raise _gone(model, pk)
    return row


def read(model: type[M], pk: Any) -> M | None:  # noqa: ANN401 a key may be composite
    """Return the row of a key, or None."""
    return _one(model, pk, "")


def _one(model: type[M], pk: Any, lock: str) -> M | None:  # noqa: ANN401 a key may be composite
    statement, names, converters = _reading(model)
    with connection.cursor() as cursor:
        cursor.execute(statement + lock, _key(pk))
        row = cursor.fetchone()
    if row is None:
        return None
    if converters:
        values = list(row)
        for place, converts in converters:
            for convert in converts:
                values[place] = convert(values[place])
        row = values
    return model.from_db(connection.alias, names, row)


@cache
def _adding(model: type[models.Model]) -> tuple[str, str]:
    fields = _stored(model)
    columns = ", ".join(_column(field) for field in fields)
    start = f"INSERT INTO {_name(model._meta.db_table)} ({columns}) VALUES "  # noqa: S608 our own names
    return start, "(" + ", ".join(["%s"] * len(fields)) + ")"


def add(*rows: models.Model) -> None:
    """Insert rows of one table in one statement. A key that the database counts is not brought back."""
    if not rows:
        return
    model = type(rows[0])
    start, places = _adding(model)
    wrapper = connections[DEFAULT_DB_ALIAS]  # the proxy looks itself up at every word
    values = [
        field.get_db_prep_save(field.pre_save(row, True), wrapper) for row in rows for field in _stored(model)
    ]
    with connection.cursor() as cursor:
        cursor.execute(start + ", ".join([places] * len(rows)), values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@cache
def _keeping(model: type[models.Model], names: tuple[str, ...]) -> tuple[str, tuple[Field, ...]]:
    known = {field.name: field for field in model._meta.concrete_fields}
    fields = tuple(known[name] for name in names)
    changes = ", ".join(f"{_column(field)} = %s" for field in fields)
    return f"UPDATE {_name(model._meta.db_table)} SET {changes} WHERE {_where_key(model)}", fields  # noqa: S608 our own names


def keep(row: models.Model, names: Sequence[str]) -> None:
    """Write the named fields of a row. Raises the model's DoesNotExist if the row is gone."""
    statement, fields = _keeping(type(row), tuple(names))
    wrapper = connections[DEFAULT_DB_ALIAS]
    values = [field.get_db_prep_save(field.pre_save(row, False), wrapper) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, *_key(row.pk)])
        if cursor.rowcount != 1:
            raise _gone(type(row), row.pk)


def _key(pk: Any) -> tuple[Any, ...]:  # noqa: ANN401 a key may be composite
    return pk if isinstance(pk, tuple) else (pk,)
