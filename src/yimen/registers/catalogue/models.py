"""What is kept of matters: the lasting matter, its versions, and their words in each language."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.ground.numbers import new_number
from yimen.registers.catalogue.life import Kind, Side, State
from yimen.registers.catalogue.standard_models import (
    Justification,
    QualitySnapshot,
    Standard,
    StandardText,
)

__all__ = ["Justification", "QualitySnapshot", "Standard", "StandardText"]


class Matter(models.Model):
    """Something one may ask of an organ; what is asked and given stands in its versions."""

    id = models.BigIntegerField(primary_key=True, default=new_number)
    code = models.CharField(_("implementation code"), max_length=80, unique=True)
    base_code = models.CharField(_("base code"), max_length=20, blank=True)
    kind = models.CharField(_("kind"), max_length=2, choices=Kind)
    organ = models.ForeignKey("agencies.Organ", models.PROTECT, related_name="+")
    words = SearchVectorField(_("words under which it is found"), null=True, editable=False)
    asked = models.PositiveIntegerField(_("how often it was applied for"), default=0)

    class Meta:
        indexes = [
            GinIndex(fields=["words"], name="matter_words"),
            models.Index(fields=["base_code"], name="matter_base_code"),
        ]


class Version(models.Model):
    """The terms of a matter from a day on. Once published nothing in it changes; the database refuses it."""

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="versions")
    n = models.PositiveIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    effective_from = models.DateField(_("in force from"), null=True)
    effective_until = models.DateField(_("in force until"), null=True)
    themes = models.JSONField(_("themes"), default=list)
    audience = models.JSONField(_("audience"), default=list)
    online = models.BooleanField(_("can be applied for online"), default=False)
    promised_days = models.PositiveSmallIntegerField(_("promised working days"), null=True)
    content = models.JSONField(_("everything but words, with a mark where words stand"))
    made_at = models.DateTimeField(_("made at"))
    made_by = models.CharField(_("made by"), max_length=80)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "n"], name="version_once"),
            models.UniqueConstraint(
                fields=["matter"],
                name="version_one_in_force",
                condition=Q(state__in=["published", "suspended"], effective_until__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["matter"], name="version_suspended", condition=Q(state="suspended")),
        ]


class Wording(models.Model):
    """One text of a version in one language; a new language needs rows, not columns."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="wordings")
    place = models.CharField(_("place in the content"), max_length=120)
    language = models.CharField(_("language"), max_length=8)
    text = models.TextField(_("text"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "place", "language"], name="wording_once")]


class FoundNothing(models.Model):
    """Searches without an answer, counted per day; no person is kept."""

    day = models.DateField(_("day"))
    text = models.CharField(_("searched for"), max_length=60)
    times = models.PositiveIntegerField(_("times"), default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "text"], name="found_nothing_once")]


class Approval(models.Model):
    """One of the two approvals a draft needs before a change of the catalogue: the department's, the authority's (H-412)."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="approvals")
    side = models.CharField(_("side"), max_length=10, choices=Side)
    by = models.CharField(_("approved by"), max_length=80)
    at = models.DateTimeField(_("approved at"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "side"], name="approval_once"),
            models.UniqueConstraint(fields=["version", "by"], name="approval_by_two_people"),
        ]


class ListFile(models.Model):
    """A list of matters that was uploaded and judged, and waits to be applied; its bytes go when it is."""

    name = models.CharField(_("name of the file"), max_length=120)
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    data = models.BinaryField(_("bytes"))
    organ_id = models.BigIntegerField(_("organ of rows without a code"), null=True)
    report = models.JSONField(_("report"))
    made_by = models.CharField(_("uploaded by"), max_length=80)
    made_at = models.DateTimeField(_("uploaded at"))
    applied_by = models.CharField(_("applied by"), max_length=80, blank=True)
    applied_at = models.DateTimeField(_("applied at"), null=True)


class BaseItem(models.Model):
    """One entry of the nation's or province's base directory: what every organ's matter of this code must agree with."""

    code = models.CharField(_("base code"), max_length=12, primary_key=True)
    kind = models.CharField(_("kind"), max_length=2, choices=Kind)
    levels = models.CharField(
        _("levels at which it is exercised, as digits 1 to 6"), max_length=6, blank=True
    )
    basis = models.TextField(_("legal basis"), blank=True)


class BaseItemText(models.Model):
    """The name of an entry of the base directory in one language."""

    item = models.ForeignKey(BaseItem, models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=8)
    name = models.CharField(_("name"), max_length=300)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "language"], name="base_item_text_once")]
