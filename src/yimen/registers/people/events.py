"""What the register of people says."""

from dataclasses import dataclass
from datetime import date

from yimen.ground.bus.event import Event


@dataclass(frozen=True, kw_only=True)
class PersonRegistered(Event):
    """A person was entered in the register."""

    kind: str


@dataclass(frozen=True, kw_only=True)
class IdentityVerified(Event):
    """It was made sure that a person is who they say."""

    level: int
    way: str


@dataclass(frozen=True, kw_only=True)
class PersonalDataSeen(Event):
    """Someone looked at a person's data in full; the person can read who, what and why."""

    field: str
    why: str


@dataclass(frozen=True, kw_only=True)
class ContactChanged(Event):
    """A person's telephone or address changed."""

    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class ConsentChanged(Event):
    """A person agreed to electronic service, or took the agreement back."""

    electronic: bool


@dataclass(frozen=True, kw_only=True)
class MandateGiven(Event):
    """A person let another act for them."""

    mandate: int
    agent: int
    until_on: date


@dataclass(frozen=True, kw_only=True)
class MandateRevoked(Event):
    """A person took a mandate back."""

    mandate: int


@dataclass(frozen=True, kw_only=True)
class PersonBarred(Event):
    """A person may not apply for a matter until a date."""

    matter: int
    until_on: date
    reason: str
