"""What may be asked about the order of acceptance: who stands where, and how many are left. No name leaves it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.functional import Promise

from yimen.affairs.cases.acts.in_order import UNDECIDED
from yimen.affairs.cases.life import State, Verdict
from yimen.affairs.cases.models import Case, Order, Review
from yimen.ground.numbers import printed
from yimen.ground.together import Reading
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet

MOST = 500
SHOWN = ("matter_id", "accepted_at", "accepted_n", "deemed", "state", "organ_id")


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
    granted: int = 0


def _waiting(**narrowed: object) -> list[tuple[int, Place]]:
    """Return cases that wait in an order with their matter, first by matter, then in the order of acceptance."""
    unmet = Review.objects.filter(case_id=OuterRef("pk"), verdict=Verdict.DISAGREE, void=False)
    granted = Order.objects.filter(pk=OuterRef("matter_id")).values("granted")
    rows = Case.objects.filter(accepted_n__isnull=False, state__in=UNDECIDED, **narrowed).only(*SHOWN)
    found = rows.annotate(unmet=Exists(unmet), granted=Coalesce(Subquery(granted), 0)).order_by(
        "matter_id", "accepted_at", "accepted_n"
    )[:MOST]
    lines: list[tuple[int, Place]] = []
    for row in found:
        place = lines[-1][1].place + 1 if lines and lines[-1][0] == row.matter_id else 1
        lines.append((row.matter_id, _place(place, row, qualified=not row.unmet, granted=row.granted)))
    return lines


def _place(place: int, row: Case, *, qualified: bool, granted: int) -> Place:
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
        granted=granted,
    )


def places(matter_id: int) -> list[Place]:
    """Return the undecided cases of a matter in the order in which they are decided (art. 57)."""
    return [place for _matter, place in _waiting(matter_id=matter_id)]


@dataclass(frozen=True)
class Waiting:
    """A matter with those who wait in its order, and how many are granted at most and left, if it is limited."""

    matter: MatterSheet
    places: tuple[Place, ...]
    left: tuple[int, int] | None


def orders(organ_ids: Iterable[int], *, on: date) -> list[Waiting]:
    """Return the matters of some organs in which cases wait in an order, each with its order; one query."""
    grouped: dict[int, list[Place]] = {}
    for matter_id, place in _waiting(organ_id__in=list(organ_ids)):
        grouped.setdefault(matter_id, []).append(place)
    matters = ((catalogue.by_id(matter_id, on=on), places) for matter_id, places in grouped.items())
    return [
        Waiting(matter, tuple(places), _left(matter, places[0].granted))
        for matter, places in matters
        if matter is not None
    ]


def _left(matter: MatterSheet, granted: int) -> tuple[int, int] | None:
    quota = matter.special.quota
    return (quota.number, max(quota.number - granted, 0)) if quota else None


@dataclass(frozen=True)
class Standing:
    """One's own place in the order, how many are granted at most, and how many are left."""

    place: int
    number: int
    left: int


def standing(case_id: int) -> Standing | None:
    """Return where a case stands, or None if it does not wait in an order; nobody else's data; one query."""
    return _standing(_counted(case_id))


def asked_standing(case_id: int) -> Reading[Standing | None]:
    """Return what to read for where a case stands, together with others."""
    return Reading(_counted(case_id), _standing)


def _counted(case_id: int) -> QuerySet[Any, Any]:
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
    return rows.values("version_id", "before_it", "granted")


def _standing(rows: Iterable[dict[str, Any]]) -> Standing | None:
    found = next(iter(rows), None)
    if found is None:
        return None
    quota = catalogue.version(found["version_id"]).special.quota
    number = quota.number if quota else 0
    return Standing(found["before_it"] + 1, number, max(number - found["granted"], 0))


def left_of(matter_id: int, *, on: date) -> tuple[int, int] | None:
    """Return how many are granted at most and how many are left, or None for a matter without a number."""
    matter = catalogue.by_id(matter_id, on=on)
    if matter is None or matter.special.quota is None:
        return None
    granted = Order.objects.filter(pk=matter_id).values_list("granted", flat=True).first()
    return _left(matter, granted or 0)
