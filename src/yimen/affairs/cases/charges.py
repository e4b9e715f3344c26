"""Which fees a case owes and how much, from the published list alone. Pure (A-801, A-802, G-101, G-105, K-22)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

LICENSING: Final = "01"
HIGH_ENOUGH: Final = frozenset(
    {"law", "regulation", "decision"}
)  # what may set a fee for a licence (Licensing Law 58)
ACCEPTANCE, GRANT = "acceptance", "grant"


@dataclass(frozen=True)
class Charge:
    """One fee as it falls due: its number in the published list, the amount, and how that comes about."""

    n: int
    names: Mapping[str, str]
    amount_fen: int
    reckoning: str
    basis: str
    payee: str


def lawful(fee: Mapping[str, Any], kind: str) -> bool:
    """Say whether a fee may be charged at all: for a licence only a law or an administrative regulation sets one."""
    return bool(fee.get("basis")) and (kind != LICENSING or fee.get("level") in HIGH_ENOUGH)


def amount(fee: Mapping[str, Any], facts: Mapping[str, Any]) -> int | None:
    """Return the amount in fen: fixed, or the rate times the number that the applicant gave; None if neither is known."""
    rate = fee.get("amount_fen")
    if rate is None:
        return None
    if not fee.get("per"):
        return int(rate)
    try:
        many = Decimal(str(facts.get(fee["per"], "")))
    except InvalidOperation:
        return None
    return int(rate * many) if many.is_finite() and many >= 0 else None


def applies(fee: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
    """Say whether a fee is meant for what the applicant answered."""
    when = fee.get("when") or {}
    return not when or str(facts.get(when.get("field", ""), "")) == str(when.get("equals"))


def charge(n: int, fee: Mapping[str, Any], kind: str, facts: Mapping[str, Any]) -> Charge | None:
    """Return a fee of the published list as it falls due, or None if it may not be charged or cannot be reckoned."""
    fen = amount(fee, facts) if lawful(fee, kind) else None
    if not fen:
        return None
    names = fee.get("names") or {}
    words = (fee.get("standard") or "", fee.get("basis") or "", fee.get("payee") or "")
    return Charge(n, names, fen, words[0][:200], words[1][:300], words[2][:100])


def owed(fees: Sequence[Mapping[str, Any]], kind: str, facts: Mapping[str, Any], moment: str) -> list[Charge]:
    """Return what falls due by itself at acceptance or grant: the only fee there is, and those the answers call for.

    Where several fees have no condition, which one applies is a fact that only the window can see.
    """
    due = [(n, fee) for n, fee in enumerate(fees, start=1) if fee.get("due", ACCEPTANCE) == moment]
    sure = [(n, fee) for n, fee in due if fee.get("when") or len(fees) == 1]
    found = (charge(n, fee, kind, facts) for n, fee in sure if applies(fee, facts))
    return [one for one in found if one is not None]
