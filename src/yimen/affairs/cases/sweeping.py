"""What the passing of time does to cases: silence becomes acceptance, unanswered notices lapse, promises run out."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from operator import itemgetter

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.rules import SHANGHAI
from yimen.ground.bus.setbacks import each


def sweep(*, at: datetime) -> int:
    """Do to cases what the law does by itself up to this moment; return how many changed.

    Late or repeated sweeps change nothing: every act looks at the case again under its lock (E-206, E-207).
    """
    today = at.astimezone(SHANGHAI).date()
    return (
        each(
            "cases.recompute",
            lambda most: reads.to_recompute(limit=most),
            lambda one: _reckoned(partial(acts.recompute, cause=one[1]), one[0], at),
            number=itemgetter(0),
            at=at,
        )
        + each(
            "cases.deem_accepted",
            lambda most: reads.overdue_for_acceptance(today, limit=most),
            lambda case: _reckoned(acts.deem_accepted, case, at),
            at=at,
        )
        + each(
            "cases.lapse",
            lambda most: reads.unanswered(today, limit=most),
            lambda case: acts.lapse(case, at=at),
            at=at,
        )
        + each(
            "cases.void_extension",
            lambda most: reads.untold_extensions(today, limit=most),
            lambda case: _reckoned(acts.void_extension, case, at),
            at=at,
        )
        + each(
            "cases.deem_served",
            lambda most: reads.published_long_ago(today, limit=most),
            lambda one: _reckoned(partial(acts.deem_served, n=one[1]), one[0], at),
            number=itemgetter(1),
            at=at,
        )
        + each(
            "cases.close_unfilled",
            lambda most: reads.unfilled(today, limit=most),
            lambda case: acts.close_unfilled(case, at=at),
            at=at,
        )
    )


def _reckoned(act: Callable[..., object], case_id: int, at: datetime) -> None:
    """Do an act that counts days, by the calendar under which the case runs."""
    act(case_id, at=at, calendar=reads.calendar_for(case_id))
