"""What an open one-time notice asks for, item by item, in the reader's language. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from yimen.registers.catalogue.reads import MatterSheet


@dataclass(frozen=True)
class Wanted:
    """One paper or answer that the applicant was asked for, and why."""

    name: str
    reason: str
    material: int
    field: str


def wanted(notice: Mapping[str, Any] | None, matter: MatterSheet, language: str) -> list[Wanted]:
    """Return what a notice asks for, nothing without one; what was renamed since is called as it was (A-901)."""
    names = {one.n: one.name(language) for one in matter.materials}
    labels = {one.name: one.label(language) for one in matter.form}
    return [
        Wanted(
            names.get(one["material"]) or labels.get(one["field"]) or one.get("name", ""),
            one["reason"],
            one["material"],
            one["field"],
        )
        for one in (notice["items"] if notice else ())
    ]
