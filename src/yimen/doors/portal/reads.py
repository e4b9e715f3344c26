"""What operators may ask about reports of errors on the site. A contact is shown masked."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from yimen.doors.portal.life import State
from yimen.doors.portal.models import Report
from yimen.doors.portal.rules import due_on, masked
from yimen.ground import vault
from yimen.ground.calendar.reads import calendar

CONTACT: Final = "portal.contact"  # the context under which it is sealed
PAGE: Final = 50


@dataclass(frozen=True)
class ErrorReport:
    """One report, as its page and the list show it."""

    id: int
    page: str
    words: str
    contact: str
    at: datetime
    due_on: date
    state: State
    answered_at: datetime | None
    answered_by: str
    note: str

    @property
    def is_open(self) -> bool:
        """Say whether it waits for an answer."""
        return self.state == State.OPEN


def _seen(row: Report) -> ErrorReport:
    contact = masked(vault.unseal(row.contact, context=CONTACT))
    told = row.answered_at, row.answered_by, row.note
    return ErrorReport(
        row.pk, row.page, row.words, contact, row.at, due_on(row.at, calendar()), State(row.state), *told
    )


def reports(*, before: int | None = None) -> tuple[list[ErrorReport], str]:
    """Return the newest reports (older than one, if given) and the cursor of the next, "" at the end."""
    rows = Report.objects.order_by("-pk")
    found = list((rows.filter(pk__lt=before) if before else rows)[: PAGE + 1])
    return [_seen(row) for row in found[:PAGE]], str(found[PAGE - 1].pk) if len(found) > PAGE else ""


def report(report_id: int) -> ErrorReport | None:
    """Return one report, or None if there is none."""
    row = Report.objects.filter(pk=report_id).first()
    return _seen(row) if row else None
