"""Fees of a case: due by the published list, waived on a listed ground by a second person, or paid (A.8, G.1)."""

from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import charges
from yimen.affairs.cases.acts.common import FACTS, open_json, terms
from yimen.affairs.cases.beside import Fee
from yimen.affairs.cases.charges import ACCEPTANCE, GRANT, Charge
from yimen.affairs.cases.events import FeeDue, FeePaid, FeeWaived, FeeWaiverAsked, FeeWaiverRefused
from yimen.affairs.cases.life import LIFE, FeeState, State, WaiverGround
from yimen.affairs.cases.models import Case
from yimen.ground.bus.event import Event
from yimen.ground.bus.journal import publish
from yimen.ground.hold import hold
from yimen.ground.life import Refused, require
from yimen.ground.rows import add, keep

__all__ = ["ACCEPTANCE", "GRANT"]
CHARGEABLE: Final = frozenset({State.ACCEPTED, State.SUSPENDED, State.GRANTED, State.DELIVERED})


def begin(case: Case, moment: str, *, by: str, at: datetime) -> list[Event]:
    """Let the fees fall due that the published list calls for at this moment; return what is to be said.

    To be called under the lock of the act that accepts or grants. No clock waits for a payment (G-107).
    """
    matter = terms(case)
    if not matter.fees:
        return []
    asks = any(one.get("per") or one.get("when") for one in matter.fees)
    facts = open_json(case.facts, context=FACTS) if asks else {}
    found = charges.owed(matter.fees, matter.kind, facts, moment)
    return _add(case, found, by=by, at=at)


def _add(case: Case, found: list[Charge], *, by: str, at: datetime) -> list[Event]:
    add(
        *(
            Fee(
                case_id=case.id,
                n=one.n,
                names=dict(one.names),
                amount_fen=one.amount_fen,
                reckoning=one.reckoning,
                basis=one.basis,
                payee=one.payee,
                due_at=at,
            )
            for one in found
        )
    )
    return [
        FeeDue(
            subject=case.id,
            organ=case.organ_id,
            by=by,
            at=at,
            n=one.n,
            amount_fen=one.amount_fen,
            person=case.person_id,
        )
        for one in found
    ]


def charge(case_id: int, *, n: int, by: str, at: datetime) -> None:
    """Let one fee of the published list fall due, where only the window can see which one applies.

    The amount is that of the list (A-802, G-105). Raises Refused for a fee that is not listed, has no
    lawful basis, cannot be reckoned, or fell due before.
    """
    with hold(Case, case_id) as case:
        if case.state not in CHARGEABLE:
            raise Refused(LIFE.refusal, code="out_of_order")
        matter = terms(case)
        if not 1 <= n <= len(matter.fees):
            raise Refused(_("Only fees of the published list are charged."), field="n", code="unlisted")
        if Fee.objects.filter(case_id=case_id, n=n).exists():
            raise Refused(_("This fee has fallen due before."), field="n", code="twice")
        facts = open_json(case.facts, context=FACTS)
        if not charges.lawful(matter.fees[n - 1], matter.kind):
            raise Refused(
                _("Only a law or an administrative regulation sets a fee for a licence."),
                field="n",
                code="no_basis",
            )
        found = charges.charge(n, matter.fees[n - 1], matter.kind, facts)
        if found is None:
            raise Refused(_("The published list gives no amount for this."), field="n", code="no_amount")
        publish(*_add(case, [found], by=by, at=at))


def _fee(case_id: int, n: int, *states: FeeState) -> Fee:
    row = Fee.objects.filter(case_id=case_id, n=n).first()
    if row is None:
        raise Refused(_("There is no such fee."), field="n", code="unknown")
    if row.state not in states:
        raise Refused(_("This fee is settled, or not at this stage."), field="n", code="out_of_order")
    return row


def ask_waiver(case_id: int, *, n: int, ground: str, reason: str, by: str, at: datetime) -> None:
    """Propose to waive a fee on one of the listed grounds; another person decides (G-105)."""
    with hold(Case, case_id) as case:
        row = _fee(case_id, n, FeeState.DUE)
        if ground not in WaiverGround.values:
            raise Refused(_("Choose one of the listed grounds."), field="ground", code="unknown")
        row.state, row.ground, row.reason, row.asked_by = (
            FeeState.ASKED,
            ground,
            require(reason, "reason"),
            by,
        )
        keep(row, ["state", "ground", "reason", "asked_by"])
        publish(FeeWaiverAsked(subject=case.id, organ=case.organ_id, by=by, at=at, n=n, ground=ground))


def approve_waiver(case_id: int, *, n: int, by: str, at: datetime) -> None:
    """Approve the waiver of a fee; never the one who proposed it (G-105)."""
    with hold(Case, case_id) as case:
        row = _fee(case_id, n, FeeState.ASKED)
        _second(row, by)
        row.state, row.settled_by, row.settled_at = FeeState.WAIVED, by, at
        keep(row, ["state", "settled_by", "settled_at"])
        publish(FeeWaived(subject=case.id, organ=case.organ_id, by=by, at=at, n=n, ground=row.ground))


def refuse_waiver(case_id: int, *, n: int, reason: str, by: str, at: datetime) -> None:
    """Do not approve the waiver; the fee is due as before."""
    with hold(Case, case_id) as case:
        row = _fee(case_id, n, FeeState.ASKED)
        _second(row, by)
        row.state, row.reason = FeeState.DUE, require(reason, "reason")
        keep(row, ["state", "reason"])
        publish(FeeWaiverRefused(subject=case.id, organ=case.organ_id, by=by, at=at, n=n, reason=row.reason))


def _second(row: Fee, by: str) -> None:
    if row.asked_by == by:
        raise Refused(_("Whoever proposed the waiver may not approve it."), field="n", code="two_people")


def record_payment(case_id: int, *, n: int, receipt: str, by: str, at: datetime) -> None:
    """Write down that a fee was paid, with the number of the treasury's receipt."""
    with hold(Case, case_id) as case:
        row = _fee(case_id, n, FeeState.DUE, FeeState.ASKED)
        if not receipt.strip():
            raise Refused(_("Enter the number of the receipt."), field="receipt", code="empty")
        row.state, row.settled_by, row.settled_at, row.receipt = FeeState.PAID, by, at, receipt.strip()
        keep(row, ["state", "settled_by", "settled_at", "receipt"])
        publish(
            FeePaid(
                subject=case.id,
                organ=case.organ_id,
                by=by,
                at=at,
                n=n,
                amount_fen=row.amount_fen,
                receipt=row.receipt,
            )
        )
