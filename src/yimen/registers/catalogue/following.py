"""What points to a row of a list by its number follows the row to its new place. Pure."""

import copy
from collections.abc import Mapping, Sequence
from typing import Any, Final

SERVED: Final = {"materials": "material", "conditions": "condition"}
OUTCOMES: Final[Mapping[str, tuple[str, ...]]] = {
    "materials": ("needed", "spared"),
    "fees": ("fees",),
    "steps": ("no_steps",),
}


def followed(content: Mapping[str, Any], part: str, order: Sequence[int]) -> dict[str, Any]:
    """Return the content after the rows of a list took a new order, with the numbers that point to them changed too.

    `order` says for every row the place it had, from 0, -1 for a new one. Questions of the form, commitments
    and guided questions point to rows; what pointed to a row that is gone points nowhere (A-103, A-104, A-907).
    """
    where = {old + 1: new for new, old in enumerate(order, start=1) if old >= 0}
    new = copy.deepcopy(dict(content))
    if part in SERVED:
        _form(new.get("form") or [], SERVED[part], where)
        terms = new.get("commitment") or {}
        if terms.get(part):
            terms[part] = _moved(terms[part], where)
    for row in (new.get("situations") or {}).get("rows") or []:
        then = row.get("then") or {}
        for name in OUTCOMES.get(part, ()):
            if then.get(name):
                then[name] = _moved(then[name], where)
    return new


def _moved(numbers: Sequence[Any], where: Mapping[int, int]) -> list[int]:
    return sorted(where[one] for one in numbers if one in where)


def _form(fields: Sequence[dict[str, Any]], word: str, where: Mapping[int, int]) -> None:
    for field in fields:
        head, _colon, number = str(field.get("serves") or "").partition(":")
        if head == word and number.isdecimal():
            there = where.get(int(number))
            field["serves"] = f"{word}:{there}" if there else ""
        _form(field.get("fields") or [], word, where)
