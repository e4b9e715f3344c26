"""Judging what was filled into a matter's form: the same for pages and for the programming interface. Pure."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.ground.codes import identity_valid, phone_valid, uscc_valid
from yimen.registers.catalogue.sheets import FieldSheet, MatterSheet, say

LONGEST: Final = {"textarea": 4000}
LONG: Final = 300  # characters of any other answer
UNREADABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
YES, NO = frozenset({True, "true", "on", "yes"}), frozenset({False, "false", "off", "no", "", None})


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one answer."""

    field: str
    words: str | Promise
    code: str


def asked(matter: MatterSheet, field: FieldSheet, data: Mapping[str, Any]) -> bool:
    """Say whether a question applies, given the other answers; what hangs on a question that is not asked is not asked."""
    known = {one.name: one for one in matter.form}
    seen = {field.name}
    while field.shown_by:
        given = data.get(field.shown_by, "")
        if not isinstance(given, str | int | float):
            return False
        ticked = field.shown_by in known and known[field.shown_by].kind == "boolean"
        if (str(given in YES).lower() if ticked else str(given).strip()) != field.shown_when:
            return False
        if field.shown_by not in known or field.shown_by in seen:
            return True
        seen.add(field.shown_by)
        field = known[field.shown_by]
    return True


def _is_date(value: str) -> bool:
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_number(value: str) -> bool:
    return bool(re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", value, re.ASCII))


def _is_money(value: str) -> bool:
    return bool(re.fullmatch(r"\d{1,12}(\.\d{1,2})?", value, re.ASCII))


KINDS: Final[Mapping[str, tuple[Callable[[str, date], bool], str | Promise]]] = {
    "date": (lambda value, _today: _is_date(value), _("This is not a date.")),
    "number": (lambda value, _today: _is_number(value), _("This is not a number.")),
    "money": (lambda value, _today: _is_money(value), _("This is not an amount of money.")),
    "id_number": (
        lambda value, today: identity_valid(value.upper(), today=today),
        _("This number is not valid; please compare it with the document."),
    ),
    "uscc": (
        lambda value, _today: uscc_valid(value.upper()),
        _("This is not a valid unified social credit code."),
    ),
    "phone": (lambda value, _today: phone_valid(value), _("This is not a telephone number.")),
}


def _tick(field: FieldSheet, value: object) -> FieldError | None:
    known = value is None or isinstance(value, str | bool)
    if not known or (value not in YES and value not in NO):
        return FieldError(field.name, _("Tick this or leave it empty."), "type")
    if field.required and value not in YES:
        return FieldError(field.name, _("Please confirm this."), "required")
    return None


def fault(field: FieldSheet, value: Any, *, today: date) -> FieldError | None:  # noqa: ANN401 JSON from anywhere
    """Return what is wrong with an answer, or None."""
    if field.kind == "boolean":
        return _tick(field, value)
    if value is None:
        value = ""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return FieldError(field.name, _("Please answer this question."), "type")
    text = str(value).strip()
    if not text:
        return (
            FieldError(field.name, _("Please answer this question."), "required") if field.required else None
        )
    return _wrong(field, text, today)


def _wrong(field: FieldSheet, text: str, today: date) -> FieldError | None:
    if len(text) > LONGEST.get(field.kind, LONG):
        return FieldError(field.name, _("This is too long."), "too_long")
    if UNREADABLE.search(text):
        return FieldError(field.name, _("This holds characters that cannot be read."), "characters")
    if field.kind == "choice" and text not in {option for option, _labels in field.options}:
        return FieldError(field.name, _("Choose one of the answers."), "choice")
    valid, words = KINDS.get(field.kind, (None, ""))
    if valid is not None and not valid(text, today):
        return FieldError(field.name, words, field.kind)
    return None


def check_form(matter: MatterSheet, data: Mapping[str, Any], *, today: date) -> list[FieldError]:
    """Return what is wrong with a filled-in form; an answer to no question is refused too (A-103)."""
    known = {field.name for field in matter.form}
    errors = [
        FieldError(str(name)[:80], _("The form has no such question."), "unknown")
        for name in data
        if name not in known
    ]
    for field in matter.form:
        if not asked(matter, field, data):
            continue
        wrong = fault(field, data.get(field.name, ""), today=today)
        if wrong:
            errors.append(wrong)
    return errors


def kept(matter: MatterSheet, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers to questions that apply, and no others."""
    return {
        field.name: data[field.name]
        for field in matter.form
        if field.name in data and asked(matter, field, data)
    }


PATTERNS: Final = {
    "number": r"^-?\d{1,15}(\.\d{1,6})?$",
    "money": r"^\d{1,12}(\.\d{1,2})?$",
    "id_number": r"^\d{17}[\dXx]$",
    "uscc": r"^[0-9A-HJ-NPQRTUWXYa-hj-npqrtuwxy]{18}$",
}


def _property(field: FieldSheet, language: str) -> dict[str, Any]:
    one: dict[str, Any] = {"title": field.label(language)}
    if field.hint:
        one["description"] = say(field.hint, language)
    if field.kind == "boolean":
        return {**one, "type": "boolean", **({"const": True} if field.required else {})}
    one |= {
        "type": ["string", "number"] if field.kind == "number" else "string",
        "maxLength": LONGEST.get(field.kind, LONG),
    }
    if field.required:
        one["minLength"] = 1
    if field.kind == "date":
        one["format"] = "date"
    if field.kind in PATTERNS and field.required:
        one["pattern"] = PATTERNS[field.kind]
    if field.options:
        one["oneOf"] = [{"const": value, "title": say(labels, language)} for value, labels in field.options]
    if field.personal:
        one["x-personal"] = True
    return one


def _rules_of(field: FieldSheet) -> dict[str, Any]:
    """Return the condition under which a question must be answered, as JSON Schema."""
    when = {"properties": {field.shown_by: {"const": field.shown_when}}, "required": [field.shown_by]}
    return {"if": when, "then": {"required": [field.name]}}


def json_schema(matter: MatterSheet, language: str) -> dict[str, Any]:
    """Return the form as JSON Schema 2020-12; conditions stand in `allOf`."""
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": matter.name(language),
        "type": "object",
        "properties": {field.name: _property(field, language) for field in matter.form},
        "required": [field.name for field in matter.form if field.required and not field.shown_by],
        "additionalProperties": False,
    }
    conditional = [_rules_of(field) for field in matter.form if field.required and field.shown_by]
    return {**schema, "allOf": conditional} if conditional else schema
