"""How a case ends: delivered and closed, withdrawn, or returned because papers never came."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import rules
from yimen.affairs.cases.acts.common import local_date, move, require
from yimen.affairs.cases.events import (
    CaseClosed,
    CaseDelivered,
    CaseLapsed,
    CaseWithdrawn,
    OverdueExplained,
)
from yimen.affairs.cases.life import DeliveryMethod
from yimen.affairs.cases.models import Case, Supplement
from yimen.ground.bus.journal import publish
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.ground.rows import keep
from yimen.registers.people import reads as people


def deliver(case_id: int, *, method: str, proof: str = "", by: str, at: datetime) -> None:
    """Serve the decision, recording how, when and with what proof (A-404, A-511).

    Electronic service needs the recipient's stored consent; every way but that one needs a proof.
    """
    with hold(Case, case_id) as case:
        move(case, "deliver")
        if method not in DeliveryMethod.values:
            raise Refused(_("Choose how the decision was served."), field="method", code="unknown")
        if method == DeliveryMethod.ELECTRONIC and not people.consents_to_electronic_service(case.person_id):
            raise Refused(
                _("The person has not agreed to electronic service."), field="method", code="no_consent"
            )
        if method != DeliveryMethod.ELECTRONIC and not proof.strip():
            raise Refused(_("Record the proof of service."), field="proof", code="empty")
        case.delivered_at, case.delivery_method, case.delivery_proof = at, method, proof.strip()
        case.waiting_role = ""
        keep(case, ["state", "delivered_at", "delivery_method", "delivery_proof", "waiting_role"])
        publish(
            CaseDelivered(
                subject=case.id,
                organ=case.organ_id,
                by=by,
                at=at,
                person=case.person_id,
                method=method,
                delivered_at=at,
            )
        )


def explain_overdue(case_id: int, *, reason: str, by: str, at: datetime) -> None:
    """State publicly why the promised or statutory period was not kept (A-410)."""
    with hold(Case, case_id) as case:
        if not was_late(case):
            raise Refused(_("This case was decided in time."), code="in_time")
        case.overdue_reason = require(reason, "reason")
        keep(case, ["overdue_reason"])
        publish(
            OverdueExplained(subject=case.id, organ=case.organ_id, by=by, at=at, reason=case.overdue_reason)
        )


def was_late(case: Case) -> bool:
    """Say whether the decision came after the promised date."""
    if case.decided_at is None or case.promised_due_on is None:
        return False
    return rules.is_late(local_date(case.decided_at), case.promised_due_on)


def close(case_id: int, *, by: str, at: datetime) -> None:
    """Close a delivered case; one that was late needs its reason first (A-410)."""
    with hold(Case, case_id) as case:
        move(case, "close")
        if was_late(case) and not case.overdue_reason:
            raise Refused(
                _("State first why this case was late."), field="overdue_reason", code="unexplained"
            )
        case.closed_at = at
        keep(case, ["state", "closed_at"])
        publish(CaseClosed(subject=case.id, organ=case.organ_id, by=by, at=at))


def withdraw(case_id: int, *, reason: str = "", by: str, at: datetime) -> None:
    """Let the applicant take the application back before it is decided."""
    with hold(Case, case_id) as case:
        move(case, "withdraw")
        case.closed_at, case.waiting_role, case.first_role = at, "", ""
        keep(case, ["state", "closed_at", "waiting_role", "first_role"])
        publish(CaseWithdrawn(subject=case.id, organ=case.organ_id, by=by, at=at, reason=reason.strip()))


def lapse(case_id: int, *, at: datetime) -> None:
    """Return an application whose papers never came; the person may apply again (A-211)."""
    with hold(Case, case_id) as case:
        move(case, "lapse")
        notice = Supplement.objects.filter(case_id=case_id).latest("n")
        if local_date(at) <= notice.respond_by_on:
            raise Refused(_("The time to answer has not ended yet."), code="too_early")
        case.closed_at, case.waiting_role = at, ""
        keep(case, ["state", "closed_at", "waiting_role"])
        publish(CaseLapsed(subject=case.id, organ=case.organ_id, by="system", at=at))
