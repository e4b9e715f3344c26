"""What the catalogue's desk shows of one version: its content, what is to mend, who approved, and what may be done."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q

from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import directory, reads, standards
from yimen.registers.catalogue.life import LIFE, Side, State
from yimen.registers.catalogue.models import ListFile, Version, Wording
from yimen.registers.catalogue.rules import Finding, advice, findings
from yimen.registers.catalogue.sheets import MatterSheet, build


@dataclass(frozen=True)
class VersionLine:
    """A version as a line of the desk's list."""

    id: int
    matter_id: int
    code: str
    n: int
    state: str
    state_words: str
    name: str
    organ: str
    made_at: Any


def versions(
    *,
    state: str = "",
    text: str = "",
    after: int = 0,
    limit: int = 30,
    organ_ids: Collection[int] | None = None,
    only: int | None = None,
) -> list[VersionLine]:
    """Return versions for the catalogue's desk, the newest first, of some organs (None: of all), or only one."""
    rows = Version.objects.select_related("matter").order_by("-pk")
    rows = rows if organ_ids is None else rows.filter(matter__organ_id__in=organ_ids)
    rows = rows if only is None else rows.filter(pk=only)
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(pk__lt=after) if after else rows
    if text:
        named = Wording.objects.filter(place="titles", text__contains=text).values("version_id")
        rows = rows.filter(Q(matter__code__contains=text) | Q(pk__in=named))
    found = list(rows[:limit])
    names = dict(
        Wording.objects.filter(version__in=found, place="titles", language="zh-hans").values_list(
            "version_id", "text"
        )
    )
    tree = agencies.organs()
    return [
        VersionLine(
            row.pk,
            row.matter_id,
            row.matter.code,
            row.n,
            row.state,
            str(State(row.state).label),
            names.get(row.pk, ""),
            tree[row.matter.organ_id].name("zh-hans") if row.matter.organ_id in tree else "",
            row.made_at,
        )
        for row in found
    ]


@dataclass(frozen=True)
class ApprovalLine:
    """One side's approval; `at` is empty as long as it is missing."""

    side: str
    words: str
    by: str
    at: datetime | None


@dataclass(frozen=True)
class DeskSheet:
    """A version as an editor sees it."""

    line: VersionLine
    sheet: MatterSheet
    content: dict[str, Any]
    organ_id: int
    effective_from: date | None
    effective_until: date | None
    must: tuple[Finding, ...]
    should: tuple[Finding, ...]
    approvals: tuple[ApprovalLine, ...]
    possible: frozenset[str]

    @property
    def next_side(self) -> str:
        """Return whose approval is missing next, or ""."""
        return next((one.side for one in self.approvals if one.at is None), "")


def sheet(version_id: int, organ_ids: Collection[int] | None) -> DeskSheet | None:
    """Return a version if it belongs to one of the organs (None: to any), or None."""
    lines = versions(only=version_id, organ_ids=organ_ids)
    if not lines:
        return None
    row = Version.objects.select_related("matter").get(pk=version_id)
    content = reads.content(row)
    base = directory.judge(content)
    given = {one.side: one for one in row.approvals.all()}
    approvals = tuple(
        ApprovalLine(
            side,
            str(Side(side).label),
            given[side].by if side in given else "",
            given[side].at if side in given else None,
        )
        for side in Side.values
    )
    return DeskSheet(
        line=lines[0],
        sheet=_preview(row, lines[0], content),
        content=content,
        organ_id=row.matter.organ_id,
        effective_from=row.effective_from,
        effective_until=row.effective_until,
        must=(*findings(content), *([base] if base else ()), *standards.judge(content)),
        should=tuple(advice(content)),
        approvals=approvals,
        possible=LIFE.possible(State(row.state)),
    )


def _preview(row: Version, line: VersionLine, content: dict[str, Any]) -> MatterSheet:
    """Return the sheet of a version, a draft's too."""
    head = {
        "version_id": row.pk,
        "version_n": row.n,
        "matter_id": row.matter_id,
        "code": row.matter.code,
        "base_code": row.matter.base_code,
        "kind": row.matter.kind,
        "state": row.state,
        "effective_from": row.effective_from,
        "organ_id": row.matter.organ_id,
        "organ_name": line.organ,
    }
    return build(head, content)


def received(list_id: int) -> ListFile:
    """Return an uploaded list without its bytes. Raises ListFile.DoesNotExist."""
    return ListFile.objects.defer("data").get(pk=list_id)


def recent_lists(limit: int = 20) -> list[ListFile]:
    """Return the lists uploaded last, without their bytes and reports."""
    return list(ListFile.objects.defer("data", "report").order_by("-pk")[:limit])
