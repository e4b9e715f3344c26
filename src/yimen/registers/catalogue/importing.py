"""Loading a list of matters: every row judged, whole or not at all, the same file twice changes nothing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.ground.hold import as_one
from yimen.ground.life import Refused
from yimen.registers.agencies import acts as agency_acts
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import acts, directory, newest, reads, standards, wording
from yimen.registers.catalogue.acts.common import authors
from yimen.registers.catalogue.conformity import StandardSheet, departures
from yimen.registers.catalogue.finding import Finding
from yimen.registers.catalogue.import_files import Row
from yimen.registers.catalogue.import_merge import merged
from yimen.registers.catalogue.import_rows import Mapped, mapped_row
from yimen.registers.catalogue.life import State
from yimen.registers.catalogue.rules import findings

DIVISION_DIGITS: Final = 12
NOBODY: Final = "000000000000"


@dataclass(frozen=True)
class Orders:
    """How to load: the organ of rows without a valid code, the day from which whole matters are in force, or only try."""

    organ_id: int | None = None
    publish_on: date | None = None
    dry_run: bool = False


@dataclass(frozen=True)
class Line:
    """A row with something wrong: its row number, its name, and each reason with its rule."""

    row: int
    name: str
    reasons: tuple[tuple[str, str], ...]


@dataclass
class Report:
    """What a list came to."""

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    published: int = 0
    organs: int = 0
    rejected: list[Line] = field(default_factory=list)
    incomplete: list[Line] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON values."""
        lists = {"rejected": self.rejected, "incomplete": self.incomplete}
        lines = {
            name: [
                {
                    "row": one.row,
                    "name": one.name,
                    "reasons": [{"rule": r, "words": w} for r, w in one.reasons],
                }
                for one in found
            ]
            for name, found in lists.items()
        }
        counts = ("read", "new", "changed", "unchanged", "published", "organs")
        return {**{name: getattr(self, name) for name in counts}, **lines}


def same(content: Mapping[str, Any]) -> Any:  # noqa: ANN401 a JSON value
    """Return a content as the database would give it back, so that two can be compared."""
    words: dict[str, dict[str, str]] = {}
    for place, language, text in wording.texts(content):
        words.setdefault(place, {})[language] = text
    return wording.put_back(wording.taken_out(content), words)


class _Load:
    """One run over a list; knows what the register held before and what the run added."""

    def __init__(self, orders: Orders, *, by: str, at: datetime) -> None:
        self.orders, self.by, self.at = orders, by, at
        self.report = Report()
        self.organs: dict[str, int] = {}
        self.codes: dict[str, int] = {}
        self.latest: dict[str, newest.Latest] = {}
        self.base: dict[str, directory.Entry] = {}
        self.regions: frozenset[str] = frozenset()
        self.standards: dict[str, StandardSheet] = {}

    def take(self, rows: Iterable[tuple[Row, Mapped]], progress: Callable[[int], None]) -> None:
        for row, mapped in rows:
            self.report.read += 1
            try:
                with as_one():
                    self._row(row, mapped)
            except Refused as refused:
                self._reject(row, mapped, refused.reason, refused.code)
            progress(1)

    def _reject(self, row: Row, mapped: Mapped, reason: str | Promise, code: str) -> None:
        name = mapped.content["titles"].get("zh-hans", "")
        self.report.rejected.append(Line(row.number, name, ((code, str(reason)),)))

    def _row(self, row: Row, mapped: Mapped) -> None:
        if mapped.refused is not None:
            raise Refused(mapped.refused.words, field=mapped.refused.place, code=mapped.refused.rule)
        if mapped.code in self.codes:
            words = _("Row %(row)s has the same code.") % {"row": self.codes[mapped.code]}
            raise Refused(words, code="twice")
        organ = self._organ(mapped)
        before = self.latest.get(mapped.code)
        if before is not None and before.organ_id != organ:
            raise Refused(_("The register holds this code under another organ."), code="other_organ")
        self.codes[mapped.code] = row.number
        if before is not None:
            mapped.content = merged(before.content, mapped.content, row.values)
        base = directory.fault(self.base, self.regions, mapped.content)
        flaws = [*mapped.flaws, *findings(mapped.content), *([base] if base else ())]
        standard = self.standards.get(mapped.content.get("base_code") or "")
        flaws += departures(standard, mapped.content) if standard else []
        version = self._write(mapped, organ, before)
        if flaws:
            self._incomplete(row, mapped, flaws)
        elif version is not None and self.orders.publish_on is not None:
            acts.load_in_force(version, effective_on=self.orders.publish_on, by=self.by, at=self.at)
            self.report.published += 1

    def _incomplete(self, row: Row, mapped: Mapped, flaws: list[Finding]) -> None:
        reasons = tuple((flaw.rule, str(flaw.words)) for flaw in flaws)
        self.report.incomplete.append(Line(row.number, mapped.content["titles"]["zh-hans"], reasons))

    def _write(self, mapped: Mapped, organ: int, before: newest.Latest | None) -> int | None:
        """Write what is new; return the draft that results, or None if nothing is left to publish."""
        if before is not None and same(before.content) == same(mapped.content):
            self.report.unchanged += 1
            return before.version_id if before.state == State.DRAFT else None
        if before is not None and before.state == State.DRAFT:
            self._leave_to_its_editor(before)
            acts.revise(before.version_id, mapped.content, by=self.by, at=self.at)
            self.report.changed += 1
            return before.version_id
        version = acts.draft(mapped.content, code=mapped.code, organ_id=organ, by=self.by, at=self.at)
        if before is None:
            self.report.new += 1
        else:
            self.report.changed += 1
        return version

    def _leave_to_its_editor(self, before: newest.Latest) -> None:
        """Raise Refused for a draft in which somebody else wrote: a list does not write over an editor's work (H-412)."""
        others = {one for one in authors(before.version_id) if not one.startswith("system")} - {self.by}
        if others:
            raise Refused(
                _("An editor is at work on a draft of this matter; it stays as it is."), code="edited"
            )

    def _organ(self, mapped: Mapped) -> int:
        code = mapped.organ_code
        if code not in self.organs:
            known = agencies.by_uscc(code) or _by_key(_key(code))
            if known is not None:
                self.organs[code] = known.id
            elif self.orders.organ_id is not None and not mapped.organ_code_valid:
                return self.orders.organ_id
            else:
                self.organs[code] = self._open(mapped)
        return self.organs[code]

    def _open(self, mapped: Mapped) -> int:
        digits = "".join(one for one in mapped.division_code if one.isdecimal())
        temporary = mapped.organ_code.startswith("TE")
        new = agency_acts.NewOrgan(
            key=_key(mapped.organ_code),
            kind="town" if temporary else "department",
            division_code=digits[:DIVISION_DIGITS].ljust(DIVISION_DIGITS, "0") if digits else NOBODY,
            texts={"zh-hans": {"name": mapped.organ_name or mapped.organ_code}},
            uscc="" if temporary else mapped.organ_code,
        )
        organ = agency_acts.open_organ(new, by=self.by, at=self.at)
        self.report.organs += 1
        return organ


def _key(code: str) -> str:
    return f"code-{code.lower()}" if code else ""


def _by_key(key: str) -> agencies.OrganSheet | None:
    return next((one for one in agencies.organs().values() if key and one.key == key), None)


def load(
    rows: Iterable[Row],
    orders: Orders,
    *,
    by: str,
    at: datetime,
    progress: Callable[[int], None] = lambda _step: None,
) -> Report:
    """Load a list in one transaction and report on every row that is rejected or incomplete.

    Incomplete matters stay drafts. A dry run writes nothing, yet reports exactly what a real one would.
    """
    mapped = [(row, mapped_row(row.values, any_organ=orders.organ_id is not None)) for row in rows]
    run = _Load(orders, by=by, at=at)
    try:
        with transaction.atomic():
            run.latest = newest.latest([one.code for _row, one in mapped])
            run.base = directory.entries([one.content["base_code"] for _row, one in mapped])
            run.regions = directory.regions()
            run.standards = standards.standards([one.content["base_code"] for _row, one in mapped])
            run.take(mapped, progress)
            if orders.dry_run:
                transaction.set_rollback(True)
    finally:
        agencies.forget()  # a dry run may have shown organs that were rolled back
        reads.forget()
    return run.report
