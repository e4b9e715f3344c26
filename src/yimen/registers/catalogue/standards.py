"""What may be asked of standards: the one in force, who implements it, and who departs from it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from yimen.ground.composed import DAY, WORD, Composed
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.reads import OrganKind, OrganSheet
from yimen.registers.catalogue import newest, wording
from yimen.registers.catalogue.codes import LEVELS
from yimen.registers.catalogue.conformity import StandardSheet, departures
from yimen.registers.catalogue.finding import Content, Finding
from yimen.registers.catalogue.import_words import law_level
from yimen.registers.catalogue.life import State
from yimen.registers.catalogue.models import BaseItem, BaseItemText, Matter, Wording
from yimen.registers.catalogue.newest import Latest
from yimen.registers.catalogue.standard_models import Justification, Standard, StandardText

EVERY_ORGAN: Final = frozenset("56")  # towns and villages: each of them implements what its level does
PAGE: Final = 30
MOST_COMPARED: Final = 600


SAID: Final = ArraySubquery(
    StandardText.objects.filter(standard=OuterRef("pk")).values(
        said=JSONObject(place="place", language="language", text="text")
    )
)


HISTORY: Final = ArraySubquery(  # the newest first
    Standard.objects.filter(item=OuterRef("pk"))
    .order_by("-n")
    .values(
        one=JSONObject(
            item_id="item_id",
            n="n",
            effective_from="effective_from",
            terms="terms",
            policy="policy",
            made_by="made_by",
            said=SAID,
        )
    )
)


COLUMNS: Final = ("item_id", "n", "effective_from", "terms", "policy", "made_by", "said")


def _sheets(rows: "QuerySet[Standard]") -> list[StandardSheet]:
    return [_sheet(row) for row in rows.annotate(said=SAID).values(*COLUMNS)]


def _sheet(row: Mapping[str, Any]) -> StandardSheet:
    words: dict[str, dict[str, str]] = {}
    for one in row["said"]:
        words.setdefault(one["place"], {})[one["language"]] = one["text"]
    begins = row["effective_from"]
    return StandardSheet(
        row["item_id"],
        row["n"],
        begins if isinstance(begins, date) else date.fromisoformat(begins),
        wording.put_back(row["terms"], words),
        row["policy"],
        row["made_by"],
    )


def standards(codes: Collection[str], *, on: date | None = None) -> dict[str, StandardSheet]:
    """Return the standard of each base item on a day, or the newest whatever its day; one query."""
    rows = Standard.objects.filter(item__in=set(codes))
    rows = rows if on is None else rows.filter(effective_from__lte=on)
    newest_rows = rows.order_by("item_id", "-n").distinct("item_id")
    return {one.code: one for one in _sheets(newest_rows)} if codes else {}


def history(code: str) -> list[StandardSheet]:
    """Return every standard of a base item, the newest first."""
    return _sheets(Standard.objects.filter(item=code).order_by("-n"))


def of(content: Content, *, on: date | None = None) -> StandardSheet | None:
    """Return the standard of a matter's base item, or None; one query."""
    code = content.get("base_code") or ""
    if not code:
        return None
    found = _one(dated=True).ask(code, on) if on else _one(dated=False).ask(code)
    return _sheet(dict(zip(COLUMNS, found[0], strict=True))) if found else None


@cache
def _one(*, dated: bool) -> Composed:
    """Ask for the standard of one base item, the newest or the newest on a day."""
    rows = Standard.objects.filter(item=WORD).annotate(said=SAID).order_by("-n")
    if not dated:
        return Composed(rows[:1], COLUMNS, (WORD,))
    return Composed(rows.filter(effective_from__lte=DAY)[:1], COLUMNS, (WORD, DAY))


def judge(content: Content, *, on: date | None = None) -> list[Finding]:
    """Return where a matter departs from the standard of its base item."""
    found = of(content, on=on)
    return departures(found, content) if found else []


def level_of(organ: OrganSheet) -> str:
    """Return the level of an organ as the digit of its implementation codes: 1 nation to 6 village."""
    by_kind = {OrganKind.VILLAGE.value: LEVELS["village"], OrganKind.TOWN.value: LEVELS["town"]}
    if organ.kind in by_kind:
        return by_kind[organ.kind]
    rest = organ.division_code[2:].rstrip("0")
    return LEVELS["county"] if len(rest) > 2 else LEVELS["city"] if rest else LEVELS["province"]


@dataclass(frozen=True)
class Coverage:
    """How far a base item is implemented at one level: by how many organs, of how many."""

    level: str
    have: int
    of: int

    @property
    def whole(self) -> bool:
        """Say whether every organ that should has it."""
        return self.have >= self.of


@dataclass(frozen=True)
class ItemLine:
    """A base item as a line of the list."""

    code: str
    name: str
    kind: str
    standard_n: int
    coverage: tuple[Coverage, ...]


def _coverage(levels: str, organs: Collection[int]) -> tuple[Coverage, ...]:
    tree = agencies.organs()
    have = [level_of(tree[one]) for one in organs if one in tree]
    everyone = [level_of(one) for one in tree.values()]
    wanted = levels or "".join(sorted(set(have)))
    return tuple(
        Coverage(level, have.count(level), everyone.count(level) if level in EVERY_ORGAN else 1)
        for level in wanted
    )


def items(text: str = "", *, kind: str = "", after: str = "", limit: int = PAGE + 1) -> list[ItemLine]:
    """Return base items in the order of their codes with who implements them; two queries."""
    rows = BaseItem.objects.filter(code__gt=after).order_by("code")
    rows = rows.filter(kind=kind) if kind else rows
    if text:
        named = BaseItemText.objects.filter(name__contains=text).values("item_id")
        rows = rows.filter(Q(code__contains=text) | Q(pk__in=named))
    names = BaseItemText.objects.filter(item=OuterRef("pk"), language="zh-hans").values("name")
    numbers = Standard.objects.filter(item=OuterRef("pk")).order_by("-n").values("n")
    found = list(rows.annotate(name=Subquery(names[:1]), standard_n=Subquery(numbers[:1]))[:limit])
    codes = [one.code for one in found]
    by_code: dict[str, set[int]] = {}
    carried = Matter.objects.filter(base_code__in=codes, versions__state=State.PUBLISHED).distinct()
    for code, organ in carried.values_list("base_code", "organ_id"):
        by_code.setdefault(code, set()).add(organ)
    return [
        ItemLine(
            one.code,
            one.name or "",
            one.kind,
            one.standard_n or 0,
            _coverage(one.levels, by_code.get(one.code, set())),
        )
        for one in found
    ]


@dataclass(frozen=True)
class Implementation:
    """One organ's matter of a base item: its newest version, where that departs, and whether any is published."""

    code: str
    version_id: int
    state: str
    organ_id: int
    organ: str
    content: dict[str, Any]
    departures: tuple[Finding, ...]
    in_force: bool


@dataclass(frozen=True)
class ItemSheet:
    """A base item with its standards, the organs that implement it, and those that do not."""

    code: str
    name: str
    kind: str
    basis: str
    levels: str
    standards: tuple[StandardSheet, ...]
    implementations: tuple[Implementation, ...]
    missing: tuple[OrganSheet, ...]
    coverage: tuple[Coverage, ...]

    @property
    def names(self) -> dict[str, str]:
        """Return the name of the directory, with the translations of a matter that is called the same."""
        titles = (one.content.get("titles") or {} for one in self.implementations)
        translated = next((one for one in titles if one.get("zh-hans") == self.name), {})
        return {**translated, "zh-hans": self.name}

    @property
    def standard(self) -> StandardSheet | None:
        """Return the newest standard, in force or announced."""
        return self.standards[0] if self.standards else None

    @property
    def departing(self) -> tuple[Implementation, ...]:
        """Return the implementations that depart from the newest standard."""
        return tuple(one for one in self.implementations if one.departures)

    def starting_terms(self) -> dict[str, Any]:
        """Return the terms a draft begins with: the standard's, or what the directory itself says."""
        if self.standard is not None:
            return dict(self.standard.terms)
        basis = [{"title": self.basis, "level": law_level(self.basis)}] if self.basis else []
        same = {"titles": {"zh-hans": self.name}, "kind": self.kind, "base_code": self.code}
        return {**same, **({"legal_basis": basis} if basis else {})}


def _implementation(code: str, one: Latest, standard: StandardSheet | None) -> Implementation:
    organ = agencies.organs().get(one.organ_id)
    broken = tuple(departures(standard, one.content)) if standard else ()
    name = organ.name("zh-hans") if organ else ""
    return Implementation(
        code, one.version_id, one.state, one.organ_id, name, one.content, broken, one.in_force
    )


def implementations(base_code: str, standard: StandardSheet | None = None) -> list[Implementation]:
    """Return the newest version of every matter of a base item, in the order of the organs; one query."""
    found = [_implementation(code, one, standard) for code, one in newest.of_base(base_code).items()]
    place = {organ: n for n, organ in enumerate(agencies.organs())}
    return sorted(
        (one for one in found if one.state != State.WITHDRAWN),
        key=lambda one: (place.get(one.organ_id, len(place)), one.code),
    )


def of_name(name: str, kind: str = "") -> list[Implementation]:
    """Return the newest version of every matter of exactly this Chinese name, whatever its base code; two queries."""
    named = Wording.objects.filter(place="titles", language="zh-hans", text=name)
    rows = Matter.objects.filter(versions__in=named.values("version_id"))
    rows = rows.filter(kind=kind) if kind else rows
    found = newest.latest(list(rows.distinct().values_list("code", flat=True)[:MOST_COMPARED]))
    return [
        _implementation(code, one, None)
        for code, one in sorted(found.items(), key=lambda pair: (pair[1].organ_id, pair[0]))
        if one.state != State.WITHDRAWN
    ]


def item(code: str) -> ItemSheet | None:
    """Return one base item, or None; two queries, whatever the number of organs."""
    row = next(iter(_item().ask(code)), None)
    if row is None:
        return None
    own_code, name, kind, basis, levels, past = row
    known = [_sheet(one) for one in past]
    carried = implementations(code, known[0] if known else None)
    have = {one.organ_id for one in carried}
    missing = tuple(
        one
        for one in agencies.organs().values()
        if one.id not in have and level_of(one) in levels and level_of(one) in EVERY_ORGAN
    )
    in_force = {one.organ_id for one in carried if one.in_force}
    return ItemSheet(
        own_code,
        name or "",
        kind,
        basis,
        levels,
        tuple(known),
        tuple(carried),
        missing,
        _coverage(levels, in_force),
    )


@cache
def _item() -> Composed:
    """Ask for one base item with its name and every standard of it."""
    names = BaseItemText.objects.filter(item=OuterRef("pk"), language="zh-hans").values("name")
    rows = BaseItem.objects.filter(pk=WORD).annotate(name=Subquery(names[:1]), history=HISTORY)
    return Composed(rows, ("code", "name", "kind", "basis", "levels", "history"), (WORD,))


@dataclass(frozen=True)
class Reason:
    """Why a difference is as it should be."""

    reason: str
    basis: str
    by: str
    at: datetime


def justified(codes: Collection[str]) -> dict[tuple[str, str, str], Reason]:
    """Return the justified differences of matters by code, term and the digest of the two values."""
    rows = Justification.objects.filter(matter__code__in=codes).select_related("matter")
    return {
        (row.matter.code, row.field, row.difference): Reason(row.reason, row.basis, row.by, row.at)
        for row in rows
    }
