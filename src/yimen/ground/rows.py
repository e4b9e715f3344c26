"""Rows of one table read, added and changed by statements that are composed once, not at every call.

Django composes a statement anew each time, which costs several times what PostgreSQL takes to answer it. An act
touches one row by its key and adds a few: these three statements are the same for a table whatever the act.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import Any, Final, TypeAlias, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import DEFAULT_DB_ALIAS, connection, connections, models

from yimen.ground.statements import add_rows, ask, change_row

M = TypeVar("M", bound=models.Model)
Field: TypeAlias = "models.Field[Any, Any]"
Convert = Callable[[Any], Any]
AS_IT_IS: Final[Mapping[type[Field], tuple[type, ...]]] = {
    models.CharField: (str,),
    models.TextField: (str,),
    models.BooleanField: (bool,),
    models.DateField: (date,),
    models.BigIntegerField: (int,),
    models.SmallIntegerField: (int,),
    models.PositiveSmallIntegerField: (int,),
}  # a value of this very type is what the database takes for such a field


def _name(word: str) -> str:
    return connection.ops.quote_name(word)


def _column(field: Field) -> str:
    """Return the name of the column that keeps a field. Raises ValueError for what is no column."""
    if field.column is None:
        message = f"{field} has no column of its own"
        raise ValueError(message)
    return _name(field.column)


@cache
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
def _reading(model: type[models.Model], names: tuple[str, ...]) -> tuple[str, tuple[Field, ...]]:
    """Return the statement that reads columns of a table up to its condition, and their fields."""
    known = {field.attname: field for field in model._meta.concrete_fields}
    fields = tuple(known[name] for name in names)
    columns = ", ".join(_column(field) for field in fields)
    return f"SELECT {columns} FROM {_name(model._meta.db_table)} WHERE ", fields  # noqa: S608 our own names


@cache
def _converting(model: type[models.Model], names: tuple[str, ...]) -> tuple[tuple[int, Convert], ...]:
    """Return what is to be converted of columns, by their place."""
    found: list[tuple[int, Convert]] = []
    for place, field in enumerate(_reading(model, names)[1]):
        column = field.get_col(model._meta.db_table)
        converters = [*connection.ops.get_db_converters(column), *column.get_db_converters(connection)]
        found += [(place, partial(_convert, convert, column)) for convert in converters]
    return tuple(found)


def _convert(convert: Callable[..., Any], column: Any, value: Any) -> Any:  # noqa: ANN401 whatever a column holds
    return convert(value, column, connection)


def values(
    model: type[models.Model], names: tuple[str, ...], where: str, given: Sequence[Any]
) -> list[tuple[Any, ...]]:
    """Return columns of the rows for which a condition in SQL (with its order, limit and lock) holds."""
    rows: list[tuple[Any, ...]] = ask(_reading(model, names)[0] + where, given).fetchall()
    converting = _converting(model, names)
    return [_converted(row, converting) for row in rows] if converting else rows


def _converted(row: tuple[Any, ...], converting: tuple[tuple[int, Convert], ...]) -> tuple[Any, ...]:
    changed = list(row)
    for place, convert in converting:
        changed[place] = convert(changed[place])
    return tuple(changed)


@cache
def _whole(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(field.attname for field in model._meta.concrete_fields)


def first(model: type[M], where: str, given: Sequence[Any]) -> M | None:
    """Return the first row for which a condition in SQL (with its order and lock) holds, or None."""
    names = _whole(model)
    row = next(iter(values(model, names, where, given)), None)
    return None if row is None else model.from_db(DEFAULT_DB_ALIAS, names, row)


def lock(model: type[M], pk: Any) -> M:  # noqa: ANN401 a key may be composite
    """Return the row of a key, locked until the transaction ends. Raises the model's DoesNotExist."""
    row = first(model, _where_key(model) + " FOR UPDATE", _key(pk))
    if row is None:
        raise _gone(model, pk)
    return row


def read(model: type[M], pk: Any) -> M | None:  # noqa: ANN401 a key may be composite
    """Return the row of a key, or None."""
    return first(model, _where_key(model), _key(pk))


@cache
def _plan(fields: tuple[Field, ...]) -> tuple[tuple[str, tuple[type, ...], Field], ...]:
    """Return by which name each field's value is read, and the types that the database takes as they are."""
    nothing = type(None)
    plan = []
    for field in fields:
        plain = AS_IT_IS.get(type(field), ())
        plan.append((field.attname, () if isinstance(field, models.JSONField) else (nothing, *plain), field))
    return tuple(plan)


def _prepared(row: models.Model, fields: tuple[Field, ...], *, adding: bool) -> list[Any]:
    """Return what a row's fields hold as the database takes it."""
    found, wrapper = [], connections[DEFAULT_DB_ALIAS]
    for name, plain, field in _plan(fields):
        value = getattr(row, name)
        if type(value) not in plain:
            value = field.get_db_prep_save(field.pre_save(row, adding), wrapper)
        found.append(value)
    return found


@cache
def _adding(model: type[models.Model]) -> tuple[str, str, str]:
    fields = _stored(model)
    columns = ", ".join(_column(field) for field in fields)
    table = model._meta.db_table
    start = f"INSERT INTO {_name(table)} ({columns}) VALUES "  # noqa: S608 our own names
    return table, start, "(" + ", ".join(["%s"] * len(fields)) + ")"


def add(*rows: models.Model) -> None:
    """Insert rows of one table in one statement. A key that the database counts is not brought back."""
    if not rows:
        return
    model = type(rows[0])
    table, start, place = _adding(model)
    add_rows(table, start, place, [_prepared(row, _stored(model), adding=True) for row in rows])
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def add_new(row: models.Model, taken: Callable[[], Exception]) -> None:
    """Insert a row. Raises what `taken` returns if there is one already that it would double."""
    model = type(row)
    table, start, place = _adding(model)
    given = _prepared(row, _stored(model), adding=True)
    change_row(table, f"{start}{place} ON CONFLICT DO NOTHING", given, taken)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@cache
def _keeping(model: type[models.Model], names: tuple[str, ...]) -> tuple[str, tuple[Field, ...]]:
    known = {field.name: field for field in model._meta.concrete_fields}
    fields = tuple(known[name] for name in names)
    changes = ", ".join(f"{_column(field)} = %s" for field in fields)
    return f"UPDATE {_name(model._meta.db_table)} SET {changes} WHERE {_where_key(model)}", fields  # noqa: S608 our own names


def keep(row: models.Model, names: Sequence[str]) -> None:
    """Write the named fields of a row. Raises the model's DoesNotExist if the row is gone."""
    statement, fields = _keeping(type(row), tuple(names))
    given = [*_prepared(row, fields, adding=False), *_key(row.pk)]
    model, pk = type(row), row.pk
    change_row(model._meta.db_table, statement, given, lambda: _gone(model, pk))


def _key(pk: Any) -> tuple[Any, ...]:  # noqa: ANN401 a key may be composite
    return pk if isinstance(pk, tuple) else (pk,)
