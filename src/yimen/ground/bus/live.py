"""Tell browsers that something changed: the worker notifies, each serving process listens once."""

import json
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from queue import Empty, Full, Queue
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection
from psycopg.pq import Conninfo

from yimen.ground.bus import journal

CHANNEL = "yimen_live"
MOST = 60  # changes in one notice, which may hold 8000 bytes
QUIET = 15.0  # seconds between signs of life
AGAIN = 45.0  # seconds after which it is asked again who may watch (F-402)


class _Told:
    """Up to where browsers were told, in this process."""

    cursor: tuple[int, int] | None = None


def relay() -> int:
    """Notify every serving process of the rows since last time; return how many there were."""
    if _Told.cursor is None:
        _Told.cursor = journal.horizon()
        return 0
    rows = journal.after(_Told.cursor, limit=MOST)
    if not rows:
        return 0
    changes = [[str(row.subject), str(row.organ), row.type] for row in rows]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, json.dumps(changes)])
    _Told.cursor = rows[-1].xid, rows[-1].position
    return len(rows)


@dataclass(eq=False)
class Watcher:
    """One open page: what it watches, who reads it, and what it has yet to be told."""

    subjects: frozenset[str]
    organs: frozenset[str]
    who: str = ""
    queue: "Queue[list[str]]" = field(default_factory=lambda: Queue(100))

    def wants(self, change: list[str]) -> bool:
        """Say whether a change concerns this page."""
        return change[0] in self.subjects or change[1] in self.organs


def address() -> dict[str, Any]:
    """Return how libpq reaches the database: all that DATABASE_URL says to it, nothing that is Django's own."""
    words = settings.DATABASES["default"]
    named = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    known = {one.keyword.decode() for one in Conninfo.get_defaults()}
    said = {name: value for name, value in words.get("OPTIONS", {}).items() if name in known}
    return {**said, **{name: words[key] for name, key in named.items() if words.get(key)}}


class Hub:
    """Listens to the database once for all pages of this process, each of which has a thread to wait in."""

    def __init__(self) -> None:
        self.watchers: set[Watcher] = set()
        self._listening: threading.Thread | None = None
        self._lock = threading.Lock()

    def _listen(self) -> None:
        while True:
            try:
                with psycopg.connect(**address(), autocommit=True) as link:
                    link.execute(f"LISTEN {CHANNEL}")
                    for notice in link.notifies():
                        self.spread(json.loads(notice.payload))
            except psycopg.OperationalError:
                time.sleep(1)

    def spread(self, changes: Iterable[list[str]]) -> None:
        """Hand each change to the pages it concerns; one that does not read is dropped and will reconnect."""
        for change in changes:
            for watcher in list(self.watchers):
                if watcher.wants(change):
                    try:
                        watcher.queue.put_nowait(change)
                    except Full:
                        self.watchers.discard(watcher)

    def _begin(self) -> None:
        with self._lock:
            if self._listening is None or not self._listening.is_alive():
                self._listening = threading.Thread(target=self._listen, name="live", daemon=True)
                self._listening.start()

    def stream(self, watcher: Watcher, may: Callable[[], bool]) -> Iterator[bytes]:
        """Yield server-sent events for one page until it goes away, or may no longer watch what it watches."""
        self._begin()
        self.watchers.add(watcher)
        asked = time.monotonic()
        try:
            yield b"retry: 2000\n\n"
            while watcher in self.watchers:
                if time.monotonic() - asked >= AGAIN:
                    if not may():
                        return
                    asked = time.monotonic()
                try:
                    change = watcher.queue.get(timeout=QUIET)
                except Empty:
                    yield b": quiet\n\n"
                    continue
                data = json.dumps({"subject": change[0], "type": change[2]})
                yield f"event: changed\ndata: {data}\n\n".encode()
        finally:
            self.watchers.discard(watcher)
