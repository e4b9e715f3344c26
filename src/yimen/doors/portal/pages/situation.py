"""What applies to you: a few short questions, one after another, whose answers stand in the address and nowhere else."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from yimen.ground.clock import now
from yimen.ground.gates import public
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet, decisions

BEFORE: Final = "s-"  # stands before the name of each question in the address
LONGEST: Final = 60


def given(query: QueryDict) -> dict[str, str]:
    """Return the answers about the situation that an address or a form carries."""
    return {
        name.removeprefix(BEFORE): str(query[name])[:LONGEST] for name in query if name.startswith(BEFORE)
    }


def in_situation(request: HttpRequest, matter: MatterSheet | None) -> MatterSheet | None:
    """Return a matter as it is in the situation that the address answers; the whole matter if it answers none."""
    if matter is None or matter.table is None:
        return matter
    return catalogue.in_situation(matter, given(request.GET)) or matter


def situation_query(matter: MatterSheet) -> str:
    """Return the answers about the situation as they stand in an address."""
    answers = matter.situation["answers"] if matter.situation else {}
    return urlencode({f"{BEFORE}{name}": value for name, value in answers.items()})


@dataclass(frozen=True)
class Said:
    """One answer, and the address at which it can be changed."""

    question: str
    answer: str
    change: str


def said(matter: MatterSheet, answers: dict[str, str], language: str) -> list[Said]:
    """Return the answers in words; changing one asks again from there."""
    table, lines, before = matter.table, [], dict[str, str]()
    for name, value in answers.items() if table else ():
        question = table.named(name) if table else None
        query = urlencode({f"{BEFORE}{one}": kept for one, kept in before.items()})
        if question is not None:
            change = f"/matters/{matter.code}/situation/?{query}"
            lines.append(Said(question.label(language), question.option(value, language), change))
        before[name] = value
    return lines


def situation_lines(matter: MatterSheet, language: str) -> list[Said]:
    """Return the answers that a matter was narrowed to."""
    return said(matter, matter.situation["answers"], language) if matter.situation else []


@public
@require_safe
def situation(request: HttpRequest, code: str) -> HttpResponse:
    """Ask the next question; when all are answered, lead to the guide as it is then (nothing is stored)."""
    matter = catalogue.published(code, on=now().date())
    if matter is None or matter.table is None:
        raise Http404
    here = get_language() or "zh-hans"
    answers = decisions.cleaned(matter.table, given(request.GET))
    question = decisions.following(matter.table, answers)
    if question is None:
        query = urlencode({f"{BEFORE}{name}": value for name, value in answers.items()})
        return redirect(f"/matters/{code}/?{query}#your-situation")
    lines = said(matter, answers, here)
    wrong = request.GET.get("_asked") == question.name
    context = {
        "matter": matter,
        "name": f"{BEFORE}{question.name}",
        "question": question.label(here),
        "hint": catalogue.say(question.hint, here),
        "options": [(value, question.option(value, here)) for value, _labels in question.options],
        "asked": question.name,
        "answers": [(f"{BEFORE}{name}", value) for name, value in answers.items()],
        "said": lines,
        "back": lines[-1].change if lines else f"/matters/{code}/",
        "n": len(answers) + 1,
        "most": decisions.still_possible(matter.table, answers),
        "wrong": wrong,
    }
    return render(request, "portal/situation.html", context, status=422 if wrong else 200)
