"""What may be done with ratings."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases.reads import CaseLine
from yimen.ground.bus.journal import publish
from yimen.ground.hold import hold, together
from yimen.ground.life import Refused
from yimen.ground.rows import add_new, keep
from yimen.watch.ratings.events import BadRatingGiven, CaseRated
from yimen.watch.ratings.models import Level, Rating
from yimen.watch.ratings.rules import is_bad

RATED = frozenset({"delivered", "closed", "filed"})
LEVELS = frozenset(Level.values)


def in_time(case: CaseLine) -> bool:
    """Say whether the service of a case can be rated by now (E-402)."""
    return case.state in RATED


def _journal_name(by: str) -> str:
    """Return who stands in the journal: a client that passes a rating on by its name, nobody else by theirs (E-404, E-412)."""
    return by if by.startswith("client:") else "applicant"


def rate(case: CaseLine, level: int, *, words: str = "", told_by: str = "", by: str, at: datetime) -> None:
    """Rate the service of a case, once (E-402); `told_by` is how the applicant told it to whoever passes it on.

    Raises Refused too early, twice, or without a level.
    """
    if not in_time(case):
        raise Refused(_("A service can be rated once the decision was handed over."), code="out_of_order")
    if level not in LEVELS:
        raise Refused(_("Choose one of the five levels."), field="level", code="unknown")
    who = _journal_name(by)
    envelope: dict[str, Any] = {"subject": case.id, "organ": case.organ_id, "by": who, "at": at}
    row = Rating(
        case_id=case.id,
        organ_id=case.organ_id,
        matter_id=case.matter_id,
        channel=case.channel,
        level=level,
        words=words.strip(),
        by=by,
        at=at,
    )
    with together():
        add_new(row, lambda: Refused(_("You have rated this service already; thank you."), code="twice"))
        publish(
            CaseRated(**envelope, level=level, told_by=told_by),
            *([BadRatingGiven(**envelope, level=level)] if is_bad(level) else []),
        )


def add_words(case_id: int, words: str, *, by: str) -> None:
    """Add words to one's rating later, once; the level stays (E-402).

    Raises Refused for another's rating, nothing said, or a second time.
    """
    if not words.strip():
        raise Refused(_("Write something first."), field="words", code="empty")
    with hold(Rating, case_id) as rating:
        if rating.by != by:
            raise Refused(_("This rating is not yours."), code="wrong_person")
        if rating.added_words:
            raise Refused(_("You have added to your rating already; thank you."), code="twice")
        rating.added_words = words.strip()
        keep(rating, ["added_words"])
