"""Count wrong guesses at something secret, in the database, where every serving process sees them (F-402, F-418)."""

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
FEWER: Final = {"password": TRIES_BEFORE_LOCK}
SPAN: Final = timedelta(minutes=10)
TOO_OFTEN: Final = "too_often"


def check_tries(kind: str, who: str, *, at: datetime) -> None:
    """Raise Refused if an address or an account guessed wrong too often; one query."""
    known = [_key(kind, who), at - SPAN, FEWER.get(kind, MOST)]
    found = first(Tries, "key = %s AND since > %s AND count >= %s", known)
    if found is not None:
        raise Refused(_("There were too many wrong tries. Please try again in ten minutes."), code=TOO_OFTEN)


def count_try(kind: str, who: str, *, at: datetime) -> None:
    """Count a wrong guess; what was counted longer ago is forgotten."""
    with transaction.atomic():
        Tries.objects.filter(since__lte=at - SPAN).delete()
        Tries.objects.get_or_create(key=_key(kind, who), defaults={"since": at})
        tries = Tries.objects.select_for_update().get(key=_key(kind, who))
        tries.count += 1
        tries.save(update_fields=["count"])


def is_right(kind: str, who: str, *, right: bool, at: datetime) -> bool:
    """Return whether a guess is right, and count it if it is wrong. Raises Refused after too many: also for a right one."""
    check_tries(kind, who, at=at)
    if not right:
        count_try(kind, who, at=at)
    return right


def _key(kind: str, who: str) -> bytes:
    return records.tries_index(f"{kind} by {who}")
