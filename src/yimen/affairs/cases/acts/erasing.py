"""Take what identifies anybody out of a case whose archived record was lawfully destroyed; that it was stays (G-310)."""

from typing import Final

from yimen.affairs.cases.acts.common import APPLICANT, FACTS, seal_json
from yimen.affairs.cases.life import ENDED
from yimen.affairs.cases.models import Case, Extension, Material, Review, Supplement, Suspension
from yimen.ground.hold import hold
from yimen.ground.life import Refused

GONE: Final = "（已销毁）"
CHILDREN: Final = (Material, Supplement, Review, Extension, Suspension)


def erase(case_id: int) -> None:
    """Remove who applied, what was filled in, papers, findings and reasons of an ended case (G-310).

    To be called inside the transaction of the act that destroys the record. Number, matter and dates stay.
    """
    with hold(Case, case_id) as case:
        if case.state not in ENDED:
            raise Refused("only an ended case is erased", code="open")
        case.person_id, case.agent_id, case.applicant_index = 0, None, b""
        blank = {"name": GONE, "kind": "", "id_kind": "", "id": "", "phone": ""}
        case.applicant = seal_json(blank, context=APPLICANT)
        case.facts = seal_json({}, context=FACTS)
        case.decision_reason = GONE if case.decision_reason else ""
        case.delivery_proof = case.overdue_reason = case.remark = case.conditions = ""
        case.save()
        for child in CHILDREN:
            child.objects.filter(case_id=case_id).delete()
