"""Judging one answer by the kind of its question and by the limits that the question sets. Pure."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _

from yimen.ground.codes import (
    WRONG_IDENTITY,
    WRONG_PHONE,
    WRONG_USCC,
    identity_valid,
    phone_valid,
    uscc_valid,
)
from yimen.ground.languages.dates import written
from yimen.ground.look.errors import CONFIRM, needed
from yimen.registers.catalogue.fields import FieldSheet

Words = str | Promise
Fault = tuple[Words, str] | None  # what is wrong in words, and its code
LONGEST: Final = {"textarea": 4000}
LONG: Final = 300  # characters of any other answer
UNREADABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
YES, NO = frozenset({True, "true", "on", "yes"}), frozenset({False, "false", "off", "no", "", None})
NUMBERS: Final = frozenset({"number", "money"})
TYPED: Final = frozenset({"text", "textarea"})  # kinds that may limit length and pattern
PATTERN: Final[Mapping[str, tuple[str, Words]]] = {
    "letters_digits": (r"^[A-Za-z0-9-]+$", _("Only letters, digits and hyphens.")),
    "digits": (r"^[0-9]+$", _("Only digits.")),
    "chinese": (r"^[\u3400-\u9fff·]+$", _("Only Chinese characters.")),
    "postal_code": (r"^[0-9]{6}$", _("A postal code has six digits.")),
    "bank_account": (r"^[0-9]{12,19}$", _("A bank account has 12 to 19 digits.")),
    "licence_plate": (r"^[\u4e00-\u9fff][A-Z][A-Z0-9]{5,6}$", _("This is not the number of a vehicle.")),
}
NUMBER: Final = r"^-?[0-9]{1,15}(\.[0-9]{1,6})?$"
MONEY: Final = r"^[0-9]{1,12}(\.[0-9]{1,2})?$"
GROUPED: Final = r"-?\d{1,3}(?: \d{3})+(?:[.,]\d+)?"  # 1 200 and 1 200,50
COMMA: Final = (
    r"-?(?:0,\d+|\d{4,},\d+|\d+,(?:\d{1,2}|\d{4,}))"  # a comma that can separate no thousands: 260,5
)
CODES: Final = frozenset({"id_number", "uscc"})
IN_DIGITS: Final = frozenset(
    {"digits", "postal_code", "bank_account", "licence_plate"}
)  # patterns without spaces
EMAIL: Final = r"^[A-Za-z0-9._%+-]{1,64}@([A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,24}$"


def is_date(value: str) -> bool:
    """Say whether a text is a day as YYYY-MM-DD."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


KINDS: Final[Mapping[str, tuple[Callable[[str, date], bool], Words]]] = {
    "date": (lambda value, _today: is_date(value), _("This is not a date.")),
    "number": (lambda value, _today: bool(re.fullmatch(NUMBER, value)), _("This is not a number.")),
    "money": (lambda value, _today: bool(re.fullmatch(MONEY, value)), _("This is not an amount of money.")),
    "id_number": (
        lambda value, today: identity_valid(value.upper(), today=today),
        WRONG_IDENTITY,
    ),
    "uscc": (
        lambda value, _today: uscc_valid(value.upper()),
        WRONG_USCC,
    ),
    "phone": (lambda value, _today: phone_valid(value), WRONG_PHONE),
    "email": (lambda value, _today: bool(re.fullmatch(EMAIL, value)), _("This is not an e-mail address.")),
}


def plain(field: FieldSheet, value: object) -> object:
    """Return an answer in the one way in which it is kept: half-width, codes without spaces, numbers with a point."""
    in_digits = field.kind == "text" and field.pattern in IN_DIGITS
    if not isinstance(value, str) or not (in_digits or field.kind in KINDS):
        return value
    text = " ".join(unicodedata.normalize("NFKC", value).split())
    if field.kind in NUMBERS:
        return _plain_number(text)
    if field.kind in {"date", "email"}:
        return text
    text = text.replace(" ", "")
    return text.replace("-", "").upper() if field.kind in CODES else text


def _plain_number(text: str) -> str:
    """Return a number without spaces between thousands, with a point for a comma that can mean nothing else."""
    text = text.replace("\N{MINUS SIGN}", "-")
    clear = re.fullmatch(GROUPED, text, re.ASCII) or re.fullmatch(COMMA, text, re.ASCII)
    return text.replace(" ", "").replace(",", ".") if clear else text


EMPTY: Final[Words] = _("Please answer this question.")
NOT_OFFERED: Final[Words] = _("Choose one of the answers.")


def tick(field: FieldSheet, value: object) -> Fault:
    """Judge a box that is ticked or not."""
    known = value is None or isinstance(value, str | bool)
    if not known or (value not in YES and value not in NO):
        return _("Tick this or leave it empty."), "type"
    if field.required and value not in YES:
        return CONFIRM, "required"
    return None


def several(field: FieldSheet, value: object) -> Fault:
    """Judge the choice of several answers: a list, each of them once."""
    given = [] if value in (None, "") else value
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        return EMPTY, "type"
    offered = {option for option, _labels in field.options}
    if any(one not in offered for one in given) or len(set(given)) != len(given):
        return NOT_OFFERED, "choice"
    if field.required and not given:
        return _needed(field), "required"
    return None


def single(field: FieldSheet, value: Any, today: date) -> Fault:  # noqa: ANN401 JSON from anywhere
    """Judge an answer that is one text or one number."""
    if value is None:
        value = ""
    right = isinstance(value, str) or (field.kind in NUMBERS and isinstance(value, int | float))
    if not right or isinstance(value, bool):
        return EMPTY, "type"
    raw = str(value)
    if not raw.strip():
        return (_needed(field), "required") if field.required else None
    return _wrong(field, raw, today)


def _needed(field: FieldSheet) -> str:
    label = field.label(get_language() or settings.LANGUAGE_CODE)
    return needed(label, chosen=bool(field.options) or field.kind == "date")


def _wrong(field: FieldSheet, raw: str, today: date) -> Fault:
    longest = LONGEST.get(field.kind, LONG)
    if len(raw) > longest:
        return _too_long(longest)
    if UNREADABLE.search(raw):
        return _("This holds characters that cannot be read."), "characters"
    if field.options and raw not in {option for option, _labels in field.options}:
        return NOT_OFFERED, "choice"
    text = raw.strip()
    valid, words = KINDS.get(field.kind, (None, ""))
    if valid is not None and not valid(text, today):
        return words, field.kind
    if field.kind in TYPED:
        return _length(field, raw)
    return _range(field, text) or _moment(field, text, today)


def _length(field: FieldSheet, raw: str) -> Fault:
    if field.fewest.isdecimal() and len(raw) < int(field.fewest):
        least = int(field.fewest)
        return ngettext("Write at least %(n)s character.", "Write at least %(n)s characters.", least) % {
            "n": least
        }, "too_short"
    if field.most.isdecimal() and len(raw) > int(field.most):
        return _too_long(int(field.most))
    pattern, words = PATTERN.get(field.pattern, ("", ""))
    return (words, "pattern") if pattern and not re.search(pattern, raw) else None


def _too_long(most: int) -> Fault:
    words = ngettext("Write at most %(n)s character.", "Write at most %(n)s characters.", most)
    return words % {"n": most}, "too_long"


def least_of(field: FieldSheet) -> str:
    """Return the least that a number or a date may be, "" for no limit; a number is not negative unless its question says so."""
    return field.fewest or ("0" if field.kind in NUMBERS else "")


def _range(field: FieldSheet, text: str) -> Fault:
    if field.kind not in NUMBERS and field.kind != "date":
        return None
    measure: Callable[[str], Any] = Decimal if field.kind in NUMBERS else str
    least = least_of(field)
    if least and measure(text) < measure(least):
        return gettext("This must be %(least)s or more.") % {"least": least}, "too_small"
    if field.most and measure(text) > measure(field.most):
        return gettext("This must be %(most)s or less.") % {"most": field.most}, "too_large"
    return None


def _moment(field: FieldSheet, text: str, today: date) -> Fault:
    if field.when == "past" and date.fromisoformat(text) > today:
        return _("This day has not come yet."), "future"
    if field.when == "future" and date.fromisoformat(text) < today:
        return _("This day is over."), "past"
    return _span(field, date.fromisoformat(text), today) if field.kind == "date" else None


def _span(field: FieldSheet, day: date, today: date) -> Fault:
    """Judge how far a day lies from today; a question says how many days back and ahead it may lie."""
    if field.back.isdecimal() and (today - day).days > int(field.back):
        first = written(today - timedelta(days=int(field.back)))
        return gettext("This day lies too far back; the earliest is %(day)s.") % {"day": first}, "too_early"
    if field.ahead.isdecimal() and (day - today).days > int(field.ahead):
        last = written(today + timedelta(days=int(field.ahead)))
        return gettext("This day lies too far ahead; the latest is %(day)s.") % {"day": last}, "too_late"
    return None


COMPARED: Final[Mapping[str, tuple[Callable[[Any, Any], bool], Words]]] = {
    "at_least": (lambda mine, other: mine >= other, _("This must not be less or earlier than “%(other)s”.")),
    "at_most": (lambda mine, other: mine <= other, _("This must not be more or later than “%(other)s”.")),
    "more_than": (lambda mine, other: mine > other, _("This must be more or later than “%(other)s”.")),
    "less_than": (lambda mine, other: mine < other, _("This must be less or earlier than “%(other)s”.")),
    "same_as": (lambda mine, other: mine == other, _("This must be the same as “%(other)s”.")),
    "not_same_as": (lambda mine, other: mine != other, _("This must differ from “%(other)s”.")),
}


def measured(field: FieldSheet, value: object) -> object:
    """Return an answer as something that can be compared, or None for one that is empty or not in order."""
    text = str(value).strip() if isinstance(value, str | int | float) else ""
    if field.kind in NUMBERS:
        return Decimal(text) if re.fullmatch(NUMBER, text) else None
    if field.kind == "date":
        return text if is_date(text) else None
    return text or None
