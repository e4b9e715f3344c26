"""What follows for publication: decisions are prepared, people told; what no longer holds is withdrawn."""

from yimen.affairs.cases import reads as cases
from yimen.affairs.cases.events import CaseGranted, CaseRefused
from yimen.affairs.publication import acts
from yimen.affairs.publication.events import (
    ObjectionDecided,
    PublicationCorrected,
    PublicationPlanned,
    PublicationWithdrawn,
)
from yimen.ground.bus.hearing import listens
from yimen.means.documents import reads as documents
from yimen.means.documents.events import DocumentIssued, DocumentRevoked
from yimen.means.notices import acts as notices
from yimen.registers.catalogue.reads import names

Changed = PublicationPlanned | ObjectionDecided | PublicationCorrected | PublicationWithdrawn
MESSAGES: dict[type[Changed], str] = {
    PublicationPlanned: "publication_planned",
    ObjectionDecided: "publication_answered",
    PublicationCorrected: "publication_changed",
    PublicationWithdrawn: "publication_changed",
}


@listens(CaseGranted, CaseRefused)
def prepare(event: CaseGranted | CaseRefused) -> None:
    """Prepare what is published of a decision (A-503)."""
    result = "granted" if isinstance(event, CaseGranted) else "refused"
    calendar = cases.calendar_of(event.organ)
    acts.plan(event.subject, result, by="system", at=event.at, calendar=calendar)


@listens(DocumentIssued)
def note_number(event: DocumentIssued) -> None:
    """Put the number of a decision on what is published of it."""
    if event.kind in acts.DECISIONS:
        acts.note_number(event.subject, event.number)


@listens(DocumentRevoked)
def withdraw_revoked(event: DocumentRevoked) -> None:
    """Withdraw what is published of a decision whose document no longer holds."""
    found = documents.document(event.document)
    if found is not None and found.kind in acts.DECISIONS:
        acts.withdraw(event.subject, reason=event.reason, by=event.by, at=event.at)


@listens(*MESSAGES)
def tell_applicant(event: Changed) -> None:
    """Tell the applicant what will be published, what was decided on an objection, and what was changed."""
    line = cases.line(event.subject)
    if line is None:
        return
    dates = {"object_by_on": event.object_by_on.isoformat()} if isinstance(event, PublicationPlanned) else {}
    notices.tell(
        event.person,
        MESSAGES[type(event)],
        subject=event.subject,
        data={"title": line.title, "titles": names([line.version_id])[line.version_id], **dates},
        cause=f"{event.subject} {event.at.isoformat()}",
        at=event.at,
    )
