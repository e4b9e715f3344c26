"""Write facts down, and read what was written."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from yimen.ground.bus.event import Event, data_of, name_of
from yimen.ground.statements import add_rows

INSERT = "INSERT INTO journal (type, subject, organ, actor, at, data) VALUES "
PLACES = "(%s, %s, %s, %s, %s, %s)"
COLUMNS = "xid, position, type, subject, organ, actor, at, data, recorded_at"
HORIZON = "pg_snapshot_xmin(pg_current_snapshot())::text::bigint"


@dataclass(frozen=True)
class Told:
    """One row of the journal as it was written."""

    xid: int
    position: int
    type: str
    subject: int
    organ: int
    actor: str
    at: datetime
    data: dict[str, Any]
    recorded_at: datetime

    def cloud_event(self, source: str) -> dict[str, Any]:
        """Return the row in the CloudEvents 1.0 JSON format."""
        return {
            "specversion": "1.0",
            "id": f"{self.xid}-{self.position}",
            "source": source,
            "type": self.type,
            "subject": str(self.subject),
            "time": self.at.isoformat(),
            "datacontenttype": "application/json",
            "data": {**self.data, "organ": self.organ, "actor": self.actor},
        }


def publish(*events: Event) -> None:
    """Write the events down in the transaction that makes them true.

    Raises RuntimeError outside a transaction: a fact without its change, or a change without its
    fact, must not be possible.
    """
    if not transaction.get_connection().in_atomic_block:
        message = "publish() belongs inside the transaction that makes the event true"
        raise RuntimeError(message)
    rows = [
        (name_of(type(e)), e.subject, e.organ, e.by, e.at, json.dumps(data_of(e), ensure_ascii=False))
        for e in events
    ]
    add_rows("journal", INSERT, PLACES, rows)


def _one(row: tuple[Any, ...]) -> Told:
    xid, position, kind, subject, organ, actor, at, data, recorded_at = row
    said = json.loads(data) if isinstance(data, str) else data
    return Told(xid, position, kind, subject, organ, actor, at, said, recorded_at)


def _told(rows: Sequence[tuple[Any, ...]]) -> list[Told]:
    return [_one(row) for row in rows]


def select(where: str, arguments: Sequence[Any]) -> list[Told]:
    """Return the rows for which an SQL condition (with its ORDER BY and LIMIT) holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {COLUMNS} FROM journal WHERE {where}", list(arguments))  # noqa: S608 our own words
        return _told(cursor.fetchall())


def history(subject: int) -> list[Told]:
    """Return everything said about one thing, oldest first."""
    return select("subject = %s ORDER BY position", [subject])


def histories(subjects: Sequence[int]) -> list[Told]:
    """Return everything said about several things, oldest first."""
    return select("subject = ANY(%s) ORDER BY position", [list(subjects)])


def after(
    cursor: tuple[int, int],
    *,
    kinds: Sequence[str] = (),
    organs: Sequence[int] | None = None,
    limit: int = 100,
) -> list[Told]:
    """Return the next rows behind the horizon, in the order every reader sees them.

    A transaction still open may yet add rows with a lower position, so only rows of transactions older
    than the oldest open one are shown: then nothing can appear before a cursor that has passed.
    `organs` None means all.
    """
    arguments: list[Any]
    where, arguments = [f"xid < {HORIZON}", "(xid, position) > (%s, %s)"], [*cursor]
    if kinds:
        where.append("type = ANY(%s)")
        arguments.append(list(kinds))
    if organs is not None:
        where.append("organ = ANY(%s)")
        arguments.append(list(organs))
    return select(" AND ".join(where) + " ORDER BY xid, position LIMIT %s", [*arguments, limit])


def horizon() -> tuple[int, int]:
    """Return the cursor behind everything that is certain now."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {HORIZON} - 1")
        return cursor.fetchone()[0], 9_223_372_036_854_775_807


def newest() -> tuple[int, int] | None:
    """Return the place of the last row that is certain now, or None if there is none."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT xid, position FROM journal WHERE xid < {HORIZON} "  # noqa: S608 our own words
            "ORDER BY xid DESC, position DESC LIMIT 1"
        )
        row = cursor.fetchone()
    return (row[0], row[1]) if row else None
