"""What is kept of the register in public: what changed in it, and the booklets made of it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class What(models.TextChoices):
    """What happened to a matter."""

    PUBLISHED = "published", _("Published")
    SUSPENDED = "suspended", _("Suspended")
    RESUMED = "resumed", _("Can be applied for again")
    WITHDRAWN = "withdrawn", _("Abolished")


class Change(models.Model):
    """One change of the register, as the feeds tell it; heard from the catalogue."""

    matter_id = models.BigIntegerField(_("matter"))
    code = models.CharField(_("implementation code"), max_length=80)
    name = models.CharField(_("matter, as then named"), max_length=300)
    organ_id = models.BigIntegerField(_("organ"))
    version_id = models.BigIntegerField(_("version"))
    what = models.CharField(_("what happened"), max_length=10, choices=What)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    effective_from = models.DateField(_("in force from"), null=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter_id", "what", "at"], name="change_told_once")]
        indexes = [
            models.Index(fields=["-at", "-id"], name="change_newest"),
            models.Index(fields=["organ_id", "-at"], name="change_of_organ"),
        ]


class Scope(models.TextChoices):
    """What a booklet is about."""

    ORGAN = "organ", _("An organ")
    THEME = "theme", _("A theme")


class Booklet(models.Model):
    """A booklet that was ordered: of an organ or a theme, in a language, as the register then stood."""

    scope = models.CharField(_("about"), max_length=6, choices=Scope)
    key = models.CharField(_("organ or theme"), max_length=60)
    language = models.CharField(_("language"), max_length=8)
    digest = models.CharField(_("digest of what it says"), max_length=64)
    ordered_at = models.DateTimeField(_("ordered at"))
    made_at = models.DateTimeField(_("made at"), null=True)
    file = models.CharField(_("digest of the file"), max_length=64, blank=True)
    size = models.PositiveIntegerField(_("bytes"), default=0)
    tries = models.PositiveSmallIntegerField(_("failed attempts"), default=0)
    again_at = models.DateTimeField(_("to be tried again at"), null=True)
    trouble = models.CharField(_("what went wrong last"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope", "key", "language", "digest"], name="booklet_once")
        ]
        indexes = [models.Index(fields=["id"], name="booklet_to_make", condition=Q(made_at__isnull=True))]
