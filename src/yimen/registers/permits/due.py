"""Which permits have something due by time alone: what the sweep asks."""

from datetime import date, timedelta
from typing import NamedTuple

from django.conf import settings
from django.db.models import Q

from yimen.registers.permits.life import State
from yimen.registers.permits.models import HOLDS, Permit


class RanOut(NamedTuple):
    """A permit whose time has run out and that still stands: its last day, its number, the application on it."""

    valid_until: date | None
    id: int
    open_case_id: int | None


def ran_out(today: date, *, after: RanOut | None = None, limit: int = 500) -> list[RanOut]:
    """Return permits whose time has run out and that still stand, those that ended first before the others.

    `after` is the last one that was read before; what has to wait there holds up none behind it.
    """
    rows = Permit.objects.filter(state__in=HOLDS, valid_until__lt=today)
    if after is not None:
        later = Q(valid_until=after.valid_until, pk__gt=after.id) | Q(valid_until__gt=after.valid_until)
        rows = rows.filter(later, valid_until__gte=after.valid_until)
    found = rows.order_by("valid_until", "pk").values_list("valid_until", "pk", "open_case_id")[:limit]
    return [RanOut(*one) for one in found]


def to_resume(today: date, *, limit: int = 500) -> list[int]:
    """Return permits whose time of being held back is over and that still run."""
    running = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
    rows = Permit.objects.filter(running, state=State.SUSPENDED, suspended_until__lt=today)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])


def to_strike_off(*, limit: int = 500) -> list[int]:
    """Return permits that were revoked, withdrawn or forfeited and are still on the register (art. 70 (4))."""
    over = [State.REVOKED, State.WITHDRAWN, State.FORFEITED]
    rows = Permit.objects.filter(state__in=over, struck_off_at__isnull=True)
    return list(rows.order_by("pk").values_list("pk", flat=True)[:limit])


def to_remind(today: date, *, limit: int = 500) -> list[tuple[int, int]]:
    """Return permits of which a reminder is due, with the version of the matter they were granted by (A-603)."""
    days, due, nearer = sorted(settings.PERMIT_REMINDER_DAYS), Q(pk__in=[]), -1
    for one in days:
        span = Q(valid_until__gt=today + timedelta(nearer), valid_until__lte=today + timedelta(one))
        due |= span & ~Q(reminded__contains=[one])
        nearer = one
    rows = Permit.objects.filter(due, state=State.VALID).order_by("valid_until", "pk")
    return list(rows.values_list("pk", "version_id")[:limit])
