"""The editor's tables: a part of the content as numbered inputs and back, rows added, taken out and moved. Pure."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.ground.languages.texts import LANGUAGES, RECORD
from yimen.registers.catalogue.parts import Column, Table
from yimen.registers.catalogue.sections import NONE

MOST_ROWS: Final = 100
MOST_NUMBER: Final = 100_000_000
Inputs = dict[str, str]
TICKED: Final = "on"


@dataclass(frozen=True)
class Wrong:
    """What is wrong with one input."""

    name: str
    words: str | Promise


def input_name(column: Column, language: str = "") -> str:
    """Return what an input of a row is called, after its number."""
    name = column.name or "text"
    return f"{name}.{language}" if language else name


def inputs_of(columns: Sequence[Column], row: Any) -> Inputs:  # noqa: ANN401 any JSON value
    """Return what the inputs of a row show."""
    found: Inputs = {}
    for column in columns:
        value = row if column.name == "" else _value(row, column.name)
        if column.sort == "texts":
            texts = value if isinstance(value, Mapping) else {}
            found.update({input_name(column, code): str(texts.get(code) or "") for code in LANGUAGES})
        elif column.sort == "tick":
            found[input_name(column)] = TICKED if value is True else ""
        elif column.sort == "among":
            found[input_name(column)] = _shown(value) or (NONE if isinstance(value, list) else "")
        elif column.sort in {"many", "places"}:
            found[input_name(column)] = _shown(value)
        elif column.sort == "fen":
            found[input_name(column)] = "" if value is None else f"{Decimal(str(value)) / 100:.2f}"
        else:
            found[input_name(column)] = (
                "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
            )
    return found


def _shown(value: Any) -> str:  # noqa: ANN401 any JSON value
    return "、".join(str(one) for one in value) if isinstance(value, list | tuple) else str(value or "")


def _value(row: Any, path: str) -> Any:  # noqa: ANN401 any JSON value
    for name in path.split("."):
        row = row.get(name) if isinstance(row, Mapping) else None
    return row


def posted(columns: Sequence[Column], data: Mapping[str, str], n: int | None) -> Inputs:
    """Return the inputs of a row (or of the terms, without a number) from what was posted, however long."""
    prefix = "" if n is None else f"{n}."
    found: Inputs = {}
    for column in columns:
        codes = LANGUAGES if column.sort == "texts" else ("",)
        for code in codes:
            name = input_name(column, code)
            found[name] = str(data.get(prefix + name) or "").replace("\r\n", "\n")
    return found


def _number(column: Column, text: str) -> int | float | None:
    """Return a number. Raises ValueError for what is none or out of bounds."""
    if not text:
        return None
    try:
        value = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if column.sort == "fen":
        value *= 100
    if not value.is_finite() or not 0 <= value <= MOST_NUMBER:
        raise ValueError(text)
    if value != int(value):
        if column.sort != "days":
            raise ValueError(text)
        return float(value)
    return int(value)


def read(columns: Sequence[Column], given: Inputs, old: Any) -> tuple[Any, list[Wrong]]:  # noqa: ANN401 a term of any kind
    """Return a row as content, what the inputs do not show kept, and what is wrong with them."""
    row: Any = dict(old) if isinstance(old, Mapping) else {}
    wrong: list[Wrong] = []
    for column in columns:
        value, faults = _read_one(column, given)
        wrong += faults
        if column.name == "":
            return value, wrong
        if value == [] and column.sort == "among":
            _put(row, column.name, [], keep=True)
        else:
            _put(row, column.name, value)
    return row, wrong


def _read_one(column: Column, given: Inputs) -> tuple[Any, list[Wrong]]:
    if column.sort == "texts":
        texts = {code: given[input_name(column, code)].strip() for code in LANGUAGES}
        wrong = [
            one for code, text in texts.items() for one in _faults(input_name(column, code), text, column)
        ]
        return {code: text for code, text in texts.items() if text}, wrong
    name = input_name(column)
    text = given[name].strip()
    wrong = _faults(name, text, column)
    if wrong:
        return text, wrong
    if column.sort == "tick":
        return text == TICKED, []
    if column.sort in {"many", "among", "places"}:
        return _several(column, text, name)
    return _plain(column, text, name)


def _plain(column: Column, text: str, name: str) -> tuple[Any, list[Wrong]]:
    if column.sort in {"number", "days", "fen"}:
        try:
            return _number(column, text), []
        except ValueError:
            return None, [Wrong(name, _("This is not a number."))]
    if column.sort == "choice" and text and text not in (column.choices or {}):
        return text, [Wrong(name, _("Choose one of the answers."))]
    return text, []


def _faults(name: str, text: str, column: Column) -> list[Wrong]:
    if len(text) > column.most:
        return [Wrong(name, _("This is too long."))]
    return [Wrong(name, _("This holds characters that cannot be read."))] if "\x00" in text else []


def _many(column: Column, text: str, name: str) -> tuple[list[str], list[Wrong]]:
    for sign in ("，", ",", "\n"):
        text = text.replace(sign, "、")
    values = list(dict.fromkeys(one.strip() for one in text.split("、") if one.strip()))
    if column.choices is not None and not set(values) <= set(column.choices):
        return values, [Wrong(name, _("Choose one of the answers."))]
    return values, []


def _several(column: Column, text: str, name: str) -> tuple[Any, list[Wrong]]:
    """Return what was chosen: among some, "none" is an answer; places of a list are numbers."""
    values, wrong = _many(column, text, name)
    if column.sort == "among" and NONE in values:
        return [], ([] if len(values) == 1 else [Wrong(name, _("“None” and something do not go together."))])
    if column.sort == "among" and not values:
        return None, wrong
    if column.sort == "places":
        if not all(one.isdecimal() and len(one) < 4 for one in values):
            return values, [Wrong(name, _("Choose one of the answers."))]
        return [int(one) for one in values], wrong
    return values, wrong


def _nothing(value: Any) -> bool:  # noqa: ANN401 any JSON value
    """Say whether a value says nothing; the number 0 says something."""
    return value is None or value is False or value in ("", {}, [])


def _put(row: dict[str, Any], path: str, value: Any, *, keep: bool = False) -> None:  # noqa: ANN401 any JSON value
    """Put a value under a path; what is empty and was not there stays away."""
    if _nothing(value) and not keep and _value(row, path) is None:
        return
    *above, last = path.split(".")
    for name in above:
        row[name] = dict(row.get(name) or {})
        row = row[name]
    row[last] = value


def pruned(row: Mapping[str, Any], head: str, answers: Container[str]) -> dict[str, Any]:
    """Return a content in which nothing empty is left under a head, but answers of "none"; a head of nothing goes too."""
    rest = {name: value for name, value in row.items() if name != head}
    kept = _full(row.get(head), answers)
    return {**rest, head: kept} if kept else rest


def _full(value: Any, answers: Container[str]) -> Any:  # noqa: ANN401 any JSON value
    if not isinstance(value, Mapping):
        return value
    parts = {name: _full(one, answers) for name, one in value.items()}
    return {name: one for name, one in parts.items() if not _nothing(one) or (one == [] and name in answers)}


def arranged(rows: list[tuple[int, Inputs]], order: str, empty: Inputs) -> list[tuple[int, Inputs]]:
    """Return the rows after a button: "add", "remove-3", "up-3", "down-3"; anything else leaves them as they are.

    Each row carries the number of the row it was in the content, -1 for a new one.
    """
    act, _dash, number = order.partition("-")
    if act == "add" and len(rows) < MOST_ROWS:
        return [*rows, (-1, dict(empty))]
    n = int(number) if number.isdecimal() else -1
    if not 0 <= n < len(rows):
        return rows
    if act == "remove":
        return rows[:n] + rows[n + 1 :]
    other = n - 1 if act == "up" else n + 1 if act == "down" else n
    if 0 <= other < len(rows):
        rows = list(rows)
        rows[n], rows[other] = rows[other], rows[n]
    return rows


def missing(column: Column, given: Inputs) -> list[str]:
    """Return the languages in which a text that has a Chinese one is missing."""
    if column.sort != "texts" or not given[input_name(column, RECORD)].strip():
        return []
    return [code for code in LANGUAGES if code != RECORD and not given[input_name(column, code)].strip()]


def empty(table: Table) -> Inputs:
    """Return the inputs of a new row."""
    return inputs_of(table.columns, {})
