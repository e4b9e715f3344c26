"""What the documents of a case say, gathered from the case, its organ and the event."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import override

from yimen.affairs.cases import findings, reads
from yimen.affairs.cases.acts import periods
from yimen.affairs.cases.acts.common import local_date
from yimen.affairs.cases.additions import additions
from yimen.affairs.cases.events import CaseDeclined, CaseDeemedAccepted, CaseGranted, CaseRefused
from yimen.affairs.cases.life import DeclineGround, DeliveryMethod, SuspensionGround, Verdict
from yimen.affairs.cases.reads import CaseSheet, code_of
from yimen.affairs.cases.ways import COMMITMENT, GAPS
from yimen.ground.bus.event import Event, data_of
from yimen.means.documents import reads as documents
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet, say
from yimen.registers.people import reads as people
from yimen.registers.permits.reads import free_again

ID_WORDS = {
    "resident": "居民身份证",
    "passport": "护照",
    "permit": "外国人永久居留身份证",
    "uscc": "统一社会信用代码",
}
LICENSING = "01"
FALSE_YEARS = 1  # art. 78


def _basis(case: CaseSheet, matter: MatterSheet, event: Event) -> str:
    """Return on which laws a document rests; a decision on a licence also on the article about decisions."""
    laws = findings.cited(matter.legal_basis)
    if matter.kind == LICENSING and isinstance(event, CaseGranted | CaseRefused):
        false = isinstance(event, CaseRefused) and event.false_papers
        grants = isinstance(event, CaseGranted)
        laws.append(findings.licensing_articles(case.purpose, grants=grants, false_papers=false))
    return "、".join(laws) or "有关法律、法规的规定"


def _items(case: CaseSheet, matter: MatterSheet) -> list[str]:
    """Return what the last notice asks for, each with its reason."""
    materials = {one.n: one.name("zh-hans") for one in matter.materials}
    fields = {one.name: one.label("zh-hans") for one in matter.form}
    notice = case.supplements[-1] if case.supplements else {"items": []}
    return [
        f"{materials.get(item['material']) or fields.get(item['field']) or ''}：{item['reason']}"
        for item in notice["items"]
    ]


def _service(case: CaseSheet, said: dict[str, Any], day: str) -> dict[str, Any]:
    """Return what the record of a service says of it: which document, to whom, with which proof (A-511)."""
    if "method" not in said:
        return {}
    decision = "refusal" if case.line.decided_at and _told(case, "CaseRefused") else "grant"
    kind = said.get("document") or decision
    rows = [one for one in case.services if one["document"] == kind and one["outcome"] == "served"]
    row = rows[-1] if rows else {}
    return {
        "served_on": row.get("served_on") or day,
        "document": _title(case, kind),
        "proof": row.get("proof") or case.delivery_proof,
        "postal_number": row.get("number", ""),
        **{name: row.get(name, "") for name in ("address", "receiver", "witnesses")},
    }


def _title(case: CaseSheet, kind: str) -> str:
    """Return what a document of a case is called; a renewal by silence has a notice in place of a decision (A-605)."""
    silent = kind == "grant" and _told(case, "CaseDeemedRenewed")
    licensing = catalogue.version(case.line.version_id).kind == LICENSING
    return documents.title_of("deemed_renewal" if silent else kind, licensing=licensing)


def _told(case: CaseSheet, event: str) -> bool:
    return any(one["type"] == f"cases.{event}" for one in case.told)


def _fee(case: CaseSheet, said: dict[str, Any]) -> dict[str, Any]:
    """Return what the notice of a fee says; the amount is that of the published list (G-105)."""
    row = next((one for one in case.fees if one["n"] == said.get("n")), None)
    if row is None or "amount_fen" not in said:
        return {}
    return {
        "fee": say(row["names"], "zh-hans"),
        "amount": f"{row['amount_fen'] / 100:.2f}元",
        "standard": row["reckoning"] or "按公布的标准",
        "fee_basis": row["basis"],
        "payee": row["payee"] or "国库（非税收入）",
    }


def _promised(case: CaseSheet) -> dict[str, Any]:
    """Return what an acceptance notice says of promised papers: which, and by when (A-905)."""
    waiting = [one for one in reads.gaps_of(case.id) if one.filled_at is None] if GAPS in case.marks else []
    due = next((one.due_on.isoformat() for one in waiting if one.due_on), "")
    return {"gaps": [one.name for one in waiting], "gaps_due_on": due}


def _committed(case: CaseSheet) -> dict[str, Any]:
    """Return what a commitment says: the notice as it was told, and what it stands for (A-907)."""
    made = reads.check(case.id) if COMMITMENT in case.marks else None
    if made is None:
        return {}
    return {"notice": made.notice, "committed": list(made.items), "check_days": made.check_days}


def _facts(case: CaseSheet, matter: MatterSheet, event: Event) -> str:
    """Return the facts on which a decision rests: what the review and the checks found (A-506)."""
    if not isinstance(event, CaseGranted | CaseRefused):
        return ""
    steps = {one.n: one.name("zh-hans") for one in matter.steps}
    if isinstance(event, CaseRefused):
        found = findings.found(case, steps, supports=False)
        return findings.of_refusal(found, false_papers=event.false_papers)
    found = findings.found(case, steps, supports=True)
    return findings.of_grant(found, promised=COMMITMENT in case.marks, deemed=case.line.deemed)


def _opinion(case: CaseSheet, said: dict[str, Any]) -> str:
    """Return the opinion that a lower organ sends up with the papers."""
    found = reads.first_review_of(case.id) if "first_organ" in said and "verdict" in said else None
    return found.opinion if found else ""


def _how(said: dict[str, Any], case: CaseSheet) -> str:
    """Return how a case ended without a decision."""
    if "outcome" in said:
        return f"gaps_{said['outcome']}"
    return "withdrawn" if case.line.state == "withdrawn" else "lapsed"


def _false(event: Event, matter: MatterSheet) -> dict[str, Any]:
    """Return what a decision says of false papers: the warning and, where the matter is of that kind, the bar (A-210)."""
    refused = isinstance(event, CaseRefused) and event.false_papers
    if not refused and not (isinstance(event, CaseDeclined) and event.ground == DeclineGround.FALSE):
        return {}
    last = free_again(local_date(event.at), FALSE_YEARS) - timedelta(days=1)
    return {"false": True, "bar_last_on": last.isoformat() if matter.protects else ""}


def data(case: CaseSheet, event: Event, organ_id: int = 0) -> dict[str, Any]:
    """Return everything that the document ordered by an event has to say."""
    matter, organ = reads.terms_of(case), agencies.organ(organ_id or case.line.organ_id)
    person = case.applicant
    said, day = data_of(event), local_date(event.at).isoformat()
    with override("zh-hans"):
        words = {
            "method": str(DeliveryMethod(said["method"]).label) if "method" in said else "",
            "opinion_words": str(Verdict(said["verdict"]).label)
            if said.get("first_organ") and said.get("verdict")
            else "",
            "procedure": str(SuspensionGround(said["ground"]).label) if "planned_days" in said else "",
        }
    return {
        **said,
        **_false(event, matter),
        **words,
        "approver_name": agencies.officer_name(said.get("approver", "")),
        "organ": organ.name("zh-hans"),
        "short": organ.short or organ.name("zh-hans")[:3],
        "applicant": person["name"],
        "id_kind": ID_WORDS.get(person["id_kind"], ""),
        "id_number": people.for_the_record(case.person_id) or person["id"],
        "matter": case.line.title,
        "matter_code": matter.code,
        "case_number": case.line.number,
        "licensing": matter.kind == LICENSING,
        "basis": said.get("basis") or _basis(case, matter, event),
        "facts": _facts(case, matter, event),
        "filing": matter.is_filing,
        "upper": case.line.organ_name,
        **_promised(case),
        **_committed(case),
        "reason": said.get("reason") or case.decision_reason,
        "reconsideration": organ.reconsideration,
        "court": organ.court,
        "reconsideration_url": settings.RECONSIDERATION_URL,
        "large": people.reads_large_print(case.person_id),
        "opinion": _opinion(case, said),
        "received_on": day,
        "accepted_on": said.get("accepted_on") or day,
        "deemed": isinstance(event, CaseDeemedAccepted),
        **_service(case, said, day),
        **_fee(case, said),
        "reconsideration_first": matter.reconsideration_first,
        "papers": said.get("papers") or [one["name"] for one in case.materials] or ["（未提交纸质材料）"],
        "items": _items(case, matter),
        "answer_days": periods.supplement_days(local_date(event.at), matter.supplement_days),
        "query_code": code_of(case.id),
        "ended_on": day,
        "how": _how(said, case),
        "language": case.language,
        "conditions": case.conditions,
        "statutory_unit": case.statutory_unit,
        "renews_on": case.renews_on.isoformat() if case.renews_on else "",
        "promised": COMMITMENT in case.marks,
        "also_said": additions(case.id, case.marks) if isinstance(event, CaseGranted | CaseRefused) else [],
    }
