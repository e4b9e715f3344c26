"""What may be asked about how the bus is doing: where each listener stands, what is parked, the newest seal."""

from typing import Any, Final

from django.db.models import Count

from yimen.ground.bus.models import Cursor, Parked, Seal
from yimen.ground.together import Reading

MOST: Final = 50


def standing() -> tuple[Reading[Any], ...]:
    """Return what to read for the cursors by listener, what is parked, how much at each listener, and the newest seal."""
    return (
        Reading(Cursor.objects.all(), lambda rows: {one.listener: one for one in rows}),
        Reading(Parked.objects.order_by("-tries", "pk")[:MOST], list),
        Reading(Parked.objects.values("listener").annotate(n=Count("pk")).order_by("listener"), list),
        Reading(Seal.objects.order_by("-n")[:1], _head),
    )


def _head(rows: list[Seal]) -> tuple[int, str] | None:
    return (rows[0].n, bytes(rows[0].head).hex()) if rows else None
