"""Cases to which time itself does something: silence, papers that did not come, dates to be computed again."""

from collections.abc import Iterable
from datetime import date

from yimen.affairs.cases.acts.pending import UNDECIDED
from yimen.affairs.cases.life import State
from yimen.affairs.cases.models import Case, Recomputation, Supplement


def overdue_for_acceptance(today: date, *, limit: int = 500) -> list[int]:
    """Return submitted cases whose five working days have ended (A-205)."""
    rows = Case.objects.filter(state=State.SUBMITTED, accept_due_on__lt=today, confirmed_at__isnull=False)
    return list(rows.order_by("accept_due_on").values_list("id", flat=True)[:limit])


def unanswered(today: date, *, limit: int = 500) -> list[int]:
    """Return cases whose papers did not come in time (A-211)."""
    rows = Supplement.objects.filter(answered_at__isnull=True, respond_by_on__lt=today)
    waiting = rows.order_by("respond_by_on").values_list("case_id", flat=True)[:limit]
    return list(
        Case.objects.filter(pk__in=list(waiting), state=State.SUPPLEMENTING).values_list("id", flat=True)
    )


def to_recompute(*, limit: int = 500) -> list[tuple[int, str]]:
    """Return cases whose running date has to be computed again, with the cause (T-22)."""
    rows = Recomputation.objects.order_by("asked_at", "case_id").values_list("case_id", "cause")
    return list(rows[:limit])


def renewed_by_silence(today: date, *, limit: int = 500) -> list[int]:
    """Return renewals asked for in time whose permit has ended while nobody decided (A-605)."""
    waiting = [State.SUBMITTED, State.ACCEPTED, State.SUSPENDED]
    rows = Case.objects.filter(renews_on__lt=today, state__in=waiting)
    return list(rows.order_by("renews_on").values_list("id", flat=True)[:limit])


def draft_on(permit_id: int, purpose: str) -> int | None:
    """Return the newest draft of an application on a permit, or None."""
    rows = Case.objects.filter(permit_id=permit_id, purpose=purpose, state=State.DRAFT)
    return rows.order_by("-id").values_list("id", flat=True).first()


def undecided(case_ids: Iterable[int]) -> set[int]:
    """Return those of some cases that are handed in and not decided."""
    rows = Case.objects.filter(pk__in=list(case_ids), state__in=sorted(UNDECIDED))
    return set(rows.values_list("id", flat=True))
