"""Codes of persons and bodies, checked as their standards say. Pure."""

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from django.utils.translation import gettext_lazy as _

COUNTIES: Final = Path(__file__).parent / "data" / "county_codes.txt"
ID_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECKS: Final = "10X98765432"
USCC_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100: no I, O, Z, S, V
USCC_WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
WRONG_IDENTITY: Final = _("An identity number has 18 characters; please compare it with the document.")
WRONG_USCC: Final = _(
    "A unified social credit code has 18 digits and capital letters; please compare it with the document."
)
WRONG_PHONE: Final = _("A mobile number has 11 digits; a fixed number begins with its area code.")
RESIDENCE_PERMITS: Final = ("810000", "820000", "830000")  # people of Hong Kong, Macao and Taiwan


@cache
def _counties() -> frozenset[str]:
    return frozenset(COUNTIES.read_text("ascii").split())


def identity_check(first17: str) -> str:
    """Return the last character of an identity number (GB 11643, ISO 7064 MOD 11-2)."""
    return ID_CHECKS[sum(int(d) * w for d, w in zip(first17, ID_WEIGHTS, strict=True)) % 11]


def birthday_of(number: str) -> date | None:
    """Return the date of birth in an identity number of 18 characters, or None if there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def identity_valid(number: str, *, today: date) -> bool:
    """Say whether a resident identity number is well formed.

    The county's code must have existed at some time, not on the day of birth: numbers were given to
    people born before their county had its code.
    """
    if not re.fullmatch(r"\d{17}[\dX]", number, re.ASCII):
        return False
    born = birthday_of(number)
    if born is None or not date(1870, 1, 1) <= born <= today:
        return False
    known = number[:6] in _counties() or number[:6] in RESIDENCE_PERMITS
    return known and identity_check(number[:17]) == number[17]


def uscc_check(first17: str) -> str:
    """Return the last character of a unified social credit code (GB 32100). Raises ValueError for a foreign character."""
    total = sum(USCC_ALPHABET.index(c) * w for c, w in zip(first17, USCC_WEIGHTS, strict=True))
    return USCC_ALPHABET[-total % 31]


def uscc_valid(code: str) -> bool:
    """Say whether a unified social credit code is well formed: its alphabet, its parts and its check character."""
    if not re.fullmatch(rf"[{USCC_ALPHABET}]{{2}}\d{{6}}[{USCC_ALPHABET}]{{10}}", code, re.ASCII):
        return False
    return uscc_check(code[:17]) == code[17]


def phone_valid(number: str) -> bool:
    """Say whether a mainland mobile number or a fixed number with its area code is well formed."""
    return bool(
        re.fullmatch(r"1[3-9]\d{9}|0\d{2,3}-?\d{7,8}|(?:\+|00)\d{6,15}", number.replace(" ", ""), re.ASCII)
    )


def name_valid(name: str) -> bool:
    """Say whether a name may be one: any letters, the middle dot of long names, blanks and hyphens (J-302)."""
    stripped = name.strip()
    return 1 <= len(stripped) <= 100 and all(c.isalpha() or c in " ·•.-'’()（）0123456789&" for c in stripped)


def masked_name(name: str) -> str:
    """Hide a name but for its first character."""
    return name[:1] + "*" * max(1, min(len(name) - 1, 3)) if name else ""


def masked_number(number: str, *, head: int = 3, tail: int = 4) -> str:
    """Hide the middle of a number."""
    if len(number) <= head + tail:
        return "*" * len(number)
    return number[:head] + "*" * (len(number) - head - tail) + number[-tail:]
