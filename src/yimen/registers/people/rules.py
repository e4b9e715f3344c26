"""What makes an identity well formed, who needs whom to act, and what a page may show of it. Pure."""

import re
import unicodedata
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from yimen.ground.codes import (
    WRONG_IDENTITY,
    WRONG_PHONE,
    WRONG_USCC,
    identity_check,
    identity_valid,
    masked_number,
    name_valid,
    phone_valid,
    uscc_valid,
)
from yimen.ground.life import Refused

PRIVACY_NOTICE: Final = "2026-11"  # the version that a person is shown when they register (F-201, F-203)
CHILD, ADULT, ELDER = 14, 18, 60  # PIPL Art. 31; Civil Code Art. 17; Elderly Act Art. 2
SURE: Final = 2  # the level from which a person counts as known by their real name
TRIES_BEFORE_LOCK, LOCK_MINUTES = 5, 30  # F-402
CODE_MINUTES, CODE_TRIES, PROOFS_A_DAY = 5, 3, 5
DOTS: Final = dict.fromkeys(map(ord, "•‧∙・･．⋅᛫"), "·")
OLD_LENGTH, LONG = 15, 11
SHAPES: Final = {
    "passport": r"[A-Z0-9]{5,17}",
    "permit": r"[A-Z]{3}\d{12}|9\d{17}",
    "travel": r"[HM]\d{8}(\d{2})?|\d{8}|\d{10}",
}
WRONG: Final = {"resident": WRONG_IDENTITY, "uscc": WRONG_USCC}
WRONG_OTHER: Final = _("This number is not valid; please compare it with the document.")


def modern_number(old: str) -> str:
    """Return the number of eighteen characters for one of fifteen, as people born before 2000 may still write it."""
    first17 = f"{old[:6]}19{old[6:]}"
    return first17 + identity_check(first17)


def plain_number(number: str) -> str:
    """Return a number as it is compared: no blanks or dashes, capital letters, ordinary digits, the modern length."""
    plain = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", number)).upper()
    is_old = len(plain) == OLD_LENGTH and plain.isascii() and plain.isdecimal()
    return modern_number(plain) if is_old else plain


def clean_number(id_kind: str, number: str, *, today: date) -> str:
    """Return the number of a document in its standard form. Raises Refused if it cannot be one."""
    if id_kind not in {*SHAPES, "resident", "uscc"}:
        raise Refused(_("Choose a document."), field="id_kind", code="unknown")
    plain = plain_number(number) if id_kind == "resident" else re.sub(r"[\s-]", "", number).upper()
    if id_kind == "resident":
        valid = identity_valid(plain, today=today)
    elif id_kind == "uscc":
        valid = uscc_valid(plain)
    else:
        valid = re.fullmatch(SHAPES[id_kind], plain, re.ASCII) is not None
    if not valid:
        raise Refused(WRONG.get(id_kind, WRONG_OTHER), field="id_number", code="check_digit")
    return plain


def clean_name(name: str) -> str:
    """Return a name in one spelling: one kind of middle dot, single blanks. Raises Refused if it cannot be one.

    J-302: any letter of any script, however rare; nothing is counted but an upper bound.
    """
    spelled = " ".join(unicodedata.normalize("NFC", name).translate(DOTS).split())
    letters = "".join(c for c in spelled if not unicodedata.category(c).startswith("M"))
    if not name_valid(letters) or not any(c.isalpha() for c in letters):
        raise Refused(_("This is not a name."), field="name", code="name")
    return spelled


def comparable_name(name: str) -> str:
    """Return what two spellings of the same name have in common: small letters, no blanks around the dot."""
    return re.sub(r"\s*·\s*", "·", clean_name(name)).casefold()


def clean_phone(phone: str) -> str:
    """Return a telephone number in one form. Raises Refused if it cannot be one."""
    plain = re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", phone))
    plain = re.sub(r"^(\+86|0086)(?=1[3-9]\d{9}$)", "", plain)
    if not phone_valid(plain):
        raise Refused(WRONG_PHONE, field="phone", code="phone")
    return plain


def masked_id(number: str) -> str:
    """Hide the middle of a document's number; the shorter it is, the less is shown."""
    return masked_number(number) if len(number) >= LONG else masked_number(number, head=1, tail=2)


def birthday(born: date, age: int) -> date:
    """Return the day on which someone is of an age; the last of February stands in for the 29th."""
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 2, 28)


def is_child(born: date | None, *, on: date) -> bool:
    """Say whether someone is under fourteen, so that a guardian has to act (F-208)."""
    return born is not None and on < birthday(born, CHILD)


def is_elder(birth_year: int | None, *, on: date) -> bool:
    """Say whether someone turns sixty in this year or is older: then large print and priority are offered (A-918)."""
    return birth_year is not None and on.year - birth_year >= ELDER
