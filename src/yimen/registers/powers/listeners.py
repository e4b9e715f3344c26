"""What the public face does on hearing of the catalogue: it notes the change for the feeds."""

from yimen.ground.bus.hearing import listens
from yimen.registers.catalogue.events import (
    MatterPublished,
    MatterResumed,
    MatterSuspended,
    MatterWithdrawn,
)
from yimen.registers.powers import acts
from yimen.registers.powers.models import What


@listens(MatterPublished)
def published(event: MatterPublished) -> None:
    """A version is in force from a day on."""
    acts.note(event.subject, What.PUBLISHED, at=event.at, effective_from=event.effective_from)


@listens(MatterSuspended)
def suspended(event: MatterSuspended) -> None:
    """A matter cannot be applied for, and why."""
    acts.note(event.subject, What.SUSPENDED, at=event.at, reason=event.reason)


@listens(MatterResumed)
def resumed(event: MatterResumed) -> None:
    """A matter can be applied for again."""
    acts.note(event.subject, What.RESUMED, at=event.at)


@listens(MatterWithdrawn)
def withdrawn(event: MatterWithdrawn) -> None:
    """A matter is gone, and why."""
    acts.note(event.subject, What.WITHDRAWN, at=event.at, reason=event.reason)
