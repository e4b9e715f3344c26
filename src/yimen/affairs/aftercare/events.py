"""What aftercare says; the subject is the permit."""

from dataclasses import dataclass
from datetime import date

from yimen.ground.bus.event import Event


@dataclass(frozen=True, kw_only=True)
class EndingProposed(Event):
    """The organ means to end a permit and says why; the holder may state their views once they are served with it."""

    proceeding: int
    person: int
    ending: str
    ground: str
    hearing: bool


@dataclass(frozen=True, kw_only=True)
class NoticeOfEndingServed(Event):
    """The notice of an intended ending was served on the holder; their time to speak runs from that day."""

    proceeding: int
    method: str
    served_on: date
    respond_by: date


@dataclass(frozen=True, kw_only=True)
class EndingServiceTried(Event):
    """A notice or decision about an ending was sent out, could not be served, or was published."""

    proceeding: int
    document: str
    method: str
    outcome: str
    deemed_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class ViewsStated(Event):
    """The holder stated their views on an intended ending."""

    proceeding: int
    rested: bool = False


@dataclass(frozen=True, kw_only=True)
class HearingAnswered(Event):
    """The holder asked for the hearing they were offered, or did without."""

    proceeding: int
    wanted: bool


@dataclass(frozen=True, kw_only=True)
class EndingHeard(Event):
    """The hearing on an intended ending was held and its outcome recorded."""

    proceeding: int


@dataclass(frozen=True, kw_only=True)
class EndingDecided(Event):
    """It was decided to end a permit, in writing, with reasons and remedies; it takes effect when it is served."""

    proceeding: int
    person: int
    ending: str
    ground: str


@dataclass(frozen=True, kw_only=True)
class EndingDropped(Event):
    """The organ dropped what it meant to do; the permit stays."""

    proceeding: int
    person: int
    why: str


@dataclass(frozen=True, kw_only=True)
class EndingServed(Event):
    """The decision that ends a permit was served on its holder, and the register followed."""

    proceeding: int
    method: str
    proof: str
    served_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class CheckSigned(Event):
    """A check on the spot was signed by all its inspectors and lies open to everyone."""

    check: int
    person: int
    result: str
    mend_by: date | None


@dataclass(frozen=True, kw_only=True)
class CheckMended(Event):
    """What a check found was mended, and that was looked at again."""

    check: int
