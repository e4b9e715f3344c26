"""What may be asked about clients and webhooks."""

from typing import Any

from yimen.doors.api.models import Webhook


def webhooks(client_id: str) -> list[dict[str, Any]]:
    """Return a client's webhooks; never their secrets."""
    rows = Webhook.objects.filter(client_id=client_id).order_by("pk")
    return [
        {"id": row.pk, "url": row.url, "kinds": row.kinds, "failures": row.failures, "error": row.error}
        for row in rows
    ]
