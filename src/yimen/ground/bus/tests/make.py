"""Events for tests of the bus."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection, transaction

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


def empty_journal() -> None:
    """Take the guard down for a moment; only a test with its own database may."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal DISABLE TRIGGER journal_not_emptied")
        cursor.execute("TRUNCATE journal")
        cursor.execute("ALTER TABLE journal ENABLE TRIGGER journal_not_emptied")
