"""What the calendar says."""

from dataclasses import dataclass
from datetime import date

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


@dataclass(frozen=True, kw_only=True)
class OfficesReopened(Event):
    """A closure was taken back; its days are working days again."""

    division: str
    notice: str


@dataclass(frozen=True, kw_only=True)
class OfficeHoursChanged(Event):
    """The hours of a place were set: those of its week, or of the one day that is named."""

    place: str
    day: date | None


@dataclass(frozen=True, kw_only=True)
class DeadlineSet(Event):
    """The city set a deadline of its own where the law leaves it room."""

    code: str
    part: str
    length: int
    unit: str
    since: date
    source: str
