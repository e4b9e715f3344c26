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
    FeeDue,
    FirstReviewBegun,
    GapsOpened,
    GapsPromised,
    GapsUnfilled,
    NoticeServed,
    SupplementRequested,
)
from yimen.affairs.cases.life import DeliveryMethod, State
from yimen.affairs.cases.reads import CaseSheet
from yimen.ground.bus.event import Event, data_of, name_of
from yimen.ground.bus.hearing import listens
from yimen.ground.calendar.events import CalendarAnnounced, OfficesClosed, OfficesReopened
from yimen.means.documents import acts as documents
from yimen.means.documents.events import DocumentIssued
from yimen.means.documents.reads import documents_of as made_of
from yimen.means.notices import acts as notices
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import acts as catalogue
from yimen.registers.catalogue.reads import names
from yimen.registers.people import reads as people

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
    NoticeServed: "service",
    FeeDue: "fee",
    GapsPromised: "gaps",
    GapsUnfilled: "ending",
    CommitmentMade: "commitment",
    CommitmentMendOrdered: "promised_mending",
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
SERVED_AT_ONCE = frozenset(
    {"special", "extension", "supplement", "non_acceptance", "acceptance", "fee", "hearing_notice"}
)


def cause_of(event: Event) -> str:
    """Return what makes a document or a message one and the same: the event's name and moment.

    Two notices may be served in one moment; each has its record of service.
    """
    if isinstance(event, NoticeServed):
        return f"{event.document} {name_of(type(event))} {event.at.isoformat()}"[:60]
    return f"{name_of(type(event))} {event.at.isoformat()}"[:60]


@listens(*DOCUMENTS)
def order_document(event: Event) -> None:
    """Order the document that this act calls for (A-208, A-213, A-402, A-405, A-501, A-511)."""
    case = reads.sheet(event.subject)
    organ_id = event.first_organ if isinstance(event, BY_THE_FIRST) else case.line.in_name_of
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


def _served_before(case: CaseSheet, event: DocumentIssued) -> bool:
    """Say whether this document, or as many of its kind as were made until it, were served already, by hand perhaps."""
    served = [one for one in case.services if one["document"] == event.kind and one["outcome"] == "served"]
    if any(one["document_id"] == event.document for one in served):
        return True
    made = [one.id for one in made_of(case.id) if one.kind == event.kind]
    return event.document in made and len(served) > made.index(event.document)


@listens(DocumentIssued)
def serve_electronically(event: DocumentIssued) -> None:
    """Serve a notice in the space of a person who agreed to that, on the moment it lies there (A-405, A-511).

    A decision is served by the window, which knows whether it is to be collected.
    """
    owner = reads.owner(event.subject)
    if (
        event.kind not in SERVED_AT_ONCE
        or owner is None
        or not people.consents_to_electronic_service(owner.person_id)
    ):
        return
    sheet = reads.sheet(event.subject)
    if sheet.line.state == State.DRAFT or _served_before(sheet, event):
        return
    one = acts.Serving(event.kind, DeliveryMethod.ELECTRONIC, proof=event.number, document_id=event.document)
    acts.serve(event.subject, one, by="system", at=event.at, calendar=reads.calendar_for(event.subject))


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
