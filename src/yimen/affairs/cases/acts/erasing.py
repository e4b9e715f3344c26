"""Take what identifies anybody out of a case whose archived record was lawfully destroyed; that it was stays (G-310)."""

from datetime import datetime
from typing import Final

from yimen.affairs.cases.acts.common import APPLICANT, FACTS, envelope_of
from yimen.affairs.cases.events import CaseErased
from yimen.affairs.cases.life import ENDED
from yimen.affairs.cases.models import (
    Case,
    Check,
    Commitment,
    Extension,
    Fee,
    FirstReview,
    Gap,
    Material,
    Review,
    Service,
    Supplement,
    Suspension,
)
from yimen.ground import vault
from yimen.ground.bus.journal import publish
from yimen.ground.hold import hold
from yimen.ground.life import Refused

GONE: Final = "（已销毁）"
CHILDREN: Final = (
    Material,
    Supplement,
    Review,
    Extension,
    Suspension,
    Service,
    Check,
    Fee,
    Gap,
    Commitment,
    FirstReview,
)


def erase(case_id: int, *, by: str, at: datetime) -> None:
    """Remove who applied, what was filled in, papers, services, findings and reasons of an ended case (G-310).

    To be called inside the transaction of the act that destroys the record. Number, matter and dates stay. Other
    modules erase their own part when they hear of it.
    """
    with hold(Case, case_id) as case:
        if case.state not in ENDED:
            raise Refused("only an ended case is erased", code="open")
        case.person_id, case.agent_id, case.applicant_index = 0, None, b""
        blank = {"name": GONE, "kind": "", "id_kind": "", "id": "", "phone": ""}
        case.applicant = vault.seal_json(blank, context=APPLICANT)
        case.facts, case.situation = vault.seal_json({}, context=FACTS), None
        case.decision_reason = GONE if case.decision_reason else ""
        case.delivery_proof = case.overdue_reason = case.remark = case.conditions = ""
        case.save()
        for child in CHILDREN:
            child.objects.filter(case_id=case_id).delete()
        publish(CaseErased(**envelope_of(case, by, at)))
