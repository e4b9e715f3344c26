"""Service by public notice, the last of all ways, and what it needs (A-511; Civil Procedure Law art. 95)."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from django.conf import settings
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases.acts import periods
from yimen.affairs.cases.acts.common import envelope_of, local_date
from yimen.affairs.cases.acts.service import effects, find
from yimen.affairs.cases.acts.serving import check_document
from yimen.affairs.cases.beside import Fee, Service
from yimen.affairs.cases.events import ServicePublished
from yimen.affairs.cases.life import LIFE, DeliveryMethod, Outcome, State
from yimen.affairs.cases.models import Case, Extension, Supplement, Suspension
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import Calendar
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.ground.rows import add, keep
from yimen.means.documents.reads import Kind, documents_of
from yimen.registers.people import reads as people

OTHERWISE: Final = _(
    "Try to hand it over and to post it first, or say what proves that the recipient is missing."
)
REACHED: Final = frozenset({Outcome.SERVED, Outcome.PUBLISHED})
ON_THE_SPOT: Final = frozenset({DeliveryMethod.PERSONAL, DeliveryMethod.LEFT, DeliveryMethod.ENTRUSTED})
NOTICES: Final[dict[str, type[Model]]] = {
    Kind.SPECIAL: Suspension,
    Kind.EXTENSION: Extension,
    Kind.SUPPLEMENT: Supplement,
    Kind.FEE: Fee,
}


def publish_service(
    case_id: int,
    *,
    document: str,
    reason: str,
    missing_proof: str = "",
    by: str,
    at: datetime,
    calendar: Calendar,
) -> int:
    """Publish a document that could not be served otherwise; it counts as served when thirty days are over (A-511).

    Raises Refused unless the recipient is missing, which `missing_proof` says, or every other way was tried and
    failed since the document was made; and for a document that was served or published before.
    """
    with hold(Case, case_id) as case:
        if case.state == State.DRAFT:
            raise Refused(LIFE.refusal, code="out_of_order")
        check_document(document)
        attempts = list(Service.objects.filter(case_id=case_id, document=document).order_by("at", "n"))
        reached = [n for n, one in enumerate(attempts) if one.outcome in REACHED]
        if len(reached) >= _made(case, document):
            raise Refused(_("This document was served or published before."), field="document", code="twice")
        since = attempts[reached[-1] + 1 :] if reached else attempts
        tried = [(one.way, one.outcome) for one in since]
        agreed = people.consents_to_electronic_service(case.person_id)
        check_tried(tried, agreed=agreed, missing_proof=missing_proof, field="document")
        today = local_date(at)
        deemed_on = published_until(today, calendar)
        row = Service(
            case_id=case_id,
            document=document,
            way=DeliveryMethod.NOTICE,
            outcome=Outcome.PUBLISHED,
            on=today,
            deemed_on=deemed_on,
            reason=reason.strip(),
            proof="；".join(filter(None, [missing_proof.strip(), f"{settings.PUBLIC_URL}/notices/"])),
            by=by,
            at=at,
        )
        add(row)
        envelope = envelope_of(case, by, at)
        publish(ServicePublished(**envelope, document=document, deemed_on=deemed_on))
    return row.n


def _made(case: Case, document: str) -> int:
    """Return how many documents of a kind a case has: a notice that is told anew may be published anew."""
    notices = NOTICES.get(document)
    told = notices._default_manager.filter(case_id=case.id).count() if notices else 0
    return max(1, told, sum(one.kind == document for one in documents_of(case.id)))


def check_tried(tried: Collection[tuple[str, str]], *, agreed: bool, missing_proof: str, field: str) -> None:
    """Raise Refused unless the recipient is missing, or handing over and posting failed (A-511).

    `tried` is by which way each attempt was made and what became of it. Electronic service has to have failed too where
    the person agreed to it.
    """
    failed = {way for way, outcome in tried if outcome == Outcome.FAILED}
    under_way = any(outcome == Outcome.SENT for _way, outcome in tried)
    needed = {DeliveryMethod.POST, DeliveryMethod.ELECTRONIC} if agreed else {DeliveryMethod.POST}
    all_failed = not under_way and bool(failed & ON_THE_SPOT) and needed <= failed
    if not all_failed and not missing_proof.strip():
        raise Refused(OTHERWISE, field=field, code="others_first")


def published_until(today: date, calendar: Calendar) -> date:
    """Return the day on which what is published today counts as served, after thirty days (A-511)."""
    return periods.deemed_served(today, calendar).on


def deem_served(case_id: int, n: int, *, at: datetime, calendar: Calendar) -> None:
    """Record that a published document counts as served, on the last of the thirty days (A-511)."""
    with hold(Case, case_id) as case:
        row = find(case_id, n, Outcome.PUBLISHED)
        if row.deemed_on is None or local_date(at) <= row.deemed_on:
            raise Refused(_("The thirty days have not ended yet."), code="too_early")
        row.outcome, row.served_on = Outcome.SERVED, row.deemed_on
        keep(row, ["outcome", "served_on"])
        publish(*effects(case, row, by="system", at=at, calendar=calendar))
