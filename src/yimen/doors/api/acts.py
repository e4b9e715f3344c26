"""What may be done with clients and webhooks."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from allauth.idp.oidc.models import Client, Token
from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import gettext_lazy as _

from yimen.doors.api import outside, reads
from yimen.doors.api.events import ClientClosed, ClientOpened, ClientSecretChanged
from yimen.doors.api.models import Access, Answer, Webhook
from yimen.doors.api.plain import event
from yimen.ground import vault
from yimen.ground.bus import journal
from yimen.ground.clock import now
from yimen.ground.life import Refused

SECRET = "api.webhook"  # noqa: S105 the name of a context
LEASE = timedelta(seconds=60)  # how long one worker has a webhook to itself
BATCH = 50
LONGEST_PAUSE = 12 * 3600
MOST_HOOKS = 20
LONGEST_NAME = 32  # leaves room for an officer's name within an actor
KEPT_DAYS = 3
SCOPES: Final[Mapping[str, str]] = {
    "matters:read": "find and read matters",
    "cases:read": "list and read cases",
    "cases:write": "hand applications in",
    "cases:act": "act on cases",
    "cases:rate": "pass on what applicants thought of the service",
    "cases:reveal": "see hidden numbers of a case for a reason",
    "documents:read": "list and download documents",
    "events:read": "read events",
    "webhooks:write": "be told of events",
}


def open_client(
    client_id: str,
    name: str,
    secret: str,
    *,
    organs: Sequence[int],
    scopes: Sequence[str] = tuple(SCOPES),
    by: str,
    at: datetime,
) -> None:
    """Let a system in: it may act for these organs and all below them, within the scopes.

    Raises Refused for a name that is too long or taken and for a scope that does not exist.
    """
    if not 0 < len(client_id) <= LONGEST_NAME:
        raise Refused(_("This is too long."), field="name", code="too_long")
    if unknown := sorted(set(scopes) - set(SCOPES)):
        message = _("There is no such scope: %(scopes)s.") % {"scopes": ", ".join(unknown)}
        raise Refused(message, field="scopes", code="unknown")
    with transaction.atomic():
        client, new = Client.objects.get_or_create(id=client_id, defaults={"name": name})
        if not new:
            raise Refused(_("This name is taken."), field="name", code="twice")
        client.set_scopes(list(scopes))
        client.set_default_scopes(list(scopes))
        client.set_grant_types(["client_credentials"])
        client.set_secret(secret)
        client.save()
        Access.objects.update_or_create(client_id=client_id, defaults={"organs": list(organs)})
        given: dict[str, Any] = {"client": client_id, "organs": list(organs), "scopes": list(scopes)}
        journal.publish(ClientOpened(subject=0, by=by, at=at, **given))


def _client(client_id: str) -> Client:
    client = Client.objects.select_for_update().filter(pk=client_id).first()
    if client is None:
        raise Refused(_("There is no client of this name."), field="name", code="unknown")
    return client


def rotate_client(client_id: str, secret: str, *, by: str, at: datetime) -> None:
    """Give a system a new secret; the old one ends now, its tokens when gates.FRESH is over. Raises Refused if unknown."""
    with transaction.atomic():
        client = _client(client_id)
        client.set_secret(secret)
        client.save(update_fields=["secret"])
        Token.objects.filter(client=client).delete()
        journal.publish(ClientSecretChanged(subject=0, by=by, at=at, client=client_id))


def close_client(client_id: str, *, by: str, at: datetime) -> None:
    """Shut a system out, with its webhooks now, with its tokens when gates.FRESH is over. Raises Refused if unknown."""
    with transaction.atomic():
        _client(client_id).delete()
        Access.objects.filter(pk=client_id).delete()
        Webhook.objects.filter(client_id=client_id).delete()
        journal.publish(ClientClosed(subject=0, by=by, at=at, client=client_id))


def subscribe(
    client_id: str, url: str, *, kinds: Sequence[str], organs: Sequence[int], secret: str, at: datetime
) -> int:
    """Tell a client of events from now on; return the webhook's number. Raises Refused for too many."""
    if Webhook.objects.filter(client_id=client_id).count() >= MOST_HOOKS:
        raise Refused(_("Your client has too many webhooks. Stop one first."), code="too_many")
    xid, position = journal.horizon()
    hook = Webhook.objects.create(
        client_id=client_id,
        url=url,
        kinds=list(kinds),
        organs=list(organs),
        secret=vault.seal(secret, context=SECRET),
        xid=xid,
        position=position,
        not_before=at,
    )
    return hook.pk


def unsubscribe(client_id: str, webhook_id: int) -> bool:
    """Stop a webhook; say whether there was one."""
    return bool(Webhook.objects.filter(client_id=client_id, pk=webhook_id).delete()[0])


def _post(hook: Webhook, body: bytes, at: datetime) -> None:
    secret = vault.unseal(hook.secret, context=SECRET).encode()
    stamp = str(int(at.timestamp()))
    signature = hmac.new(secret, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "application/cloudevents-batch+json",
        "User-Agent": "Yimen",
        "Webhook-Id": str(hook.pk),
        "Webhook-Timestamp": stamp,
        "Webhook-Signature": f"sha256={signature}",
    }
    outside.post(hook.url, body, headers, inside=settings.DEMO)


def _claim(at: datetime) -> Webhook | None:
    """Take the webhook that has waited longest; a worker that dies with it gives it back by itself."""
    with transaction.atomic():
        due = Webhook.objects.filter(not_before__lte=at).order_by("not_before", "pk")
        hook = due.select_for_update(skip_locked=True).first()
        if hook is not None:
            Webhook.objects.filter(pk=hook.pk).update(not_before=at + LEASE)
        return hook


def deliver_one(*, at: datetime) -> int | None:
    """Send the next batch of the webhook that has waited longest; return how many events, None if none is due.

    A failing webhook is tried again after growing pauses and misses nothing: its cursor waits, and it holds up no
    other, whatever it is that fails. No transaction is open while the other side takes its time: that would hold up every reader of the journal.
    """
    hook = _claim(at)
    if hook is None:
        return None
    organs = sorted(reads.organs_of(hook.client_id) & set(hook.organs))
    rows = journal.after((hook.xid, hook.position), kinds=hook.kinds, organs=organs, limit=BATCH)
    hook.not_before = at + timedelta(seconds=1)
    if rows:
        try:
            body = json.dumps([event(row) for row in rows], ensure_ascii=False).encode()
            _post(hook, body, at)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # noqa: BLE001 one event that cannot be told must not stop the hooks of others
            hook.failures += 1
            hook.error = (str(error) or type(error).__name__)[:200]
            hook.not_before = at + timedelta(seconds=min(2 ** min(hook.failures, 30), LONGEST_PAUSE))
        else:
            hook.xid, hook.position, hook.failures, hook.error = rows[-1].xid, rows[-1].position, 0, ""
    names = ("xid", "position", "failures", "error", "not_before")
    Webhook.objects.filter(pk=hook.pk).update(**{name: getattr(hook, name) for name in names})
    return len(rows)


def deliver_waiting() -> int:
    """Give every webhook that is due its turn; return how many events went out or were tried."""
    count, at = 0, now()
    while (sent := deliver_one(at=at)) is not None:
        count += sent
    return count


def forget_answers(*, at: datetime) -> int:
    """Drop answers kept for repeated requests, and tokens that expired, after three days; return how many."""
    before = at - timedelta(days=KEPT_DAYS)
    tokens: int = Token.objects.filter(expires_at__lt=before).delete()[0]
    return Answer.objects.filter(at__lt=before).delete()[0] + tokens
