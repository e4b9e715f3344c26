"""The inputs of the editor as its pages show them: each with its label, its choices, its error, and whether it is fixed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.ground.languages.texts import RECORD
from yimen.registers.catalogue import comparing, rows
from yimen.registers.catalogue.parts import Column
from yimen.registers.catalogue.rows import Inputs
from yimen.registers.catalogue.themes import THEMES

NARROW, LONG = 120, 600
PLAIN: Final = frozenset({"line", "texts"})
Words = str | Promise
OWN: Final = frozenset(
    {"kind", "base_code"}
)  # a matter keeps its kind and code in every version (H-106, H-107)
SAME: Final[Words] = _("The same in every version of a matter.")
STANDARD: Final[Words] = _("Set by the standard.")
KEYS: Final[Mapping[str, tuple[str, ...]]] = {  # what of a locked term the standard sets; the rest stays free
    "titles": (f"titles.{RECORD}",),
    "statutory": ("statutory.days", "statutory.unit"),
    "conditions": (f"text.{RECORD}",),
    "legal_basis": ("title", "articles"),
    **dict.fromkeys(("materials", "steps", "fees"), (f"names.{RECORD}",)),
}


@dataclass(frozen=True)
class Cell:
    """One input as the page shows it; `fixed` says why it cannot be changed."""

    name: str
    id: str
    label: Words
    sort: str
    value: str
    language: str
    choices: tuple[tuple[str, Words, bool], ...]
    error: Words
    most: int
    fixed: Words

    @property
    def plain(self) -> bool:
        """Say whether it is one line with nothing to be said of it, as most are."""
        return self.sort in PLAIN and not self.error and not self.fixed


@dataclass(frozen=True)
class Group:
    """The inputs of one column: one, or one for each language with those that are missing."""

    label: Words
    cells: tuple[Cell, ...]
    missing: tuple[str, ...]

    @property
    def first(self) -> Cell:
        """Return the input of the record, or the only one."""
        return self.cells[0]

    @property
    def others(self) -> tuple[Cell, ...]:
        """Return the inputs of the other languages."""
        return self.cells[1:]

    @property
    def wide(self) -> bool:
        """Say whether it takes a whole line."""
        plain = self.first.sort in {"line", "long", "texts"} and self.first.most > NARROW
        return len(self.cells) > 1 or plain or self.first.sort == "many"

    @property
    def folded(self) -> bool:
        """Say whether it is a long text without words, which is shown on demand only."""
        return self.first.most >= LONG and not any(one.value or one.error for one in self.cells)

    @property
    def open(self) -> bool:
        """Say whether the other languages are unfolded: where something is wrong in them."""
        return any(one.error for one in self.others)


@dataclass(frozen=True)
class View:
    """What the inputs of a page are shown with: the whole content, the reader's language, errors, what is fixed."""

    content: Mapping[str, Any]
    language: str
    errors: Mapping[str, Words]
    fixed: Mapping[str, Words]


def fixed_inputs(columns: Sequence[Column], locked: frozenset[str], table: str = "") -> dict[str, Words]:
    """Return which inputs of a part cannot be changed, and why (H-106, H-107)."""
    if table:
        return dict.fromkeys(KEYS.get(table, ()), STANDARD) if table in locked else {}
    names = [
        rows.input_name(column, RECORD if column.sort == "texts" else "")
        for column in columns
        if column.name.split(".")[0] in locked
    ]
    set_by = {one: STANDARD for one in names if one in KEYS.get(one.split(".")[0], (one,))}
    return {**set_by, **{one.name: SAME for one in columns if one.name in OWN}}


def groups(columns: Sequence[Column], given: Inputs, prefix: str, view: View) -> list[Group]:
    """Return the inputs of a row, or of terms, as groups."""
    words = dict(settings.LANGUAGES)
    found = []
    for column in columns:
        codes = [code for code, _words in settings.LANGUAGES] if column.sort == "texts" else [""]
        codes.sort(key=lambda code: code != RECORD)
        cells = tuple(_cell(column, code, given, prefix, view) for code in codes)
        lacking = tuple(str(words.get(code, code)) for code in rows.missing(column, given))
        found.append(Group(column.label, cells, lacking))
    return found


def _known(column: Column, chosen: set[str], view: View) -> Mapping[str, Words]:
    if column.sort == "places":
        count = len(view.content.get(column.of) or [])
        numbers = [str(n) for n in range(1, count + 1)] + sorted(chosen - {""})
        return {
            n: comparing.place_name(view.content, column.of, int(n) if n.isdecimal() else n, view.language)
            for n in numbers
        }
    if column.name == "permit.scope":
        return _questions(view)
    known = column.choices or (THEMES if column.name == "themes" else {})
    return {**known, **{one: one for one in chosen if one and one not in known and column.name == "themes"}}


def _questions(view: View) -> Mapping[str, Words]:
    """Return the questions of the matter's form by their names."""
    form = [one for one in view.content.get("form") or [] if isinstance(one, Mapping) and one.get("name")]
    return {one["name"]: comparing.words_in(one.get("labels"), view.language) or one["name"] for one in form}


def _sort(column: Column) -> str:
    if column.sort in {"among", "places"}:
        return "many"
    return "long" if column.most > 300 and column.sort in {"line", "texts"} else column.sort


def _cell(column: Column, code: str, given: Inputs, prefix: str, view: View) -> Cell:
    plain = rows.input_name(column, code)
    name, value = prefix + plain, given[plain]
    chosen = set(value.split("、")) if _sort(column) == "many" else {value}
    return Cell(
        name=name,
        id="f-" + name.replace(".", "-"),
        label=dict(settings.LANGUAGES).get(code, "") if code else column.label,
        sort=_sort(column),
        value=value,
        language=code,
        choices=tuple((key, label, key in chosen) for key, label in _known(column, chosen, view).items()),
        error=view.errors.get(name, ""),
        most=column.most,
        fixed=view.fixed.get(plain, ""),
    )
