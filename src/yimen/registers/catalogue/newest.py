"""The newest version of each matter, for imports that compare and reports that judge."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet

from yimen.ground.composed import WORD, Composed
from yimen.registers.catalogue.contents import SAID, together
from yimen.registers.catalogue.life import State
from yimen.registers.catalogue.models import Matter, Version

COLUMNS: Final = ("matter__code", "pk", "state", "matter__organ_id", "in_force", "content", "said")
IN_FORCE: Final = Exists(Version.objects.filter(matter=OuterRef("matter"), state=State.PUBLISHED))


@dataclass(frozen=True)
class Latest:
    """The newest version of a matter, as an import compares it, and whether any version of it is published."""

    version_id: int
    state: str
    organ_id: int
    in_force: bool
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
    return _read(_of_base().ask(base_code))


@cache
def _of_base() -> Composed:
    rows = _newest(Version.objects.filter(matter__base_code=WORD))
    return Composed(_ordered(rows), COLUMNS, (WORD,))


def _newest(versions: "QuerySet[Version]") -> "QuerySet[Version]":
    newest = versions.order_by("matter_id", "-n").distinct("matter_id").values("pk")
    return Version.objects.filter(pk__in=newest)


def _ordered(versions: "QuerySet[Version]") -> "QuerySet[Version]":
    return versions.annotate(said=SAID, in_force=IN_FORCE).order_by("matter_id")


def _latest(versions: "QuerySet[Version]") -> dict[str, Latest]:
    return _whole(_newest(versions))


def _whole(versions: "QuerySet[Version]") -> dict[str, Latest]:
    return _read(_ordered(versions).values_list(*COLUMNS))


def _read(rows: Iterable[tuple[Any, ...]]) -> dict[str, Latest]:
    return {
        code: Latest(version_id, state, organ_id, in_force, together(content, said))
        for code, version_id, state, organ_id, in_force, content, said in rows
    }


def codes(organ_ids: Collection[int] | None = None) -> list[str]:
    """Return the codes of all matters, or of those of some organs, in order."""
    rows = Matter.objects.order_by("code")
    rows = rows if organ_ids is None else rows.filter(organ_id__in=organ_ids)
    return list(rows.values_list("code", flat=True))
