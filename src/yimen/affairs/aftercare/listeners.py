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
    NoticeOfEndingServed,
)
from yimen.affairs.aftercare.life import Hearing
from yimen.affairs.cases.acts import DeclineGround, DeliveryMethod
from yimen.affairs.cases.events import CaseDeclined, CaseErased, CaseRefused, CommitmentBroken
from yimen.ground.bus.event import Event
from yimen.ground.bus.hearing import listens
from yimen.ground.calendar.reads import today_of
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.permits import reads as permits
from yimen.registers.permits.acts import GROUNDS, Ending, Ground
from yimen.registers.permits.events import (
    PermitCancelled,
    PermitChanged,
    PermitDeemedRenewed,
    PermitForfeited,
    PermitIssued,
    PermitReminded,
    PermitRenewed,
    PermitResumed,
    PermitRevoked,
    PermitSuspended,
    PermitWithdrawn,
)
from yimen.registers.permits.reads import PermitSheet

METHODS: Final[Mapping[str, str]] = {
    DeliveryMethod.PERSONAL: "直接送达",
    DeliveryMethod.LEFT: "留置送达",
    DeliveryMethod.ENTRUSTED: "委托送达",
    DeliveryMethod.POST: "邮寄送达",
    DeliveryMethod.ELECTRONIC: "电子送达",
    DeliveryMethod.NOTICE: "公告送达",
}
OVER: Final[Mapping[type[Event], str]] = {
    PermitRevoked: "行政许可已撤销",
    PermitWithdrawn: "行政许可已撤回",
    PermitForfeited: "许可证件已吊销",
    PermitCancelled: "行政许可已注销",
}
YEARS: Final[Mapping[int, str]] = {1: "一", 3: "三"}


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


@listens(PermitRevoked, PermitWithdrawn, PermitForfeited, PermitCancelled)
def end_documents(event: PermitRevoked | PermitWithdrawn | PermitForfeited | PermitCancelled) -> None:
    """Let whoever checks the certificate see that the permit ended; a grant that was undone holds no more itself (A-606)."""
    undone = isinstance(event, PermitRevoked)
    paperwork.end_documents(
        _permit(event.subject, event.at), event, reason=OVER[type(event)], decision=undone
    )


@listens(PermitChanged)
def replace_certificate(event: PermitChanged) -> None:
    """Let whoever checks the certificate before a change see that another took its place."""
    paperwork.end_documents(_permit(event.previous, event.at), event, reason="已换发", decision=False)


@listens(PermitReminded)
def remind_holder(event: PermitReminded) -> None:
    """Remind the holder that the permit ends, and what asking for its renewal still brings (A-603, A-604)."""
    words = {"valid_until_on": event.valid_until, "renew_by_on": event.renew_by}
    kind = "permit_ends_soon_late" if today_of(event.at) > event.renew_by else "permit_ends_soon"
    paperwork.tell(_permit(event.subject, event.at), kind, at=event.at, **words)


@listens(PermitSuspended)
def tell_held_back(event: PermitSuspended) -> None:
    """Tell the holder until when the permit is held back."""
    permit = _permit(event.subject, event.at)
    if event.until is None:
        paperwork.tell(permit, "permit_held_back", at=event.at)
    else:
        paperwork.tell(permit, "permit_held_back_until", at=event.at, until_on=event.until)


@listens(PermitResumed)
def tell_holds_again(event: PermitResumed) -> None:
    """Tell the holder that the permit holds again."""
    paperwork.tell(_permit(event.subject, event.at), "permit_holds_again", at=event.at)


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
    """Order the notice of intention and tell the holder that it comes, where they are to be heard (A-606)."""
    if not GROUNDS[Ground(event.ground)].heard:
        return
    permit, found = _permit(event.subject, event.at), reads.proceeding(event.proceeding)
    said = {
        "document_title": paperwork.notice_title(event.ending),
        "facts": found.facts,
        "reason": found.reason,
        "basis": found.basis,
        "ending": event.ending,
        "hold_days": found.hold_days,
        "hearing": event.hearing,
    }
    paperwork.order(paperwork.NOTICE, permit, said, cause=f"intention {event.proceeding}", at=event.at)
    paperwork.tell(permit, "permit_notice_made", at=event.at)


def _record_service(event: NoticeOfEndingServed | EndingServed, document: str, *, cause: str) -> None:
    """Order the record of a service, with its proof (A-511)."""
    permit, found = _permit(event.subject, event.at), reads.proceeding(event.proceeding)
    tried = [one for one in reads.services(event.proceeding) if one.served and one.document == document]
    proven = tried[-1].recorded if tried else {"proof": found.service_proof}
    said = {
        "method": METHODS[event.method],
        "served_on": (event.served_on or today_of(event.at)).isoformat(),
        "document": paperwork.called(document, found.ending),
        **proven,
    }
    paperwork.order("service", permit, said, cause=f"{cause} {event.proceeding}", at=event.at)


@listens(NoticeOfEndingServed)
def tell_time_to_speak(event: NoticeOfEndingServed) -> None:
    """Order the record of service and tell the holder until when they may speak, and ask for a hearing (A-606, A-1205, A-1206)."""
    _record_service(event, paperwork.NOTICE, cause="told")
    permit = _permit(event.subject, event.at)
    paperwork.tell(permit, "permit_ending_proposed", at=event.at, respond_by_on=event.respond_by)
    if reads.proceeding(event.proceeding).hearing == Hearing.OFFERED:
        paperwork.tell(permit, "hearing_right", at=event.at, respond_by_on=event.respond_by)


def _decision_words(permit: PermitSheet, found: reads.ProceedingSheet) -> dict[str, Any]:
    """Return what a decision says beside facts and reasons: the penalty, the views, what is owed, the bar."""
    words: dict[str, Any] = {"penalty_words": "", "pay_words": "", "bar_words": ""}
    if found.penalty_number:
        words["penalty_words"] = f"处罚决定书文号：{found.penalty_number}"
    words["views_words"] = "已听取你（单位）的陈述和申辩。" if found.views_at else ""
    words["hearing_words"] = (
        "已应你（单位）的要求举行听证，本决定根据听证笔录作出。" if found.hearing == Hearing.HELD else ""
    )
    if found.pay_note:
        due = f"{found.amount_fen / 100:.2f}元" if found.amount_fen else "无"
        kind = "赔偿" if found.ending == Ending.REVOKE else "补偿"
        words["pay_words"] = f"{kind}：{due}（{found.pay_note}）"
    years = GROUNDS[Ground(found.ground)].bar_years
    if years and catalogue.version(permit.version_id).protects:
        words["bar_words"] = (
            f"根据{permits.BAR_BASIS}，你（单位）自本决定送达之日起{YEARS[years]}年内不得再次申请该行政许可。"
        )
    return words


@listens(EndingDecided)
def issue_decision(event: EndingDecided) -> None:
    """Order the decision with its remedies and tell the holder that it comes; it takes effect when it is served."""
    permit, found = _permit(event.subject, event.at), reads.proceeding(event.proceeding)
    said = {
        "facts": found.facts,
        "reason": found.decision,
        "basis": found.basis,
        "ending": event.ending,
        "hold_days": found.hold_days,
        **_decision_words(permit, found),
    }
    kind = paperwork.DECISIONS[event.ending]
    paperwork.order(kind, permit, said, cause=f"decision {event.proceeding}", at=event.at)
    paperwork.tell(permit, "permit_decision_made", at=event.at)


@listens(EndingDropped)
def tell_dropped(event: EndingDropped) -> None:
    """Tell the holder that the permit stays."""
    paperwork.tell(_permit(event.subject, event.at), "permit_ending_dropped", at=event.at)


@listens(EndingServed)
def tell_ended(event: EndingServed) -> None:
    """Order the record of service and tell the holder that the permit has ended (A-511)."""
    found = reads.proceeding(event.proceeding)
    _record_service(event, paperwork.DECISIONS[found.ending], cause="service")
    if found.ending != Ending.SUSPEND:  # the register says until when it is held back
        paperwork.tell(_permit(event.subject, event.at), "permit_ended", at=event.at)


@listens(CheckSigned)
def order_mending(event: CheckSigned) -> None:
    """Order the holder to mend what a check found."""
    if event.mend_by is None:
        return
    permit, found = _permit(event.subject, event.at), reads.check(event.check)
    said = {
        "facts": found.findings,
        "reason": found.mend,
        "basis": found.mend_basis,
        "checked_on": found.checked_on.isoformat(),
        "respond_by_on": event.mend_by.isoformat(),
        "inspectors": "、".join(found.inspectors),
    }
    paperwork.order("mending", permit, said, cause=f"mending {event.check}", at=event.at)
    paperwork.tell(permit, "permit_mend", at=event.at, respond_by_on=event.mend_by)


@listens(CaseDeclined, CaseRefused)
def bar_applicant(event: CaseDeclined | CaseRefused) -> None:
    """Bar whoever concealed facts or handed in false papers, and tell them until when and why (A-210, A-607)."""
    false = event.false_papers if isinstance(event, CaseRefused) else event.ground == DeclineGround.FALSE
    last = acts.bar_for_false_papers(event.subject, by=event.by, at=event.at) if false else None
    if last is not None:
        paperwork.tell_barred(event.subject, last, at=event.at)


@listens(CommitmentBroken)
def propose_after_broken_promise(event: CommitmentBroken) -> None:
    """Propose to revoke what was granted on a promise that was false, or was not kept and not mended (A-910)."""
    broken = acts.Breach(event.false, event.finding, event.second)
    acts.propose_after_commitment(event.subject, broken, by=event.by, at=event.at)


@listens(CaseErased)
def erase_with_case(event: CaseErased) -> None:
    """Erase permits, proceedings and checks with the record of the case (G-310)."""
    acts.erase(event.subject)
