"""What a matter owes to the standard of its base item: which terms are locked, which bounded, which free. Pure.

Four levels, one matter: name, code, kind and basis are the same everywhere (H-106, H-107). Papers, steps and
conditions may be fewer than in the standard, never more (H-413).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.registers.catalogue.finding import Content, Finding, chinese

LOCKED, BOUNDED, FREE = "locked", "bounded", "free"
ALWAYS: Final = ("titles", "kind", "base_code")
NOT_MORE: Final = frozenset({"conditions", "materials", "steps", "fees"})
UP_TO: Final = frozenset({"promised_days", "visits"})
MODES: Final[Mapping[str, tuple[str, ...]]] = {  # the first is the usual one
    "legal_basis": (LOCKED, FREE),
    "audience": (LOCKED, FREE),
    "statutory": (LOCKED, FREE),
    "promised_days": (BOUNDED, LOCKED, FREE),
    "visits": (BOUNDED, LOCKED, FREE),
    "depth": (BOUNDED, LOCKED, FREE),
    "channels": (BOUNDED, LOCKED, FREE),
    "conditions": (BOUNDED, LOCKED, FREE),
    "materials": (BOUNDED, LOCKED, FREE),
    "steps": (BOUNDED, LOCKED, FREE),
    "fees": (BOUNDED, LOCKED, FREE),
    "form": (FREE, LOCKED),
}
FIELDS: Final = (*ALWAYS, *MODES)
NAMES: Final[Mapping[str, str | Promise]] = {
    "titles": _("Name of the matter"),
    "kind": _("Kind"),
    "base_code": _("Base code"),
    "legal_basis": _("Legal basis"),
    "audience": _("For whom"),
    "statutory": _("Statutory period"),
    "promised_days": _("Promised working days"),
    "visits": _("Visits"),
    "depth": _("Online depth"),
    "channels": _("Ways to apply"),
    "conditions": _("Conditions"),
    "materials": _("Papers"),
    "steps": _("Steps"),
    "fees": _("Fees"),
    "form": _("Questions of the form"),
}
TOO_MANY: Final[Mapping[str, str | Promise]] = {
    "conditions": _("The standard has no such condition: %(name)s."),
    "materials": _("The standard asks for no such paper: %(name)s."),
    "steps": _("The standard has no such step: %(name)s."),
    "fees": _("The standard has no such fee: %(name)s."),
}
LOCKED_WORDS: Final[str | Promise] = _("“%(field)s” is set by the standard and the same everywhere.")


@dataclass(frozen=True)
class StandardSheet:
    """The standard of a base item from a day on: its terms and how tightly each binds."""

    code: str
    n: int
    effective_from: date
    terms: Mapping[str, Any]
    policy: Mapping[str, str] = field(default_factory=dict)
    made_by: str = ""

    def mode(self, name: str) -> str:
        """Return how a term binds: locked, bounded or free; free where the standard says nothing of it."""
        if name not in self.terms:
            return FREE
        return LOCKED if name in ALWAYS else self.policy.get(name) or MODES[name][0]


def locked_by(standard: StandardSheet | None) -> frozenset[str]:
    """Return the terms that a standard sets; the desk shows them and takes no others (H-106)."""
    if standard is None:
        return frozenset()
    return frozenset(name for name in standard.terms if standard.mode(name) == LOCKED)


def _basis(one: Mapping[str, Any]) -> str:
    return " ".join(str(one.get(part) or "") for part in ("title", "articles")).strip()


def plain(name: str, value: Any) -> Any:  # noqa: ANN401 a term of any kind
    """Return a term as something that can be compared: its Chinese names, its numbers."""
    if name == "titles":
        return chinese(value)
    if name == "statutory":
        said = value or {}
        return [said.get("days"), said.get("unit") or "working_days"]
    if name == "legal_basis":
        return [_basis(one) for one in value or []]
    if name == "conditions":
        return [chinese(one) for one in value or []]
    if name in {"materials", "steps", "fees"}:
        return [chinese(one.get("names")) for one in value or []]
    if name == "form":
        return [one.get("name") for one in value or []]
    if name in {"audience", "channels"}:
        return sorted(value or [])
    return value


def _locked(name: str, wanted: Any, given: Any) -> list[Finding]:  # noqa: ANN401 terms of any kind
    if wanted == given or (isinstance(wanted, list) and name != "steps" and _same(wanted, given)):
        return []
    return [Finding("H-107", name, LOCKED_WORDS % {"field": NAMES[name]})]


def _same(wanted: list[Any], given: Any) -> bool:  # noqa: ANN401 a term of any kind
    return isinstance(given, list) and sorted(map(str, wanted)) == sorted(map(str, given))


def _fewer(name: str, wanted: list[Any], given: list[Any]) -> list[Finding]:
    return [Finding("H-413", name, TOO_MANY[name] % {"name": one}) for one in given if one not in wanted]


def _bounded(name: str, wanted: Any, given: Any) -> list[Finding]:  # noqa: ANN401 terms of any kind
    if name in NOT_MORE:
        return _fewer(name, wanted, given)
    if wanted is None:
        return []
    if name in UP_TO and given is not None and given > wanted:
        words = _("The standard allows %(most)s at most.") % {"most": wanted}
        return [Finding("H-107", name, words)]
    if name == "depth" and (given or 0) < wanted:
        return [
            Finding("H-107", name, _("The standard asks for level %(least)s at least.") % {"least": wanted})
        ]
    if name == "channels" and not set(wanted) <= set(given):
        return [Finding("H-107", name, _("A way to apply that the standard offers is missing."))]
    return []


JUDGES: Final[Mapping[str, Callable[[str, Any, Any], list[Finding]]]] = {LOCKED: _locked, BOUNDED: _bounded}


def departures(standard: StandardSheet, content: Content) -> list[Finding]:
    """Return where a matter departs from the standard in a term that is locked or bounded (H-107, H-413)."""
    found: list[Finding] = []
    for name in FIELDS:
        judge = JUDGES.get(standard.mode(name))
        if judge is not None:
            found += judge(name, plain(name, standard.terms[name]), plain(name, content.get(name)))
    return found


def inherited(standard: StandardSheet, own: Content) -> dict[str, Any]:
    """Return a matter as an organ drafts it: everything the standard says, and of its own what is free."""
    kept = {name: value for name, value in own.items() if standard.mode(name) != LOCKED}
    return {**standard.terms, **kept}


def adapted(standard: StandardSheet, content: Content) -> dict[str, Any]:
    """Return a matter brought back within the standard; what is within it stays as the organ had it."""
    broken = {one.place for one in departures(standard, content)}
    fresh = dict(content)
    for name in broken:
        if name in NOT_MORE and standard.mode(name) == BOUNDED:
            fresh[name] = _clipped(name, standard.terms[name], content.get(name) or [])
        else:
            fresh[name] = standard.terms[name]
    return fresh


def _clipped(name: str, wanted: list[Any], given: list[Any]) -> list[Any]:
    """Leave out what the standard does not have."""
    allowed = set(plain(name, wanted))
    return [one for one in given if plain(name, [one])[0] in allowed]
