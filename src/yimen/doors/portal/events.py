"""What the portal says."""

from dataclasses import dataclass

from yimen.ground.bus.event import Event


@dataclass(frozen=True, kw_only=True)
class ErrorReported(Event):
    """Somebody found an error on the site; an answer is due in three working days."""

    page: str
