"""What may be done to the calendar: announce a year, close offices, set office hours."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from yimen.ground.bus.journal import publish
from yimen.ground.calendar import reads
from yimen.ground.calendar.deadlines import BY_DATE, HOURS
from yimen.ground.calendar.events import (
    CalendarAnnounced,
    DeadlineSet,
    OfficeHoursChanged,
    OfficesClosed,
    OfficesReopened,
)
from yimen.ground.calendar.hours import Spell, fault
from yimen.ground.calendar.models import (
    CalendarDay,
    CalendarVersion,
    CalendarYear,
    DeadlineRule,
    LocalClosure,
    OfficeHours,
    SpecialHours,
)
from yimen.ground.life import Refused, require

DIGITS = 12  # of a division's code
SUNDAY = 6


def _changed() -> None:
    """Tell this process at once, and the others within seconds, that what they keep is old."""
    CalendarVersion.objects.get_or_create(pk=1, defaults={"number": 0})
    CalendarVersion.objects.filter(pk=1).update(number=F("number") + 1)
    transaction.on_commit(reads.forget)


def _named(text: str, field: str) -> str:
    return require(text, field, _("This must not be empty."))


def announce(year: int, days: Mapping[date, tuple[bool, str]], *, notice: str, by: str, at: datetime) -> None:
    """Load the exceptional days of a year as its notice lists them (T-02, T-05).

    `days` maps each day to (working, festival). Loading a year again replaces it. Raises Refused for a
    missing notice, an empty year, or a day of another year.
    """
    if not notice.strip():
        raise Refused(_("Name the notice that announces the year."), field="notice", code="empty")
    strangers = [day for day in days if day.year != year]
    if not days or strangers:
        raise Refused(
            _("The days must all lie in the year that is announced."), field="days", code="wrong_year"
        )
    with transaction.atomic():
        _changed()
        CalendarDay.objects.filter(day__year=year).delete()
        CalendarDay.objects.bulk_create(
            CalendarDay(day=d, working=work, name=name) for d, (work, name) in days.items()
        )
        CalendarYear.objects.update_or_create(year=year, defaults={"notice": notice.strip(), "loaded_at": at})
        publish(CalendarAnnounced(subject=year, by=by, at=at, year=year, notice=notice.strip()))


def close_offices(division: str, first: date, last: date, *, notice: str, by: str, at: datetime) -> int:
    """Close the offices of a division for some days, and return the number of the closure.

    Raises Refused if the days are out of order, the closure unannounced or the division no code.
    """
    if last < first:
        raise Refused(_("The last day lies before the first."), field="last", code="order")
    if not notice.strip():
        raise Refused(_("Name the notice that announces the closure."), field="notice", code="empty")
    if len(division) != DIGITS or not (division.isascii() and division.isdigit()):
        raise Refused(_("The code of a division has twelve digits."), field="division", code="format")
    with transaction.atomic():
        _changed()
        row = LocalClosure.objects.create(
            division_code=division, first_on=first, last_on=last, notice=notice.strip()
        )
        publish(OfficesClosed(subject=row.pk, by=by, at=at, division=division, notice=notice.strip()))
    return row.pk


def reopen_offices(closure_id: int, *, notice: str, by: str, at: datetime) -> None:
    """Take back a closure, for example because the typhoon turned away. Raises Refused if there is none."""
    reason = _named(notice, "notice")
    with transaction.atomic():
        _changed()
        row = LocalClosure.objects.select_for_update().filter(pk=closure_id).first()
        if row is None:
            raise Refused(_("There is no such closure."), field="closure", code="unknown")
        row.delete()
        publish(OfficesReopened(subject=closure_id, by=by, at=at, division=row.division_code, notice=reason))


def _sound(spells: Sequence[Spell], field: str) -> None:
    words = {
        "order": _("A place closes after it opens."),
        "overlap": _("Two spells of one day overlap."),
    }
    if code := fault(spells):
        raise Refused(words[code], field=field, code=code)


def set_hours(place: str, week: Mapping[int, Sequence[Spell]], *, by: str, at: datetime) -> None:
    """Set the hours of a hall or an organ for every weekday (Monday 0); what is not named is closed.

    Raises Refused for a nameless place, a day that is no weekday, or spells that overlap or end before they begin.
    """
    name = _named(place, "place")
    if any(not 0 <= weekday <= SUNDAY for weekday in week):
        raise Refused(_("A week has the days 0 (Monday) to 6 (Sunday)."), field="weekday", code="range")
    for spells in week.values():
        _sound(spells, "hours")
    with transaction.atomic():
        _changed()
        OfficeHours.objects.filter(place=name).delete()
        OfficeHours.objects.bulk_create(
            OfficeHours(place=name, weekday=weekday, opens=one.opens, closes=one.closes)
            for weekday, spells in week.items()
            for one in spells
        )
        publish(OfficeHoursChanged(subject=0, by=by, at=at, place=name, day=None))


def set_special_day(place: str, day: date, spells: Sequence[Spell], *, by: str, at: datetime) -> None:
    """Set the hours of one day, instead of those of its weekday; no spells keep the place closed.

    Raises Refused for a nameless place, or spells that overlap or end before they begin.
    """
    name = _named(place, "place")
    _sound(spells, "hours")
    with transaction.atomic():
        _changed()
        SpecialHours.objects.filter(place=name, day=day).delete()
        rows = [SpecialHours(place=name, day=day, opens=one.opens, closes=one.closes) for one in spells]
        SpecialHours.objects.bulk_create(rows or [SpecialHours(place=name, day=day)])
        publish(OfficeHoursChanged(subject=0, by=by, at=at, place=name, day=day))


def set_deadline(
    code: str, part: str, *, length: int, since: date, source: str, by: str, at: datetime
) -> None:
    """Set the city's own length of a deadline from a day on, with the rule that says so.

    Only rows that are not the letter of the law have room ([S], [L], [D], [I]). Raises Refused for a row that is
    firm or unknown, a length that is none, a missing source, or a second rule for the same day.
    """
    try:
        old = reads.deadline(code, part, on=since)
    except KeyError:
        raise Refused(_("There is no such deadline."), field="code", code="unknown") from None
    if old.firm:
        raise Refused(_("This is the letter of the law; a city cannot change it."), field="code", code="firm")
    if old.unit == BY_DATE or not 1 <= length <= LONGEST_OWN[old.unit]:
        raise Refused(_("This length is no sensible one."), field="length", code="range")
    words = _named(source, "source")
    if DeadlineRule.objects.filter(code=code, part=part, local=True, since=since).exists():
        raise Refused(_("From this day the city has a rule already."), field="since", code="twice")
    same = {name: getattr(old, name) for name in reads.DEADLINE}
    changed = {"length": length, "source": words, "since": since, "local": True, "entered_by": by}
    with transaction.atomic():
        _changed()
        DeadlineRule.objects.create(**{**same, **changed})
        publish(
            DeadlineSet(
                subject=0,
                by=by,
                at=at,
                code=code,
                part=part,
                length=length,
                unit=old.unit,
                since=since,
                source=words,
            )
        )


LONGEST_OWN = {"working_days": 366, "calendar_days": 1100, "months": 120, "years": 30, HOURS: 720}
