"""The questions about the situation as machines read and answer them: the same table, the same answers as on the pages."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from django.utils.translation import gettext as _

from yimen.doors.api.problems import Problem
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet, decisions


def in_situation(matter: MatterSheet, given: Mapping[str, str]) -> MatterSheet:
    """Return the matter as it is under the answers; the whole matter without any. Raises Problem at each wrong place."""
    if not given:
        return matter
    table = matter.table
    answers = decisions.cleaned(table, given) if table else {}
    places = [
        {
            "field": f"situation.{name}"[:120],
            "message": _("This question is not asked, or has no such answer."),
        }
        for name in given
        if name not in answers
    ]
    following = decisions.following(table, answers) if table else None
    if following is not None:
        words = _("Answer every question about the situation.")
        places.append({"field": f"situation.{following.name}", "message": words})
    narrowed = catalogue.in_situation(matter, answers)
    if places or narrowed is None:
        raise Problem(422, _("Some questions need another answer."), "situation", places)
    away = catalogue.elsewhere(narrowed)
    if away:
        words = _("In this situation another matter applies; see its guide.")
        raise Problem(422, words, "elsewhere", [{"field": "matter", "message": f"{words} {away[0]}".strip()}])
    return narrowed


def described(matter: MatterSheet, language: str) -> dict[str, Any]:
    """Return the questions with their answers and conditions, {} where a matter asks none."""
    table = matter.table
    if table is None:
        return {}
    return {
        "hit": table.hit,
        "questions": [
            {
                "name": one.name,
                "title": one.label(language),
                "options": [
                    {"value": value, "title": one.option(value, language)} for value, _labels in one.options
                ],
                "when": _when(one.when),
            }
            for one in table.questions
        ],
        "rows": [_row(one, language) for one in table.rows],
    }


def _when(conditions: Iterable[tuple[str, tuple[str, ...]]]) -> list[dict[str, Any]]:
    return [{"question": name, "in": list(values)} for name, values in conditions]


def _row(one: decisions.Row, language: str) -> dict[str, Any]:
    """Return the answers under which a row counts, and what follows: the numbers are those of the matter's lists."""
    then = {**asdict(one.outcome), "words": catalogue.say(one.outcome.words, language)}
    return {"when": _when(one.when), "then": then}
