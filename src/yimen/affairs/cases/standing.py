"""What may be asked about the order of acceptance: who stands where, and how many are left. No name leaves it."""

from collections.abc import Iterable
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
    accepted_at: datetime | None
    deemed: bool
    state: str
    state_words: str | Promise
    qualified: bool
    organ_id: int


def _waiting(**narrowed: object) -> list[tuple[int, Place]]:
    """Return cases that wait in an order with their matter, first by matter, then in the order of acceptance."""
    unmet = Review.objects.filter(case_id=OuterRef("pk"), verdict=Verdict.DISAGREE, void=False)
    rows = Case.objects.filter(accepted_n__isnull=False, state__in=UNDECIDED, **narrowed)
    found = rows.annotate(unmet=Exists(unmet)).order_by("matter_id", "accepted_at", "accepted_n")[:MOST]
    lines: list[tuple[int, Place]] = []
    for row in found:
        place = lines[-1][1].place + 1 if lines and lines[-1][0] == row.matter_id else 1
        lines.append((row.matter_id, _place(place, row, qualified=not row.unmet)))
    return lines


def _place(place: int, row: Case, *, qualified: bool) -> Place:
    return Place(
        place=place,
        case_id=row.pk,
        number=printed(row.pk),
        accepted_at=row.accepted_at,
        deemed=row.deemed,
        state=row.state,
        state_words=State(row.state).label,
        qualified=qualified,
        organ_id=row.organ_id,
    )


def places(matter_id: int) -> list[Place]:
    """Return the undecided cases of a matter in the order in which they are decided (art. 57)."""
    return [place for _matter, place in _waiting(matter_id=matter_id)]


def orders(organ_ids: Iterable[int]) -> list[tuple[int, list[Place]]]:
    """Return the matters of some organs in which cases wait in an order, each with its order; one query."""
    grouped: dict[int, list[Place]] = {}
    for matter_id, place in _waiting(organ_id__in=list(organ_ids)):
        grouped.setdefault(matter_id, []).append(place)
    return list(grouped.items())


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
