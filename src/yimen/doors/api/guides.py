"""A matter as a program needs it to hand an application in: all that its guide says, with the numbers that acts take."""

from collections.abc import Mapping
from typing import Any

from yimen.doors.api.situations import described
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MaterialSheet, MatterSheet, StepSheet


def guide(sheet: MatterSheet, language: str) -> dict[str, Any]:
    """Return what a guide says beside its heading."""
    return {
        "version": sheet.version_n,
        "state": sheet.state,
        "kind": sheet.kind,
        "audience": list(sheet.audience),
        "channels": list(sheet.channels),
        "statutory": {"days": sheet.statutory_days, "unit": sheet.statutory_unit},
        "promisedDays": sheet.promised_days,
        "handling": sheet.handling,
        "conditions": [
            {"n": n, "text": catalogue.say(one, language)} for n, one in enumerate(sheet.conditions, start=1)
        ],
        "materials": [_paper(one, language) for one in sheet.materials],
        "gaps": {"offered": bool(sheet.secondary), "materials": [one.n for one in sheet.secondary]},
        "commitment": _commitment(sheet, language),
        "firstReview": _first_review(sheet, language),
        "steps": [_step(one, language) for one in sheet.steps],
        "fees": [_fee(n, one, language) for n, one in enumerate(sheet.fees, start=1)],
        "legalBasis": [dict(one) for one in sheet.legal_basis],
        "window": catalogue.say(sheet.window, language),
        "hours": _hours(sheet, language),
        "form": catalogue.json_schema(sheet, language),
        "situation": described(sheet, language),
    }


def _paper(one: MaterialSheet, language: str) -> dict[str, Any]:
    """Return a paper; a main one cannot be promised for later (A-905)."""
    same = ("n", "required", "shared", "originals", "copies", "form", "source", "basis")
    main = one.required == "required" and not one.shared
    words = {"name": one.name(language), "note": catalogue.say(one.note, language)}
    return {**{name: getattr(one, name) for name in same}, **words, "main": main}


def _step(one: StepSheet, language: str) -> dict[str, Any]:
    """Return a step; those with the same `parallel` other than 0 run side by side."""
    same = ("n", "kind", "days", "role", "parallel", "two_officers")
    return {**{name: getattr(one, name) for name in same}, "name": one.name(language)}


def _fee(n: int, one: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return a fee with the number that charges name."""
    words = {name: value for name, value in one.items() if name != "names"}
    return {"n": n, "name": catalogue.say(one.get("names") or {}, language), **words}


def _commitment(sheet: MatterSheet, language: str) -> dict[str, Any]:
    """Return what may be committed to instead of being proven, and what the organ tells of it (A-907)."""
    terms = sheet.special.commitment
    if terms is None:
        return {"offered": False}
    words = {name: catalogue.say(getattr(terms, name), language) for name in ("duty", "content", "liability")}
    numbers = {"conditions": list(terms.conditions), "materials": list(terms.materials)}
    return {"offered": True, **numbers, **words, "checkDays": terms.check_days}


def _first_review(sheet: MatterSheet, language: str) -> dict[str, Any]:
    """Return whether `first_organ` has to be named, and which offices qualify (A-304)."""
    terms = sheet.special.first_review
    if terms is None:
        return {"needed": False}
    offices = (one for one in agencies.organs().values() if one.kind == terms.kind)
    listed = [{"code": one.key, "name": one.name(language)} for one in offices]
    return {"needed": True, "days": terms.days, "offices": listed}


def _hours(sheet: MatterSheet, language: str) -> str:
    """Return the hours of the window, else those of the organ."""
    organ = agencies.organs().get(sheet.organ_id)
    return catalogue.say(sheet.hours, language) or (organ.hours(language) if organ else "")
