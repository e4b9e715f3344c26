"""Who may do what about the publication of a decision."""

from collections.abc import Mapping
from typing import Final

from yimen.affairs.cases import gates as case_gates
from yimen.affairs.cases.reads import CaseSheet
from yimen.affairs.publication.reads import EntrySheet
from yimen.registers.agencies.reads import Officer, Role

DECIDE: Final = frozenset({Role.APPROVER, Role.ORGAN_HEAD})
FRONT: Final = frozenset({Role.WINDOW, Role.REVIEWER, Role.APPROVER, Role.CHIEF_REPRESENTATIVE})
ACTS: Final[Mapping[str, frozenset[Role]]] = {
    "object": FRONT,
    "decide_objection": DECIDE,
    "propose_withholding": FRONT,
    "approve_withholding": DECIDE,
    "turn_down": DECIDE,
    "correct": DECIDE,
    "withdraw": frozenset({Role.ORGAN_HEAD}),
}
READERS: Final = case_gates.READERS  # who sees a case sees what is published of its decision
MOVES: Final[Mapping[str, str]] = {"decide_objection": "uphold"}


def case_for(officer: Officer, case_id: int) -> CaseSheet:
    """Return a case in the officer's sight; raises Http404 otherwise."""
    return case_gates.case_for_officer(officer, case_id)


def may(officer: Officer, entry: EntrySheet, act: str) -> bool:
    """Say whether an officer may do an act by a role at the organ."""
    return any(officer.may(role, entry.organ_id) for role in ACTS.get(act, frozenset()))


def offered(officer: Officer, entry: EntrySheet) -> list[str]:
    """Return the acts that the state allows and the officer may do."""
    return [act for act in ACTS if MOVES.get(act, act) in entry.possible and may(officer, entry, act)]
