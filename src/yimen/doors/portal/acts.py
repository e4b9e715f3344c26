"""What may be done at the portal itself."""

from datetime import datetime

from django.db import transaction

from yimen.doors.portal.events import ErrorReported
from yimen.doors.portal.models import Report
from yimen.ground import vault
from yimen.ground.bus.journal import publish


def report_error(*, page: str, words: str, contact: str, at: datetime) -> None:
    """Keep a report of an error on the site."""
    with transaction.atomic():
        report = Report.objects.create(
            page=page, words=words, contact=vault.seal(contact, context="portal.contact"), at=at
        )
        publish(ErrorReported(subject=report.pk, by="visitor", at=at, page=page))
