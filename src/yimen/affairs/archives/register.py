"""The entry of a package in the register: its words within the package, and our signature over the row."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from cryptography.exceptions import InvalidSignature

from yimen.affairs.archives.models import Package
from yimen.ground.bus.sealing import signer

INSIDE: Final = (
    "id",
    "case_id",
    "n",
    "kind",
    "organ_id",
    "organ_name",
    "matter_id",
    "matter",
    "matter_code",
    "result",
    "formed_on",
    "number",
    "title",
    "fonds",
    "category",
    "year",
    "retention",
    "serial",
    "openness",
    "secrecy",
    "over_on",
    "archived_at",
)
OUTSIDE: Final = ("digest", "sm3", "size", "files", "checks")
PERSONAL: Final = ("person_id", "holder_index")  # these go when a record is destroyed


def _plain(value: Any) -> Any:  # noqa: ANN401 the value of a column
    if isinstance(value, datetime):
        return round(value.timestamp(), 3)
    if isinstance(value, date):
        return value.isoformat()
    return value


def words(row: Package) -> dict[str, Any]:
    """Return what of the entry is written into the package itself."""
    return {name: _plain(getattr(row, name)) for name in INSIDE}


def _canonical(row: Package) -> bytes:
    whole = words(row) | {name: getattr(row, name) for name in OUTSIDE}
    return json.dumps(whole, ensure_ascii=False, sort_keys=True).encode()


def sign(row: Package) -> bytes:
    """Return our signature over the entry."""
    return signer().sign(_canonical(row))


def holds(row: Package) -> bool:
    """Say whether the entry is as we signed it."""
    try:
        signer().public_key().verify(bytes(row.signature), _canonical(row))
    except (InvalidSignature, ValueError):
        return False
    return True


def differences(row: Package, inside: Mapping[str, Any]) -> list[str]:
    """Return the columns that say something else than the package does."""
    return [name for name, value in words(row).items() if inside.get(name) != value]
