"""Who may use the processor and the database now: as many threads at once as there are turns."""

from collections.abc import Iterator
from contextlib import contextmanager
from queue import SimpleQueue

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper


class Turns:
    """So many requests are answered at once, each over a connection that is lent to its thread.

    Most threads of a serving process wait: for a body to arrive, for an answer to be taken, or for something to tell an
    open page. None of these holds a turn, so that a thousand of them need no more connections than a few.
    """

    def __init__(self, at_once: int) -> None:
        self._free: SimpleQueue[BaseDatabaseWrapper] = SimpleQueue()
        for _each in range(at_once):
            link = connections.create_connection(DEFAULT_DB_ALIAS)
            link.inc_thread_sharing()
            self._free.put(link)

    @contextmanager
    def one(self) -> Iterator[None]:
        """Wait for a turn; give it back at the end."""
        link = self._free.get()
        connections[DEFAULT_DB_ALIAS] = link
        try:
            yield
        finally:
            del connections[DEFAULT_DB_ALIAS]
            self._free.put(link)
