"""The quality report: the newest version of every matter, judged by the publish gate, the base directory, the standards and the list of fields."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction

from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue.judgements import Judged, judged, weight
from yimen.registers.catalogue.standard_models import QualitySnapshot

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
        flaws = one.flaws
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
        replace(one, findings=tuple(flaw for flaw in one.findings if flaw.rule == rule))
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
