"""The sentence that stands in a case's history for each event, in the reader's language."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases.life import (
    CheckKind,
    DeclineGround,
    DeliveryMethod,
    Outcome,
    SuspensionGround,
    Verdict,
    WaiverGround,
)
from yimen.ground.languages.dates import written
from yimen.means.documents.reads import Kind

_sentences: dict[str, str | Promise] = {
    "cases.DraftSaved": _("Application begun"),
    "cases.CaseSubmitted": _(
        "Application received; the applicant hears by %(accept_due_on)s whether it is accepted"
    ),
    "cases.ReceiptConfirmed": _(
        "Arrival confirmed; the applicant hears by %(accept_due_on)s whether it is accepted"
    ),
    "cases.CaseCorrected": _("Slips corrected on the spot"),
    "cases.SupplementRequested": _("More papers asked for, to be handed in by %(respond_by_on)s"),
    "cases.SecondSupplementRequested": _(
        "A second notice was sent because the first answer brought up something new"
    ),
    "cases.CaseSupplemented": _("The missing papers arrived; the applicant hears by %(accept_due_on)s"),
    "cases.CaseLapsed": _("Returned because the papers did not come in time; you may apply again"),
    "cases.CaseAccepted": _(
        "Accepted; promised by %(promised_due_on)s, by law at the latest on %(statutory_due_on)s"
    ),
    "cases.CaseDeemedAccepted": _(
        "Accepted by operation of law as of %(accepted_on)s, because no answer came in five working days"
    ),
    "cases.CaseDeclined": _("Not accepted: %(ground)s"),
    "cases.CaseReviewed": _("Step %(step)s of the review done: %(verdict)s"),
    "cases.CaseSentBack": _("Sent back to step %(step)s: %(reason)s"),
    "cases.CaseExtended": _("Period extended by %(days)s working days to %(new_due_on)s: %(reason)s"),
    "cases.ClockStopped": _(
        "Special procedure begun, about %(planned_days)s working days: %(ground)s (%(basis)s). The clock stands once its notice is served"
    ),
    "cases.StretchBegun": _(
        "Notice served: the clock stands from %(first_on)s to %(until_on)s; new date %(new_due_on)s"
    ),
    "cases.StretchVoid": _("The special procedure does not stop the clock: %(why)s"),
    "cases.ExtensionVoid": _(
        "The extension was not told in time and has no effect; the date is %(new_due_on)s again"
    ),
    "cases.CheckPlanned": _("Check arranged: %(kind)s, %(place)s"),
    "cases.CheckRecorded": _("Result of the check written down: %(kind)s"),
    "cases.CheckSigned": _("Record of the check signed: %(kind)s"),
    "cases.NoticeServed": _("Served: %(document)s (%(method)s), on %(served_on)s"),
    "cases.ServiceTried": _("Attempt to serve: %(document)s (%(method)s), %(outcome)s %(reason)s"),
    "cases.ServicePublished": _("Published: %(document)s; counts as served on %(deemed_on)s"),
    "cases.PaperCopyAsked": _("Paper copy asked for: %(document)s"),
    "cases.PaperCopyGiven": _("Paper copy handed over: %(document)s"),
    "cases.ReceiptOfServiceConfirmed": _("The recipient confirmed having received: %(document)s"),
    "cases.FeeDue": _("A fee has to be paid: %(amount_fen)s"),
    "cases.FeeWaiverAsked": _("Waiver of a fee proposed: %(ground)s"),
    "cases.FeeWaiverRefused": _("The fee is not waived: %(reason)s"),
    "cases.FeeWaived": _("Fee waived: %(ground)s"),
    "cases.FeePaid": _("Fee paid: %(amount_fen)s, receipt %(receipt)s"),
    "cases.ClockResumed": _("Clock runs again; new date %(new_due_on)s"),
    "cases.DueRecomputed": _("Date moved from %(old_due_on)s to %(new_due_on)s"),
    "cases.CaseGranted": _("Granted; to be handed over by %(deliver_due_on)s"),
    "cases.CaseRefused": _("Refused: %(reason)s"),
    "cases.CaseDeemedRenewed": _(
        "Counts as renewed by law, because nothing was decided before the permit ended"
    ),
    "cases.CaseDelivered": _("Decision served: %(method)s"),
    "cases.OverdueExplained": _("Reason for being late: %(reason)s"),
    "cases.CaseClosed": _("Closed"),
    "cases.CaseWithdrawn": _("Withdrawn by the applicant"),
    "cases.GapsPromised": _(
        "Promised to hand in later, within %(days)s working days of acceptance: %(papers)s"
    ),
    "cases.GapsOpened": _("Accepted with gaps; to be handed in by %(gaps_due_on)s: %(papers)s"),
    "cases.GapFilled": _("Promised papers arrived: %(papers)s; still to come: %(left)s"),
    "cases.GapsUnfilled": _("The promised papers did not come, so the case is over: %(papers)s"),
    "cases.CommitmentMade": _("Committed in writing, after being told duty, content and liability"),
    "cases.CommitmentTakenBack": _("Commitment taken back; the case goes the ordinary way"),
    "cases.CommitmentCheckDue": _("The commitment is checked by %(check_due_on)s"),
    "cases.CommitmentKept": _("Checked: the commitment is kept"),
    "cases.CommitmentMendOrdered": _("To be mended by %(mend_by_on)s: %(finding)s"),
    "cases.CommitmentBroken": _("The commitment was not kept: %(finding)s"),
    "cases.FirstReviewBegun": _("Accepted for the first review; to be sent up by %(first_due_on)s"),
    "cases.CaseForwarded": _(
        "The first review sent its opinion and all papers up; the applicant hears by %(accept_due_on)s"
    ),
    "cases.CaseFiled": _("Filed: everything needed was received"),
    "cases.IntentionAsked": _("Asked in person what they want: %(said)s"),
    "cases.SituationCorrected": _("The situation was corrected: %(reason)s"),
    "documents.DocumentIssued": _("Document issued: %(number)s"),
    "documents.DocumentRevoked": _("A document holds no more: %(reason)s"),
}
_of_applicant: dict[str, str | Promise] = {}
INTERNAL: Final = frozenset(
    {"cases.CaseSentBack", "cases.SecondSupplementRequested", "cases.CheckSigned", "cases.FeeWaiverAsked"}
)
VOID: Final[dict[str, str | Promise]] = {
    "unsent": _("its notice was not served"),
    "late": _("its notice was served too late"),
}
LABELS: Final[Mapping[str, Mapping[str, str | Promise]]] = {
    "verdict": {choice.value: choice.label for choice in Verdict},
    "method": {choice.value: choice.label for choice in DeliveryMethod},
    "ground": {choice.value: choice.label for choice in (*DeclineGround, *SuspensionGround, *WaiverGround)},
    "document": {choice.value: choice.label for choice in Kind},
    "outcome": {choice.value: choice.label for choice in Outcome},
    "kind": {choice.value: choice.label for choice in CheckKind},
    "why": VOID,
}


def _value(name: str, value: Any) -> str:  # noqa: ANN401 a JSON value
    if name.endswith("_on"):
        return written(date.fromisoformat(value))
    if name == "amount_fen":
        return gettext("%(amount)s yuan") % {"amount": f"{value / 100:.2f}"}
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(LABELS.get(name, {}).get(value, value))


def register_sentences(
    sentences: Mapping[str, str | Promise], *, of_applicant: Mapping[str, str | Promise] | None = None
) -> None:
    """Let a module on a higher floor say what its own events mean in the history of a case.

    Of the applicant, who is number 0 among those concerned, an event may say it in words of their own.
    """
    _sentences.update(sentences)
    _of_applicant.update(of_applicant or {})


def sentence(event: str, data: Mapping[str, Any]) -> str:
    """Return the sentence for an event of a case; an event of another module shows its name."""
    words = _of_applicant.get(event) if data.get("n") == 0 else None
    words = words or _sentences.get(event)
    if words is None:
        return gettext("Noted: %(event)s") % {"event": event}
    return str(words) % {name: _value(name, value) for name, value in data.items()}
