"""What the passing of time brings about by itself: silence becomes acceptance, unanswered notices lapse."""

from datetime import datetime
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
    told = each(
        "hearings.deem_told",
        lambda most: hearing_reads.published_long_ago(today, limit=most),
        lambda one: hearings.deem_told(*one, at=at, calendar=case_reads.calendar_for(one[0])),
        number=itemgetter(1),
        at=at,
    )
    silent = each(
        "hearings.lapse",
        lambda most: hearing_reads.lapsing(today, limit=most),
        lambda case: hearings.lapse(case, at=at),
        at=at,
    )
    shown = each(
        "publication.publish",
        lambda most: publication_reads.due(today, limit=most),
        lambda case: publication.publish(case, at=at),
        at=at,
    )
    return told + silent + shown


def sweep_permits(*, at: datetime) -> int:
    """Do what time does to permits: silence renews, what ran out or was ended is struck off, holders are reminded."""
    today = today_of(at)
    renewed = each(
        "aftercare.deem_renewed",
        lambda most: case_reads.renewed_by_silence(today, limit=most),
        lambda case: aftercare.deem_renewed(case, at=at, calendar=case_reads.calendar_for(case)),
        at=at,
    )
    resumed = each(
        "permits.resume",
        lambda most: permit_reads.to_resume(today, limit=most),
        lambda permit: permits.resume(permit, by="system", at=at),
        at=at,
    )
    return renewed + resumed + _sweep_endings(at) + _remind(at)


def _sweep_endings(at: datetime) -> int:
    """Let decisions that end a permit count as served, then strike off what ran out and what was ended."""
    today = today_of(at)
    served = each(
        "aftercare.deem_served",
        lambda most: aftercare_reads.published_long_ago(today, limit=most),
        lambda one: aftercare.deem_served(*one, at=at, calendar=aftercare_reads.calendar_of(one[0])),
        number=itemgetter(1),
        at=at,
    )
    expired = each(
        "aftercare.strike_off_expired",
        lambda most: aftercare_reads.ran_out(today, limit=most),
        lambda permit: aftercare.strike_off_expired(permit, at=at),
        at=at,
    )
    ended = each(
        "aftercare.strike_off_ended",
        lambda most: permit_reads.to_strike_off(limit=most),
        lambda permit: aftercare.strike_off_ended(permit, at=at),
        at=at,
    )
    return served + expired + ended


def _remind(at: datetime) -> int:
    """Remind holders whose permit ends soon (A-603)."""
    return each(
        "aftercare.remind",
        lambda most: permit_reads.to_remind(today_of(at), limit=most),
        lambda one: aftercare.remind(one[0], catalogue.version(one[1]).permit.renewal_days, at=at),
        number=itemgetter(0),
        at=at,
    )
