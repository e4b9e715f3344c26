"""What permits say; the subject is the permit."""

from dataclasses import dataclass
from datetime import date

from yimen.ground.bus.event import Event


@dataclass(frozen=True, kw_only=True)
class PermitIssued(Event):
    """A permit was entered in the register in the same moment as its grant."""

    case: int
    person: int
    matter: int
    valid_until: date | None


@dataclass(frozen=True, kw_only=True)
class PermitRenewed(Event):
    """A permit follows an older one for a new term; the subject is the new one."""

    case: int
    person: int
    matter: int
    previous: int
    valid_until: date | None
    late: bool


@dataclass(frozen=True, kw_only=True)
class PermitDeemedRenewed(Event):
    """A renewal asked for in time was not decided before the end, so by law it is granted; the subject is the new permit."""

    case: int
    person: int
    matter: int
    previous: int
    valid_until: date | None


@dataclass(frozen=True, kw_only=True)
class PermitChanged(Event):
    """A permit with other contents follows an older one for the rest of its term; the subject is the new one."""

    case: int
    person: int
    matter: int
    previous: int
    valid_until: date | None


@dataclass(frozen=True, kw_only=True)
class PermitSuspended(Event):
    """A permit is held back for a time; its holder may not act on it."""

    person: int
    reason: str
    basis: str
    until: date | None = None


@dataclass(frozen=True, kw_only=True)
class PermitResumed(Event):
    """A permit that was held back holds again."""

    person: int
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class PermitRevoked(Event):
    """An unlawful grant was undone."""

    person: int
    matter: int
    ground: str
    basis: str
    barred_until: date | None


@dataclass(frozen=True, kw_only=True)
class PermitWithdrawn(Event):
    """A lawful grant was taken back because law or facts changed; the loss is compensated."""

    person: int
    matter: int
    ground: str
    basis: str
    amount_fen: int


@dataclass(frozen=True, kw_only=True)
class PermitForfeited(Event):
    """A permit was taken away as a penalty."""

    person: int
    matter: int
    basis: str


@dataclass(frozen=True, kw_only=True)
class PermitCancelled(Event):
    """A permit was struck off the register."""

    person: int
    matter: int
    ground: str
    basis: str


@dataclass(frozen=True, kw_only=True)
class PermitReminded(Event):
    """The holder is to be reminded that the permit ends soon."""

    person: int
    days: int
    valid_until: date
    renew_by: date
