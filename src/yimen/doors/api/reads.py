"""What may be asked about clients and webhooks."""

from typing import Any

from yimen.doors.api.models import Access, Webhook
from yimen.registers.agencies import reads as agencies


def organs_of(client_id: str) -> frozenset[int]:
    """Return the organs a client may act for now, with all below them."""
    given = Access.objects.filter(pk=client_id).values_list("organs", flat=True).first() or []
    return frozenset().union(*(agencies.subtree(one) for one in given)) if given else frozenset()


def webhooks(client_id: str) -> list[dict[str, Any]]:
    """Return a client's webhooks; never their secrets."""
    rows = Webhook.objects.filter(client_id=client_id).order_by("pk")
    return [
        {"id": row.pk, "url": row.url, "kinds": row.kinds, "failures": row.failures, "error": row.error}
        for row in rows
    ]
