"""Cases to which time itself does something: silence, papers that did not come, dates to be computed again."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Min, Q, QuerySet

from yimen.affairs.cases.acts.service import DECISIONS
from yimen.affairs.cases.life import RUNNING, UNDECIDED, Outcome, State
from yimen.affairs.cases.models import (
    Case,
    Extension,
    FirstReview,
    Gap,
    Recomputation,
    Service,
    Supplement,
)
from yimen.ground.together import Reading


def overdue_for_acceptance(today: date, *, limit: int = 500) -> list[int]:
    """Return submitted cases whose five working days have ended (A-205)."""
    rows = Case.objects.filter(state=State.SUBMITTED, accept_due_on__lt=today, confirmed_at__isnull=False)
    return list(rows.order_by("accept_due_on").values_list("id", flat=True)[:limit])


def unanswered(today: date, *, limit: int = 500) -> list[int]:
    """Return cases whose papers did not come in time after the notice was served (A-211)."""
    open_ones = Supplement.objects.filter(answered_at__isnull=True, served_on__isnull=False)
    rows = open_ones.filter(respond_by_on__lt=today, case_id__in=_in(State.SUPPLEMENTING))
    return list(rows.order_by("respond_by_on").values_list("case_id", flat=True)[:limit])


def to_recompute(*, limit: int = 500) -> list[tuple[int, str]]:
    """Return cases whose running date has to be computed again, with the cause (T-22)."""
    rows = Recomputation.objects.order_by("asked_at", "case_id").values_list("case_id", "cause")
    return list(rows[:limit])


def published_long_ago(today: date, *, limit: int = 500) -> list[tuple[int, int]]:
    """Return documents published so long ago that they count as served: case and number of the service (A-511).

    A decision that was handed over meanwhile is served already.
    """
    to_serve = ~Q(document__in=sorted(DECISIONS)) | Q(case_id__in=_in(State.GRANTED, State.REFUSED))
    rows = Service.objects.filter(to_serve, outcome=Outcome.PUBLISHED, deemed_on__lt=today)
    return list(rows.order_by("deemed_on").values_list("case_id", "n")[:limit])


def untold_extensions(today: date, *, limit: int = 500) -> list[int]:
    """Return cases whose extension was not told before the period ended (A-402, E-205)."""
    rows = Extension.objects.filter(notified_at__isnull=True, void=False, before_on__lt=today)
    rows = rows.filter(case_id__in=_in(*RUNNING, State.SUSPENDED))
    return list(rows.order_by("before_on").values_list("case_id", flat=True)[:limit])


def renewed_by_silence(today: date, *, limit: int = 500) -> list[int]:
    """Return renewals asked for in time whose permit has ended while nobody decided (A-605)."""
    waiting = [State.SUBMITTED, State.ACCEPTED, State.SUSPENDED]
    rows = Case.objects.filter(renews_on__lt=today, state__in=waiting)
    return list(rows.order_by("renews_on").values_list("id", flat=True)[:limit])


def unfilled(today: date, *, limit: int = 500) -> list[int]:
    """Return undecided cases whose promised papers did not come by their day (A-906)."""
    rows = Gap.objects.filter(filled_at__isnull=True, due_on__lt=today)
    rows = rows.filter(case_id__in=_in(State.ACCEPTED, State.SUSPENDED))
    oldest = rows.values("case_id").annotate(oldest=Min("due_on")).order_by("oldest", "case_id")
    return list(oldest.values_list("case_id", flat=True)[:limit])


def late_first_reviews(today: date, *, limit: int = 500) -> list[tuple[int, int, date]]:
    """Return cases that a lower organ should have forwarded: case, organ, the day it was due (E-120)."""
    rows = FirstReview.objects.filter(forwarded_at__isnull=True, due_on__lt=today)
    rows = rows.filter(case_id__in=_in(State.FIRST_REVIEW))
    return list(rows.order_by("due_on").values_list("case_id", "organ_id", "due_on")[:limit])


def _in(*states: str) -> QuerySet[Case, Any]:
    """Return the cases in some of the open states, to be asked within a query: what ended holds up nothing."""
    return Case.objects.filter(state__in=states).values("id")


def draft_on(permit_id: int, purpose: str) -> int | None:
    """Return the newest draft of an application on a permit, or None."""
    rows = Case.objects.filter(permit_id=permit_id, purpose=purpose, state=State.DRAFT)
    return rows.order_by("-id").values_list("id", flat=True).first()


def undecided(case_ids: Iterable[int]) -> set[int]:
    """Return those of some cases that are handed in and not decided."""
    return _numbers(_undecided(case_ids))


def asked_undecided(case_ids: Iterable[int]) -> Reading[set[int]]:
    """Return what to read for those of some cases that are handed in and not decided, together with others."""
    return Reading(_undecided(case_ids), _numbers)


def _undecided(case_ids: Iterable[int]) -> QuerySet[Case, Any]:
    return Case.objects.filter(pk__in=list(case_ids), state__in=sorted(UNDECIDED)).values("id")


def _numbers(rows: Iterable[dict[str, Any]]) -> set[int]:
    return {row["id"] for row in rows}
