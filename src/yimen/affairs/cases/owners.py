"""Whose a case is and where it lies: what a door asks before it opens."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet

from yimen.affairs.cases.beside import Check
from yimen.affairs.cases.models import Case
from yimen.ground.together import Reading

COLUMNS: Final = ("person_id", "matter_id", "organ_id", "first_organ_id", "station_id", "state")


@dataclass(frozen=True)
class Owner:
    """The applicant and the matter of a case, its organ and the one that examines first, the one that took it in.

    `checked` says whether facts are checked on the spot, so that inspectors have work on it.
    """

    person_id: int
    matter_id: int
    organ_id: int
    first_organ_id: int | None
    station_id: int | None
    state: str
    checked: bool

    @property
    def organs(self) -> frozenset[int | None]:
        """Return the organs whose officers may see the case."""
        return frozenset({self.organ_id, self.first_organ_id})


def owner(case_id: int) -> Owner | None:
    """Return whose a case is, or None. Who may see it is the door's question."""
    return _owner(_rows(case_id)[:1])


def asked_owner(case_id: int) -> Reading[Owner | None]:
    """Return what to read for that, as `owner` returns it, together with others."""
    return Reading(_rows(case_id), _owner)


def _rows(case_id: int) -> QuerySet[Case, dict[str, Any]]:
    checked = Exists(Check.objects.filter(case_id=OuterRef("pk")))
    rows: QuerySet[Case, dict[str, Any]] = (
        Case.objects.filter(pk=case_id).annotate(checked=checked).values(*COLUMNS, "checked")
    )
    return rows


def _owner(rows: Iterable[dict[str, Any]]) -> Owner | None:
    row = next(iter(rows), None)
    return Owner(**row) if row else None
