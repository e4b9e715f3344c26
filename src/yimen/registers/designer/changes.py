"""Changing a form or a decision table as plain values: adding, moving, removing, copying. Pure.

A place is the number of a question from 0, "3", or of a question in a group, "3.1".
"""

import copy
from collections.abc import Mapping, Sequence
from typing import Any

Form = list[dict[str, Any]]


def at(form: Sequence[Mapping[str, Any]], place: str) -> dict[str, Any] | None:
    """Return the question at a place, or None."""
    found = _list_of(list(map(dict, form)), place)
    return found[0][found[1]] if found and found[1] < len(found[0]) else None


def _list_of(form: Form, place: str) -> tuple[Form, int] | None:
    """Return the list in which a place lies and the number in it, or None for what is no place."""
    outer, _dot, inner = place.partition(".")
    if not outer.isdecimal() or len(outer) > 4 or (inner and not inner.isdecimal()):
        return None
    if not inner:
        return form, int(outer)
    if int(outer) >= len(form):
        return None
    form[int(outer)]["fields"] = [dict(one) for one in form[int(outer)].get("fields") or []]
    return form[int(outer)]["fields"], int(inner[:4])


def _copied(form: Sequence[Mapping[str, Any]]) -> Form:
    return copy.deepcopy([dict(one) for one in form])


def put(form: Sequence[Mapping[str, Any]], place: str, question: Mapping[str, Any]) -> Form:
    """Return the form with a question put in the place of another, or at the end behind the last."""
    new = _copied(form)
    found = _list_of(new, place)
    if found is not None:
        rows, n = found
        rows[n : n + 1] = [dict(question)]
    return new


def placed(
    form: Sequence[Mapping[str, Any]], place: str, question: Mapping[str, Any], n: int, *, new: bool
) -> tuple[Form, str]:
    """Return the form with a question behind the first n of those beside it, and its place there.

    A question that is not new leaves the place where it stood.
    """
    changed = _copied(form)
    found = _list_of(changed, place)
    if found is None:
        return changed, place
    rows, was = found
    if not new:
        del rows[was : was + 1]
    rows.insert(n, dict(question))
    return changed, beside(place, min(n, len(rows) - 1))


def beside(place: str, n: int) -> str:
    """Return the place that is the n-th, from 0, in the list in which a place lies."""
    outer, dot, _inner = place.rpartition(".")
    return f"{outer}{dot}{n}"


def removed(form: Sequence[Mapping[str, Any]], place: str) -> Form:
    """Return the form without the question at a place."""
    new = _copied(form)
    found = _list_of(new, place)
    if found is not None:
        del found[0][found[1] : found[1] + 1]
    return new


def moved(form: Sequence[Mapping[str, Any]], place: str, by: int) -> tuple[Form, str]:
    """Return the form with a question one place higher or lower, and its place there; at the edge it stays."""
    new = _copied(form)
    found = _list_of(new, place)
    if found is not None:
        rows, n = found
        if 0 <= n < len(rows) and 0 <= n + by < len(rows):
            rows[n], rows[n + by] = rows[n + by], rows[n]
            return new, beside(place, n + by)
    return new, place


def added(form: Sequence[Mapping[str, Any]], questions: Sequence[Mapping[str, Any]]) -> Form:
    """Return the form with questions behind it; one whose name is taken gets a number behind it."""
    new = _copied(form)
    for one in questions:
        taken = {str(other.get("name")) for other in new}
        question = copy.deepcopy(dict(one))
        if question.get("kind") != "section":
            question["name"] = free(str(question.get("name") or "question"), taken)
        new.append(question)
    return new


def free(name: str, taken: set[str]) -> str:
    """Return a name that is not taken."""
    if name not in taken:
        return name
    return next(made for n in range(2, 1000) if (made := f"{name[:36]}_{n}") not in taken)


def places(form: Sequence[Mapping[str, Any]]) -> list[tuple[str, Mapping[str, Any]]]:
    """Return every question with its place, those of a group behind it."""
    found: list[tuple[str, Mapping[str, Any]]] = []
    for n, one in enumerate(form):
        found.append((str(n), one))
        found += [(f"{n}.{m}", inner) for m, inner in enumerate(one.get("fields") or [])]
    return found
