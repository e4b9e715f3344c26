"""What may be asked about published decisions. The public's questions see only what is published or withdrawn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from yimen.affairs.cases import reads as cases
from yimen.affairs.publication.acts import OBJECTION
from yimen.affairs.publication.life import LIFE, OPEN, Exempt, Outcome, State
from yimen.affairs.publication.models import Entry
from yimen.ground import vault
from yimen.ground.search import query
from yimen.ground.together import Reading, read_together
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import reads as catalogue

PAGE = 25
FEED = 1000
VISIBLE = (State.PUBLISHED, State.WITHDRAWN)


@dataclass(frozen=True)
class EntrySheet:
    """A decision as it is, or would be, published, with what the organ knows of it."""

    case_id: int
    organ_id: int
    organ_name: str
    person_id: int
    title: str
    result: str
    decided_on: date
    document: str
    holder: str
    holder_code: str
    summary: str
    state: str
    asked: bool
    object_by_on: date | None
    publish_by_on: date | None
    published_at: datetime | None
    objection: str
    objected_at: datetime | None
    outcome: str
    answer: str
    ground: str
    proposed_by: str
    changed_at: datetime | None
    change: str

    @property
    def state_words(self) -> Any:  # noqa: ANN401 lazy words
        """Return the state in words."""
        return State(self.state).label

    @property
    def ground_words(self) -> Any:  # noqa: ANN401 lazy words
        """Return why it is not published."""
        return Exempt(self.ground).label if self.ground else ""

    @property
    def outcome_words(self) -> Any:  # noqa: ANN401 lazy words
        """Return what was decided on the objection."""
        return Outcome(self.outcome).label if self.outcome else ""

    @property
    def possible(self) -> frozenset[str]:
        """Return the acts that the table allows now."""
        return LIFE.possible(State(self.state))

    @property
    def withdrawn(self) -> bool:
        """Say whether only a trace is left."""
        return self.state == State.WITHDRAWN

    def public(self) -> dict[str, str]:
        """Return what the feeds give out; of a withdrawn decision only that it was withdrawn, when and why."""
        shown = not self.withdrawn
        return {
            "id": str(self.case_id),
            "state": self.state,
            "organ": self.organ_name,
            "matter": self.title,
            "result": self.result if shown else "",
            "decided_on": self.decided_on.isoformat(),
            "document": self.document,
            "applicant": self.holder if shown else "",
            "uscc": self.holder_code if shown else "",
            "summary": self.summary if shown else "",
            "published_at": self.published_at.isoformat() if self.published_at else "",
            "changed_at": self.changed_at.isoformat() if self.changed_at else "",
            "change": self.change,
        }


NAMES = [name for name in EntrySheet.__dataclass_fields__ if name != "objection"]


def _sheet(row: Entry) -> EntrySheet:
    sealed = None if "objection" in row.get_deferred_fields() else row.objection
    objection = vault.open_json(sealed, context=OBJECTION) if sealed is not None else ""
    return EntrySheet(**{name: getattr(row, name) for name in NAMES}, objection=objection)


def entry(case_id: int) -> EntrySheet | None:
    """Return what is or will be published of a case, or None."""
    return _first(Entry.objects.filter(pk=case_id).defer("text")[:1])


def asked_of_case(case_id: int) -> Reading[EntrySheet | None]:
    """Return what to read for what is or will be published of a case, together with others."""
    return Reading(Entry.objects.filter(pk=case_id).defer("text"), _first)


def _first(rows: Iterable[Entry]) -> EntrySheet | None:
    row = next(iter(rows), None)
    return _sheet(row) if row else None


def shown(case_id: int) -> tuple[EntrySheet | None, dict[int, int]]:
    """Return a decision that the public may see, or None, and the version of its matter by case; one query, and one for names."""
    rows = Entry.objects.filter(pk=case_id, state__in=VISIBLE).defer("text")
    found, versions = read_together(Reading(rows, _first), cases.asked_versions([case_id]))
    catalogue.names(versions.values() if found else ())
    return found, versions


@dataclass(frozen=True)
class Wanted:
    """What a search is narrowed to."""

    text: str = ""
    organ_id: int | None = None
    first: date | None = None
    last: date | None = None


def _rows(wanted: Wanted) -> QuerySet[Entry]:
    rows = Entry.objects.filter(state__in=VISIBLE).defer("text", "objection")
    if wanted.text.strip():
        words = query(wanted.text)
        hit = RawSQL("text @@ to_tsquery('simple', %s)", [words], output_field=BooleanField())
        rows = rows.annotate(hit=hit).filter(hit=True) if words else rows.none()
    if wanted.organ_id is not None:
        rows = rows.filter(organ_id=wanted.organ_id)
    if wanted.first:
        rows = rows.filter(decided_on__gte=wanted.first)
    if wanted.last:
        rows = rows.filter(decided_on__lte=wanted.last)
    return rows.order_by("-decided_on", "-case_id")


@dataclass(frozen=True)
class Found:
    """Some decisions and the cursor to the next ones ("" at the end)."""

    lines: tuple[EntrySheet, ...]
    next: str


def search(wanted: Wanted, *, cursor: str = "", size: int = PAGE) -> Found:
    """Return published decisions, the newest first; one query."""
    rows = _rows(wanted)
    if cursor:
        day, _bar, last = cursor.partition("|")
        rows = rows.filter(Q(decided_on__lt=day) | Q(decided_on=day, case_id__lt=int(last)))
    found = [_sheet(row) for row in rows[: size + 1]]
    more = found[size - 1] if len(found) > size else None
    return Found(tuple(found[:size]), f"{more.decided_on}|{more.case_id}" if more else "")


def organs_with_decisions(language: str) -> list[tuple[int, str]]:
    """Return the organs that have published something, by their name in a language or else the one on record."""
    rows = Entry.objects.filter(state__in=VISIBLE).order_by().values_list("organ_id", "organ_name").distinct()
    tree = agencies.organs()
    named = {one: tree[one].name(language) if one in tree else record for one, record in rows}
    return sorted(named.items(), key=lambda pair: pair[1])


def versions_of(entries: Iterable[EntrySheet]) -> dict[int, int]:
    """Return by case the version of the matter of each decision, under which it is named in every language.

    Two queries at most, whatever their number.
    """
    found = {one.id: one.version_id for one in cases.lines(one.case_id for one in entries).values()}
    catalogue.names(found.values())
    return found


def waiting(organ_ids: Iterable[int], *, most: int = 200) -> list[EntrySheet]:
    """Return what waits at some organs: objections and proposals first, then what the applicant may object to."""
    rows = Entry.objects.filter(organ_id__in=list(organ_ids), state__in=sorted(OPEN)).defer("text")
    return [_sheet(row) for row in rows.order_by("state", "publish_by_on", "case_id")[:most]]


def due(today: date, *, limit: int = 500) -> list[int]:
    """Return the decisions whose time to object has ended (A-503)."""
    rows = Entry.objects.filter(state=State.WAITING, object_by_on__lt=today).order_by("object_by_on")
    return list(rows.values_list("case_id", flat=True)[:limit])
