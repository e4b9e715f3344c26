"""The periods that cases take from table L: what the law or the city says on the day that counts.

What the organ owes is counted in the national calendar; closed offices lengthen only what people have time for (A-406).
"""

from datetime import date

from yimen.ground.calendar.reads import deadline
from yimen.ground.calendar.rules import Calendar, Due


def answer_due(received: date, calendar: Calendar) -> Due:
    """Return the last day to accept or to tell what is missing (A-204, L-01, T-10, T-12)."""
    return deadline("L-01", on=received).last_day(received, calendar.national)


def deliver_due(decided: date, calendar: Calendar) -> Due:
    """Return the last day to hand over what was decided (A-404, L-05)."""
    return deadline("L-05", on=decided).last_day(decided, calendar.national)


def most_extension(today: date) -> int:
    """Return by how many working days a decision may be put off, once (A-402, L-02)."""
    return deadline("L-02", on=today).extension


def supplement_due(asked: date, own: int, calendar: Calendar) -> Due:
    """Return the last day to supply what is missing: as the matter says, else as the platform does (A-211)."""
    if own:
        return calendar.working_days_after(asked, own)
    return deadline("A-211", on=asked).last_day(asked, calendar)


def supplement_days(asked: date, own: int) -> int:
    """Return how many working days the applicant has to supply what is missing, from service on (A-211)."""
    return own or deadline("A-211", on=asked).length


def naming_due(accepted: date, calendar: Calendar) -> Due:
    """Return the last day to name the officers of an inspection (A-305)."""
    return deadline("A-305", on=accepted).last_day(accepted, calendar.national)


def deemed_served(published: date, calendar: Calendar) -> Due:
    """Return the day on which a published notice counts as served (A-511)."""
    return deadline("A-511", on=published).last_day(published, calendar)
