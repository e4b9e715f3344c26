"""The publish gate: what a matter must fulfil before it is in force, rule by rule. Pure functions of its content."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.registers.catalogue.life import Kind

Content = Mapping[str, Any]
CATCH_ALL: Final = re.compile(
    r"^(其他|其它|有关|相关)?(的)?(申请)?(材料|资料|证件|文件|证明|手续)?(等)?$|^其[他它].*(材料|资料|文件|证件)|(有关|相关)(的)?(材料|资料|文件|证明材料)(等)?$"
    r"|(法律|法规|规章|规定|部门|机关).{0,14}(其[他它]).{0,8}(材料|资料|文件|证件)|等(材料|资料|文件)?$"
)
LICENCE_STEPS: Final = ("accept", "review", "decide", "deliver")
DAYS_PER: Final = {"working_days": 1.0, "calendar_days": 5 / 7, "months": 21.75, "hours": 1 / 8, "years": 250.0}
PHONE: Final = re.compile(r"0\d{2,3}-?\d{7,8}|12345|12315|12333|12329|12366|1\d{10}")


@dataclass(frozen=True)
class Finding:
    """One thing to mend: the rule, where, and what in words."""

    rule: str
    place: str
    words: str | Promise


Check = Callable[[Content], Iterator[Finding]]
CHECKS: list[Check] = []


def check(function: Check) -> Check:
    """Add a check to the gate."""
    CHECKS.append(function)
    return function


def chinese(texts: Mapping[str, str] | None) -> str:
    """Return the Chinese text, which is the record."""
    return ((texts or {}).get("zh-hans") or "").strip()


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
    """A promise may not be longer than the law allows, in the same unit (A-408, A-409, H-402)."""
    promised, statutory = content.get("promised_days"), content.get("statutory") or {}
    if promised is None:
        yield Finding("A-409", "promised_days", _("No period is promised."))
        return
    days, unit = statutory.get("days"), statutory.get("unit", "working_days")
    if unit not in DAYS_PER:
        yield Finding("T-19", "statutory", _("The unit of the statutory period is unclear: working days or calendar days?"))
    elif days is None:
        if not (statutory.get("note") or "").strip():
            yield Finding("H-402", "statutory", _("There is no statutory period, and it is not said why."))
    elif promised > days * DAYS_PER[unit]:
        yield Finding("A-408", "promised_days", _("The promised period is longer than the statutory one."))


@check
def immediate(content: Content) -> Iterator[Finding]:
    """An immediate matter promises today or tomorrow (H-401)."""
    if content.get("handling") == "immediate" and (content.get("promised_days") or 0) > 1:
        yield Finding("H-401", "promised_days", _("An immediate matter may promise one working day at most."))


@check
def step_days(content: Content) -> Iterator[Finding]:
    """The days of the steps must add up to the promised period; parallel steps count once."""
    steps, promised = content.get("steps") or [], content.get("promised_days")
    if not steps or promised is None:
        return
    groups: dict[Any, float] = {}
    for place, step in enumerate(steps):
        if step.get("kind") == "deliver":
            continue
        key = f"p{step['parallel']}" if step.get("parallel") else place
        groups[key] = max(groups.get(key, 0), step.get("days") or 0)
    if sum(groups.values()) != promised:
        yield Finding("H-304", "steps", _("The days of the steps do not add up to the promised period."))


@check
def catch_alls(content: Content) -> Iterator[Finding]:
    """No entry may stand for anything one may think of later (A-105, H-410)."""
    for n, material in enumerate(content.get("materials") or [], start=1):
        if CATCH_ALL.search(chinese(material.get("names"))):
            yield Finding("A-105", f"materials.{n}", _("This paper is a catch-all; name each paper."))


@check
def materials(content: Content) -> Iterator[Finding]:
    """Each paper needs its basis; what is shared is not asked for; only secondary papers may come later (H-410, A-106, H-305)."""
    for n, material in enumerate(content.get("materials") or [], start=1):
        place = f"materials.{n}"
        if not chinese(material.get("names")):
            yield Finding("A-115", place, _("A paper has no name."))
        if not (material.get("basis") or "").strip():
            yield Finding("H-410", place, _("It is not said which rule asks for this paper."))
        if material.get("shared") and material.get("required") == "required":
            yield Finding("A-106", place, _("What other offices hold is fetched, not asked for."))
        if material.get("required") == "later" and material.get("main"):
            yield Finding("H-305", place, _("A main paper cannot be handed in later."))


@check
def fees(content: Content) -> Iterator[Finding]:
    """A fee for a licence needs a law or an administrative regulation; every fee its basis and standard (A-801, A-802, H-405)."""
    for n, fee in enumerate(content.get("fees") or [], start=1):
        if not (fee.get("basis") or "").strip():
            yield Finding("A-802", f"fees.{n}", _("A fee without its basis may not be charged."))
        elif content.get("kind") == Kind.LICENSING and fee.get("level") not in {"law", "regulation"}:
            yield Finding("A-801", f"fees.{n}", _("Only a law or an administrative regulation may set a fee for a licence."))
        if fee.get("amount_fen") is None and not (fee.get("standard") or "").strip():
            yield Finding("H-405", f"fees.{n}", _("The standard of the fee is missing."))


@check
def visits(content: Content) -> Iterator[Finding]:
    """Zero visits need no reason but a way to apply from home; more need one (H-403, H-404)."""
    count, reason = content.get("visits"), (content.get("visit_reason") or "").strip()
    if count is None:
        return
    if count == 0 and reason not in {"", "无"}:
        yield Finding("H-403", "visit_reason", _("Nobody has to come, yet a reason for coming is given."))
    if count == 0 and not {"online", "post"} & set(content.get("channels") or []):
        yield Finding("H-403", "channels", _("Nobody has to come, yet one cannot apply online or by post."))
    if count > 0 and not reason:
        yield Finding("H-403", "visit_reason", _("People have to come, and it is not said why."))
    if content.get("depth") == 4 and count > 0:  # noqa: PLR2004 wholly online
        yield Finding("H-404", "depth", _("A matter that is wholly online needs no visit."))


@check
def channels(content: Content) -> Iterator[Finding]:
    """People choose how to apply: online only or window only needs a law (A-111)."""
    ways = set(content.get("channels") or [])
    if ways and ("window" not in ways) and not content.get("channel_basis"):
        yield Finding("A-111", "channels", _("A matter that is online only needs a law that says so."))


@check
def phones(content: Content) -> Iterator[Finding]:
    """Questions and complaints go to different numbers, each with its area code or 12345 (H-406)."""
    ask, complain = content.get("phone") or "", content.get("complaint") or ""
    if ask and complain and ask == complain:
        yield Finding("H-406", "complaint", _("Questions and complaints need different telephone numbers."))
    for place, number in (("phone", ask), ("complaint", complain)):
        if number and not PHONE.search(number):
            yield Finding("H-406", place, _("The telephone number lacks its area code."))


@check
def licence(content: Content) -> Iterator[Finding]:
    """A licence has a question answered and the steps that the law names (H-409)."""
    if content.get("kind") != Kind.LICENSING:
        return
    if not content.get("faqs"):
        yield Finding("H-409", "faqs", _("A licence needs at least one question with its answer."))
    kinds = {step.get("kind") for step in content.get("steps") or []}
    if kinds and not kinds.issuperset(LICENCE_STEPS):
        yield Finding("H-409", "steps", _("A licence needs the steps accepting, reviewing, deciding and delivering."))


@check
def results(content: Content) -> Iterator[Finding]:
    """A result whose name ends in 证 is a licence, one in 文 or 批复 an approval (H-407)."""
    for n, result in enumerate(content.get("results") or [], start=1):
        name = chinese(result.get("names"))
        wanted = "licence" if name.endswith("证") else "approval" if name.endswith(("文", "批复")) else ""
        if wanted and result.get("type") != wanted:
            yield Finding("H-407", f"results.{n}", _("The type of the result does not fit its name."))


@check
def form_fields(content: Content) -> Iterator[Finding]:
    """Every question of the form serves a condition or a paper of the matter (A-103)."""
    limits = {"condition": len(content.get("conditions") or []), "material": len(content.get("materials") or [])}
    for field in content.get("form") or []:
        kind, _colon, number = str(field.get("serves") or "").partition(":")
        known = number.isdecimal() and 1 <= int(number) <= limits.get(kind, 0)
        if not known and kind != "identity" and kind != "contact":
            yield Finding("A-103", f"form.{field.get('name')}", _("This question serves no condition and no paper."))


@check
def commissioned(content: Content) -> Iterator[Finding]:
    """A commissioned body names the organ in whose name it decides (H-411)."""
    if content.get("organ_nature") == "commissioned" and not (content.get("commissioned_by") or "").strip():
        yield Finding("H-411", "commissioned_by", _("The organ that commissions is missing."))


def findings(content: Content) -> list[Finding]:
    """Return everything that keeps a matter from being published."""
    return [finding for one in CHECKS for finding in one(content)]


def places(found: Iterable[Finding]) -> set[str]:
    """Return the rules that were broken."""
    return {finding.rule for finding in found}
