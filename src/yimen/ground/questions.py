"""Questions that are data become a form of the look: one field each, in the reader's language."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, Protocol

from django import forms

from yimen.ground.languages.texts import pick
from yimen.ground.look.forms import PlainForm

KEYBOARD: Final = {"phone": "tel", "number": "decimal", "money": "decimal"}
FEW: Final = 6  # answers up to which all are shown at once
Texts = Mapping[str, str]


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
    def shown_by(self) -> str: ...  # noqa: D102
    @property
    def shown_when(self) -> str: ...  # noqa: D102


class Answer(forms.Field):
    """An answer as it was typed; the rules of the thing judge it, not the form."""

    def clean(self, value: Any) -> Any:  # noqa: ANN401 whatever the widget gives
        """Return what was typed, "" for nothing."""
        return value if value is not None else ""


def form_of(questions: Iterable[Question], language: str, *, prefix: str = "") -> type[PlainForm]:
    """Return the form that asks some questions in a language; a prefix keeps it apart from others on the page."""
    fields: dict[str, Any] = {
        one.name: Answer(
            label=_say(one.labels, language),
            help_text=_say(one.hint, language),
            required=one.required,
            widget=_widget(one, language, f"{prefix}-" if prefix else ""),
        )
        for one in questions
    }
    return type("QuestionsForm", (PlainForm,), {**fields, "prefix": prefix or None})


def _say(texts: Texts, language: str) -> str:
    return pick(texts, language)[0] if texts else ""


def _widget(one: Question, language: str, prefix: str) -> forms.Widget:
    attrs: dict[str, Any] = {}
    if one.shown_by:
        attrs = {"data_shown_by": prefix + one.shown_by, "data_shown_when": one.shown_when}
    options = [(value, _say(labels, language)) for value, labels in one.options]
    if one.kind == "choice" and len(options) <= FEW:
        return forms.RadioSelect(choices=options, attrs=attrs)
    if one.kind == "choice":
        return forms.Select(choices=[("", "—"), *options], attrs=attrs)
    if one.kind == "boolean":
        return forms.CheckboxInput(attrs={"value": "true", **attrs})
    if one.kind == "textarea":
        return forms.Textarea(attrs={"rows": 4, **attrs})
    if one.kind == "date":
        return forms.DateInput(attrs={"type": "date", **attrs}, format="%Y-%m-%d")
    return forms.TextInput(attrs={"inputmode": KEYBOARD.get(one.kind, "text"), **attrs})
