"""Who may not review a case: whoever accepted it (A-912), and whom a module keeps from it, as a hearing its chair (A-704)."""

from collections.abc import Callable, Collection, Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases.models import Case, FirstReview
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


def check_did_not_accept(case: Case, by: str, second: str = "") -> None:
    """Raise Refused if who accepted a case, here or where it is examined first, would review it (A-304, A-912)."""
    took_on = {case.accepted_by}
    if case.first_organ_id is not None:
        took_on |= {*FirstReview.objects.filter(pk=case.id).values_list("accepted_by", flat=True)}
    for officer, field in ((by, ""), (second, "second")):
        if officer and officer in took_on:
            raise Refused(_("Whoever accepts a case does not review it."), field=field, code="two_people")
