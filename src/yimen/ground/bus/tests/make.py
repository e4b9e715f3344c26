"""Events for tests of the bus."""

import time
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from yimen.ground.bus import journal
from yimen.ground.bus.event import Event
from yimen.ground.bus.journal import publish

NOON = datetime(2026, 5, 11, 12, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@dataclass(frozen=True, kw_only=True)
class BellRung(Event):
    """Somebody rang the bell."""

    times: int


def ring(subject: int = 1, *, times: int = 1, organ: int = 0) -> None:
    with transaction.atomic():
        publish(BellRung(subject=subject, organ=organ, by="account:7", at=NOON, times=times))
    if not connection.in_atomic_block:
        wait_until_certain()


def wait_until_certain() -> None:
    """Wait until other transactions of the cluster, older than ours, have ended: only then is ours behind the horizon."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(xid) FROM journal")
        newest = cursor.fetchone()[0] or 0
    for _attempt in range(1000):
        if journal.horizon()[0] >= newest:
            return
        time.sleep(0.01)
    message = "another transaction of this cluster stays open"
    raise AssertionError(message)


def empty_journal() -> None:
    """Take the guard down for a moment; only a test with its own database may."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal DISABLE TRIGGER journal_not_emptied")
        cursor.execute("TRUNCATE journal")
        cursor.execute("ALTER TABLE journal ENABLE TRIGGER journal_not_emptied")
