"""What the decision on a case has to say for modules above: on which record it rests, whose views were answered."""

from collections.abc import Callable, Iterable
from typing import Final

Addition = Callable[[int], list[str]]
_ADDITIONS: Final[dict[str, Addition]] = {}


def register_addition(mark: str, ask: Addition) -> None:
    """Let a module add paragraphs, in Chinese, to the decision on a case that carries its mark."""
    _ADDITIONS[mark] = ask


def additions(case_id: int, marks: Iterable[str]) -> list[str]:
    """Return the paragraphs that the decision on a case has to carry beside its own."""
    return [words for mark in marks if mark in _ADDITIONS for words in _ADDITIONS[mark](case_id)]
