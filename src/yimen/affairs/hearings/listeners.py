"""What follows for hearings: files are opened, letters ordered, people told; a hearing ends with its case."""

from typing import Any

from yimen.affairs.cases import reads as cases
from yimen.affairs.cases.events import (
    CaseAccepted,
    CaseDeemedAccepted,
    CaseErased,
    CaseWithdrawn,
    ClockResumed,
    GapsUnfilled,
)
from yimen.affairs.cases.reads import CaseSheet
from yimen.affairs.hearings import acts, paperwork, reads
from yimen.affairs.hearings.events import (
    HearingAsked,
    HearingDropped,
    HearingSet,
    PersonAdded,
    PersonTold,
    RecordClosed,
)
from yimen.affairs.hearings.reads import HearingSheet, PartySheet
from yimen.ground.bus.event import Event, name_of
from yimen.ground.bus.hearing import listens
from yimen.ground.calendar.rules import SHANGHAI
from yimen.ground.life import Refused
from yimen.means.documents import acts as documents
from yimen.means.notices import acts as notices
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import names


def _file(case_id: int) -> tuple[CaseSheet, HearingSheet]:
    case, hearing = cases.sheet(case_id), reads.sheet(case_id)
    if hearing is None:
        message = f"case {case_id} has no hearing"
        raise LookupError(message)
    return case, hearing


@listens(CaseAccepted, CaseDeemedAccepted)
def open_file(event: CaseAccepted | CaseDeemedAccepted) -> None:
    """Open the file of a hearing where the matter wants one; the decision waits for it since the acceptance."""
    line = cases.line(event.subject)
    if line is None or not acts.needs(catalogue.version(line.version_id)):
        return
    try:
        acts.begin(event.subject, by="system", at=event.at)
    except Refused:
        return  # decided on or withdrawn meanwhile


@listens(CaseWithdrawn, GapsUnfilled)
def end_with_case(event: CaseWithdrawn | GapsUnfilled) -> None:
    """End the hearing of a case that was taken back, or ended because promised papers never came."""
    acts.drop(event.subject, by=event.by, at=event.at)


@listens(CaseErased)
def erase_with_case(event: CaseErased) -> None:
    """Erase persons and words with the record of the case (G-310)."""
    acts.erase(event.subject)


@listens(ClockResumed)
def stop_clock_again(event: ClockResumed) -> None:
    """Stop the clock for a hearing that was told while it stood still for another procedure (A-706)."""
    acts.go_on(event.subject, by=event.by, at=event.at, calendar=cases.calendar_of(event.organ))


def _order(kind: str, case: CaseSheet, one: PartySheet | None, event: Event, data: dict[str, Any]) -> None:
    """Order a letter; what goes to others than the applicant lies under their own number."""
    subject = one.number if one and one.n else case.id
    cause = f"{kind} {name_of(type(event))} {event.at.isoformat()}"[:60]
    documents.order(kind, subject=subject, organ_id=case.line.organ_id, data=data, cause=cause, at=event.at)


@listens(PersonAdded)
def order_letters(event: PersonAdded) -> None:
    """Order the notice to a person who is touched, and for both sides that of the right to a hearing (A-303, A-702).

    Who is found after time and place were set is told of them too (A-704).
    """
    case, hearing = _file(event.subject)
    one = next(party for party in hearing.parties if party.n == event.n)
    _order("interest_notice", case, one, event, paperwork.letter(case, one))
    if hearing.state == acts.State.SET and hearing.set_at and event.at > hearing.set_at:
        said = paperwork.appointment(case, hearing)
        _order("hearing_notice", case, one, event, {**paperwork.letter(case, one), **said})
    if hearing.ground != acts.Ground.INTERESTS:
        return
    _order("hearing_right", case, one, event, paperwork.letter(case, one))
    if event.n == 1:
        applicant = hearing.parties[0]
        _order("hearing_right", case, applicant, event, paperwork.letter(case, applicant))


@listens(HearingSet)
def order_notices(event: HearingSet) -> None:
    """Order the notice of time and place for everyone, and the announcement of a public hearing (A-701, A-704)."""
    case, hearing = _file(event.subject)
    said = paperwork.appointment(case, hearing)
    for one in hearing.parties:
        _order("hearing_notice", case, one, event, {**paperwork.letter(case, one), **said})
    if event.public:
        _order("hearing_public", case, None, event, {**paperwork.common(case), "addressee": "", **said})


@listens(RecordClosed)
def order_record(event: RecordClosed) -> None:
    """Order the record of the hearing."""
    case, hearing = _file(event.subject)
    data = {**paperwork.common(case), "addressee": "", **paperwork.record(case, hearing)}
    _order("hearing_record", case, None, event, data)


def _tell(kind: str, case: CaseSheet, one: PartySheet, event: Event, **words: str) -> None:
    if one.person_id is None:
        return
    version = case.line.version_id
    notices.tell(
        one.person_id,
        kind,
        subject=case.id if one.n == 0 else 0,
        data={"title": case.line.title, "titles": names([version])[version], **words},
        cause=f"{case.id} {event.at.isoformat()}",
        at=event.at,
    )


@listens(PersonTold)
def tell_them(event: PersonTold) -> None:
    """Tell a person with an account what touches them and until when they may answer."""
    case, hearing = _file(event.subject)
    one = next(party for party in hearing.parties if party.n == event.n)
    kind = "interest_told" if event.n else "hearing_right"
    _tell(kind, case, one, event, respond_by_on=event.respond_by_on.isoformat())


@listens(HearingAsked, HearingSet)
def tell_everyone(event: HearingAsked | HearingSet) -> None:
    """Tell everyone who has a say that there will be a hearing, and when and where."""
    case, hearing = _file(event.subject)
    for one in hearing.parties:
        if isinstance(event, HearingSet):
            day = event.starts_at.astimezone(SHANGHAI)
            words = {"day_on": day.date().isoformat(), "hour": f"{day:%H:%M}", "place": event.place}
            _tell("hearing_set", case, one, event, **words)
        elif one.n != event.n:
            _tell("hearing_asked", case, one, event)


@listens(HearingDropped)
def tell_the_end(event: HearingDropped) -> None:
    """Tell those who had been told of the case that it ended."""
    case, hearing = _file(event.subject)
    for one in hearing.others:
        if one.told_at is not None:
            _tell("hearing_dropped", case, one, event)
