"""Count wrong guesses and what may not be done too often, in the database, where every process sees it (F-402, F-418)."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yimen.ground.life import Refused
from yimen.ground.rows import first
from yimen.registers.people import records
from yimen.registers.people.models import Tries
from yimen.registers.people.rules import TRIES_BEFORE_LOCK

MOST: Final = 20  # wrong guesses of one kind by one address or account, before it has to wait
FEWER: Final = {"password": TRIES_BEFORE_LOCK, "feedback": 10}
SPAN: Final = timedelta(minutes=10)
LONGER: Final = {"feedback": timedelta(hours=1)}
LONGEST: Final = max(SPAN, *LONGER.values())
TOO_OFTEN: Final = "too_often"


def check_tries(kind: str, who: str, *, at: datetime) -> None:
    """Raise Refused if an address or an account guessed wrong too often; one query."""
    known = [_key(kind, who), at - _span(kind), _most(kind)]
    found = first(Tries, "key = %s AND since > %s AND count >= %s", known)
    if found is not None:
        raise Refused(_("There were too many wrong tries. Please try again in ten minutes."), code=TOO_OFTEN)


def count_try(kind: str, who: str, *, at: datetime) -> None:
    """Count a wrong guess; what was counted longer ago is forgotten."""
    with transaction.atomic():
        tries = _held(kind, who, at=at)
        tries.count += 1
        tries.save(update_fields=["count", "since"])


def may_once_more(kind: str, who: str, *, at: datetime) -> bool:
    """Count one more of what anybody may do, but not too often; say whether it was still allowed."""
    with transaction.atomic():
        tries = _held(kind, who, at=at)
        allowed = tries.count < _most(kind)
        tries.count += allowed
        tries.save(update_fields=["count", "since"])
    return allowed


def is_right(kind: str, who: str, *, right: bool, at: datetime) -> bool:
    """Return whether a guess is right, and count it if it is wrong. Raises Refused after too many: also for a right one."""
    check_tries(kind, who, at=at)
    if not right:
        count_try(kind, who, at=at)
    return right


def _most(kind: str) -> int:
    return FEWER.get(kind, MOST)


def _span(kind: str) -> timedelta:
    return LONGER.get(kind, SPAN)


def _held(kind: str, who: str, *, at: datetime) -> Tries:
    """Return the count of one kind and address, locked; what is old is forgotten."""
    Tries.objects.filter(since__lte=at - LONGEST).delete()
    Tries.objects.get_or_create(key=_key(kind, who), defaults={"since": at})
    tries = Tries.objects.select_for_update().get(key=_key(kind, who))
    if tries.since <= at - _span(kind):
        tries.count, tries.since = 0, at
    return tries


def _key(kind: str, who: str) -> bytes:
    return records.tries_index(f"{kind} by {who}")
