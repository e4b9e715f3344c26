"""How a case is laid out for an officer: the date that counts, whose turn it is, what was found, which papers came."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import Any, Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from yimen.affairs.cases.acts import State, Verdict
from yimen.affairs.cases.reads import CaseSheet
from yimen.ground.clock import now
from yimen.ground.files import reads as files
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet, StepSheet

COUNTS: Final[Mapping[str, str | Promise]] = {
    State.SUBMITTED: _("Answer on acceptance due"),
    State.FIRST_REVIEW: _("To be sent up by"),
    State.ACCEPTED: _("Decision promised by"),
    State.GRANTED: _("To be handed over by"),
    State.REFUSED: _("To be handed over by"),
}
DECIDED: Final = frozenset({State.GRANTED, State.REFUSED, State.DELIVERED, State.CLOSED})
SERVED: Final = frozenset({State.DELIVERED, State.CLOSED})
UNDER_REVIEW: Final = frozenset({State.ACCEPTED, State.SUSPENDED})
ARRIVING: Final = frozenset({State.SUBMITTED, State.SUPPLEMENTING, State.FIRST_REVIEW})


@dataclass(frozen=True)
class StepLine:
    """One published step: whether it is done or now, and who has to act."""

    sheet: StepSheet
    done: bool
    now: bool
    who: str | Promise
    days: str


@dataclass(frozen=True)
class ReviewLine:
    """What one officer found, in words."""

    step: StepSheet | None
    verdict: str | Promise
    agrees: bool
    opinion: str
    by: str
    second: str
    at: str
    void: bool


def date_that_counts(case: CaseSheet) -> tuple[str | Promise, date | None]:
    """Return which date counts at this moment, in words, and the date; no date while the clock stands."""
    state = case.line.state
    if case.open_supplement:
        return _("The applicant answers by"), date.fromisoformat(case.open_supplement["respond_by_on"])
    if state == State.SUSPENDED:
        return _stopped(case)
    return COUNTS.get(state, ""), case.line.due_on


def _stopped(case: CaseSheet) -> tuple[str | Promise, date | None]:
    """Return whether the clock stands today, and the date that counts; without a served notice it runs on (A-405)."""
    if any(now().date() in stretch for stretch in case.stretches):
        return _("The clock stands still; decision promised by"), case.line.due_on
    return _("The clock runs on; decision promised by"), case.line.due_on


def steps_of(case: CaseSheet, matter: MatterSheet) -> list[StepLine]:
    """Return the steps of the matter in order, the one whose turn it is marked."""
    found = {one["step"] for one in case.reviews if not one["void"]}
    open_reviews = [one for one in matter.steps if one.kind == "review" and one.n not in found]
    return [
        StepLine(
            step,
            _is_done(step, case, found),
            _is_now(step, case, open_reviews),
            _("Applicant") if case.open_supplement and step.kind == "accept" else _role(step.role),
            _days(step.days),
        )
        for step in matter.steps
    ]


def _days(days: float) -> str:
    """Return how long a step may take; half a day is less than one."""
    many = ngettext("%(n)s working day", "%(n)s working days", ceil(days))
    return many % {"n": number_format(days, use_l10n=True)} if days else ""


def _role(role: str) -> str | Promise:
    return Role(role).label if role in Role.values else ""


def _is_done(step: StepSheet, case: CaseSheet, found: set[int]) -> bool:
    state = case.line.state
    if step.kind == "accept":
        return state in UNDER_REVIEW | DECIDED | {State.FILED}
    if step.kind == "review":
        return step.n in found or state in DECIDED
    return state in (DECIDED if step.kind == "decide" else SERVED)


def _is_now(step: StepSheet, case: CaseSheet, open_reviews: list[StepSheet]) -> bool:
    state = case.line.state
    if step.kind == "accept":
        return state in ARRIVING
    if step.kind == "deliver":
        return state in DECIDED - SERVED
    if state not in UNDER_REVIEW:
        return False
    if step.kind == "decide":
        return not open_reviews
    first = open_reviews[0] if open_reviews else None
    beside = bool(first and step.parallel and step.parallel == first.parallel)
    return step in open_reviews and (step is first or beside)


def reviews_of(case: CaseSheet, matter: MatterSheet) -> list[ReviewLine]:
    """Return what was found at each step."""
    steps = {one.n: one for one in matter.steps}
    return [
        ReviewLine(
            step=steps.get(one["step"]),
            verdict=Verdict(one["verdict"]).label,
            agrees=one["verdict"] == Verdict.AGREE,
            second=_second(one["second"]),
            **{name: one[name] for name in ("opinion", "by", "at", "void")},
        )
        for one in case.reviews
    ]


def _second(officer: str) -> str:
    """Return the name of the second officer, who is written down as a name or as an account."""
    return agencies.actor_words([officer])[officer] if officer.startswith("account:") else officer


def papers_of(case: CaseSheet, matter: MatterSheet, language: str) -> list[Any]:
    """Return the papers with their files, named in the reader's language; one that was renamed since as it was."""
    names = {one.n: one.name(language) for one in matter.materials}
    named = [{**one, "name": names.get(one["material"]) or one["name"]} for one in case.materials]
    return files.with_files(named)


def answers_of(case: CaseSheet, matter: MatterSheet, language: str) -> list[tuple[str, str]]:
    """Return questions with answers, numbers that identify somebody hidden."""
    return catalogue.answers_in_words(matter, case.facts, language, hide=True)


def situation_of(case: CaseSheet, matter: MatterSheet, language: str) -> list[tuple[str, str]]:
    """Return what the applicant said of the situation, question by question."""
    if matter.table is None or case.situation is None:
        return []
    return catalogue.decisions.in_words(matter.table, case.situation["answers"], language)
