"""Who may see a case and who may do what to it: asked here and nowhere else."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from yimen.affairs.cases import reads
from yimen.affairs.cases.earlier import open_steps, terms_of
from yimen.affairs.cases.hindrances import is_due
from yimen.affairs.cases.life import DeclineGround, State
from yimen.affairs.cases.reads import CaseSheet, Check, Owner
from yimen.affairs.cases.rules import FRONT
from yimen.ground.clock import now
from yimen.ground.gates import account_of, address_of
from yimen.ground.life import Refused
from yimen.ground.numbers import read_number
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.gates import officer_at
from yimen.registers.agencies.reads import Officer, Role
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet, StepSheet
from yimen.registers.people import acts as people_acts
from yimen.registers.people import reads as people
from yimen.registers.people.acts import Looked
from yimen.registers.people.reads import Principal

WINDOW: Final = frozenset({Role.WINDOW, Role.CHIEF_REPRESENTATIVE, Role.VILLAGE_AGENT})
DECIDERS: Final = frozenset({Role.APPROVER, Role.ORGAN_HEAD, Role.CHIEF_REPRESENTATIVE})
DECISIONS: Final = frozenset({"grant", "refuse", "grant_on_the_spot", "refuse_on_the_spot"})
AFTER_OTHERS: Final = frozenset({"grant", "refuse"})  # where the decision is another officer's
BY: Final = ("by", "second")
AT_STATIONS: Final = frozenset(
    {"confirm_receipt", "correct", "ask_for_more", "supplement", "accept", "decline", "deliver"}
)
ACTS: Final[Mapping[str, frozenset[Role]]] = {
    "accept": WINDOW,
    "confirm_receipt": WINDOW,
    "correct": WINDOW,
    "correct_situation": WINDOW,
    "ask_for_more": WINDOW | {Role.REVIEWER},
    "supplement": WINDOW,
    "decline": WINDOW | DECIDERS,
    "review": frozenset({Role.REVIEWER, Role.APPROVER, Role.WINDOW}),
    "send_back": DECIDERS,
    "extend": frozenset({Role.ORGAN_HEAD}),
    "extend_stopped": frozenset({Role.ORGAN_HEAD}),
    "suspend": frozenset({Role.REVIEWER, Role.APPROVER}),
    "resume": frozenset({Role.REVIEWER, Role.APPROVER}),
    "grant": DECIDERS,
    "refuse": DECIDERS,
    "grant_on_the_spot": frozenset({Role.CHIEF_REPRESENTATIVE, Role.APPROVER, Role.ORGAN_HEAD}),
    "refuse_on_the_spot": frozenset({Role.CHIEF_REPRESENTATIVE, Role.APPROVER, Role.ORGAN_HEAD}),
    "deliver": WINDOW,
    "explain_overdue": DECIDERS | WINDOW,
    "close": WINDOW | DECIDERS,
    "prolong": frozenset({Role.REVIEWER, Role.APPROVER}),
    "serve": WINDOW | {Role.REVIEWER, Role.APPROVER, Role.ORGAN_HEAD},
    "check": frozenset({Role.REVIEWER, Role.APPROVER, Role.INSPECTOR, Role.WINDOW}),
    "charge": WINDOW,
    "ask_waiver": WINDOW | {Role.REVIEWER},
    "decide_waiver": DECIDERS,
    "accept_first": WINDOW,
    "forward": frozenset({Role.REVIEWER, Role.APPROVER, Role.ORGAN_HEAD}),
    "record_intention": WINDOW | {Role.REVIEWER} | DECIDERS,
    "fill_gaps": WINDOW,
}
CHECKING: Final = frozenset({Role.INSPECTOR})
WORKERS: Final = frozenset().union(*ACTS.values()) - CHECKING  # who has work on every case of their organ
READERS: Final = WORKERS | {
    Role.LEGAL,
    Role.SUPERVISOR,
}  # who may see a case (F-408); inspectors, if it is checked


def may(officer: Officer, case: CaseSheet, act: str) -> bool:
    """Say whether an officer holds a role that this act needs at the case's organ.

    An organ that took the case in for another's matter does the window's part, and all of a power devolved to it.
    A step of the review belongs to the role it was published with; a chief representative decides what
    was delegated to the post. Who took a case on below does not send it up with the opinion (A-912).
    """
    if act == "review":
        return bool(steps_for(officer, case))
    if act == "forward" and case.was_accepted_by(f"account:{officer.account_id}"):
        return False
    return _holds(officer, case, act, ACTS.get(act, frozenset()))


def steps_for(officer: Officer, case: CaseSheet) -> list[StepSheet]:
    """Return the open steps of the review that belong to a role of the officer, none for whom a hearing bars (A-704).

    Who accepted the case has only those that were published for the window (A-912, A-917).
    """
    me = f"account:{officer.account_id}"
    if me in case.barred:
        return []
    steps = [one for one in open_steps(case) if one.role == FRONT or not case.was_accepted_by(me)]
    return [one for one in steps if _holds(officer, case, "review", {Role(one.role)})]


def colleagues(officer: Officer, case: CaseSheet, *, on: date) -> list[tuple[str, str]]:
    """Return the other officers of the organ who may review beside this one, each with name and title (A-302).

    Who accepted the case is among them only where the window itself reviews (A-912).
    """
    found = colleagues_at(next(iter(stations(officer, case)), case.line.organ_id), officer, on=on)
    if all(one.role == FRONT for one in steps_for(officer, case)):
        return found
    return [one for one in found if not case.was_accepted_by(one[0])]


def colleagues_at(organ_id: int, officer: Officer, *, on: date) -> list[tuple[str, str]]:
    """Return who of an organ may look at facts beside an officer, each with name and title (A-302)."""
    found = agencies.officers_of(organ_id, ACTS["check"], on=on)
    others = [one for one in found if one[0] != officer.account_id]
    return [(f"account:{account}", f"{name} · {title}") for account, name, title in others]


def decline_grounds(officer: Officer, case: CaseSheet) -> list[str]:
    """Return on which grounds an officer may decline: that papers are false is for whoever decides (A-210)."""
    window, decider = (_holds(officer, case, "decline", roles) for roles in (WINDOW, DECIDERS))
    plain = [one for one in DeclineGround.values if one != DeclineGround.FALSE]
    return [*(plain if window else []), *([DeclineGround.FALSE.value] if decider else [])]


def _holds(officer: Officer, case: CaseSheet, act: str, roles: Iterable[Role]) -> bool:
    limited = act in DECISIONS and any(one.delegated for one in officer.held)
    matter = catalogue.version(case.line.version_id).code if limited else ""
    if any(officer.may(role, case.line.lies_with, matter=matter) for role in roles):
        return True
    own = case.line.name_organ_id == case.line.station_id  # a devolved power is exercised whole (H-411)
    return (own or act in AT_STATIONS) and any(
        officer.may(role, one, matter=matter) for one in stations(officer, case) for role in roles
    )


def possible(case: CaseSheet, *, at: datetime) -> list[str]:
    """Return the acts of officers that can be done on a case now, whoever does them, in the order of the table."""
    return [act for act in ACTS if is_due(act, case, at=at)]


def may_now(officer: Officer, case: CaseSheet, act: str, *, at: datetime) -> bool:
    """Say whether one act can be done on a case now and the officer may do it."""
    return is_due(act, case, at=at) and may(officer, case, act)


def offered(officer: Officer, case: CaseSheet, *, at: datetime) -> list[str]:
    """Return the acts that can be done on a case now and that the officer may do, in the order of the table."""
    found = [act for act in possible(case, at=at) if may(officer, case, act)]
    return [act for act in found if act not in AFTER_OTHERS] if _worked_on(officer, case) else found


def _worked_on(officer: Officer, case: CaseSheet) -> bool:
    """Say whether another officer has to decide, because this one accepted or reviewed the case."""
    acted = {case.accepted_by, *(one[name] for one in case.reviews if not one["void"] for name in BY)}
    return terms_of(case).two_officers_decide and f"account:{officer.account_id}" in acted


def takes_in(officer: Officer, matter: MatterSheet, *, on: date) -> bool:
    """Say whether an officer takes applications for a matter in: at its organ, or where it is handed down (A-912, H-411)."""
    places = (matter.organ_id, *(one.organ_id for one in catalogue.handed_down(matter, on=on)))
    return any(officer.may(role, place) for role in WINDOW for place in places)


def stations(officer: Officer, case: CaseSheet) -> frozenset[int]:
    """Return the officer's organ to which the matter was handed down and which took this case in (Licensing Law art. 24)."""
    return officer.organ_ids & {case.line.station_id} if case.line.station_id else frozenset()


def _sheet(case_id: int) -> CaseSheet:
    found = reads.sheet_or_none(case_id)
    if found is None:
        raise Http404
    return found


def works_on(officer: Officer, case: CaseSheet, roles: Iterable[str]) -> bool:
    """Say whether one of some roles of an officer counts for a case: at its organs, or where it was taken in (F-408)."""
    wanted = frozenset(roles)
    here = any(one.role in wanted and one.organ_id == case.line.station_id for one in officer.held)
    return here or bool({*case.line.organs} & officer.scope(wanted))


def readers_of(checked: object) -> frozenset[Role]:
    """Return the roles that see a case: inspectors only one that is checked on the spot."""
    return READERS | CHECKING if checked else READERS


def case_for_officer(
    officer: Officer, case_id: int, act: str = "", *, roles: frozenset[Role] = frozenset()
) -> CaseSheet:
    """Return the case if a role of the officer gives work on it (and the act is theirs); `roles` count besides.

    Raises Http404 for a case out of sight, so that numbers cannot be tried, and PermissionDenied for
    an act that belongs to someone else.
    """
    case = _sheet(case_id)
    if not _in_sight(officer, case, roles | ACTS.get(act, frozenset())):
        raise Http404
    if act and not may(officer, case, act):
        raise PermissionDenied
    return case


def cases_for_officer(officer: Officer, case_ids: Iterable[int]) -> list[CaseSheet]:
    """Return several cases in the order of their numbers' list, read at once; raises Http404 if one is out of sight."""
    wanted = list(dict.fromkeys(case_ids))
    found = reads.sheets(wanted)
    if any(one not in found or not _in_sight(officer, found[one]) for one in wanted):
        raise Http404
    return [found[one] for one in wanted]


def _in_sight(officer: Officer, case: CaseSheet, besides: frozenset[Role] = frozenset()) -> bool:
    return case.line.state != State.DRAFT and works_on(officer, case, readers_of(case.checks) | besides)


def may_reveal(officer: Officer, case: CaseSheet) -> bool:
    """Say whether an officer may ask for hidden numbers: with work on the case, while its record is kept (F-425, G-310)."""
    return bool(case.person_id) and works_on(officer, case, WORKERS)


def case_for_person(account_id: int, case_id: int, *, at: datetime) -> CaseSheet:
    """Return the case if the account is its applicant or may act for them in its matter now; raises Http404 otherwise.

    It names its reader. That an agent looks is noted, so that the applicant can see it.
    """
    case = _sheet(case_id)
    reader = principal_in(account_id, case.person_id, case.line.matter_id, at=at)
    if reader is None:
        raise Http404
    note_agent(reader, account_id, Looked.CASE, f"{case.line.title} {case.line.number}", at=at)
    return replace(case, reader=reader)


def principal_in(account_id: int, person_id: int, matter_id: int, *, at: datetime) -> Principal | None:
    """Return a person if the account is them, or acts for them in a matter now, by mandate or by law (A-102).

    Whoever asks about a thing of a person (a case, a permit, a hearing) asks here.
    """
    found = people.principal(account_id, person_id, on=at.date())
    return found if found is not None and within(found, matter_id) else None


def within(reader: Principal, matter_id: int) -> bool:
    """Say whether an account acts for a person in a matter."""
    return reader.matters is None or reader.covers(catalogue.named.code_of(matter_id))


def matters_of(reader: Principal) -> list[int] | None:
    """Return the numbers of the matters in which an account acts for a person, None for all."""
    return None if reader.matters is None else catalogue.named.numbers(reader.matters)


def note_agent(reader: Principal, account_id: int, what: Looked, about: str, *, at: datetime) -> None:
    """Note that someone looked at a thing of a person by mandate; nothing for oneself or by law (A-102, F-425)."""
    if reader.way == "mandate":
        people_acts.note_agent(reader.id, what, about=about, account_id=account_id, at=at)


def may_watch(account_id: int, officer: Officer | None, case_id: int, *, at: datetime) -> bool:
    """Say whether somebody may watch a case: its applicant, an agent in its matter, or an officer with work on it."""
    owner = reads.owner(case_id)
    return owner is not None and _sees(account_id, lambda: officer, owner, at)


def _sees(account_id: int, officer_at_it: Callable[[], Officer | None], owner: Owner, at: datetime) -> bool:
    if principal_in(account_id, owner.person_id, owner.matter_id, at=at):
        return True
    officer = officer_at_it()
    return officer is not None and _is_officers(officer, owner)


def _is_officers(officer: Officer, owner: Owner) -> bool:
    wanted = readers_of(owner.checked)
    here = any(one.role in wanted and one.organ_id == owner.station_id for one in officer.held)
    return owner.state != State.DRAFT and (here or bool(owner.organs & officer.scope(wanted)))


def check_for_officer(officer: Officer, case_id: int) -> Check:
    """Return a commitment that an inspector of its organ may check. Raises Http404 for one out of sight."""
    found = reads.check(case_id)
    if found is None or not any(officer.may(role, found.organ_id) for role in CHECKING):
        raise Http404
    return found


def may_read_file(request: HttpRequest, case: str) -> bool:
    """Say whether a visitor may read a file handed in with a case."""
    number = read_number(case) if request.user.is_authenticated else None
    return number is not None and may_watch(account_of(request), officer_at(request), number, at=now())


def may_read_document(request: HttpRequest, case: int, owner: Owner) -> bool:
    """Say whether a visitor may read a document about a case: who may see it, or who holds its code."""
    signed_in = request.user.is_authenticated
    if signed_in and _sees(account_of(request), lambda: officer_at(request), owner, now()):
        return True
    return has_code(case, request.GET.get("code", ""), address_of(request))


def has_code(case_id: int, code: str, address: str) -> bool:
    """Say whether somebody gave the code of a case; after too many wrong ones nobody at their address does (F-402)."""
    if not code:
        return False
    try:
        return people_acts.is_right(reads.CODE, address, right=reads.follow_id(case_id, code), at=now())
    except Refused:
        return False
