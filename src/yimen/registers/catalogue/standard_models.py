"""What is kept of the standards of base items, of differences that were justified, and of how the catalogue stood."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standard(models.Model):
    """The terms every organ's matter of a base item keeps to from a day on; a change is a new row, never an edit."""

    item = models.ForeignKey("catalogue.BaseItem", models.PROTECT, related_name="standards")
    n = models.PositiveIntegerField(_("number"))
    effective_from = models.DateField(_("in force from"))
    terms = models.JSONField(_("terms, with a mark where words stand"))
    policy = models.JSONField(_("how each term binds: locked, bounded or free"), default=dict)
    made_at = models.DateTimeField(_("made at"))
    made_by = models.CharField(_("made by"), max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "n"], name="standard_once")]


class StandardText(models.Model):
    """One text of a standard in one language."""

    standard = models.ForeignKey(Standard, models.CASCADE, related_name="texts")
    place = models.CharField(_("place in the terms"), max_length=120)
    language = models.CharField(_("language"), max_length=8)
    text = models.TextField(_("text"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["standard", "place", "language"], name="standard_text_once")
        ]


class Justification(models.Model):
    """Why one organ's matter differs in one term; it counts for exactly the two values that were compared."""

    matter = models.ForeignKey("catalogue.Matter", models.PROTECT, related_name="justifications")
    field = models.CharField(_("term"), max_length=20)
    difference = models.CharField(_("digest of the two values"), max_length=16)
    reason = models.CharField(_("reason"), max_length=300)
    basis = models.CharField(_("legal basis"), max_length=300)
    by = models.CharField(_("by"), max_length=80)
    at = models.DateTimeField(_("at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "field", "difference"], name="justified_once")
        ]


class QualitySnapshot(models.Model):
    """How the catalogue stood at the end of a day."""

    day = models.DateField(_("day"), primary_key=True)
    taken_at = models.DateTimeField(_("taken at"))
    report = models.JSONField(_("figures of the report"))
