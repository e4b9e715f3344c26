"""Questions of a matter's form as an officer answers them for an applicant, filled with what was answered before."""

from collections.abc import Collection
from typing import Any, Final

from django.http import HttpRequest

from yimen.affairs.cases.reads import CaseSheet
from yimen.doors.desk.forms import QUESTIONS
from yimen.ground.clock import now
from yimen.ground.look.forms import bound
from yimen.ground.questions import QuestionsForm, form_of, with_row
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet

COMMAND: Final = "_row"  # a row more or less: nothing is judged yet


def questions(
    request: HttpRequest, case: CaseSheet, matter: MatterSheet, names: Collection[str], *, language: str
) -> QuestionsForm:
    """Return the named questions and those that hang on them, in the officer's language."""
    asked = [one for one in matter.form if one.name in names or _hangs_on(one, names)]
    kind = form_of(asked, language, prefix=QUESTIONS)
    if request.method != "POST":
        return kind(initial=case.facts)
    form: QuestionsForm = bound(kind, request)
    if COMMAND in request.POST:
        return kind(initial=with_row(matter.form, form.typed(), request.POST[COMMAND]))
    return form


def _hangs_on(one: catalogue.FieldSheet, names: Collection[str]) -> bool:
    return one.condition is not None and any(leaf.field in names for leaf in one.condition.leaves())


def facts(form: QuestionsForm, case: CaseSheet, matter: MatterSheet) -> dict[str, Any] | None:
    """Return every answer with the new ones put in (None if none was asked for); mark what is wrong."""
    if not form.fields or not form.is_valid():
        return None
    given = catalogue.kept(matter, {**case.facts, **form.cleaned_data})
    asked = {one.name for one in form.asked()}
    wrong = catalogue.check_form(matter, given, today=now().date())
    form.mark(one for one in wrong if one.field.partition("[")[0].partition(".")[0] in asked)
    return given
