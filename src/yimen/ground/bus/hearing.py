"""Hear what was said: each listener in order, at its own pace, its work and its cursor in one commit."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.db import transaction

from yimen.ground.bus import journal
from yimen.ground.bus.event import Event, name_of, restore
from yimen.ground.bus.journal import Told
from yimen.ground.bus.models import Cursor, Parked

logger = logging.getLogger(__name__)
Heard = TypeVar("Heard", bound=Callable[[Any], None])
BATCH = 50
IDLE = timedelta(minutes=1)  # after which a listener with nothing to hear still moves on
PAUSES = [timedelta(seconds=seconds) for seconds in (2, 10, 60, 300, 1800, 7200)]
STUCK = len(PAUSES)


@dataclass
class Listener:
    """A function and the kinds of events it asked for."""

    name: str
    hears: Callable[[Any], None]
    kinds: set[str]


_listeners: dict[str, Listener] = {}


def listens(*kinds: type[Event]) -> Callable[[Heard], Heard]:
    """Have the decorated function called for each event of these kinds, in order per subject.

    It runs inside a transaction that also moves its cursor: after a crash it hears the event again
    only if its own work was undone too.
    """

    def register(function: Heard) -> Heard:
        name = f"{function.__module__}.{function.__qualname__}"
        _listeners[name] = Listener(name, function, {name_of(kind) for kind in kinds})
        return function

    return register


def listeners() -> dict[str, Listener]:
    """Return every listener by its name."""
    return dict(sorted(_listeners.items()))


def _tell(listener: Listener, told: Told) -> None:
    envelope = {"subject": told.subject, "organ": told.organ, "by": told.actor, "at": told.at}
    with transaction.atomic():
        listener.hears(restore(told.type, envelope, told.data))


def _park(listener: Listener, told: Told, error: str, *, tries: int, at: datetime) -> None:
    Parked.objects.create(
        listener=listener.name,
        xid=told.xid,
        position=told.position,
        subject=told.subject,
        type=told.type,
        tries=tries,
        not_before=at + PAUSES[0],
        error=error,
    )


def hear_one_batch(listener: Listener, *, at: datetime) -> int:
    """Let a listener hear its next events; return how many it passed. Another process may hold it: then 0."""
    with transaction.atomic():
        Cursor.objects.get_or_create(listener=listener.name)
        cursor = Cursor.objects.select_for_update(skip_locked=True).filter(listener=listener.name).first()
        if cursor is None:
            return 0
        edge = journal.horizon() if cursor.heard_at is None or at - cursor.heard_at > IDLE else None
        rows = journal.after((cursor.xid, cursor.position), kinds=sorted(listener.kinds), limit=BATCH)
        if not rows:
            if edge:  # nothing for this listener behind the edge: it need not look there again
                _move(cursor, *edge, at=at)
            return 0
        waiting = set(Parked.objects.filter(listener=listener.name).values_list("subject", flat=True))
        for told in rows:
            if told.subject in waiting:
                _park(listener, told, "", tries=0, at=at)
                continue
            try:
                _tell(listener, told)
            except Exception as error:  # noqa: BLE001 whatever a listener raises must not stop the others
                logger.warning(
                    "%s could not take %s of %s: %s", listener.name, told.type, told.subject, error
                )
                _park(listener, told, repr(error), tries=1, at=at)
                waiting.add(told.subject)
        _move(cursor, rows[-1].xid, rows[-1].position, at=at)
        return len(rows)


@dataclass
class Quiet:
    """The last row of the journal when no listener had anything to hear, and when that was."""

    newest: tuple[int, int] | None = None
    at: datetime | None = None


def hear_round(quiet: Quiet, *, at: datetime) -> int:
    """Let every listener hear one batch; return how many events were passed.

    Where nothing was said since a round without work nobody is asked: an idle worker looks once, not once a listener.
    What another process held then and left is looked for a minute later.
    """
    newest = journal.newest()
    if newest == quiet.newest and quiet.at is not None and at - quiet.at < IDLE:
        return 0
    passed = sum(hear_one_batch(listener, at=at) for listener in listeners().values())
    if not passed:
        quiet.newest, quiet.at = newest, at
    return passed


def _move(cursor: Cursor, xid: int, position: int, *, at: datetime) -> None:
    cursor.xid, cursor.position, cursor.heard_at = xid, position, at
    cursor.save(update_fields=["xid", "position", "heard_at"])


def retry_one(*, at: datetime) -> bool:
    """Try the oldest parked event whose pause is over, first in line for its subject; say if there was one."""
    with transaction.atomic():
        for parked in _first_in_line(at):
            listener = _listeners[parked.listener]
            try:
                told = journal.select("xid = %s AND position = %s", [parked.xid, parked.position])[0]
                _tell(listener, told)
            except Exception as error:  # noqa: BLE001 whatever a listener or a damaged event raises is tried again
                parked.tries += 1
                parked.error = repr(error)
                parked.not_before = at + PAUSES[min(parked.tries, STUCK) - 1]
                parked.save(update_fields=["tries", "error", "not_before"])
            else:
                parked.delete()
            return True
        return False


def _first_in_line(at: datetime) -> Iterable[Parked]:
    return Parked.objects.raw(
        """
        SELECT * FROM bus_parked p WHERE not_before <= %s AND tries < %s AND listener = ANY(%s) AND NOT EXISTS (
            SELECT 1 FROM bus_parked q WHERE q.listener = p.listener AND q.subject = p.subject
            AND (q.xid, q.position) < (p.xid, p.position))
        ORDER BY not_before LIMIT 1 FOR UPDATE OF p SKIP LOCKED
        """,
        [at, STUCK + 1, list(_listeners)],  # what a module left that is gone holds up no other
    )


def hear_all(*, at: datetime, only: str = "") -> int:
    """Let every listener hear until nothing is left; return how many events were passed (tests, demo)."""
    total = 0
    while passed := sum(
        hear_one_batch(listener, at=at) for listener in listeners().values() if listener.name.startswith(only)
    ):
        total += passed
    return total
