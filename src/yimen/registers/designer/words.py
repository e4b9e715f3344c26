"""The choices that an editor has, in words."""

from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from yimen.registers.catalogue.reads import questions

Choices = list[tuple[str, Any]]
KINDS: Final[Choices] = list(questions.KINDS.items())
KNOWN: Final[Choices] = [
    ("", _("no, it is asked")),
    ("person.name", _("from the register: name of the applicant")),
    ("person.id_number", _("from the register: number of the document")),
    ("person.phone", _("from the register: telephone")),
    ("earlier", _("from the last case in which it was answered")),
]
PATTERNS: Final[Choices] = [
    ("", "—"),
    ("digits", _("Only digits.")),
    ("letters_digits", _("Only letters, digits and hyphens.")),
    ("chinese", _("Only Chinese characters.")),
    ("postal_code", _("A postal code has six digits.")),
    ("bank_account", _("A bank account has 12 to 19 digits.")),
    ("licence_plate", _("Number of a vehicle")),
]
WHEN: Final[Choices] = [("", "—"), ("past", _("in the past")), ("future", _("in the future"))]
COMPARED: Final[Choices] = [
    ("", "—"),
    ("at_least", _("not less or earlier")),
    ("at_most", _("not more or later")),
    ("more_than", _("more or later")),
    ("less_than", _("less or earlier")),
    ("same_as", _("the same")),
    ("not_same_as", _("different")),
]
OPERATORS: Final[Choices] = [
    ("equals", _("exactly")),
    ("in", _("one of")),
    ("not", _("not")),
    ("greater", _("more or later than")),
    ("less", _("less or earlier than")),
    ("filled", _("answered at all")),
]
POLICIES: Final[Choices] = [
    ("unique", _("exactly one row fits each situation")),
    ("first", _("the first row that fits counts")),
    ("collect", _("all rows that fit count together")),
]
