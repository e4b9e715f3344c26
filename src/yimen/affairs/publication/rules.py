"""What may be shown of a decision, as pure functions of plain values (Licensing Law art. 5; A-503, A-504, A-513)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from yimen.ground.calendar.rules import Calendar
from yimen.ground.codes import masked_name

HIDDEN: Final = "***"
NUMBERS: Final = re.compile(
    r"(?<!\d)\d(?:[ \-–]?\d){9,}(?:[ \-]?[Xx])?"
)  # identity, bank and telephone numbers
LANDLINE: Final = re.compile(r"(?<!\d)0\d{2,3}[ \-–]?\d{7,8}(?!\d)")
MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
PASSPORT: Final = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{1,2}\d{7,9}(?![A-Za-z0-9])")
HOUSE: Final = re.compile(
    r"(?<=[路街巷道村弄组坊里区])\s*[\d一二三四五六七八九十百]+号?[\w之\-－]*?(?=[，。；、,;\s）)]|$)"
)
FULL_WIDTH: Final = str.maketrans("０１２３４５６７８９－Ｘ", "0123456789-X")
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Days:
    """The days of the city: within how many a decision is published, and how many to object."""

    publish: int
    glance: int
    object: int


def shown_name(name: str, *, natural: bool) -> str:
    """Return a name as the public sees it: a natural person's masked, a legal person's whole (A-503)."""
    return masked_name(name) if natural else name


def scrub(text: str, names: Iterable[str] = ()) -> str:
    """Return a text without identity numbers, telephones, addresses of mail, house numbers, and the names given (A-503)."""
    plain = text.translate(FULL_WIDTH)
    for pattern in (MAIL, LANDLINE, NUMBERS, PASSPORT, HOUSE):
        plain = pattern.sub(HIDDEN, plain)
    for name in sorted({one.strip() for one in names if one.strip()}, key=len, reverse=True):
        plain = plain.replace(name, masked_name(name))
    return plain


def dates(decided: date, days: Days, calendar: Calendar, *, asked: bool) -> tuple[date, date]:
    """Return until when the applicant may object, and by when it is published (A-504, A-513).

    Where trade secrets may be concerned the applicant is asked first, and the days of publication run from the end of that.
    """
    if not asked:
        last = min(days.glance, days.publish)
        count = calendar.national.working_days_after
        return count(decided, last).on, count(decided, days.publish).on
    object_by = calendar.working_days_after(decided, days.object).on
    return object_by, calendar.national.working_days_after(object_by, days.publish).on


def safe_cell(value: str) -> str:
    """Return a value that no table program takes for a formula."""
    return f"'{value}" if value.lstrip(" \u3000").startswith(FORMULA) or value.startswith(FORMULA) else value
