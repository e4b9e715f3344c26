"""What a difference is made of: words kept, taken out or put in, and rows known again. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from yimen.ground.languages.texts import pick

TOKEN: Final = re.compile(r"[A-Za-zÀ-ÿ0-9]+|\s+|.", re.DOTALL)
ALIKE: Final = 0.5  # how alike two names must be to be the same row renamed
MOST_TOKENS: Final = 4000
SAME, OUT, IN = "same", "out", "in"


@dataclass(frozen=True)
class Piece:
    """A stretch of words: kept, taken out, or put in."""

    op: str
    text: str


@dataclass(frozen=True)
class Change:
    """One difference: where, what it is called, how it changed, its words with what went and what came."""

    place: str
    label: str
    kind: str
    pieces: tuple[Piece, ...]
    hint: str = ""


@dataclass(frozen=True)
class Group:
    """The differences of one part of the matter."""

    name: str
    label: str
    changes: tuple[Change, ...]


def words_between(old: str, new: str) -> tuple[Piece, ...]:
    """Return the words of two texts, marked; Chinese is compared sign by sign, other scripts word by word."""
    if old == new:
        return (Piece(SAME, old),) if old else ()
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    if not before or not after or len(before) + len(after) > MOST_TOKENS:
        whole = (Piece(OUT, old), Piece(IN, new))
        return tuple(one for one in whole if one.text)
    found: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Piece(SAME, "".join(before[a:b])))
        else:
            found += [Piece(OUT, "".join(before[a:b])), Piece(IN, "".join(after[c:d]))]
    return tuple(one for one in found if one.text)


def words_in(texts: Any, language: str) -> str:  # noqa: ANN401 any JSON value
    """Return a text of a content in a language, or the nearest one."""
    return pick(texts, language)[0] if isinstance(texts, Mapping) and texts else str(texts or "")


def paired(before: Sequence[str], after: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Return which row became which, by their names: the same first, then the most alike; in the order of the new list."""
    left, partner = set(range(len(before))), dict[int, int]()
    for n, key in enumerate(after):
        same = next((m for m in sorted(left) if before[m] == key), None)
        if same is not None:
            partner[n] = same
            left.discard(same)
    for n in (one for one in range(len(after)) if one not in partner):
        ranked = [(SequenceMatcher(None, before[m], after[n]).ratio(), -m) for m in left]
        ratio, minus = max(ranked, default=(0.0, 0))
        if ratio > ALIKE:
            partner[n] = -minus
            left.discard(-minus)
    pairs: list[tuple[int | None, int | None]] = [(partner.get(n), n) for n in range(len(after))]
    return pairs + [(m, None) for m in sorted(left)]
