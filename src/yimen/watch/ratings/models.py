"""What people thought of the service."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """The five levels; the last two are bad ratings (E-403)."""

    VERY_GOOD = 5, _("Very satisfied")
    GOOD = 4, _("Satisfied")
    FAIR = 3, _("Fairly satisfied")
    BAD = 2, _("Dissatisfied")
    VERY_BAD = 1, _("Very dissatisfied")


class Rating(models.Model):
    """One rating of one case; who gave it is never shown to the officers rated (E-412)."""

    case_id = models.BigIntegerField(_("case"), primary_key=True)
    organ_id = models.BigIntegerField(_("organ"))
    matter_id = models.BigIntegerField(_("matter"))
    channel = models.CharField(_("channel"), max_length=8)
    level = models.PositiveSmallIntegerField(_("level"), choices=Level)
    words = models.TextField(_("in their words"), blank=True)
    added_words = models.TextField(_("added later"), blank=True)
    by = models.CharField(_("by"), max_length=80)
    at = models.DateTimeField(_("at"))

    class Meta:
        constraints = [models.CheckConstraint(name="rating_level", condition=Q(level__gte=1, level__lte=5))]
        indexes = [models.Index(fields=["organ_id", "level"], name="rating_of_organ")]
