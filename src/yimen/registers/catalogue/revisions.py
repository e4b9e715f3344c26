"""Revisions of many matters as the desk shows them."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Final, NamedTuple

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from yimen.ground.composed import NUMBER, Composed
from yimen.ground.languages.texts import RECORD, pick
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import comparing
from yimen.registers.catalogue.contents import by_language, titles_of
from yimen.registers.catalogue.drafted import Drafted, drafted
from yimen.registers.catalogue.edits import article_words
from yimen.registers.catalogue.life import RevisionState, State
from yimen.registers.catalogue.models import Revision, RevisionRow, Version
from yimen.registers.catalogue.parts import UNITS

REVISION: Final = ("id", "title", "law", "article", "edits", "state", "made_by", "effective_on")


@dataclass(frozen=True)
class RevisionLine:
    """A revision as a line of a list."""

    id: int
    title: str
    law: str
    article: str
    state: str
    state_words: str
    effective_on: date
    made_by: str
    matters: int
    failed: int


class Row(NamedTuple):
    """The columns of a row that the page shows."""

    id: int
    name: str
    code: str
    organ_id: int
    outcome: str
    version_id: int | None
    words: dict[str, str]
    place: str
    titles: list[dict[str, str]]
    suspended: bool


@dataclass(frozen=True)
class RowLine:
    """A matter of a revision: its draft and how it differs, or why there is none."""

    id: int
    names: Mapping[str, str]
    code: str
    organ_id: int
    organ: str
    outcome: str
    version_id: int | None
    state_words: str
    words: str
    place: str
    groups: tuple[comparing.Group, ...]
    confirmed: bool
    suspended: bool


@dataclass(frozen=True)
class RevisionSheet:
    """A revision whole: what it changes, its rows, which organs have still to confirm."""

    line: RevisionLine
    edits: tuple[tuple[str, str], ...]
    rows: tuple[RowLine, ...]
    unconfirmed: tuple[tuple[int, str], ...]
    confirmations: tuple[tuple[int, str], ...]

    @property
    def suspended(self) -> bool:
        """Say whether a matter of it is suspended, and stays so when its new version is published (A-115)."""
        return any(row.suspended and row.version_id for row in self.rows)


def _line(row: Revision, outcomes: Counter[str]) -> RevisionLine:
    return RevisionLine(
        row.pk,
        row.title,
        row.law,
        article_words(row.article),
        row.state,
        str(RevisionState(row.state).label),
        row.effective_on,
        row.made_by,
        outcomes["ready"] + outcomes["published"],
        outcomes["failed"],
    )


def listed(organ_ids: Collection[int] | None, limit: int = 100) -> list[RevisionLine]:
    """Return the revisions that touch some organs (None: all), the newest first; two queries."""
    rows = Revision.objects.order_by("-pk")
    if organ_ids is not None:
        rows = rows.filter(rows__organ_id__in=organ_ids).exclude(state=RevisionState.DRAFT).distinct()
    found = list(rows[:limit])
    outcomes: dict[int, Counter[str]] = {}
    for revision_id, outcome in RevisionRow.objects.filter(revision__in=found).values_list(
        "revision_id", "outcome"
    ):
        outcomes.setdefault(revision_id, Counter())[outcome] += 1
    return [_line(row, outcomes.get(row.pk, Counter())) for row in found]


def sheet(revision_id: int, organ_ids: Collection[int] | None, language: str) -> RevisionSheet | None:
    """Return a revision with its rows (an organ sees its own), or None; two queries whatever the number of rows."""
    known = _rows().ask(revision_id)
    rows = [Row(*one[: len(Row._fields)]) for one in known]
    own = rows if organ_ids is None else [row for row in rows if row.organ_id in organ_ids]
    if not own:
        return None
    drafts = drafted([row.version_id for row in own if row.version_id])
    tree = agencies.organs()
    lines = tuple(_row(row, drafts.get(row.version_id or 0), tree, language) for row in own)
    waiting = {
        row.organ_id: row.organ
        for row in lines
        if row.version_id and drafts[row.version_id].state == State.CONFIRM
    }
    confirmations = dict(sorted((number, words) for one in drafts.values() for number, words in one.signed))
    revision = Revision(**dict(zip(REVISION, known[0][len(Row._fields) :], strict=True)))
    line = _line(revision, Counter(row.outcome for row in rows))
    return RevisionSheet(
        line, _edits(revision.edits), lines, tuple(waiting.items()), tuple(confirmations.items())
    )


@cache
def _rows() -> Composed:
    """Ask for the rows of a revision, each with the revision beside it."""
    newest = Version.objects.filter(matter_id=OuterRef("matter_id")).order_by("-n").values("pk")[:1]
    rows = RevisionRow.objects.filter(revision=NUMBER)
    stopped = Exists(Version.objects.filter(matter_id=OuterRef("matter_id"), state=State.SUSPENDED))
    rows = rows.annotate(named=Coalesce("version_id", Subquery(newest)), titles=titles_of("named"))
    rows = rows.annotate(suspended=stopped)
    rows = rows.order_by("organ_id", "code")
    return Composed(rows, (*Row._fields, *(f"revision__{name}" for name in REVISION)), (NUMBER,))


def _row(row: Row, draft: Drafted | None, tree: dict[int, agencies.OrganSheet], language: str) -> RowLine:
    organ = tree.get(row.organ_id)
    return RowLine(
        row.id,
        {RECORD: row.name, **by_language(row.titles)},
        row.code,
        row.organ_id,
        organ.name(language) if organ else "",
        row.outcome,
        draft.id if draft else None,
        str(State(draft.state).label) if draft else "",
        pick(row.words, language)[0] if row.words else "",
        row.place,
        comparing.compare(draft.before, draft.after, language) if draft else (),
        draft is not None and draft.state == State.READY,
        row.suspended,
    )


def _edits(edits: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    """Return what a revision changes as name and value, for the page to put into words."""
    found = {name: str(value) for name, value in edits.items() if value not in ("", None)}
    if "new_article" in found:
        found["new_article"] = article_words(found["new_article"])
    unit = found.pop("statutory_unit", "")
    if "statutory_days" in found:
        found["statutory_days"] += f" {UNITS.get(unit, unit)}"
    return tuple(found.items())
