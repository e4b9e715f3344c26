"""From a row of a list to the content of a matter: a mapping that guesses nothing. Pure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from yimen.ground.codes import uscc_valid
from yimen.registers.catalogue import codes, national
from yimen.registers.catalogue import import_words as words
from yimen.registers.catalogue.codes import BASE, TEMPORARY, implementation_fault
from yimen.registers.catalogue.finding import Finding

LONGEST_NAME: Final = 300
LONGEST_CODE: Final = 80
MOST_DAYS: Final = 3660
FULL_CODE: Final = 31


@dataclass
class Mapped:
    """A row as a matter: its code, its organ, its content, and what is wrong with it.

    `refused` says why the row cannot be taken at all; `flaws` are defects that keep it a draft.
    """

    code: str = ""
    organ_code: str = ""
    organ_name: str = ""
    division_code: str = ""
    content: dict[str, Any] = field(default_factory=dict)
    refused: Finding | None = None
    flaws: list[Finding] = field(default_factory=list)

    @property
    def organ_code_valid(self) -> bool:
        """Say whether the organ's code is a unified social credit code or a temporary one."""
        return uscc_valid(self.organ_code) or bool(TEMPORARY.fullmatch(self.organ_code))


def text(value: Any) -> dict[str, str]:  # noqa: ANN401 any value of a file
    """Return a Chinese text, or nothing for an empty one."""
    plain = str(value or "").strip()
    return {"zh-hans": plain} if plain else {}


def _first(row: Mapping[str, Any], *names: str) -> str:
    values = (row.get(name) for name in names)
    return next((str(one).strip() for one in values if isinstance(one, str | int) and str(one).strip()), "")


def _number(row: Mapping[str, Any], name: str, mapped: Mapped) -> int | None:
    value = row.get(name)
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        number = float(str(value))
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or not 0 <= number <= MOST_DAYS or number != int(number):
        mapped.flaws.append(Finding("H-301", name, _("This is not a number of days or visits.")))
        return None
    return int(number)


def _material(one: Any) -> dict[str, Any]:  # noqa: ANN401 a name or a mapping
    if not isinstance(one, Mapping):
        name = str(one)
        return {"names": text(name), "originals": int("原件" in name), "copies": int("复印件" in name)}
    kept: dict[str, Any] = {
        **{name: str(one[name]) for name in ("size", "source_note") if one.get(name)},
        **{name: text(one[name]) for name in ("standard", "blank", "sample") if one.get(name)},
        "names": text(one.get("name")),
        "required": words.NECESSITY.get(str(one.get("necessity") or "必要"), str(one.get("necessity"))),
        "originals": one.get("originals") or 0,
        "copies": one.get("copies") or 0,
        "form": words.FORMS.get(str(one.get("form") or "纸质/电子化"), str(one.get("form"))),
        "source": words.SOURCES.get(str(one.get("source_channel") or "申请人自备"), "other"),
        "shared": bool(one.get("exempt_submission")),
        "main": one.get("material_type") == "申请表格文书",
        "certificate": bool(one.get("linked_e_certificate")),
        "blank_form": bool(one.get("has_blank_form")),
        "note": text(one.get("note")),
        "basis": str(one.get("basis") or ""),
    }
    if kept["shared"] and kept["required"] == "required":
        kept["required"] = "optional"  # what is exempt from submission is fetched
    return kept


def _step(one: Any) -> dict[str, Any] | None:  # noqa: ANN401 a sentence or a mapping
    row = one if isinstance(one, Mapping) else {"step": str(one)}
    said = str(row.get("step") or row.get("name") or "")
    name, _colon, rest = said.partition("：")
    if name.startswith("申请"):
        return None  # what the applicant does is no step of the organ
    kind = words.step_kind(name)
    days = row.get("days")
    return {
        "kind": kind,
        "names": text(name),
        "days": days
        if isinstance(days, int | float) and not isinstance(days, bool) and 0 <= days <= MOST_DAYS
        else None,
        "role": words.STEP_ROLE.get(kind, "reviewer"),
        "officer": text(row.get("role")),
        "standard": text(row.get("standard") or rest),
        "outcome": text(row.get("result")),
    }


def _result(one: Any) -> dict[str, Any]:  # noqa: ANN401 a name or a mapping
    if not isinstance(one, Mapping):
        return {"names": text(one)}
    return {"names": text(one.get("name")), "type": words.RESULTS.get(str(one.get("type") or ""), "other")}


def _basis(one: Any) -> dict[str, Any]:  # noqa: ANN401 a name or a mapping
    if not isinstance(one, Mapping):
        return {"title": str(one), "level": words.law_level(str(one))}
    whole = f"{one.get('title') or ''} {one.get('doc_no') or ''}"
    names = ("title", "doc_no", "articles", "issuer", "effective")
    return {**{name: str(one.get(name) or "") for name in names}, "level": words.law_level(whole)}


def _fees(value: Any) -> dict[str, Any]:  # noqa: ANN401 a word or a mapping
    if not isinstance(value, Mapping):
        said = str(value or "").strip()
        free = said in {"否", "0", "免费"} or said.startswith("不收费")
        return {"charged": False if free else True if said else None, "fees": []}
    items = [one for one in words.listed(value.get("items")) if isinstance(one, Mapping)]
    rows = [
        {
            "names": text(one.get("name")),
            "standard": str(one.get("standard") or ""),
            "basis": str(one.get("basis") or ""),
            "level": words.law_level(str(one.get("basis") or "")),
        }
        for one in items
    ]
    return {"charged": bool(value.get("charged")), "fees": rows, "fee_note": text(value.get("note"))}


def _terms(row: Mapping[str, Any], mapped: Mapped) -> dict[str, Any]:
    unit = str(row.get("unit") or "").strip()
    days, promised = _number(row, "statutory_days", mapped), _number(row, "promised_days", mapped)
    known = words.UNITS.get(unit, unit)
    if promised is not None and known in {"calendar_days", "months", "years", "hours"}:
        mapped.flaws.append(Finding("T-19", "promised_days", _("A promise is given in working days.")))
        promised = None
    return {
        "handling": words.HANDLING.get(
            str(row.get("handling_type") or "承诺件"), str(row.get("handling_type"))
        ),
        "statutory": {
            "days": days,
            "unit": words.UNITS.get(str(row.get("national.statutory.unit")), known),
            "note": text(row.get("statutory_note")).get("zh-hans", ""),
        },
        "promised_days": promised,
    }


def _ways(row: Mapping[str, Any], mapped: Mapped) -> dict[str, Any]:
    window = row.get("window")
    place = (
        window if isinstance(window, Mapping) else {"name": window or "", "address": row.get("address") or ""}
    )
    where = "，".join(str(place[name]) for name in ("name", "address") if place.get(name))
    audience = [words.AUDIENCE.get(str(one), "other") for one in words.listed(row.get("audience"))]
    return {
        "audience": list(dict.fromkeys(audience)),
        "themes": [str(one) for one in words.listed(row.get("themes"))],
        "channels": [words.CHANNELS.get(str(one), str(one)) for one in words.listed(row.get("channels"))],
        "depth": words.DEPTH.get(str(row.get("online_depth") or "")),
        "visits": _number(row, "visits", mapped),
        "visit_reason": str(row.get("visit_reason") or ""),
        "organ_nature": words.NATURE.get(str(row.get("org_nature") or ""), ""),
        "window": text(where),
        "hours": text(place.get("hours") or row.get("hours")),
        "phone": _first(row, "consult", "phone") or str(place.get("phone") or ""),
        "complaint": _first(row, "complaint"),
        "reconsideration": _first(row, "review"),
        "court": _first(row, "litigation"),
    }


def _special(one: Any) -> dict[str, Any]:  # noqa: ANN401 a name or a mapping
    row = one if isinstance(one, Mapping) else {"type": str(one)}
    days = row.get("days")
    return {
        "kind": words.procedure(str(row.get("type") or "")),
        "names": text(row.get("type")),
        "days": days
        if isinstance(days, int | float) and not isinstance(days, bool) and 0 <= days <= MOST_DAYS
        else None,
        "unit": words.UNITS.get(str(row.get("unit") or ""), str(row.get("unit"))),
        "note": text(row.get("note")),
    }


def _yes(value: Any) -> bool | None:  # noqa: ANN401 any value of a file
    if isinstance(value, bool):
        return value
    return {"是": True, "1": True, "否": False, "0": False}.get(str(value or ""))


def _extended(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields of the extended list (H-302) that are named, and no others."""
    reach = [one for one in words.listed(row.get("cross_region")) if isinstance(one, list)]
    found = {
        "level": words.LEVELS.get(_first(row, "level"), ""),
        "power_source": words.POWER_SOURCES.get(_first(row, "power_source"), ""),
        "business_code": _first(row, "business_code"),
        "in_hall": _yes(row.get("in_hall")),
        "by_post": _yes(row.get("express")),
        "by_appointment": _yes(row.get("reservation")),
        "reach": [text("，".join(str(part) for part in one)) for one in reach],
        "special_procedures": [_special(one) for one in words.listed(row.get("special"))],
        "caveat": _first(row, "caveat"),
        "quantity": text(row.get("quantity_limit")),
        "rights": text(row.get("rights")),
    }
    return {name: value for name, value in found.items() if value not in (None, "", [], {})}


def _content(row: Mapping[str, Any], mapped: Mapped) -> dict[str, Any]:
    base = _first(row, "base_code")
    steps = [one for one in (_step(step) for step in words.listed(row.get("steps"))) if one]
    content = {
        "titles": text(row.get("name")),
        "kind": words.kind(row),
        "base_code": base if BASE.fullmatch(base) else "",
        "local_base_code": "" if BASE.fullmatch(base) else base,  # provinces number as they like
        **_terms(row, mapped),
        **_ways(row, mapped),
        "conditions": [text(one) for one in words.listed(row.get("conditions")) if text(one)],
        "materials": [_material(one) for one in words.listed(row.get("materials"))],
        "steps": steps,
        "results": [_result(one) for one in words.listed(row.get("results"))],
        **_fees(row.get("fee")),
        "legal_basis": [_basis(one) for one in words.listed(row.get("legal_basis"))],
        "source": _first(row, "source_link", "url"),
        **_extended(row),
        "faqs": _faqs(row),
    }
    return national.fill(content, row)


def _faqs(row: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the questions with their answers that the organ keeps with the matter (A-116, H-304)."""
    listed = [one for one in words.listed(row.get("faqs") or row.get("faq")) if isinstance(one, Mapping)]
    return [
        {
            "questions": text(one.get("question") or one.get("q")),
            "answers": text(one.get("answer") or one.get("a")),
        }
        for one in listed
    ]


def _local_code(mapped: Mapped, name: str) -> str:
    """Return a code for a matter without one: the same organ and name give the same code."""
    return codes.local_code(f"{mapped.organ_code}\n{mapped.organ_name}", name)


def _refusal(mapped: Mapped, *, any_organ: bool) -> Finding | None:
    name = mapped.content["titles"].get("zh-hans", "")
    if not name:
        return Finding("A-115", "name", _("The name is missing."))
    if len(name) > LONGEST_NAME or len(mapped.code) > LONGEST_CODE:
        return Finding("H-301", "name", _("The name or the code is too long."))
    if not mapped.content["kind"]:
        return Finding("H-104", "type_code", _("The kind of power is missing or unknown."))
    if any_organ or mapped.organ_code_valid:
        return None
    if mapped.organ_code:
        return Finding("H-102", "org_code", _("The organ's code is not valid."))
    return Finding("H-102", "org_code", _("The organ's code is missing."))


def mapped_row(row: Mapping[str, Any], *, any_organ: bool = False) -> Mapped:
    """Return the matter in a row; with `any_organ` the caller knows the organ of rows without a valid code."""
    mapped = Mapped(
        organ_code=_first(row, "org_code", "org_uscc"),
        organ_name=_first(row, "org", "department"),
        division_code=_first(row, "region", "area_code"),
    )
    mapped.content = _content(row, mapped)
    name = mapped.content["titles"].get("zh-hans", "")
    mapped.code = _first(row, "impl_code") or _local_code(mapped, name)
    mapped.refused = _refusal(mapped, any_organ=any_organ)
    if len(mapped.code) == FULL_CODE and implementation_fault(mapped.code, base=mapped.content["base_code"]):
        mapped.flaws.append(
            Finding("H-102", "code", _("The implementation code does not fit the organ or the base code."))
        )
    return mapped
