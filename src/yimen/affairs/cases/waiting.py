"""Cases to which time itself does something: silence, papers that did not come, dates to be computed again."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet

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
    rows = open_ones.filter(respond_by_on__lt=today)
    waiting = rows.order_by("respond_by_on").values_list("case_id", flat=True)[:limit]
    return list(
        Case.objects.filter(pk__in=list(waiting), state=State.SUPPLEMENTING).values_list("id", flat=True)
    )


def to_recompute(*, limit: int = 500) -> list[tuple[int, str]]:
    """Return cases whose running date has to be computed again, with the cause (T-22)."""
    rows = Recomputation.objects.order_by("asked_at", "case_id").values_list("case_id", "cause")
    return list(rows[:limit])


def published_long_ago(today: date, *, limit: int = 500) -> list[tuple[int, int]]:
    """Return documents published so long ago that they count as served: case and number of the service (A-511)."""
    rows = Service.objects.filter(outcome=Outcome.PUBLISHED, deemed_on__lt=today)
    return list(rows.order_by("deemed_on").values_list("case_id", "n")[:limit])


def untold_extensions(today: date, *, limit: int = 500) -> list[int]:
    """Return cases whose extension was not told before the period ended (A-402, E-205)."""
    rows = Extension.objects.filter(notified_at__isnull=True, void=False, before_on__lt=today)
    found = list(rows.order_by("before_on").values_list("case_id", flat=True)[:limit])
    states = [*RUNNING, State.SUSPENDED]
    return list(Case.objects.filter(pk__in=found, state__in=states).values_list("id", flat=True))


def renewed_by_silence(today: date, *, limit: int = 500) -> list[int]:
    """Return renewals asked for in time whose permit has ended while nobody decided (A-605)."""
    waiting = [State.SUBMITTED, State.ACCEPTED, State.SUSPENDED]
    rows = Case.objects.filter(renews_on__lt=today, state__in=waiting)
    return list(rows.order_by("renews_on").values_list("id", flat=True)[:limit])


def unfilled(today: date, *, limit: int = 500) -> list[int]:
    """Return undecided cases whose promised papers did not come by their day (A-906)."""
    rows = Gap.objects.filter(filled_at__isnull=True, due_on__lt=today)
    waiting = rows.order_by("due_on").values_list("case_id", flat=True).distinct()[:limit]
    states = [State.ACCEPTED, State.SUSPENDED]
    return list(Case.objects.filter(pk__in=list(waiting), state__in=states).values_list("id", flat=True))


def late_first_reviews(today: date, *, limit: int = 500) -> list[tuple[int, int, date]]:
    """Return cases that a lower organ should have forwarded: case, organ, the day it was due (E-120)."""
    rows = FirstReview.objects.filter(forwarded_at__isnull=True, due_on__lt=today).order_by("due_on")
    late = list(rows.values_list("case_id", "organ_id", "due_on")[:limit])
    still = set(
        Case.objects.filter(pk__in=[one[0] for one in late], state=State.FIRST_REVIEW).values_list(
            "id", flat=True
        )
    )
    return [one for one in late if one[0] in still]


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
