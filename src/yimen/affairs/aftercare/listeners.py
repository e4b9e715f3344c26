"""What follows from what happened to a permit or a case: documents are ordered, holders told, applicants barred."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from yimen.affairs.aftercare import acts, paperwork, reads
from yimen.affairs.aftercare.events import (
    CheckSigned,
    EndingDecided,
    EndingDropped,
    EndingProposed,
    EndingServed,
)
from yimen.affairs.cases.acts import DeclineGround, DeliveryMethod
from yimen.affairs.cases.events import CaseDeclined, CaseErased, CaseRefused, CommitmentBroken
from yimen.ground.bus.hearing import listens
from yimen.ground.calendar.reads import today_of
from yimen.registers.permits import reads as permits
from yimen.registers.permits.acts import Ending, Ground
from yimen.registers.permits.events import (
    PermitCancelled,
    PermitChanged,
    PermitDeemedRenewed,
    PermitIssued,
    PermitReminded,
    PermitRenewed,
    PermitSuspended,
)
from yimen.registers.permits.reads import PermitSheet

DECISIONS: Final[Mapping[str, str]] = {
    Ending.REVOKE: "revocation",
    Ending.WITHDRAW: "recall",
    Ending.FORFEIT: "forfeiture",
    Ending.CANCEL: "striking_off",
}
ACTS: Final[Mapping[str, str]] = {
    Ending.REVOKE: "撤销",
    Ending.WITHDRAW: "撤回",
    Ending.FORFEIT: "吊销",
    Ending.CANCEL: "注销",
}
METHODS: Final[Mapping[str, str]] = {
    DeliveryMethod.PERSONAL: "直接送达",
    DeliveryMethod.LEFT: "留置送达",
    DeliveryMethod.ENTRUSTED: "委托送达",
    DeliveryMethod.POST: "邮寄送达",
    DeliveryMethod.ELECTRONIC: "电子送达",
    DeliveryMethod.NOTICE: "公告送达",
}


def _permit(number: int, at: datetime) -> PermitSheet:
    found = permits.permit(number, at=at)
    if found is None:
        message = f"permit {number} is gone"
        raise LookupError(message)
    return found


@listens(PermitIssued, PermitRenewed, PermitDeemedRenewed, PermitChanged)
def order_certificate(event: PermitIssued) -> None:
    """Order the certificate, sealed by the organ (A-502)."""
    paperwork.order_certificate(_permit(event.subject, event.at), at=event.at)


@listens(PermitRenewed, PermitDeemedRenewed, PermitChanged)
def go_on_against_successor(event: PermitRenewed | PermitDeemedRenewed | PermitChanged) -> None:
    """Let an open proceeding go on against the permit that took the place of the old one (A-606)."""
    acts.go_on_against(event.previous, event.subject)


@listens(PermitReminded)
def remind_holder(event: PermitReminded) -> None:
    """Remind the holder that the permit ends, and what asking for its renewal still brings (A-603, A-604)."""
    words = {"valid_until_on": event.valid_until, "renew_by_on": event.renew_by}
    kind = "permit_ends_soon_late" if today_of(event.at) > event.renew_by else "permit_ends_soon"
    paperwork.tell(_permit(event.subject, event.at), kind, at=event.at, **words)


@listens(PermitSuspended)
def tell_held_back(event: PermitSuspended) -> None:
    """Tell the holder that the permit is held back."""
    paperwork.tell(_permit(event.subject, event.at), "permit_held_back", at=event.at)


@listens(PermitCancelled)
def strike_off(event: PermitCancelled) -> None:
    """Order the decision to strike off and tell the holder; one that was decided in a proceeding has its own."""
    permit = _permit(event.subject, event.at)
    if event.by != "system" and event.ground != Ground.BY_LAW:
        return
    last = next(one for one in permit.ends if one.ending == Ending.CANCEL)
    said = {"ending": Ending.CANCEL, "facts": f"{last.reason}。", "reason": last.reason, "basis": event.basis}
    paperwork.order("striking_off", permit, said, cause=f"struck off {event.ground}", at=event.at)
    if event.ground != Ground.AFTER_ENDING:
        paperwork.tell(permit, "permit_struck_off", at=event.at)


@listens(EndingProposed)
def give_notice(event: EndingProposed) -> None:
    """Order the notice of intention and tell the holder that they may speak (A-606)."""
    permit, found = _permit(event.subject, event.at), reads.proceeding(event.proceeding)
    said = {
        "document_title": f"拟{ACTS[event.ending]}行政许可告知书",
        "facts": found.facts,
        "reason": found.reason,
        "basis": found.basis,
        "ending": event.ending,
        "hearing": event.hearing,
        "respond_by_on": event.respond_by.isoformat(),
    }
    paperwork.order("intention", permit, said, cause=f"intention {event.proceeding}", at=event.at)
    paperwork.tell(permit, "permit_ending_proposed", at=event.at, respond_by_on=event.respond_by)


def _decision_words(permit: PermitSheet, found: reads.ProceedingSheet) -> dict[str, Any]:
    """Return what a decision says beside facts and reasons: the penalty, the views, what is owed, the bar."""
    end = next(one for one in permit.ends if one.ending == found.ending)
    words: dict[str, Any] = {"penalty_words": "", "pay_words": "", "bar_words": ""}
    if found.penalty_number:
        words["penalty_words"] = f"处罚决定书文号：{found.penalty_number}"
    words["views_words"] = "已听取你（单位）的陈述和申辩。" if found.views_at else ""
    if end.pay_note:
        due = f"{end.amount_fen / 100:.2f}元" if end.amount_fen else "无"
        kind = "赔偿" if found.ending == Ending.REVOKE else "补偿"
        words["pay_words"] = f"{kind}：{due}（{end.pay_note}）"
    if end.barred_until:
        day = end.barred_until
        words["bar_words"] = f"你（单位）在{day.year}年{day.month}月{day.day}日前不得再次申请该行政许可。"
    return words


@listens(EndingDecided)
def issue_decision(event: EndingDecided) -> None:
    """Order the decision with its remedies and tell the holder."""
    permit, found = _permit(event.subject, event.at), reads.proceeding(event.proceeding)
    said = {
        "facts": found.facts,
        "reason": found.decision,
        "basis": found.basis,
        "ending": event.ending,
        **_decision_words(permit, found),
    }
    paperwork.order(DECISIONS[event.ending], permit, said, cause=f"decision {event.proceeding}", at=event.at)
    paperwork.tell(permit, "permit_ended", at=event.at)


@listens(EndingDropped)
def tell_dropped(event: EndingDropped) -> None:
    """Tell the holder that the permit stays."""
    paperwork.tell(_permit(event.subject, event.at), "permit_ending_dropped", at=event.at)


@listens(EndingServed)
def record_service(event: EndingServed) -> None:
    """Order the record of service (A-511)."""
    permit, found = _permit(event.subject, event.at), reads.proceeding(event.proceeding)
    said = {
        "method": METHODS[event.method],
        "served_on": today_of(event.at).isoformat(),
        "proof": event.proof,
        "document": f"{ACTS[found.ending]}决定书",
    }
    paperwork.order("service", permit, said, cause=f"service {event.proceeding}", at=event.at)


@listens(CheckSigned)
def order_mending(event: CheckSigned) -> None:
    """Order the holder to mend what a check found."""
    if event.mend_by is None:
        return
    permit, found = _permit(event.subject, event.at), reads.check(event.check)
    said = {
        "facts": found.findings,
        "reason": found.mend,
        "checked_on": found.checked_on.isoformat(),
        "respond_by_on": event.mend_by.isoformat(),
        "inspectors": "、".join(found.inspectors),
    }
    paperwork.order("mending", permit, said, cause=f"mending {event.check}", at=event.at)
    paperwork.tell(permit, "permit_mend", at=event.at, respond_by_on=event.mend_by)


@listens(CaseDeclined, CaseRefused)
def bar_applicant(event: CaseDeclined | CaseRefused) -> None:
    """Bar whoever concealed facts or handed in false papers (A-210, A-607)."""
    false = event.false_papers if isinstance(event, CaseRefused) else event.ground == DeclineGround.FALSE
    if false:
        acts.bar_for_false_papers(event.subject, by=event.by, at=event.at)


@listens(CommitmentBroken)
def revoke_broken(event: CommitmentBroken) -> None:
    """Revoke what was granted on a promise that was false, or was not kept and not mended in time (A-910)."""
    acts.revoke_after_commitment(event.subject, false=event.false, by=event.by, at=event.at)


@listens(CaseErased)
def erase_with_case(event: CaseErased) -> None:
    """Erase permits, proceedings and checks with the record of the case (G-310)."""
    acts.erase(event.subject)
