"""How one question stands on a page: its widget, and the block that a template draws."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made
from decimal import Decimal, InvalidOperation
from typing import Any, Final, Protocol

from django import forms
from django.forms.boundfield import BoundField

from yimen.ground.languages.texts import pick

KEYBOARD: Final = {"phone": "tel", "number": "decimal", "money": "decimal", "email": "email"}
FEW: Final = 6  # answers up to which all are shown at once
KNOWN_KINDS: Final = {"rows": frozenset({"group", "table"})}
Texts = Mapping[str, str]


class When(Protocol):
    """When a question applies."""

    @property
    def op(self) -> str: ...  # noqa: D102
    @property
    def field(self) -> str: ...  # noqa: D102
    @property
    def values(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def parts(self) -> tuple["When", ...]: ...  # noqa: D102


class Question(Protocol):
    """What a form needs to know of a question."""

    @property
    def name(self) -> str: ...  # noqa: D102
    @property
    def kind(self) -> str: ...  # noqa: D102
    @property
    def labels(self) -> Texts: ...  # noqa: D102
    @property
    def hint(self) -> Texts: ...  # noqa: D102
    @property
    def required(self) -> bool: ...  # noqa: D102
    @property
    def options(self) -> tuple[tuple[str, Texts], ...]: ...  # noqa: D102
    @property
    def condition(self) -> When | None: ...  # noqa: D102
    @property
    def fields(self) -> tuple["Question", ...]: ...  # noqa: D102
    @property
    def rows(self) -> tuple[Texts, ...]: ...  # noqa: D102
    @property
    def summed(self) -> bool: ...  # noqa: D102
    @property
    def section(self) -> Texts | None: ...  # noqa: D102
    @property
    def least_rows(self) -> int: ...  # noqa: D102
    @property
    def most_rows(self) -> int: ...  # noqa: D102


def say(texts: Texts | None, language: str) -> str:
    """Return a text in a language or the nearest one; "" if there is none."""
    return pick(texts, language)[0] if texts else ""


def rule_of(condition: When | None, before: str) -> str:
    """Return a condition as the script of the look reads it, "" for none."""
    return json.dumps(_rule(condition, before), ensure_ascii=False) if condition else ""


def _rule(condition: When, before: str) -> dict[str, Any]:
    if condition.parts:
        return {"op": condition.op, "parts": [_rule(part, before) for part in condition.parts]}
    return {"op": condition.op, "field": before + condition.field, "values": list(condition.values)}


def widget_of(one: Question, language: str, before: str, *, kind: str, plain: bool = False) -> forms.Widget:
    """Return the widget of a question; `before` stands before the names of those asked beside it."""
    attrs: dict[str, Any] = {}
    if one.condition and not plain:
        attrs = {"data_shown_rule": rule_of(one.condition, before)}
    options = [(value, say(labels, language)) for value, labels in one.options]
    if kind == "choices":
        return forms.CheckboxSelectMultiple(choices=options, attrs=attrs)
    if options and kind in {"choice", "division"}:
        few = len(options) <= FEW and kind == "choice"
        if few:
            return forms.RadioSelect(choices=options, attrs=attrs)
        return forms.Select(choices=[("", "—"), *options], attrs=attrs)
    if kind == "boolean":
        return forms.CheckboxInput(attrs={"value": "true", **attrs})
    if kind == "textarea":
        return forms.Textarea(attrs={"rows": 4, **attrs})
    if kind == "date":
        return forms.DateInput(attrs={"type": "date", **attrs}, format="%Y-%m-%d")
    return forms.TextInput(attrs={"inputmode": KEYBOARD.get(kind, "text"), **attrs})


@dataclass
class Line:
    """One row of a group or a table: its number from 0, its fixed name if it has one, its questions."""

    n: int
    name: str
    fields: list[BoundField]

    @property
    def number(self) -> int:
        """Return the number of the row as people count."""
        return self.n + 1


@dataclass
class Block:
    """One question, group or table on the page; `known` is shown instead of asking."""

    question: Question
    language: str
    section: str = ""
    known: str = ""
    field: BoundField | None = None
    parts: list[BoundField] = made(default_factory=list)
    count: BoundField | None = None
    lines: list[Line] = made(default_factory=list)
    values: list[dict[str, Any]] = made(default_factory=list)

    @property
    def name(self) -> str:
        """Return the name of the question."""
        return self.question.name

    @property
    def kind(self) -> str:
        """Return its kind."""
        return self.question.kind

    @property
    def label(self) -> str:
        """Return the question in words."""
        return say(self.question.labels, self.language)

    @property
    def hint(self) -> str:
        """Return the help with it."""
        return say(self.question.hint, self.language)

    @property
    def rule(self) -> str:
        """Return when it applies, for the script."""
        name = self.count or (self.parts[0] if self.parts else None)
        prefix = name.form.prefix if name is not None else None
        return rule_of(self.question.condition, f"{prefix}-" if prefix else "")

    @property
    def required(self) -> bool:
        """Say whether it must be answered, with one row at least."""
        return self.question.required or (self.question.least_rows > 0 and not self.named_rows)

    @property
    def columns(self) -> list[str]:
        """Return the questions of a row in words."""
        return [say(one.labels, self.language) for one in self.question.fields]

    @property
    def named_rows(self) -> bool:
        """Say whether the rows are given and none may be added."""
        return bool(self.question.rows)

    @property
    def may_add(self) -> bool:
        """Say whether another row may be added."""
        return not self.named_rows and len(self.lines) < self.question.most_rows

    @property
    def may_remove(self) -> bool:
        """Say whether a row may be removed."""
        return len(self.lines) > self.question.least_rows and not self.named_rows

    @property
    def sums(self) -> list[str]:
        """Return the sum under each column, "" under those that are not summed; [] where none is."""
        if not any(one.summed for one in self.question.fields):
            return []
        return [
            f"{sum((_amount(row.get(one.name)) for row in self.values), Decimal(0)):f}" if one.summed else ""
            for one in self.question.fields
        ]


def _amount(value: object) -> Decimal:
    try:
        amount = Decimal(str(value).strip()[:20])
    except InvalidOperation:
        return Decimal(0)
    return amount if amount.is_finite() else Decimal(0)
