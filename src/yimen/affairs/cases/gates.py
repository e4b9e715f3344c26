"""Who may see a case and who may do what to it: asked here and nowhere else."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import Http404

from yimen.affairs.cases import reads
from yimen.affairs.cases.reads import CaseSheet
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.reads import Officer, Role
from yimen.registers.people import reads as people

WINDOW: Final = frozenset({Role.WINDOW, Role.CHIEF_REPRESENTATIVE, Role.VILLAGE_AGENT})
DECIDERS: Final = frozenset({Role.APPROVER, Role.ORGAN_HEAD, Role.CHIEF_REPRESENTATIVE})
ACTS: Final[Mapping[str, frozenset[Role]]] = {
    "confirm_receipt": WINDOW,
    "correct": WINDOW,
    "ask_for_more": WINDOW | {Role.REVIEWER},
    "accept": WINDOW,
    "decline": WINDOW,
    "review": frozenset({Role.REVIEWER, Role.APPROVER, Role.WINDOW}),
    "send_back": DECIDERS,
    "extend": frozenset({Role.ORGAN_HEAD}),
    "suspend": frozenset({Role.REVIEWER, Role.APPROVER}),
    "resume": frozenset({Role.REVIEWER, Role.APPROVER}),
    "grant": DECIDERS,
    "refuse": DECIDERS,
    "grant_on_the_spot": frozenset({Role.CHIEF_REPRESENTATIVE, Role.APPROVER, Role.ORGAN_HEAD}),
    "refuse_on_the_spot": frozenset({Role.CHIEF_REPRESENTATIVE, Role.APPROVER, Role.ORGAN_HEAD}),
    "deliver": WINDOW,
    "explain_overdue": DECIDERS | WINDOW,
    "close": WINDOW | DECIDERS,
}


def may(officer: Officer, case: CaseSheet, act: str) -> bool:
    """Say whether an officer holds a role that this act needs at the case's organ.

    A step of the review belongs to the role it was published with.
    """
    roles = ACTS.get(act, frozenset())
    if act == "review" and case.line.waiting_role:
        roles = frozenset({Role(case.line.waiting_role)})
    return any(officer.may(role, case.line.organ_id) for role in roles)


def offered(officer: Officer, case: CaseSheet) -> list[str]:
    """Return the acts that the state allows and the officer may do, in the order of the table."""
    return [act for act in ACTS if (act in case.possible or _beside(act, case)) and may(officer, case, act)]


def _beside(act: str, case: CaseSheet) -> bool:
    """Say whether an act that moves no state is due: stating why a case was late."""
    decided, promised = case.line.decided_at, case.line.promised_due_on
    return bool(
        act == "explain_overdue" and decided and promised and decided.date() > promised and not case.overdue_reason
    )


def case_for_officer(officer: Officer, case_id: int, act: str = "") -> CaseSheet:
    """Return the case if the officer's organs include its own (and the act is theirs).

    Raises Http404 for a case out of sight, so that numbers cannot be tried, and PermissionDenied for
    an act that belongs to someone else.
    """
    owner = reads.owner(case_id)
    if owner is None or owner[2] not in officer.scope_ids:
        raise Http404
    case = reads.sheet(case_id)
    if act and not may(officer, case, act):
        raise PermissionDenied
    return case


def case_for_person(account_id: int, case_id: int, *, at: datetime) -> CaseSheet:
    """Return the case if the account is its applicant or may act for them now; raises Http404 otherwise."""
    owner = reads.owner(case_id)
    if owner is None or not _is_mine(account_id, owner, at):
        raise Http404
    return reads.sheet(case_id)


def _is_mine(account_id: int, owner: tuple[int, int | None, int], at: datetime) -> bool:
    return any(person.id in owner[:2] for person in people.principals(account_id, at.date()))


def may_see(account_id: int, case_id: int, *, at: datetime) -> bool:
    """Say whether an account may watch a case: its applicant, their agent, or an officer in whose scope it lies."""
    owner = reads.owner(case_id)
    if owner is None:
        return False
    if _is_mine(account_id, owner, at):
        return True
    officer = agencies.officer(account_id, at=at)
    return officer is not None and owner[2] in officer.scope_ids
