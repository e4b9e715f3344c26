"""Who may not review a case, said by whoever knows of it: a hearing keeps its chair from the review (A-704)."""

from collections.abc import Callable, Collection, Iterable

from django.utils.functional import Promise

from yimen.affairs.cases.models import Case
from yimen.ground.life import Refused

Barred = Callable[[int], Iterable[str]]
_BARS: dict[str, tuple[Barred, str | Promise]] = {}


def register_bar(mark: str, barred: Barred, words: str | Promise) -> None:
    """Let a module say who may not review the cases that carry its mark, and in words why not."""
    _BARS[mark] = (barred, words)


def barred(case_id: int, marks: Collection[str]) -> set[str]:
    """Return who may not review a case."""
    return {who for mark, (asked, _words) in _BARS.items() if mark in marks for who in asked(case_id)}


def check_free(case: Case, officers: Iterable[str], *, field: str = "") -> None:
    """Raise Refused if one of the officers may not review the case. To be called under its lock."""
    named = set(officers)
    for mark, (asked, words) in _BARS.items():
        if mark in case.marks and named & set(asked(case.id)):
            raise Refused(words, field=field, code="barred")
