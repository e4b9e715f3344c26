"""What the catalogue's desk shows of versions: content, what is to mend, what was said, what may be done."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import directory, reads, standards
from yimen.registers.catalogue.conformity import departures, locked_by
from yimen.registers.catalogue.contents import SAID
from yimen.registers.catalogue.finding import chinese
from yimen.registers.catalogue.life import LIFE, State
from yimen.registers.catalogue.models import (
    Confirmation,
    ConfirmedVersion,
    ListFile,
    Version,
    Wording,
)
from yimen.registers.catalogue.places import with_places
from yimen.registers.catalogue.rules import Finding, judge, split
from yimen.registers.catalogue.sheets import MatterSheet, build
from yimen.registers.catalogue.threads import SPOKEN, ReviewLine, Spoken, Thread, spoken


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
) -> list[VersionLine]:
    """Return versions for the catalogue's desk, the newest first, of some organs (None: of all)."""
    rows = Version.objects.select_related("matter").order_by("-pk")
    rows = rows if organ_ids is None else rows.filter(matter__organ_id__in=organ_ids)
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(pk__lt=after) if after else rows
    if text:
        named = Wording.objects.filter(place="titles", text__contains=text).values("version_id")
        rows = rows.filter(Q(matter__code__contains=text) | Q(pk__in=named))
    title = Wording.objects.filter(version=OuterRef("pk"), place="titles", language="zh-hans").values("text")
    found = rows.defer("content").annotate(title=Subquery(title[:1]))[:limit]
    tree = agencies.organs()
    return [
        VersionLine(
            row.pk,
            row.matter_id,
            row.matter.code,
            row.n,
            row.state,
            str(State(row.state).label),
            row.title or "",
            tree[row.matter.organ_id].name("zh-hans") if row.matter.organ_id in tree else "",
            row.made_at,
        )
        for row in found
    ]


@dataclass(frozen=True)
class Sibling:
    """Another version of the same matter."""

    id: int
    n: int
    state: str
    state_words: str
    effective_from: date | None
    effective_until: date | None


@dataclass(frozen=True)
class DeskSheet:
    """A version as an editor sees it."""

    line: VersionLine
    sheet: MatterSheet
    content: dict[str, Any]
    organ_id: int
    effective_from: date | None
    effective_until: date | None
    due_on: date | None
    digest: str
    round: int
    revision_id: int | None
    must: tuple[Finding, ...]
    should: tuple[Finding, ...]
    reviews: tuple[ReviewLine, ...]
    threads: tuple[Thread, ...]
    siblings: tuple[Sibling, ...]
    confirmation_id: int | None
    possible: frozenset[str]
    locked: frozenset[str] = frozenset()

    @property
    def earlier_id(self) -> int | None:
        """Return the version before this one, with which it is compared."""
        return next((one.id for one in self.siblings if one.n < self.line.n), None)

    @property
    def open_must(self) -> int:
        """Return how many comments keep the draft from going on."""
        return sum(1 for one in self.threads if one.must and not one.settled)


SIBLINGS: Final = ArraySubquery(
    Version.objects.filter(matter=OuterRef("matter"))
    .exclude(pk=OuterRef("pk"))
    .order_by("-n")
    .values(one=JSONObject(id="pk", n="n", state="state", first="effective_from", last="effective_until"))
)
CONFIRMED: Final = (
    ConfirmedVersion.objects.filter(version=OuterRef("pk"), digest=OuterRef("digest"))
    .exclude(digest="")
    .order_by("-pk")
    .values("confirmation_id")[:1]
)


def _seen(version_id: int, organ_ids: Collection[int] | None) -> "QuerySet[Version]":
    rows = Version.objects.select_related("matter").annotate(said=SAID).filter(pk=version_id)
    return rows if organ_ids is None else rows.filter(matter__organ_id__in=organ_ids)


def matter(version_id: int, organ_ids: Collection[int] | None) -> MatterSheet | None:
    """Return what a version says if it belongs to one of the organs (None: to any), or None; one query."""
    row = _seen(version_id, organ_ids).first()
    if row is None:
        return None
    content = reads.content(row)
    return _preview(row, _line(row, content), content)


def sheet(
    version_id: int, organ_ids: Collection[int] | None, *, language: str = "zh-hans"
) -> DeskSheet | None:
    """Return a version if it belongs to one of the organs (None: to any), or None; three queries."""
    rows = _seen(version_id, organ_ids).annotate(
        siblings=SIBLINGS, confirmation_id=Subquery(CONFIRMED), **SPOKEN
    )
    row = rows.first()
    if row is None:
        return None
    content = reads.content(row)
    line = _line(row, content)
    base, standard = directory.judge(content), standards.of(content)
    departs = departures(standard, content) if standard else []
    must, should = split(judge(content))
    reviews, threads = spoken(cast("Spoken", row), content, language)
    return DeskSheet(
        line=line,
        sheet=_preview(row, line, content),
        content=content,
        organ_id=row.matter.organ_id,
        effective_from=row.effective_from,
        effective_until=row.effective_until,
        due_on=row.due_on,
        digest=row.digest,
        round=row.round,
        revision_id=row.revision_id,
        must=(*must, *([base] if base else ()), *departs),
        should=should,
        reviews=reviews,
        threads=threads,
        siblings=tuple(_sibling(one) for one in row.siblings),
        confirmation_id=row.confirmation_id,
        possible=LIFE.possible(State(row.state)),
        locked=locked_by(standard) - {one.place for one in departs},
    )


def _line(row: Version, content: dict[str, Any]) -> VersionLine:
    tree = agencies.organs()
    return VersionLine(
        row.pk,
        row.matter_id,
        row.matter.code,
        row.n,
        row.state,
        str(State(row.state).label),
        chinese(content.get("titles")),
        tree[row.matter.organ_id].name("zh-hans") if row.matter.organ_id in tree else "",
        row.made_at,
    )


def _sibling(one: Mapping[str, Any]) -> Sibling:
    first, last = (date.fromisoformat(one[name]) if one[name] else None for name in ("first", "last"))
    return Sibling(one["id"], one["n"], one["state"], str(State(one["state"]).label), first, last)


def confirmation(confirmation_id: int, organ_ids: Collection[int] | None) -> Confirmation | None:
    """Return a signed confirmation with its lines if it is of one of the organs (None: any), or None."""
    rows = Confirmation.objects.prefetch_related("lines").filter(pk=confirmation_id)
    return (rows if organ_ids is None else rows.filter(organ_id__in=organ_ids)).first()


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
    return with_places(build(head, content))


def received(list_id: int) -> ListFile:
    """Return an uploaded list without its bytes. Raises ListFile.DoesNotExist."""
    return ListFile.objects.defer("data").get(pk=list_id)


def recent_lists(limit: int = 20) -> list[ListFile]:
    """Return the lists uploaded last, without their bytes and reports."""
    return list(ListFile.objects.defer("data", "report").order_by("-pk")[:limit])
