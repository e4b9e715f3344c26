"""The newest version of each matter, for imports that compare and reports that judge."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from yimen.registers.catalogue.contents import SAID, whole
from yimen.registers.catalogue.models import Matter, Version


@dataclass(frozen=True)
class Latest:
    """The newest version of a matter, as an import compares it."""

    version_id: int
    state: str
    organ_id: int
    content: dict[str, Any]


def latest(codes: Sequence[str]) -> dict[str, Latest]:
    """Return the newest version of each matter with one of these codes; one query however many."""
    return _latest(Version.objects.filter(matter__code__in=set(codes)))


def by_id(version_ids: Collection[int]) -> dict[int, Latest]:
    """Return some versions by their ids; one query however many."""
    found = _whole(Version.objects.filter(pk__in=version_ids))
    return {one.version_id: one for one in found.values()}


def of_base(base_code: str) -> dict[str, Latest]:
    """Return the newest version of each matter of a base item; one query however many."""
    return _latest(Version.objects.filter(matter__base_code=base_code))


def _latest(versions: "QuerySet[Version]") -> dict[str, Latest]:
    newest = versions.order_by("matter_id", "-n").distinct("matter_id").values("pk")
    return _whole(Version.objects.filter(pk__in=newest))


def _whole(versions: "QuerySet[Version]") -> dict[str, Latest]:
    rows = versions.select_related("matter").annotate(said=SAID)
    return {
        row.matter.code: Latest(row.pk, row.state, row.matter.organ_id, whole(row))
        for row in rows.order_by("matter_id")
    }


def codes(organ_ids: Collection[int] | None = None) -> list[str]:
    """Return the codes of all matters, or of those of some organs, in order."""
    rows = Matter.objects.order_by("code")
    rows = rows if organ_ids is None else rows.filter(organ_id__in=organ_ids)
    return list(rows.values_list("code", flat=True))
