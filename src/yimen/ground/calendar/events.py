"""What the calendar says."""

from dataclasses import dataclass

from yimen.ground.bus.event import Event


@dataclass(frozen=True, kw_only=True)
class CalendarAnnounced(Event):
    """The holidays of a year were loaded; dates computed without them are computed again."""

    year: int
    notice: str


@dataclass(frozen=True, kw_only=True)
class OfficesClosed(Event):
    """The offices of a division will be closed on some days."""

    division: str
    notice: str
