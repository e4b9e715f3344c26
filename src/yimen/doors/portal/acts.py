"""What may be done at the portal itself."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yimen.doors.portal.events import ContactSeen, ErrorAnswered, ErrorReported
from yimen.doors.portal.life import LIFE, State
from yimen.doors.portal.models import Report
from yimen.doors.portal.reads import CONTACT
from yimen.ground import vault
from yimen.ground.bus.journal import publish
from yimen.ground.life import Refused


def report_error(*, page: str, words: str, contact: str, at: datetime) -> None:
    """Keep a report of an error on the site."""
    with transaction.atomic():
        report = Report.objects.create(
            page=page, words=words, contact=vault.seal(contact, context=CONTACT), at=at
        )
        publish(ErrorReported(subject=report.pk, by="visitor", at=at, page=page))


def _held(report_id: int) -> Report:
    found = Report.objects.select_for_update().filter(pk=report_id).first()
    if found is None:
        raise Refused(_("There is no such report."), code="unknown")
    return found


def show_contact(report_id: int, *, why: str, by: str, at: datetime) -> str:
    """Return the contact of a report in full, and write down who looked and why (F-425).

    Raises Refused without a reason and for a number that is no report.
    """
    if not why.strip():
        raise Refused(_("Say why you need to see this."), field="why", code="empty")
    with transaction.atomic():
        plain = vault.unseal(_held(report_id).contact, context=CONTACT)
        publish(ContactSeen(subject=report_id, by=by, at=at, why=why.strip()[:300]))
    return plain


def answer_report(report_id: int, *, note: str, by: str, at: datetime) -> None:
    """Note how a report was answered (J-401). Raises Refused without a note, and if it was answered before."""
    if not note.strip():
        raise Refused(_("Say how it was answered."), field="note", code="empty")
    with transaction.atomic():
        report = _held(report_id)
        report.state = LIFE.after("answer", State(report.state))
        report.answered_at, report.answered_by, report.note = at, by, note.strip()
        report.save(update_fields=["state", "answered_at", "answered_by", "note"])
        publish(ErrorAnswered(subject=report_id, by=by, at=at))
