"""What may be done to the calendar: announce a year, close offices."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yimen.ground.bus.journal import publish
from yimen.ground.calendar import reads
from yimen.ground.calendar.events import CalendarAnnounced, OfficesClosed
from yimen.ground.calendar.models import CalendarDay, CalendarYear, LocalClosure
from yimen.ground.life import Refused


def announce(year: int, days: Mapping[date, tuple[bool, str]], *, notice: str, by: str, at: datetime) -> None:
    """Load the exceptional days of a year as its notice lists them (T-02, T-05).

    `days` maps each day to (working, festival). Loading a year again replaces it. Raises Refused for a
    missing notice, an empty year, or a day of another year.
    """
    if not notice.strip():
        raise Refused(_("Name the notice that announces the year."), field="notice", code="empty")
    strangers = [day for day in days if day.year != year]
    if not days or strangers:
        raise Refused(_("The days must all lie in the year that is announced."), field="days", code="wrong_year")
    with transaction.atomic():
        CalendarDay.objects.filter(day__year=year).delete()
        CalendarDay.objects.bulk_create(CalendarDay(day=d, working=work, name=name) for d, (work, name) in days.items())
        CalendarYear.objects.update_or_create(year=year, defaults={"notice": notice.strip(), "loaded_at": at})
        publish(CalendarAnnounced(subject=year, by=by, at=at, year=year, notice=notice.strip()))
        transaction.on_commit(reads.forget)


def close_offices(division: str, first: date, last: date, *, notice: str, by: str, at: datetime) -> None:
    """Close the offices of a division for some days. Raises Refused if they are out of order or unannounced."""
    if last < first:
        raise Refused(_("The last day lies before the first."), field="last", code="order")
    if not notice.strip():
        raise Refused(_("Name the notice that announces the closure."), field="notice", code="empty")
    with transaction.atomic():
        row = LocalClosure.objects.create(division_code=division, first_on=first, last_on=last, notice=notice.strip())
        publish(OfficesClosed(subject=row.pk, by=by, at=at, division=division, notice=notice.strip()))
        transaction.on_commit(reads.forget)
