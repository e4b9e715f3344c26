"""What follows for publication: decisions are prepared, people told; what no longer holds is withdrawn."""

from typing import Final

from yimen.affairs.cases import reads as cases
from yimen.affairs.cases.events import CaseDeemedRenewed, CaseErased, CaseGranted, CaseRefused
from yimen.affairs.publication import acts, rules
from yimen.affairs.publication.events import (
    ObjectionDecided,
    PublicationCorrected,
    PublicationPlanned,
    PublicationWithdrawn,
)
from yimen.ground.bus.event import Event
from yimen.ground.bus.hearing import listens
from yimen.means.documents import reads as documents
from yimen.means.documents.events import DocumentIssued, DocumentRevoked
from yimen.means.notices import acts as notices
from yimen.registers.catalogue.reads import names
from yimen.registers.permits import reads as permits
from yimen.registers.permits.events import PermitForfeited, PermitRevoked, PermitWithdrawn
from yimen.registers.permits.reads import Ending

Changed = PublicationPlanned | ObjectionDecided | PublicationCorrected | PublicationWithdrawn
MESSAGES: dict[type[Changed], str] = {
    PublicationPlanned: "publication_planned",
    ObjectionDecided: "publication_answered",
    PublicationCorrected: "publication_changed",
    PublicationWithdrawn: "publication_changed",
}
ENDED: Final[dict[type[Event], str]] = {
    PermitRevoked: Ending.REVOKE,
    PermitWithdrawn: Ending.WITHDRAW,
    PermitForfeited: Ending.FORFEIT,
}
WORDS: Final[dict[type[Event], str]] = {
    PermitRevoked: "该行政许可已被依法撤销",
    PermitWithdrawn: "该行政许可已被依法撤回",
    PermitForfeited: "该行政许可证件已被依法吊销",
}


@listens(CaseGranted, CaseRefused, CaseDeemedRenewed)
def prepare(event: CaseGranted | CaseRefused | CaseDeemedRenewed) -> None:
    """Prepare what is published of a decision, one by operation of law included (A-503, A-605)."""
    result = "refused" if isinstance(event, CaseRefused) else "granted"
    calendar = cases.calendar_of(event.organ)
    acts.plan(event.subject, result, by="system", at=event.at, calendar=calendar)


@listens(CaseErased)
def erase_with_case(event: CaseErased) -> None:
    """Remove what is published with the record of the case (G-310)."""
    acts.erase(event.subject)


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


@listens(PermitRevoked, PermitWithdrawn, PermitForfeited)
def withdraw_ended(event: PermitRevoked | PermitWithdrawn | PermitForfeited) -> None:
    """Withdraw what is published of the grant of a permit that was taken away, at once and with the reason (A-1213).

    A changed permit needs nothing here: the change is a decision of its own, published like any other, and what
    stands beside it was true of its day.
    """
    permit = permits.permit(event.subject, at=event.at)
    if permit is None:
        return
    end = next(one for one in permit.ends if one.ending == ENDED[type(event)])
    names = [permit.holder] if permit.holder_kind != "legal" else []
    reason = rules.scrub(f"{WORDS[type(event)]}（{end.basis}）：{end.reason}", names)
    acts.withdraw(permit.case_id, reason=reason, by=event.by, at=event.at)


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
