"""What the portal itself keeps: reports of errors on the site."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from yimen.doors.portal.life import State


class Report(models.Model):
    """An error on the site that somebody found (J-401)."""

    page = models.CharField(_("page"), max_length=300, blank=True)
    words = models.TextField(_("what is wrong"))
    contact = models.BinaryField(_("how to answer, sealed"))
    at = models.DateTimeField(_("reported at"))
    answered_at = models.DateTimeField(_("answered at"), null=True)
    answered_by = models.CharField(_("answered by"), max_length=80, blank=True, db_default="")
    note = models.TextField(_("how it was answered"), blank=True, db_default="")
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN, db_default="open")

    class Meta:
        indexes = [
            models.Index(fields=["-id"], name="report_that_waits", condition=models.Q(state="open")),
        ]
