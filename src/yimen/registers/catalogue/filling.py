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


@dataclass(frozen=True)
class FieldError:
    """What is wrong with one answer."""

    field: str
    words: str | Promise
    code: str


def asked(field: FieldSheet, data: Mapping[str, Any]) -> bool:
    """Say whether a question applies, given the other answers."""
    return not field.shown_by or str(data.get(field.shown_by, "")) == field.shown_when


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_number(value: str) -> bool:
    return bool(re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", value))


KINDS: Final[Mapping[str, tuple[Callable[[str, date], bool], str | Promise]]] = {
    "date": (lambda value, _today: _is_date(value), _("This is not a date.")),
    "number": (lambda value, _today: _is_number(value), _("This is not a number.")),
    "money": (lambda value, _today: bool(re.fullmatch(r"\d{1,12}(\.\d{1,2})?", value)), _("This is not an amount of money.")),
    "id_number": (
        lambda value, today: identity_valid(value.upper(), today=today),
        _("This number is not valid; please compare it with the document."),
    ),
    "uscc": (lambda value, _today: uscc_valid(value.upper()), _("This is not a valid unified social credit code.")),
    "phone": (lambda value, _today: phone_valid(value), _("This is not a telephone number.")),
}


def fault(field: FieldSheet, value: Any, *, today: date) -> FieldError | None:  # noqa: ANN401 JSON from anywhere
    """Return what is wrong with an answer, or None."""
    if field.kind == "boolean":
        missing = field.required and value not in {True, "true", "on", "yes"}
        return FieldError(field.name, _("Please confirm this."), "required") if missing else None
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return FieldError(field.name, _("Please answer this question."), "type")
    text = str(value).strip()
    if not text:
        return FieldError(field.name, _("Please answer this question."), "required") if field.required else None
    if len(text) > LONGEST.get(field.kind, 300):
        return FieldError(field.name, _("This is too long."), "too_long")
    if field.kind == "choice" and text not in {option for option, _labels in field.options}:
        return FieldError(field.name, _("Choose one of the answers."), "choice")
    valid, words = KINDS.get(field.kind, (None, ""))
    if valid is not None and not valid(text, today):
        return FieldError(field.name, words, field.kind)
    return None


def check_form(matter: MatterSheet, data: Mapping[str, Any], *, today: date) -> list[FieldError]:
    """Return what is wrong with a filled-in form; an answer to no question is refused too (A-103)."""
    known = {field.name for field in matter.form}
    errors = [FieldError(name, _("The form has no such question."), "unknown") for name in data if name not in known]
    for field in matter.form:
        if not asked(field, data):
            continue
        wrong = fault(field, data.get(field.name, ""), today=today)
        if wrong:
            errors.append(wrong)
    return errors


def kept(matter: MatterSheet, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers to questions that apply, and no others."""
    return {field.name: data[field.name] for field in matter.form if field.name in data and asked(field, data)}


def json_schema(matter: MatterSheet, language: str) -> dict[str, Any]:
    """Return the form as JSON Schema."""
    kinds = {"number": "number", "boolean": "boolean"}
    properties: dict[str, Any] = {}
    for field in matter.form:
        one: dict[str, Any] = {"title": field.label(language), "type": kinds.get(field.kind, "string")}
        if field.kind == "date":
            one["format"] = "date"
        if field.options:
            one["oneOf"] = [{"const": value, "title": say(labels, language)} for value, labels in field.options]
        properties[field.name] = one
    always = [field.name for field in matter.form if field.required and not field.shown_by]
    schema = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": schema, "type": "object", "properties": properties, "required": always, "additionalProperties": False}
