"""What the acts share: what a person says of themselves, and its sealed form."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from yimen.ground import vault
from yimen.registers.people.rules import comparable_name

ADDRESS_LENGTH = 200
TWICE: Final = _(
    "This document is registered already. If it is yours, verify it at any window or call 12345."
)


@dataclass(frozen=True)
class NewPerson:
    """What a person says of themselves."""

    name: str
    id_kind: str
    id_number: str
    phone: str
    address: str = ""


def index(value: str, field: str) -> bytes:
    """Return the blind index of a value of one field."""
    return vault.blind_index(value, context=f"people.{field}")


def name_index(name: str) -> bytes:
    """Return the blind index of a name, the same for its spellings."""
    return index(comparable_name(name), "name")


def sealed(**values: str) -> dict[str, Any]:
    """Seal each value under its own field."""
    return {field: vault.seal(value, context=f"people.{field}") for field, value in values.items()}
