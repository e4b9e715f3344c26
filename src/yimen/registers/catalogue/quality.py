"""The quality report: the newest version of every matter, judged by the publish gate."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import newest
from yimen.registers.catalogue.rules import MUST, judge

BATCH: Final = 500


@dataclass(frozen=True)
class QualityLine:
    """One defect: its rule, its words, in how many matters, and whether it keeps them from being published."""

    rule: str
    words: str
    matters: int
    must: bool


@dataclass(frozen=True)
class OrganLine:
    """How an organ's matters stand: how many there are and how many are without a defect."""

    organ_id: int
    name: str
    total: int
    whole: int

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

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        return {
            "total": self.total,
            "whole": self.whole,
            "defects": [
                {"rule": one.rule, "words": one.words, "matters": one.matters, "must": one.must}
                for one in self.lines
            ],
            "organs": [{"name": one.name, "total": one.total, "whole": one.whole} for one in self.organs],
        }


def _newest(organ_ids: Collection[int] | None) -> Iterator[newest.Latest]:
    codes = newest.codes(organ_ids)
    for start in range(0, len(codes), BATCH):
        yield from newest.latest(codes[start : start + BATCH]).values()


def report(organ_ids: Collection[int] | None = None, *, language: str = "zh-hans") -> Quality:
    """Judge the newest version of every matter of some organs (None: of all); two queries per 500 matters."""
    totals: Counter[int] = Counter()
    whole: Counter[int] = Counter()
    defects: Counter[tuple[str, str, bool]] = Counter()
    for one in _newest(organ_ids):
        found = {
            (flaw.rule, flaw.place.split(".")[0], str(flaw.words), flaw.severity == MUST)
            for flaw in judge(one.content)
        }
        totals[one.organ_id] += 1
        whole[one.organ_id] += not any(must for *_rest, must in found)
        defects.update({(rule, words, must) for rule, _place, words, must in found})
    tree = agencies.organs()
    organs = [
        OrganLine(pk, tree[pk].name(language) if pk in tree else "", total, whole[pk])
        for pk, total in totals.items()
    ]
    return Quality(
        total=totals.total(),
        whole=whole.total(),
        lines=tuple(QualityLine(rule, words, n, must) for (rule, words, must), n in defects.most_common()),
        organs=tuple(sorted(organs, key=lambda one: (one.percent, -one.total))),
    )
