"""Rows of one table read, added and changed by statements that are composed once, not at every call.

Django composes a statement anew each time, which costs several times what PostgreSQL takes to answer it. An act
touches one row by its key and adds a few: these three statements are the same for a table whatever the act.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial
from operator import attrgetter
from typing import Any, Final, TypeAlias, TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import DEFAULT_DB_ALIAS, connection, connections, models

from yimen.ground.statements import add_rows, ask, change_row

M = TypeVar("M", bound=models.Model)
Field: TypeAlias = "models.Field[Any, Any]"
Convert = Callable[[Any], Any]
AS_IT_IS: Final[Mapping[type[Field], type]] = {
    models.CharField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.BinaryField: bytes,
    models.DateField: date,
    models.DateTimeField: datetime,
    models.BigIntegerField: int,
    models.SmallIntegerField: int,
    models.PositiveSmallIntegerField: int,
}  # a value of this very type is what the database takes for such a field; a moment only with its zone


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
def whole(model: type[models.Model]) -> tuple[str, ...]:
    """Return the columns of a whole row, in the order in which `made` takes them."""
    return tuple(field.attname for field in model._meta.concrete_fields)


def made(model: type[M], row: Sequence[Any]) -> M:
    """Return a row that was read whole."""
    return model.from_db(DEFAULT_DB_ALIAS, whole(model), row)


def first(model: type[M], where: str, given: Sequence[Any]) -> M | None:
    """Return the first row for which a condition in SQL (with its order and lock) holds, or None."""
    row = next(iter(values(model, whole(model), where, given)), None)
    return None if row is None else made(model, row)


def lock(model: type[M], pk: Any) -> M:  # noqa: ANN401 a key may be composite
    """Return the row of a key, locked until the transaction ends. Raises the model's DoesNotExist."""
    row = first(model, _where_key(model) + " FOR UPDATE", _key(pk))
    if row is None:
        raise _gone(model, pk)
    return row


def read(model: type[M], pk: Any) -> M | None:  # noqa: ANN401 a key may be composite
    """Return the row of a key, or None."""
    return first(model, _where_key(model), _key(pk))


def _plain(field: Field) -> tuple[type, ...]:
    """Return the types of which the database takes values as they are; JSON has a null of its own."""
    if isinstance(field, models.JSONField):
        return ()
    return (type(None), *([AS_IT_IS[type(field)]] if type(field) in AS_IT_IS else []))


@dataclass(frozen=True)
class _Plan:
    """How the values of fields are read off a row: all at once, and the few that are stored otherwise one by one."""

    read: Callable[[Any], tuple[Any, ...]]
    fields: tuple[tuple[Field, tuple[type, ...]], ...]  # with the types that the database takes as they are

    @classmethod
    def of(cls, fields: Sequence[Field]) -> "_Plan":
        """Return the plan for fields."""
        names = [one.attname for one in fields]
        read = attrgetter(*names) if len(names) > 1 else lambda row: (getattr(row, names[0]),)
        return cls(read, tuple((one, _plain(one)) for one in fields))

    def prepared(self, row: models.Model, *, adding: bool) -> list[Any]:
        """Return what the fields hold as the database takes it."""
        found = list(self.read(row))
        for place, (field, plain) in enumerate(self.fields):
            kind = type(found[place])
            if kind not in plain or (kind is datetime and found[place].tzinfo is None):
                value = field.pre_save(row, adding)
                found[place] = field.get_db_prep_save(value, connections[DEFAULT_DB_ALIAS])
        return found


@cache
def _adding(model: type[models.Model]) -> tuple[str, str, str, _Plan]:
    fields = _stored(model)
    columns = ", ".join(_column(field) for field in fields)
    table = model._meta.db_table
    start = f"INSERT INTO {_name(table)} ({columns}) VALUES "  # noqa: S608 our own names
    return table, start, "(" + ", ".join(["%s"] * len(fields)) + ")", _Plan.of(fields)


def add(*rows: models.Model) -> None:
    """Insert rows of one table in one statement. A key that the database counts is not brought back."""
    if not rows:
        return
    table, start, place, plan = _adding(type(rows[0]))
    add_rows(table, start, place, [plan.prepared(row, adding=True) for row in rows])
    for row in rows:
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


def add_new(row: models.Model, taken: Callable[[], Exception]) -> None:
    """Insert a row. Raises what `taken` returns if there is one already that it would double."""
    table, start, place, plan = _adding(type(row))
    change_row(table, f"{start}{place} ON CONFLICT DO NOTHING", plan.prepared(row, adding=True), taken)
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@cache
def _keeping(model: type[models.Model], names: tuple[str, ...]) -> tuple[str, _Plan]:
    known = {field.name: field for field in model._meta.concrete_fields}
    fields = tuple(known[name] for name in names)
    changes = ", ".join(f"{_column(field)} = %s" for field in fields)
    statement = f"UPDATE {_name(model._meta.db_table)} SET {changes} WHERE {_where_key(model)}"  # noqa: S608 our own names
    return statement, _Plan.of(fields)


def keep(row: models.Model, names: Sequence[str]) -> None:
    """Write the named fields of a row. Raises the model's DoesNotExist if the row is gone."""
    statement, plan = _keeping(type(row), tuple(names))
    model, pk = type(row), row.pk
    given = [*plan.prepared(row, adding=False), *_key(pk)]
    change_row(model._meta.db_table, statement, given, lambda: _gone(model, pk))


def _key(pk: Any) -> tuple[Any, ...]:  # noqa: ANN401 a key may be composite
    return pk if isinstance(pk, tuple) else (pk,)
