"""Service of documents in every lawful way, attempt by attempt (A-511; Civil Procedure Law 87-95 by analogy)."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases.acts import stopping
from yimen.affairs.cases.acts.common import check_move, envelope_of, local_date, move
from yimen.affairs.cases.acts.serving import Serving, check_attempt, check_document, check_end
from yimen.affairs.cases.acts.telling import begin_answer
from yimen.affairs.cases.beside import Service
from yimen.affairs.cases.events import (
    CaseDelivered,
    NoticeServed,
    PaperCopyAsked,
    PaperCopyGiven,
    ReceiptOfServiceConfirmed,
    ServiceTried,
)
from yimen.affairs.cases.life import LIFE, DeliveryMethod, Outcome, State
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.rules import SHANGHAI
from yimen.ground.bus.event import Event
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import Calendar
from yimen.ground.files.acts import attach as keep_files
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.ground.rows import add, keep
from yimen.means.documents.reads import Kind, documents_of

DECISIONS: Final = frozenset({Kind.GRANT.value, Kind.REFUSAL.value})


def decision_document(case: Case) -> str:
    """Return which document the decision of a case is."""
    return Kind.REFUSAL.value if case.state == State.REFUSED else Kind.GRANT.value


def _check_made(case: Case, one: Serving) -> None:
    """Raise Refused for a decision that is to reach somebody electronically before it was made."""
    if one.way == DeliveryMethod.ELECTRONIC and one.document in DECISIONS and not _lies_there(case, one):
        words = _("The document is still being made; it reaches nobody electronically before.")
        raise Refused(words, field="method", code="unmade")


def _lies_there(case: Case, one: Serving) -> bool:
    """Say whether a document was made by the day of its service, so that it lay in the person's space."""
    made = [each for each in documents_of(case.id) if each.kind == one.document and each.ready]
    return any(one.on is None or local_date(each.issued_at) <= one.on for each in made)


def serve(case_id: int, one: Serving, *, by: str, at: datetime, calendar: Calendar) -> int:
    """Write down one attempt to serve a document; return its number.

    Served, the decision is delivered and a notice takes effect from that day: a special procedure, an extension,
    the time to supply what is missing. Electronic service needs the stored consent; the day is that on which it reached the person's
    space here. Raises Refused for a way, a proof or a day that does not hold.
    """
    with hold(Case, case_id) as case:
        if case.state == State.DRAFT:
            raise Refused(LIFE.refusal, code="out_of_order")
        check_document(one.document)
        day = check_attempt(one, person_id=case.person_id, since=case.received_at, at=at)
        _check_made(case, one)
        row = _row(case, one, day, by, at)
        if one.files:
            keep_files(list(one.files), f"case:{case_id}", by=by)
        add(row)
        publish(*effects(case, row, by=by, at=at, calendar=calendar))
    return row.n


def _row(case: Case, one: Serving, day: date, by: str, at: datetime) -> Service:
    served = one.outcome == Outcome.SERVED
    here = one.way == DeliveryMethod.ELECTRONIC
    return Service(
        case_id=case.id,
        document=one.document,
        document_id=one.document_id,
        way=one.way,
        outcome=one.outcome,
        address=one.address.strip() or (f"{settings.PUBLIC_URL}/my/cases/{case.id}/" if here else ""),
        on=day,
        served_on=day if served else None,
        receiver=one.receiver.strip(),
        witnesses=one.witnesses.strip(),
        number=one.number.strip(),
        proof=one.proof.strip(),
        reason=one.reason.strip(),
        files=list(one.files),
        by=by,
        at=at,
    )


def effects(case: Case, row: Service, *, by: str, at: datetime, calendar: Calendar | None) -> list[Event]:
    """Let a served document do what it does; return what is to be said."""
    envelope = envelope_of(case, by, at)
    if row.outcome == Outcome.SENT and row.document == Kind.EXTENSION:
        stopping.extension_told(case, row.on, at=at)
    if row.outcome != Outcome.SERVED or row.served_on is None:
        tried: dict[str, Any] = {"document": row.document, "method": row.way, "outcome": row.outcome}
        return [ServiceTried(**envelope, **tried, reason=row.reason)]
    if row.document in DECISIONS:
        return [_delivered(case, row, by=by, at=at)]
    served = NoticeServed(**envelope, document=row.document, method=row.way, served_on=row.served_on)
    return [served, *_begin(case, row, row.served_on, by=by, at=at, calendar=calendar)]


def _begin(
    case: Case, row: Service, served: date, *, by: str, at: datetime, calendar: Calendar | None
) -> list[Event]:
    """Let begin what runs from the service of a notice; return what is to be said of it."""
    if row.document == Kind.EXTENSION:
        stopping.extension_told(case, served, at=at)
    if row.document == Kind.SUPPLEMENT and calendar is not None:
        begin_answer(case, served, calendar)
    if row.document == Kind.SPECIAL and calendar is not None:
        return stopping.notice_served(case, served, by=by, at=at, calendar=calendar)
    if row.document == Kind.HEARING_NOTICE and stopping.untold_hearing(case.id):
        twin = _twin(row)
        if twin is not None:
            add(twin)
            return effects(case, twin, by=by, at=at, calendar=calendar)
    return []


def _twin(row: Service) -> Service | None:
    """Return the service of the time that a hearing needs, told with its notice in the same way and moment (A-706).

    Where the notice itself lies in the person's space, so must this one, under its own number; None while it is
    still being made, for it is served when it lies there.
    """
    same = ("case_id", "way", "outcome", "address", "on", "served_on", "deemed_on", "receiver", "witnesses")
    words = {name: getattr(row, name) for name in (*same, "number", "proof", "reason", "files", "by", "at")}
    if row.document_id is None:
        return Service(document=Kind.SPECIAL, **words)
    made = [one for one in documents_of(row.case_id) if one.kind == Kind.SPECIAL]
    if not made or not made[-1].ready:
        return None
    own = {"proof": made[-1].number, "document_id": made[-1].id}
    return Service(document=Kind.SPECIAL, **{**words, **own})


def _delivered(case: Case, row: Service, *, by: str, at: datetime) -> CaseDelivered:
    if row.document != decision_document(case):
        raise Refused(LIFE.refusal, code="out_of_order")
    move(case, "deliver")
    if row.served_on is not None and row.served_on < local_date(case.decided_at):
        raise Refused(_("The day lies before the decision."), field="on", code="early")
    same_day = row.served_on in {None, local_date(at)}
    moment = at if same_day else datetime.combine(row.served_on or at, time(12), SHANGHAI)
    case.delivered_at, case.delivery_method, case.waiting_role = moment, row.way, ""
    case.delivery_proof = (row.proof or row.number or row.receiver)[:200]
    keep(case, ["state", "delivered_at", "delivery_method", "delivery_proof", "waiting_role"])
    return CaseDelivered(
        subject=case.id,
        organ=case.organ_id,
        by=by,
        at=at,
        person=case.person_id,
        method=row.way,
        delivered_at=moment,
    )


def deliver(
    case_id: int,
    *,
    method: str,
    proof: str = "",
    witnesses: str = "",
    files: Sequence[int] = (),
    by: str,
    at: datetime,
) -> int:
    """Serve the decision, recording how, when and with what proof (A-404, A-511); return the number of the service.

    What is posted is on its way and delivers nothing until the day of its receipt is recorded (`conclude_service`).
    """
    with hold(Case, case_id) as case:
        check_move(case, "deliver")
        posted = method == DeliveryMethod.POST
        one = Serving(
            decision_document(case),
            method,
            outcome=Outcome.SENT if posted else Outcome.SERVED,
            proof=proof,
            number=proof[:60] if posted else "",
            witnesses=witnesses,
            files=files,
        )
        day = check_attempt(one, person_id=case.person_id, since=case.received_at, at=at)
        _check_made(case, one)
        if one.files:
            keep_files(list(one.files), f"case:{case_id}", by=by)
        row = _row(case, one, day, by, at)
        add(row)
        publish(*effects(case, row, by=by, at=at, calendar=None))
    return row.n


def find(case_id: int, n: int, *outcomes: Outcome) -> Service:
    """Return one service of a case. Raises Refused unless there is one whose outcome is among these."""
    row = Service.objects.filter(case_id=case_id, n=n).first()
    if row is None:
        raise Refused(_("There is no such service."), field="service", code="unknown")
    if row.outcome not in outcomes:
        raise Refused(
            _("This service has ended, or is of another kind."), field="service", code="out_of_order"
        )
    return row


def conclude_service(
    case_id: int,
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
    with hold(Case, case_id) as case:
        row = find(case_id, n, Outcome.SENT)
        day = check_end(row.on, outcome, on=on, note=note, at=at)
        served = outcome == Outcome.SERVED
        row.outcome, row.served_on = outcome, day if served else None
        row.reason = row.reason if served else note.strip()
        row.proof = (served and note.strip()) or row.proof
        keep(row, ["outcome", "reason", "served_on", "proof"])
        publish(*effects(case, row, by=by, at=at, calendar=calendar))


def ask_paper_copy(case_id: int, n: int, *, by: str, at: datetime) -> None:
    """Ask for a document on paper that came electronically; it may not be refused (A-511)."""
    with hold(Case, case_id) as case:
        row = find(case_id, n, Outcome.SERVED)
        if row.way != DeliveryMethod.ELECTRONIC:
            raise Refused(_("This came on paper."), field="service", code="on_paper")
        if row.paper_asked_at is not None:
            raise Refused(_("The paper copy is on its way."), field="service", code="twice")
        row.paper_asked_at = at
        keep(row, ["paper_asked_at"])
        envelope = envelope_of(case, by, at)
        publish(PaperCopyAsked(**envelope, document=row.document))


def give_paper_copy(case_id: int, n: int, *, by: str, at: datetime) -> None:
    """Write down that the paper copy was handed over or posted."""
    with hold(Case, case_id) as case:
        row = find(case_id, n, Outcome.SERVED)
        if row.paper_asked_at is None or row.paper_given_at is not None:
            raise Refused(_("No paper copy is waiting."), field="service", code="out_of_order")
        row.paper_given_at = at
        keep(row, ["paper_given_at"])
        envelope = envelope_of(case, by, at)
        publish(PaperCopyGiven(**envelope, document=row.document))


def confirm_service(case_id: int, n: int, *, by: str, at: datetime) -> None:
    """Let the person confirm having received a document; a missing confirmation changes nothing in law."""
    with hold(Case, case_id) as case:
        row = find(case_id, n, Outcome.SERVED)
        if row.confirmed_at is not None:
            raise Refused(_("You have confirmed this before."), field="service", code="twice")
        row.confirmed_at = at
        keep(row, ["confirmed_at"])
        envelope = envelope_of(case, by, at)
        publish(ReceiptOfServiceConfirmed(**envelope, document=row.document))
