"""What publication says."""

from dataclasses import dataclass
from datetime import date

from yimen.ground.bus.event import Event


@dataclass(frozen=True, kw_only=True)
class PublicationPlanned(Event):
    """A decision will be published unless the applicant objects by a day."""

    person: int
    object_by_on: date


@dataclass(frozen=True, kw_only=True)
class PublicationObjected(Event):
    """The applicant objects to the publication; it waits for the organ's answer."""


@dataclass(frozen=True, kw_only=True)
class ObjectionDecided(Event):
    """The organ decided on an objection, with reasons."""

    person: int
    outcome: str


@dataclass(frozen=True, kw_only=True)
class DecisionPublished(Event):
    """A decision can be read by everyone."""

    result: str


@dataclass(frozen=True, kw_only=True)
class PublicationWithheld(Event):
    """A decision is not published, on one of the three grounds of the law."""

    ground: str


@dataclass(frozen=True, kw_only=True)
class PublicationCorrected(Event):
    """What is published was corrected; the entry says so."""

    person: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class PublicationWithdrawn(Event):
    """What was published is withdrawn because the decision no longer holds; a trace remains."""

    person: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class WithholdingProposed(Event):
    """An officer proposes not to publish a decision; another one decides."""

    ground: str


@dataclass(frozen=True, kw_only=True)
class WithholdingTurnedDown(Event):
    """A proposal not to publish was turned down; the decision is published in its time."""
