"""Several hands at one thing, for tests: threads with connections of their own, let go at the same moment."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connections, transaction

from yimen.ground.life import Refused

WAITING = """SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND pid <> pg_backend_pid()"""
Act = Callable[[], Any]


def until(holds: Callable[[], Any], what: str, *, seconds: float = 60) -> None:
    """Wait until something holds; say what did not come."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"{what} did not come within {seconds} s"
        time.sleep(0.01)


def _waiting() -> int:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT pg_stat_clear_snapshot()")  # a transaction sees its first look again and again
        cursor.execute(WAITING)
        return int(cursor.fetchone()[0])


def at_once(*acts: Act, behind: tuple[str, Sequence[Any]] | None = None) -> list[Any]:
    """Do acts in threads with connections of their own; return what each answered, in order, or why it was refused.

    `behind` is a statement that takes a lock: all acts run up against it and are let go together, so that
    they meet for certain. Whatever is no refusal is a fault and fails the test.
    """
    start, answers = threading.Barrier(len(acts)), [None] * len(acts)
    faults: list[BaseException] = []

    def one(place: int) -> None:
        try:
            start.wait(30)
            answers[place] = acts[place]()
        except Refused as refusal:
            answers[place] = refusal
        except BaseException as fault:  # noqa: BLE001 shown by the assertion below
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=one, args=(place,)) for place in range(len(acts))]
    with transaction.atomic():
        if behind:
            with connections["default"].cursor() as cursor:
                cursor.execute(*behind)
        for thread in threads:
            thread.start()
        if behind:
            until(lambda: faults or _waiting() == len(acts), "the acts at the lock", seconds=10)
    for thread in threads:
        thread.join(120)
    assert faults == []
    return answers


def became(answers: Sequence[Any]) -> list[str]:
    """Return what became of each act, sorted: "done", or the code of the refusal."""
    return sorted(one.code if isinstance(one, Refused) else "done" for one in answers)
