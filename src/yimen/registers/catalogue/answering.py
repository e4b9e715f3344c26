"""Answers in words, for whoever reads a case: choices by their name, rows as a table, numbers that identify people hidden."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from yimen.ground.asking import say
from yimen.ground.languages.dates import written
from yimen.registers.catalogue.fields import PARTS_OF, ROWS_OF, FieldSheet
from yimen.registers.catalogue.filling import sums
from yimen.registers.catalogue.judging import YES
from yimen.registers.catalogue.sheets import MatterSheet


def answers_in_words(
    matter: MatterSheet, facts: Mapping[str, Any], language: str, *, hide: bool
) -> list[tuple[str, str]]:
    """Return questions with their answers; `hide` masks what identifies somebody."""
    return [
        (field.label(language), said(field, facts[field.name], language, hide=hide))
        for field in answered(matter, facts)
    ]


def answered(matter: MatterSheet, facts: Mapping[str, Any]) -> list[FieldSheet]:
    """Return the questions that have an answer, in the order of the form."""
    return [field for field in matter.form if facts.get(field.name) not in (None, "", [])]


def said(field: FieldSheet, value: Any, language: str, *, hide: bool) -> str:  # noqa: ANN401 a JSON value
    """Return one answer in words; rows become a table."""
    if field.kind in ROWS_OF and isinstance(value, list):
        return _table(field, value, language, hide=hide)
    if field.kind in PARTS_OF and isinstance(value, Mapping):
        town = dict(field.options).get(str(value.get("division")), {})
        return f"{say(town, language) or value.get('division', '')} {value.get('detail', '')}".strip()
    options = dict(field.options)
    if isinstance(value, list):
        return _(", ").join(say(options[one], language) if one in options else str(one) for one in value)
    if field.kind == "boolean":
        return _("Yes") if isinstance(value, str | bool) and value in YES else _("No")
    text = str(value)
    if text in options:
        return say(options[text], language)
    return _plain(field, text, language, hide=hide)


def _plain(field: FieldSheet, text: str, language: str, *, hide: bool) -> str:
    """Return what was typed; a day as the reader writes days, and hidden what identifies somebody."""
    if hide and field.personal:
        text = hidden(text)
    day = parse_date(text) if field.kind == "date" and len(text) == 10 else None
    if day is None:
        return text
    with translation.override(language):
        return written(day)


def hidden(text: str) -> str:
    """Return what identifies somebody with its middle hidden (F-425)."""
    return text[:3] + "*" * (len(text) - 7) + text[-4:] if len(text) > 7 else text


def masked(form: Iterable[FieldSheet], facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers as they were given, with what identifies somebody hidden, in rows too (F-425)."""
    known = {one.name: one for one in form}
    return {name: _masked(known.get(name), value) for name, value in facts.items()}


def _masked(field: FieldSheet | None, value: Any) -> Any:  # noqa: ANN401 a JSON value
    if field is not None and field.kind in ROWS_OF and isinstance(value, list):
        return [masked(field.fields, row) if isinstance(row, Mapping) else row for row in value]
    plain = isinstance(value, str | int | float) and not isinstance(value, bool)
    return hidden(str(value)) if plain and field is not None and field.personal else value


def _table(field: FieldSheet, rows: list[Any], language: str, *, hide: bool) -> str:
    found = sums(field, rows)
    lines = [
        (
            say(field.rows[n], language) if n < len(field.rows) else str(n + 1),
            [(one.label(language), _cell(one, row, language, hide=hide)) for one in field.fields],
        )
        for n, row in enumerate(rows)
        if isinstance(row, Mapping)
    ]
    context = {
        "label": field.label(language),
        "columns": [one.label(language) for one in field.fields],
        "lines": lines,
        "sums": [found.get(one.name, "") for one in field.fields] if found else [],
    }
    return render_to_string("catalogue/rows.html", context)


def _cell(one: FieldSheet, row: Mapping[str, Any], language: str, *, hide: bool) -> str:
    value = row.get(one.name)
    return "–" if value is None or value in ("", []) else said(one, value, language, hide=hide)
