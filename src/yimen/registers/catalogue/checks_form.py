"""The publish gate, limits and rows of the form's questions: a form can be filled in as it is drawn up. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.registers.catalogue.fields import (
    MOST_ROWS,
    PARTS_OF,
    ROWS_OF,
    Condition,
    answers_of,
    condition_of,
)
from yimen.registers.catalogue.finding import Content, Finding, check, chinese
from yimen.registers.catalogue.judging import COMPARED, NUMBER, NUMBERS, PATTERN, TYPED, is_date
from yimen.registers.catalogue.questions import MOST_DAYS

Given = Mapping[str, Any]
MOST_FIELDS: Final = 120
KNOWN: Final[Mapping[str, str | Promise]] = {
    "person.name": _("Name of the applicant"),
    "person.id_number": _("Number of the document"),
    "person.phone": _("Telephone"),
    "earlier": _("The same question in an earlier case"),
}
MOMENTS: Final = frozenset({"", "past", "future"})
NUMBER_WRONG: Final[str | Promise] = _("This limit is not a number.")


def fields_in(form: object) -> list[tuple[str, Given, Sequence[Given]]]:
    """Return (place, question, those asked before it beside it) for every question, rows included, sections left out."""
    found: list[tuple[str, Given, Sequence[Given]]] = []
    rows = [one for one in form if isinstance(one, Mapping)] if isinstance(form, list | tuple) else []
    asked = [one for one in rows if one.get("kind") != "section"]
    for n, one in enumerate(asked):
        found.append((f"form.{one.get('name')}", one, asked[:n]))
        inner = [i for i in one.get("fields") or [] if isinstance(i, Mapping)]
        found += [(f"form.{one.get('name')}.{i.get('name')}", i, inner[:m]) for m, i in enumerate(inner)]
    return found


@check
def limits(content: Content) -> Iterator[Finding]:
    """Limits of answers make sense and fit the kind of the question (A-103)."""
    everything = fields_in(content.get("form"))
    if len(everything) > MOST_FIELDS:
        yield Finding("A-103", "form", _("The form has too many questions."))
    for place, one, before in everything:
        yield from (Finding("A-103", place, words) for words in _limits(one))
        yield from (Finding("A-103", place, words) for words in _pointing(one, before))


def _limits(one: Given) -> Iterator[str | Promise]:
    kind = one.get("kind", "text")
    ends = [str(one[name]) for name in ("fewest", "most") if one.get(name) not in {None, ""}]
    right = is_date if kind == "date" else _is_number if kind in NUMBERS else str.isdecimal
    if not all(right(end) for end in ends):
        yield NUMBER_WRONG
    elif len(ends) == 2 and (ends[0] > ends[1] if kind == "date" else Decimal(ends[0]) > Decimal(ends[1])):
        yield _("The least is more than the most.")
    if one.get("pattern") and (kind not in TYPED or one["pattern"] not in PATTERN):
        yield _("There is no such pattern for this kind of question.")
    if one.get("when", "") not in MOMENTS or (one.get("when") and kind != "date"):
        yield _("Only a date can lie in the past or in the future.")
    if any(one.get(name) and not _is_span(one, name) for name in ("back", "ahead")):
        yield _("How many days before or after today it may lie is said of a date only, as a whole number.")
    if one.get("known") and one["known"] not in KNOWN:
        yield _("It is not known from where this answer is already known.")


def _is_span(one: Given, name: str) -> bool:
    """Say whether a number of days fits a question for a day."""
    text = str(one[name])
    return one.get("kind") == "date" and text.isdecimal() and int(text) <= MOST_DAYS


def _is_number(text: str) -> bool:
    """Say whether a limit is written as answers are: the same number for the gate, the check and the schema."""
    return re.fullmatch(NUMBER, text, re.ASCII) is not None


def _pointing(one: Given, before: Sequence[Given]) -> Iterator[str | Promise]:
    """Yield what is wrong with conditions and comparisons: both point to earlier questions of the same kind of place."""
    known = {str(other.get("name")): other for other in before}
    condition = condition_of(one.get("shown_when"))
    for leaf in condition.leaves() if condition is not None else ():
        if wrong := _unsound(leaf, known.get(leaf.field)):
            yield wrong
    for pair in one.get("compare") or []:
        other = known.get(str(pair.get("field")))
        same = other is not None and other.get("kind", "text") == one.get("kind", "text")
        if pair.get("is") not in COMPARED or not same:
            yield _("An answer can only be compared with an earlier one of the same kind.")


def _unsound(leaf: Condition, other: Given | None) -> str | Promise:
    """Return why a word about another answer can never be judged or never hold, "" if it can (A-103)."""
    kind = other.get("kind", "text") if other is not None else ""
    name = chinese((other or {}).get("labels")) or leaf.field
    if other is None or kind in ROWS_OF | PARTS_OF:
        return _(
            "The condition of this question points to “%(question)s”, to which no earlier question gives an answer."
        ) % {"question": name}
    offered = answers_of(other) if leaf.op in {"equals", "not", "in"} else ()
    strange = [value for value in leaf.values if offered and value not in offered]
    if strange or not leaf.values:
        return _("“%(answer)s” is none of the answers to “%(question)s”.") % {
            "answer": ", ".join(strange),
            "question": name,
        }
    if not all(_comparable(leaf.op, kind, value) for value in leaf.values):
        return _("The answer to “%(question)s” cannot be compared with “%(answer)s”.") % {
            "answer": ", ".join(leaf.values),
            "question": name,
        }
    return ""


def _comparable(op: str, kind: str, value: str) -> bool:
    if op == "filled":
        return True
    if kind == "date":
        return is_date(value)
    return _is_number(value) if kind in NUMBERS else op not in {"greater", "less"}


@check
def rows_of_answers(content: Content) -> Iterator[Finding]:
    """A group or a table has questions of its own, none of which has rows or parts again (A-103)."""
    for place, one, _before in fields_in(content.get("form")):
        inner = [i for i in one.get("fields") or [] if isinstance(i, Mapping)]
        if place.count(".") == 1 and one.get("kind") in ROWS_OF:
            if not inner:
                yield Finding("A-103", place, _("A group of questions holds none."))
            if not all(chinese(row) for row in one.get("rows") or []):
                yield Finding("A-103", place, _("A row of the table has no words."))
            if str(one.get("most") or "0").isdecimal() and int(one.get("most") or 0) > MOST_ROWS:
                yield Finding("A-103", place, _("A form may ask for 200 rows at most."))
        elif inner or (place.count(".") > 1 and one.get("kind") in ROWS_OF | PARTS_OF):
            yield Finding("A-103", place, _("Groups, tables and addresses cannot stand in a row."))
        if one.get("summed") and one.get("kind") not in NUMBERS:
            yield Finding("A-103", place, _("Only numbers and amounts can be summed."))
