"""A hearing and its persons as others see them: frozen values, opened from what lies sealed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from yimen.affairs.cases.acts import DeliveryMethod, Outcome
from yimen.affairs.hearings.acts.common import DETAIL, MINUTES, PURPOSE, SAID, unseal
from yimen.affairs.hearings.life import LIFE, OPEN, STILL_ASKED, Ground, Letter, Part, State, Way
from yimen.affairs.hearings.models import Attempt, Challenge, Hearing, Party
from yimen.ground.codes import masked_name
from yimen.ground.numbers import query_code


@dataclass(frozen=True)
class PartySheet:
    """The applicant (number 0), or someone whose interests are touched, as officers and they themselves see it."""

    case_id: int
    n: int
    number: int
    person_id: int | None
    name: str
    address: str
    phone: str
    told_at: datetime | None
    respond_by_on: date | None
    over: bool
    said: str
    said_at: datetime | None
    way: str
    adopted: bool | None
    answer: str
    answered_at: datetime | None
    asked_at: datetime | None
    waived_at: datetime | None
    present: bool | None
    signature: str
    note: str

    @property
    def shown_name(self) -> str:
        """Return the name as others may see it."""
        return masked_name(self.name)

    @property
    def way_words(self) -> str:
        """Return how they spoke."""
        return str(Way(self.way).label) if self.way else ""

    @property
    def code(self) -> str:
        """Return the code that opens their page."""
        return query_code(self.number, purpose=PURPOSE)


@dataclass(frozen=True)
class ChallengeSheet:
    """A challenge to the chair."""

    party: int
    chair: str
    reason: str
    at: datetime
    upheld: bool | None
    answer: str


@dataclass(frozen=True)
class AttemptSheet:
    """One attempt to serve a letter on somebody."""

    party: int
    letter: str
    way: str
    outcome: str
    on: date
    served_on: date | None
    deemed_on: date | None
    at: datetime

    @property
    def letter_words(self) -> str:
        """Return which letter it was."""
        return str(Letter(self.letter).label)

    @property
    def way_words(self) -> str:
        """Return in which way."""
        return str(DeliveryMethod(self.way).label)

    @property
    def outcome_words(self) -> str:
        """Return what became of it."""
        return str(Outcome(self.outcome).label)


@dataclass(frozen=True)
class HearingSheet:
    """Everything about the hearing of a case."""

    case_id: int
    organ_id: int
    ground: str
    state: str
    reason: str
    hold_by_on: date | None
    starts_at: datetime | None
    set_at: datetime | None
    place: str
    public: bool
    closed_reason: str
    chair: str
    chair_name: str
    held_at: datetime | None
    minutes: tuple[dict[str, str], ...]
    points: tuple[str, ...]
    signatures: dict[str, list[str]]
    closed_at: datetime | None
    findings: tuple[str, ...]
    parties: tuple[PartySheet, ...] = ()
    challenges: tuple[ChallengeSheet, ...] = ()
    attempts: tuple[AttemptSheet, ...] = ()

    @property
    def state_words(self) -> Any:  # noqa: ANN401 lazy words
        """Return the state in words."""
        return State(self.state).label

    @property
    def ground_words(self) -> Any:  # noqa: ANN401 lazy words
        """Return the ground in words."""
        return Ground(self.ground).label

    @property
    def possible(self) -> frozenset[str]:
        """Return the acts that the table allows now."""
        return LIFE.possible(State(self.state))

    @property
    def others(self) -> tuple[PartySheet, ...]:
        """Return those whose interests are touched, without the applicant."""
        return tuple(one for one in self.parties if one.n)

    @property
    def open_challenge(self) -> ChallengeSheet | None:
        """Return the challenge that waits for the head of the organ."""
        return next((one for one in self.challenges if one.upheld is None), None)

    @property
    def asking(self) -> bool:
        """Say whether a hearing can still be asked for."""
        return self.state in STILL_ASKED

    @property
    def open(self) -> bool:
        """Say whether something is still to be done."""
        return self.state in OPEN

    @property
    def spoken(self) -> list[tuple[Any, str, str]]:
        """Return the minutes as (part, who, what)."""
        names = {str(one.n): one.name for one in self.parties}
        return [
            (Part(one["part"]).label, names.get(one["who"], one["who"]), one["said"]) for one in self.minutes
        ]


def party_sheet(row: Party) -> PartySheet:
    """Build the sheet of a person from its row."""
    same = (
        "case_id",
        "n",
        "number",
        "person_id",
        "told_at",
        "respond_by_on",
        "over",
        "said_at",
        "way",
        "adopted",
    )
    more = ("answer", "answered_at", "asked_at", "waived_at", "present", "signature", "note")
    said = unseal(row.said, SAID) if row.said is not None else ""
    return PartySheet(
        **{name: getattr(row, name) for name in (*same, *more)}, **unseal(row.detail, DETAIL), said=said
    )


def hearing_sheet(
    row: Hearing,
    parties: Iterable[Party] = (),
    challenges: Iterable[Challenge] = (),
    attempts: Iterable[Attempt] = (),
) -> HearingSheet:
    """Build the sheet of a hearing from its row and those of its persons, challenges and letters."""
    same = ("case_id", "organ_id", "ground", "state", "reason", "hold_by_on", "starts_at", "set_at", "place")
    more = ("public", "closed_reason", "chair", "chair_name", "held_at", "signatures", "closed_at")
    return HearingSheet(
        **{name: getattr(row, name) for name in (*same, *more)},
        minutes=tuple(unseal(row.minutes, MINUTES)) if row.minutes is not None else (),
        points=tuple(row.points),
        findings=tuple(row.findings),
        parties=tuple(party_sheet(one) for one in parties),
        challenges=tuple(
            ChallengeSheet(one.party, one.chair, one.reason, one.at, one.upheld, one.answer)
            for one in challenges
        ),
        attempts=tuple(
            AttemptSheet(
                one.party, one.letter, one.way, one.outcome, one.on, one.served_on, one.deemed_on, one.at
            )
            for one in attempts
        ),
    )
