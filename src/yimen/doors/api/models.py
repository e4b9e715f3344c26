"""What the programming interface keeps: whom a client acts for, answers already given, webhooks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Access(models.Model):
    """For which organs a client may act; it sees their subtrees."""

    client_id = models.CharField(_("client"), max_length=100, primary_key=True)
    organs = models.JSONField(_("organs"), default=list)


class Answer(models.Model):
    """The answer given under an idempotency key, to be given again word for word."""

    pk = models.CompositePrimaryKey("client_id", "key")
    client_id = models.CharField(_("client"), max_length=100)
    key = models.CharField(_("idempotency key"), max_length=100)
    digest = models.BinaryField(_("digest of what was asked"), max_length=32)
    status = models.PositiveSmallIntegerField(_("status"))
    body = models.JSONField(_("answer"))
    at = models.DateTimeField(_("at"), db_index=True)


class Webhook(models.Model):
    """Where a client wants to be told of events, and up to where it was told."""

    client_id = models.CharField(_("client"), max_length=100, db_index=True)
    url = models.URLField(_("address"), max_length=500)
    secret = models.BinaryField(_("secret for signatures, sealed"))
    kinds = models.JSONField(_("events, empty for all"), default=list)
    organs = models.JSONField(_("organs"), default=list)
    xid = models.BigIntegerField(_("transaction"), default=0)
    position = models.BigIntegerField(_("position"), default=0)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    not_before = models.DateTimeField(_("not before"))
    error = models.CharField(_("last error"), max_length=200, blank=True)
