"""The calendar as announced: exceptional days, years with their notices, local closures, office hours."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CalendarYear(models.Model):
    """A year whose holidays are announced, and the notice that did it."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    notice = models.CharField(_("notice"), max_length=200)
    loaded_at = models.DateTimeField(_("loaded at"))


class CalendarDay(models.Model):
    """A day that is not what its weekday says: a holiday, or a make-up working day."""

    day = models.DateField(_("day"), primary_key=True)
    working = models.BooleanField(_("working day"))
    name = models.CharField(_("festival"), max_length=40)


class LocalClosure(models.Model):
    """Days on which the offices of one division are closed, for example for a typhoon."""

    division_code = models.CharField(_("division"), max_length=12)
    first_on = models.DateField(_("first day"))
    last_on = models.DateField(_("last day"))
    notice = models.CharField(_("notice"), max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="closure_in_order", condition=models.Q(last_on__gte=models.F("first_on"))
            ),
        ]


class OfficeHours(models.Model):
    """When a hall or an organ is open on a working weekday; several rows make several spells."""

    place = models.CharField(_("place"), max_length=60)
    weekday = models.PositiveSmallIntegerField(_("weekday, Monday 0"))
    opens = models.TimeField(_("opens"))
    closes = models.TimeField(_("closes"))

    class Meta:
        constraints = [
            models.CheckConstraint(name="hours_in_order", condition=models.Q(closes__gt=models.F("opens"))),
            models.UniqueConstraint(fields=["place", "weekday", "opens"], name="hours_once"),
        ]


class SpecialHours(models.Model):
    """The hours of a place on one day, instead of those of its weekday; a row without hours keeps it closed."""

    place = models.CharField(_("place"), max_length=60)
    day = models.DateField(_("day"))
    opens = models.TimeField(_("opens"), null=True)
    closes = models.TimeField(_("closes"), null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="special_hours_in_order",
                condition=models.Q(closes__gt=models.F("opens"))
                | models.Q(opens__isnull=True, closes__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["place", "day", "opens"], name="special_hours_once", nulls_distinct=False
            ),
        ]


class CalendarVersion(models.Model):
    """One row, counted up by every change, by which a process knows whether what it keeps is still right."""

    number = models.PositiveBigIntegerField(_("number"))


class DeadlineRule(models.Model):
    """One deadline of table L as it holds from a day on; a city's own row stands beside the nation's and goes before it."""

    code = models.CharField(_("rule"), max_length=8)
    part = models.CharField(_("part of the rule"), max_length=20, blank=True)
    what = models.JSONField(_("what is to be done"))
    start = models.JSONField(_("from when"))
    length = models.PositiveSmallIntegerField(_("length"))
    unit = models.CharField(_("unit"), max_length=14)
    before = models.BooleanField(_("counted back from an event"), default=False)
    restarts = models.BooleanField(_("begins anew when the request is corrected"), default=False)
    at_least = models.BooleanField(_("a shortest time, not a longest"), default=False)
    month = models.PositiveSmallIntegerField(_("month of a fixed date"), default=0)
    day = models.PositiveSmallIntegerField(_("day of a fixed date"), default=0)
    extension = models.PositiveSmallIntegerField(_("extension"), default=0)
    extension_unit = models.CharField(_("unit of the extension"), max_length=14, blank=True)
    approver = models.JSONField(_("who approves the extension"), default=dict)
    missed = models.CharField(_("what follows if it is missed"), max_length=24, blank=True)
    source = models.CharField(_("source"), max_length=200)
    mark = models.CharField(_("how sure it is"), max_length=8)
    since = models.DateField(_("in force from"))
    local = models.BooleanField(_("the city's own"), default=False)
    entered_by = models.CharField(_("entered by"), max_length=80, default="system")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "part", "local", "since"], name="deadline_rule_once"),
        ]
