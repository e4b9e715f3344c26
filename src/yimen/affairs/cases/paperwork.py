"""What the documents of a case say, gathered from the case, its organ and the event."""

from typing import Any

from django.conf import settings
from django.utils.translation import override

from yimen.affairs.cases.acts.common import local_date
from yimen.affairs.cases.events import CaseDeemedAccepted
from yimen.affairs.cases.life import DeliveryMethod, SuspensionGround
from yimen.affairs.cases.reads import CaseSheet, code_of, terms_of
from yimen.ground.bus.event import Event, data_of
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue.reads import MatterSheet
from yimen.registers.people import reads as people

ID_WORDS = {
    "resident": "居民身份证",
    "passport": "护照",
    "permit": "外国人永久居留身份证",
    "uscc": "统一社会信用代码",
}
LICENSING = "01"


def _basis(matter: MatterSheet) -> str:
    return (
        "、".join(f"《{one['title']}》{one.get('articles') or ''}" for one in matter.legal_basis)
        or "有关法律、法规的规定"
    )


def _items(case: CaseSheet, matter: MatterSheet) -> list[str]:
    """Return what the last notice asks for, each with its reason."""
    materials = {one.n: one.name("zh-hans") for one in matter.materials}
    fields = {one.name: one.label("zh-hans") for one in matter.form}
    notice = case.supplements[-1] if case.supplements else {"items": []}
    return [
        f"{materials.get(item['material']) or fields.get(item['field']) or ''}：{item['reason']}"
        for item in notice["items"]
    ]


def data(case: CaseSheet, event: Event) -> dict[str, Any]:
    """Return everything that the document ordered by an event has to say."""
    matter, organ, person = (
        terms_of(case),
        agencies.organ(case.line.organ_id),
        case.applicant,
    )
    said, day = data_of(event), local_date(event.at).isoformat()
    with override("zh-hans"):
        words = {
            "method": str(DeliveryMethod(said["method"]).label) if "method" in said else "",
            "procedure": str(SuspensionGround(said["ground"]).label) if "planned_days" in said else "",
        }
    return {
        **said,
        **words,
        "organ": organ.name("zh-hans"),
        "short": organ.short or organ.name("zh-hans")[:3],
        "applicant": person["name"],
        "id_kind": ID_WORDS.get(person["id_kind"], ""),
        "id_number": person["id"],
        "matter": case.line.title,
        "matter_code": matter.code,
        "case_number": case.line.number,
        "licensing": matter.kind == LICENSING,
        "basis": said.get("basis") or _basis(matter),
        "facts": "申请材料齐全" if event.__class__.__name__ == "CaseGranted" else "申请人不符合法定条件",
        "reason": said.get("reason") or case.decision_reason,
        "reconsideration": organ.reconsideration,
        "court": organ.court,
        "reconsideration_url": f"{settings.PUBLIC_URL}/help/#remedies",
        "large": people.reads_large_print(case.person_id),
        "received_on": day,
        "accepted_on": said.get("accepted_on") or day,
        "deemed": isinstance(event, CaseDeemedAccepted),
        "served_on": day,
        "proof": case.delivery_proof,
        "document": "准予决定书" if case.decision_reason == "" else "决定书",
        "papers": [one["name"] for one in case.materials] or ["（未提交纸质材料）"],
        "items": _items(case, matter),
        "query_code": code_of(case.id),
        "ended_on": day,
        "how": "withdrawn" if case.line.state == "withdrawn" else "lapsed",
        "language": case.language,
    }
