"""What a process keeps of small tables for a while, so that a page need not ask the database again."""

import math
import threading
import time
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any, Final, Generic, TypeVar
from weakref import WeakSet

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
MOST: Final = 20_000
moment = time.monotonic  # in seconds
_every: "WeakSet[Memory[Any, Any]]" = WeakSet()


class Memory(Generic[K, V]):
    """Values by key, each kept for so many seconds; it starts afresh when it holds more than `most`."""

    def __init__(self, seconds: float = math.inf, *, most: int = MOST) -> None:
        self._seconds, self._most = seconds, most
        self._kept: dict[K, tuple[float, V]] = {}  # until when, and what
        self._lock = threading.Lock()
        _every.add(self)

    def of(self, key: K, load: Callable[[], V]) -> V:
        """Return what is kept under a key; loaded, and kept from then on, if nothing is or it has grown old."""
        kept = self._kept.get(key)
        if kept is not None and moment() < kept[0]:
            return kept[1]
        value = load()
        self.keep(key, value)
        return value

    def get(self, key: K) -> V | None:
        """Return what is kept under a key, or None."""
        kept = self._kept.get(key)
        return kept[1] if kept is not None and moment() < kept[0] else None

    def keep(self, key: K, value: V, *, seconds: float = math.inf) -> None:
        """Keep a value, for fewer seconds than others if it must."""
        self.keep_all({key: value}, seconds=seconds)

    def known(self, keys: Iterable[K]) -> dict[K, V]:
        """Return what is kept under some keys."""
        at = moment()
        return {key: kept[1] for key in keys if (kept := self._kept.get(key)) is not None and at < kept[0]}

    def keep_all(self, values: Mapping[K, V], *, seconds: float = math.inf) -> None:
        """Keep several values."""
        until = moment() + min(seconds, self._seconds)
        with self._lock:
            if len(self._kept) + len(values) > self._most:
                self._kept.clear()
            self._kept.update({key: (until, value) for key, value in values.items()})

    def forget(self) -> None:
        """Drop what is kept."""
        with self._lock:
            self._kept.clear()


def forget_all() -> None:
    """Drop what every memory of this process keeps."""
    for one in list(_every):
        one.forget()
