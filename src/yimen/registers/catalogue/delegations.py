"""Who may exercise which matter besides its own organ: a small table, kept in the process for a few seconds."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import OuterRef, Q, Subquery

from yimen.ground.languages.texts import RECORD
from yimen.ground.memory import Memory
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue.contents import by_language, titles_of
from yimen.registers.catalogue.life import DelegationKind
from yimen.registers.catalogue.models import Delegation, Version
from yimen.registers.catalogue.sheets import MatterSheet

FRESH: Final = 10.0
MOST: Final = 500


@dataclass(frozen=True)
class DelegationLine:
    """A matter handed down to an organ: how, how far, on which basis, from when to when."""

    id: int
    matter_id: int
    organ_id: int
    kind: str
    scope: str
    basis: str
    from_on: date
    until_on: date | None
    revoked_on: date | None
    reason: str

    @property
    def kind_words(self) -> str:
        """Return how it was handed down, in the reader's words."""
        return str(DelegationKind(self.kind).label)

    @property
    def organ(self) -> agencies.OrganSheet | None:
        """Return the organ that exercises it."""
        return agencies.organs().get(self.organ_id)

    def holds(self, on: date) -> bool:
        """Say whether it holds on a day; the day of revocation is the first without it."""
        begun = self.from_on <= on and (self.until_on is None or on <= self.until_on)
        return begun and (self.revoked_on is None or on < self.revoked_on)


_kept: Memory[str, dict[int, tuple[DelegationLine, ...]]] = Memory(FRESH)


def forget() -> None:
    """Drop what is kept in this process."""
    _kept.forget()


def _all() -> dict[int, tuple[DelegationLine, ...]]:
    return _kept.of("", _by_matter)


def _by_matter() -> dict[int, tuple[DelegationLine, ...]]:
    found: dict[int, tuple[DelegationLine, ...]] = {}
    for row in Delegation.objects.order_by("pk"):
        found[row.matter_id] = (*found.get(row.matter_id, ()), line(row))
    return found


def line(row: Delegation) -> DelegationLine:
    """Return a row as others see it."""
    return DelegationLine(
        row.pk,
        row.matter_id,
        row.organ_id,
        row.kind,
        row.scope,
        row.basis,
        row.from_on,
        row.until_on,
        row.revoked_on,
        row.reason,
    )


def of(matter_id: int, *, on: date) -> tuple[DelegationLine, ...]:
    """Return to whom a matter is handed down on a day; no query within ten seconds of the last."""
    return tuple(one for one in _all().get(matter_id, ()) if one.holds(on))


def to(organ_id: int, matter_id: int, *, on: date) -> DelegationLine | None:
    """Return how an organ came by a matter that is not its own, or None."""
    return next((one for one in of(matter_id, on=on) if one.organ_id == organ_id), None)


def handed_down(matter: MatterSheet, *, on: date) -> tuple[DelegationLine, ...]:
    """Return which other organs may exercise a matter on a day, and in whose name."""
    return of(matter.matter_id, on=on)


def stations() -> frozenset[int]:
    """Return every organ to which something is or was handed down; no query within ten seconds of the last."""
    return frozenset(one.organ_id for lines in _all().values() for one in lines)


def in_whose_name(organ_id: int, matter: MatterSheet, *, on: date) -> int | None:
    """Return in whose name an organ decides: entrusted in that of the matter's organ, devolved in its own (H-411)."""
    handed = to(organ_id, matter.matter_id, on=on)
    if handed is not None and handed.kind == DelegationKind.DEVOLVED:
        return organ_id
    return matter.organ_id if handed is not None or organ_id == matter.organ_id else None


@dataclass(frozen=True)
class RegisterLine:
    """A delegation as the register lists it: the matter, both organs, whether it holds today."""

    line: DelegationLine
    version_id: int
    code: str
    names: Mapping[str, str]
    owner_id: int
    owner: str
    to: str
    holds: bool


NEWEST: Final = Subquery(
    Version.objects.filter(matter=OuterRef("matter"), effective_from__isnull=False)
    .order_by("-n")
    .values("pk")[:1]
)


def register(
    organ_ids: Collection[int] | None, *, on: date, language: str, only: int | None = None
) -> list[RegisterLine]:
    """Return the powers handed down by or to some organs (None: all), those that hold first; one query."""
    rows = Delegation.objects.select_related("matter").annotate(newest=NEWEST, titles=titles_of("newest"))
    rows = rows.order_by("-pk")
    rows = rows if only is None else rows.filter(pk=only)
    if organ_ids is not None:
        rows = rows.filter(Q(matter__organ_id__in=organ_ids) | Q(organ_id__in=organ_ids))
    tree = agencies.organs()
    lines = []
    for row in rows[:MOST]:
        owner, to_organ = tree.get(row.matter.organ_id), tree.get(row.organ_id)
        one = line(row)
        lines.append(
            RegisterLine(
                one,
                row.newest or 0,
                row.matter.code,
                by_language(row.titles) or {RECORD: row.matter.code},
                row.matter.organ_id,
                owner.name(language) if owner else "",
                to_organ.name(language) if to_organ else "",
                one.holds(on),
            )
        )
    return sorted(lines, key=lambda one: not one.holds)
