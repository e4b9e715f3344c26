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
    accepted, untold = partial(reads.overdue_for_acceptance, today), partial(reads.untold_extensions, today)
    published = partial(reads.published_long_ago, today)
    return sum(
        [
            each("cases.recompute", reads.to_recompute, _recompute, number=itemgetter(0), at=at),
            each("cases.deem_accepted", accepted, _reckoned(acts.deem_accepted), at=at),
            each("cases.lapse", partial(reads.unanswered, today), acts.lapse, at=at),
            each("cases.void_extension", untold, _reckoned(acts.void_extension), at=at),
            each("cases.deem_served", published, _deem_served, number=itemgetter(1), at=at),
            each("cases.close_unfilled", partial(reads.unfilled, today), acts.close_unfilled, at=at),
        ]
    )


def _reckoned(act: Callable[..., object]) -> Callable[..., None]:
    """Return an act that counts days as one that takes the calendar under which its case runs."""

    def reckoned(case_id: int, *, at: datetime) -> None:
        act(case_id, at=at, calendar=reads.calendar_for(case_id))

    return reckoned


def _recompute(one: tuple[int, str], *, at: datetime) -> None:
    case_id, cause = one
    acts.recompute(case_id, cause=cause, at=at, calendar=reads.calendar_for(case_id))


def _deem_served(one: tuple[int, int], *, at: datetime) -> None:
    case_id, n = one
    acts.deem_served(case_id, n, at=at, calendar=reads.calendar_for(case_id))
