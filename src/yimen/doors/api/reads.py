"""What may be asked about clients and webhooks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from allauth.idp.oidc.models import Client
from django.db.models import Count

from yimen.doors.api.models import Access, Webhook
from yimen.registers.agencies import reads as agencies

FAILING: Final = 3  # failures in a row after which an operator is told


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


def failing() -> int:
    """Return how many webhooks have failed three times in a row or more."""
    return Webhook.objects.filter(failures__gte=FAILING).count()


@dataclass(frozen=True)
class ClientLine:
    """A system that may use the interface: within which scopes, for which organs, told of events at how many places."""

    name: str
    scopes: tuple[str, ...]
    organs: tuple[str, ...]
    webhooks: int
    since: datetime


def clients() -> list[ClientLine]:
    """Return every system that was let in, by name; three queries. Organs are named by their keys."""
    given = dict(Access.objects.values_list("client_id", "organs"))
    hooks = dict(Webhook.objects.values_list("client_id").annotate(n=Count("pk")))
    tree = agencies.organs()
    return [
        ClientLine(
            row.pk,
            tuple(row.get_scopes()),
            tuple(tree[one].key for one in given.get(row.pk, ()) if one in tree),
            hooks.get(row.pk, 0),
            row.created_at,
        )
        for row in Client.objects.filter(pk__in=given).order_by("pk")
    ]
