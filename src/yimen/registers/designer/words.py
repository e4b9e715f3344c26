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
MOST_DAYS: Final = questions.MOST_DAYS
NONE: Final = ("", "—")
PATTERNS: Final[Choices] = [NONE, *questions.PATTERNS.items()]
WHEN: Final[Choices] = [NONE, *questions.WHEN.items()]
COMPARED: Final[Choices] = [NONE, *questions.COMPARED.items()]
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
