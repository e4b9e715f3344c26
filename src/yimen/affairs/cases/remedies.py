"""Which remedies there are against a decision or against silence, and until when. Pure (A-507 to A-512, D-101, D-105, K-16)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from yimen.ground.calendar.deadlines import Deadline
from yimen.ground.calendar.rules import Calendar, Due

GROUNDS: Final = ("on_the_spot", "natural_resources", "failure_to_act", "disclosure", "law")
Rows = Mapping[str, Deadline]


@dataclass(frozen=True)
class Remedies:
    """Until when one may ask for reconsideration and sue; `first` says why reconsideration must come first, or "".

    `suit` is None where a suit is only possible against the outcome of the reconsideration (15 days, L-24).
    """

    first: str
    reconsideration: Due
    suit: Due | None


def first_ground(*, silent: bool = False, ground: str = "") -> str:
    """Return why reconsideration must come before a suit, or "" where one may choose (A-509, K-16).

    A failure to act always wants it first; a decision only on the grounds of the Reconsideration Law, art. 23.
    Raises ValueError for a ground that the law does not know.
    """
    if silent:
        return "failure_to_act"
    if ground and ground not in GROUNDS:
        message = f"the law knows no such ground: {ground}"
        raise ValueError(message)
    return ground


def against_decision(
    known: date, *, ground: str = "", told: bool = True, rows: Rows, calendar: Calendar
) -> Remedies:
    """Return the last days against a decision, counted from the day of service (A-507, A-509, T-14, T-15).

    Where the document did not name the remedies, at most a year from the day its content was known (A-510).
    """
    first = first_ground(ground=ground)
    ask, sue = ("L-18", "L-23") if told else ("L-18 not_told", "L-23 not_told")
    suit = None if first else rows[sue].last_day(known, calendar)
    return Remedies(first, rows[ask].last_day(known, calendar), suit)


def against_silence(period_ended: date, *, rows: Rows, calendar: Calendar) -> Remedies:
    """Return the last days against a decision that did not come, from the end of its period (A-509, A-512, D-105)."""
    return Remedies(
        first_ground(silent=True),
        rows["D-105"].last_day(period_ended, calendar),
        rows["A-512"].last_day(period_ended, calendar),
    )
