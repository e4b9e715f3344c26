"""The same matter at several organs, side by side: what differs, in which direction, and whether it was justified. Pure."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from yimen.registers.catalogue import questions
from yimen.registers.catalogue.conformity import NAMES, StandardSheet, plain
from yimen.registers.catalogue.enumerations import label
from yimen.registers.catalogue.standards import Implementation, Reason

ASPECTS: Final = (
    "materials",
    "promised_days",
    "fees",
    "steps",
    "visits",
    "depth",
    "conditions",
    "channels",
    "form",
)
SAME, MORE, LESS, OTHER = "=", "▲", "▼", "≠"
LISTS: Final = frozenset({"materials", "fees", "steps", "conditions", "channels", "form"})


@dataclass(frozen=True)
class Cell:
    """One term of one organ: what it says, how it differs, and why if that was said."""

    field: str
    label: str | Promise
    says: str
    sign: str
    words: tuple[str, ...]
    difference: str
    reason: Reason | None

    @property
    def differs(self) -> bool:
        """Say whether it differs at all."""
        return self.sign != SAME

    @property
    def open(self) -> bool:
        """Say whether it differs and nobody has said why."""
        return self.differs and self.reason is None


@dataclass(frozen=True)
class Line:
    """One organ's matter with its terms."""

    one: Implementation
    cells: tuple[Cell, ...]

    @property
    def open(self) -> int:
        """Return how many differences nobody has justified."""
        return sum(cell.open for cell in self.cells)


@dataclass(frozen=True)
class Matrix:
    """The comparison: what is compared with, and a line for each organ."""

    labels: tuple[str | Promise, ...]
    reference: tuple[str, ...]
    by_standard: tuple[bool, ...]
    lines: tuple[Line, ...]

    @property
    def open(self) -> int:
        """Return how many differences nobody has justified."""
        return sum(line.open for line in self.lines)


def _frozen(value: Any) -> str:  # noqa: ANN401 a term of any kind
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _plain(field: str, value: Any) -> Any:  # noqa: ANN401 a term of any kind
    """Return a term as it is compared; of a question also what its answer is held to."""
    return questions.measured(value or []) if field == "form" else plain(field, value)


def _reference(field: str, standard: StandardSheet | None, rows: Sequence[Implementation]) -> Any:  # noqa: ANN401 a term of any kind
    """Return what is compared with: the standard's word, else what most organs say (of the first, in a tie)."""
    if standard is not None and field in standard.terms:
        return _plain(field, standard.terms[field])
    said = [_plain(field, row.content.get(field)) for row in rows]
    if not said:
        return None
    most = Counter(map(_frozen, said)).most_common(1)[0][0]
    return next(one for one in said if _frozen(one) == most)


def difference(field: str, reference: Any, value: Any) -> str:  # noqa: ANN401 terms of any kind
    """Return the mark by which a justification knows the two values it was given for."""
    return hashlib.sha256(_frozen([field, reference, value]).encode()).hexdigest()[:16]


def _number(reference: Any, value: Any) -> tuple[str, tuple[str, ...]]:  # noqa: ANN401 a term of any kind
    if reference is None or value is None:
        return OTHER, (_("not said here") if value is None else _("not said elsewhere"),)
    apart = abs(value - reference)
    if value > reference:
        return MORE, (ngettext("%(n)s more", "%(n)s more", apart) % {"n": apart},)
    return LESS, (ngettext("%(n)s less", "%(n)s less", apart) % {"n": apart},)


def _list(reference: Any, value: Any) -> tuple[str, tuple[str, ...]]:  # noqa: ANN401 a term of any kind
    wanted, given = reference or [], value or []
    extra, absent = [one for one in given if one not in wanted], [one for one in wanted if one not in given]
    words = [_("only here: %(name)s") % {"name": one} for one in extra]
    words += [_("missing here: %(name)s") % {"name": one} for one in absent]
    sign = OTHER if extra and absent else MORE if extra else LESS if absent else OTHER
    return sign, tuple(words) or (_("in another order"),)


def _read(field: str, value: Any) -> Any:  # noqa: ANN401 a term of any kind
    """Return a term in the reader's words where the content has words of its own."""
    if field == "form":
        return [questions.limits(one) for one in value or []]
    return [label(field, one) for one in value] if field == "channels" and value else value


def _says(field: str, value: Any) -> str:  # noqa: ANN401 a term of any kind
    if value is None:
        return "–"
    value = _read(field, value)
    if field in LISTS:
        return _("; ").join(map(str, value)) or "–"
    return str(value)


def _cell(field: str, reference: Any, value: Any, reason: Reason | None) -> Cell:  # noqa: ANN401 a term of any kind
    same = reference == value or (
        field in LISTS and field != "steps" and sorted(reference or []) == sorted(value or [])
    )
    sign, words = (
        (SAME, ())
        if same
        else (_list if field in LISTS else _number)(_read(field, reference), _read(field, value))
    )
    mark = difference(field, reference, value)
    return Cell(field, NAMES[field], _says(field, value), sign, words, mark, reason)


def compare(
    rows: Iterable[Implementation],
    standard: StandardSheet | None,
    reasons: Mapping[tuple[str, str, str], Reason],
) -> Matrix:
    """Return the matters side by side, each held against the standard or against what most of them say."""
    found = list(rows)
    references = {field: _reference(field, standard, found) for field in ASPECTS}
    lines = []
    for one in found:
        cells = []
        for field in ASPECTS:
            value = _plain(field, one.content.get(field))
            mark = difference(field, references[field], value)
            cells.append(_cell(field, references[field], value, reasons.get((one.code, field, mark))))
        lines.append(Line(one, tuple(cells)))
    return Matrix(
        tuple(NAMES[field] for field in ASPECTS),
        tuple(_says(field, references[field]) for field in ASPECTS),
        tuple(standard is not None and field in standard.terms for field in ASPECTS),
        tuple(lines),
    )


def rows_of(matrix: Matrix) -> list[list[str]]:
    """Return the comparison as rows of a table: organ, code, and each term with its difference and its reason."""
    rows = []
    for line in matrix.lines:
        cells = []
        for cell in line.cells:
            why = [cell.reason.reason, cell.reason.basis] if cell.reason else []
            cells.append(
                " ".join(
                    [
                        cell.says,
                        *(["["] if cell.differs else []),
                        *cell.words,
                        *(["]"] if cell.differs else []),
                        *why,
                    ]
                )
            )
        rows.append([line.one.organ, line.one.code, *cells, str(line.open)])
    return rows
