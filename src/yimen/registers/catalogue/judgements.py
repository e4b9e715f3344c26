"""Every matter judged: its newest version by the publish gate, the base directory, the standard and the list of fields.

A judgement is kept in the process under everything it rests on: the version, the fingerprint of its content, what the
directory says, which standard binds, and the language of the words. When one of them changes it is made anew.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from itertools import islice
from typing import Any, Final, NamedTuple

from django.db import connection
from django.utils.translation import get_language

from yimen.ground.memory import Memory
from yimen.registers.catalogue import checks_fields, directory, newest, standards
from yimen.registers.catalogue.conformity import StandardSheet, departures
from yimen.registers.catalogue.finding import Content, chinese
from yimen.registers.catalogue.rules import MUST, Finding, judge

BATCH: Final = 500
WEIGHTS: Final[Mapping[str, Any]] = json.loads(
    (files("yimen.registers.catalogue") / "data" / "quality.json").read_text("utf-8")
)
TOTAL: Final[int] = sum(WEIGHTS["rules"].values())
Flaw = tuple[str, str, str, bool]  # rule, first part of the place, words, whether it must be mended


class Head(NamedTuple):
    """A matter's newest version with everything its judgement rests on, but the content itself.

    What was handed in never changes and is known by its fingerprint; of a draft the database makes one.
    """

    code: str
    organ_id: int
    base_code: str
    version_id: int
    mark: str
    kind: str | None
    name: str | None
    standard: int | None
    region: bool


HEADS: Final = """
SELECT m.code, m.organ_id, m.base_code, v.id,
  CASE WHEN v.state <> 'draft' THEN v.digest ELSE md5(v.content::text || coalesce((
    SELECT string_agg(concat_ws(E'\\x1f', w.place, w.language, w.text), E'\\x1e' ORDER BY w.place, w.language)
    FROM catalogue_wording w WHERE w.version_id = v.id), '')) END,
  b.kind, t.name, (SELECT max(s.n) FROM catalogue_standard s WHERE s.item_id = b.code),
  left(m.base_code, 2) IN (SELECT left(r.code, 2) FROM catalogue_baseitem r)
FROM catalogue_matter m
JOIN LATERAL (
  SELECT * FROM catalogue_version n WHERE n.matter_id = m.id ORDER BY n.n DESC LIMIT 1
) v ON true
LEFT JOIN catalogue_baseitem b ON b.code = m.base_code
LEFT JOIN catalogue_baseitemtext t ON t.item_id = b.code AND t.language = 'zh-hans'
WHERE %s::bigint[] IS NULL OR m.organ_id = ANY(%s::bigint[])
ORDER BY m.code"""


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

    @cached_property
    def score(self) -> int:
        """Return its score of 100: what the rules it keeps weigh, of what all rules weigh [D]."""
        broken = {one.rule for one in self.findings}
        return max(0, round(100 * (1 - sum(weight(one) for one in broken) / TOTAL)))

    @cached_property
    def flaws(self) -> frozenset[Flaw]:
        """Return what was found, the same flaw in several rows of one list once."""
        return frozenset(
            (one.rule, one.place.split(".")[0], str(one.words), one.severity == MUST) for one in self.findings
        )


_kept: Memory[tuple[Head, str], Judged] = Memory()
_same: Memory[Finding, Finding] = Memory()


def forget() -> None:
    """Drop what is kept in this process."""
    _kept.forget()
    _same.forget()


def weight(rule: str) -> int:
    """Return how much a rule weighs."""
    return int(WEIGHTS["rules"].get(rule, WEIGHTS["should"]))


def judged(organ_ids: Collection[int] | None = None) -> Iterator[Judged]:
    """Judge the newest version of every matter of some organs (None: of all); one query, and four for 500 not kept yet."""
    language, wanted = get_language() or "", None if organ_ids is None else list(organ_ids)
    with connection.cursor() as cursor:
        cursor.execute(HEADS, [wanted, wanted])
        heads = [Head(*row) for row in cursor.fetchall()]
    found = {head: _kept.get((head, language)) for head in heads}
    fresh = iter([head for head, one in found.items() if one is None])
    while batch := list(islice(fresh, BATCH)):
        found.update(_judge(batch, language))
    return (one for one in found.values() if one is not None)


def _judge(heads: Sequence[Head], language: str) -> dict[Head, Judged]:
    versions = newest.by_id([head.version_id for head in heads])
    bases = {one.content.get("base_code") or "" for one in versions.values()} - {""}
    entries, regions, known = directory.entries(bases), directory.regions(), standards.standards(bases)
    made: dict[Head, Judged] = {}
    lasting: list[Head] = []
    for head in heads:
        one = versions.get(head.version_id)
        if one is None:  # it was thrown away meanwhile
            continue
        base = one.content.get("base_code") or ""
        fault = directory.fault(entries, regions, one.content)
        found = _shared(_findings(one.content, head.code, fault, known.get(base)))
        name = chinese(one.content.get("titles"))
        made[head] = Judged(head.code, head.version_id, head.organ_id, name, found)
        lasting += [head] if base == head.base_code else []
    _kept.keep_all({(head, language): made[head] for head in lasting})
    return made


def _findings(
    content: Content, code: str, fault: Finding | None, standard: StandardSheet | None
) -> Iterator[Finding]:
    yield from judge(content)
    if fault is not None:
        yield fault
    yield from departures(standard, content) if standard else ()
    yield from checks_fields.codes(content, code)
    yield from checks_fields.lacking(content)


def _shared(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in the words of now; the same one in many matters is kept once."""
    said = (Finding(one.rule, one.place, str(one.words), one.severity) for one in found)
    return tuple(map(_kept_once, said))


def _kept_once(one: Finding) -> Finding:
    return _same.of(one, lambda: one)
