"""What makes an identity well formed. Pure."""

import re
from datetime import date

from django.utils.translation import gettext_lazy as _

from yimen.ground.codes import identity_valid, name_valid, phone_valid, uscc_valid
from yimen.ground.life import Refused


def clean_number(id_kind: str, number: str, *, today: date) -> str:
    """Return the number of a document in its standard form. Raises Refused if it cannot be one."""
    plain = re.sub(r"[\s-]", "", number).upper()
    valid = {
        "resident": lambda: identity_valid(plain, today=today),
        "uscc": lambda: uscc_valid(plain),
        "passport": lambda: bool(re.fullmatch(r"[A-Z0-9]{5,17}", plain)),
        "permit": lambda: bool(re.fullmatch(r"[A-Z]{3}\d{12}|9\d{17}", plain)),
    }
    if id_kind not in valid:
        raise Refused(_("Choose a document."), field="id_kind", code="unknown")
    if not valid[id_kind]():
        raise Refused(_("This number is not valid; please compare it with the document."), field="id_number", code="check_digit")
    return plain


def clean_name(name: str) -> str:
    """Return a name without its margins. Raises Refused if it cannot be one (J-302: any letters, the middle dot)."""
    if not name_valid(name):
        raise Refused(_("This is not a name."), field="name", code="name")
    return " ".join(name.split())


def clean_phone(phone: str) -> str:
    """Return a telephone number in one form. Raises Refused if it cannot be one."""
    plain = re.sub(r"[\s-]", "", phone)
    if not phone_valid(plain):
        raise Refused(_("This is not a telephone number."), field="phone", code="phone")
    return plain
