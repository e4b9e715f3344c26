"""Eight writers at once: no reader skips an event, whatever order they commit in."""

import random
import threading
import time

import pytest
from django.db import close_old_connections, connection, transaction

from yimen.ground.bus import journal
from yimen.ground.bus.journal import publish
from yimen.ground.bus.tests.make import NOON, BellRung

WRITERS, EACH = 8, 40


def write(writer: int) -> None:
    dice = random.Random(writer)
    for n in range(EACH):
        with transaction.atomic():
            publish(BellRung(subject=writer, by="system", at=NOON, times=n))
            time.sleep(dice.choice([0, 0, 0.001, 0.008]))  # commits overtake one another
            if dice.random() < 0.3:
                publish(BellRung(subject=writer, by="system", at=NOON, times=1000 + n))
    connection.close()


def since(start: tuple[int, int]) -> list[tuple[int, int]]:
    """Return what was written after a place in the journal, whether or not a reader sees it yet."""
    rows = journal.select("(xid, position) > (%s, %s) ORDER BY xid, position", [*start])
    return [(row.xid, row.position) for row in rows]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_no_event_is_skipped_with_eight_writers():
    start = journal.horizon()
    writers = [threading.Thread(target=write, args=(n,)) for n in range(WRITERS)]
    for thread in writers:
        thread.start()

    read, here = [], start
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        running = any(thread.is_alive() for thread in writers)
        rows = journal.after(here, kinds=["tests.BellRung"], limit=7)
        read += [(row.xid, row.position) for row in rows]
        here = read[-1] if read else here
        if not running and len(read) >= len(since(start)):
            break  # a transaction elsewhere in the cluster may hold the horizon back for a while
    close_old_connections()

    written = since(start)
    assert len(written) >= WRITERS * EACH
    assert read == written
