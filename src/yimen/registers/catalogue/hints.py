"""What follows in law from a difference between two versions of a matter. Pure."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from yimen.registers.catalogue.rules import DAYS_PER

Content = Mapping[str, Any]


def _days(content: Content) -> float | None:
    statutory = content.get("statutory") or {}
    days, unit = statutory.get("days"), statutory.get("unit") or "working_days"
    return days * DAYS_PER.get(unit, 1.0) if isinstance(days, int | float) else None


def _shorter(old: float | None, new: float | None, shorter: str, longer: str) -> str:
    if old is None or new is None or old == new:
        return ""
    return shorter if new < old else longer


def term(name: str, old: Content, new: Content) -> str:
    """Return what follows from a changed term, "" for nothing that one must know (A-408, A-409, H-107, H-403, A-111)."""
    if name == "promised_days":
        return _shorter(
            old.get(name),
            new.get(name),
            _("The promise is shorter: cases received from the first day on are bound by it."),
            _("The promise is longer: say why; it may not pass the statutory period."),
        )
    if name.startswith("statutory."):
        return _shorter(
            _days(old),
            _days(new),
            _("The statutory period is shorter: look at the promised period and the steps."),
            _("The statutory period is longer: it needs the law that says so."),
        )
    if name == "visits":
        return _shorter(
            old.get(name), new.get(name), "", _("People have to come more often: the reason must be public.")
        )
    if name == "channels" and set(old.get(name) or []) - set(new.get(name) or []):
        return _("A way to apply is closed: that needs a law.")
    if name in {"kind", "base_code", "titles"}:
        return _("Name, kind and code must agree with the base directory.")
    return ""


def row_added(table: str, row: Any) -> str:  # noqa: ANN401 any JSON value
    """Return what follows from a new row (H-410, H-413, A-801, A-802; Regulation on the business environment, art. 35)."""
    basis = isinstance(row, Mapping) and str(row.get("basis") or "").strip()
    if table == "materials":
        return (
            _("A paper is added: check that the rule named really asks for it.")
            if basis
            else _("A paper is added without its rule: it may not be asked for.")
        )
    if table == "fees":
        return (
            _("A fee is added: it binds only what is applied for from the first day on.")
            if basis
            else _("A fee is added without its basis: it may not be charged.")
        )
    if table == "conditions":
        return _("A condition is added: offices may not go beyond what the law sets.")
    if table == "steps":
        return _("A step is added: it may not lengthen the promised period.")
    return ""


def row_removed(table: str) -> str:
    """Return what follows from a row that is gone."""
    if table == "materials":
        return _(
            "A paper is no longer asked for; cases under way need not hand it in either if the law changed."
        )
    if table == "legal_basis":
        return _("A legal basis is gone: check that conditions, papers and fees still have theirs.")
    return ""
