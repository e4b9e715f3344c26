"""Lines that hold a thread of a serving process for as long as the caller likes are counted."""

import threading
from collections import Counter


class Lines:
    """Callers whose line holds a thread: few lines of one caller, and never so many that no thread is left."""

    def __init__(self, most: int, most_of_one: int) -> None:
        self._most, self._most_of_one = most, most_of_one
        self._held: Counter[str] = Counter()
        self._alone = threading.Lock()

    def hold(self, caller: str) -> bool:
        """Count a caller in; say no if there are too many."""
        with self._alone:
            fits = self._held.total() < self._most and self._held[caller] < self._most_of_one
            if fits:
                self._held[caller] += 1
        return fits

    def let_go(self, caller: str) -> None:
        """Count a caller out."""
        with self._alone:
            self._held[caller] -= 1
            if not self._held[caller]:
                del self._held[caller]
