"""Ways from the check back to a question of the form, which lead to the check again when the page is saved."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language

from yimen.affairs.cases.reads import CaseSheet
from yimen.ground.look.errors import told
from yimen.ground.questions import anchor_of, form_of
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import FieldError, MatterSheet


@dataclass(frozen=True)
class Way:
    """A question or what is wrong with it, its answer, and the address at which it is changed."""

    words: str
    answer: str
    address: str


def answers(case: CaseSheet, matter: MatterSheet) -> list[Way]:
    """Return the answers in words, each with the way to its question."""
    language = get_language() or ""
    given = catalogue.answered(matter, case.facts)
    said = catalogue.answers_in_words(matter, case.facts, language, hide=False)
    return [
        Way(question, answer, _address(case, one.page, anchor_of(one)))
        for one, (question, answer) in zip(given, said, strict=True)
    ]


def errors(case: CaseSheet, matter: MatterSheet, found: Iterable[FieldError]) -> list[Way]:
    """Return what is wrong with the answers as the pages of the form say it, each with the way there."""
    form = form_of(matter.form, get_language() or "")(initial=case.facts, quiet=True)
    form.mark(found)
    pages = {one.name: one.page for one in matter.form}
    return [
        Way(line.words, "", _address(case, pages.get(line.name.partition("-")[0], 1), line.at))
        for line in told(form)
    ]


def _address(case: CaseSheet, page: int, at: str) -> str:
    return f"{reverse('portal:form', args=[case.id])}?page={page}&back=check#{at}"
