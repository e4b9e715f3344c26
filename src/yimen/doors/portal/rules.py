"""By when a report of an error is answered, and how much of a contact is shown."""

from datetime import date, datetime
from typing import Final

from yimen.ground.calendar.reads import today_of
from yimen.ground.calendar.rules import Calendar
from yimen.ground.codes import masked_number

ANSWER_DAYS: Final = 3  # working days, J-401


def due_on(reported_at: datetime, calendar: Calendar) -> date:
    """Return the last day on which an answer is in time."""
    return calendar.working_days_after(today_of(reported_at), ANSWER_DAYS).on


def masked(contact: str) -> str:
    """Hide the middle of a telephone number, and all but the first letter of the name in an address of e-mail."""
    name, at, host = contact.partition("@")
    return f"{name[:1]}***@{host}" if at else masked_number(contact)
