"""What the passing of time brings about by itself: silence becomes acceptance, unanswered notices lapse."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import InterfaceError, OperationalError

from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import reads as case_reads
from yimen.ground.life import Refused

logger = logging.getLogger(__name__)


def _each(numbers: Iterable[int], act: Callable[[int], object]) -> int:
    """Do an act on each case; one that has moved on meanwhile is left alone, one that breaks holds up no other."""
    done = 0
    for number in numbers:
        try:
            act(number)
        except Refused:
            continue
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            logger.exception("case %s could not be swept; trying again", number)
            continue
        done += 1
    return done


def sweep(*, at: datetime) -> int:
    """Do what the law does by itself up to this moment; return how many cases changed.

    Late or repeated sweeps change nothing: every act looks at the case again under its lock (E-206, E-207).
    """
    today = at.date()
    causes = dict(case_reads.to_recompute())
    moved = _each(
        causes,
        lambda n: cases.recompute(n, cause=causes[n], at=at, calendar=case_reads.calendar_for(n)),
    )
    deemed = _each(
        case_reads.overdue_for_acceptance(today),
        lambda n: cases.deem_accepted(n, at=at, calendar=case_reads.calendar_for(n)),
    )
    lapsed = _each(case_reads.unanswered(today), lambda n: cases.lapse(n, at=at))
    unfilled = _each(case_reads.unfilled(today), lambda n: cases.close_unfilled(n, at=at))
    return moved + deemed + lapsed + unfilled
