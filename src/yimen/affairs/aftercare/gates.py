"""Who may see a permit and who may do what about it: asked here and nowhere else."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from yimen.affairs.aftercare import reads
from yimen.affairs.aftercare.hindrances import decision_fault, may_answer_hearing
from yimen.affairs.aftercare.reads import CheckSheet, ProceedingSheet, ServiceSheet
from yimen.affairs.cases import gates as case_gates
from yimen.ground.clock import now
from yimen.ground.gates import account_of
from yimen.ground.numbers import read_number
from yimen.registers.agencies.gates import officer_at
from yimen.registers.agencies.reads import Officer, Role
from yimen.registers.people import reads as people
from yimen.registers.people.acts import Looked
from yimen.registers.permits import reads as permits
from yimen.registers.permits.reads import Owner, PermitSheet

PROPOSERS: Final = frozenset({Role.REVIEWER, Role.INSPECTOR, Role.APPROVER, Role.ORGAN_HEAD})
BARS: Final = frozenset({Role.APPROVER, Role.ORGAN_HEAD, Role.WINDOW, Role.REVIEWER})
DECIDERS: Final = frozenset({Role.APPROVER, Role.ORGAN_HEAD})
ACTS: Final[Mapping[str, frozenset[Role]]] = {
    "propose": PROPOSERS,
    "state_views": PROPOSERS | {Role.WINDOW},
    "answer_hearing": PROPOSERS | {Role.WINDOW},
    "record_hearing": PROPOSERS,
    "decide": DECIDERS,
    "drop": DECIDERS,
    "serve_notice": PROPOSERS | {Role.WINDOW},
    "serve": DECIDERS | {Role.WINDOW},
    "conclude_service": PROPOSERS | {Role.WINDOW},
    "publish_service": PROPOSERS | {Role.WINDOW},
    "resume": DECIDERS,
    "check": frozenset({Role.INSPECTOR}),
    "sign": frozenset({Role.INSPECTOR}),
    "mended": frozenset({Role.INSPECTOR}),
    "lift": frozenset({Role.ORGAN_HEAD}),
}
READERS: Final = (
    frozenset().union(*ACTS.values()) | case_gates.READERS
)  # who may see permits and their endings


def may(officer: Officer, organ_id: int, act: str) -> bool:
    """Say whether an officer holds a role that this act needs at an organ."""
    return any(officer.may(role, organ_id) for role in ACTS[act])


def _sheet(permit_id: int) -> PermitSheet:
    found = permits.permit(permit_id, at=now())
    if found is None:
        raise Http404
    return found


def permit_for_officer(officer: Officer, permit_id: int, act: str = "") -> PermitSheet:
    """Return a permit of the officer's organs. Raises Http404 for others, PermissionDenied for another's act."""
    found = _sheet(permit_id)
    if found.organ_id not in officer.scope(READERS):
        raise Http404
    if act and not may(officer, found.organ_id, act):
        raise PermissionDenied
    return found


def proceeding_for_officer(officer: Officer, proceeding_id: int, act: str = "") -> ProceedingSheet:
    """Return a proceeding of the officer's organs. Raises Http404 for others, PermissionDenied for another's act."""
    try:
        found = reads.proceeding(proceeding_id)
    except reads.Missing:
        raise Http404 from None
    if found.organ_id not in officer.scope(READERS):
        raise Http404
    if act and not may(officer, found.organ_id, act):
        raise PermissionDenied
    return found


def check_for_officer(officer: Officer, check_id: int, act: str) -> CheckSheet:
    """Return a check of the officer's organs. Raises Http404 for others, PermissionDenied for another's act."""
    try:
        found = reads.check(check_id)
    except reads.Missing:
        raise Http404 from None
    if found.organ_id not in officer.scope(READERS):
        raise Http404
    if not may(officer, found.organ_id, act):
        raise PermissionDenied
    return found


def offered(
    officer: Officer, found: ProceedingSheet, tried: Iterable[ServiceSheet], *, today: date
) -> list[str]:
    """Return what an officer may do with a proceeding now, in the order of the table; `tried` is how it was served.

    It is not decided while the holder may speak, or wants a hearing (A-1205, A-1206).
    """
    possible = set(found.possible) | _of_service(found, tried)
    if decision_fault(found, f"account:{officer.account_id}", today=today):
        possible.discard("decide")
    if not may_answer_hearing(found, today=today):
        possible.discard("answer_hearing")
    if found.hearing != "asked":
        possible.discard("record_hearing")
    if not found.to_serve:
        possible.discard("serve_notice")
    return [act for act in ACTS if act in possible and may(officer, found.organ_id, act)]


def _of_service(found: ProceedingSheet, tried: Iterable[ServiceSheet]) -> set[str]:
    """Return what can be done about attempts to serve the document that is due."""
    outcomes = {one.outcome for one in tried if one.document == found.to_serve}
    if "sent" in outcomes:
        return {"conclude_service"}
    return {"publish_service"} if "failed" in outcomes and "published" not in outcomes else set()


def permit_for_person(account_id: int, permit_id: int, *, at: datetime) -> PermitSheet:
    """Return a permit whose holder the account is or may act for in its matter now. Raises Http404 otherwise.

    That an agent looks is noted, so that the holder can see it.
    """
    found = _sheet(permit_id)
    reader = case_gates.principal_in(account_id, found.person_id, found.matter_id, at=at)
    if reader is None:
        raise Http404
    case_gates.note_agent(reader, account_id, Looked.PERMIT, f"{found.title} {found.number}", at=at)
    return found


def proceeding_for_person(account_id: int, proceeding_id: int, *, at: datetime) -> ProceedingSheet:
    """Return a proceeding on a permit of one's own, or of one for whom one acts in its matter. Raises Http404 otherwise."""
    try:
        found = reads.proceeding(proceeding_id)
    except reads.Missing:
        raise Http404 from None
    reader = people.principal(account_id, found.person_id, on=at.date())
    if reader is None:
        raise Http404
    if reader.way == "mandate":
        permit_for_person(account_id, found.permit_id, at=at)
    return found


def _sees(request: HttpRequest, owner: Owner) -> bool:
    """Say whether a visitor may see everything of a permit: its holder, an agent in its matter, or an officer with work on it."""
    if not request.user.is_authenticated:
        return False
    if case_gates.principal_in(account_of(request), owner[0], owner[2], at=now()):
        return True
    officer = officer_at(request)
    return officer is not None and owner[1] in officer.scope(READERS)


def may_read_document(request: HttpRequest, _permit: int, owner: Owner) -> bool:
    """Say whether a visitor may read a document about a permit."""
    return _sees(request, owner)


def may_read_photo(request: HttpRequest, permit: str) -> bool:
    """Say whether a visitor may see the photos of a check."""
    number = read_number(permit) if request.user.is_authenticated else None
    owner = permits.owner(number) if number is not None else None
    return owner is not None and _sees(request, owner)
