"""A published version of a matter as others see it: frozen values, built from its content. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from yimen.ground.asking import say
from yimen.ground.languages.texts import RECORD
from yimen.registers.catalogue.decisions import Table, table_of
from yimen.registers.catalogue.fields import (
    FieldSheet,
    Texts,
    folded,
)
from yimen.registers.catalogue.special import ON_THE_SPOT, Special, special

__all__ = ["FieldSheet", "MaterialSheet", "MatterSheet", "StepSheet", "Texts", "build"]


@dataclass(frozen=True)
class MaterialSheet:
    """One paper of the published list. `required` is required, optional or later (secondary, A-905)."""

    n: int
    names: Texts
    required: str
    originals: int
    copies: int
    form: str
    source: str
    shared: bool
    basis: str
    sample: Texts
    note: Texts
    agent: bool = False  # asked for only where somebody acts for the applicant

    def name(self, language: str) -> str:
        """Return the name of the paper."""
        return say(self.names, language)

    @property
    def only_of_agents(self) -> bool:
        """Say whether whoever acts for themself is not asked for it."""
        return self.agent and self.required == "optional"


@dataclass(frozen=True)
class StepSheet:
    """One step: accept, review, decide or deliver; steps with the same `parallel` number run side by side."""

    n: int
    kind: str
    names: Texts
    days: float
    role: str
    parallel: int
    two_officers: bool

    def name(self, language: str) -> str:
        """Return the name of the step."""
        return say(self.names, language)


@dataclass(frozen=True)
class PermitTerms:
    """What a grant of the matter is: the certificate, how long it holds, what may be asked on it later (A-502, A-6).

    `kind` is "" where nothing is entered in the register of permits; `amount` 0 means without an end.
    """

    kind: str = ""
    names: Texts = field(default_factory=dict)
    amount: int = 0
    unit: str = "years"
    purposes: tuple[str, ...] = ("new",)
    renewal_days: int = 30
    renewal_basis: str = ""
    scope: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """Return the name of the certificate on record."""
        return say(self.names, RECORD)


@dataclass(frozen=True)
class MatterSheet:
    """A version of a matter, whole and frozen."""

    version_id: int
    version_n: int
    matter_id: int
    code: str
    base_code: str
    kind: str
    state: str
    effective_from: date | None
    organ_id: int
    organ_name: str
    names: Texts
    summaries: Texts
    audience: tuple[str, ...]
    themes: tuple[str, ...]
    handling: str
    statutory_days: int
    statutory_unit: str
    promised_days: int
    channels: tuple[str, ...]
    visits: int
    conditions: tuple[Texts, ...]
    materials: tuple[MaterialSheet, ...]
    steps: tuple[StepSheet, ...]
    results: tuple[tuple[Texts, str], ...]
    fees: tuple[Mapping[str, Any], ...]
    legal_basis: tuple[Mapping[str, Any], ...]
    faqs: tuple[tuple[Texts, Texts], ...]
    form: tuple[FieldSheet, ...]
    window: Texts
    hours: Texts
    phone: str
    complaint: str
    two_officers_decide: bool
    third_party_interest: bool
    quantity_limited: bool
    receipt_needs_confirmation: bool
    supplement_days: int
    special: Special
    site_check: bool = False
    inspection: bool = False
    reconsideration_first: str = ""
    hearing: str = ""  # "law" or "public_interest": a hearing is held in any case
    unpublished: str = (
        ""  # why decisions are not published: "state_secret", "trade_secret" or "privacy"
    )
    may_hold_secrets: bool = False  # the applicant is asked before a decision is published
    permit: PermitTerms = PermitTerms()
    protects: bool = False
    table: Table | None = None
    situation: Mapping[str, Any] | None = None

    def name(self, language: str) -> str:
        """Return the name of the matter."""
        return say(self.names, language)

    def summary(self, language: str) -> str:
        """Return what the matter is about, in a sentence or two."""
        return say(self.summaries, language)

    def lacks(self, language: str) -> bool:
        """Say whether parts are shown in another language because a translation is missing."""
        parts = [self.names, self.summaries, *self.conditions, *(m.names for m in self.materials)]
        return any(texts and language not in texts for texts in parts)

    @property
    def online(self) -> bool:
        """Say whether one may apply online."""
        return "online" in self.channels

    @property
    def needed(self) -> tuple[MaterialSheet, ...]:
        """Return the papers without which an application is incomplete."""
        return tuple(one for one in self.materials if one.required == "required" and not one.shared)

    @property
    def secondary(self) -> tuple[MaterialSheet, ...]:
        """Return the papers that may be missing at acceptance if the applicant promises them (A-905)."""
        return tuple(one for one in self.materials if one.required == "later" and not one.shared)

    def secondary_with(self, *, commitment: bool) -> tuple[MaterialSheet, ...]:
        """Return the secondary papers, without those that a commitment stands for (A-907)."""
        spared = self._spared(commitment=commitment)
        return tuple(one for one in self.secondary if one.n not in spared)

    def _spared(self, *, commitment: bool) -> frozenset[int]:
        terms = self.special.commitment
        return frozenset(terms.materials) if commitment and terms else frozenset()

    @property
    def on_the_spot(self) -> bool:
        """Say whether what is complete is decided at once: immediate matters and registrations (A-301, A-306)."""
        return self.handling in ON_THE_SPOT

    @property
    def is_filing(self) -> bool:
        """Say whether receipt of complete information is all there is to it (I-303)."""
        return self.handling == "filing"

    def needed_with(self, *, commitment: bool) -> tuple[MaterialSheet, ...]:
        """Return the needed papers, without those that a commitment stands for (A-907)."""
        spared = self._spared(commitment=commitment)
        return tuple(one for one in self.needed if one.n not in spared)


def _material(n: int, one: Mapping[str, Any]) -> MaterialSheet:
    return MaterialSheet(
        n=n,
        names=one.get("names") or {},
        required=one.get("required", "required"),
        originals=one.get("originals") or 0,
        copies=one.get("copies") or 0,
        form=one.get("form", "both"),
        source=one.get("source", "applicant"),
        shared=bool(one.get("shared")),
        basis=one.get("basis") or "",
        sample=one.get("sample") or {},
        note=one.get("note") or {},
        agent=bool(one.get("agent")),
    )


def _step(n: int, one: Mapping[str, Any]) -> StepSheet:
    return StepSheet(
        n=n,
        kind=one.get("kind") or "",
        names=one.get("names") or {},
        days=one.get("days") or 0,
        role=one.get("role") or "reviewer",
        parallel=one.get("parallel") or 0,
        two_officers=bool(one.get("two_officers")),
    )


def permit_terms(content: Mapping[str, Any]) -> PermitTerms:
    """Return what a grant of the matter is; a licence or an approval is one even if nothing more is said of it."""
    said, results = content.get("permit") or {}, content.get("results") or []
    found = next((one for one in results if one.get("type") in {"licence", "approval"}), None)
    kind = said.get("kind") or (found.get("type") if found else "")
    if not kind or kind == "none":
        return PermitTerms()
    validity, renewal = said.get("validity") or {}, said.get("renewal") or {}
    named: Mapping[str, Any] = found or next(iter(results), None) or {}
    amount = validity.get("amount") or 0
    later = ("new", "change", "renewal", "cancel") if amount else ("new", "change", "cancel")
    return PermitTerms(
        kind=kind,
        names=said.get("names") or named.get("names") or content.get("titles") or {},
        amount=amount,
        unit=validity.get("unit") or "years",
        purposes=tuple(said.get("purposes") or later),
        renewal_days=renewal.get("days") or 30,
        renewal_basis=renewal.get("basis") or "",
        scope=tuple(said.get("scope") or ()),
    )


def build(head: Mapping[str, Any], content: Mapping[str, Any]) -> MatterSheet:
    """Return the sheet of a version from its columns and its content with the words in place."""
    statutory, flags = content.get("statutory") or {}, content.get("flags") or {}
    promised = content.get("promised_days") or 0
    return MatterSheet(
        **head,
        names=content.get("titles") or {},
        summaries=content.get("summaries") or {},
        audience=tuple(content.get("audience") or ()),
        themes=tuple(content.get("themes") or ()),
        handling=content.get("handling", "promised"),
        statutory_days=statutory.get("days") or promised,
        statutory_unit=(statutory.get("unit") if statutory.get("days") else "") or "working_days",
        promised_days=promised,
        channels=tuple(content.get("channels") or ("window",)),
        visits=content.get("visits") or 0,
        conditions=tuple(content.get("conditions") or ()),
        materials=tuple(_material(n, one) for n, one in enumerate(content.get("materials") or [], start=1)),
        steps=tuple(_step(n, one) for n, one in enumerate(content.get("steps") or [], start=1)),
        results=tuple((one.get("names") or {}, one.get("type", "")) for one in content.get("results") or []),
        fees=tuple(content.get("fees") or ()),
        legal_basis=tuple(content.get("legal_basis") or ()),
        faqs=tuple(
            (one.get("questions") or {}, one.get("answers") or {}) for one in content.get("faqs") or []
        ),
        form=folded(content.get("form") or []),
        window=content.get("window") or {},
        hours=content.get("hours") or {},
        phone=content.get("phone") or "",
        complaint=content.get("complaint") or "",
        two_officers_decide=bool(flags.get("two_officers_decide")),
        third_party_interest=bool(flags.get("third_party_interest")),
        quantity_limited=bool(flags.get("quantity_limited")),
        receipt_needs_confirmation=bool(flags.get("receipt_needs_confirmation")),
        supplement_days=flags.get("supplement_days") or 0,
        site_check=bool(flags.get("site_check")),
        inspection=bool(flags.get("inspection")),
        reconsideration_first=flags.get("reconsideration_first") or "",
        hearing=flags.get("hearing") or "",
        unpublished=flags.get("unpublished") or "",
        may_hold_secrets=bool(flags.get("may_hold_secrets")),
        permit=permit_terms(content),
        protects=bool(flags.get("protects")),
        special=special(content),
        table=table_of(content.get("situations")),
    )
