"""What the catalogue says."""

from dataclasses import dataclass
from datetime import date

from yimen.ground.bus.event import Event


@dataclass(frozen=True, kw_only=True)
class MatterDrafted(Event):
    """An organ drafted a matter, or a new version of one."""

    version: int


@dataclass(frozen=True, kw_only=True)
class MatterApproved(Event):
    """The department or the data authority approved a draft."""

    version: int
    side: str


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
