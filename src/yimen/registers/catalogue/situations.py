"""A matter as it is in one situation: only those papers, steps, fees and questions that apply. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from yimen.registers.catalogue import decisions
from yimen.registers.catalogue.decisions import Outcome
from yimen.registers.catalogue.fields import FieldSheet
from yimen.registers.catalogue.sheets import MaterialSheet, MatterSheet


def in_situation(matter: MatterSheet, given: Mapping[str, Any]) -> MatterSheet | None:
    """Return the matter as it is under some answers; None if they leave a question open or the matter asks none."""
    if matter.table is None:
        return None
    answers = decisions.cleaned(matter.table, given)
    outcome = decisions.decided(matter.table, answers)
    return None if outcome is None else _narrowed(matter, outcome, decisions.frozen(answers, outcome))


def as_then(matter: MatterSheet, kept: Mapping[str, Any] | None) -> MatterSheet:
    """Return the matter as it was decided for a case: what was kept counts, not today's reading of the table (0-3)."""
    return _narrowed(matter, decisions.thawed(kept), kept) if kept else matter


def _narrowed(matter: MatterSheet, outcome: Outcome, kept: Mapping[str, Any]) -> MatterSheet:
    promised, statutory = outcome.promised_days, outcome.statutory_days
    return replace(
        matter,
        materials=tuple(_paper(one, outcome) for one in matter.materials if one.n not in outcome.spared),
        form=tuple(_question(one, outcome) for one in matter.form if one.name not in outcome.not_asked),
        steps=tuple(one for one in matter.steps if one.n not in outcome.no_steps),
        fees=matter.fees
        if outcome.fees is None
        else tuple(one for n, one in enumerate(matter.fees, start=1) if n in outcome.fees),
        promised_days=matter.promised_days if promised is None else promised,
        statutory_days=matter.statutory_days if statutory is None else statutory,
        situation=kept,
    )


def _paper(one: MaterialSheet, outcome: Outcome) -> MaterialSheet:
    needed = one.n in outcome.needed and not one.shared  # what is shared is fetched, not asked for
    return replace(one, required="required") if needed else one


def _question(one: FieldSheet, outcome: Outcome) -> FieldSheet:
    return replace(one, required=True) if one.name in outcome.asked else one


def elsewhere(matter: MatterSheet) -> tuple[str, Mapping[str, str]] | None:
    """Return the matter that a situation belongs to instead, and the reason in words; None if it belongs here."""
    if matter.situation is None:
        return None
    outcome = decisions.thawed(matter.situation)
    return (outcome.elsewhere, outcome.words) if outcome.elsewhere or outcome.words else None


def spared(matter: MatterSheet, whole: MatterSheet) -> tuple[MaterialSheet, ...]:
    """Return the papers of the published list that a situation does not need."""
    there = {one.n for one in matter.materials}
    return tuple(one for one in whole.materials if one.n not in there)
