"""What time itself does is done thing by thing: one that is refused or breaks is tried again later and holds up no other."""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from django.db import InterfaceError, OperationalError

from yimen.ground.bus.models import Setback
from yimen.ground.life import Refused

logger = logging.getLogger(__name__)
T = TypeVar("T")
MOST: Final = 500  # things of one kind in one round
PAUSES: Final = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120)]
STALE: Final = timedelta(days=1)  # after which what was not tried again has moved on


def each(
    name: str,
    ask: Callable[..., Iterable[T]],
    act: Callable[..., object],
    *,
    number: Callable[[Any], int] = int,  # a thing may be its own number
    at: datetime,
) -> int:
    """Do an act on each thing that waits for it, as `act(thing, at=at)`; return on how many it was done.

    `ask(limit=most)` returns at most so many of them, the oldest first. What pauses is asked for beside them, so that however
    many pause, the next ones have their turn.
    """
    earlier = _earlier(name, at)
    pausing = {one for one, row in earlier.items() if row.not_before > at}
    done = 0
    for thing in _asked(name, ask, MOST + len(pausing)):
        if number(thing) in pausing:
            continue
        try:
            act(thing, at=at)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # noqa: BLE001 whatever breaks one must not stop the others
            _note(name, number(thing), error, at)
        else:
            done += 1
            if number(thing) in earlier:
                earlier[number(thing)].delete()
    return done


def _asked(name: str, ask: Callable[..., Iterable[T]], most: int) -> Iterable[T]:
    """Return what waits; where even asking breaks, the other kinds go on."""
    try:
        return list(ask(limit=most))
    except (OperationalError, InterfaceError):
        raise
    except Exception:
        logger.exception("%s: what waits could not be read; trying again", name)
        return []


def _earlier(name: str, at: datetime) -> Mapping[int, Setback]:
    """Return the setbacks of a kind by the number of the thing; those of things that moved on are forgotten."""
    rows = {one.number: one for one in Setback.objects.filter(name=name)}
    stale = [one.pk for one in rows.values() if one.not_before < at - STALE]
    if stale:
        Setback.objects.filter(pk__in=stale).delete()
    return rows


def _note(name: str, number: int, error: Exception, at: datetime) -> None:
    """Write down that an act failed, and when it is tried again; a refusal is no fault and stays out of the log."""
    if not isinstance(error, Refused):
        logger.error("%s of %s failed; trying again", name, number, exc_info=error)
    words: dict[str, Any] = {"since": at, "not_before": at}
    row, _new = Setback.objects.get_or_create(name=name, number=number, defaults=words)
    row.tries, row.error = row.tries + 1, _why(error)
    row.not_before = at + PAUSES[min(row.tries, len(PAUSES)) - 1]
    row.save(update_fields=["tries", "error", "not_before"])


def _why(error: Exception) -> str:
    """Return why an act failed without what may be somebody's data: only a refusal is told in its own words."""
    return str(error.reason) if isinstance(error, Refused) else type(error).__name__
