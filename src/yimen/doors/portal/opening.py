"""Whether an office is open now and until when, or when it opens next, in the reader's words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from yimen.ground.calendar import reads as calendar
from yimen.ground.calendar.rules import today_of
from yimen.ground.languages.dates import written
from yimen.ground.languages.texts import RECORD
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.reads import OrganSheet
from yimen.registers.catalogue.reads import MatterSheet


@dataclass(frozen=True)
class OpeningWords:
    """How an office stands now; `why` names a closure by its notice or the festival."""

    open: bool
    words: str
    why: str | Promise = ""


def hours_of(matter: MatterSheet, organ: OrganSheet) -> OrganSheet | None:
    """Return whose hours hold for a matter: its organ's or the hall's beside it, whichever it names; None if neither."""
    if not matter.hours:
        return organ
    halls = [one for one in agencies.organs().values() if one.kind == "hall"]
    here = [organ, *(one for one in halls if one.division_code == organ.division_code)]
    return next((one for one in here if one.hours(RECORD) == matter.hours.get(RECORD)), None)


def opening_of(organ: OrganSheet, at: datetime) -> OpeningWords | None:
    """Return how an office stands at a moment, or None if its hours are not known to the calendar."""
    found = calendar.opening(organ.key, at, organ.division_code)
    if found is None:
        return None
    if found.closes is not None:
        return OpeningWords(open=True, words=_("Open now, until %(time)s") % {"time": _time(found.closes)})
    return OpeningWords(open=False, words=_closed(found.opens, at), why=found.why)


def _closed(opens: datetime | None, at: datetime) -> str:
    if opens is None:
        return _("Closed for the coming weeks")
    if opens.date() == today_of(at):
        return _("Closed now, opens today at %(time)s") % {"time": _time(opens)}
    weekday, day = WEEKDAYS[opens.weekday()], written(opens.date())
    named = _("%(weekday)s, %(day)s") % {"weekday": weekday, "day": day}
    return _("Closed now, opens on %(day)s at %(time)s") % {"day": named, "time": _time(opens)}


def _time(moment: datetime) -> str:
    return _("%(hour)s:%(minute)s") % {"hour": moment.hour, "minute": f"{moment:%M}"}
