"""What hearings say."""

from dataclasses import dataclass
from datetime import date, datetime

from yimen.ground.bus.event import Event


@dataclass(frozen=True, kw_only=True)
class HearingRequired(Event):
    """A case may not be decided before it was heard, or before nobody wanted to be."""

    ground: str


@dataclass(frozen=True, kw_only=True)
class PersonAdded(Event):
    """Someone was found whose interests a case touches; a letter is due."""

    n: int
    number: int


@dataclass(frozen=True, kw_only=True)
class NobodyTouched(Event):
    """The organ looked and found nobody whose interests are touched, and says why."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class PersonTold(Event):
    """The letter was served; the days to speak and to ask for a hearing run."""

    n: int
    number: int
    method: str
    respond_by_on: date


@dataclass(frozen=True, kw_only=True)
class TimeTold(Event):
    """The notice of time and place was served on someone; the seven working days run from that day."""

    n: int
    method: str
    served_on: date


@dataclass(frozen=True, kw_only=True)
class LetterTried(Event):
    """A letter could not be served on someone in one way; another is tried."""

    n: int
    letter: str
    method: str


@dataclass(frozen=True, kw_only=True)
class LetterPublished(Event):
    """A letter that could not be served otherwise was published; it counts as served after thirty days."""

    n: int
    letter: str
    deemed_on: date


@dataclass(frozen=True, kw_only=True)
class PersonSpoke(Event):
    """Someone whose interests are touched stated a view, which has to be answered."""

    n: int
    way: str


@dataclass(frozen=True, kw_only=True)
class ViewAnswered(Event):
    """A view was taken up or not, with reasons."""

    n: int
    adopted: bool


@dataclass(frozen=True, kw_only=True)
class HearingAsked(Event):
    """Someone entitled asked for a hearing in time; it has to be held within twenty working days."""

    n: int
    hold_by_on: date


@dataclass(frozen=True, kw_only=True)
class HearingCalled(Event):
    """The organ holds a hearing of its own accord, and says why."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class HearingWaived(Event):
    """Someone entitled does without a hearing."""

    n: int


@dataclass(frozen=True, kw_only=True)
class RightLapsed(Event):
    """Everybody waived or let the time pass; there will be no hearing."""


@dataclass(frozen=True, kw_only=True)
class HearingSet(Event):
    """Time and place were told, at least seven working days ahead."""

    starts_at: datetime
    place: str
    chair: str
    public: bool
    again: bool
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ChairChallenged(Event):
    """Someone does not want this chair, and says why; the head of the organ decides."""

    n: int


@dataclass(frozen=True, kw_only=True)
class ChallengeDecided(Event):
    """The head of the organ decided on a challenge; upheld, there is a new chair."""

    n: int
    upheld: bool
    chair: str


@dataclass(frozen=True, kw_only=True)
class HearingHeld(Event):
    """The hearing took place and its record is written."""

    present: int
    points: int


@dataclass(frozen=True, kw_only=True)
class RecordClosed(Event):
    """The record was signed, or refusals to sign were noted, and closed."""

    refused: int


@dataclass(frozen=True, kw_only=True)
class FindingsMade(Event):
    """Each point in dispute was taken up on the record; the decision is free."""

    points: int


@dataclass(frozen=True, kw_only=True)
class HearingDropped(Event):
    """The case ended, and the hearing with it."""
