"""What an editor fills in for one guided question and for one row of the decision table."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.registers.designer.forms import EACH_LINE, TextsForm, chinese, lines_of, read_lines, texts_of

ANY_ANSWER = _("None ticked: any answer.")


def _ticks(label: Any, choices: Sequence[tuple[Any, Any]], help_text: Any = "") -> forms.MultipleChoiceField:  # noqa: ANN401 words
    return forms.MultipleChoiceField(
        label=label, choices=choices, help_text=help_text, required=False, widget=forms.CheckboxSelectMultiple
    )


class AskForm(TextsForm):
    """One guided question: its words, its answers, and after which answers it is asked."""

    texts = (("labels", _("Question"), True), ("hint", _("Help"), False))
    name = forms.RegexField(
        r"^[a-z][a-z0-9_]{0,39}$",
        label=_("Name in data"),
        help_text=_("Small letters, digits and _; the programming interface calls the answer so."),
        error_messages={"invalid": _("Each question needs a name of its own, of small letters and digits.")},
    )
    options = forms.CharField(
        label=_("Answers to choose from"),
        help_text=EACH_LINE,
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, before: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        self.before = before
        add_conditions(self, before, _("Ask only after: %(question)s"))

    def clean(self) -> dict[str, Any]:
        """Judge that there are two answers at least."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        codes = [one["value"] for one in read_lines(data.get("options") or "", coded=True)]
        if "options" in data and len(set(codes)) < 2:
            self.add_error("options", _("A question needs at least two different answers."))
        elif len(set(codes)) != len(codes):
            self.add_error("options", _("Two answers have the same code."))
        if data.get("name") in {one.get("name") for one in self.before}:
            self.add_error("name", _("Each question needs a name of its own, of small letters and digits."))
        return data

    def written(self) -> dict[str, Any]:
        """Return the question as the content writes it."""
        data = self.cleaned_data
        return {
            "name": data["name"],
            "labels": texts_of(data, "labels"),
            "hint": texts_of(data, "hint"),
            "options": read_lines(data["options"], coded=True),
            "when": conditions_of(data, self.before),
        }


def add_conditions(form: forms.Form, questions: Sequence[Mapping[str, Any]], words: Any) -> None:  # noqa: ANN401 words
    """Let a form ask which answers to each question are meant."""
    for one in questions:
        offered = [(o["value"], chinese(o.get("labels"))) for o in one.get("options") or []]
        label = words % {"question": chinese(one.get("labels"))}
        form.fields[f"on_{one['name']}"] = _ticks(label, offered, ANY_ANSWER)


def conditions_of(data: Mapping[str, Any], questions: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the conditions that a form writes."""
    return [
        {"question": one["name"], "in": list(data[f"on_{one['name']}"])}
        for one in questions
        if data.get(f"on_{one['name']}")
    ]


def asked_shown(question: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form shows of a guided question."""
    texts = {
        f"{part}_{code}": text
        for part in ("labels", "hint")
        for code, text in (question.get(part) or {}).items()
    }
    conditions = {f"on_{one['question']}": one["in"] for one in question.get("when") or []}
    options = lines_of(question.get("options") or [], coded=True)
    return {**texts, **conditions, "name": question.get("name", ""), "options": options}


class RowForm(TextsForm):
    """One row: under which answers it counts, and what follows."""

    texts = (("words", _("If another matter applies: why"), False),)
    promised_days = forms.IntegerField(
        label=_("Promised working days"),
        help_text=_("Empty: as published."),
        min_value=0,
        max_value=999,
        required=False,
    )
    statutory_days = forms.IntegerField(
        label=_("Statutory period"),
        help_text=_("Empty: as published."),
        min_value=1,
        max_value=3660,
        required=False,
    )
    elsewhere = forms.CharField(label=_("If another matter applies: its code"), max_length=80, required=False)

    def __init__(self, *args: Any, content: Mapping[str, Any], **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        self.questions = (content.get("situations") or {}).get("questions") or []
        add_conditions(self, self.questions, _("Answer to: %(question)s"))
        self._papers(content)
        self._lists(content)
        first = [f"on_{one['name']}" for one in self.questions]
        self.order_fields(
            [
                *first,
                *self.papers,
                "promised_days",
                "statutory_days",
                "fees_are",
                "fees",
                "no_steps",
                "asked",
                "not_asked",
                "elsewhere",
            ]
        )

    def _papers(self, content: Mapping[str, Any]) -> None:
        self.papers: list[str] = []
        for n, one in enumerate(content.get("materials") or [], start=1):
            choices = [("", _("as published")), ("needed", _("needed")), ("spared", _("not needed"))]
            self.fields[f"paper_{n}"] = forms.ChoiceField(
                label=f"{n}. {chinese(one.get('names'))}", choices=choices, required=False
            )
            self.papers.append(f"paper_{n}")

    def _lists(self, content: Mapping[str, Any]) -> None:
        fees = [
            (str(n), chinese(one.get("names"))) for n, one in enumerate(content.get("fees") or [], start=1)
        ]
        if fees:
            self.fields["fees_are"] = forms.ChoiceField(
                label=_("Fees"),
                choices=[("", _("as published")), ("these", _("only those ticked"))],
                required=False,
            )
            self.fields["fees"] = _ticks(_("Fees that are charged"), fees)
        steps = [
            (str(n), chinese(one.get("names")))
            for n, one in enumerate(content.get("steps") or [], start=1)
            if one.get("kind") == "review"
        ]
        if steps:
            self.fields["no_steps"] = _ticks(_("Steps that are left out"), steps)
        named = [
            (str(one.get("name")), chinese(one.get("labels")))
            for one in content.get("form") or []
            if one.get("kind") != "section"
        ]
        if named:
            self.fields["asked"] = _ticks(_("Questions of the form that must be answered"), named)
            self.fields["not_asked"] = _ticks(_("Questions of the form that are not asked"), named)

    def written(self) -> dict[str, Any]:
        """Return the row as the content writes it."""
        data = self.cleaned_data
        then: dict[str, Any] = {
            kind: [n for n, name in enumerate(self.papers, start=1) if data.get(name) == kind]
            for kind in ("needed", "spared")
        }
        then |= {
            name: data[name] for name in ("promised_days", "statutory_days") if data.get(name) is not None
        }
        if data.get("fees_are"):
            then["fees"] = [int(n) for n in data.get("fees") or []]
        then["no_steps"] = [int(n) for n in data.get("no_steps") or []]
        then |= {name: list(data.get(name) or []) for name in ("asked", "not_asked")}
        if data.get("elsewhere"):
            then["elsewhere"] = data["elsewhere"].strip()
        if words := texts_of(data, "words"):
            then["words"] = words
        return {
            "when": conditions_of(data, self.questions),
            "then": {k: v for k, v in then.items() if v or k == "fees" or v == 0},
        }


def row_shown(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the form shows of a row."""
    then = row.get("then") or {}
    papers = {f"paper_{n}": kind for kind in ("needed", "spared") for n in then.get(kind) or []}
    conditions = {f"on_{one['question']}": one["in"] for one in row.get("when") or []}
    same = {
        name: then.get(name)
        for name in ("promised_days", "statutory_days", "elsewhere", "asked", "not_asked")
    }
    words = {f"words_{code}": text for code, text in (then.get("words") or {}).items()}
    fees = {"fees_are": "these", "fees": [str(n) for n in then["fees"]]} if "fees" in then else {}
    return {
        **papers,
        **conditions,
        **same,
        **words,
        **fees,
        "no_steps": [str(n) for n in then.get("no_steps") or []],
    }
