"""A form as JSON Schema 2020-12, saying the same as the check wherever a schema can say it. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from yimen.ground.asking import say
from yimen.registers.catalogue.fields import PARTS_OF, ROWS_OF, Condition, FieldSheet
from yimen.registers.catalogue.filling import FROM_REGISTER, parts_of
from yimen.registers.catalogue.judging import (
    EMAIL,
    LONG,
    LONGEST,
    NUMBERS,
    PATTERN,
    TYPED,
    YES,
    least_of,
    measured,
)
from yimen.registers.catalogue.sheets import MatterSheet

Schema = dict[str, Any]
READABLE: Final = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff]*$"
TICKED: Final = [True, *sorted(one for one in YES if isinstance(one, str))]
UNTICKED: Final = [False, "false", "off", "no", "", None]
BLANK: Final = {"type": ["string", "null"], "maxLength": LONG, "pattern": r"^\s*$"}
PATTERNS: Final = {
    "number": r"^\s*-?[0-9]{1,15}(\.[0-9]{1,6})?\s*$",
    "money": r"^\s*[0-9]{1,12}(\.[0-9]{1,2})?\s*$",
    "id_number": r"^\s*[0-9]{17}[0-9Xx]\s*$",
    "uscc": r"^\s*[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]{18}\s*$",
    "email": EMAIL.replace("^", r"^\s*").replace("$", r"\s*$"),
    "date": r"^\s*[0-9]{4}-[0-9]{2}-[0-9]{2}\s*$",
}
NOT_NEGATIVE: Final = r"^\s*([0-9]{1,15}(\.[0-9]{1,6})?|-0{1,15}(\.0{1,6})?)\s*$"
NUMBER_LIMIT: Final = {"number": (-(10**15) + 1, 10**15 - 1), "money": (0, 10**12 - 1)}


def json_schema(matter: MatterSheet, language: str) -> Schema:
    """Return the form as a schema; what is asked under a condition stands in `allOf`."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": matter.name(language),
        **_object(matter.form, language),
    }


def _object(fields: tuple[FieldSheet, ...], language: str) -> Schema:
    known = {one.name: one for one in fields}
    asked = [one for one in fields if not one.known.startswith(FROM_REGISTER)]
    properties = {
        one.name: _named(one, language)
        if one.condition or one not in asked
        else {**_named(one, language), **_value(one, language)}
        for one in fields
    }
    schema: Schema = {
        "type": "object",
        "properties": properties,
        "required": [one.name for one in asked if _needed(one) and not one.condition],
        "additionalProperties": False,
    }
    rules = [_under(one, known, language) for one in asked if one.condition]
    return {**schema, "allOf": rules} if rules else schema


def _needed(field: FieldSheet) -> bool:
    return field.least_rows > 0 if field.kind in ROWS_OF else field.required


def _named(field: FieldSheet, language: str) -> Schema:
    """Return what a reader should know of a question."""
    one: Schema = {"title": field.label(language)}
    if field.hint:
        one["description"] = say(field.hint, language)
    if field.personal:
        one["x-personal"] = True
    if field.known.startswith(FROM_REGISTER):
        one["readOnly"] = True
    return one


def _value(field: FieldSheet, language: str) -> Schema:
    """Return what an answer must look like."""
    if field.kind in ROWS_OF:
        return _list(field, language)
    if field.kind in PARTS_OF:
        whole = parts_of(replace(field, required=True))
        inner = _object(whole, language)
        none = {**inner, "properties": {one.name: BLANK for one in whole}, "required": []}
        return inner if field.required else {"anyOf": [inner, none, {"enum": ["", None]}]}
    if field.kind == "boolean":
        return {"enum": TICKED if field.required else [*TICKED, *UNTICKED]}
    if field.kind == "choices":
        offered = {"enum": [option for option, _labels in field.options]}
        several: Schema = {"type": "array", "items": offered, "uniqueItems": True}
        return {**several, "minItems": 1} if field.required else {"anyOf": [several, {"enum": ["", None]}]}
    if field.options:
        return _offered(field, language)
    return _text(field)


def _list(field: FieldSheet, language: str) -> Schema:
    rows: Schema = {
        "type": "array",
        "items": _object(field.fields, language),
        "minItems": field.least_rows,
        "maxItems": field.most_rows,
    }
    return rows if field.least_rows else {"anyOf": [rows, {"enum": ["", None]}]}


def _offered(field: FieldSheet, language: str) -> Schema:
    choices: list[Schema] = [
        {"const": value, "title": say(labels, language)} for value, labels in field.options
    ]
    return {"oneOf": choices if field.required else [*choices, BLANK]}


def _text(field: FieldSheet) -> Schema:
    typed = field.kind in TYPED
    longest = LONGEST.get(field.kind, LONG)
    if typed and field.most.isdecimal():
        longest = min(longest, int(field.most))
    text: Schema = {"type": "string", "maxLength": longest, "pattern": r"\S"}
    if typed and field.fewest.isdecimal():
        text["minLength"] = max(1, int(field.fewest))
    wanted = [_written(field), PATTERN.get(field.pattern, ("", ""))[0] if typed else ""]
    text["allOf"] = [{"pattern": one} for one in [READABLE, *wanted] if one]
    ways: list[Schema] = [text]
    if field.kind in NUMBERS:
        ways.append(_number(field))
    if not field.required:
        ways.append({**BLANK, "maxLength": LONGEST.get(field.kind, LONG)})
    return ways[0] if len(ways) == 1 else {"anyOf": ways}


def _written(field: FieldSheet) -> str:
    """Return how an answer of a kind is written, "" for anyhow."""
    if field.kind == "number" and _limit(field, least_of(field), 0) >= 0:
        return NOT_NEGATIVE
    return PATTERNS.get(field.kind, "")


def _number(field: FieldSheet) -> Schema:
    """Return the limits of an answer that is a number; of one written as text a schema can only say the sign."""
    least, most = NUMBER_LIMIT[field.kind]
    own_least, own_most = _limit(field, least_of(field), least), _limit(field, field.most, most)
    return {"type": "number", "minimum": max(least, own_least), "maximum": min(most, own_most)}


def _limit(field: FieldSheet, text: str, otherwise: int) -> float:
    """Return a limit of a number, or something else while a draft holds none that can be read."""
    limit = measured(field, text)
    return float(limit) if isinstance(limit, Decimal) else otherwise


def _under(field: FieldSheet, known: Mapping[str, FieldSheet], language: str) -> Schema:
    """Return what holds for a question where it is asked."""
    then: Schema = {"properties": {field.name: _value(field, language)}}
    if _needed(field):
        then["required"] = [field.name]
    assert field.condition is not None
    return {"if": _when(field.condition, known, frozenset({field.name})), "then": then}


def _when(condition: Condition, known: Mapping[str, FieldSheet], seen: frozenset[str]) -> Schema:
    """Return a condition as a schema of the whole: the other answer is as wanted, and its question is asked."""
    if condition.op in {"all", "any"}:
        joined = "allOf" if condition.op == "all" else "anyOf"
        return {joined: [_when(part, known, seen) for part in condition.parts]}
    other = known.get(condition.field)
    here = _said(condition, other)
    if other is None or other.condition is None or other.name in seen:
        return here
    return {"allOf": [here, _when(other.condition, known, seen | {other.name})]}


def _said(condition: Condition, other: FieldSheet | None) -> Schema:
    name = condition.field
    if condition.op == "filled":
        return _filled(name, other, filled=condition.values[0] != "False")
    if condition.op in {"greater", "less"}:  # numbers written as text: a schema cannot compare them
        return {"properties": {name: _beyond(condition, other)}, "required": [name]}
    positive = _is(condition, other)
    if condition.op != "not":
        return positive
    scalar = {"properties": {name: {"type": ["string", "number", "boolean", "null"]}}}
    if other is not None and other.kind == "choices":
        scalar = {}
    return {"allOf": [scalar, {"not": positive}]}


def _is(condition: Condition, other: FieldSheet | None) -> Schema:
    """Return that an answer is one of those that a condition names."""
    name, wanted = condition.field, set(condition.values)
    if other is not None and other.kind == "choices":
        there = {"type": "array", "contains": {"enum": sorted(wanted)}}
        return {"properties": {name: there}, "required": [name]}
    if other is not None and other.kind == "boolean":
        yes: Schema = {"properties": {name: {"enum": TICKED}}, "required": [name]}
        ways = [yes] if "true" in wanted else []
        scalar = {"properties": {name: {"type": ["string", "number", "boolean", "null"]}}}
        ways += [{"allOf": [scalar, {"not": yes}]}] if "false" in wanted else []
        return {"anyOf": ways} if ways else {"not": {}}
    same: list[Any] = [*sorted(wanted), *([int(one) for one in sorted(wanted) if _whole(one)])]
    said: Schema = {"properties": {name: {"enum": same}}, "required": [name]}
    missing = {"not": {"required": [name]}}
    null = {"properties": {name: {"type": "null"}}, "required": [name]}
    return {"anyOf": [said, missing, null]} if "" in wanted else said


def _whole(text: str) -> bool:
    return text.removeprefix("-").isdecimal() and str(int(text)) == text


def _filled(name: str, other: FieldSheet | None, *, filled: bool) -> Schema:
    something: Schema = {"anyOf": [{"type": "string", "pattern": r"\S"}, {"type": ["number", "boolean"]}]}
    if other is not None and other.kind == "choices":
        something = {"type": "array", "minItems": 1}
    there: Schema = {"properties": {name: something}, "required": [name]}
    return there if filled else {"not": there}


def _beyond(condition: Condition, other: FieldSheet | None) -> Schema:
    if other is None or other.kind not in NUMBERS:
        return {}
    limit = float(condition.values[0] or 0)
    return {"exclusiveMinimum" if condition.op == "greater" else "exclusiveMaximum": limit}
