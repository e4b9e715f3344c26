"""The worker: listeners hear, parked events are tried again, clocks are swept, documents are made, the journal is sealed."""

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import partial
from typing import Final

from django.db import InterfaceError, OperationalError, close_old_connections, connection

from yimen.affairs.archives import acts as archives
from yimen.doors.api import acts as api
from yimen.ground.bus import beating, hearing, live, partitions, sealing
from yimen.ground.clock import now
from yimen.ground.files import acts as files
from yimen.means.documents import acts as documents
from yimen.means.notices import acts as notices
from yimen.registers.catalogue import quality
from yimen.registers.people import acts as people
from yimen.registers.powers import acts as powers
from yimen.site import logs, sweeping

logger = logging.getLogger(__name__)


class Part(StrEnum):
    """A part of the work that may have a process of its own."""

    MINDING = "minding"  # what is waited for: short, and often
    MAKING = "making"  # documents, packages and booklets: whole seconds of reckoning


@dataclass
class Chore:
    """Something to do again and again, with its pause in seconds when there was nothing to do."""

    name: str
    work: Callable[[], object]
    pause: float
    part: Part = Part.MINDING


QUIET: Final = hearing.Quiet()
TURN: Final = 0.0005  # seconds; by Python's own 0.005 what reckons (documents) may keep what asks (listeners) waiting at each answer
GIVES_WAY: Final = (
    10  # by how much a process that only makes things is nicer than one that somebody waits for
)


def hear() -> int:
    """Let every listener hear one batch; return how many events were passed."""
    at = now()
    passed = hearing.hear_round(QUIET, at=at)
    while hearing.retry_one(at=at):
        passed += 1
    return passed


CHORES = [
    *(Chore(f"beat {part}", partial(beating.beat, part), 15, part) for part in Part),
    Chore("hear", hear, 0.2),
    Chore("tell", live.relay, 0.25),
    Chore("documents", lambda: documents.issue_waiting(at=now()), 0.5, Part.MAKING),
    Chore("archive", lambda: archives.pack_waiting(at=now()), 2, Part.MAKING),
    Chore("logs", lambda: logs.forget_old(at=now()), 6 * 3600),
    Chore("messages", lambda: notices.send_waiting(at=now()), 2),
    Chore("webhooks", api.deliver_waiting, 1),
    Chore("answers", lambda: api.forget_answers(at=now()), 3600),
    Chore("sweep", lambda: sweeping.sweep(at=now()), 20),
    Chore("typed", lambda: people.forget_old_typed(at=now()), 300),
    Chore("expired", lambda: people.forget_expired(at=now()), 600),
    Chore("files", lambda: files.forget_abandoned(at=now()), 3600),
    Chore("booklets", lambda: powers.make_waiting(at=now()), 2, Part.MAKING),
    Chore("quality", lambda: quality.take(at=now(), on=now().date()), 3600),
    Chore("seal", lambda: sealing.seal(at=now()), 60),
    Chore("partitions", lambda: partitions.ensure(now().date() + timedelta(days=62)), 6 * 3600),
]


def _go_round(chore: Chore, stopping: threading.Event) -> None:
    while not stopping.is_set():
        try:
            busy = chore.work()
        except (OperationalError, InterfaceError) as error:
            first = next(iter(str(error).splitlines()), type(error).__name__)
            logger.warning("%s: the database is away (%s); trying again", chore.name, first)
            connection.close()
            stopping.wait(2)
        except Exception:
            logger.exception("%s failed; trying again", chore.name)
            stopping.wait(5)
        else:
            close_old_connections()
            if not busy:
                stopping.wait(chore.pause)


def run(part: Part | None = None) -> None:
    """Do one part of the work, or all of it, until SIGTERM or SIGINT; making alone leaves the processor to the others."""
    sys.setswitchinterval(TURN)
    if part is Part.MAKING:
        os.nice(GIVES_WAY)
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    threads = [
        threading.Thread(target=_go_round, args=(chore, stopping), name=chore.name)
        for chore in CHORES
        if part in (None, chore.part)
    ]
    for thread in threads:
        thread.start()
    while not stopping.is_set():
        time.sleep(0.2)
    for thread in threads:
        thread.join(timeout=10)
