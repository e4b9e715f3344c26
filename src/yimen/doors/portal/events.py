"""What the portal says."""

from dataclasses import dataclass

from yimen.ground.bus.event import Event


@dataclass(frozen=True, kw_only=True)
class ErrorReported(Event):
    """Somebody found an error on the site; an answer is due in three working days."""

    page: str


@dataclass(frozen=True, kw_only=True)
class ErrorAnswered(Event):
    """A report of an error on the site was answered, or could not be for want of a contact."""


@dataclass(frozen=True, kw_only=True)
class ContactSeen(Event):
    """An operator looked at how whoever reported an error can be reached, for a reason."""

    why: str
