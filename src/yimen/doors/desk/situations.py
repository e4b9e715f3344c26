"""The questions about the situation as an officer answers them: all at once, as lists to choose from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from yimen.registers.catalogue.reads import MatterSheet, decisions

BEFORE: Final = "s-"
LONGEST: Final = 60


@dataclass(frozen=True)
class Choice:
    """One question with its answers: name, words, (value, words), and the answer given."""

    name: str
    question: str
    options: tuple[tuple[str, str], ...]
    chosen: str


def given(data: Mapping[str, str]) -> dict[str, str]:
    """Return the answers that a form carries."""
    return {
        name.removeprefix(BEFORE): data[name][:LONGEST]
        for name in data
        if name.startswith(BEFORE) and data[name]
    }


def situation_choices(matter: MatterSheet, answers: Mapping[str, str], language: str) -> list[Choice]:
    """Return the questions that are asked after the answers given so far; the next one is the last."""
    if matter.table is None:
        return []
    counted = decisions.cleaned(matter.table, answers)
    following = decisions.following(matter.table, counted)
    shown = [one for one in matter.table.questions if one.name in counted or one == following]
    return [
        Choice(
            f"{BEFORE}{one.name}",
            one.label(language),
            tuple((value, one.option(value, language)) for value, _labels in one.options),
            counted.get(one.name, ""),
        )
        for one in shown
    ]
