"""What can be done with a case now, by the names that the addresses of the acts have."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from yimen.affairs.cases import gates, reads
from yimen.affairs.cases.acts import State
from yimen.affairs.cases.reads import CaseSheet

MOVES: Final[Mapping[str, tuple[str, ...]]] = {
    "accept": ("accept",),
    "ask": ("ask_for_more",),
    "supplement": ("supplement",),
    "correct-situation": ("correct_situation",),
    "decline": ("decline",),
    "review": ("review",),
    "decide": ("grant", "refuse"),
    "decide-on-the-spot": ("grant_on_the_spot", "refuse_on_the_spot"),
    "extend": ("extend", "extend_stopped"),
    "suspend": ("suspend",),
    "prolong": ("prolong",),
    "resume": ("resume",),
    "deliver": ("deliver",),
    "close": ("close",),
    "withdraw": ("withdraw",),
    "accept-first": ("accept_first",),
    "forward": ("forward",),
    "explain-overdue": ("explain_overdue",),
    "fill-gaps": ("fill_gaps",),
    "record-intention": ("record_intention",),
}
COMMITMENT: Final = "commitment"  # a mark of a case
UNDECIDED: Final = frozenset({State.SUBMITTED, State.FIRST_REVIEW, State.ACCEPTED, State.SUSPENDED})
CHARGEABLE: Final = frozenset({State.ACCEPTED, State.SUSPENDED, State.GRANTED, State.DELIVERED})
RATED: Final = frozenset({State.DELIVERED, State.CLOSED, State.FILED})


def _is_done(case: CaseSheet, event: str) -> bool:
    return any(one["type"] == event for one in case.told)


def _fees(case: CaseSheet, *states: str) -> bool:
    return any(one["state"] in states for one in case.fees)


def _may_charge(case: CaseSheet) -> bool:
    """Say whether a fee of the published list has not fallen due yet (G-105)."""
    return case.line.state in CHARGEABLE and len(case.fees) < len(reads.terms_of(case).fees)


def _may_check(case: CaseSheet) -> bool:
    """Say whether a check may be arranged (A-302, A-305)."""
    return case.line.state in UNDECIDED and not reads.terms_of(case).is_filing


def _awaits(case: CaseSheet, *states: str) -> bool:
    """Say whether the commitment of a case stands where something is to be found out (A-910)."""
    found = reads.check(case.id) if COMMITMENT in case.marks and case.line.decided_at else None
    return found is not None and found.state in states


def _failed(case: CaseSheet) -> bool:
    """Say whether a document could not be served in another way (A-511)."""
    return any(one["outcome"] == "failed" for one in case.services)


BESIDE: Final[Mapping[str, Callable[[CaseSheet], bool]]] = {
    "take-back-commitment": lambda case: COMMITMENT in case.marks and case.line.state in UNDECIDED,
    "check-commitment": lambda case: _awaits(case, "waiting"),
    "record-mending": lambda case: _awaits(case, "mending"),
    "serve": lambda case: bool(reads.to_serve(case)),
    "publish-service": _failed,
    "plan-check": _may_check,
    "record-check": lambda case: _may_check(case) and any(not one["held_at"] for one in case.checks),
    "sign-check": lambda case: (
        _may_check(case) and any(one["held_at"] and not one["done_at"] for one in case.checks)
    ),
    "charge": _may_charge,
    "record-payment": lambda case: _fees(case, "due", "asked"),
    "ask-waiver": lambda case: _fees(case, "due"),
    "approve-waiver": lambda case: _fees(case, "asked"),
    "rate": lambda case: case.line.state in RATED and not _is_done(case, "ratings.CaseRated"),
}


def _is_idle(act: str, case: CaseSheet) -> bool:
    """Say whether there is nothing left to review, or no situation to correct."""
    if act == "correct-situation":
        return reads.terms_of(case).table is None
    return act == "review" and reads.is_ripe(case)


def offered(case: CaseSheet, *, at: datetime) -> list[str]:
    """Return the acts that can be done on a case now, by name; who may do them the client's organ knows."""
    due = {*gates.possible(case, at=at), *(case.possible - gates.ACTS.keys())}
    moves = [name for name, acts in MOVES.items() if due & {*acts} and not _is_idle(name, case)]
    return sorted([*moves, *(name for name, is_due in BESIDE.items() if is_due(case))])
