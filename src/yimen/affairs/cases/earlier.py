"""What a case is handled by: the terms of its situation, its open steps, and what the person answered in earlier cases."""

from collections.abc import Collection, Mapping
from typing import Any, Protocol

from yimen.affairs.cases import rules
from yimen.affairs.cases.acts.common import FACTS, open_json
from yimen.affairs.cases.life import State
from yimen.affairs.cases.models import Case
from yimen.ground.numbers import printed
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet, StepSheet

RECENT = 8  # newest cases in which an earlier answer is looked for


class Line(Protocol):
    """What a line says of the terms of its case."""

    @property
    def version_id(self) -> int:
        """Return the version under which it is handled."""


class Handled(Protocol):
    """A case with its line and the situation that it is in."""

    @property
    def line(self) -> Line:
        """Return the case as a line."""

    @property
    def situation(self) -> dict[str, Any] | None:
        """Return the situation it is in, None without one."""


class Reviewed(Handled, Protocol):
    """A case with the stage that its review has reached and what was found."""

    @property
    def stage(self) -> int:
        """Return the stage that the review has reached."""

    @property
    def reviews(self) -> tuple[dict[str, Any], ...]:
        """Return what was found at each step."""


def terms_of(case: Handled) -> MatterSheet:
    """Return the published version under which a case is handled, as it is in the case's situation (0-3)."""
    return catalogue.as_then(catalogue.version(case.line.version_id), case.situation)


def is_ripe(case: Reviewed) -> bool:
    """Say whether the review has come to its decision (E-121)."""
    stages = rules.stages(terms_of(case).steps)
    return case.stage < len(stages) and rules.is_decision(stages[case.stage])


def open_steps(case: Reviewed) -> list[StepSheet]:
    """Return the steps of the review that may be done now."""
    stages = rules.stages(terms_of(case).steps)
    done = {one["step"] for one in case.reviews if one["stage"] == case.stage and not one["void"]}
    return rules.open_steps(stages[case.stage], done) if case.stage < len(stages) else []


def passed_steps(case: Reviewed) -> list[StepSheet]:
    """Return the steps that lie before the stage that the review has reached: to one of them a case is sent back."""
    return [step for stage in rules.stages(terms_of(case).steps)[: case.stage] for step in stage]


def earlier_answers(
    person_id: int, wanted: Mapping[str, str], *, matter_ids: Collection[int] | None = None
) -> dict[str, tuple[Any, str]]:
    """Return what a person answered last to questions (name and kind) of earlier cases: the answer and the case (A-108).

    `matter_ids` are the matters whose cases the reader may see, None for all.
    """
    found: dict[str, tuple[Any, str]] = {}
    rows = Case.objects.filter(person_id=person_id).exclude(state=State.DRAFT)
    if matter_ids is not None:
        rows = rows.filter(matter_id__in=matter_ids)
    for row in rows.order_by("-id")[:RECENT] if wanted else ():
        facts, form = open_json(row.facts, context=FACTS), catalogue.version(row.version_id).form
        kinds = {one.name: one.kind for one in form}
        for name, kind in wanted.items():
            if name not in found and kinds.get(name) == kind and facts.get(name) not in {None, ""}:
                found[name] = facts[name], printed(row.id)
    return found
