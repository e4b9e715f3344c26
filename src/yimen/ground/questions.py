"""Questions that are data become a form of the look, in the reader's language; groups and tables row by row.

Everything works without a script: adding and removing a row are buttons that send the form as it stands.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar, Final, Protocol

from django import forms
from django.utils.translation import gettext

from yimen.ground.asking import KNOWN_KINDS, Block, Line, Question, Texts, say, widget_of
from yimen.ground.look.forms import PlainForm

__all__ = ["Block", "Question", "QuestionsForm", "Texts", "anchor_of", "form_of", "with_row"]
ROWS: Final = KNOWN_KINDS["rows"]
PARTS: Final = ("division", "detail")
MOST: Final = 1000  # rows that are read from a form, however many are sent
COMMAND: Final = re.compile(r"([a-z][a-z0-9_]{0,39}):(add|remove):?(\d{0,4})", re.ASCII)
PLACE: Final = re.compile(r"(\w+)(?:\[(\d+)\])?(?:\.(\w+))?", re.ASCII)


class Wrong(Protocol):
    """What a form needs to know of an error: its place, as the rules name it, and its words."""

    @property
    def field(self) -> str: ...
    @property
    def words(self) -> object: ...


class Answer(forms.Field):
    """An answer as it was typed; the rules of the thing judge it, not the form."""

    group, row, n = (
        "",
        "",
        0,
    )  # the group and the row in which it stands: its name, and its number as people count

    @property
    def where(self) -> str:
        """Return the group and the row in which it stands, in words; "" outside of rows."""
        if not self.group:
            return ""
        if self.row:
            return gettext("%(group)s, %(row)s") % {"group": self.group, "row": self.row}
        return gettext("%(group)s, row %(n)s") % {"group": self.group, "n": self.n}

    def clean(self, value: Any) -> Any:  # noqa: ANN401 whatever the widget gives
        """Return what was typed, "" for nothing."""
        return value if value is not None else ""


class QuestionsForm(PlainForm):
    """A form of questions; `cleaned_data` holds the answers with rows as lists and parts as mappings."""

    template_name = "look/questions.html"
    questions: ClassVar[tuple[Question, ...]] = ()
    language: ClassVar[str] = ""
    known: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, initial: Mapping[str, Any] | None = None, **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        self._given = dict(initial or {})
        super().__init__(*args, initial=_flat(self.asked(), self._given), **kwargs)
        self.counts = {one.name: self._count(one) for one in self.asked() if one.kind in ROWS}
        for one in self.asked():
            self._add(one)

    @classmethod
    def asked(cls) -> list[Question]:
        """Return the questions that are not known already."""
        return [one for one in cls.questions if one.name not in cls.known]

    def _count(self, one: Question) -> int:
        sent = str(self.data.get(self.add_prefix(f"{one.name}-n"), "")) if self.is_bound else ""
        given = self._given.get(one.name)
        there = (
            int(sent) if sent.isdecimal() and len(sent) < 5 else len(given) if isinstance(given, list) else 0
        )
        return min(max(there, one.least_rows), MOST)

    def _add(self, one: Question) -> None:
        if one.kind in ROWS:
            self.fields[f"{one.name}-n"] = forms.CharField(
                required=False, label=say(one.labels, self.language), widget=forms.HiddenInput
            )
            for n in range(self.counts[one.name]):
                for inner in one.fields:
                    self._ask_in_row(one, n, inner)
        elif one.kind == "address":
            self._ask(f"{one.name}-division", one, "", kind="choice")
            self._ask(f"{one.name}-detail", one, "", kind="text", plain=True)
        else:
            self._ask(one.name, one, "")

    def _ask_in_row(self, one: Question, n: int, inner: Question) -> None:
        field = self._ask(f"{one.name}-{n}-{inner.name}", inner, f"{one.name}-{n}-")
        field.group, field.row, field.n = say(one.labels, self.language), self._row_name(one, n), n + 1

    def _row_name(self, one: Question, n: int) -> str:
        return say(one.rows[n], self.language) if n < len(one.rows) else ""

    def _ask(self, name: str, one: Question, beside: str, *, kind: str = "", plain: bool = False) -> Answer:
        before = f"{self.prefix}-{beside}" if self.prefix else beside
        field = Answer(
            label=say(one.labels, self.language),
            help_text=say(one.hint, self.language),
            required=one.required,
            widget=widget_of(one, self.language, before, kind=kind or one.kind, plain=plain),
        )
        self.fields[name] = field
        return field

    def clean(self) -> dict[str, Any]:
        """Return the answers as the rules judge them."""
        return self._nested(lambda name: self.cleaned_data.get(name, ""))

    def typed(self) -> dict[str, Any]:
        """Return the answers as they were typed, unjudged: while rows are added, or only the language is switched."""
        return self._nested(
            lambda name: (
                self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
                or ""
            )
        )

    def _nested(self, of: Any) -> dict[str, Any]:  # noqa: ANN401 a function of a name
        found: dict[str, Any] = {}
        for one in self.asked():
            if one.kind in ROWS:
                found[one.name] = [
                    {inner.name: of(f"{one.name}-{n}-{inner.name}") for inner in one.fields}
                    for n in range(self.counts[one.name])
                ]
            elif one.kind == "address":
                parts = {part: of(f"{one.name}-{part}") for part in PARTS}
                found[one.name] = parts if any(parts.values()) or one.required else ""
            else:
                found[one.name] = of(one.name)
        return found

    def mark(self, errors: Iterable[Wrong]) -> None:
        """Show each error at its question, in its row."""
        for error in errors:
            self.add_error(self._place(error.field), str(error.words))

    def _place(self, place: str) -> str | None:
        found = PLACE.fullmatch(place)
        if found is None:
            return None
        parts = [part for part in found.groups() if part is not None]
        names = ["-".join(parts), f"{parts[0]}-n", f"{parts[0]}-{PARTS[0]}"]
        return next((name for name in names if name in self.fields), None)

    def blocks(self) -> list[Block]:
        """Return what stands on the page, in order: sections, questions, groups and tables."""
        found, section = [], ""
        for one in self.questions:
            words = say(one.section, self.language) if one.section else ""
            found.append(self.block(one, section=words if words != section else ""))
            section = words
        return found

    def named(self, name: str) -> Block | None:
        """Return the block of one question, or None if it is not asked here."""
        return next((self.block(one) for one in self.asked() if one.name == name), None)

    def block(self, one: Question, *, section: str = "") -> Block:
        """Return one question as it stands on the page."""
        made = Block(one, self.language, section=section, known=self.known.get(one.name, ""))
        if one.name in self.known:
            return made
        if one.kind in ROWS:
            made.count = self[f"{one.name}-n"]
            made.lines = [self._line(one, n) for n in range(self.counts[one.name])]
            made.values = self._rows_now(one)
        elif one.kind == "address":
            made.parts = [self[f"{one.name}-{part}"] for part in PARTS]
        else:
            made.field = self[one.name]
        return made

    def _line(self, one: Question, n: int) -> Line:
        return Line(n, self._row_name(one, n), [self[f"{one.name}-{n}-{inner.name}"] for inner in one.fields])

    def _rows_now(self, one: Question) -> list[dict[str, Any]]:
        if self.is_bound:
            rows: list[dict[str, Any]] = self.typed()[one.name]
            return rows
        given = self._given.get(one.name)
        return given if isinstance(given, list) else []


def anchor_of(one: Question) -> str:
    """Return the id at which a question stands on its page."""
    part = "-n" if one.kind in ROWS else f"-{PARTS[0]}" if one.kind == "address" else ""
    return f"id_{one.name}{part}"


def form_of(
    questions: Iterable[Question], language: str, *, prefix: str = "", known: Mapping[str, str] | None = None
) -> type[QuestionsForm]:
    """Return the form that asks some questions in a language; a prefix keeps it apart from others on the page.

    What is `known` is shown and not asked.
    """
    words = {
        "questions": tuple(questions),
        "language": language,
        "known": known or {},
        "prefix": prefix or None,
    }
    return type("QuestionsForm", (QuestionsForm,), words)


def _flat(questions: Iterable[Question], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers by the name of their field on the page."""
    found: dict[str, Any] = {}
    for one in questions:
        value = given.get(one.name)
        if one.kind in ROWS:
            rows = value if isinstance(value, list) else []
            found[f"{one.name}-n"] = max(len(rows), one.least_rows)
            for n, row in enumerate(rows):
                if isinstance(row, Mapping):
                    found |= {f"{one.name}-{n}-{name}": inner for name, inner in row.items()}
        elif one.kind == "address":
            parts = value if isinstance(value, Mapping) else {}
            found |= {f"{one.name}-{part}": parts.get(part, "") for part in PARTS}
        elif value is not None:
            found[one.name] = value
    return found


def with_row(questions: Iterable[Question], answers: Mapping[str, Any], command: str) -> dict[str, Any]:
    """Return the answers with a row more or less; a command that makes no sense changes nothing."""
    found = COMMAND.fullmatch(command)
    one = next((q for q in questions if found and q.name == found[1] and q.kind in ROWS), None)
    rows = answers.get(one.name) if one else None
    if found is None or one is None or not isinstance(rows, list):
        return dict(answers)
    if found[2] == "add" and len(rows) < one.most_rows:
        rows = [*rows, {}]
    if found[2] == "remove" and found[3] and len(rows) > one.least_rows:
        rows = [row for n, row in enumerate(rows) if n != int(found[3])]
    return {**answers, one.name: rows}
