"""What is kept of messages to people."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """One message to one person; its words are made from kind and data in the language it is read in."""

    person_id = models.BigIntegerField(_("person"))
    kind = models.CharField(_("kind"), max_length=40)
    subject = models.BigIntegerField(_("thing it is about"))
    cause = models.CharField(_("event that caused it"), max_length=60)
    data = models.JSONField(_("what it says"))
    at = models.DateTimeField(_("sent at"))
    read_at = models.DateTimeField(_("read at"), null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_id", "kind", "cause"], name="message_once")]
        indexes = [models.Index(fields=["person_id", "-id"], name="message_of_person")]


class Outgoing(models.Model):
    """A message on its way through a channel outside: to send, sent, or why not."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="outgoing")
    channel = models.CharField(_("channel"), max_length=10)
    state = models.CharField(_("state"), max_length=16)
    detail = models.CharField(_("detail"), max_length=200, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    not_before = models.DateTimeField(_("not before"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["message", "channel"], name="outgoing_once")]
        indexes = [
            models.Index(fields=["not_before"], name="outgoing_due", condition=models.Q(state="waiting"))
        ]
