"""What is limited in number is granted in the order of acceptance 受理先后顺序 (A-308, K-10)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import ways
from yimen.affairs.cases.acts.common import local_date, note, terms
from yimen.affairs.cases.life import Purpose, State, Verdict
from yimen.affairs.cases.models import Case, Order, Review
from yimen.affairs.cases.ways import IN_ORDER, InOrder
from yimen.ground.life import Refused
from yimen.ground.together import Reading, read_together
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet

FAULTS: Final = {
    "used_up": _("As many as the number allows have been granted."),
    "not_your_turn": _("Someone who was accepted earlier and may qualify is not decided yet."),
    "unanswered": _("Someone applied earlier and may still count as accepted before; answer them first."),
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


def _earlier(matter_id: int, accepted_at: datetime | None, n: int | None) -> QuerySet[Any, Any]:
    unmet = Review.objects.filter(case_id=OuterRef("pk"), verdict=Verdict.DISAGREE, void=False)
    earlier = Q(accepted_at__lt=accepted_at) | Q(accepted_at=accepted_at, accepted_n__lt=n)
    rows = Case.objects.filter(earlier, matter_id=matter_id, accepted_n__isnull=False, state__in=UNDECIDED)
    found = rows.annotate(unmet=Exists(unmet)).order_by("accepted_at", "accepted_n")
    return found.values("pk", "unmet")


def _in_order(rows: Iterable[Mapping[str, Any]]) -> list[InOrder]:
    return [InOrder(row["pk"], not row["unmet"]) for row in rows]


def _unanswered(matter_id: int, accepted_at: datetime | None) -> QuerySet[Any, Any]:
    """Return who applied before a case was accepted and may by silence still be accepted, as of that day (A-205).

    While a lower organ examines first its silence begins the review and accepts nobody.
    """
    waiting = Case.objects.filter(matter_id=matter_id, state=State.SUBMITTED, purpose=Purpose.NEW)
    earlier = waiting.filter(papers_at__lt=accepted_at)
    return earlier.exclude(first_organ_id__isnull=False, forwarded_at__isnull=True).values("pk")


def number_of(matter: MatterSheet, at: datetime) -> int:
    """Return to how many a matter is limited now: a number raised since counts for those who wait."""
    current = catalogue.by_id(matter.matter_id, on=local_date(at)) or matter
    quota = current.special.quota or matter.special.quota
    return quota.number if quota else 0


def is_out_of_turn(matter: MatterSheet, accepted_at: datetime | None, n: int | None, *, at: datetime) -> bool:
    """Say whether a case may not be granted now because of its place in the order (art. 57); one query."""
    if matter.special.quota is None or n is None:
        return False
    orders = Order.objects.filter(pk=matter.matter_id).values("granted")
    granted, waiting, unanswered = read_together(
        Reading(orders, lambda rows: sum(row["granted"] for row in rows)),
        Reading(_earlier(matter.matter_id, accepted_at, n), _in_order),
        Reading(_unanswered(matter.matter_id, accepted_at), list),
    )
    return bool(unanswered or ways.turn_fault(number=number_of(matter, at), granted=granted, before=waiting))


def use_place(case: Case, *, at: datetime) -> None:
    """Use one of the places for a grant. Raises Refused if they are used up or someone earlier waits (art. 57).

    Whoever applied earlier and is not answered yet may by silence be accepted earlier (A-205, A-308).
    """
    if terms(case).special.quota is None or case.accepted_n is None:
        return
    order = Order.objects.select_for_update().get(pk=case.matter_id)
    waiting, unanswered = read_together(
        Reading(_earlier(case.matter_id, case.accepted_at, case.accepted_n), _in_order),
        Reading(_unanswered(case.matter_id, case.accepted_at).exclude(pk=case.pk), list),
    )
    fault = ways.turn_fault(number=number_of(terms(case), at), granted=order.granted, before=waiting)
    if not fault and unanswered:
        fault = "unanswered"
    if fault:
        raise Refused(FAULTS[fault], code=fault)
    order.granted += 1
    order.save(update_fields=["granted"])


def free_place(matter_id: int) -> None:
    """Give one place back: what was granted is revoked or has ended. To be called inside the transaction of that act."""
    Order.objects.filter(pk=matter_id, granted__gt=0).update(granted=F("granted") - 1)
