"""What the archive says."""

from dataclasses import dataclass

from yimen.ground.bus.event import Event


@dataclass(frozen=True, kw_only=True)
class RecordArchived(Event):
    """The record of a case passed the four checks and was put into the archive under its number."""

    package: int
    number: str
    digest: str
    files: int
    size: int


@dataclass(frozen=True, kw_only=True)
class RecordReturned(Event):
    """A check found something wrong with the record of a case, and the organ has to mend it."""

    package: int
    reasons: list[str]


@dataclass(frozen=True, kw_only=True)
class RecordSupplemented(Event):
    """Something is to be added to an archived record, which itself stays as it is."""

    package: int
    note: str


@dataclass(frozen=True, kw_only=True)
class RecordViewed(Event):
    """Someone opened an archived record, for a purpose."""

    package: int
    purpose: str


@dataclass(frozen=True, kw_only=True)
class HoldSet(Event):
    """A record must not be destroyed for the time being."""

    package: int
    ground: str


@dataclass(frozen=True, kw_only=True)
class HoldLifted(Event):
    """What spoke against destroying a record is over."""

    package: int


@dataclass(frozen=True, kw_only=True)
class HandoverSigned(Event):
    """The organ signed the list of records that it hands over to the city archive."""

    packages: int
    size: int
    digest: str


@dataclass(frozen=True, kw_only=True)
class HandoverReceived(Event):
    """The city archive tested the records and signed for them."""

    packages: int


@dataclass(frozen=True, kw_only=True)
class HandoverReturned(Event):
    """The city archive sent records back and said why."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class RetentionProposed(Event):
    """Someone proposed how long the records of a kind of matter are to be kept."""

    scope: str
    retention: str


@dataclass(frozen=True, kw_only=True)
class RetentionDecided(Event):
    """A second person approved or refused a line of the schedule of retention."""

    scope: str
    retention: str
    approved: bool


@dataclass(frozen=True, kw_only=True)
class DestructionAsked(Event):
    """After looking at them again, someone asked to destroy records whose time is over."""

    packages: int
    size: int


@dataclass(frozen=True, kw_only=True)
class DestructionDecided(Event):
    """A second person approved or refused the destruction of records."""

    approved: bool
    reason: str


@dataclass(frozen=True, kw_only=True)
class RecordsDestroyed(Event):
    """Records were removed from every copy; the register and this log stay."""

    numbers: list[str]
    files: int
    size: int
    approver: str
    witness: str
