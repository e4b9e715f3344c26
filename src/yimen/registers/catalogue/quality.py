"""The quality report: the newest version of every matter, judged by the publish gate, the base directory, the standards and the list of fields."""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from typing import Any, Final

from django.db import transaction

from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import checks_fields, directory, newest, standards
from yimen.registers.catalogue.conformity import StandardSheet, departures
from yimen.registers.catalogue.finding import chinese
from yimen.registers.catalogue.rules import MUST, Finding, judge
from yimen.registers.catalogue.standard_models import QualitySnapshot

BATCH: Final = 500
WEIGHTS: Final[Mapping[str, Any]] = json.loads(
    (files("yimen.registers.catalogue") / "data" / "quality.json").read_text("utf-8")
)
TOTAL: Final[int] = sum(WEIGHTS["rules"].values())
DAYS_SHOWN: Final = 90


@dataclass(frozen=True)
class QualityLine:
    """One defect: its rule, its words, in how many matters, and whether it keeps them from being published."""

    rule: str
    words: str
    matters: int
    must: bool


@dataclass(frozen=True)
class WorkLine:
    """What to mend next: a rule, how many matters break it, what that costs the score, and where most of them are."""

    rule: str
    says: str
    matters: int
    must: bool
    weight: int
    organ: str

    @property
    def gain(self) -> int:
        """Return what mending it everywhere would bring, in points."""
        return self.weight * self.matters


@dataclass(frozen=True)
class OrganLine:
    """How an organ's matters stand: how many there are, how many are without a defect, and their mean score."""

    organ_id: int
    name: str
    total: int
    whole: int
    score: int = 0

    @property
    def percent(self) -> int:
        """Return the share without a defect, in whole percent."""
        return round(100 * self.whole / self.total) if self.total else 0


@dataclass(frozen=True)
class Quality:
    """How the catalogue stands, defect by defect and organ by organ."""

    total: int
    whole: int
    lines: tuple[QualityLine, ...]
    organs: tuple[OrganLine, ...]
    score: int = 0
    work: tuple[WorkLine, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        return {
            "total": self.total,
            "whole": self.whole,
            "score": self.score,
            "defects": [
                {"rule": one.rule, "words": one.words, "matters": one.matters, "must": one.must}
                for one in self.lines
            ],
            "work": [
                {
                    "rule": one.rule,
                    "says": one.says,
                    "matters": one.matters,
                    "weight": one.weight,
                    "gain": one.gain,
                }
                for one in self.work
            ],
            "organs": [
                {
                    "organ_id": one.organ_id,
                    "name": one.name,
                    "total": one.total,
                    "whole": one.whole,
                    "score": one.score,
                }
                for one in self.organs
            ],
        }


@dataclass(frozen=True)
class Judged:
    """One matter with everything that was found in it."""

    code: str
    version_id: int
    organ_id: int
    name: str
    findings: tuple[Finding, ...]

    @property
    def whole(self) -> bool:
        """Say whether nothing keeps it from being published."""
        return not any(one.severity == MUST for one in self.findings)

    @property
    def score(self) -> int:
        """Return its score of 100: what the rules it keeps weigh, of what all rules weigh [D]."""
        broken = {one.rule for one in self.findings}
        return max(0, round(100 * (1 - sum(weight(one) for one in broken) / TOTAL)))


def weight(rule: str) -> int:
    """Return how much a rule weighs."""
    return int(WEIGHTS["rules"].get(rule, WEIGHTS["should"]))


def judged(organ_ids: Collection[int] | None = None) -> Iterator[Judged]:
    """Judge the newest version of every matter of some organs (None: of all); six queries per 500 matters."""
    codes, regions = newest.codes(organ_ids), directory.regions()
    for start in range(0, len(codes), BATCH):
        found = newest.latest(codes[start : start + BATCH])
        bases = {one.content.get("base_code") or "" for one in found.values()} - {""}
        entries, known = directory.entries(bases), standards.standards(bases)
        for code, one in found.items():
            yield _judged(code, one, entries, regions, known)


def _judged(
    code: str,
    one: newest.Latest,
    entries: Mapping[str, directory.Entry],
    regions: frozenset[str],
    known: Mapping[str, StandardSheet],
) -> Judged:
    base = directory.fault(entries, regions, one.content)
    standard = known.get(one.content.get("base_code") or "")
    found = [
        *judge(one.content),
        *([base] if base else ()),
        *(departures(standard, one.content) if standard else ()),
        *checks_fields.codes(one.content, code),
        *checks_fields.lacking(one.content),
    ]
    return Judged(code, one.version_id, one.organ_id, chinese(one.content.get("titles")), tuple(found))


class _Sum:
    """What the report adds up while it goes through the matters."""

    def __init__(self) -> None:
        self.totals: Counter[int] = Counter()
        self.whole: Counter[int] = Counter()
        self.points: Counter[int] = Counter()
        self.defects: Counter[tuple[str, str, bool]] = Counter()
        self.rules: Counter[str] = Counter()
        self.must: set[str] = set()
        self.where: defaultdict[str, Counter[int]] = defaultdict(Counter)
        self.words: dict[str, Counter[str]] = defaultdict(Counter)

    def add(self, one: Judged) -> None:
        flaws = {(f.rule, f.place.split(".")[0], str(f.words), f.severity == MUST) for f in one.findings}
        self.totals[one.organ_id] += 1
        self.whole[one.organ_id] += one.whole
        self.points[one.organ_id] += one.score
        self.defects.update({(rule, words, must) for rule, _place, words, must in flaws})
        self.must |= {rule for rule, _place, _words, must in flaws if must}
        for rule, _place, words, _must in flaws:
            self.words[rule][words] += 1
        for rule in {rule for rule, *_rest in flaws}:
            self.rules[rule] += 1
            self.where[rule][one.organ_id] += 1


def report(organ_ids: Collection[int] | None = None, *, language: str = "zh-hans") -> Quality:
    """Judge the newest version of every matter of some organs (None: of all) and say what to mend first."""
    added, tree = _Sum(), agencies.organs()
    for one in judged(organ_ids):
        added.add(one)

    def name(pk: int) -> str:
        return tree[pk].name(language) if pk in tree else ""

    organs = [
        OrganLine(pk, name(pk), total, added.whole[pk], round(added.points[pk] / total))
        for pk, total in added.totals.items()
    ]
    work = [
        WorkLine(
            rule,
            added.words[rule].most_common(1)[0][0],
            n,
            rule in added.must,
            weight(rule),
            name(added.where[rule].most_common(1)[0][0]),
        )
        for rule, n in added.rules.items()
    ]
    total = added.totals.total()
    return Quality(
        total=total,
        whole=added.whole.total(),
        lines=tuple(
            QualityLine(rule, words, n, must) for (rule, words, must), n in added.defects.most_common()
        ),
        organs=tuple(sorted(organs, key=lambda one: (one.percent, one.score, -one.total))),
        score=round(added.points.total() / total) if total else 0,
        work=tuple(sorted(work, key=lambda one: (-one.gain, one.rule))),
    )


def breaking(rule: str, organ_ids: Collection[int] | None = None) -> list[Judged]:
    """Return the matters that break a rule, the worst first, each with what was found under that rule alone."""
    found = [
        Judged(
            one.code,
            one.version_id,
            one.organ_id,
            one.name,
            tuple(flaw for flaw in one.findings if flaw.rule == rule),
        )
        for one in judged(organ_ids)
    ]
    return sorted((one for one in found if one.findings), key=lambda one: (-len(one.findings), one.code))


def take(*, at: datetime, on: date) -> bool:
    """Keep how the catalogue stands today, once a day; say whether it was kept now."""
    if QualitySnapshot.objects.filter(day=on).exists():
        return False
    figures = report().as_json()
    kept = {
        **{name: figures[name] for name in ("total", "whole", "score", "organs")},
        "rules": {one["rule"]: one["matters"] for one in figures["work"]},
    }
    with transaction.atomic():
        _row, new = QualitySnapshot.objects.get_or_create(day=on, defaults={"taken_at": at, "report": kept})
    return new


@dataclass(frozen=True)
class Point:
    """How the catalogue stood on a day."""

    day: date
    total: int
    whole: int
    score: int


def trend(limit: int = DAYS_SHOWN, organ_ids: Collection[int] | None = None) -> list[Point]:
    """Return how the catalogue, or the part of some organs, stood on the days kept, the newest first."""
    rows = QualitySnapshot.objects.order_by("-day")[:limit]
    return [_point(row, organ_ids) for row in rows]


def _point(row: QualitySnapshot, organ_ids: Collection[int] | None) -> Point:
    if organ_ids is None:
        return Point(row.day, *(row.report[name] for name in ("total", "whole", "score")))
    theirs = [one for one in row.report["organs"] if one["organ_id"] in organ_ids]
    total, whole = (sum(one[name] for one in theirs) for name in ("total", "whole"))
    points = sum(one["score"] * one["total"] for one in theirs)
    return Point(row.day, total, whole, round(points / total) if total else 0)
