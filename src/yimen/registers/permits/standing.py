"""Where permits stand on a day, as a question to the database: a renewal begins only after the term before it."""

from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery

from yimen.registers.permits.life import EXPIRED, UPCOMING, State
from yimen.registers.permits.models import HOLDS, Permit
from yimen.registers.permits.rules import Successor


def with_successors() -> QuerySet[Permit]:
    """Return the permits, each with the first day and the state of the one that replaced it."""
    after = Permit.objects.filter(pk=OuterRef("next_id"))
    return Permit.objects.annotate(
        next_from=Subquery(after.values("valid_from")), next_state=Subquery(after.values("state"))
    )


def successor_of(row: Any) -> Successor | None:  # noqa: ANN401 a permit with columns that a query added, which no type knows
    """Return what replaced a permit, as rows and what is read together with others hold it."""
    first = row.next_from
    if first is None:
        return None
    return Successor(row.next_state, date.fromisoformat(first) if isinstance(first, str) else first)


def runs_on(today: date) -> Q:
    """Keep permits that were renewed and hold until their renewal begins."""
    return Q(state=State.REPLACED, next_state__in=HOLDS, next_from__gt=today)


def stands(standing: str, today: date) -> Q:
    """Keep permits that stand today as `rules.standing` says."""
    if standing == EXPIRED:
        return Q(state__in=HOLDS, valid_until__lt=today)
    if standing == UPCOMING:
        return Q(state__in=HOLDS, valid_from__gt=today)
    if standing == State.REPLACED:
        return Q(state=standing) & ~runs_on(today)
    if standing not in HOLDS:
        return Q(state=standing)
    running = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
    return running & (Q(state=standing, valid_from__lte=today) | (runs_on(today) & Q(next_state=standing)))
