"""What the law says of the special ways of acceptance, as pure functions of plain values."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from yimen.affairs.cases.life import NOT_FOR_FILINGS

GAPS, COMMITMENT, IN_ORDER, FIRST, ELDERLY, INTENTION = (
    "gaps",
    "commitment",
    "in_order",
    "first_review",
    "elderly",
    "intention",
)
OF_THE_FIRST: Final = frozenset({"accept_first"})
OF_THE_UPPER: Final = frozenset({"accept", "grant_on_the_spot", "refuse_on_the_spot"})


@dataclass(frozen=True)
class InOrder:
    """A case that waits for its turn: whether a reviewer found that its conditions are not met."""

    case_id: int
    qualified: bool


def gaps_fault(*, missing_main: Collection[int], missing_secondary: Collection[int]) -> str:
    """Return why a case cannot be accepted with gaps, as a code, or "" (A-905, H-305).

    Codes: main_missing, no_gaps.
    """
    if missing_main:
        return "main_missing"
    return "" if missing_secondary else "no_gaps"


def turn_fault(*, number: int, granted: int, before: Iterable[InOrder]) -> str:
    """Return why a case that is limited in number may not be granted now, as a code, or "" (A-308, K-10).

    Whoever was accepted earlier and may still qualify is decided first. Codes: used_up, not_your_turn.
    """
    if granted >= number:
        return "used_up"
    return "not_your_turn" if any(one.qualified for one in before) else ""


def possible(acts: frozenset[str], *, filing: bool, first: bool) -> frozenset[str]:
    """Return the acts that remain where receipt is all there is (K-28), or while a lower organ examines (A-304)."""
    if filing:
        return acts - NOT_FOR_FILINGS
    return acts - (OF_THE_UPPER if first else OF_THE_FIRST) - {"file"}
