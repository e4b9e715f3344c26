"""What may be asked about the order of acceptance: who stands where, and how many are left. No name leaves it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise

from yimen.affairs.cases.acts.in_order import UNDECIDED
from yimen.affairs.cases.life import State, Verdict
from yimen.affairs.cases.models import Case, Order, Review
from yimen.ground.numbers import printed
from yimen.registers.catalogue import reads as catalogue

MOST = 500


@dataclass(frozen=True)
class Place:
    """One case in the order of acceptance."""

    place: int
    case_id: int
    number: str
    accepted_at: datetime
    deemed: bool
    state_words: str | Promise
    qualified: bool
    organ_id: int


def places(matter_id: int) -> list[Place]:
    """Return the undecided cases of a matter in the order in which they are decided (art. 57)."""
    unmet = Review.objects.filter(case_id=OuterRef("pk"), verdict=Verdict.DISAGREE, void=False)
    rows = Case.objects.filter(matter_id=matter_id, accepted_n__isnull=False, state__in=UNDECIDED)
    found = rows.annotate(unmet=Exists(unmet)).order_by("accepted_at", "accepted_n")[:MOST]
    return [
        Place(
            n,
            row.pk,
            printed(row.pk),
            row.accepted_at,
            row.deemed,
            State(row.state).label,
            not row.unmet,
            row.organ_id,
        )
        for n, row in enumerate(found, start=1)
        if row.accepted_at is not None
    ]


@dataclass(frozen=True)
class Standing:
    """One's own place in the order, how many are granted at most, and how many are left."""

    place: int
    number: int
    left: int


def standing(case_id: int) -> Standing | None:
    """Return where a case stands, or None if it does not wait in an order; nobody else's data; one query."""
    before = Q(accepted_at__lt=OuterRef("accepted_at")) | Q(
        accepted_at=OuterRef("accepted_at"), accepted_n__lt=OuterRef("accepted_n")
    )
    waiting = Case.objects.filter(accepted_n__isnull=False, state__in=UNDECIDED)
    earlier = waiting.filter(before, matter_id=OuterRef("matter_id")).order_by()
    counted = earlier.values("matter_id").annotate(n=Count("pk")).values("n")
    granted = Order.objects.filter(pk=OuterRef("matter_id")).values("granted")
    rows = waiting.filter(pk=case_id).annotate(
        before_it=Coalesce(Subquery(counted), 0), granted=Coalesce(Subquery(granted), 0)
    )
    found = rows.values_list("version_id", "before_it", "granted").first()
    if found is None:
        return None
    quota = catalogue.version(found[0]).special.quota
    number = quota.number if quota else 0
    return Standing(found[1] + 1, number, max(number - found[2], 0))


def place_of(case_id: int) -> int | None:
    """Return a case's place among those who wait, or None if it does not wait."""
    found = standing(case_id)
    return found.place if found else None


def left_of(matter_id: int, *, on: date) -> tuple[int, int] | None:
    """Return how many are granted at most and how many are left, or None for a matter without a number."""
    matter = catalogue.by_id(matter_id, on=on)
    if matter is None or matter.special.quota is None:
        return None
    granted = Order.objects.filter(pk=matter_id).values_list("granted", flat=True).first() or 0
    number = matter.special.quota.number
    return number, max(number - granted, 0)
