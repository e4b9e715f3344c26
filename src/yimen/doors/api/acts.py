"""What may be done with clients and webhooks."""

import hashlib
import hmac
import ipaddress
import json
import socket
import urllib.error
import urllib.request
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from allauth.idp.oidc.models import Client
from django.conf import settings
from django.db import transaction

from yimen.doors.api.models import Access, Answer, Webhook
from yimen.ground import vault
from yimen.ground.bus import journal
from yimen.ground.clock import now

SECRET = "api.webhook"  # noqa: S105 the name of a context
PATIENCE = 10
BATCH = 50
LONGEST_PAUSE = 12 * 3600
KEPT_DAYS = 3
SCOPES = (
    "matters:read",
    "cases:read",
    "cases:write",
    "cases:act",
    "documents:read",
    "events:read",
    "webhooks:write",
)


def open_client(
    client_id: str, name: str, secret: str, *, organs: Sequence[int], scopes: Sequence[str] = SCOPES
) -> None:
    """Let a system in: it may act for these organs and all below them, within the scopes."""
    with transaction.atomic():
        client, _new = Client.objects.get_or_create(id=client_id, defaults={"name": name})
        client.set_scopes(list(scopes))
        client.set_default_scopes(list(scopes))
        client.set_grant_types(["client_credentials"])
        client.set_secret(secret)
        client.save()
        Access.objects.update_or_create(client_id=client_id, defaults={"organs": list(organs)})


def leads_inside(host: str) -> bool:
    """Say whether a host name leads to a private or local address, or nowhere."""
    try:
        found = socket.getaddrinfo(host, None)
    except OSError:
        return True
    return any(not ipaddress.ip_address(str(one[4][0]).split("%")[0]).is_global for one in found)


def subscribe(
    client_id: str, url: str, *, kinds: Sequence[str], organs: Sequence[int], secret: str, at: datetime
) -> int:
    """Tell a client of events from now on; return the webhook's number."""
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


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A webhook that sends us elsewhere is not followed."""

    def redirect_request(self, *_words: object) -> None:
        return None


def _post(hook: Webhook, body: bytes, at: datetime) -> None:
    secret = vault.unseal(hook.secret, context=SECRET).encode()
    stamp = str(int(at.timestamp()))
    signature = hmac.new(secret, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
    headers = {
        "Content-Type": "application/cloudevents-batch+json",
        "User-Agent": "Yimen",
        "Webhook-Timestamp": stamp,
        "Webhook-Signature": f"sha256={signature}",
    }
    host = urlsplit(hook.url).hostname or ""
    if not settings.DEMO and leads_inside(host):
        message = "the address leads inside"
        raise OSError(message)
    request = urllib.request.Request(hook.url, data=body, headers=headers, method="POST")  # noqa: S310 checked when made
    opener = urllib.request.build_opener(_NoRedirect)
    with opener.open(request, timeout=PATIENCE):
        pass


def deliver_one(*, at: datetime) -> bool:
    """Send the next batch of the webhook that has waited longest; say whether there was one to send.

    A failing webhook is tried again after growing pauses and misses nothing: its cursor waits.
    """
    with transaction.atomic():
        due = Webhook.objects.filter(not_before__lte=at).order_by("not_before")
        hook = due.select_for_update(skip_locked=True).first()
        if hook is None:
            return False
        rows = journal.after((hook.xid, hook.position), kinds=hook.kinds, organs=hook.organs, limit=BATCH)
        hook.not_before = at + timedelta(seconds=1)
        if rows:
            body = json.dumps([row.cloud_event("/yimen") for row in rows], ensure_ascii=False).encode()
            try:
                _post(hook, body, at)
            except (OSError, urllib.error.URLError) as error:
                hook.failures += 1
                hook.error = str(error)[:200]
                hook.not_before = at + timedelta(seconds=min(2**hook.failures, LONGEST_PAUSE))
            else:
                hook.xid, hook.position, hook.failures, hook.error = rows[-1].xid, rows[-1].position, 0, ""
        hook.save(update_fields=["xid", "position", "failures", "error", "not_before"])
        return bool(rows)


def deliver_waiting() -> int:
    """Send what waits; return how many batches went out or were tried."""
    count = 0
    while count < BATCH and deliver_one(at=now()):
        count += 1
    return count


def forget_answers(*, at: datetime) -> int:
    """Drop answers kept for repeated requests after three days; return how many."""
    return Answer.objects.filter(at__lt=at - timedelta(days=KEPT_DAYS)).delete()[0]
