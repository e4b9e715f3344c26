"""What an open one-time notice asks for, item by item, in the reader's language; which papers did not come. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from yimen.affairs.cases.ways import COMMITMENT, GAPS
from yimen.registers.catalogue.reads import MaterialSheet, MatterSheet


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


def missing(
    matter: MatterSheet, *, there: Collection[int], marks: Collection[str]
) -> tuple[MaterialSheet, ...]:
    """Return the papers of which none came although they are needed, by their order in the list (A-204).

    What a commitment stands for is not needed (A-907), and what was promised follows later (A-905).
    """
    committed = COMMITMENT in marks
    later = () if GAPS in marks else matter.secondary_with(commitment=committed)
    needed = (*matter.needed_with(commitment=committed), *later)
    return tuple(sorted((one for one in needed if one.n not in there), key=lambda one: one.n))
