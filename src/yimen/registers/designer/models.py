"""What is kept of the designer's work: the form and the questions of a draft as they were before each change."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Saved(models.Model):
    """The form and the guided questions of a draft before a change, so that the change can be undone."""

    version_id = models.BigIntegerField(_("draft"), db_index=True)
    form = models.JSONField(_("form before"))
    situations = models.JSONField(_("guided questions before"), null=True)
    by = models.CharField(_("changed by"), max_length=80)
    at = models.DateTimeField(_("changed at"))
