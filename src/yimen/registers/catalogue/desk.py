"""What the catalogue's desk shows of versions: content, what is to mend, what was said, what may be done."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db.models import OuterRef, Q, Subquery, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject

from yimen.ground.bus import journal
from yimen.ground.bus.event import name_of
from yimen.ground.composed import NUMBER, Composed
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import directory, standards
from yimen.registers.catalogue.conformity import departures, locked_by
from yimen.registers.catalogue.contents import SAID, by_language, titles_of, together
from yimen.registers.catalogue.events import MatterRevised
from yimen.registers.catalogue.life import LIFE, OPEN, UNDER_REVIEW, State
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
from yimen.registers.catalogue.threads import SPOKEN, ReviewLine, Thread, spoken


@dataclass(frozen=True)
class VersionLine:
    """A version as a line of the desk's list."""

    id: int
    matter_id: int
    code: str
    n: int
    state: str
    state_words: str
    names: Mapping[str, str]
    organ_id: int
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
    found = rows.defer("content").annotate(titles=titles_of("pk"))[:limit]
    tree = agencies.organs()
    return [
        VersionLine(
            row.pk,
            row.matter_id,
            row.matter.code,
            row.n,
            row.state,
            str(State(row.state).label),
            by_language(row.titles),
            row.matter.organ_id,
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
    authors: frozenset[str]
    locked: frozenset[str] = frozenset()

    @property
    def open_draft(self) -> int | None:
        """Return another version of the matter that is drafted or under review, or None."""
        return next((one.id for one in self.siblings if one.state in OPEN), None)

    @property
    def suspended(self) -> bool:
        """Say whether the matter is suspended by another version, so that this one is too once it is published (A-115)."""
        return any(one.state == State.SUSPENDED for one in self.siblings)

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

REVISED: Final = """CASE WHEN catalogue_version.state = ANY(%s) THEN ARRAY(SELECT DISTINCT j.actor FROM journal j
    WHERE j.subject = catalogue_version.matter_id AND j.type = %s AND j.data->>'version' = catalogue_version.id::text)
    ELSE '{}' END"""


class Head(NamedTuple):
    """The columns of a version that every sheet of it needs."""

    id: int
    matter_id: int
    n: int
    state: str
    effective_from: date | None
    made_at: datetime
    content: dict[str, Any]
    said: list[tuple[str, str, str]] | None
    matter__code: str
    matter__base_code: str
    matter__kind: str
    matter__organ_id: int


class Beside(NamedTuple):
    """What else the desk shows of a version, and what lies beside it: siblings, comments and reviews."""

    effective_until: date | None
    due_on: date | None
    digest: str
    round: int
    revision_id: int | None
    made_by: str
    siblings: list[dict[str, Any]]
    confirmation_id: int | None
    said_of: list[dict[str, Any]]
    reviewed: list[dict[str, Any]]
    revised_by: list[str]


@lru_cache(maxsize=512)
def _seen(organ_ids: frozenset[int] | None, *, whole: bool) -> Composed:
    """Ask for one version if it belongs to one of the organs (None: to any)."""
    rows = Version.objects.annotate(said=SAID).filter(pk=NUMBER)
    rows = rows if organ_ids is None else rows.filter(matter__organ_id__in=sorted(organ_ids))
    if not whole:
        return Composed(rows, Head._fields, (NUMBER,))
    judged_and_said = [sorted(UNDER_REVIEW), name_of(MatterRevised)]
    revised = RawSQL(REVISED, judged_and_said, output_field=ArrayField(TextField()))  # noqa: S611 our own words
    rows = rows.annotate(siblings=SIBLINGS, confirmation_id=Subquery(CONFIRMED), revised_by=revised, **SPOKEN)
    return Composed(rows, Head._fields + Beside._fields, (NUMBER,))


def _found(version_id: int, organ_ids: Collection[int] | None, *, whole: bool) -> tuple[Any, ...] | None:
    scope = None if organ_ids is None else frozenset(organ_ids)
    if scope == frozenset():
        return None
    return next(iter(_seen(scope, whole=whole).ask(version_id)), None)


def matter(version_id: int, organ_ids: Collection[int] | None) -> MatterSheet | None:
    """Return what a version says if it belongs to one of the organs (None: to any), or None; one query."""
    found = _found(version_id, organ_ids, whole=False)
    if found is None:
        return None
    row = Head(*found)
    content = together(row.content, row.said)
    return _preview(row, _line(row, content), content)


def sheet(
    version_id: int, organ_ids: Collection[int] | None, *, language: str = "zh-hans"
) -> DeskSheet | None:
    """Return a version if it belongs to one of the organs (None: to any), or None.

    Its `authors` are whoever drafted it, and while it is judged everyone who changed it.
    """
    found = _found(version_id, organ_ids, whole=True)
    if found is None:
        return None
    row, beside = Head(*found[: len(Head._fields)]), Beside(*found[len(Head._fields) :])
    content = together(row.content, row.said)
    line = _line(row, content)
    base, standard = directory.judge(content), standards.of(content)
    departs = departures(standard, content) if standard else []
    must, should = split(judge(content))
    reviews, threads = spoken(beside, content, language)
    return DeskSheet(
        line=line,
        sheet=_preview(row, line, content),
        content=content,
        organ_id=row.matter__organ_id,
        effective_from=row.effective_from,
        effective_until=beside.effective_until,
        due_on=beside.due_on,
        digest=beside.digest,
        round=beside.round,
        revision_id=beside.revision_id,
        must=(*must, *([base] if base else ()), *departs),
        should=should,
        reviews=reviews,
        threads=threads,
        siblings=tuple(_sibling(one) for one in beside.siblings),
        confirmation_id=beside.confirmation_id,
        possible=LIFE.possible(State(row.state)),
        authors=frozenset({beside.made_by, *beside.revised_by}),
        locked=locked_by(standard) - {one.place for one in departs},
    )


def revisers(matter_id: int, version_id: int) -> set[str]:
    """Return everyone who changed the content of a version, its form or its questions (H-412)."""
    revised = (one for one in journal.history(matter_id) if one.type == name_of(MatterRevised))
    return {one.actor for one in revised if one.data.get("version") == version_id}


def _line(row: Head, content: dict[str, Any]) -> VersionLine:
    organ = agencies.organs().get(row.matter__organ_id)
    return VersionLine(
        row.id,
        row.matter_id,
        row.matter__code,
        row.n,
        row.state,
        str(State(row.state).label),
        content.get("titles") or {},
        row.matter__organ_id,
        organ.name("zh-hans") if organ else "",
        row.made_at,
    )


def _sibling(one: Mapping[str, Any]) -> Sibling:
    first, last = (date.fromisoformat(one[name]) if one[name] else None for name in ("first", "last"))
    return Sibling(one["id"], one["n"], one["state"], str(State(one["state"]).label), first, last)


def confirmation(confirmation_id: int, organ_ids: Collection[int] | None) -> Confirmation | None:
    """Return a signed confirmation with its lines if it is of one of the organs (None: any), or None."""
    rows = Confirmation.objects.prefetch_related("lines").filter(pk=confirmation_id)
    return (rows if organ_ids is None else rows.filter(organ_id__in=organ_ids)).first()


def _preview(row: Head, line: VersionLine, content: dict[str, Any]) -> MatterSheet:
    """Return the sheet of a version, a draft's too."""
    head = {
        "version_id": row.id,
        "version_n": row.n,
        "matter_id": row.matter_id,
        "code": row.matter__code,
        "base_code": row.matter__base_code,
        "kind": row.matter__kind,
        "state": row.state,
        "effective_from": row.effective_from,
        "organ_id": row.matter__organ_id,
        "organ_name": line.organ,
    }
    return with_places(build(head, content))


def received(list_id: int) -> ListFile:
    """Return an uploaded list without its bytes. Raises ListFile.DoesNotExist."""
    return ListFile.objects.defer("data").get(pk=list_id)


def recent_lists(limit: int = 20) -> list[ListFile]:
    """Return the lists uploaded last, without their bytes and reports."""
    return list(ListFile.objects.defer("data", "report").order_by("-pk")[:limit])
