"""The publish gate: what a matter must fulfil before it is in force, rule by rule. Pure functions of its content.

Here stand the terms, steps, results and fees; papers and questions stand in `checks_papers`, ways and
numbers in `checks_ways`.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.registers.catalogue import (
    checks_form,
    checks_papers,
    checks_permits,
    checks_situations,
    checks_special,
    checks_ways,
)
from yimen.registers.catalogue.finding import CHECKS, MUST, SHOULD, Content, Finding, check, chinese
from yimen.registers.catalogue.life import Kind
from yimen.registers.catalogue.special import HANDLINGS, ON_THE_SPOT

__all__ = [
    "MUST",
    "SHOULD",
    "Finding",
    "checks_form",
    "checks_papers",
    "checks_permits",
    "checks_situations",
    "checks_special",
    "checks_ways",
    "findings",
    "judge",
    "places",
    "split",
]
LICENCE_STEPS: Final = ("accept", "review", "decide", "deliver")
STEP_ROLES: Final = frozenset(
    {"applicant", "window", "reviewer", "approver", "organ_head", "chief_representative", "village_agent"}
)
DAYS_PER: Final = {
    "working_days": 1.0,
    "calendar_days": 5 / 7,
    "months": 21.75,
    "hours": 1 / 8,
    "years": 250.0,
}
FEE_KINDS: Final = frozenset({Kind.LICENSING, Kind.INSPECTION})  # licensing and supervising (art. 58)


REQUIRED: Final[Mapping[str, str | Promise]] = {
    "titles": _("The matter has no Chinese name."),
    "kind": _("The kind of power is missing."),
    "legal_basis": _("No legal basis is named."),
    "conditions": _("The conditions are missing."),
    "materials": _("The list of papers is missing."),
    "steps": _("The steps are missing."),
    "results": _("The result is missing."),
    "audience": _("It is not said whom the matter is for."),
    "window": _("It is not said where to go."),
    "phone": _("The telephone for questions is missing."),
    "complaint": _("The telephone for complaints is missing."),
}


@check
def complete(content: Content) -> Iterator[Finding]:
    """Basis, conditions, procedure, period, papers and channels must be public (A-115)."""
    for place, words in REQUIRED.items():
        value = content.get(place)
        if not (chinese(value) if place in {"titles", "window"} and isinstance(value, Mapping) else value):
            yield Finding("A-115", place, words)


@check
def periods(content: Content) -> Iterator[Finding]:
    """A promise may not be longer than the law allows, in the same unit (A-408, A-409, H-402, T-19)."""
    promised, statutory = content.get("promised_days"), content.get("statutory") or {}
    if promised is None:
        yield Finding("A-409", "promised_days", _("No period is promised."))
    elif promised < 0:
        yield Finding("A-409", "promised_days", _("A period cannot be shorter than nothing."))
    days, unit = statutory.get("days"), statutory.get("unit") or "working_days"
    if unit not in DAYS_PER:
        yield Finding(
            "T-19",
            "statutory",
            _("The unit of the statutory period is unclear: working days or calendar days?"),
        )
    elif days is None:
        if not (statutory.get("note") or "").strip():
            yield Finding("H-402", "statutory", _("There is no statutory period, and it is not said why."))
    elif promised is not None and promised > days * DAYS_PER[unit]:
        yield Finding("A-408", "promised_days", _("The promised period is longer than the statutory one."))


@check
def immediate(content: Content) -> Iterator[Finding]:
    """A matter is handled in a known way; an immediate one promises today or tomorrow (H-401)."""
    handling = content.get("handling", "promised")
    if handling not in HANDLINGS:
        yield Finding(
            "H-401", "handling", _("A matter is immediate or promised, a registration or a filing.")
        )
    if handling == "immediate" and (content.get("promised_days") or 0) > 1:
        yield Finding("H-401", "promised_days", _("An immediate matter may promise one working day at most."))


def days_of(steps: Iterable[Mapping[str, Any]]) -> float:
    """Return the working days that steps take one after another; those side by side count once."""
    groups: dict[Any, float] = {}
    for place, step in enumerate(steps):
        key = f"p{step['parallel']}" if step.get("parallel") else place
        groups[key] = max(groups.get(key, 0), step.get("days") or 0)
    return sum(groups.values())


@check
def step_days(content: Content) -> Iterator[Finding]:
    """The days of the steps add up to the promised period, with delivery or without it (art. 44 gives delivery its own days)."""
    steps, promised = content.get("steps") or [], content.get("promised_days")
    if not steps or promised is None:
        return
    whole, decided = days_of(steps), days_of(step for step in steps if step.get("kind") != "deliver")
    if content.get("handling") in ON_THE_SPOT and decided <= promised:
        return
    if not {round(whole, 2), round(decided, 2)} & {promised}:
        words = _("The steps take %(days)s working days, promised are %(promised)s.")
        yield Finding("H-304", "steps", words % {"days": f"{whole:g}", "promised": f"{promised:g}"})


@check
def step_order(content: Content) -> Iterator[Finding]:
    """Steps are of known kinds, in the order of the law, each in the hands of a known role (H-304, art. 34, 37)."""
    highest = 0
    for n, step in enumerate(content.get("steps") or [], start=1):
        kind = step.get("kind")
        if kind not in LICENCE_STEPS:
            yield Finding("H-304", f"steps.{n}", _("A step accepts, reviews, decides or delivers."))
            continue
        if LICENCE_STEPS.index(kind) < highest:
            yield Finding("H-304", f"steps.{n}", _("This step stands behind one that must come later."))
        highest = max(highest, LICENCE_STEPS.index(kind))
        if (step.get("role") or "reviewer") not in STEP_ROLES:
            yield Finding("H-304", f"steps.{n}", _("It is not said in whose hands this step lies."))


@check
def quantity(content: Content) -> Iterator[Finding]:
    """Where only so many are granted, the number is public (A-115)."""
    if (content.get("flags") or {}).get("quantity_limited") and not chinese(content.get("quantity")):
        yield Finding(
            "A-115", "quantity", _("The number is limited, and it is not said to how many."), SHOULD
        )


@check
def fees(content: Content) -> Iterator[Finding]:
    """A fee for a licence needs a law or an administrative regulation; every fee its basis and standard (A-801, A-802, H-405)."""
    for n, fee in enumerate(content.get("fees") or [], start=1):
        if not (fee.get("basis") or "").strip():
            yield Finding("A-802", f"fees.{n}", _("A fee without its basis may not be charged."))
        elif content.get("kind") in FEE_KINDS and fee.get("level") not in {"law", "regulation"}:
            yield Finding(
                "A-801",
                f"fees.{n}",
                _("Only a law or an administrative regulation may set a fee for a licence."),
            )
        if fee.get("amount_fen") is None and not (fee.get("standard") or "").strip():
            yield Finding("H-405", f"fees.{n}", _("The standard of the fee is missing."))


@check
def charged(content: Content) -> Iterator[Finding]:
    """Whether a matter costs something and its list of fees say the same (H-405)."""
    said, listed = content.get("charged"), bool(content.get("fees"))
    if said is True and not listed:
        yield Finding("H-405", "fees", _("The matter costs something, yet no fee is listed."))
    if said is False and listed:
        yield Finding("H-405", "fees", _("The matter is free of charge, yet a fee is listed."))
    if not listed and (content.get("flags") or {}).get("online_payment"):
        yield Finding("H-405", "fees", _("One can pay online, yet no fee is listed."))


@check
def licence(content: Content) -> Iterator[Finding]:
    """A licence has a question answered and the steps that the law names (H-409)."""
    if content.get("kind") != Kind.LICENSING:
        return
    if not content.get("faqs"):
        yield Finding("H-409", "faqs", _("A licence needs at least one question with its answer."))
    kinds = {step.get("kind") for step in content.get("steps") or []}
    if kinds and not kinds.issuperset(LICENCE_STEPS):
        yield Finding(
            "H-409", "steps", _("A licence needs the steps accepting, reviewing, deciding and delivering.")
        )


@check
def results(content: Content) -> Iterator[Finding]:
    """A result whose name ends in 证 is a licence (a 凭证 is a receipt), one in 文 or 批复 an approval (H-407)."""
    for n, result in enumerate(content.get("results") or [], start=1):
        name = chinese(result.get("names"))
        wanted = (
            "licence"
            if name.endswith("证") and not name.endswith("凭证")
            else "approval"
            if name.endswith(("文", "批复"))
            else ""
        )
        if wanted and result.get("type") != wanted:
            yield Finding("H-407", f"results.{n}", _("The type of the result does not fit its name."))
        if result.get("type") not in {None, "none"} and not result.get("sample"):
            yield Finding("H-407", f"results.{n}", _("No sample of the result is attached."), SHOULD)


def judge(content: Content) -> list[Finding]:
    """Return everything there is to mend, what keeps the matter from being published and what does not."""
    return [finding for one in CHECKS for finding in one(content)]


def split(found: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return what keeps a matter from being published, and what should be mended although it may be."""
    known = list(found)
    must, should = ([one for one in known if one.severity == wanted] for wanted in (MUST, SHOULD))
    return tuple(must), tuple(should)


def findings(content: Content) -> list[Finding]:
    """Return everything that keeps a matter from being published."""
    return [finding for finding in judge(content) if finding.severity == MUST]


def places(found: Iterable[Finding]) -> set[str]:
    """Return the rules that were broken."""
    return {finding.rule for finding in found}
