"""Who may use the processor and the database now: as many threads at once as there are turns."""

from collections import deque
from queue import SimpleQueue
from typing import Final

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

APART: Final = 0.1  # seconds between two callers that are asked to come back


class Turns:
    """So many requests are answered at once, each over a connection that is lent to its thread.

    Most threads of a serving process wait: for a body to arrive, for an answer to be taken, or for something to tell an
    open page. None of these holds a turn, so that a thousand of them need no more connections than a few.
    """

    def __init__(self, at_once: int) -> None:
        self._free: SimpleQueue[BaseDatabaseWrapper] = SimpleQueue()
        self._waiting: deque[None] = (
            deque()
        )  # one for each thread that waits: its length is exact without a lock
        self._asked = 0.0
        for _each in range(at_once):
            link = connections.create_connection(DEFAULT_DB_ALIAS)
            link.inc_thread_sharing()
            self._free.put(link)

    def one(self) -> "_Turn":
        """Return what waits for a turn when it is entered, and gives it back at the end."""
        return _Turn(self._free, self._waiting)

    def is_crowded(self, at: float) -> bool:
        """Say whether this caller should come back over a new connection, because others wait here for a turn.

        A caller keeps its connection, and with it the process that took it: of eight, all may have come to one process
        while the next has nothing to do. A few a second (`at` is in seconds) are sent off; which process takes them then
        is open.
        """
        if not self._waiting or at - self._asked < APART:
            return False
        self._asked = at
        return True


class _Turn:
    """One turn, from when it is there until it is given back."""

    def __init__(self, free: "SimpleQueue[BaseDatabaseWrapper]", waiting: "deque[None]") -> None:
        self._free, self._waiting = free, waiting

    def __enter__(self) -> None:
        self._waiting.append(None)
        self._link = self._free.get()
        self._waiting.pop()
        connections[DEFAULT_DB_ALIAS] = self._link

    def __exit__(self, *_error: object) -> None:
        del connections[DEFAULT_DB_ALIAS]
        self._free.put(self._link)
