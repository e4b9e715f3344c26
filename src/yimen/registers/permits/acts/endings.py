"""The four endings of a permit; the procedure before them belongs to aftercare (A-606, K-11)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from yimen.ground.bus.event import Event
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.reads import today_of
from yimen.ground.calendar.rules import SHANGHAI
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.ground.rows import add, keep
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.people import acts as people
from yimen.registers.permits import rules
from yimen.registers.permits.acts.keeping import move
from yimen.registers.permits.events import PermitCancelled, PermitForfeited, PermitRevoked, PermitWithdrawn
from yimen.registers.permits.life import BAR_BASIS, GROUNDS, LIFE, Ending, Ground, State, Terms, may_end
from yimen.registers.permits.models import End, Permit

BAR_REASONS: Final[Mapping[str, people.BarReason]] = {
    Ground.FRAUD: people.BarReason.FRAUD,
    Ground.PROMISE_FALSE: people.BarReason.FALSE_PROMISE,
}
NOON: Final = time(12)
STRIKING: Final[Mapping[str, str]] = {
    State.REVOKED: "strike_off_revoked",
    State.WITHDRAWN: "strike_off_withdrawn",
    State.FORFEITED: "strike_off_forfeited",
}


@dataclass(frozen=True)
class Loss:
    """What the organ owes for the holder's loss, and how that was found."""

    amount_fen: int = 0
    note: str = ""


def terms_of(ending: str, ground: str) -> Terms:
    """Return what the law attaches to a ground of an ending. Raises Refused for one that does not belong to it."""
    terms = GROUNDS.get(Ground(ground)) if ground in Ground.values else None
    if terms is None or terms.ending != ending:
        raise Refused(_("Choose one of the grounds that the law knows."), field="ground", code="unknown")
    return terms


def check_loss(terms: Terms, loss: Loss) -> None:
    """Raise Refused if a loss is owed and not spoken of, or is spoken of where none is owed (art. 8, 69)."""
    if terms.pays and not loss.note.strip():
        words = _("Say how the holder's loss was found and is made good; write so if there is none.")
        raise Refused(words, field="pay_note", code="empty")
    if loss.amount_fen < 0:
        raise Refused(_("An amount cannot be negative."), field="amount", code="order")
    if not terms.pays and loss.amount_fen:
        raise Refused(_("On this ground nothing is owed to the holder."), field="amount", code="unprotected")


def end(  # noqa: PLR0913 which permit, how, why, with what owed, and from when
    permit_id: int,
    ending: str,
    *,
    ground: str,
    reason: str,
    basis: str = "",
    loss: Loss | None = None,
    on: date | None = None,
    by: str,
    at: datetime,
) -> date | None:
    """End a permit in one of the four ways; return from when the holder may apply again, if they are barred.

    `on` is the day on which it takes effect, if that lies back: a decision ends a permit when it is served.

    A permit whose time has run out is not withdrawn or forfeited any more, only revoked or struck off; one that was
    struck off is revoked only for what bars its holder.
    Raises Refused for one that has ended, a ground of another ending, or a loss left open.
    """
    terms, owed = terms_of(ending, ground), loss or Loss()
    if ending == Ending.SUSPEND:
        raise Refused(LIFE.refusal, code="out_of_order")
    check_loss(terms, owed)
    if not (basis.strip() or terms.basis):
        raise Refused(_("Name the law and the article."), field="basis", code="empty")
    if not reason.strip():
        raise Refused(
            _("Write down the reasons; the person concerned will read them."), field="reason", code="empty"
        )
    with hold(Permit, permit_id) as permit:
        day, second = on or today_of(at), permit.struck_off_at is not None or ground == Ground.AFTER_ENDING
        _allow(permit, ending, ground, day)
        until = _bar(permit, ground, day, by=by, at=at)
        row = End(
            permit_id=permit_id,
            n=2 if second else 1,  # an ending and the striking off, whichever came first
            ending=ending,
            ground=ground,
            basis=basis.strip() or terms.basis,
            reason=reason.strip(),
            pays=terms.pays if owed.amount_fen or terms.pays else "",
            amount_fen=owed.amount_fen,
            pay_note=owed.note.strip(),
            barred_until=until,
            by=by,
            at=at if day == today_of(at) else datetime.combine(day, NOON, SHANGHAI),
        )
        add(row)
        if ending == Ending.CANCEL:
            permit.struck_off_at = at
        keep(permit, ["state", "struck_off_at"])
        publish(_event(permit, row, at))
    return until


def is_out_of_reach(valid_until: date | None, ending: str, day: date) -> bool:
    """Say whether a permit has run out, so that it is not withdrawn, forfeited or held back any more."""
    return rules.has_ended(valid_until, day) and ending in {Ending.WITHDRAW, Ending.FORFEIT, Ending.SUSPEND}


def _allow(permit: Permit, ending: str, ground: str, day: date) -> None:
    """Move by the table; what follows 撤销, 撤回 or 吊销 keeps that state and is only struck off."""
    if ground == Ground.AFTER_ENDING:
        if permit.struck_off_at is not None or permit.state not in STRIKING:
            raise Refused(LIFE.refusal, code="out_of_order")
        move(permit, STRIKING[permit.state])
        return
    if permit.state == State.CANCELLED and not may_end(permit.state, ground):
        raise Refused(LIFE.refusal, code="out_of_order")
    move(permit, ending)
    if ground == Ground.NOT_RENEWED and not rules.has_ended(permit.valid_until, day):
        raise Refused(_("The permit has not run out yet."), code="too_early")
    if is_out_of_reach(permit.valid_until, ending, day):
        raise Refused(_("The permit has run out."), code="expired")


def _bar(permit: Permit, ground: str, day: date, *, by: str, at: datetime) -> date | None:
    """Keep the holder from applying again, where safety, health, life or property are concerned (A-607, L-12)."""
    terms = GROUNDS[Ground(ground)]
    if not terms.bar_years or not catalogue.version(permit.version_id).protects:
        return None
    until = rules.free_again(day, terms.bar_years)
    record = people.BarRecord(basis=BAR_BASIS, organ_id=permit.organ_id, about=permit.id)
    reason = BAR_REASONS[ground]
    people.bar(permit.person_id, permit.matter_id, until=until, reason=reason, record=record, by=by, at=at)
    return until


def _event(permit: Permit, row: End, at: datetime) -> Event:
    said: dict[str, Any] = {
        "subject": permit.id,
        "organ": permit.organ_id,
        "by": row.by,
        "at": at,
        "person": permit.person_id,
        "matter": permit.matter_id,
        "basis": row.basis,
    }
    if row.ending == Ending.REVOKE:
        return PermitRevoked(**said, ground=row.ground, barred_until=row.barred_until)
    if row.ending == Ending.WITHDRAW:
        return PermitWithdrawn(**said, ground=row.ground, amount_fen=row.amount_fen)
    if row.ending == Ending.FORFEIT:
        return PermitForfeited(**said)
    return PermitCancelled(**said, ground=row.ground)
