"""What the bus keeps: the journal, how far each listener has read, what is parked or pauses, and the seals."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One row of the journal. Partitioned by month and append-only: the database refuses changes."""

    pk = models.CompositePrimaryKey("recorded_at", "position")
    position = models.BigIntegerField(_("position"))
    xid = models.BigIntegerField(_("transaction"), help_text="pg_current_xact_id(), the order of the horizon")
    recorded_at = models.DateTimeField(_("recorded at"))
    type = models.CharField(_("event"), max_length=80)
    subject = models.BigIntegerField(_("subject"))
    organ = models.BigIntegerField(_("organ"))
    actor = models.CharField(_("actor"), max_length=80)
    at = models.DateTimeField(_("moment"))
    data = models.JSONField(_("what was said"))

    class Meta:
        managed = False
        db_table = "journal"


class Cursor(models.Model):
    """How far one listener has heard; committed with the listener's own work."""

    listener = models.CharField(_("listener"), max_length=160, primary_key=True)
    xid = models.BigIntegerField(_("transaction"), default=0)
    position = models.BigIntegerField(_("position"), default=0)
    heard_at = models.DateTimeField(_("heard at"), null=True)


class Parked(models.Model):
    """An event that a listener could not take, and every later one of the same subject behind it."""

    listener = models.CharField(_("listener"), max_length=160)
    xid = models.BigIntegerField(_("transaction"))
    position = models.BigIntegerField(_("position"))
    subject = models.BigIntegerField(_("subject"))
    type = models.CharField(_("event"), max_length=80)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    not_before = models.DateTimeField(_("not before"))
    error = models.TextField(_("last error"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["listener", "xid", "position"], name="parked_once")]
        indexes = [
            models.Index(fields=["listener", "subject", "xid", "position"], name="parked_in_order"),
            models.Index(fields=["not_before"], name="parked_due"),
        ]


class Setback(models.Model):
    """Something that time itself does and that could not be done to one thing: since when, how often it was tried, and when again."""

    name = models.CharField(_("what was to be done"), max_length=60)
    number = models.BigIntegerField(_("number of the thing"))
    since = models.DateTimeField(_("since"))
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    not_before = models.DateTimeField(_("not before"))
    error = models.TextField(_("last error"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "number"], name="setback_once")]


class Seal(models.Model):
    """One signed link: the Merkle root of the entries after the previous seal, chained to it."""

    n = models.BigIntegerField(_("number"), primary_key=True)
    last_xid = models.BigIntegerField(_("last transaction"))
    last_position = models.BigIntegerField(_("last position"))
    entries = models.PositiveIntegerField(_("entries"))
    root = models.BinaryField(_("Merkle root"))
    head = models.BinaryField(_("head"))
    signature = models.BinaryField(_("signature"))
    sealed_at = models.DateTimeField(_("sealed at"))


class Beat(models.Model):
    """When a part of the worker gave its last sign of life."""

    part = models.CharField(_("part of the work"), max_length=20, primary_key=True)
    at = models.DateTimeField(_("at"))


class Imprint(models.Model):
    """What tells a key of the keyring from another, without telling the key: data sealed under one opens under no other."""

    key = models.CharField(_("key"), max_length=20, primary_key=True)
    digest = models.CharField(_("fingerprint"), max_length=64)
