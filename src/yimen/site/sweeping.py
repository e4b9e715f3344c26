"""What the passing of time brings about by itself: silence becomes acceptance, unanswered notices lapse."""

from datetime import datetime
from functools import partial
from operator import itemgetter

from yimen.affairs.aftercare import acts as aftercare
from yimen.affairs.aftercare import reads as aftercare_reads
from yimen.affairs.cases import reads as case_reads
from yimen.affairs.cases import sweeping as cases
from yimen.affairs.hearings import acts as hearings
from yimen.affairs.hearings import reads as hearing_reads
from yimen.affairs.publication import acts as publication
from yimen.affairs.publication import reads as publication_reads
from yimen.ground.bus.setbacks import each
from yimen.ground.calendar.reads import today_of
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.permits import acts as permits
from yimen.registers.permits import reads as permit_reads


def sweep(*, at: datetime) -> int:
    """Do what the law does by itself up to this moment; return how many things changed.

    Late or repeated sweeps change nothing: every act looks at the case again under its lock (E-206, E-207).
    """
    return cases.sweep(at=at) + sweep_beside(at=at) + sweep_permits(at=at)


def sweep_beside(*, at: datetime) -> int:
    """Do what time does beside a case: letters count as served, the time to speak ends, decisions are published."""
    today = today_of(at)
    published = partial(hearing_reads.published_long_ago, today)
    return sum(
        [
            each("hearings.deem_told", published, _deem_told, number=itemgetter(1), at=at),
            each("hearings.lapse", partial(hearing_reads.lapsing, today), hearings.lapse, at=at),
            each("publication.publish", partial(publication_reads.due, today), publication.publish, at=at),
        ]
    )


def sweep_permits(*, at: datetime) -> int:
    """Do what time does to permits: silence renews, decisions that end one count as served, holders are reminded.

    What was ended or ran out is struck off after that.
    """
    today = today_of(at)
    silent, over = partial(case_reads.renewed_by_silence, today), partial(permit_reads.to_resume, today)
    served, expired = (
        partial(aftercare_reads.published_long_ago, today),
        partial(aftercare_reads.ran_out, today),
    )
    ending = partial(permit_reads.to_remind, today)
    return sum(
        [
            each("aftercare.deem_renewed", silent, _deem_renewed, at=at),
            each("permits.resume", over, partial(permits.resume, by="system"), at=at),
            each("aftercare.deem_served", served, _deem_ended, number=itemgetter(1), at=at),
            each("aftercare.strike_off_expired", expired, aftercare.strike_off_expired, at=at),
            each("aftercare.strike_off_ended", permit_reads.to_strike_off, aftercare.strike_off_ended, at=at),
            each("aftercare.remind", ending, _remind, number=itemgetter(0), at=at),
        ]
    )


def _deem_told(one: tuple[int, int], *, at: datetime) -> None:
    hearings.deem_told(*one, at=at, calendar=case_reads.calendar_for(one[0]))


def _deem_renewed(case_id: int, *, at: datetime) -> None:
    aftercare.deem_renewed(case_id, at=at, calendar=case_reads.calendar_for(case_id))


def _deem_ended(one: tuple[int, int], *, at: datetime) -> None:
    aftercare.deem_served(*one, at=at, calendar=aftercare_reads.calendar_of(one[0]))


def _remind(one: tuple[int, int], *, at: datetime) -> None:
    """Remind the holder of a permit that ends soon (A-603); the version of its matter says how early."""
    permit_id, version_id = one
    aftercare.remind(permit_id, catalogue.version(version_id).permit.renewal_days, at=at)
