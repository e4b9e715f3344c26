"""What every service of a document needs, whatever the document is about: a lawful way, and what proves it (A-511)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases.acts.common import local_date
from yimen.affairs.cases.life import DeliveryMethod, Outcome
from yimen.ground.life import Refused
from yimen.means.documents.reads import Kind
from yimen.registers.people import reads as people

DOCUMENTS: Final = frozenset(Kind.values)
WAYS: Final = frozenset(DeliveryMethod.values)
TRIED: Final = frozenset({Outcome.SERVED, Outcome.SENT, Outcome.FAILED})


@dataclass(frozen=True)
class Serving:
    """One attempt: which document, in which way, what became of it and when, and what proves it."""

    document: str
    way: str
    outcome: str = Outcome.SERVED.value
    on: date | None = None
    address: str = ""
    receiver: str = ""
    witnesses: str = ""
    number: str = ""
    proof: str = ""
    reason: str = ""
    files: Sequence[int] = ()
    document_id: int | None = None


def check_document(document: str) -> None:
    """Raise Refused for what is no kind of document."""
    if document not in DOCUMENTS:
        raise Refused(_("There is no such kind of document."), field="document", code="unknown")


def check_attempt(one: Serving, *, person_id: int | None, since: datetime | None, at: datetime) -> date:
    """Return the day of one attempt to serve; raise Refused for a way, a proof or a day that does not hold (A-511).

    Asked of whatever is served to whomever: `person_id` is None for somebody without an account, `since` the moment
    before which nothing could be served.
    """
    _check_way(one, person_id)
    _check_proof(one)
    return _check_day(one, since, at)


def _check_way(one: Serving, person_id: int | None) -> None:
    """Raise Refused for a way that is not lawful for this person."""
    if one.way not in WAYS:
        raise Refused(_("Choose how the decision was served."), field="method", code="unknown")
    if one.outcome not in TRIED:
        raise Refused(_("Say what became of it."), field="outcome", code="unknown")
    if one.way == DeliveryMethod.NOTICE:
        words = _("Publish the notice; it serves only when the other ways have failed, after thirty days.")
        raise Refused(words, field="method", code="publish")
    electronic = one.way == DeliveryMethod.ELECTRONIC
    if electronic and (person_id is None or not people.consents_to_electronic_service(person_id)):
        raise Refused(
            _("The person has not agreed to electronic service."), field="method", code="no_consent"
        )


def _check_day(one: Serving, since: datetime | None, at: datetime) -> date:
    if one.on is None and one.way == DeliveryMethod.POST and one.outcome == Outcome.SERVED:
        words = _("What was posted is on its way until the day of its receipt is known.")
        raise Refused(words, field="on", code="empty")
    day = one.on or local_date(at)
    if day > local_date(at):
        raise Refused(_("The day lies ahead."), field="on", code="future")
    if since is None or day < local_date(since):
        raise Refused(_("The day lies before there was anything to serve."), field="on", code="early")
    return day


def check_end(sent_on: date, outcome: str, *, on: date | None, note: str, at: datetime) -> date:
    """Return the day on which something that was on its way was received, or came back (A-511).

    Raises Refused for another outcome, a failure without its reason, and a day before it was sent or ahead.
    """
    if outcome not in {Outcome.SERVED, Outcome.FAILED}:
        raise Refused(_("Say what became of it."), field="outcome", code="unknown")
    if outcome == Outcome.FAILED and not note.strip():
        raise Refused(_("Say why it could not be served."), field="note", code="empty")
    day = on or local_date(at)
    if not sent_on <= day <= local_date(at):
        raise Refused(_("The day lies before it was sent, or ahead."), field="on", code="future")
    return day


def _check_proof(one: Serving) -> None:
    """Raise Refused for a way without what proves it: a signature, witnesses or pictures, a postal number."""
    if one.outcome == Outcome.FAILED:
        if not one.reason.strip():
            raise Refused(_("Say why it could not be served."), field="reason", code="empty")
        return
    proven = one.proof.strip() or one.receiver.strip() or one.number.strip() or one.files
    if one.way != DeliveryMethod.ELECTRONIC and not proven:
        raise Refused(_("Record the proof of service."), field="proof", code="empty")
    if one.way == DeliveryMethod.LEFT and not (one.witnesses.strip() or one.files):
        words = _("Left at the address it needs witnesses who sign, or photos or a film of it.")
        raise Refused(words, field="witnesses", code="witnesses")
