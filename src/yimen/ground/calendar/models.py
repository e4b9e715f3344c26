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
