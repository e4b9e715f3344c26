"""What is limited in number is granted in the order of acceptance 受理先后顺序 (A-308, K-10)."""

from datetime import datetime
from typing import Final

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import ways
from yimen.affairs.cases.acts.common import local_date, note, terms
from yimen.affairs.cases.life import Purpose, State, Verdict
from yimen.affairs.cases.models import Case, Order, Review
from yimen.affairs.cases.ways import IN_ORDER, InOrder
from yimen.ground.life import Refused
from yimen.registers.catalogue import reads as catalogue

FAULTS: Final = {
    "used_up": _("As many as the number allows have been granted."),
    "not_your_turn": _("Someone who was accepted earlier and may qualify is not decided yet."),
}
NEXT: Final = """INSERT INTO cases_order (matter_id, last, granted) VALUES (%s, 1, 0)
    ON CONFLICT (matter_id) DO UPDATE SET last = cases_order.last + 1 RETURNING last"""
UNDECIDED: Final = (State.ACCEPTED, State.SUSPENDED)


def take_place(case: Case) -> list[str]:
    """Give an accepted case its place; return the names of the fields to keep. The database never lets it change.

    Whoever changes or renews what they hold keeps the place that it has.
    """
    if terms(case).special.quota is None or case.purpose != Purpose.NEW:
        return []
    with connection.cursor() as cursor:
        cursor.execute(NEXT, [case.matter_id])
        case.accepted_n = cursor.fetchone()[0]
    note(case, IN_ORDER, until=False)
    return ["accepted_n", "marks", "pending"]


def before(matter_id: int, accepted_at: datetime | None, n: int | None) -> list[InOrder]:
    """Return who was accepted earlier for a matter and is not decided yet, in their order."""
    unmet = Review.objects.filter(case_id=OuterRef("pk"), verdict=Verdict.DISAGREE, void=False)
    earlier = Q(accepted_at__lt=accepted_at) | Q(accepted_at=accepted_at, accepted_n__lt=n)
    rows = Case.objects.filter(earlier, matter_id=matter_id, accepted_n__isnull=False, state__in=UNDECIDED)
    found = rows.annotate(unmet=Exists(unmet)).order_by("accepted_at", "accepted_n")
    return [InOrder(pk, not unmet) for pk, unmet in found.values_list("pk", "unmet")]


def number_of(case: Case, at: datetime) -> int:
    """Return to how many the matter is limited now: a number raised since counts for those who wait."""
    current = catalogue.by_id(case.matter_id, on=local_date(at)) or terms(case)
    quota = current.special.quota or terms(case).special.quota
    return quota.number if quota else 0


def use_place(case: Case, *, at: datetime) -> None:
    """Use one of the places for a grant. Raises Refused if they are used up or someone earlier waits (art. 57)."""
    if terms(case).special.quota is None or case.accepted_n is None:
        return
    order = Order.objects.select_for_update().get(pk=case.matter_id)
    fault = ways.turn_fault(
        number=number_of(case, at),
        granted=order.granted,
        before=before(case.matter_id, case.accepted_at, case.accepted_n),
    )
    if fault:
        raise Refused(FAULTS[fault], code=fault)
    order.granted += 1
    order.save(update_fields=["granted"])


def free_place(matter_id: int) -> None:
    """Give one place back: what was granted is revoked or has ended. To be called inside the transaction of that act."""
    Order.objects.filter(pk=matter_id, granted__gt=0).update(granted=F("granted") - 1)
