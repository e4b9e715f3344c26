"""The standards of the demonstration city: the base directory, the same matter at several towns, and what differs there."""

import copy
import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any, Final

from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.reads import OrganSheet
from yimen.registers.catalogue import acts as catalogue
from yimen.registers.catalogue import comparison, directory, quality, standard_acts, standards
from yimen.registers.catalogue import reads as catalogue_reads
from yimen.registers.catalogue.codes import implementation_code
from yimen.registers.catalogue.import_files import Row
from yimen.registers.catalogue.models import Matter
from yimen.registers.powers import acts as powers

DATA: Final = files("yimen.demo") / "data"
BY: Final = "system:demo"
RENEWED_DAYS_AGO: Final = 20
Described = Mapping[str, Any]


def _json(name: str) -> Any:  # noqa: ANN401 our own files
    return json.loads((DATA / name).read_text("utf-8"))


def _matters() -> dict[str, Described]:
    found = [json.loads(one.read_text("utf-8")) for one in (DATA / "matters").iterdir()]
    return {one["key"]: one for one in found}


def load_directory(at: datetime) -> None:
    """Load the base directory: every matter of the city has its entry, with the levels that exercise it."""
    levels = {"town": "5", "village": "6"}
    kinds = {one.key: one.kind for one in agencies.organs().values()}
    everyone: Iterable[Described] = [*_matters().values(), *_json("matters_brief.json")]
    rows = []
    for n, one in enumerate(everyone, start=2):
        content = one["content"]
        basis = "；".join(
            f"《{law['title'].strip('《》')}》{law.get('articles', '')}"
            for law in content.get("legal_basis") or []
        )
        values = {
            "base_code": content["base_code"],
            "name": content["titles"]["zh-hans"],
            "type_code": content["kind"],
            "levels": levels.get(kinds.get(one["organ"], ""), "4"),
            "legal_basis": basis,
        }
        rows.append(Row(n, values))
    directory.load(rows, by=BY, at=at)


def varied(content: Described, change: Described, organ: OrganSheet) -> dict[str, Any]:
    """Return a matter as another organ implements it: its own places, and the differences made on purpose."""
    fresh: dict[str, Any] = copy.deepcopy(dict(content))
    words = {language: organ.address(language) for language in organ.texts}
    fresh |= {"window": words, "phone": organ.phone, "complaint": organ.complaint_phone}
    fresh["hours"] = {language: organ.hours(language) for language in organ.texts}
    if "promised_days" in change:
        alone = [step for step in fresh["steps"][:-1] if not step.get("parallel")]
        longest = max(alone, key=lambda step: step["days"])
        longest["days"] += change["promised_days"] - fresh["promised_days"]
        fresh["promised_days"] = change["promised_days"]
    if "visits" in change:
        fresh |= {"visits": change["visits"], "visit_reason": change["visit_reason"], "depth": 3}
    basis = fresh["materials"][0]["basis"]
    fresh["materials"] = [
        one for one in fresh["materials"] if one["names"]["zh-hans"] not in change.get("without", [])
    ]
    fresh["materials"] += [
        {"names": names, "required": "required", "originals": 1, "copies": 0, "basis": basis}
        for names in change.get("extra", [])
    ]
    for field in fresh.get("form") or []:
        kind, _colon, number = str(field.get("serves") or "").partition(":")
        if kind == "material" and int(number) > len(fresh["materials"]):
            field["serves"] = "material:1"
    return fresh


def _publish(content: Described, code: str, organ: OrganSheet, at: datetime) -> None:
    version = catalogue.draft(content, code=code, organ_id=organ.id, by=BY, at=at)
    catalogue.load_in_force(version, effective_on=at.date(), by=BY, at=at)


def _code(organ: OrganSheet, base: str) -> str:
    return implementation_code(organ.uscc, standards.level_of(organ), base)


def load(*, at: datetime, until: datetime) -> None:
    """Let towns and villages implement the same matters, then set standards, justify what may differ, and look at the whole."""
    plan, matters, organs = (
        _json("standards.json"),
        _matters(),
        {one.key: one for one in agencies.organs().values()},
    )
    for one in plan["implementations"]:
        content = matters[one["key"]]["content"]
        for key, change in one["organs"].items():
            code = _code(organs[key], content["base_code"])
            if catalogue_reads.published(code, on=at.date()) is None:
                _publish(varied(content, change, organs[key]), code, organs[key], at)
    catalogue_reads.forget()
    quality.take(at=at, on=at.date())
    _renew(plan["renewed"], matters, organs, until - timedelta(days=RENEWED_DAYS_AGO))
    _suspend(plan["suspended"], matters, organs, until - timedelta(days=1))
    for one in plan["standards"]:
        content = matters[one["key"]]["content"]
        terms = {name: content[name] for name in one["terms"]}
        standard_acts.set_standard(
            content["base_code"], terms, one["policy"], effective_on=until.date(), by=BY, at=until
        )
    for one in plan["justifications"]:
        _justify(one, matters[one["key"]]["content"]["base_code"], organs[one["organ"]], until)
    quality.take(at=until, on=until.date())
    powers.order("organ", str(organs["scjgj"].id), "zh-hans", at=until)


def _renew(
    one: Described, matters: Mapping[str, Described], organs: Mapping[str, OrganSheet], at: datetime
) -> None:
    """Shorten what an organ promises: the next version of its matter, with a history to look at."""
    organ, content = organs[one["organ"]], matters[one["key"]]["content"]
    sheet = catalogue_reads.published(_code(organ, content["base_code"]), on=at.date())
    if sheet is not None and sheet.version_n == 1:
        version = catalogue.renew(sheet.version_id, by=BY, at=at)
        catalogue.revise(version, varied(content, one, organ))
        catalogue.load_in_force(version, effective_on=at.date(), by=BY, at=at)


def _suspend(
    one: Described, matters: Mapping[str, Described], organs: Mapping[str, OrganSheet], at: datetime
) -> None:
    code = _code(organs[one["organ"]], matters[one["key"]]["content"]["base_code"])
    catalogue.suspend(Matter.objects.get(code=code).pk, reason=one["reason"], by=BY, at=at)


def _justify(one: Described, base_code: str, organ: OrganSheet, at: datetime) -> None:
    found = standards.item(base_code)
    if found is None:
        return
    matrix = comparison.compare(found.implementations, found.standard, {})
    for line in matrix.lines:
        for cell in line.cells:
            if line.one.organ_id == organ.id and cell.field == one["field"] and cell.differs:
                standard_acts.justify(
                    line.one.code,
                    cell.field,
                    cell.difference,
                    reason=one["reason"],
                    basis=one["basis"],
                    by=BY,
                    at=at,
                )
