"""Throw away what has run out: sessions, failures to sign in, what processes told each other for a while."""

from datetime import datetime, timedelta
from typing import Any, Final

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from yimen.registers.people.models import Shared, SignInTries
from yimen.registers.people.rules import LOCK_MINUTES

MOST: Final = 2000  # rows of one kind in one turn


def _some(rows: QuerySet[Any]) -> list[Any]:
    """Return the keys of as many rows as one turn may delete."""
    return list(rows.values_list("pk", flat=True)[:MOST])


def forget_expired(*, at: datetime) -> int:
    """Throw away what has run out, so much in one turn; return how many rows that were (F-424).

    A failure to sign in counts for as long as a lock lasts: older ones, under whatever name, mean nothing any more.
    """
    counted = at - timedelta(minutes=LOCK_MINUTES)
    sessions = _some(Session.objects.filter(expire_date__lt=at).order_by("expire_date"))
    tries = _some(SignInTries.objects.filter(last_at__lt=counted).order_by("last_at"))
    shared = _some(Shared.objects.filter(expires__lt=at).order_by("expires"))
    UserSession.objects.filter(session_key__in=sessions).delete()
    return sum(
        rows.delete()[0]
        for rows in (
            Session.objects.filter(pk__in=sessions, expire_date__lt=at),
            SignInTries.objects.filter(pk__in=tries, last_at__lt=counted),
            Shared.objects.filter(pk__in=shared, expires__lt=at),
        )
    )
