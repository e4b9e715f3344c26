"""Who may do what about a hearing: officers by their role, persons by account or by the code of their letter."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.http import Http404, HttpRequest

from yimen.affairs.cases import gates as case_gates
from yimen.affairs.cases import reads as cases
from yimen.affairs.cases.reads import CaseSheet
from yimen.affairs.hearings import reads
from yimen.affairs.hearings.reads import HearingSheet, PartySheet
from yimen.ground.clock import now
from yimen.ground.gates import account_of
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.reads import Officer, Role
from yimen.registers.people import reads as people
from yimen.registers.people.acts import Looked
from yimen.registers.people.reads import Principal

SESSION: Final = "hearing_letters"  # the numbers whose code this browser has shown
HEARS: Final = frozenset({Role.REVIEWER, Role.APPROVER, Role.ORGAN_HEAD})
FRONT: Final = frozenset({Role.WINDOW, Role.CHIEF_REPRESENTATIVE, Role.REVIEWER})
ACTS: Final[Mapping[str, frozenset[Role]]] = {
    "call": HEARS,
    "add_person": FRONT,
    "find_nobody": frozenset({Role.REVIEWER}),
    "tell_person": FRONT,
    "speak": FRONT,
    "answer_view": HEARS,
    "ask": FRONT,
    "waive": FRONT,
    "set_time": HEARS | {Role.LEGAL},
    "challenge": FRONT | {Role.LEGAL},
    "decide_challenge": frozenset({Role.ORGAN_HEAD}),
    "hold_hearing": frozenset(Role),
    "close_record": frozenset(Role),
    "find_on_record": frozenset({Role.REVIEWER}),
}
OF_CHAIR: Final = frozenset({"hold_hearing", "close_record"})


def may(officer: Officer, case: CaseSheet, hearing: HearingSheet | None, act: str) -> bool:
    """Say whether an officer may do an act: by a role at the case's organ, or as the chair."""
    if act in OF_CHAIR:
        return hearing is not None and hearing.chair == f"account:{officer.account_id}"
    return any(officer.may(role, case.line.organ_id) for role in ACTS.get(act, frozenset()))


def case_for(officer: Officer, case_id: int) -> CaseSheet:
    """Return a case in the officer's sight; raises Http404 otherwise."""
    return case_gates.case_for_officer(officer, case_id)


def party_for(request: HttpRequest, number: int, *, at: datetime) -> PartySheet:
    """Return a person's own page: for their account, who acts for them, or the browser that showed the code.

    Raises Http404 for everybody else, so that numbers cannot be tried.
    """
    found = reads.party(number)
    if found is None:
        raise Http404
    if number in request.session.get(SESSION, []):
        return found
    reader = _reader(request, found, at)
    if reader is None:
        raise Http404
    if reader.way == "mandate" and (line := cases.line(found.case_id)):
        about = f"{line.title} {line.number}"
        case_gates.note_agent(reader, account_of(request), Looked.CASE, about, at=at)
    return found


def _reader(request: HttpRequest, found: PartySheet, at: datetime) -> Principal | None:
    """Return the person of a page if the visitor is them, or acts for them in the matter of the case (A-102)."""
    if not request.user.is_authenticated or found.person_id is None:
        return None
    reader = people.principal(account_of(request), found.person_id, on=at.date())
    if reader is None or reader.matters is None:
        return reader
    line = cases.line(found.case_id)
    return reader if line is not None and case_gates.within(reader, line.matter_id) else None


def may_read_document(request: HttpRequest, number: int, known: tuple[PartySheet, int | None]) -> bool:
    """Say whether a visitor may read a letter that went to a person: they themselves, or an officer of the organ."""
    found, organ = known
    if number in request.session.get(SESSION, []) or reads.code_fits(number, request.GET.get("code", "")):
        return True
    at = now()
    signed_in = request.user.is_authenticated
    return bool(signed_in and (_reader(request, found, at) or _hears(request, organ, at)))


def _hears(request: HttpRequest, organ: int | None, at: datetime) -> bool:
    """Say whether an officer has the organ of the hearing in sight; the applicant does not read letters to others."""
    officer = agencies.officer_soon(account_of(request), at=at)
    return officer is not None and organ in officer.scope_ids
