"""The register follows the decision: a permit is entered, renewed, changed, held back; all inside the act that decides (A-609)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from yimen.ground import vault
from yimen.ground.bus.event import Event
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.reads import today_of
from yimen.ground.hold import hold, together
from yimen.ground.life import Refused
from yimen.ground.numbers import new_number
from yimen.ground.rows import add, keep, lock
from yimen.registers.catalogue.reads import MatterSheet
from yimen.registers.permits import rules
from yimen.registers.permits.events import (
    PermitChanged,
    PermitDeemedRenewed,
    PermitIssued,
    PermitReminded,
    PermitRenewed,
    PermitResumed,
    PermitSuspended,
)
from yimen.registers.permits.life import LIFE, State
from yimen.registers.permits.models import Permit

HOLDER, SCOPE = "permits.holder", "permits.scope"


@dataclass(frozen=True)
class Granted:
    """What a decision puts into the register: for whom, of which matter, with which contents, in whose name (H-411)."""

    case_id: int
    matter: MatterSheet
    person_id: int
    holder: Mapping[str, Any]
    scope: Sequence[Mapping[str, Any]]
    conditions: str = ""
    in_name_of: str = ""


def move(permit: Permit, act: str) -> None:
    """Change the state along the table of moves, or raise Refused."""
    permit.state = LIFE.after(act, State(permit.state))


def _row(granted: Granted, *, at: datetime, term: tuple[date, date | None], **more: Any) -> Permit:  # noqa: ANN401 columns
    matter, today = granted.matter, today_of(at)
    return Permit(
        id=new_number(),
        kind=matter.permit.kind,
        matter_id=matter.matter_id,
        version_id=matter.version_id,
        title=matter.permit.title,
        organ_id=matter.organ_id,
        organ_name=granted.in_name_of or matter.organ_name,
        person_id=granted.person_id,
        holder=vault.seal_json(granted.holder, context=HOLDER),
        holder_index=vault.blind_index(str(granted.holder["name"]), context=HOLDER),
        scope=vault.seal_json(list(granted.scope), context=SCOPE),
        conditions=granted.conditions,
        case_id=granted.case_id,
        granted_at=at,
        valid_from=max(today, term[0]),
        term_from=term[0],
        valid_until=term[1],
        state=LIFE.moves["issue"][1],
        **more,
    )


def _envelope(permit: Permit, *, by: str, at: datetime) -> dict[str, Any]:
    return {
        "subject": permit.id,
        "organ": permit.organ_id,
        "by": by,
        "at": at,
        "case": permit.case_id,
        "person": permit.person_id,
        "matter": permit.matter_id,
        "valid_until": permit.valid_until,
    }


def issue(granted: Granted, *, by: str, at: datetime) -> int:
    """Enter a permit in the register for the term of its matter; return its number (A-502, A-609).

    To be called inside the transaction of the decision.
    """
    today, terms = today_of(at), granted.matter.permit
    permit = _row(granted, at=at, term=(today, rules.term_end(today, terms.amount, terms.unit)))
    add(permit)
    publish(PermitIssued(**_envelope(permit, by=by, at=at)))
    return permit.id


def _follow(old: Permit, new: Permit, how: str, event: Event) -> int:
    """Let a permit follow another: both rows and what is said of it."""
    old.next_id, old.next_by = new.id, how
    keep(old, ["state", "next_id", "next_by"])
    add(new)
    publish(event)
    return new.id


def renew(permit_id: int, granted: Granted, *, late: bool, by: str, at: datetime) -> int:
    """Grant a new term, which follows the old one (A-602, L-09); return the number of the new permit.

    What is held back stays held back under its new term. To be called inside the transaction of the decision.
    Raises Refused for a permit that no longer stands.
    """
    old, terms = lock(Permit, permit_id), granted.matter.permit
    held_back = old.state == State.SUSPENDED
    move(old, "renew")
    term = rules.renewed_term(old.valid_until, terms.amount, terms.unit, on=today_of(at))
    new = _row(granted, at=at, term=term, previous_id=old.id)
    if held_back:
        move(new, "suspend")
        new.suspended_until = old.suspended_until
    said = PermitRenewed(**_envelope(new, by=by, at=at), previous=old.id, late=late)
    return _follow(old, new, "renewal", said)


def deem_renewed(permit_id: int, granted: Granted, *, at: datetime) -> tuple[int, date | None]:
    """Record that silence renewed a permit for the term of its matter (A-605, L-10); return number and last day.

    To be called inside the transaction of the case. Raises Refused before 24:00 of the last day.
    """
    old, terms = lock(Permit, permit_id), granted.matter.permit
    held_back = old.state == State.SUSPENDED
    move(old, "deem_renewed")
    if not rules.has_ended(old.valid_until, today_of(at)) or old.valid_until is None:
        raise Refused(_("The permit has not ended yet; the organ may still decide."), code="too_early")
    first = old.valid_until + rules.DAY
    last = rules.term_end(old.valid_until, terms.amount, terms.unit)
    new = _row(granted, at=at, term=(first, last), previous_id=old.id, deemed=True)
    new.valid_from = first
    if held_back:
        move(new, "suspend")
        new.suspended_until = old.suspended_until
    said = PermitDeemedRenewed(**_envelope(new, by="system", at=at), previous=old.id)
    return _follow(old, new, "renewal", said), last


def change(permit_id: int, granted: Granted, *, by: str, at: datetime) -> int:
    """Put other contents into a permit; its end stays (A-601). Return the number of the new one.

    A term that has not begun begins with the change: what was changed holds from the decision on.

    To be called inside the transaction of the decision. Raises Refused for one that ended or ran out.
    """
    old = lock(Permit, permit_id)
    move(old, "change")
    _still_runs(old, at)
    term = min(old.term_from, today_of(at)), old.valid_until
    new = _row(granted, at=at, term=term, previous_id=old.id)
    said = PermitChanged(**_envelope(new, by=by, at=at), previous=old.id)
    return _follow(old, new, "change", said)


def _still_runs(permit: Permit, at: datetime) -> None:
    if rules.has_ended(permit.valid_until, today_of(at)):
        raise Refused(_("The permit has run out."), code="expired")


@dataclass(frozen=True)
class Asked:
    """The permit an application is about: its last day, and whether its renewal was asked for too late."""

    valid_until: date | None
    late: bool = False


@dataclass(frozen=True)
class Application:
    """An application on a permit: by whom, for which matter as it is now, and whether a renewal is wanted."""

    case_id: int
    person_id: int
    matter: MatterSheet
    renewal: bool = False


def ask_about(permit_id: int, asked: Application, *, busy: Callable[[int], bool], at: datetime) -> Asked:
    """Note that an application on a permit was handed in; one at a time (A-601, A-602, A-604).

    `busy` says whether an earlier application is still open. To be called inside the transaction of the
    application. Raises Refused for another's permit, another matter's or organ's, one that ended or ran out.
    """
    permit = _permit(permit_id)
    if permit.person_id != asked.person_id:
        raise Refused(_("Only the holder of a permit may apply on it."), code="not_holder")
    if (permit.matter_id, permit.organ_id) != (asked.matter.matter_id, asked.matter.organ_id):
        raise Refused(_("This is asked of the organ that granted the permit."), code="another_matter")
    if permit.state not in {State.VALID, State.SUSPENDED}:
        raise Refused(_("This permit holds no more."), code="ended")
    _still_runs(permit, at)
    if permit.open_case_id not in {None, asked.case_id} and busy(permit.open_case_id or 0):
        raise Refused(_("An application on this permit is under way."), code="twice")
    late = _is_late(permit, asked.matter.permit.renewal_days, at) if asked.renewal else False
    permit.open_case_id = asked.case_id
    keep(permit, ["open_case_id"])
    return Asked(permit.valid_until, late)


def _permit(permit_id: int) -> Permit:
    """Return the locked row. Raises Refused for a number that is no permit."""
    try:
        return lock(Permit, permit_id)
    except Permit.DoesNotExist as error:
        raise Refused(_("There is no such permit."), code="unknown") from error


def _is_late(permit: Permit, days: int, at: datetime) -> bool:
    if permit.valid_until is None:
        raise Refused(_("A permit without an end cannot be renewed."), code="endless")
    return rules.is_late_renewal(today_of(at), permit.valid_until, days)


@dataclass(frozen=True)
class HeldBack:
    """Why a permit is held back, on what basis, from which day, and until when."""

    reason: str
    basis: str
    on: date
    until: date


def suspend(permit_id: int, held: HeldBack, *, by: str, at: datetime) -> None:
    """Hold a permit back until a day; the decision on that belongs to aftercare (A-609)."""
    for value, field in ((held.reason, "reason"), (held.basis, "basis")):
        if not value.strip():
            raise Refused(
                _("Write down the reasons and the basis; the holder will read them."),
                field=field,
                code="empty",
            )
    if held.until <= held.on:
        raise Refused(_("The end has to lie ahead."), field="until", code="order")
    with hold(Permit, permit_id) as permit:
        move(permit, "suspend")
        if rules.has_ended(permit.valid_until, held.on):
            raise Refused(_("The permit has run out."), code="expired")
        permit.suspended_until = held.until
        keep(permit, ["state", "suspended_until"])
        said: dict[str, Any] = {
            "reason": held.reason.strip(),
            "basis": held.basis.strip(),
            "until": held.until,
        }
        envelope: dict[str, Any] = {"subject": permit.id, "organ": permit.organ_id, "by": by, "at": at}
        publish(PermitSuspended(**envelope, person=permit.person_id, **said))


def resume(permit_id: int, *, reason: str = "", by: str, at: datetime) -> None:
    """Let a permit that was held back hold again: by itself when its time is over, before that for a reason."""
    with hold(Permit, permit_id) as permit:
        move(permit, "resume")
        _still_runs(permit, at)
        over = permit.suspended_until is not None and today_of(at) > permit.suspended_until
        if not over and not reason.strip():
            raise Refused(
                _("Write down the reasons; the person concerned will read them."),
                field="reason",
                code="empty",
            )
        permit.suspended_until = None
        keep(permit, ["state", "suspended_until"])
        envelope: dict[str, Any] = {"subject": permit.id, "organ": permit.organ_id, "by": by, "at": at}
        publish(PermitResumed(**envelope, person=permit.person_id, reason=reason.strip()))


def remind(permit_id: int, *, days: Sequence[int], renewal_days: int, at: datetime) -> int:
    """Have the holder reminded that the permit ends, once for each of the days; return which it was (A-603).

    The days that are really left are told: a reminder may go out later than planned. Raises Refused if none is due.
    """
    with together():
        permit, today = lock(Permit, permit_id), today_of(at)
        due = rules.reminder_due(permit.valid_until, today, told=permit.reminded, days=days)
        if permit.state != State.VALID or due is None or permit.valid_until is None:
            raise Refused(_("No reminder is due."), code="too_early")
        permit.reminded = sorted({*permit.reminded, due}, reverse=True)
        keep(permit, ["reminded"])
        publish(
            PermitReminded(
                subject=permit.id,
                organ=permit.organ_id,
                by="system",
                at=at,
                person=permit.person_id,
                days=(permit.valid_until - today).days,
                valid_until=permit.valid_until,
                renew_by=rules.renewal_day(permit.valid_until, renewal_days),
            )
        )
        return due
