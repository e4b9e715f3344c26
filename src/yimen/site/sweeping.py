"""What the passing of time brings about by itself: silence becomes acceptance, unanswered notices lapse."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import InterfaceError, OperationalError

from yimen.affairs.aftercare import acts as aftercare
from yimen.affairs.aftercare import reads as aftercare_reads
from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import reads as case_reads
from yimen.affairs.hearings import acts as hearings
from yimen.affairs.hearings import reads as hearing_reads
from yimen.affairs.publication import acts as publication
from yimen.affairs.publication import reads as publication_reads
from yimen.ground.life import Refused
from yimen.registers.permits import acts as permits
from yimen.registers.permits import reads as permit_reads

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
    untold = _each(
        case_reads.untold_extensions(today),
        lambda n: cases.void_extension(n, at=at, calendar=case_reads.calendar_for(n)),
    )
    published = dict(case_reads.published_long_ago(today))
    served = _each(
        published,
        lambda n: cases.deem_served(n, published[n], at=at, calendar=case_reads.calendar_for(n)),
    )
    letters = dict(hearing_reads.published_long_ago(today))
    told = _each(
        letters,
        lambda n: hearings.deem_told(n, letters[n], at=at, calendar=case_reads.calendar_for(n)),
    )
    silent = _each(hearing_reads.lapsing(today), lambda n: hearings.lapse(n, at=at))
    shown = _each(publication_reads.due(today), lambda n: publication.publish(n, at=at))
    unfilled = _each(case_reads.unfilled(today), lambda n: cases.close_unfilled(n, at=at))
    return moved + deemed + lapsed + unfilled + untold + served + told + silent + shown + sweep_permits(at=at)


def sweep_permits(*, at: datetime) -> int:
    """Do what time does to permits: silence renews, what ran out or was ended is struck off, holders are reminded."""
    today = at.date()
    renewed = _each(
        case_reads.renewed_by_silence(today),
        lambda n: aftercare.deem_renewed(n, at=at, calendar=case_reads.calendar_for(n)),
    )
    resumed = _each(permit_reads.to_resume(today), lambda n: permits.resume(n, by="system", at=at))
    public = aftercare_reads.published_long_ago(today)
    served = _each(
        public,
        lambda n: aftercare.deem_served(n, public[n], at=at, calendar=aftercare_reads.calendar_of(n)),
    )
    expired = _each(aftercare_reads.ran_out(today), lambda n: aftercare.strike_off_expired(n, at=at))
    ended = _each(permit_reads.to_strike_off(), lambda n: aftercare.strike_off_ended(n, at=at))
    due = dict(permit_reads.to_remind(today))
    reminded = _each(due, lambda n: aftercare.remind(n, due[n], at=at))
    return renewed + resumed + served + expired + ended + reminded
