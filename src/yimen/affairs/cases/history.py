"""The history of a case as its reader is told it: moments in words, from the rows of the journal."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from yimen.affairs.cases.words import INTERNAL, sentence
from yimen.registers.agencies import reads as agencies


class Told(Protocol):
    """The part of a sheet that a history needs."""

    @property
    def told(self) -> tuple[dict[str, Any], ...]: ...  # noqa: D102


@dataclass(frozen=True)
class Moment:
    """One line of a case's history."""

    at: datetime
    event: str
    words: str
    actor: str
    who: str


def moments(case: Told, *, for_applicant: bool) -> list[Moment]:
    """Return the history of a case, oldest first; the applicant is spared the notes between officers."""
    told = [
        one
        for one in case.told
        if not (for_applicant and (one["type"] in INTERNAL or not one["type"].startswith("cases.")))
    ]
    who = agencies.actor_words(one["actor"] for one in told)
    return [
        Moment(
            datetime.fromisoformat(one["at"]),
            one["type"],
            sentence(one["type"], one["data"]),
            one["actor"],
            who[one["actor"]],
        )
        for one in told
    ]
