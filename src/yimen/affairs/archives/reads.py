"""What may be asked about the archive. Answers are plain, frozen values; no row leaves the module."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils.functional import Promise

from yimen.affairs.archives import bag, copies, rules
from yimen.affairs.archives.acts.packing import ENDED, HOLDER, MARK
from yimen.affairs.archives.checking import CHECKS, GROUPS
from yimen.affairs.archives.life import KEPT, HoldGround, Kind, Openness, Retention, Secrecy, State
from yimen.affairs.archives.models import DestructionLine, HandoverLine, Hold, Package, Viewing
from yimen.ground import vault
from yimen.ground.numbers import printed, read_number, read_printed
from yimen.ground.together import Reading, read_together
from yimen.registers.agencies import reads as agencies

__all__ = ["ENDED", "MARK"]
PAGE: Final = 25
MOST: Final = 200
Words = str | Promise


@dataclass(frozen=True)
class PackageLine:
    """A package as one line of a list."""

    id: int
    case_id: int
    case_number: str
    kind: str
    kind_words: Words
    n: int
    state: str
    state_words: Words
    number: str
    title: str
    matter: str
    organ_id: int
    organ_name: str
    person_id: int
    result: str
    retention: str
    retention_words: Words
    formed_on: date
    over_on: date | None
    archived_at: datetime | None
    ordered_at: datetime
    files: int
    size: int
    digest: str
    sm3: str
    trouble: str
    failed: tuple[str, ...]

    @property
    def kept(self) -> bool:
        """Say whether it lies in the archive."""
        return self.state in KEPT

    @property
    def transfer_on(self) -> date:
        """Return the day on which it is due at the city archive (L-40)."""
        return rules.transfer_on(self.formed_on, settings.ARCHIVE_TRANSFER_YEARS)


SAME: Final = (
    "id",
    "case_id",
    "kind",
    "n",
    "state",
    "number",
    "title",
    "matter",
    "organ_id",
    "organ_name",
    "person_id",
    "result",
    "retention",
    "formed_on",
    "over_on",
    "archived_at",
    "ordered_at",
    "files",
    "size",
    "digest",
    "sm3",
    "trouble",
)


def _line(row: Package) -> PackageLine:
    return PackageLine(
        case_number=printed(row.case_id),
        kind_words=Kind(row.kind).label,
        state_words=State(row.state).label,
        retention_words=Retention(row.retention).label if row.retention else "",
        failed=() if row.state in KEPT else tuple(one["code"] for one in row.checks if not one["ok"]),
        **{name: getattr(row, name) for name in SAME},
    )


def main_of(case_id: int) -> PackageLine | None:
    """Return the package of a case, or None if none was ordered."""
    row = Package.objects.filter(case_id=case_id, n=0).first()
    return _line(row) if row else None


def _lines(rows: Iterable[Package]) -> list[PackageLine]:
    return [_line(row) for row in rows]


def packages_of(case_id: int) -> list[PackageLine]:
    """Return the packages of a case, the record first and what was added after it."""
    return _lines(Package.objects.filter(case_id=case_id).order_by("n"))


def asked_of_case(case_id: int) -> Reading[list[PackageLine]]:
    """Return what to read for the packages of a case, together with others."""
    return Reading(Package.objects.filter(case_id=case_id).order_by("n"), _lines)


@dataclass(frozen=True)
class CheckLine:
    """What one check asked and found, in words."""

    group: Words
    asks: Words
    ok: bool
    what: tuple[str, ...]


@dataclass(frozen=True)
class HoldLine:
    """A hold in words."""

    id: int
    ground: Words
    words: str
    set_by: str
    set_at: datetime
    lifted_at: datetime | None


@dataclass(frozen=True)
class PackageSheet:
    """A package with all that the register says."""

    line: PackageLine
    note: str
    matter_code: str
    fonds: str
    openness_words: Words
    secrecy_words: Words
    checks: tuple[CheckLine, ...]
    holds: tuple[HoldLine, ...]
    others: tuple[PackageLine, ...]

    @property
    def held(self) -> bool:
        """Say whether it must not be destroyed."""
        return any(one.lifted_at is None for one in self.holds)


def package(package_id: int) -> PackageSheet | None:
    """Return a package with its checks, its holds and the other packages of the case, or None; one query."""
    rows = Package.objects.filter(pk=package_id)
    others = Package.objects.filter(case_id__in=rows.values("case_id")).exclude(pk=package_id).order_by("n")
    found, added, holds = read_together(
        Reading(rows, list),
        Reading(others, _lines),
        Reading(Hold.objects.filter(package=package_id).order_by("pk"), list),
    )
    if not found:
        return None
    row = found[0]
    return PackageSheet(
        line=_line(row),
        note=row.note,
        matter_code=row.matter_code,
        fonds=row.fonds,
        openness_words=Openness(row.openness).label if row.openness else "",
        secrecy_words=Secrecy(row.secrecy).label if row.secrecy else "",
        checks=tuple(_check(one) for one in row.checks if one["code"] in CHECKS),
        holds=tuple(_hold(one) for one in holds),
        others=tuple(added),
    )


def _check(one: dict[str, Any]) -> CheckLine:
    return CheckLine(GROUPS[one["group"]], CHECKS[one["code"]].asks, one["ok"], tuple(one["what"]))


def _hold(row: Hold) -> HoldLine:
    return HoldLine(row.pk, HoldGround(row.ground).label, row.words, row.set_by, row.set_at, row.lifted_at)


@dataclass(frozen=True)
class Page:
    """Some lines and the cursor to the next ones ("" at the end)."""

    lines: tuple[PackageLine, ...]
    next: str


@dataclass(frozen=True)
class Wanted:
    """What is looked for: a number, words of a title or matter, a name of an applicant; and what narrows it down."""

    text: str = ""
    organ: int = 0
    year: int = 0
    state: str = ""


def search(organ_ids: Iterable[int], wanted: Wanted, *, cursor: str = "", size: int = PAGE) -> Page:
    """Return packages of some organs, the newest first."""
    rows = Package.objects.filter(organ_id__in=list(organ_ids))
    if wanted.organ:
        rows = rows.filter(organ_id=wanted.organ)
    if wanted.year:
        rows = rows.filter(formed_on__year=wanted.year)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.text:
        rows = rows.filter(_matching(wanted.text))
    return _page(rows.order_by("-id"), cursor, size)


def _matching(text: str) -> Q:
    plain = text.strip()
    case = read_printed(plain)
    by_holder = Q(holder_index=vault.blind_index(plain, context=HOLDER))
    by_words = Q(matter__contains=plain) | Q(number__icontains=plain) | Q(matter_code=plain)
    return by_words | by_holder | Q(case_id=case or 0)


def _page(rows: QuerySet[Package], cursor: str, size: int) -> Page:
    if after := read_number(cursor):
        rows = rows.filter(id__lt=after)
    found = list(rows[: size + 1])
    return Page(
        tuple(_line(row) for row in found[:size]), str(found[size - 1].pk) if len(found) > size else ""
    )


@dataclass(frozen=True)
class Counts:
    """How many packages stand where, and how much they weigh."""

    by_state: dict[str, int]
    size: int

    def of(self, state: str) -> int:
        """Return how many stand at a state."""
        return self.by_state.get(state, 0)


def _counted(rows: Iterable[dict[str, Any]]) -> Counts:
    found = list(rows)
    return Counts({one["state"]: one["n"] for one in found}, sum(one["weight"] for one in found))


@dataclass(frozen=True)
class Overview:
    """How the archive of some organs stands: how much, what a check sent back, what is due, what is over."""

    counts: Counts
    returned: list[PackageLine]
    due: list[PackageLine]
    over: list[PackageLine]


def overview(organ_ids: Iterable[int], *, on: date, due: bool) -> Overview:
    """Return how the archive of some organs stands; what is due and over only if it is wanted; one query."""
    wanted = list(organ_ids)
    rows = Package.objects.filter(organ_id__in=wanted)
    counts = rows.values("state").annotate(n=Count("pk"), weight=Sum("size", default=0)).order_by()
    asked = [Reading(rows.filter(state=State.RETURNED).order_by("pk")[:MOST], _lines)]
    asked += [Reading(_due(wanted, on), _lines), Reading(_over(wanted, on), _lines)] if due else []
    return Overview(*read_together(Reading(counts, _counted), *asked), *([[], []] if not due else []))


def _archived(organ_ids: Iterable[int]) -> QuerySet[Package]:
    """Return what some organs keep, with what a line shows of it; what the checks found is long."""
    return Package.objects.filter(organ_id__in=list(organ_ids), state=State.ARCHIVED).only(*SAME)


def _listed() -> QuerySet[HandoverLine]:
    """Return the lines of lists on which a package may stand only once."""
    return HandoverLine.objects.filter(package=OuterRef("pk")).exclude(handover__state="received")


def _due(organ_ids: Iterable[int], on: date) -> QuerySet[Package]:
    """Return what is due at the city archive and on no list yet, the oldest first (L-40)."""
    before = rules.years_after(on, -settings.ARCHIVE_TRANSFER_YEARS)
    rows = _archived(organ_ids).filter(
        ~Exists(_listed()),
        formed_on__lte=before,
        retention__in=["permanent", "30"],
    )
    return rows.order_by("formed_on", "pk")[:MOST]


def for_custody(organ_ids: Iterable[int]) -> list[PackageLine]:
    """Return what could go to the city archive early: kept long, and on no list yet (G-309)."""
    rows = _archived(organ_ids).filter(
        ~Exists(_listed()),
        retention__in=["permanent", "30"],
    )
    return [_line(row) for row in rows.order_by("pk")[:MOST]]


def over(organ_ids: Iterable[int], *, on: date) -> list[PackageLine]:
    """Return what is to be looked at again because its retention is over and nobody asked yet, the oldest first (G-310)."""
    return _lines(_over(organ_ids, on))


def _over(organ_ids: Iterable[int], on: date) -> QuerySet[Package]:
    asked = DestructionLine.objects.filter(
        package=OuterRef("pk"), destruction__state__in=["asked", "approved"]
    )
    rows = _archived(organ_ids).filter(~Exists(asked), over_on__lte=on)
    return rows.order_by("over_on", "pk")[:MOST]


@dataclass(frozen=True)
class Entry:
    """One file within a package."""

    path: str
    size: int


def contents(line: PackageLine) -> list[Entry]:
    """Return the files of a package. Raises FileNotFoundError if no copy is whole."""
    opened = bag.unpack(copies.read(line.number, line.digest))
    return [Entry(path, len(data)) for path, data in sorted(opened.files.items()) if path.startswith("data/")]


def file(line: PackageLine, path: str) -> bytes | None:
    """Return one file of a package, or None. Raises FileNotFoundError if no copy is whole."""
    return bag.unpack(copies.read(line.number, line.digest)).files.get(path)


def whole(line: PackageLine) -> bytes:
    """Return a package as it is. Raises FileNotFoundError if no copy is whole."""
    return copies.read(line.number, line.digest)


@dataclass(frozen=True)
class ViewingSheet:
    """That someone opened a record, and when."""

    id: int
    package_id: int
    account_id: int
    who: str
    purpose: str
    at: datetime


def viewing(viewing_id: int) -> ViewingSheet | None:
    """Return a viewing, or None."""
    row = Viewing.objects.filter(pk=viewing_id).first()
    return _viewing(row) if row else None


def _viewing(row: Viewing) -> ViewingSheet:
    return ViewingSheet(row.pk, row.package_id, row.account_id, row.who, row.purpose, row.at)


def viewings(package_id: int) -> list[ViewingSheet]:
    """Return who opened a record, the newest first."""
    return [_viewing(row) for row in Viewing.objects.filter(package=package_id).order_by("-at")[:MOST]]


def organ_choices(organ_ids: Iterable[int], language: str) -> list[tuple[int, str]]:
    """Return the organs of some ids with their names."""
    wanted = set(organ_ids)
    return [(one.id, one.name(language)) for one in agencies.organs().values() if one.id in wanted]
