"""What may be asked about how the bus is doing: where each listener stands, what is parked or put back, the newest seal."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection
from django.db.models import Count, Min

from yimen.ground.bus import hearing
from yimen.ground.bus.models import Beat, Cursor, Parked, Seal, Setback
from yimen.ground.together import Reading

MOST: Final = 50
MOST_COUNTED: Final = 1000
SILENT: Final = timedelta(minutes=2)  # after which a part of the worker counts as not running
PARTS: Final = ("minding", "making")
WAITING: Final = """
SELECT l.name, w.n, w.since FROM jsonb_to_recordset(%s::jsonb) AS l (name text, kinds text[])
LEFT JOIN bus_cursor c ON c.listener = l.name
CROSS JOIN LATERAL (SELECT count(*) AS n, min(q.recorded_at) AS since FROM (
    SELECT j.recorded_at FROM journal j
    WHERE (j.xid, j.position) > (coalesce(c.xid, 0), coalesce(c.position, 0)) AND j.type = ANY (l.kinds)
    ORDER BY j.xid, j.position LIMIT %s) q) w
ORDER BY l.name
"""


def standing() -> tuple[Reading[Any], ...]:
    """Return what to read for the cursors by listener, what is parked, how much at each listener, the newest seal, the beats.

    Last comes what time could not do and is tried again, the oldest first.
    """
    return (
        Reading(Cursor.objects.all(), lambda rows: {one.listener: one for one in rows}),
        Reading(Parked.objects.order_by("-tries", "pk")[:MOST], list),
        Reading(Parked.objects.values("listener").annotate(n=Count("pk")).order_by("listener"), list),
        Reading(Seal.objects.order_by("-n")[:1], _head),
        Reading(Beat.objects.all(), lambda rows: {one.part: one.at for one in rows}),
        Reading(Setback.objects.order_by("since", "pk")[:MOST], list),
    )


@dataclass(frozen=True)
class Queue:
    """What a listener has yet to hear: how many events, a thousand at most, and since when the oldest of them waits."""

    listener: str
    events: int
    since: datetime | None

    @property
    def more(self) -> bool:
        """Say whether there are more than were counted."""
        return self.events >= MOST_COUNTED


def queues() -> list[Queue]:
    """Return for every listener what waits for it; one query."""
    asked = [{"name": one.name, "kinds": sorted(one.kinds)} for one in hearing.listeners().values()]
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [json.dumps(asked), MOST_COUNTED])
        return [Queue(*row) for row in cursor.fetchall()]


def put_back() -> tuple[dict[str, int], datetime | None]:
    """Return on how many things each act of time is tried again, by its name, and since when the first of them."""
    rows = list(
        Setback.objects.values_list("name").annotate(n=Count("pk"), first=Min("since")).order_by("name")
    )
    return {name: n for name, n, _first in rows}, min((first for _name, _n, first in rows), default=None)


def beats() -> dict[str, datetime]:
    """Return when each part of the worker gave its last sign of life."""
    return dict(Beat.objects.values_list("part", "at"))


def silent(beats: dict[str, datetime], *, at: datetime) -> list[str]:
    """Return the parts of the worker of which nothing was heard for two minutes."""
    return [part for part in PARTS if part not in beats or at - beats[part] > SILENT]


def _head(rows: list[Seal]) -> tuple[int, str] | None:
    return (rows[0].n, bytes(rows[0].head).hex()) if rows else None
