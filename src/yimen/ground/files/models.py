"""What is kept of files: who handed them in, what they are, and where their bytes lie."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yimen.ground.numbers import new_number


class State(models.TextChoices):
    """Where a file stands."""

    RECEIVING = "receiving", _("Being received")
    READY = "ready", _("Ready")
    REFUSED = "refused", _("Rejected")


class File(models.Model):
    """One file. Equal contents are stored once, under their digest."""

    id = models.BigIntegerField(primary_key=True, default=new_number)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind of content"), max_length=40, blank=True)
    size = models.BigIntegerField(_("bytes"), default=0)
    declared_size = models.BigIntegerField(_("bytes announced"), default=0)
    sha256 = models.CharField(_("digest"), max_length=64, blank=True, db_index=True)
    pages = models.PositiveIntegerField(_("pages"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECEIVING)
    by = models.CharField(_("handed in by"), max_length=80)
    keeper = models.CharField(_("thing it belongs to"), max_length=80, blank=True, db_index=True)
    at = models.DateTimeField(_("handed in at"))
    pictured = models.BooleanField(_("has a small picture"), default=False, db_default=False)

    class Meta:
        indexes = [
            models.Index(fields=["by", "at"], name="files_of_a_person"),
            models.Index(fields=["at"], name="files_unclaimed", condition=models.Q(keeper="")),
        ]
