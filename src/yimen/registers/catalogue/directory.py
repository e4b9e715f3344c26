"""The base directory: an organ's matter agrees with it in code, kind and name (H-106, H-107)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from yimen.ground.bus.journal import publish
from yimen.ground.composed import WORD, Composed
from yimen.registers.catalogue import import_words
from yimen.registers.catalogue.codes import BASE
from yimen.registers.catalogue.events import BaseDirectoryLoaded
from yimen.registers.catalogue.finding import Finding, chinese
from yimen.registers.catalogue.import_files import Row
from yimen.registers.catalogue.import_rows import LONGEST_NAME
from yimen.registers.catalogue.models import BaseItem, BaseItemText

REGION_DIGITS: Final = 2
LEVELS: Final = "123456"
COLUMNS: Final = ("code", "kind", "name", "levels", "basis")
NAME: Final = Subquery(
    BaseItemText.objects.filter(item=OuterRef("pk"), language="zh-hans").values("name")[:1]
)


@dataclass(frozen=True)
class Entry:
    """What the directory says of a code."""

    kind: str
    name: str
    levels: str = ""
    basis: str = ""


@dataclass
class Loaded:
    """What loading a list of entries came to."""

    read: int = 0
    written: int = 0
    rejected: list[tuple[int, Finding]] = field(default_factory=list)


def entries(codes: Iterable[str] | None = None) -> dict[str, Entry]:
    """Return the entries of the directory by code; one query."""
    return _entries(BaseItem.objects.all() if codes is None else BaseItem.objects.filter(code__in=set(codes)))


def _entries(rows: "QuerySet[BaseItem]") -> dict[str, Entry]:
    found = rows.annotate(name=NAME).values_list(*COLUMNS)
    return {code: Entry(kind, name or "", levels, basis) for code, kind, name, levels, basis in found}


@cache
def _one_and_its_region() -> Composed:
    """Ask for the entry of a code and the first one whose code begins alike."""
    beside = BaseItem.objects.filter(code__startswith=WORD).order_by("code").values("code")[:1]
    rows = BaseItem.objects.filter(Q(code=WORD) | Q(code__in=beside)).annotate(name=NAME)
    return Composed(rows, COLUMNS, (WORD, f"{WORD}%"))


def fault(known: Mapping[str, Entry], regions: frozenset[str], content: Mapping[str, Any]) -> Finding | None:
    """Return where a matter disagrees with the directory, or None. Pure.

    A region whose directory was never loaded cannot be judged; its matters pass.
    """
    code = content.get("base_code") or ""
    entry = known.get(code)
    if entry is None:
        if code and code[:REGION_DIGITS] in regions:
            return Finding("H-106", "base_code", _("The base directory has no such entry."))
        return None
    if entry.kind != content.get("kind"):
        return Finding("H-107", "kind", _("The base directory gives this code another kind of power."))
    if entry.name != chinese(content.get("titles")):
        words = _("In the base directory this matter is called %(name)s.") % {"name": entry.name}
        return Finding("H-107", "titles", words)
    return None


def regions() -> frozenset[str]:
    """Return the first two digits of every code in the directory: whose entries were loaded."""
    return frozenset(code[:REGION_DIGITS] for code in BaseItem.objects.values_list("code", flat=True))


def judge(content: Mapping[str, Any]) -> Finding | None:
    """Return where one matter disagrees with the directory, or None; one query for its entry and one of its region."""
    code = str(content.get("base_code") or "")
    if not code:
        return None
    region = connection.ops.prep_for_like_query(code[:REGION_DIGITS])
    found = _one_and_its_region().ask(code, f"{region}%")
    known = {one: Entry(kind, name or "", levels, basis) for one, kind, name, levels, basis in found}
    return fault(known, frozenset(one[:REGION_DIGITS] for one in known), content)


def _entry(row: Row) -> tuple[str, Entry] | Finding:
    values = row.values
    code, name = str(values.get("base_code") or ""), str(values.get("name") or "")
    if not BASE.fullmatch(code):
        return Finding("H-101", "base_code", _("A base code has twelve digits."))
    if not name or len(name) > LONGEST_NAME:
        return Finding("H-106", "name", _("The name is missing or too long."))
    kind = import_words.kind(values)
    if not kind:
        return Finding("H-104", "type_code", _("The kind of power is missing or unknown."))
    said = next((str(value) for heading, value in values.items() if heading.startswith("levels")), "")
    levels = "".join(digit for digit in LEVELS if digit in said)
    return code, Entry(kind, name, levels, str(values.get("legal_basis") or ""))


def load(rows: Iterable[Row], *, dry_run: bool = False, by: str, at: datetime) -> Loaded:
    """Load entries in one transaction; the same list twice changes nothing, the later row of a code wins."""
    done, fresh = Loaded(), {}
    for row in rows:
        done.read += 1
        found = _entry(row)
        if isinstance(found, Finding):
            done.rejected.append((row.number, found))
        else:
            fresh[found[0]] = found[1]
    before = entries(fresh)
    changed = {code: entry for code, entry in fresh.items() if before.get(code) != entry}
    done.written = len(changed)
    if changed and not dry_run:
        with transaction.atomic():
            _write(changed)
            publish(BaseDirectoryLoaded(subject=0, by=by, at=at, entries=len(changed)))
    return done


def _write(changed: Mapping[str, Entry]) -> None:
    items = [
        BaseItem(code=code, kind=one.kind, levels=one.levels, basis=one.basis)
        for code, one in changed.items()
    ]
    BaseItem.objects.bulk_create(
        items,
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["kind", "levels", "basis"],
        batch_size=1000,
    )
    names = [BaseItemText(item_id=code, language="zh-hans", name=one.name) for code, one in changed.items()]
    BaseItemText.objects.bulk_create(
        names,
        update_conflicts=True,
        unique_fields=["item", "language"],
        update_fields=["name"],
        batch_size=1000,
    )
