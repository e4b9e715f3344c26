"""What may be asked about the order of acceptance: who stands where, and how many are left. No name leaves it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q
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


def place_of(case_id: int) -> int | None:
    """Return a case's place among those who wait, or None if it does not wait: one's own place and nobody else's."""
    row = Case.objects.filter(pk=case_id, accepted_n__isnull=False, state__in=UNDECIDED).first()
    if row is None:
        return None
    earlier = Q(accepted_at__lt=row.accepted_at) | Q(
        accepted_at=row.accepted_at, accepted_n__lt=row.accepted_n
    )
    rows = Case.objects.filter(
        earlier, matter_id=row.matter_id, accepted_n__isnull=False, state__in=UNDECIDED
    )
    return rows.count() + 1


def left_of(matter_id: int, *, on: date) -> tuple[int, int] | None:
    """Return how many are granted at most and how many are left, or None for a matter without a number."""
    matter = catalogue.by_id(matter_id, on=on)
    if matter is None or matter.special.quota is None:
        return None
    granted = Order.objects.filter(pk=matter_id).values_list("granted", flat=True).first() or 0
    number = matter.special.quota.number
    return number, max(number - granted, 0)
