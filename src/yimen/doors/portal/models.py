"""What the portal itself keeps: reports of errors on the site."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Report(models.Model):
    """An error on the site that somebody found (J-401)."""

    page = models.CharField(_("page"), max_length=300, blank=True)
    words = models.TextField(_("what is wrong"))
    contact = models.BinaryField(_("how to answer, sealed"))
    at = models.DateTimeField(_("reported at"))
    answered_at = models.DateTimeField(_("answered at"), null=True)
