"""The public register of power: every matter in force with all it says, page by page, and its versions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from yimen.ground.composed import WORD, Composed
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.reads import OrganSheet
from yimen.registers.catalogue.contents import SAID as WORDS
from yimen.registers.catalogue.contents import together
from yimen.registers.catalogue.life import State
from yimen.registers.catalogue.models import Version, Wording

PAGE: Final = 100
SAID: Final = (State.PUBLISHED, State.SUSPENDED, State.SUPERSEDED)
EVER: Final = (*SAID, State.WITHDRAWN)  # what was published at some time; drafts under review never show


@dataclass(frozen=True)
class RegisterEntry:
    """One version of a matter in the register with everything it says."""

    matter_id: int
    code: str
    kind: str
    organ_id: int
    organ: OrganSheet | None
    version_id: int
    version_n: int
    state: str
    effective_from: date | None
    effective_until: date | None
    made_at: datetime
    content: dict[str, Any]

    @property
    def names(self) -> dict[str, str]:
        """Return the name of the matter by language."""
        found: dict[str, str] = self.content.get("titles") or {}
        return found


FIELDS: Final = {  # fields of an entry and the columns that fill them
    "matter_id": "matter_id",
    "code": "matter__code",
    "kind": "matter__kind",
    "organ_id": "matter__organ_id",
    "version_id": "pk",
    "version_n": "n",
    "state": "state",
    "effective_from": "effective_from",
    "effective_until": "effective_until",
    "made_at": "made_at",
}
COLUMNS: Final = (*FIELDS.values(), "content", "said")


# A matter is suspended with all its versions: also the one in force that a suspended one waits to follow.
STOPPED: Final = Exists(Version.objects.filter(matter_id=OuterRef("matter_id"), state=State.SUSPENDED))


def _entries(rows: "QuerySet[Version]") -> list[RegisterEntry]:
    chosen = Version.objects.filter(pk__in=rows.values("pk")).annotate(said=WORDS, stopped=STOPPED)
    found = chosen.order_by("matter_id", "-n").values_list(*COLUMNS, "stopped")
    stopped = [row[-1] for row in found]
    entries = _read(row[:-1] for row in found)
    return [_stopped(one) if held else one for one, held in zip(entries, stopped, strict=True)]


def _stopped(one: RegisterEntry) -> RegisterEntry:
    return replace(one, state=State.SUSPENDED)


def _read(rows: Iterable[tuple[Any, ...]]) -> list[RegisterEntry]:
    tree, found = agencies.organs(), []
    for *head, content, said in rows:
        plain = dict(zip(FIELDS, head, strict=True))
        organ = tree.get(plain["organ_id"])
        found.append(RegisterEntry(**plain, organ=organ, content=together(content, said)))
    return found


def _in_force(on: date) -> "QuerySet[Version]":
    """Return one version of each matter: the one in force on a day, applied for or suspended."""
    return (
        Version.objects.filter(
            Q(effective_until__isnull=True) | Q(effective_until__gte=on),
            effective_from__lte=on,
            state__in=SAID,
        )
        .select_related("matter")
        .order_by("matter_id", "-effective_from", "-n")
        .distinct("matter_id")
    )


def entries(
    *,
    on: date,
    after: int = 0,
    organ_id: int | None = None,
    theme: str = "",
    limit: int = PAGE,
) -> list[RegisterEntry]:
    """Return the matters in force on a day in the order of their numbers, all they say with them; one query."""
    rows = _in_force(on).filter(matter_id__gt=after)
    rows = rows if organ_id is None else rows.filter(matter__organ_id=organ_id)
    rows = rows.filter(themes__contains=[theme]) if theme else rows
    return _entries(rows[:limit])


def heads(*, on: date, organ_id: int | None = None, theme: str = "") -> list[tuple[int, str, str]]:
    """Return (version, state, code) of the matters in force: what a booklet is made of; one query."""
    rows = _in_force(on).annotate(stopped=STOPPED)
    rows = rows if organ_id is None else rows.filter(matter__organ_id=organ_id)
    rows = rows.filter(themes__contains=[theme]) if theme else rows
    return [
        (row.pk, State.SUSPENDED.value if row.stopped else row.state, row.matter.code)
        for row in rows.defer("content")
    ]


def entry(code: str, *, on: date) -> RegisterEntry | None:
    """Return a matter as it stands on a day; one that was withdrawn as it last stood; None if it was never published."""
    found = _entries(_in_force(on).filter(matter__code=code))
    if found:
        return found[0]
    last = Version.objects.filter(matter__code=code, state__in=EVER).alias(
        stood=Q(effective_until__isnull=True) | Q(effective_until__gte=F("effective_from"))
    )
    return next(iter(_entries(last.order_by("-stood", "-n")[:1])), None)


def standing(versions: Sequence[RegisterEntry], *, on: date) -> RegisterEntry | None:
    """Return which of the versions of a matter, the newest first, stands on a day, as `entry` does."""
    in_force = [
        one
        for one in versions
        if one.state in SAID
        and one.effective_from is not None
        and one.effective_from <= on
        and (one.effective_until is None or one.effective_until >= on)
    ]
    found = max(in_force, key=lambda one: (one.effective_from, one.version_n), default=None)
    if found is None:
        return next((one for one in versions if _stood(one)), next(iter(versions), None))
    held = any(one.state == State.SUSPENDED for one in versions)
    return _stopped(found) if held else found


def _stood(one: RegisterEntry) -> bool:
    """Say whether a version was in force for a day at least, or will be."""
    first, last = one.effective_from, one.effective_until
    return first is not None and (last is None or last >= first)


def versions_of(code: str) -> list[RegisterEntry]:
    """Return every version of a matter that was ever published, the newest first; one query."""
    return _read(_ever().ask(code))


@cache
def _ever() -> Composed:
    rows = Version.objects.filter(matter__code=WORD, state__in=EVER).annotate(said=WORDS)
    return Composed(rows.order_by("-n"), COLUMNS, (WORD,))


def counts(*, on: date) -> dict[int, dict[str, int]]:
    """Return how many matters of each kind every organ has in force; one query."""
    found: dict[int, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT m.organ_id, m.kind, count(*) FROM catalogue_matter m WHERE EXISTS (SELECT 1 FROM catalogue_version v "
            "WHERE v.matter_id = m.id AND v.state IN ('published', 'suspended', 'superseded') AND v.effective_from <= %s "
            "AND (v.effective_until IS NULL OR v.effective_until >= %s)) GROUP BY m.organ_id, m.kind ORDER BY m.kind",
            [on, on],
        )
        for organ_id, kind, number in cursor.fetchall():
            found.setdefault(organ_id, {})[kind] = number
    return found


@dataclass(frozen=True)
class Brief:
    """A matter in a few words, for what tells of its changes."""

    matter_id: int
    code: str
    organ_id: int
    version_id: int
    name: str


def brief(matter_id: int) -> Brief | None:
    """Return a matter by its number with its newest version that was ever published, or None."""
    rows = Version.objects.filter(matter=matter_id, state__in=EVER).order_by("-n")
    row = rows.values_list("matter__code", "matter__organ_id", "pk").first()
    if row is None:
        return None
    code, organ_id, version_id = row
    name = Wording.objects.filter(version=version_id, place="titles", language="zh-hans").first()
    return Brief(matter_id, code, organ_id, version_id, name.text if name else code)
