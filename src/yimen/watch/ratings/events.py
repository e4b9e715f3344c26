"""What ratings say."""

from dataclasses import dataclass

from yimen.ground.bus.event import Event


@dataclass(frozen=True, kw_only=True)
class CaseRated(Event):
    """Someone rated the service of a case; the event does not say who, only how a client that passed it on was told."""

    level: int
    told_by: str = ""


@dataclass(frozen=True, kw_only=True)
class BadRatingGiven(Event):
    """A bad rating came in and has to be looked into within one working day."""

    level: int
