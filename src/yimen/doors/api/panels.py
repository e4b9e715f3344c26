"""What the page of the platform's operation says about webhooks that fail."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from yimen.doors.api.models import Webhook
from yimen.doors.api.reads import FAILING
from yimen.ground.panels import Panel, Reader, Side
from yimen.ground.together import Reading

MOST: Final = 20


def _reading(_subject: int) -> Reading[list[Webhook]]:
    return Reading(Webhook.objects.filter(failures__gte=FAILING).order_by("-failures", "pk")[:MOST], list)


def _tell(rows: list[Webhook], _subject: int, side: Side) -> Panel | None:
    if side != "desk" or not rows:
        return None
    lines = tuple((f"{row.client_id}: {row.url}", f"{row.failures} · {row.error}") for row in rows)
    return Panel(_("Webhooks that fail"), lines, tone="warning")


PANEL: Final = Reader(_reading, _tell)
