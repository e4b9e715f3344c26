"""What an editor fills in for one question of a form."""

import re
from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from pypinyin import lazy_pinyin

from yimen.ground.look.forms import PlainForm
from yimen.registers.designer.changes import free
from yimen.registers.designer.conditions import coded, offered
from yimen.registers.designer.showing import CHOICES, CONDITIONS, ROWS, show_what_fits
from yimen.registers.designer.words import COMPARED, KINDS, KNOWN, MOST_DAYS, OPERATORS, PATTERNS, WHEN

LONGEST: Final = 40  # letters of a name in data
EACH_LINE: Final[Any] = _(
    "One on each line: code | 中文 | English | français | 日本語 | 繁體. Only the Chinese words are needed; without a code each gets a number."
)
LANGUAGES: Final = ("zh-hans", "en", "fr", "ja", "zh-hant")


def texts_of(data: Mapping[str, Any], part: str) -> dict[str, str]:
    """Return a text in the languages in which it was written."""
    found = {code: str(data.get(f"{part}_{code}") or "").strip() for code, _name in settings.LANGUAGES}
    return {code: text for code, text in found.items() if text}


class TextsForm(PlainForm):
    """A form with texts in every language; the Chinese one is the record, the others lie folded behind it."""

    template_name = "designer/texts.html"
    texts: tuple[tuple[str, str | Promise, bool], ...] = (("labels", _("Question"), True),)

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        record: list[str] = []
        self.folded: list[str] = []
        for part, words, needed in self.texts:
            for code, name in settings.LANGUAGES:
                recorded = code == "zh-hans"
                self.fields[f"{part}_{code}"] = forms.CharField(
                    label=f"{words} ({name})", max_length=400, required=needed and recorded
                )
                (record if recorded else self.folded).append(f"{part}_{code}")
        self.order_fields([*record, *self.folded])

    def get_context(self) -> dict[str, Any]:
        """Return what the template shows: the fields before, among and behind those of the other languages."""
        context: dict[str, Any] = super().get_context()
        fields = context["fields"]
        folded = [one for one in fields if one[0].name in self.folded]
        start = fields.index(folded[0])
        behind = [one for one in fields[start:] if one not in folded]
        mended = any(errors for _field, errors in folded)
        return {**context, "fields": fields[:start], "folded": folded, "behind": behind, "open": mended}


class PlacedForm(TextsForm):
    """A form of something that stands among `others`, behind so many of them as `stands` says."""

    def __init__(self, *args: Any, others: Sequence[Mapping[str, Any]], stands: int, **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        self.others, self.stands = others, stands
        if others:
            behind = [(str(n), chinese(one.get("labels"))) for n, one in enumerate(others, start=1)]
            self.fields["behind"] = forms.ChoiceField(
                label=_("Stands behind"),
                choices=[("0", _("nothing, it comes first")), *behind],
                initial=str(stands),
                required=False,
            )

    @property
    def place(self) -> int:
        """Return behind how many of the others it stands from now on."""
        return int(self.cleaned_data.get("behind") or self.stands)


class SectionForm(PlacedForm):
    """A heading over the questions that follow."""

    texts = (("labels", _("Heading"), True),)
    new_page = forms.BooleanField(label=_("A new page begins here"), required=False)


class QuestionForm(PlacedForm):
    """One question: its words, kind, purpose, limits and conditions."""

    texts = (("labels", _("Question"), True), ("hint", _("Help"), False))
    name = forms.RegexField(
        r"^[a-z][a-z0-9_]{0,39}$",
        label=_("Name in data"),
        help_text=_(
            "Small letters, digits and _; the programming interface calls the answer so. Empty: made from the words."
        ),
        required=False,
        error_messages={"invalid": _("Each question needs a name of its own, of small letters and digits.")},
    )
    kind = forms.ChoiceField(label=_("Kind of answer"), choices=KINDS)
    serves = forms.ChoiceField(
        label=_("Purpose"),
        help_text=_(
            "Nothing is asked that serves no condition and no paper of the matter (Licensing Law, art. 29)."
        ),
        error_messages={"required": _("This question serves no condition and no paper.")},
    )
    required = forms.BooleanField(label=_("An answer is needed"), required=False)
    personal = forms.BooleanField(label=_("Identifies somebody; is shown hidden"), required=False)
    known = forms.ChoiceField(label=_("Already known"), choices=KNOWN, required=False)
    options = forms.CharField(
        label=_("Answers to choose from"),
        help_text=EACH_LINE,
        required=False,
        max_length=12_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    fewest = forms.CharField(
        label=_("Least"),
        help_text=_("Smallest number, earliest day, fewest characters or rows."),
        required=False,
        max_length=16,
    )
    most = forms.CharField(
        label=_("Most"),
        help_text=_("Largest number, latest day, most characters or rows."),
        required=False,
        max_length=16,
    )
    pattern = forms.ChoiceField(label=_("Pattern"), choices=PATTERNS, required=False)
    when = forms.ChoiceField(label=_("The day lies"), choices=WHEN, required=False)
    back = forms.IntegerField(
        label=_("Days before today at most"), required=False, min_value=1, max_value=MOST_DAYS
    )
    ahead = forms.IntegerField(
        label=_("Days after today at most"), required=False, min_value=1, max_value=MOST_DAYS
    )
    material = forms.ChoiceField(label=_("Paper in which it stands"), required=False)
    rows = forms.CharField(
        label=_("Rows of the table"),
        help_text=_(
            "One on each line: 中文 | English | français | 日本語 | 繁體. Empty: people add rows themselves."
        ),
        required=False,
        max_length=12_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    summed = forms.BooleanField(label=_("Show the sum of this column"), required=False)
    compare_is = forms.ChoiceField(label=_("The answer must be"), choices=COMPARED, required=False)
    compare_field = forms.ChoiceField(label=_("compared with"), required=False)
    joined = forms.ChoiceField(
        label=_("Ask only if"),
        choices=[("all", _("all conditions hold")), ("any", _("one of the conditions holds"))],
        required=False,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 Django's own
        content: Mapping[str, Any],
        inner: bool = False,
        **kwargs: Any,  # noqa: ANN401 Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        self.inner = inner
        before = self.others[: self.stands]
        self.before = {str(one.get("name")): one for one in before}
        self._choose(content, before)
        for n in range(1, CONDITIONS + 1):
            self.fields |= _condition(n, before)
        if self.others:
            self.fields["behind"] = self.fields.pop("behind")  # asked last
        show_what_fits(self.fields)

    def _choose(self, content: Mapping[str, Any], before: Sequence[Mapping[str, Any]]) -> None:
        papers = [
            (f"material:{n}", f"{_('Paper')} {n}: {chinese(one.get('names'))}")
            for n, one in enumerate(content.get("materials") or [], start=1)
        ]
        conditions = [
            (f"condition:{n}", f"{_('Condition')} {n}: {chinese(one)}")
            for n, one in enumerate(content.get("conditions") or [], start=1)
        ]
        of_all = [("identity", _("Who applies")), ("contact", _("How to reach the applicant"))]
        first = ("", _("As the group in which it stands") if self.inner else "—")
        self._offer("serves", [first, *conditions, *papers, *of_all])
        self.fields["serves"].required = not self.inner
        self._offer("material", [("", "—"), *[(name.partition(":")[2], words) for name, words in papers]])
        self._offer("compare_field", [("", "—"), *_named(before)])
        if self.inner:
            kind: Any = self.fields["kind"]
            kind.choices = [one for one in KINDS if one[0] not in {*ROWS, "address"}]

    def _offer(self, name: str, choices: Sequence[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Judge what only makes sense together."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        kind = data.get("kind")
        if not data.get("name") and "name" not in self.errors:
            taken = {str(one.get("name")) for one in self.others}
            data["name"] = named(texts_of(data, "labels"), taken)
        options = [line for line in str(data.get("options") or "").splitlines() if line.strip()]
        if kind in CHOICES and not options:
            self.add_error("options", _("A choice needs answers to choose from."))
        if kind in CHOICES and any(_has_code(one) and not all(one[:2]) for one in map(_parts, options)):
            self.add_error("options", _("Each line needs a code and Chinese words."))
        codes = [one["value"] for one in read_lines(data.get("options") or "", coded=True)]
        if kind in CHOICES and len(set(codes)) != len(codes):
            self.add_error("options", _("Two answers have the same code."))
        if kind == "file" and not data.get("material"):
            self.add_error("material", _("It is not said in which paper this stands."))
        for n in range(1, CONDITIONS + 1):
            self._judge_condition(n, data)
        return data

    def _judge_condition(self, n: int, data: dict[str, Any]) -> None:
        question = self.before.get(str(data.get(f"if_field_{n}") or ""), {})
        said = str(data.get(f"if_value_{n}") or "")
        code = coded(question, str(data.get(f"if_op_{n}") or ""), said)
        if code is not None:
            data[f"if_value_{n}"] = code
            return
        words = _("This is no answer to “%(question)s”. Its answers are: %(answers)s.")
        answers = ", ".join(offered(question))
        self.add_error(
            f"if_value_{n}", words % {"question": chinese(question.get("labels")), "answers": answers}
        )


def _condition(n: int, before: Sequence[Mapping[str, Any]]) -> dict[str, forms.Field]:
    """Return the three inputs of one condition under which a question is asked."""
    return {
        f"if_field_{n}": forms.ChoiceField(
            label=_("Condition %(n)s: the question") % {"n": n},
            choices=[("", "—"), *_named(before)],
            required=False,
        ),
        f"if_op_{n}": forms.ChoiceField(label=_("is"), choices=OPERATORS, required=False),
        f"if_value_{n}": forms.CharField(
            label=_("this answer"),
            help_text=_("The answer or its code; several with a comma; true or false for a tick."),
            max_length=300,
            required=False,
        ),
    }


def named(labels: Mapping[str, str], taken: set[str]) -> str:
    """Return a name in data made from the words of a question: the English ones, or else the sound of the Chinese."""
    words = labels.get("en") or " ".join(lazy_pinyin(labels.get("zh-hans", "")))
    letters = re.sub(r"[^a-z0-9]+", "_", words.lower())[:LONGEST].strip("_")
    return free(letters if letters[:1].isalpha() else f"q_{letters}"[:LONGEST].strip("_"), taken)


def _named(before: Sequence[Mapping[str, Any]]) -> list[tuple[str, str]]:
    return [
        (str(one.get("name")), chinese(one.get("labels"))) for one in before if one.get("kind") != "section"
    ]


def chinese(texts: object) -> str:
    """Return the Chinese of some texts, "" if there is none."""
    return str(texts.get("zh-hans", "")) if isinstance(texts, Mapping) else ""


def _parts(line: str) -> list[str]:
    return [part.strip() for part in line.replace("｜", "|").split("|")]


def lines_of(rows: Sequence[Mapping[str, Any]], *, coded: bool) -> str:
    """Return answers or rows as lines of a text field."""
    lines = []
    for one in rows:
        texts = one.get("labels") or {} if coded else one
        words = [texts.get(code, "") for code in LANGUAGES]
        lines.append(" | ".join([str(one.get("value", "")), *words] if coded else words).rstrip(" |"))
    return "\n".join(lines)


def read_lines(text: str, *, coded: bool) -> list[dict[str, Any]]:
    """Return the answers or rows that lines of a text field write; an answer without a code gets the next free number."""
    lines = [_parts(line) for line in text.splitlines() if line.strip()]
    taken = {parts[0] for parts in lines if _has_code(parts)}
    free_numbers = (str(n) for n in count(1) if str(n) not in taken)
    found: list[dict[str, Any]] = []
    for parts in lines:
        given = [parts[0]] if coded and _has_code(parts) else []
        words = {code: part for code, part in zip(LANGUAGES, parts[len(given) :], strict=False) if part}
        if words and coded:
            found.append({"value": given[0] if given else next(free_numbers), "labels": words})
        elif words:
            found.append(words)
    return found


def _has_code(parts: Sequence[str]) -> bool:
    """Say whether the first part of a line is the code of an answer; Chinese words are none."""
    return len(parts) > 1 and parts[0].isascii()
