"""Ending a permit as the law wants it: notice, views, hearing, decision by another than the proposer (A-606, K-11)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.affairs.aftercare import rules
from yimen.affairs.aftercare.events import (
    EndingDecided,
    EndingDropped,
    EndingHeard,
    EndingProposed,
    HearingAnswered,
    ViewsStated,
)
from yimen.affairs.aftercare.life import LIFE, Hearing, State
from yimen.affairs.aftercare.models import Proceeding
from yimen.ground import vault
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.reads import today_of
from yimen.ground.calendar.rules import Calendar
from yimen.ground.hold import hold, together
from yimen.ground.life import Refused
from yimen.ground.numbers import new_number
from yimen.ground.rows import add_new, keep
from yimen.registers.permits import acts as permits
from yimen.registers.permits import reads as register
from yimen.registers.permits.acts import GROUNDS, Ending, Ground, Loss
from yimen.registers.permits.reads import PermitSheet
from yimen.registers.permits.reads import State as PermitState

VIEWS: Final = "aftercare.views"
PENALTIES: Final = frozenset({Ending.FORFEIT, Ending.SUSPEND})
BY_ITSELF: Final = frozenset({Ground.NOT_RENEWED, Ground.AFTER_ENDING})
FAULTS: Final[dict[str, str | Promise]] = {
    "two_people": _("Whoever proposed this may not decide it."),
    "hearing": _("The holder asked for a hearing; hold it first."),
    "untold": _("The notice has to be served on the holder first; their time to speak runs from then on."),
    "too_early": _("The holder may still state their views."),
    "unknown": _("Choose why it is dropped."),
    "not_revoking": _("Only a revocation may be dropped in the public interest."),
    "must": _("The law leaves no choice here: what was got by fraud must be revoked."),
}

HEARING_FAULTS: Final[dict[str, str | Promise]] = {
    "ahead": _("This day has not come yet."),
    "too_soon": _("Time and place must be told at least seven working days ahead."),
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
    days: int = 0
    found_with: str = ""


def _need(text: str, field: str) -> str:
    if not text.strip():
        raise Refused(
            _("Write down the reasons; the person concerned will read them."), field=field, code="empty"
        )
    return text.strip()


def move(row: Proceeding, act: str) -> None:
    """Change the state along the table of moves, or raise Refused."""
    row.state = LIFE.after(act, State(row.state))


def envelope_of(row: Proceeding, *, by: str, at: datetime) -> dict[str, Any]:
    """Return what every event about a proceeding says."""
    return {"subject": row.permit_id, "organ": row.organ_id, "by": by, "at": at, "proceeding": row.id}


def _row(permit: PermitSheet, said: Proposal, *, by: str, at: datetime) -> Proceeding:
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
        hold_days=said.days if said.ending == Ending.SUSPEND else 0,
        state=State.PROPOSED,
        proposed_by=by,
        found_with=said.found_with,
        proposed_at=at,
        hearing=Hearing.OFFERED if terms.hearing else Hearing.NONE,
    )


def _check_penalty(permit: PermitSheet, said: Proposal) -> None:
    """Raise Refused for a penalty without the decision and the article it rests on, or a time without an end (A-1208)."""
    if not said.penalty_number.strip():
        raise Refused(_("Give the number of the penalty decision."), field="penalty_number", code="empty")
    if not rules.cites_article(said.basis):
        words = _("Name the law that was broken and the article that allows this penalty.")
        raise Refused(words, field="basis", code="no_article")
    if said.ending != Ending.SUSPEND:
        return
    if permit.state == PermitState.SUSPENDED:
        raise Refused(_("This permit is held back already."), code="held_back")
    if not 1 <= said.days <= rules.MOST_DAYS:
        raise Refused(_("Say for how many days it is held back."), field="days", code="order")


def propose(permit: PermitSheet, said: Proposal, *, by: str, at: datetime) -> int:
    """Propose an ending, with facts and reasons; return its number. Where the holder is to be heard, a notice is made.

    Raises Refused for a permit that ended (one that was given up is still revoked for fraud, art. 79), a ground that
    works by itself, a penalty without the number of its decision or the article it rests on, and while another
    proceeding on the permit is open.
    """
    terms = permits.terms_of(said.ending, said.ground)
    if said.ground in BY_ITSELF:
        raise Refused(_("This follows by itself and is not proposed."), field="ground", code="by_itself")
    if not permits.may_end(permit.state, said.ground):
        raise Refused(_("This permit holds no more."), code="ended")
    if said.ending in PENALTIES:
        _check_penalty(permit, said)
    row = _row(permit, said, by=by, at=at)
    with together():
        add_new(row, lambda: Refused(_("Another proceeding on this permit is open."), code="twice"))
        publish(
            EndingProposed(
                **envelope_of(row, by=by, at=at),
                person=row.person_id,
                ending=row.ending,
                ground=row.ground,
                hearing=terms.hearing,
            )
        )
    return row.id


def has_open(permit_id: int, ground: str, at: datetime) -> bool:
    """Say whether a proceeding on a permit is open, or one on this ground was proposed at this very moment."""
    rows = Proceeding.objects.filter(permit_id=permit_id)
    return rows.filter(
        Q(state__in=[State.PROPOSED, State.DECIDED]) | Q(ground=ground, proposed_at=at)
    ).exists()


def state_views(proceeding_id: int, views: str, *, rested: bool = False, by: str, at: datetime) -> None:
    """Let the holder state their views, or an officer write them down; what comes later is added (art. 7, 36).

    `rested` is for the holder alone: they say expressly that nothing more will come and nobody need wait.
    """
    with hold(Proceeding, proceeding_id) as row:
        move(row, "state_views")
        before = vault.unseal(row.views, context=VIEWS) if row.views else ""
        said = _need(views, "views")
        row.views, row.views_at = vault.seal(f"{before}\n{said}".strip(), context=VIEWS), at
        row.rested_at = at if rested and row.notice_on else row.rested_at
        keep(row, ["views", "views_at", "rested_at"])
        publish(ViewsStated(**envelope_of(row, by=by, at=at), rested=row.rested_at is not None))


def answer_hearing(proceeding_id: int, *, wanted: bool, by: str, at: datetime) -> None:
    """Let the holder ask for the hearing they were offered, or do without (Penalty Law art. 63, 64)."""
    with hold(Proceeding, proceeding_id) as row:
        move(row, "answer_hearing")
        if row.hearing != Hearing.OFFERED:
            raise Refused(_("No hearing is on offer."), code="out_of_order")
        if row.respond_by and today_of(at) > row.respond_by:
            raise Refused(_("The time to ask for a hearing is over."), code="too_late")
        row.hearing = Hearing.ASKED if wanted else Hearing.WAIVED
        keep(row, ["hearing"])
        publish(HearingAnswered(**envelope_of(row, by=by, at=at), wanted=wanted))


@dataclass(frozen=True)
class Held:
    """When a hearing was held, when time and place were told, and what came of it."""

    told_on: date
    on: date
    outcome: str


def record_hearing(proceeding_id: int, held: Held, *, by: str, at: datetime, calendar: Calendar) -> None:
    """Record a hearing and what came of it; only then may be decided.

    Raises Refused for a day that lies ahead, and if time and place were not told seven working days before (A-1206).
    """
    with hold(Proceeding, proceeding_id) as row:
        move(row, "record_hearing")
        if row.hearing != Hearing.ASKED:
            raise Refused(_("No hearing was asked for."), code="out_of_order")
        fault = rules.hearing_fault(held.told_on, held.on, today=today_of(at), calendar=calendar)
        if fault:
            raise Refused(HEARING_FAULTS[fault], field="on" if fault == "ahead" else "told_on", code=fault)
        row.hearing, row.hearing_outcome = Hearing.HELD, _need(held.outcome, "outcome")
        row.hearing_told_on, row.hearing_on = held.told_on, held.on
        keep(row, ["hearing", "hearing_outcome", "hearing_told_on", "hearing_on"])
        publish(EndingHeard(**envelope_of(row, by=by, at=at)))


def decide(
    proceeding_id: int,
    *,
    reason: str,
    loss: Loss | None = None,
    public_harm: bool = False,
    by: str,
    at: datetime,
) -> None:
    """Decide the ending, in writing; it takes effect, and reaches the register, when it is served (A-606).

    Raises Refused for the proposer, before the notice was served and the time to speak ran out, before a hearing
    that was asked for, and for a revocation that would greatly harm the public interest (art. 69).
    """
    with hold(Proceeding, proceeding_id) as row:
        move(row, "decide")
        terms = GROUNDS[Ground(row.ground)]
        fault = rules.decision_fault(
            finders={row.proposed_by, row.found_with},
            decider=by,
            heard=terms.heard,
            rested=row.rested_at is not None,
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
        owed = loss or Loss()
        permits.check_loss(terms, owed)
        _still_holds(row, at)
        row.decided_by, row.decided_at, row.decision = by, at, _need(reason, "reason")
        row.amount_fen, row.pay_note = owed.amount_fen, owed.note.strip()
        keep(row, ["state", "decided_by", "decided_at", "decision", "amount_fen", "pay_note"])
        publish(
            EndingDecided(
                **envelope_of(row, by=by, at=at), person=row.person_id, ending=row.ending, ground=row.ground
            )
        )


def newest(row: Proceeding, at: datetime) -> PermitSheet | None:
    """Return the permit of a proceeding, or what has taken its place since; the proceeding goes on against that."""
    permit = register.permit(row.permit_id, at=at)
    while permit is not None and permit.next_id:
        permit = register.permit(permit.next_id, at=at)
    if permit is not None and permit.id != row.permit_id:
        row.permit_id = permit.id
        keep(row, ["permit_id"])
    return permit


def _still_holds(row: Proceeding, at: datetime) -> None:
    permit = newest(row, at)
    if permit is None or not permits.may_end(permit.state, row.ground):
        raise Refused(_("This permit holds no more."), code="ended")
    if row.ending == Ending.SUSPEND and permit.state == PermitState.SUSPENDED:
        raise Refused(_("This permit is held back already."), code="held_back")
    if permits.is_out_of_reach(permit.valid_until, row.ending, today_of(at)):
        raise Refused(_("The permit has run out."), code="expired")


def drop(proceeding_id: int, *, why: str, reason: str, by: str, at: datetime) -> None:
    """Drop what was proposed, with reasons; what must be revoked is dropped only if unproven or too harmful."""
    with hold(Proceeding, proceeding_id) as row:
        move(row, "drop")
        must = GROUNDS[Ground(row.ground)].must
        if fault := rules.drop_fault(why, must=must, revoking=row.ending == Ending.REVOKE):
            raise Refused(FAULTS[fault], field="why", code=fault)
        row.why_dropped, row.decision = why, _need(reason, "reason")
        keep(row, ["state", "why_dropped", "decision"])
        publish(EndingDropped(**envelope_of(row, by=by, at=at), person=row.person_id, why=why))


def go_on_against(permit_id: int, successor_id: int) -> None:
    """Turn an open proceeding to the permit that took the place of an old one: no renewal or change escapes it (art. 69)."""
    open_ones = Proceeding.objects.filter(permit_id=permit_id, state__in=[State.PROPOSED, State.DECIDED])
    open_ones.update(permit_id=successor_id)
