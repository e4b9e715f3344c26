"""Handing a power down: entrusted (委托) or devolved (下放), with dates, basis and scope; and taking it back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yimen.ground.bus.journal import publish as say
from yimen.ground.calendar.rules import SHANGHAI
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import delegations
from yimen.registers.catalogue.acts.common import require_words
from yimen.registers.catalogue.events import DelegationRevoked, PowerDelegated
from yimen.registers.catalogue.life import DelegationKind, Kind, State
from yimen.registers.catalogue.models import Delegation, Matter, Version

LONGEST: Final = 300
BELOW: Final = frozenset({"town", "village", "institution", "department", "hall"})
ADMINISTRATIVE: Final = frozenset(
    {"town", "department"}
)  # Licensing Law art. 24: a licence goes to such an organ only


@dataclass(frozen=True)
class Handing:
    """What is handed down to whom, how, on which basis, from when to when."""

    organ_id: int
    kind: str
    scope: str
    basis: str
    from_on: date
    until_on: date | None = None


def delegate(matter_id: int, what: Handing, *, by: str, at: datetime) -> int:
    """Hand a matter down to another organ; return the delegation's id (H-411, Licensing Law art. 24).

    An entrusted organ decides in the name of the entrusting one, a devolved power is exercised in the own
    name. Raises Refused without basis or scope, for days out of order, to the own organ, or twice.
    """
    _check(what, today=at.astimezone(SHANGHAI).date())
    with hold(Matter, matter_id) as matter:
        if agencies.organs()[what.organ_id].kind not in may_receive(matter.kind):
            raise Refused(
                _("A licence is handed down to another administrative organ only."),
                field="organ",
                code="not_administrative",
            )
        if what.organ_id == matter.organ_id:
            raise Refused(_("This organ exercises the matter already."), field="organ", code="own")
        if not Version.objects.filter(
            matter_id=matter_id, state__in=[State.PUBLISHED, State.SUSPENDED]
        ).exists():
            raise Refused(
                _("Only a matter in force can be handed down."), field="matter", code="not_in_force"
            )
        for other in Delegation.objects.filter(matter_id=matter_id, organ_id=what.organ_id):
            if _overlap(other, what):
                raise Refused(
                    _("This organ exercises the matter in these days already."), field="organ", code="twice"
                )
        new = Delegation.objects.create(
            matter=matter,
            organ_id=what.organ_id,
            kind=DelegationKind(what.kind),
            scope=what.scope.strip(),
            basis=what.basis.strip(),
            from_on=what.from_on,
            until_on=what.until_on,
            made_by=by,
            made_at=at,
        )
        say(
            PowerDelegated(
                subject=matter_id,
                organ=matter.organ_id,
                by=by,
                at=at,
                delegation=new.pk,
                to_organ=what.organ_id,
                kind=what.kind,
                from_on=what.from_on,
            )
        )
        transaction.on_commit(delegations.forget)
    return new.pk


def may_receive(kind: str) -> frozenset[str]:
    """Return to which kinds of organs a matter of a kind may be handed down (H-411, Licensing Law art. 24)."""
    return ADMINISTRATIVE if kind == Kind.LICENSING else BELOW


def _check(what: Handing, *, today: date) -> None:
    organ = agencies.organs().get(what.organ_id)
    if organ is None or organ.kind not in BELOW:
        raise Refused(_("Choose the organ that will exercise the matter."), field="organ", code="unknown")
    if what.kind not in DelegationKind.values:
        raise Refused(_("Choose how the matter is handed down."), field="kind", code="unknown")
    for field, text in (("scope", what.scope), ("basis", what.basis)):
        require_words(text, field, _("This is needed; it is published."))
        if len(text.strip()) > LONGEST:
            raise Refused(_("This is too long."), field=field, code="length")
    if what.until_on is not None and what.until_on < what.from_on:
        raise Refused(_("The last day lies before the first."), field="until_on", code="order")
    if what.until_on is not None and what.until_on < today:
        raise Refused(
            _("The last day is over already; nothing would be handed down."), field="until_on", code="past"
        )


def _overlap(other: Delegation, what: Handing) -> bool:
    """Say whether two handings share a day; the day of revocation is the first without the power."""
    ends = [one for one in (other.until_on, other.revoked_on and other.revoked_on - timedelta(days=1)) if one]
    last = min(ends, default=None)
    if last is not None and (last < other.from_on or last < what.from_on):
        return False
    return what.until_on is None or other.from_on <= what.until_on


def revoke(delegation_id: int, *, on: date, reason: str, by: str, at: datetime) -> None:
    """Take a power back from a day on, with a reason; what was received before goes on. Raises Refused twice or for a past day."""
    words = require_words(reason, "reason", _("Say why; people will read it."))[:LONGEST]
    with hold(Delegation, delegation_id) as row:
        if row.revoked_on is not None:
            raise Refused(_("This was taken back already."), code="twice")
        if on < at.date():
            raise Refused(_("Choose today or a later day."), field="on", code="past")
        row.revoked_on, row.revoked_by, row.reason = on, by, words
        row.save(update_fields=["revoked_on", "revoked_by", "reason"])
        say(
            DelegationRevoked(
                subject=row.matter_id,
                organ=row.matter.organ_id,
                by=by,
                at=at,
                delegation=row.pk,
                to_organ=row.organ_id,
                revoked_on=on,
                reason=words,
            )
        )
        transaction.on_commit(delegations.forget)
