"""What the archive does when a case ends, and when something comes after its record was archived."""

from yimen.affairs.archives import acts, reads
from yimen.affairs.cases import reads as cases
from yimen.affairs.cases.events import CaseClosed, CaseDeclined, CaseFiled, CaseLapsed, CaseWithdrawn
from yimen.ground.bus.event import name_of
from yimen.ground.bus.hearing import listens
from yimen.means.documents.events import DocumentIssued, DocumentRevoked

Ending = CaseClosed | CaseDeclined | CaseFiled | CaseLapsed | CaseWithdrawn
Paper = DocumentIssued | DocumentRevoked


@listens(CaseClosed, CaseDeclined, CaseFiled, CaseLapsed, CaseWithdrawn)
def order_package(event: Ending) -> None:
    """Order the package of a case that has ended (G-301)."""
    acts.order(event.subject, at=event.at)


@listens(DocumentIssued, DocumentRevoked)
def add_what_came_later(event: Paper) -> None:
    """Order an additional package for what was issued or revoked after the record was archived (G-302, G-311).

    What ends a permit comes years after the case that granted it, and is added to the record of that case.
    """
    case = cases.home_of(event.subject)
    main = reads.main_of(case)
    if main is None:
        line = cases.line(case)
        if line is not None and line.state in reads.ENDED:
            acts.order(case, at=event.at)
    elif main.kept and main.archived_at and event.at > main.archived_at:
        name = name_of(type(event))
        note = "归档后出具文书" if isinstance(event, DocumentIssued) else f"归档后撤销文书：{event.reason}"
        acts.supplement(
            main.id, note=note, cause=f"{name} {event.at.isoformat()}"[:80], by=event.by, at=event.at
        )
