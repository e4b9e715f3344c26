"""What may be done with messages: send one, mark it read, pass it to channels outside."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import InterfaceError, OperationalError, transaction
from django.utils import translation
from django.utils.translation import gettext as _

from yimen.means.notices.models import Message, Outgoing
from yimen.means.notices.words import sentence
from yimen.registers.people import reads as people

MOST_TRIES = 6
LEASE = timedelta(minutes=5)  # how long one worker has a message to itself


def tell(
    person_id: int, kind: str, *, subject: int, data: Mapping[str, Any], cause: str, at: datetime
) -> None:
    """Put a message into a person's space, and by e-mail if they have an address; the same cause only once.

    Raises KeyError for an unknown kind or a word that is missing, so that no message is kept that cannot be read.
    """
    sentence(kind, data)
    with transaction.atomic():
        message, new = Message.objects.get_or_create(
            person_id=person_id,
            kind=kind,
            cause=cause,
            defaults={"subject": subject, "data": dict(data), "at": at},
        )
        if new:
            Outgoing.objects.create(message=message, channel="email", state="waiting", not_before=at)


def mark_read(message_ids: Collection[int], *, at: datetime) -> None:
    """Mark messages as read."""
    if message_ids:
        Message.objects.filter(pk__in=message_ids, read_at__isnull=True).update(read_at=at)


def send_failed_again(*, at: datetime) -> int:
    """Let every message that was given up be tried anew; return how many."""
    return Outgoing.objects.filter(state="failed").update(state="waiting", tries=0, not_before=at)


def _claim(at: datetime) -> Outgoing | None:
    """Take the message that has waited longest; a worker that dies with it gives it back by itself."""
    with transaction.atomic():
        due = Outgoing.objects.filter(state="waiting", not_before__lte=at).order_by("not_before", "pk")
        row = due.select_related("message").select_for_update(skip_locked=True, of=("self",)).first()
        if row is not None:
            Outgoing.objects.filter(pk=row.pk).update(not_before=at + LEASE)
        return row


def send_waiting(*, at: datetime, most: int = 50) -> int:
    """Pass waiting messages on; a channel that fails is tried again after growing pauses. Return how many were looked at.

    No transaction is open while the other side takes its time: that would hold up every reader of the journal.
    """
    for count in range(most):
        row = _claim(at)
        if row is None:
            return count
        _send(row, at)
        row.save(update_fields=["state", "detail", "tries", "not_before"])
    return most


def _send(row: Outgoing, at: datetime) -> None:
    """Send a message; whatever breaks it (no line, a damaged word) holds up no other and is tried again later."""
    try:
        row.state, row.detail = _pass_on(row.message), ""
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001 whatever breaks one message must not hold up the others
        row.tries += 1
        row.detail = (str(error) or type(error).__name__)[:200]
        row.not_before = at + timedelta(minutes=2**row.tries)
        row.state = "failed" if row.tries >= MOST_TRIES else "waiting"


def _pass_on(message: Message) -> str:
    """Send a message by e-mail in the language of its reader; return what became of it."""
    account = people.account_of(message.person_id)
    if account is None or not account[1]:
        return "no_address"
    with translation.override(account[2] or settings.LANGUAGE_CODE):
        words = sentence(message.kind, message.data)
        send_mail(_("News of your case"), words, settings.DEFAULT_FROM_EMAIL, [account[1]])
    return "sent"
