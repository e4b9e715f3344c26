"""Who may do what about a hearing: officers by their role, persons by account or by the code of their letter."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.http import Http404, HttpRequest

from yimen.affairs.cases import gates as case_gates
from yimen.affairs.cases import reads as cases
from yimen.affairs.cases.reads import CaseSheet
from yimen.affairs.hearings import reads
from yimen.affairs.hearings.reads import HearingSheet, PartySheet
from yimen.ground.clock import now
from yimen.ground.gates import account_of, address_of
from yimen.ground.life import Refused
from yimen.registers.agencies.gates import officer_at
from yimen.registers.agencies.reads import Officer, Role
from yimen.registers.people import acts as people_acts
from yimen.registers.people import reads as people
from yimen.registers.people.acts import Looked
from yimen.registers.people.reads import Principal

SESSION: Final = "hearing_letters"  # the numbers whose code this browser has shown, each with when
OPEN: Final = timedelta(minutes=30)  # for how long a letter stays open in a browser in which nobody signed in
MOST_OPEN: Final = 20
CODE: Final = "code of a letter"
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
READERS: Final = case_gates.READERS  # who may see hearings and the letters of their organs, beside the chair


def may(officer: Officer, case: CaseSheet, hearing: HearingSheet | None, act: str) -> bool:
    """Say whether an officer may do an act: by a role at the case's organ, or as the chair."""
    if act in OF_CHAIR:
        return hearing is not None and hearing.chair == f"account:{officer.account_id}"
    return any(officer.may(role, case.line.organ_id) for role in ACTS.get(act, frozenset()))


def case_for(officer: Officer, case_id: int) -> CaseSheet:
    """Return a case that the officer may see, or whose hearing they chair; raises Http404 otherwise."""
    try:
        return case_gates.case_for_officer(officer, case_id)
    except Http404:
        if reads.chair_of(case_id) != f"account:{officer.account_id}":
            raise
        return case_gates.case_for_officer(officer, case_id, roles=frozenset(map(Role, officer.all_roles)))


def open_letter(request: HttpRequest, number: int) -> None:
    """Remember that a browser showed the code of a letter."""
    known = [*request.session.get(SESSION, {}).items(), (str(number), now().isoformat())]
    request.session[SESSION] = dict(known[-MOST_OPEN:])


def is_opened(request: HttpRequest, number: int, *, at: datetime) -> bool:
    """Say whether a browser showed the code of a letter a short while ago (F-424)."""
    since = request.session.get(SESSION, {}).get(str(number))
    return since is not None and at - datetime.fromisoformat(since) < OPEN


def close_letters(request: HttpRequest, **_signal: object) -> None:
    """Forget which letters were opened, because somebody else may be at the browser now (F-424)."""
    request.session.pop(SESSION, None)


def _has_code(request: HttpRequest, number: int, at: datetime) -> bool:
    code = request.GET.get("code", "")
    try:
        return bool(code) and people_acts.is_right(
            CODE, address_of(request), right=reads.code_fits(number, code), at=at
        )
    except Refused:
        return False


def party_for(request: HttpRequest, number: int, *, at: datetime) -> PartySheet:
    """Return a person's own page: for their account, who acts for them, or the browser that showed the code.

    Raises Http404 for everybody else, so that numbers cannot be tried.
    """
    found = reads.party(number)
    if found is None:
        raise Http404
    if is_opened(request, number, at=at):
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
    at = now()
    if is_opened(request, number, at=at) or _has_code(request, number, at):
        return True
    signed_in = request.user.is_authenticated
    return bool(signed_in and (_reader(request, found, at) or _hears(request, found, organ)))


def _hears(request: HttpRequest, found: PartySheet, organ: int | None) -> bool:
    """Say whether an officer has work on the hearing; the applicant does not read letters to others."""
    officer = officer_at(request)
    if officer is None:
        return False
    return organ in officer.scope(READERS) or reads.chair_of(found.case_id) == f"account:{officer.account_id}"
