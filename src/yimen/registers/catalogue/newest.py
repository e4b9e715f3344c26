"""The newest version of each matter, for imports that compare and reports that judge."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from yimen.registers.catalogue import wording
from yimen.registers.catalogue.models import Matter, Version, Wording


@dataclass(frozen=True)
class Latest:
    """The newest version of a matter, as an import compares it."""

    version_id: int
    state: str
    organ_id: int
    content: dict[str, Any]


def latest(codes: Sequence[str]) -> dict[str, Latest]:
    """Return the newest version of each matter with one of these codes; two queries however many."""
    return _latest(Version.objects.filter(matter__code__in=set(codes)))


def of_base(base_code: str) -> dict[str, Latest]:
    """Return the newest version of each matter of a base item; two queries however many."""
    return _latest(Version.objects.filter(matter__base_code=base_code))


def _latest(versions: "QuerySet[Version]") -> dict[str, Latest]:
    rows = versions.select_related("matter").order_by("matter_id", "-n").distinct("matter_id")
    found = {row.pk: row for row in rows}
    words: dict[int, dict[str, dict[str, str]]] = {}
    texts = Wording.objects.filter(version_id__in=found).values_list(
        "version_id", "place", "language", "text"
    )
    for version_id, place, language, text in texts.iterator(chunk_size=5000):
        words.setdefault(version_id, {}).setdefault(place, {})[language] = text
    return {
        row.matter.code: Latest(
            row.pk, row.state, row.matter.organ_id, wording.put_back(row.content, words.get(row.pk, {}))
        )
        for row in found.values()
    }


def codes(organ_ids: Collection[int] | None = None) -> list[str]:
    """Return the codes of all matters, or of those of some organs, in order."""
    rows = Matter.objects.order_by("code")
    rows = rows if organ_ids is None else rows.filter(organ_id__in=organ_ids)
    return list(rows.values_list("code", flat=True))
