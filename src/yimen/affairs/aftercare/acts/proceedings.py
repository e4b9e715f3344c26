"""Ending a permit as the law wants it: notice, views, decision by another than the proposer, service (A-606, K-11)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.affairs.aftercare import rules
from yimen.affairs.aftercare.events import (
    EndingDecided,
    EndingDropped,
    EndingHeard,
    EndingProposed,
    EndingServed,
    HearingAnswered,
    ViewsStated,
)
from yimen.affairs.aftercare.life import LIFE, Hearing, State
from yimen.affairs.aftercare.models import Proceeding
from yimen.affairs.cases import acts as cases
from yimen.affairs.cases.acts import DeliveryMethod
from yimen.ground import vault
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.reads import today_of
from yimen.ground.calendar.rules import Calendar
from yimen.ground.hold import hold, together
from yimen.ground.life import Refused
from yimen.ground.numbers import new_number
from yimen.ground.rows import add, add_new, keep
from yimen.registers.people import reads as people
from yimen.registers.permits import acts as permits
from yimen.registers.permits.acts import GROUNDS, Ending, Ground, Loss
from yimen.registers.permits.reads import HOLDS, PermitSheet

VIEWS: Final = "aftercare.views"
BY_ITSELF: Final = frozenset(
    {Ground.NOT_RENEWED, Ground.AFTER_ENDING, Ground.PROMISE_FALSE, Ground.PROMISE_UNMET}
)
FAULTS: Final[dict[str, str | Promise]] = {
    "two_people": _("Whoever proposed this may not decide it."),
    "hearing": _("The holder asked for a hearing; hold it first."),
    "too_early": _("The holder may still state their views."),
    "unknown": _("Choose why it is dropped."),
    "not_revoking": _("Only a revocation may be dropped in the public interest."),
    "must": _("The law leaves no choice here: what was got by fraud must be revoked."),
}


@dataclass(frozen=True)
class Proposal:
    """What an officer proposes: which ending, on which ground, and why."""

    ending: str
    ground: str
    facts: str
    reason: str
    basis: str = ""
    penalty_number: str = ""


def _need(text: str, field: str) -> str:
    if not text.strip():
        raise Refused(
            _("Write down the reasons; the person concerned will read them."), field=field, code="empty"
        )
    return text.strip()


def _move(row: Proceeding, act: str) -> None:
    row.state = LIFE.after(act, State(row.state))


def _envelope(row: Proceeding, *, by: str, at: datetime) -> dict[str, Any]:
    return {"subject": row.permit_id, "organ": row.organ_id, "by": by, "at": at, "proceeding": row.id}


def _row(permit: PermitSheet, said: Proposal, *, respond_by: date, by: str, at: datetime) -> Proceeding:
    terms = permits.terms_of(said.ending, said.ground)
    return Proceeding(
        id=new_number(),
        permit_id=permit.id,
        organ_id=permit.organ_id,
        person_id=permit.person_id,
        ending=said.ending,
        ground=said.ground,
        basis=said.basis.strip() or terms.basis,
        facts=_need(said.facts, "facts"),
        reason=_need(said.reason, "reason"),
        penalty_number=said.penalty_number.strip(),
        state=State.PROPOSED,
        proposed_by=by,
        proposed_at=at,
        respond_by=respond_by,
        hearing=Hearing.OFFERED if terms.hearing else Hearing.NONE,
    )


def propose(permit: PermitSheet, said: Proposal, *, by: str, at: datetime, calendar: Calendar) -> int:
    """Give the holder notice of an intended ending, with facts, reasons and the right to be heard; return its number.

    Raises Refused for a permit that ended, a ground that works by itself, a forfeiture without the number
    of the penalty decision, and while another proceeding on the permit is open.
    """
    terms = permits.terms_of(said.ending, said.ground)
    if said.ground in BY_ITSELF:
        raise Refused(_("This follows by itself and is not proposed."), field="ground", code="by_itself")
    if permit.state not in HOLDS:
        raise Refused(_("This permit holds no more."), code="ended")
    if said.ending == Ending.FORFEIT and not said.penalty_number.strip():
        raise Refused(_("Give the number of the penalty decision."), field="penalty_number", code="empty")
    today = today_of(at)
    until = calendar.working_days_after(today, rules.VIEWS_DAYS).on if terms.heard else today
    row = _row(permit, said, respond_by=until, by=by, at=at)
    with together():
        add_new(row, lambda: Refused(_("Another proceeding on this permit is open."), code="twice"))
        publish(
            EndingProposed(
                **_envelope(row, by=by, at=at),
                person=row.person_id,
                ending=row.ending,
                ground=row.ground,
                respond_by=until,
                hearing=terms.hearing,
            )
        )
    return row.id


def state_views(proceeding_id: int, views: str, *, by: str, at: datetime) -> None:
    """Let the holder state their views, or an officer write them down; what comes later is added (art. 7, 36)."""
    with hold(Proceeding, proceeding_id) as row:
        _move(row, "state_views")
        before = vault.unseal(row.views, context=VIEWS) if row.views else ""
        said = _need(views, "views")
        row.views, row.views_at = vault.seal(f"{before}\n{said}".strip(), context=VIEWS), at
        keep(row, ["views", "views_at"])
        publish(ViewsStated(**_envelope(row, by=by, at=at)))


def answer_hearing(proceeding_id: int, *, wanted: bool, by: str, at: datetime) -> None:
    """Let the holder ask for the hearing they were offered, or do without (Penalty Law art. 63, 64)."""
    with hold(Proceeding, proceeding_id) as row:
        _move(row, "answer_hearing")
        if row.hearing != Hearing.OFFERED:
            raise Refused(_("No hearing is on offer."), code="out_of_order")
        if today_of(at) > row.respond_by:
            raise Refused(_("The time to ask for a hearing is over."), code="too_late")
        row.hearing = Hearing.ASKED if wanted else Hearing.WAIVED
        keep(row, ["hearing"])
        publish(HearingAnswered(**_envelope(row, by=by, at=at), wanted=wanted))


def record_hearing(proceeding_id: int, *, outcome: str, by: str, at: datetime) -> None:
    """Record what came of the hearing; only then may be decided."""
    with hold(Proceeding, proceeding_id) as row:
        _move(row, "record_hearing")
        if row.hearing != Hearing.ASKED:
            raise Refused(_("No hearing was asked for."), code="out_of_order")
        row.hearing, row.hearing_outcome = Hearing.HELD, _need(outcome, "outcome")
        keep(row, ["hearing", "hearing_outcome"])
        publish(EndingHeard(**_envelope(row, by=by, at=at)))


def decide(
    proceeding_id: int,
    *,
    reason: str,
    loss: Loss | None = None,
    public_harm: bool = False,
    by: str,
    at: datetime,
) -> None:
    """Decide the ending; the register follows in the same transaction (A-606, A-609).

    Raises Refused for the proposer, before the holder could speak, before a hearing that was asked for, and
    for a revocation that would greatly harm the public interest (art. 69).
    """
    with hold(Proceeding, proceeding_id) as row:
        _move(row, "decide")
        terms = GROUNDS[Ground(row.ground)]
        fault = rules.decision_fault(
            proposer=row.proposed_by,
            decider=by,
            heard=terms.heard,
            spoke=row.views_at is not None,
            hearing=row.hearing,
            today=today_of(at),
            until=row.respond_by,
        )
        if fault:
            raise Refused(FAULTS[fault], code=fault)
        if public_harm and row.ending == Ending.REVOKE:
            raise Refused(
                _("What would greatly harm the public interest may not be revoked; drop it."),
                field="public_harm",
                code="must_not",
            )
        _carry_out(row, reason=_need(reason, "reason"), loss=loss, by=by, at=at)


def _carry_out(row: Proceeding, *, reason: str, loss: Loss | None, by: str, at: datetime) -> None:
    basis = f"{row.basis}（{row.penalty_number}）" if row.penalty_number else row.basis
    permits.end(
        row.permit_id, row.ending, ground=row.ground, reason=reason, basis=basis, loss=loss, by=by, at=at
    )
    cases.free_place_of(row.permit_id, at=at)
    row.decided_by, row.decided_at, row.decision = by, at, reason
    keep(row, ["state", "decided_by", "decided_at", "decision"])
    publish(
        EndingDecided(
            **_envelope(row, by=by, at=at), person=row.person_id, ending=row.ending, ground=row.ground
        )
    )


def drop(proceeding_id: int, *, why: str, reason: str, by: str, at: datetime) -> None:
    """Drop what was proposed, with reasons; what must be revoked is dropped only if unproven or too harmful."""
    with hold(Proceeding, proceeding_id) as row:
        _move(row, "drop")
        must = GROUNDS[Ground(row.ground)].must
        if fault := rules.drop_fault(why, must=must, revoking=row.ending == Ending.REVOKE):
            raise Refused(FAULTS[fault], field="why", code=fault)
        row.why_dropped, row.decision = why, _need(reason, "reason")
        keep(row, ["state", "why_dropped", "decision"])
        publish(EndingDropped(**_envelope(row, by=by, at=at), person=row.person_id, why=why))


def go_on_against(permit_id: int, successor_id: int) -> None:
    """Turn an open proceeding to the permit that took the place of an old one: no renewal or change escapes it (art. 69)."""
    Proceeding.objects.filter(permit_id=permit_id, state=State.PROPOSED).update(permit_id=successor_id)


def serve(proceeding_id: int, *, method: str, proof: str = "", by: str, at: datetime) -> None:
    """Record how the decision reached the holder (A-511)."""
    with hold(Proceeding, proceeding_id) as row:
        _move(row, "serve")
        if method not in DeliveryMethod.values:
            raise Refused(_("Choose how the decision was served."), field="method", code="unknown")
        if method == DeliveryMethod.ELECTRONIC and not people.consents_to_electronic_service(row.person_id):
            raise Refused(
                _("The person has not agreed to electronic service."), field="method", code="no_consent"
            )
        if method != DeliveryMethod.ELECTRONIC and not proof.strip():
            raise Refused(_("Record the proof of service."), field="proof", code="empty")
        row.served_at, row.service_method, row.service_proof = at, method, proof.strip()
        keep(row, ["state", "served_at", "service_method", "service_proof"])
        publish(EndingServed(**_envelope(row, by=by, at=at), method=method, proof=row.service_proof))


def revoke_at_once(permit: PermitSheet, said: Proposal, *, by: str, at: datetime) -> int:
    """Revoke without notice what the holder was told would be revoked: after a promise that was broken (A-910).

    The proceeding is kept like any other, proposed by the system and decided by whoever found the breach.
    """
    with together():
        row = _row(permit, said, respond_by=today_of(at), by="system:commitment", at=at)
        row.hearing = Hearing.NONE
        _move(row, "decide")  # before it is added: another proceeding may be open, which this one overtakes
        add(row)
        _carry_out(row, reason=row.reason, loss=None, by=by, at=at)
    return row.id
