"""What follows from what happened to a case: documents are ordered, people are told."""

from yimen.affairs.cases import acts, paperwork, reads
from yimen.affairs.cases.events import (
    CaseAccepted,
    CaseDeclined,
    CaseDeemedAccepted,
    CaseDelivered,
    CaseExtended,
    CaseFiled,
    CaseForwarded,
    CaseGranted,
    CaseLapsed,
    CaseRefused,
    CaseSubmitted,
    CaseWithdrawn,
    ClockStopped,
    CommitmentBroken,
    CommitmentMade,
    CommitmentMendOrdered,
    FirstReviewBegun,
    GapsOpened,
    GapsPromised,
    GapsUnfilled,
    SupplementRequested,
)
from yimen.affairs.cases.life import State
from yimen.ground.bus.event import Event, data_of, name_of
from yimen.ground.bus.hearing import listens
from yimen.ground.calendar.events import CalendarAnnounced, OfficesClosed, OfficesReopened
from yimen.means.documents import acts as documents
from yimen.means.notices import acts as notices
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import acts as catalogue
from yimen.registers.catalogue.reads import names

DOCUMENTS = {
    CaseSubmitted: "receipt",
    SupplementRequested: "supplement",
    CaseAccepted: "acceptance",
    CaseDeemedAccepted: "acceptance",
    CaseDeclined: "non_acceptance",
    CaseExtended: "extension",
    ClockStopped: "special",
    CaseGranted: "grant",
    CaseRefused: "refusal",
    CaseDelivered: "service",
    CaseLapsed: "ending",
    CaseWithdrawn: "ending",
    GapsPromised: "gaps",
    GapsUnfilled: "ending",
    CommitmentMade: "commitment",
    CommitmentMendOrdered: "mending",
    FirstReviewBegun: "first_acceptance",
    CaseForwarded: "first_opinion",
    CaseFiled: "filing",
}
BY_THE_FIRST = (FirstReviewBegun, CaseForwarded)
MESSAGES = {
    CaseSubmitted: "case_received",
    SupplementRequested: "case_supplement",
    CaseAccepted: "case_accepted",
    CaseDeemedAccepted: "case_accepted",
    CaseDeclined: "case_declined",
    CaseExtended: "case_extended",
    ClockStopped: "case_clock_stopped",
    CaseGranted: "case_granted",
    CaseRefused: "case_refused",
    CaseDelivered: "case_delivered",
    CaseLapsed: "case_returned",
    GapsOpened: "case_gaps",
    GapsUnfilled: "case_gaps_unfilled",
    CommitmentMendOrdered: "commitment_mend",
    CommitmentBroken: "commitment_broken",
    FirstReviewBegun: "case_first_review",
    CaseForwarded: "case_forwarded",
    CaseFiled: "case_filed",
}


def cause_of(event: Event) -> str:
    """Return what makes a document or a message one and the same: the event's name and moment."""
    return f"{name_of(type(event))} {event.at.isoformat()}"[:60]


@listens(*DOCUMENTS)
def order_document(event: Event) -> None:
    """Order the document that this act calls for (A-208, A-213, A-402, A-405, A-501, A-511)."""
    case = reads.sheet(event.subject)
    organ_id = event.first_organ if isinstance(event, BY_THE_FIRST) else case.line.organ_id
    documents.order(
        DOCUMENTS[type(event)],
        subject=case.id,
        organ_id=organ_id,
        data=paperwork.data(case, event, organ_id),
        cause=cause_of(event),
        at=event.at,
    )


@listens(*MESSAGES)
def tell_applicant(event: Event) -> None:
    """Tell the applicant what happened and what comes next."""
    case = reads.sheet(event.subject)
    if isinstance(event, CaseSubmitted) and case.line.state == State.FILED:
        return  # what is filed at once is told of once
    words = {name: value for name, value in data_of(event).items() if name.endswith(("_on", "_days"))}
    version = case.line.version_id
    notices.tell(
        case.person_id,
        MESSAGES[type(event)],
        subject=case.id,
        data={"title": case.line.title, "titles": names([version])[version], **words},
        cause=f"{case.id} {event.at.isoformat()}",  # several cases of one person may share a moment
        at=event.at,
    )


@listens(CaseSubmitted)
def count_for_matter(event: CaseSubmitted) -> None:
    """Count the application for the list of what is asked for most."""
    catalogue.note_asked(event.matter)


@listens(CalendarAnnounced)
def compute_dates_again(event: CalendarAnnounced) -> None:
    """Have every running date computed again: this year was not known, or is another than it was (T-02)."""
    acts.ask_to_recompute(None, cause=f"calendar {event.year}", at=event.at)


@listens(OfficesClosed, OfficesReopened)
def compute_local_dates_again(event: OfficesClosed | OfficesReopened) -> None:
    """Have the running dates of a division and of those in it computed again."""
    organs = agencies.organs_in(event.division)
    acts.ask_to_recompute(organs, cause=f"{event.division}: {event.notice}"[:120], at=event.at)
