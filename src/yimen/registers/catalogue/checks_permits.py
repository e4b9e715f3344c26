"""The publish gate, permits: what a grant is, how long it holds, and when its renewal is asked for. Pure."""

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from yimen.registers.catalogue.finding import Content, Finding, check

KINDS: Final = frozenset({"licence", "qualification", "approval", "other", "none"})
UNITS: Final = frozenset({"months", "years"})
PURPOSES: Final = frozenset({"new", "change", "renewal", "cancel"})
MAY_SET: Final = frozenset({"law", "regulation", "local", "rule"})  # art. 50: law, regulation or rule
RENEWAL_DAYS: Final = 30
LONGEST: Final = 1200  # months or years of a term; more is a mistake


@check
def permits(content: Content) -> Iterator[Finding]:
    """A certificate is of a known kind, with a term that can be counted and purposes that exist (A-502, T-15)."""
    said = content.get("permit") or {}
    if said.get("kind") and said["kind"] not in KINDS:
        yield Finding("A-502", "permit", _("It is not said what kind of certificate is handed over."))
    validity = said.get("validity") or {}
    amount = validity.get("amount") or 0
    whole = isinstance(amount, int) and not isinstance(amount, bool) and 0 <= amount <= LONGEST
    if not whole or (amount and validity.get("unit") not in UNITS):
        yield Finding(
            "T-15", "permit", _("A permit holds for a whole number of months or years, or without an end.")
        )
    purposes = set(said.get("purposes") or ())
    if purposes - PURPOSES:
        yield Finding(
            "A-601", "permit", _("What may be asked on a permit is its change, its renewal or its end.")
        )
    if "renewal" in purposes and not amount:
        yield Finding("A-602", "permit", _("A permit without an end cannot be renewed."))


@check
def renewal(content: Content) -> Iterator[Finding]:
    """Another day than the thirtieth before the end needs a law, a regulation or a rule that says so (A-602, L-09)."""
    said = (content.get("permit") or {}).get("renewal") or {}
    days = said.get("days")
    if days is None or days == RENEWAL_DAYS:
        return
    if not isinstance(days, int) or days < 1:
        yield Finding("A-602", "permit", _("This is not a number of days."))
    elif not (said.get("basis") or "").strip() or said.get("level") not in MAY_SET:
        words = _(
            "Only a law, a regulation or a rule may set another day than 30 days before the end; name it."
        )
        yield Finding("A-602", "permit", words)
