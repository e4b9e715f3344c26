"""What a content says beyond its columns, compared key by key, so that no difference stays hidden (H-412). Pure."""

import json
from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yimen.ground.languages.texts import LANGUAGES
from yimen.registers.catalogue.checks_form import KNOWN
from yimen.registers.catalogue.judging import PATTERN
from yimen.registers.catalogue.parts import YES_NO, Choices, Words
from yimen.registers.catalogue.pieces import IN, OUT, SAME, Change, Piece, paired, words_between, words_in
from yimen.registers.catalogue.questions import KINDS
from yimen.registers.catalogue.wording import is_text

Value = Any
LABELS: Final[Mapping[str, Words]] = {
    "name": gettext_lazy("Name in data"),
    "value": gettext_lazy("Code"),
    "key": gettext_lazy("Answer"),
    "labels": gettext_lazy("Question"),
    "hint": gettext_lazy("Help"),
    "kind": gettext_lazy("Kind of question"),
    "required": gettext_lazy("An answer is needed"),
    "personal": gettext_lazy("Personal data"),
    "options": gettext_lazy("Answers to choose from"),
    "shown_when": gettext_lazy("Ask only if"),
    "serves": gettext_lazy("Serves"),
    "fields": gettext_lazy("Questions of the group"),
    "rows": gettext_lazy("Rows of the table"),
    "fewest": gettext_lazy("Least"),
    "most": gettext_lazy("Most"),
    "pattern": gettext_lazy("Pattern"),
    "when": gettext_lazy("The day lies"),
    "back": gettext_lazy("Days before today at most"),
    "ahead": gettext_lazy("Days after today at most"),
    "example": gettext_lazy("Example"),
    "known": gettext_lazy("Already known"),
    "compare": gettext_lazy("The answer must be"),
    "material": gettext_lazy("Paper in which it stands"),
    "summed": gettext_lazy("Show the sum of this column"),
    "new_page": gettext_lazy("A new page begins here"),
}
VALUES: Final[Mapping[str, Choices]] = {
    "kind": KINDS,
    "known": KNOWN,
    "pattern": {name: words for name, (_pattern, words) in PATTERN.items()},
    "when": {"past": gettext_lazy("in the past"), "future": gettext_lazy("in the future")},
}
KEYS: Final = ("name", "value", "key")  # by which a row without columns is known again


def called(name: str) -> str:
    """Return what a key of the content is called; one that nobody has named yet stands as it is."""
    return str(LABELS.get(name, name))


def pruned(value: Value) -> Value:
    """Return a value without what says nothing."""
    if isinstance(value, Mapping):
        return {name: kept for name, one in value.items() if (kept := pruned(one)) not in (None, "", [], {})}
    if isinstance(value, list | tuple):
        return [pruned(one) for one in value]
    return value


def without(value: Mapping[str, Value], told: Collection[str]) -> dict[str, Value]:
    """Return a mapping without the dotted places that are told elsewhere."""
    found: dict[str, Value] = {}
    for name, one in value.items():
        inner = {place.partition(".")[2] for place in told if place.startswith(f"{name}.")}
        if name not in told:
            found[name] = without(one, inner) if inner and isinstance(one, Mapping) else one
    return found


def said(value: Value, language: str, name: str = "") -> str:
    """Return a value of any kind in the reader's words."""
    if isinstance(value, bool):
        return str(YES_NO["true" if value else "false"])
    if is_text(value):
        return words_in(value, language)
    if isinstance(value, Mapping):
        parts = ((one, said(inner, language, one)) for one, inner in value.items())
        return _("; ").join(f"{called(one)}{_(': ')}{words}" for one, words in parts if words)
    if isinstance(value, list | tuple):
        joined = "; " if any(isinstance(one, Mapping) for one in value) else ", "
        return _(joined).join(f"{_said_row(one, language, name)}" for one in value)
    return "" if value is None else str(VALUES.get(name, {}).get(str(value), value))


def _said_row(row: Value, language: str, name: str) -> str:
    if not isinstance(row, Mapping) or is_text(row) or not row.get("labels"):
        return said(row, language, name)
    rest = said({one: inner for one, inner in row.items() if one != "labels"}, language)
    return f"{words_in(row['labels'], language)} ({rest})"


def differing(
    place: str, label: str, old: Value, new: Value, language: str, name: str = ""
) -> Iterator[Change]:
    """Yield every difference between two values of any shape, down to the key that differs."""
    if pruned(old) == pruned(new):
        return
    if _is_branch(old) and _is_branch(new):
        for one in dict.fromkeys((*old, *new)):
            inner = f"{label} · {called(one)}" if label else called(one)
            yield from differing(
                f"{place}.{one}".strip("."), inner, old.get(one), new.get(one), language, one
            )
    elif (key := _key_of(old, new)) is not None:
        yield from _rows(place, label, old or [], new or [], language, key)
    else:
        yield _leaf(place, label, old, new, language, name)


def _is_branch(value: Value) -> bool:
    return isinstance(value, Mapping) and not is_text(value)


def _key_of(old: Value, new: Value) -> str | None:
    """Return by which key the rows of two lists are known again, or None if they are no such lists."""
    rows = (
        [*(old or []), *(new or [])] if all(isinstance(one or [], list | tuple) for one in (old, new)) else []
    )
    if not rows or not all(_is_branch(one) for one in rows):
        return None
    return next((key for key in KEYS if all(one.get(key) for one in rows)), None)


def _rows(place: str, label: str, old: Value, new: Value, language: str, key: str) -> Iterator[Change]:
    last = -1
    for m, n in paired([str(one[key]) for one in old], [str(one[key]) for one in new]):
        if n is None and m is not None:
            gone = (Piece(OUT, _said_row(old[m], language, "")),)
            yield Change(f"{place}.{m}", label, "removed", gone)
        elif m is None and n is not None:
            yield Change(f"{place}.{n}", label, "added", (Piece(IN, _said_row(new[n], language, "")),))
        elif m is not None and n is not None:
            row = words_in(new[n].get("labels"), language) or str(new[n][key])
            yield from differing(f"{place}.{n}", f"{label} · {row}", old[m], new[n], language)
            if m < last:
                yield Change(f"{place}.{n}", label, "moved", (Piece(SAME, row),))
            last = max(last, m)


def _leaf(place: str, label: str, old: Value, new: Value, language: str, name: str) -> Change:
    pieces, hint = words_between(said(old, language, name), said(new, language, name)), ""
    if all(piece.op == SAME for piece in pieces):
        others = [code for code in LANGUAGES if said(old, code, name) != said(new, code, name)]
        hint = _("Changed in: %(languages)s") % {"languages": ", ".join(others)} if others else ""
        pieces = pieces if others else words_between(_written(old), _written(new))
    return Change(place, label, "changed", pieces, hint)


def _written(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
