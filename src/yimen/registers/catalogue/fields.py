"""The questions of a form as others see them: frozen values, built from the content of a version. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from yimen.ground.asking import say

Texts = Mapping[str, str]
ROWS_OF: Final = frozenset({"group", "table"})  # kinds whose answer is a list of rows
PARTS_OF: Final = frozenset({"address"})  # kinds whose answer has parts of its own
MOST_ROWS: Final = 200  # rows that a form may ask for at most
LEAVES: Final = ("equals", "not", "in", "greater", "less", "filled")


@dataclass(frozen=True)
class Condition:
    """When a question applies: a word about another answer, or several conditions joined by all or any."""

    op: str
    field: str = ""
    values: tuple[str, ...] = ()
    parts: tuple["Condition", ...] = ()

    def leaves(self) -> Iterator["Condition"]:
        """Yield every word about another answer."""
        if self.op in {"all", "any"}:
            for part in self.parts:
                yield from part.leaves()
        else:
            yield self


@dataclass(frozen=True)
class FieldSheet:
    """One question of the form; a group or a table has questions of its own, asked row by row."""

    name: str
    kind: str
    labels: Texts
    hint: Texts
    required: bool
    personal: bool
    options: tuple[tuple[str, Texts], ...]
    serves: str
    shown_by: str = ""
    shown_when: str = ""
    condition: Condition | None = None
    fewest: str = ""
    most: str = ""
    pattern: str = ""
    when: str = ""
    back: str = ""
    ahead: str = ""
    compare: tuple[tuple[str, str], ...] = ()
    fields: tuple["FieldSheet", ...] = ()
    rows: tuple[Texts, ...] = ()
    summed: bool = False
    known: str = ""
    material: int = 0
    section: Texts | None = None
    page: int = 1

    def label(self, language: str) -> str:
        """Return the question."""
        return say(self.labels, language)

    @property
    def least_rows(self) -> int:
        """Return how many rows a group or a table has at least."""
        if self.rows:
            return len(self.rows)
        return max(_whole(self.fewest, 0), 1 if self.required else 0)

    @property
    def most_rows(self) -> int:
        """Return how many rows a group or a table may have."""
        return len(self.rows) or min(_whole(self.most, 20), MOST_ROWS)


def _whole(text: str, otherwise: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 5 else otherwise


def condition_of(given: object) -> Condition | None:
    """Return the condition that a content writes as {field, equals | not | in | greater | less | filled}, {all} or {any}."""
    if not isinstance(given, Mapping) or not given:
        return None
    for joined in ("all", "any"):
        if joined in given:
            parts = tuple(one for part in given[joined] if (one := condition_of(part)))
            return Condition(joined, parts=parts) if parts else None
    if not given.get("field"):
        return None
    op = next((one for one in LEAVES if one in given), "equals")
    value = given.get(op, "")
    values = tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)
    return Condition(op, str(given["field"]), values)


def answers_of(one: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the values between which the answer to a question chooses, () where it is free."""
    if one.get("kind") == "boolean":
        return ("true", "false")
    return tuple(str(option.get("value")) for option in one.get("options") or [])


def _pairs(given: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(one.get("is") or ""), str(one.get("field") or "")) for one in given)


def _simple(condition: Condition | None) -> tuple[str, str]:
    """Return field and answer of a condition that names one answer, which a page can follow without more."""
    simple = condition is not None and condition.op == "equals"
    return (condition.field, condition.values[0]) if condition and simple else ("", "")


def field_of(one: Mapping[str, Any], section: Texts | None = None, page: int = 1) -> FieldSheet:
    """Return the sheet of one question."""
    condition = condition_of(one.get("shown_when"))
    shown_by, shown_when = _simple(condition)
    words = {
        name: str(one[name])
        for name in ("fewest", "most", "back", "ahead")
        if one.get(name) not in {None, ""}
    }
    return FieldSheet(
        name=one["name"],
        kind=one.get("kind", "text"),
        labels=one.get("labels") or {},
        hint=one.get("hint") or {},
        required=bool(one.get("required")),
        personal=bool(one.get("personal")),
        options=tuple((option["value"], option.get("labels") or {}) for option in one.get("options") or []),
        serves=one.get("serves") or "",
        shown_by=shown_by,
        shown_when=shown_when,
        condition=condition,
        pattern=one.get("pattern") or "",
        when=one.get("when") or "",
        compare=_pairs(one.get("compare") or []),
        fields=tuple(field_of(inner) for inner in one.get("fields") or []),
        rows=tuple(one.get("rows") or ()),
        summed=bool(one.get("summed")),
        known=one.get("known") or "",
        material=one.get("material") or 0,
        section=section,
        page=page,
        **words,
    )


def folded(form: Iterable[Mapping[str, Any]]) -> tuple[FieldSheet, ...]:
    """Return the questions of a form, each with the section and the page on which it stands.

    In the content a section is an entry of its own, of the kind "section", before the questions it holds.
    """
    found: list[FieldSheet] = []
    section: Texts | None = None
    page = 1
    for one in form:
        if one.get("kind") == "section":
            section = one.get("labels") or {}
            page += bool(one.get("new_page") and found)
        else:
            found.append(field_of(one, section, page))
    return tuple(found)
