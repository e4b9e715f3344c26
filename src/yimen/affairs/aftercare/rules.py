"""What the law says of ending a permit and of checks, as pure functions."""

import re
from collections.abc import Collection
from datetime import date
from typing import Final

from yimen.affairs.aftercare.life import Hearing, Why
from yimen.ground.calendar.rules import Calendar

VIEWS_DAYS: Final = (
    5  # working days to state views or ask for a hearing (Penalty Law art. 64; for the others [D])
)
NOTICE_DAYS: Final = 7  # Penalty Law art. 64: time and place of a hearing are told seven working days ahead
MOST_DAYS: Final = 3650
ARTICLE: Final = re.compile(r"《[^》]+》.*第[^条]+条")
FEWEST_INSPECTORS: Final = 2
MOST_INSPECTORS: Final = 6


def decision_fault(
    *,
    finders: Collection[str],
    decider: str,
    heard: bool,
    rested: bool,
    hearing: str,
    today: date,
    until: date | None,
) -> str:
    """Return why an ending may not be decided now, as a code, or "" (A-606, A-1205).

    `until` is the last day to speak, which runs from service of the notice; a first word does not end that time,
    only the holder's own that nothing more will come (`rested`). Codes: two_people, hearing (asked for, not held),
    untold (the notice was not served), too_early (the holder may still speak or ask for the hearing).
    """
    if decider in finders:
        return "two_people"
    if hearing == Hearing.ASKED:
        return "hearing"
    if not heard:
        return ""
    if until is None:
        return "untold"
    done = rested and hearing != Hearing.OFFERED
    return "too_early" if today <= until and not done else ""


def hearing_fault(told_on: date, held_on: date, *, today: date, calendar: Calendar) -> str:
    """Return why a hearing cannot have been held as it is written down, as a code, or "" (A-1206).

    Seven whole working days lie between the telling and the hearing. Codes: ahead, too_soon.
    """
    if held_on > today:
        return "ahead"
    return "too_soon" if told_on > calendar.working_days_before(held_on, NOTICE_DAYS) else ""


def cites_article(basis: str) -> bool:
    """Say whether a legal basis names a law and an article of it (A-506, A-1208)."""
    return bool(ARTICLE.search(basis))


def drop_fault(why: str, *, must: bool, revoking: bool) -> str:
    """Return why a proceeding may not be dropped on a ground, or "" (art. 69).

    What must be revoked is dropped only if it was not proven or would greatly harm the public interest.
    """
    if why not in Why.values:
        return "unknown"
    if why == Why.PUBLIC_INTEREST and not revoking:
        return "not_revoking"
    if why == Why.MENDED and must:
        return "must"
    return ""


def inspectors_fault(actors: Collection[str]) -> str:
    """Return what is wrong with the inspectors of a check, or "": two at least, each once (A-608, A-302)."""
    if len(set(actors)) != len(actors):
        return "twice"
    if len(actors) < FEWEST_INSPECTORS:
        return "too_few"
    return "too_many" if len(actors) > MOST_INSPECTORS else ""
