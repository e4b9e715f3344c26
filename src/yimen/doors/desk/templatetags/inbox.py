"""What an officer should see at a glance in the inbox: who comes first, what is special, what has to be looked at."""

from datetime import date
from typing import Final

from django import template
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import reads
from yimen.affairs.cases.acts import Channel, State
from yimen.affairs.cases.reads import CaseLine
from yimen.ground.calendar.rules import today_of
from yimen.ground.clock import now

register = template.Library()
WORDS: Final[dict[str, str | Promise]] = {
    "elderly": _("Serve first"),
    "gaps": _("With gaps"),
    "commitment": _("On a commitment"),
    "in_order": _("Limited in number"),
    "first_review": _("First review"),
}
LOOK: Final = _("Look at it today")


def look_by(line: CaseLine) -> date | None:
    """Return the day by which an application online is to be looked at, or None (A-214)."""
    waits = line.state == State.SUBMITTED and line.channel == Channel.ONLINE and not line.first_contact
    if not waits or line.received_at is None:
        return None
    days = reads.calendar_of(line.organ_id)
    return days.working_days_after(today_of(line.received_at), settings.ONLINE_LOOK_DAYS).on


@register.simple_tag
def case_marks(line: CaseLine) -> list[tuple[str | Promise, str]]:
    """Return the marks of a case with their tone."""
    found = [(WORDS[mark], "warn" if mark == "elderly" else "") for mark in line.marks if mark in WORDS]
    due = look_by(line)
    if due is not None and now().date() >= due:
        found.insert(0, (LOOK, "warn"))
    return found
