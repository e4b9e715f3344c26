"""What the catalogue says."""

from dataclasses import dataclass
from datetime import date

from yimen.ground.bus.event import Event


@dataclass(frozen=True, kw_only=True)
class MatterDrafted(Event):
    """An organ drafted a matter, or a new version of one."""

    version: int


@dataclass(frozen=True, kw_only=True)
class MatterRevised(Event):
    """A draft of a matter was changed by its editor."""

    version: int


@dataclass(frozen=True, kw_only=True)
class MatterDiscarded(Event):
    """A draft of a matter was thrown away."""

    version: int


@dataclass(frozen=True, kw_only=True)
class MatterSubmitted(Event):
    """A draft was handed in for review; from now on its content is fixed by its fingerprint."""

    version: int
    digest: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class MatterApproved(Event):
    """A stage passed a draft on: the organ's head, the establishment office, or the legal-affairs office."""

    version: int
    side: str
    due_on: date


@dataclass(frozen=True, kw_only=True)
class MatterSentBack(Event):
    """A stage sent a draft back to its editor, with the reason and the place."""

    version: int
    side: str
    place: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class MatterTakenBack(Event):
    """The organ took its draft back before it was published."""

    version: int


@dataclass(frozen=True, kw_only=True)
class MatterConfirmed(Event):
    """The head of the organ signed the confirmation of a version."""

    version: int
    digest: str
    number: str
    confirmation: int


@dataclass(frozen=True, kw_only=True)
class MatterLoaded(Event):
    """A version was put in force by the first filling of the register or by a list, without the offices' review."""

    version: int


@dataclass(frozen=True, kw_only=True)
class DraftCommented(Event):
    """Someone said something of a place in a draft, or answered."""

    version: int
    comment: int
    place: str
    must: bool


@dataclass(frozen=True, kw_only=True)
class CommentSettled(Event):
    """What was said of a place in a draft is settled."""

    version: int
    comment: int


@dataclass(frozen=True, kw_only=True)
class PowerDelegated(Event):
    """A matter may be exercised by another organ: entrusted or devolved."""

    delegation: int
    to_organ: int
    kind: str
    from_on: date


@dataclass(frozen=True, kw_only=True)
class DelegationRevoked(Event):
    """What was handed down is taken back from a day on."""

    delegation: int
    to_organ: int
    revoked_on: date
    reason: str


@dataclass(frozen=True, kw_only=True)
class RevisionMoved(Event):
    """A revision of many matters was proposed, handed in, passed, sent back, published or undone."""

    act: str
    matters: int


@dataclass(frozen=True, kw_only=True)
class MatterPublished(Event):
    """A version of a matter is in force from a day on."""

    version: int
    effective_from: date


@dataclass(frozen=True, kw_only=True)
class MatterSuspended(Event):
    """A matter cannot be applied for until further notice."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class MatterResumed(Event):
    """A suspended matter can be applied for again."""


@dataclass(frozen=True, kw_only=True)
class MatterWithdrawn(Event):
    """A matter no longer exists."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class BaseDirectoryLoaded(Event):
    """A list of the base directory was loaded: so many entries are new or changed."""

    entries: int


@dataclass(frozen=True, kw_only=True)
class StandardSet(Event):
    """The standard of a base item is new or changed from a day on; the subject is the base code as a number."""

    n: int
    effective_from: date


@dataclass(frozen=True, kw_only=True)
class DifferenceJustified(Event):
    """It was said why a matter differs from the others of its base item in a term."""

    field: str
    reason: str
