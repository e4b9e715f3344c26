"""What the register of agencies says."""

from dataclasses import dataclass
from datetime import date

from yimen.ground.bus.event import Event


@dataclass(frozen=True, kw_only=True)
class OrganOpened(Event):
    """An organ was entered in the register."""

    name: str


@dataclass(frozen=True, kw_only=True)
class OrganChanged(Event):
    """The words, numbers or place of an organ changed."""

    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class DivisionEnded(Event):
    """A division was valid for the last time on a day; its successor, if it has one, takes its place."""

    division: str
    level: int
    last_on: date
    successor: str


@dataclass(frozen=True, kw_only=True)
class PostOpened(Event):
    """A post was set up; `delegated` names the matters it may decide, none for all."""

    role: str
    delegated: list[str]


@dataclass(frozen=True, kw_only=True)
class Appointed(Event):
    """Someone took a post, as A or as B."""

    account: int
    role: str
    letter: str


@dataclass(frozen=True, kw_only=True)
class PostLeft(Event):
    """Someone gave up a post."""

    account: int
    role: str
    letter: str


@dataclass(frozen=True, kw_only=True)
class AbsenceReported(Event):
    """An officer will be away; whoever holds the same post as B takes over."""

    account: int
    first_on: date
    last_on: date


@dataclass(frozen=True, kw_only=True)
class AbsenceEnded(Event):
    """An officer is back earlier than reported."""

    account: int
