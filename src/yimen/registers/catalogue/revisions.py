"""Revisions of many matters as the desk shows them."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from yimen.ground.languages.texts import pick
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import comparing, wording
from yimen.registers.catalogue.edits import article_words
from yimen.registers.catalogue.life import OPEN, RevisionState, State
from yimen.registers.catalogue.models import ConfirmedVersion, Revision, RevisionRow, Version, Wording
from yimen.registers.catalogue.parts import UNITS


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


@dataclass(frozen=True)
class RowLine:
    """A matter of a revision: its draft and how it differs, or why there is none."""

    id: int
    name: str
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


@dataclass(frozen=True)
class RevisionSheet:
    """A revision whole: what it changes, its rows, which organs have still to confirm."""

    line: RevisionLine
    edits: tuple[tuple[str, str], ...]
    rows: tuple[RowLine, ...]
    unconfirmed: tuple[tuple[int, str], ...]
    confirmations: tuple[tuple[int, str], ...]


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
    """Return a revision with its rows (an organ sees its own), or None; a handful of queries whatever the number of rows."""
    revision = Revision.objects.filter(pk=revision_id).first()
    if revision is None:
        return None
    rows = list(RevisionRow.objects.filter(revision=revision).order_by("organ_id", "code"))
    own = rows if organ_ids is None else [row for row in rows if row.organ_id in organ_ids]
    if not own:
        return None
    drafts = {
        row.pk: row
        for row in Version.objects.filter(pk__in=[row.version_id for row in own if row.version_id])
    }
    contents = _contents(drafts)
    tree = agencies.organs()
    lines = tuple(_row(row, drafts, contents, tree, language) for row in own)
    waiting = {
        row.organ_id: row.organ
        for row in lines
        if row.version_id and drafts[row.version_id].state == State.CONFIRM
    }
    signed = ConfirmedVersion.objects.filter(version_id__in=drafts).order_by("confirmation_id")
    confirmations = dict(signed.values_list("confirmation_id", "confirmation__number"))
    line = _line(revision, Counter(row.outcome for row in rows))
    return RevisionSheet(
        line, _edits(revision.edits), lines, tuple(waiting.items()), tuple(confirmations.items())
    )


def _contents(drafts: dict[int, Version]) -> dict[int, tuple[Any, Any]]:
    """Return the content of each draft and of the version that it follows; two queries."""
    matters = {row.matter_id for row in drafts.values()}
    everything = Version.objects.filter(matter_id__in=matters).exclude(
        state__in=OPEN - {State.READY}, revision=None
    )
    rows = sorted(everything, key=lambda row: row.n)
    words: dict[int, dict[str, dict[str, str]]] = {}
    texts = Wording.objects.filter(version__in=rows).values_list("version_id", "place", "language", "text")
    for version_id, place, code, text in texts:
        words.setdefault(version_id, {}).setdefault(place, {})[code] = text
    whole = {row.pk: wording.put_back(row.content, words.get(row.pk, {})) for row in rows}
    found = {}
    for pk, draft in drafts.items():
        earlier = [row.pk for row in rows if row.matter_id == draft.matter_id and row.n < draft.n]
        found[pk] = (whole.get(earlier[-1], {}) if earlier else {}, whole.get(pk, {}))
    return found


def _row(
    row: RevisionRow,
    drafts: dict[int, Version],
    contents: dict[int, tuple[Any, Any]],
    tree: dict[int, agencies.OrganSheet],
    language: str,
) -> RowLine:
    draft = drafts.get(row.version_id or 0)
    organ = tree.get(row.organ_id)
    return RowLine(
        row.pk,
        row.name,
        row.code,
        row.organ_id,
        organ.name(language) if organ else "",
        row.outcome,
        draft.pk if draft else None,
        str(State(draft.state).label) if draft else "",
        pick(row.words, language)[0] if row.words else "",
        row.place,
        comparing.compare(*contents[draft.pk], language) if draft else (),
        draft is not None and draft.state == State.READY,
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
