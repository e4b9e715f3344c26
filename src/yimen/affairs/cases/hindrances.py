"""What stands in the way of an act that the state of a case allows, so that nobody is offered what would be refused."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from yimen.affairs.cases import rules
from yimen.affairs.cases.acts.checks import wanted
from yimen.affairs.cases.acts.common import local_date
from yimen.affairs.cases.acts.fees import CHARGEABLE
from yimen.affairs.cases.acts.in_order import is_out_of_turn
from yimen.affairs.cases.acts.pending import needed
from yimen.affairs.cases.acts.permits import is_renewed
from yimen.affairs.cases.charges import charge
from yimen.affairs.cases.earlier import passed_steps, terms_of
from yimen.affairs.cases.life import CHECKABLE, UNDECIDED
from yimen.affairs.cases.reads import CaseSheet
from yimen.affairs.cases.showing import missed_clock
from yimen.affairs.cases.ways import COMMITMENT, GAPS, INTENTION

Hindrance = Callable[[CaseSheet, datetime], bool]


def _silent(case: CaseSheet, at: datetime) -> bool:
    """Say whether silence has answered: the five working days or the permit to be renewed have ended (A-205, A-605)."""
    due = case.accept_due_on
    over = due is not None and rules.is_deemed_accepted(due, local_date(at))
    return (over and case.confirmed_at is not None) or is_renewed(case.renews_on, case.permit_id, at)


def _too_late_below(case: CaseSheet, at: datetime) -> bool:
    """Say whether the office that examines first let its five working days pass (A-205)."""
    due = case.accept_due_on
    return due is not None and rules.is_deemed_accepted(due, local_date(at))


def _unripe(case: CaseSheet, at: datetime) -> bool:
    """Say whether something is to be settled or reviewed before the decision (E-121), or silence has decided."""
    stages = rules.stages(terms_of(case).steps)
    ripe = case.stage < len(stages) and rules.is_decision(stages[case.stage])
    return bool(case.pending) or not ripe or is_renewed(case.renews_on, case.permit_id, at)


def _not_to_grant(case: CaseSheet, at: datetime) -> bool:
    """Say whether a grant has to wait, for its place in the order too (A-308)."""
    return _unripe(case, at) or is_out_of_turn(terms_of(case), case.accepted_at, case.accepted_n, at=at)


def _not_at_once(case: CaseSheet, at: datetime) -> bool:
    """Say whether a case cannot be decided on the spot (A-301, A-306, A-909)."""
    matter, committed = terms_of(case), COMMITMENT in case.marks
    later = not committed and (not matter.on_the_spot or bool(wanted(matter)))
    return later or bool(case.pending) or bool(needed(matter)) or _silent(case, at)


def _extended(case: CaseSheet, at: datetime) -> bool:
    """Say whether the period was extended before, or has ended (A-402, K-09)."""
    return bool(case.extensions) or _over(case, at)


def _over(case: CaseSheet, at: datetime) -> bool:
    """Say whether the period of the decision has ended."""
    due = case.line.statutory_due_on
    return due is not None and local_date(at) > due


HINDRANCES: Final[Mapping[str, Hindrance]] = {
    "confirm_receipt": lambda case, _at: case.confirmed_at is not None,
    "accept": lambda case, at: case.confirmed_at is None or _silent(case, at),
    "ask_for_more": _silent,
    "decline": _silent,
    "accept_first": _too_late_below,
    "grant": _not_to_grant,
    "refuse": _unripe,
    "grant_on_the_spot": _not_at_once,
    "refuse_on_the_spot": _not_at_once,
    "send_back": lambda case, _at: not passed_steps(case),
    "extend": _extended,
    "extend_stopped": _extended,
    "suspend": _over,
    "close": lambda case, _at: bool(missed_clock(case)) and not case.overdue_reason,
}
BESIDE: Final[Mapping[str, Callable[[CaseSheet], bool]]] = {
    "fill_gaps": lambda case: GAPS in case.pending and case.line.state in UNDECIDED,
    "record_intention": lambda case: INTENTION in case.pending and case.line.state in UNDECIDED,
    "explain_overdue": lambda case: not case.overdue_reason and bool(missed_clock(case)),
}


def may_check(case: CaseSheet) -> bool:
    """Say whether a check can be arranged, written down or signed (A-302, A-305)."""
    return case.line.state in CHECKABLE and not terms_of(case).is_filing


def chargeable(case: CaseSheet) -> list[int]:
    """Return the numbers of the published fees that may still fall due in a case (G-105)."""
    if case.line.state not in CHARGEABLE:
        return []
    matter, known = terms_of(case), {one["n"] for one in case.fees}
    listed = ((n, fee) for n, fee in enumerate(matter.fees, start=1) if n not in known)
    return [n for n, fee in listed if charge(n, fee, matter.kind, case.facts) is not None]


def is_due(act: str, case: CaseSheet, *, at: datetime) -> bool:
    """Say whether an act can be done on a case now, whoever does it."""
    if act in BESIDE:  # it moves no state
        return BESIDE[act](case)
    hindrance = HINDRANCES.get(act)
    return act in case.possible and not (hindrance and hindrance(case, at))
