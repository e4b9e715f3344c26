"""What documents say."""

from dataclasses import dataclass

from yimen.ground.bus.event import Event


@dataclass(frozen=True, kw_only=True)
class DocumentIssued(Event):
    """A numbered document was sealed and can be checked by anyone."""

    document: int
    kind: str
    number: str


@dataclass(frozen=True, kw_only=True)
class DocumentRevoked(Event):
    """A document no longer holds."""

    document: int
    reason: str
