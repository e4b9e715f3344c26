"""How the notice and the decision of a proceeding reach the holder; only then do they take effect (A-511, A-606)."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yimen.affairs.aftercare import paperwork, rules
from yimen.affairs.aftercare.acts.proceedings import envelope_of, move, newest
from yimen.affairs.aftercare.events import EndingServed, EndingServiceTried, NoticeOfEndingServed
from yimen.affairs.aftercare.life import LIFE, State
from yimen.affairs.aftercare.models import Proceeding, Service
from yimen.affairs.cases import acts as cases
from yimen.affairs.cases.acts import DeliveryMethod, Outcome, Serving
from yimen.ground.bus.event import Event
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.reads import today_of
from yimen.ground.calendar.rules import SHANGHAI, Calendar
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.ground.rows import add, keep
from yimen.means.documents import reads as documents
from yimen.registers.people import reads as people
from yimen.registers.permits import acts as permits
from yimen.registers.permits import reads as register
from yimen.registers.permits.acts import GROUNDS, Ending, Ground, HeldBack, Loss
from yimen.registers.permits.reads import State as PermitState

NOON: Final = time(12)


def _due(row: Proceeding) -> str:
    """Return which document is to be served now. Raises Refused if none is."""
    if row.state == State.DECIDED:
        return paperwork.DECISIONS[row.ending]
    if row.state != State.PROPOSED or not GROUNDS[Ground(row.ground)].heard:
        raise Refused(LIFE.refusal, code="out_of_order")
    if row.notice_on is not None:
        raise Refused(_("The notice was served before."), code="twice")
    return paperwork.NOTICE


def _made_at(row: Proceeding) -> datetime:
    """Return when the document that is due was ordered."""
    return row.decided_at if row.state == State.DECIDED and row.decided_at else row.proposed_at


def _lies_there(row: Proceeding, one: Serving, day: date) -> None:
    """Raise Refused for electronic service of a document that did not lie in the holder's space by that day."""
    if one.way != DeliveryMethod.ELECTRONIC or one.outcome != Outcome.SERVED:
        return
    permit = register.permit(row.permit_id, at=row.proposed_at)
    about = [number for number in (row.permit_id, permit.previous_id if permit else None) if number]
    made = (
        paper.issued_at
        for number in about
        for paper in documents.documents_of(number)
        if paper.kind == one.document and paper.ready and paper.ordered_at >= _made_at(row)
    )
    if not any(issued and today_of(issued) <= day for issued in made):
        raise Refused(_("The document is still being made."), field="method", code="not_made")


def serve(proceeding_id: int, one: Serving, *, by: str, at: datetime, calendar: Calendar) -> int:
    """Write down one attempt to serve the notice, or the decision; return its number (A-511).

    Served, the notice begins the holder's time to speak, and the decision takes effect. Raises Refused for another
    document than the one that is due, and for a way, a proof or a day that does not hold.
    """
    with hold(Proceeding, proceeding_id) as row:
        if one.document != _due(row):
            raise Refused(LIFE.refusal, code="out_of_order")
        day = cases.check_attempt(one, person_id=row.person_id, since=_made_at(row), at=at)
        _lies_there(row, one, day)
        served = one.outcome == Outcome.SERVED
        said = ("document", "way", "outcome", "address", "receiver", "witnesses", "number", "proof", "reason")
        words = {name: str(getattr(one, name)).strip() for name in said}
        tried = Service(
            proceeding_id=row.id, on=day, served_on=day if served else None, by=by, at=at, **words
        )
        add(tried)
        publish(*_effects(row, tried, by=by, at=at, calendar=calendar))
    return tried.n


def _effects(row: Proceeding, tried: Service, *, by: str, at: datetime, calendar: Calendar) -> list[Event]:
    said: dict[str, Any] = {**envelope_of(row, by=by, at=at), "method": tried.way}
    if tried.served_on is None:
        said |= {"document": tried.document, "outcome": tried.outcome, "deemed_on": tried.deemed_on}
        return [EndingServiceTried(**said)]
    said["served_on"] = tried.served_on
    if row.state == State.PROPOSED:
        move(row, "serve_notice")
        row.notice_on = tried.served_on
        row.respond_by = calendar.working_days_after(tried.served_on, rules.VIEWS_DAYS).on
        keep(row, ["notice_on", "respond_by"])
        return [NoticeOfEndingServed(**said, respond_by=row.respond_by)]
    move(row, "serve")
    row.served_at = _moment(tried.served_on, at)
    row.service_method, row.service_proof = tried.way, (tried.proof or tried.number or tried.receiver)[:200]
    keep(row, ["state", "served_at", "service_method", "service_proof"])
    _take_effect(row, tried.served_on, at=at)
    return [EndingServed(**said, proof=row.service_proof)]


def _moment(day: date, at: datetime) -> datetime:
    return at if day == today_of(at) else datetime.combine(day, NOON, SHANGHAI)


def _take_effect(row: Proceeding, day: date, *, at: datetime) -> None:
    """Let the register follow, in the same transaction (A-609); what has ended or run out meanwhile stays as it is."""
    permit = newest(row, at)
    if permit is None or not permits.may_end(permit.state, row.ground):
        return
    if permits.is_out_of_reach(permit.valid_until, row.ending, day):
        return
    basis = f"{row.basis}（{row.penalty_number}）" if row.penalty_number else row.basis
    if row.ending == Ending.SUSPEND:
        if permit.state == PermitState.VALID:
            held = HeldBack(row.decision, basis, on=day, until=day + timedelta(days=row.hold_days))
            permits.suspend(row.permit_id, held, by=row.decided_by, at=at)
        return
    permits.end(
        row.permit_id,
        row.ending,
        ground=row.ground,
        reason=row.decision,
        basis=basis,
        loss=Loss(row.amount_fen, row.pay_note),
        on=day,
        by=row.decided_by,
        at=at,
    )
    if permit.struck_off_at is None:  # otherwise its place was given back then
        cases.free_place_of(row.permit_id, at=at)


def _find(row: Proceeding, n: int, *outcomes: Outcome) -> Service:
    tried = Service.objects.filter(proceeding_id=row.id, n=n, document=_due(row)).first()
    if tried is None or tried.outcome not in outcomes:
        raise Refused(
            _("This service has ended, or is of another kind."), field="service", code="out_of_order"
        )
    return tried


def conclude_service(
    proceeding_id: int,
    n: int,
    *,
    outcome: str,
    on: date | None = None,
    note: str = "",
    by: str,
    at: datetime,
    calendar: Calendar,
) -> None:
    """Write down what became of something that was on its way: received on a day, or come back (A-511)."""
    with hold(Proceeding, proceeding_id) as row:
        tried = _find(row, n, Outcome.SENT)
        day = cases.check_end(tried.on, outcome, on=on, note=note, at=at)
        served = outcome == Outcome.SERVED
        tried.outcome, tried.served_on = outcome, day if served else None
        tried.proof = (served and note.strip()) or tried.proof
        tried.reason = tried.reason if served else note.strip()
        keep(tried, ["outcome", "served_on", "proof", "reason"])
        publish(*_effects(row, tried, by=by, at=at, calendar=calendar))


def publish_service(proceeding_id: int, *, reason: str, by: str, at: datetime, calendar: Calendar) -> int:
    """Publish what could not be served otherwise; it counts as served when thirty days are over (A-511).

    Raises Refused unless handing over and posting failed for this document, and while one is on its way.
    """
    with hold(Proceeding, proceeding_id) as row:
        document, today = _due(row), today_of(at)
        rows = Service.objects.filter(proceeding_id=row.id, document=document)
        tried = list(rows.values_list("way", "outcome"))
        if any(outcome == Outcome.PUBLISHED for _way, outcome in tried):
            raise Refused(_("This document was served or published before."), code="twice")
        agreed = people.consents_to_electronic_service(row.person_id)
        cases.check_tried(tried, agreed=agreed, missing_proof="", field="reason")
        if not reason.strip():
            raise Refused(_("Say why it could not be served."), field="reason", code="empty")
        notice = Service(
            proceeding_id=row.id,
            document=document,
            way=DeliveryMethod.NOTICE,
            outcome=Outcome.PUBLISHED,
            on=today,
            deemed_on=cases.published_until(today, calendar),
            reason=reason.strip(),
            proof=f"{settings.PUBLIC_URL}/notices/",
            by=by,
            at=at,
        )
        add(notice)
        publish(*_effects(row, notice, by=by, at=at, calendar=calendar))
    return notice.n


def deem_served(proceeding_id: int, n: int, *, at: datetime, calendar: Calendar) -> None:
    """Record that a published document counts as served, on the last of the thirty days (A-511)."""
    with hold(Proceeding, proceeding_id) as row:
        notice = _find(row, n, Outcome.PUBLISHED)
        if notice.deemed_on is None or today_of(at) <= notice.deemed_on:
            raise Refused(_("The thirty days have not ended yet."), code="too_early")
        notice.outcome, notice.served_on = Outcome.SERVED, notice.deemed_on
        keep(notice, ["outcome", "served_on"])
        publish(*_effects(row, notice, by="system", at=at, calendar=calendar))
