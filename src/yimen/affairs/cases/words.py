"""The sentence that stands in a case's history for each event, in the reader's language."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases.life import DeclineGround, DeliveryMethod, SuspensionGround, Verdict

_sentences: dict[str, str | Promise] = {
    "cases.DraftSaved": _("Application begun"),
    "cases.CaseSubmitted": _(
        "Application received; you will hear by %(accept_due_on)s whether it is accepted"
    ),
    "cases.ReceiptConfirmed": _(
        "Arrival confirmed; you will hear by %(accept_due_on)s whether it is accepted"
    ),
    "cases.CaseCorrected": _("Slips corrected on the spot"),
    "cases.SupplementRequested": _("More papers asked for, to be handed in by %(respond_by_on)s"),
    "cases.SecondSupplementRequested": _(
        "A second notice was sent because the first answer brought up something new"
    ),
    "cases.CaseSupplemented": _("The missing papers arrived; you will hear by %(accept_due_on)s"),
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
    "cases.ClockStopped": _("Clock stopped for about %(planned_days)s days: %(ground)s (%(basis)s)"),
    "cases.ClockResumed": _("Clock runs again; new date %(new_due_on)s"),
    "cases.DueRecomputed": _("Date moved from %(old_due_on)s to %(new_due_on)s"),
    "cases.CaseGranted": _("Granted; to be handed over by %(deliver_due_on)s"),
    "cases.CaseRefused": _("Refused: %(reason)s"),
    "cases.CaseDelivered": _("Decision served: %(method)s"),
    "cases.OverdueExplained": _("Reason for being late: %(reason)s"),
    "cases.CaseClosed": _("Closed"),
    "cases.CaseWithdrawn": _("Withdrawn by the applicant"),
    "cases.SituationCorrected": _("The situation was corrected: %(reason)s"),
    "documents.DocumentIssued": _("Document issued: %(number)s"),
    "documents.DocumentRevoked": _("Document revoked: %(reason)s"),
}
INTERNAL: Final = frozenset({"cases.CaseSentBack", "cases.SecondSupplementRequested"})
LABELS: Final[Mapping[str, Mapping[str, str | Promise]]] = {
    "verdict": {choice.value: choice.label for choice in Verdict},
    "method": {choice.value: choice.label for choice in DeliveryMethod},
    "ground": {choice.value: choice.label for choice in (*DeclineGround, *SuspensionGround)},
}


def _value(name: str, value: Any) -> str:  # noqa: ANN401 a JSON value
    if name.endswith("_on"):
        return formats.date_format(date.fromisoformat(value), "DATE_FORMAT")
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    return str(LABELS.get(name, {}).get(value, value))


def register_sentences(sentences: Mapping[str, str | Promise]) -> None:
    """Let a module on a higher floor say what its own events mean in the history of a case."""
    _sentences.update(sentences)


def sentence(event: str, data: Mapping[str, Any]) -> str:
    """Return the sentence for an event of a case; an event of another module shows its name."""
    words = _sentences.get(event)
    if words is None:
        return gettext("Noted: %(event)s") % {"event": event}
    return str(words) % {name: _value(name, value) for name, value in data.items()}
