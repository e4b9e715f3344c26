"""Judging what was filled into a matter's form: the same for pages and for the programming interface. Pure.

An answer is named by its place: `name`, `address.division`, and in rows, counted from 0, `owners[2].id_number`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from yimen.registers.catalogue import judging
from yimen.registers.catalogue.fields import PARTS_OF, ROWS_OF, Condition, FieldSheet
from yimen.registers.catalogue.judging import YES, Fault, measured
from yimen.registers.catalogue.sheets import MatterSheet

MOST_ERRORS: Final = 200  # errors told at once
FROM_REGISTER: Final = "person."  # what begins with this is known and never asked


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one answer."""

    field: str
    words: str | Promise
    code: str


@dataclass(frozen=True)
class Scope:
    """Questions asked together and the answers given to them: the form, or one row of a group."""

    fields: Mapping[str, FieldSheet]
    data: Mapping[str, Any]

    def asks(self, field: FieldSheet, seen: frozenset[str] = frozenset()) -> bool:
        """Say whether a question applies; what hangs on a question that is not asked is not asked."""
        if field.condition is None or field.name in seen:
            return True
        return self._holds(field.condition, seen | {field.name})

    def _holds(self, condition: Condition, seen: frozenset[str]) -> bool:
        if condition.op in {"all", "any"}:
            held = (self._holds(part, seen) for part in condition.parts)
            return all(held) if condition.op == "all" else any(held)
        other = self.fields.get(condition.field)
        given = self.data.get(condition.field, "")
        if not _says(condition, other, given):
            return False
        return other is None or self.asks(other, seen)


def _says(condition: Condition, other: FieldSheet | None, given: Any) -> bool:  # noqa: ANN401 JSON
    """Say whether the answer to a question is as a condition wants it."""
    if isinstance(given, list) and other is not None and other.kind == "choices":
        return _several_say(condition, given)
    if given is not None and not isinstance(given, str | int | float):
        return False
    text = "" if given is None else str(given)
    if other is not None and other.kind == "boolean":
        text = str(given in YES).lower()
    if condition.op in {"greater", "less"}:
        return _beyond(condition, other, given)
    if condition.op == "filled":
        return bool(text.strip()) == (condition.values[0] != "False")
    return (text in condition.values) == (condition.op != "not")


def _several_say(condition: Condition, given: list[Any]) -> bool:
    if condition.op == "filled":
        return bool(given) == (condition.values[0] != "False")
    there = any(one in given for one in condition.values)
    return there == (condition.op != "not") and condition.op not in {"greater", "less"}


def _beyond(condition: Condition, other: FieldSheet | None, given: object) -> bool:
    if other is None:
        return False
    mine: Any = measured(other, given)
    limit: Any = measured(other, condition.values[0])
    if mine is None or limit is None:
        return False
    return bool(mine > limit) if condition.op == "greater" else bool(mine < limit)


def scope_of(fields: tuple[FieldSheet, ...], data: Mapping[str, Any]) -> Scope:
    """Return questions and answers that are judged together."""
    return Scope({one.name: one for one in fields}, data)


def asked(matter: MatterSheet, field: FieldSheet, data: Mapping[str, Any]) -> bool:
    """Say whether a question of the form applies, given the other answers."""
    return scope_of(matter.form, data).asks(field)


def check_form(matter: MatterSheet, data: Mapping[str, Any], *, today: date) -> list[FieldError]:
    """Return what is wrong with a filled-in form, so many things at most; an answer to no question is refused too (A-103)."""
    return list(islice(_errors(scope_of(matter.form, data), "", today), MOST_ERRORS))


def _errors(scope: Scope, before: str, today: date) -> Iterator[FieldError]:
    for name in scope.data:
        if name not in scope.fields:
            yield FieldError(f"{before}{str(name)[:80]}", _("The form has no such question."), "unknown")
    for field in scope.fields.values():
        if field.known.startswith(FROM_REGISTER) or not scope.asks(field):
            continue
        value = scope.data.get(field.name, "")
        if field.kind in ROWS_OF:
            yield from _rows(field, value, f"{before}{field.name}", today)
        elif field.kind in PARTS_OF:
            yield from _parts(field, value, f"{before}{field.name}", today)
        elif wrong := fault(field, value, today=today) or _compared(field, value, scope):
            yield FieldError(f"{before}{field.name}", *wrong)


def fault(field: FieldSheet, value: Any, *, today: date) -> Fault:  # noqa: ANN401 JSON from anywhere
    """Return what is wrong with the answer to a question without rows or parts: words and code, or None."""
    if field.kind == "boolean":
        return judging.tick(field, value)
    if field.kind == "choices":
        return judging.several(field, value)
    return judging.single(field, value, today)


def _compared(field: FieldSheet, value: object, scope: Scope) -> Fault:
    for relation, name in field.compare:
        other = scope.fields.get(name)
        mine = measured(field, value)
        theirs = measured(other, scope.data.get(name, "")) if other and scope.asks(other) else None
        right, words = judging.COMPARED.get(relation, (None, ""))
        if other is None or mine is None or theirs is None or right is None:
            continue
        if not right(mine, theirs):
            return str(words) % {"other": other.label(get_language() or "zh-hans")}, "compare"
    return None


def _rows(field: FieldSheet, value: object, place: str, today: date) -> Iterator[FieldError]:
    rows = [] if value in (None, "") else value
    if not isinstance(rows, list):
        yield FieldError(place, judging.EMPTY, "type")
    elif len(rows) < field.least_rows:
        words = ngettext("At least %(n)s row is needed.", "At least %(n)s rows are needed.", field.least_rows)
        yield FieldError(place, words % {"n": field.least_rows}, "too_few")
    elif len(rows) > field.most_rows:
        words = ngettext("No more than %(n)s row.", "No more than %(n)s rows.", field.most_rows)
        yield FieldError(place, words % {"n": field.most_rows}, "too_many")
    else:
        for n, row in enumerate(rows):
            if isinstance(row, Mapping):
                yield from _errors(scope_of(field.fields, row), f"{place}[{n}].", today)
            else:
                yield FieldError(f"{place}[{n}]", judging.EMPTY, "type")


def parts_of(field: FieldSheet) -> tuple[FieldSheet, ...]:
    """Return the questions into which an address falls: its division and the rest."""
    same = replace(field, condition=None, shown_by="", shown_when="", hint={})
    return (
        replace(same, name="division", kind="choice"),
        replace(same, name="detail", kind="text", options=(), labels={}),
    )


def _parts(field: FieldSheet, value: object, place: str, today: date) -> Iterator[FieldError]:
    given = {} if value in (None, "") else value
    if not isinstance(given, Mapping):
        yield FieldError(place, judging.EMPTY, "type")
        return
    begun = any(str(one or "").strip() for one in given.values())
    whole = replace(field, required=field.required or begun)  # half an address leads nowhere
    parts = tuple(replace(one, labels=field.labels) for one in parts_of(whole))
    yield from _errors(scope_of(parts, given), f"{place}.", today)


def kept(matter: MatterSheet, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers to questions that apply, in rows too, and no others, each written in the plain way."""
    return _kept(scope_of(matter.form, data))


def _plain(scope: Scope) -> Scope:
    fields = [scope.fields[name] for name in scope.data if name in scope.fields]
    return Scope(scope.fields, {one.name: judging.plain(one, scope.data[one.name]) for one in fields})


def _kept(given: Scope) -> dict[str, Any]:
    found: dict[str, Any] = {}
    scope = _plain(given)
    for field in scope.fields.values():
        if field.name not in scope.data or not scope.asks(field):
            continue
        value = scope.data[field.name]
        if field.kind in ROWS_OF and isinstance(value, list):
            value = [
                _kept(scope_of(field.fields, row)) if isinstance(row, Mapping) else row
                for row in value[: field.most_rows + 1]
            ]
        found[field.name] = value
    return found


def sums(field: FieldSheet, rows: object) -> dict[str, str]:
    """Return the sums of the columns of a table that are to be summed, leaving out what is no number."""
    lines = [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
    return {
        column.name: f"{sum((_amount(column, row) for row in lines), Decimal(0)):f}"
        for column in field.fields
        if column.summed
    }


def _amount(column: FieldSheet, row: Mapping[str, Any]) -> Decimal:
    amount = measured(column, row.get(column.name))
    return amount if isinstance(amount, Decimal) else Decimal(0)
