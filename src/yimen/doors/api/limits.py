"""How often a client may call: one bucket a client, refilled steadily, in the memory of each serving process for its share."""

import threading
import time
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

from yimen.doors.api.gates import Caller

MINUTE = 60.0
MOST = 10_000  # clients remembered before the full buckets are dropped


@dataclass
class Buckets:
    """A bucket a client holds one minute's calls; each call takes one, time puts them back."""

    _left: dict[str, tuple[float, float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, client: str, *, per_minute: int, at: float) -> float:
        """Take one call at a moment (in seconds); return 0, or after how many seconds there is one again."""
        with self._lock:
            left, since = self._left.get(client, (float(per_minute), at))
            left = min(per_minute, left + (at - since) * per_minute / MINUTE)
            if left < 1:
                self._left[client] = left, at
                return (1 - left) * MINUTE / per_minute
            if len(self._left) > MOST:
                self._left.clear()
            self._left[client] = left - 1, at
            return 0.0

    def forget(self) -> None:
        """Fill every bucket."""
        with self._lock:
            self._left.clear()


buckets = Buckets()
requests_for_tokens = Buckets()


def share(limit: int) -> int:
    """Return this process's part of a limit that all serving processes keep together; 0: no limit."""
    return max(1, limit // settings.PROCESSES) if limit else 0


class PerClient(BaseThrottle):
    """So many calls a minute from one client (API_CALLS_PER_MINUTE), counted by client and not by token."""

    def __init__(self) -> None:
        self._mine = threading.local()  # one object serves every thread

    def allow_request(self, request: HttpRequest) -> bool:
        """Say whether the client may call now."""
        caller: Caller = request.auth  # type: ignore[attr-defined]  # set by Bearer
        limit = share(settings.API_CALLS_PER_MINUTE)
        self._mine.wait = (
            buckets.take(caller.client_id, per_minute=limit, at=time.monotonic()) if limit else 0.0
        )
        return not self._mine.wait

    def wait(self) -> float:
        """Return after how many seconds the client may call again."""
        return float(self._mine.wait)
