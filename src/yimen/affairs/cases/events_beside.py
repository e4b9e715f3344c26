"""What is said of a case beside its path: checks of facts, service of documents, special procedures, fees."""

from dataclasses import dataclass
from datetime import date

from yimen.ground.bus.event import Event


@dataclass(frozen=True, kw_only=True)
class CheckPlanned(Event):
    """Officers were named to check facts on site, or to inspect by a technical standard; at least two."""

    n: str
    kind: str
    place: str
    officers: list[str]
    late: bool


@dataclass(frozen=True, kw_only=True)
class CheckRecorded(Event):
    """What was found at a check was written down; it counts once two officers have signed."""

    n: str
    kind: str
    conforming: bool


@dataclass(frozen=True, kw_only=True)
class CheckSigned(Event):
    """An officer signed the record of a check; `complete` says whether all have."""

    n: str
    kind: str
    complete: bool


@dataclass(frozen=True, kw_only=True)
class NoticeServed(Event):
    """A document reached the person in a lawful way, on a day that counts."""

    document: str
    method: str
    served_on: date


@dataclass(frozen=True, kw_only=True)
class ServiceTried(Event):
    """A document was sent, or could not be served; what became of it is written down."""

    document: str
    method: str
    outcome: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ServicePublished(Event):
    """A document that could not be served otherwise was published; it is deemed served when the time is over."""

    document: str
    deemed_on: date


@dataclass(frozen=True, kw_only=True)
class PaperCopyAsked(Event):
    """Whom a document reached electronically asked for it on paper."""

    document: str


@dataclass(frozen=True, kw_only=True)
class PaperCopyGiven(Event):
    """The paper copy that was asked for was handed over."""

    document: str


@dataclass(frozen=True, kw_only=True)
class ReceiptOfServiceConfirmed(Event):
    """The person confirmed having received a document."""

    document: str


@dataclass(frozen=True, kw_only=True)
class StretchBegun(Event):
    """The notice of a special procedure was served: from this day until the day told the clock stands."""

    ground: str
    first_on: date
    until_on: date
    old_due_on: date
    new_due_on: date


@dataclass(frozen=True, kw_only=True)
class StretchVoid(Event):
    """A special procedure does not stop the clock: its notice was not served, or only after the last day (E-124)."""

    ground: str
    why: str


@dataclass(frozen=True, kw_only=True)
class ExtensionVoid(Event):
    """An extension that the applicant was not told of before the period ended has no effect (E-205)."""

    old_due_on: date
    new_due_on: date


@dataclass(frozen=True, kw_only=True)
class FeeDue(Event):
    """A fee of the published list has to be paid; a payments module may take it from here. No clock waits for it."""

    n: int
    amount_fen: int
    person: int


@dataclass(frozen=True, kw_only=True)
class FeeWaiverAsked(Event):
    """An officer proposes to waive a fee on a listed ground; another one decides."""

    n: int
    ground: str


@dataclass(frozen=True, kw_only=True)
class FeeWaiverRefused(Event):
    """The waiver of a fee was not approved; the fee is due as before."""

    n: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class FeeWaived(Event):
    """A second person approved the waiver of a fee."""

    n: int
    ground: str


@dataclass(frozen=True, kw_only=True)
class FeePaid(Event):
    """A fee was paid; the number is that of the receipt of the treasury."""

    n: int
    amount_fen: int
    receipt: str
