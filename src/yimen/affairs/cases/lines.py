"""What stands beside a case as pages show it: attempts to serve, checks, fees, each as a line in words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

from django.utils.functional import Promise

from yimen.affairs.cases.life import (
    CheckKind,
    DeliveryMethod,
    FeeState,
    Outcome,
    State,
    SuspensionGround,
    WaiverGround,
)
from yimen.affairs.cases.lists import CaseLine
from yimen.ground.languages.texts import pick
from yimen.means.documents.reads import DocumentSheet, Kind


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


@dataclass(frozen=True)
class ServiceLine:
    """One attempt to serve a document, in words."""

    n: int
    document: str | Promise
    document_id: int | None
    way: str
    way_words: str | Promise
    outcome: str
    outcome_words: str | Promise
    on: date | None
    served_on: date | None
    deemed_on: date | None
    in_space: bool
    details: tuple[str, ...]
    files: tuple[int, ...]
    confirmed_at: str | None
    paper_asked_at: str | None
    paper_given_at: str | None


def services_of(case: "CaseLike", documents: Sequence[DocumentSheet] = ()) -> list[ServiceLine]:
    """Return every attempt to serve a document of a case, the newest first; each with the document, if it is among these."""
    return [
        ServiceLine(
            n=one["n"],
            document=Kind(one["document"]).label,
            document_id=_document_id(one, documents),
            way=one["way"],
            way_words=DeliveryMethod(one["way"]).label,
            outcome=one["outcome"],
            outcome_words=Outcome(one["outcome"]).label,
            on=_day(one["on"]),
            served_on=_day(one["served_on"]),
            deemed_on=_day(one["deemed_on"]),
            in_space=_in_space(case, one),
            details=tuple(
                one[name]
                for name in DETAILS
                if one[name] and not (name == "address" and _in_space(case, one))
            ),
            files=tuple(one["files"]),
            **{name: one[name] for name in ("confirmed_at", "paper_asked_at", "paper_given_at")},
        )
        for one in reversed(case.services)
    ]


def _document_id(one: dict[str, Any], documents: Sequence[DocumentSheet]) -> int | None:
    """Return the document that was served: the one written down, or the last of its kind made by that day."""
    day = date.fromisoformat(one["served_on"] or one["on"])
    made = [each for each in documents if each.ready]
    if one["document_id"]:
        return next((each.id for each in made if each.id == one["document_id"]), None)
    of_kind = [each.id for each in made if each.kind == one["document"] and each.ordered_on <= day]
    return of_kind[-1] if of_kind else None


def _in_space(case: "CaseLike", one: dict[str, Any]) -> bool:
    """Say whether a document was served in the person's space here, whose address says nothing to a reader."""
    return bool(one["address"].endswith(f"/my/cases/{case.line.id}/"))


DETAILS: Final = ("address", "receiver", "witnesses", "number", "proof", "reason")


class CaseLike(Protocol):
    """The part of a sheet that is shown here."""

    @property
    def line(self) -> CaseLine:
        """Return the case as a line."""

    @property
    def services(self) -> tuple[dict[str, Any], ...]:
        """Return what was served, attempt by attempt."""

    @property
    def checks(self) -> tuple[dict[str, Any], ...]:
        """Return the checks on the spot."""

    @property
    def fees(self) -> tuple[dict[str, Any], ...]:
        """Return the fees."""

    @property
    def suspensions(self) -> tuple[dict[str, Any], ...]:
        """Return when the clock stood."""

    @property
    def extensions(self) -> tuple[dict[str, Any], ...]:
        """Return by how much the period was extended."""

    @property
    def supplements(self) -> tuple[dict[str, Any], ...]:
        """Return the one-time notices."""

    @property
    def accepted_on(self) -> date | None:
        """Return the day of acceptance, None before it."""


DECIDED: Final = {
    State.GRANTED: Kind.GRANT,
    State.REFUSED: Kind.REFUSAL,
    State.DECLINED: Kind.NON_ACCEPTANCE,
}
HEARD: Final = Kind.HEARING_NOTICE.value
REACHED: Final = frozenset({Outcome.SERVED, Outcome.PUBLISHED})


def _made(case: CaseLike) -> dict[Kind, int]:
    """Return how many documents of each kind a case has; a decision until it is delivered."""
    decision = DECIDED.get(State(case.line.state))
    return {
        **({decision: 1} if decision else {}),
        Kind.SPECIAL: len(case.suspensions),
        Kind.EXTENSION: len(case.extensions),
        Kind.FEE: len(case.fees),
        Kind.SUPPLEMENT: len(case.supplements),
        Kind.ACCEPTANCE: int(case.accepted_on is not None),
    }


def had(case: CaseLike) -> frozenset[str]:
    """Return the kinds of documents that a case has had to be served (A-511)."""
    heard = any(one["ground"] == SuspensionGround.HEARING for one in case.suspensions)
    made = {kind.value for kind, many in _made(case).items() if many}
    return frozenset(made | {one["document"] for one in case.services} | ({HEARD} if heard else set()))


def to_serve(case: CaseLike) -> list[tuple[str, str | Promise]]:
    """Return the documents of a case that were made and have not been served or published (A-511).

    The notice of a hearing goes to everyone who is heard, so it may be served again.
    """
    reached = Counter(one["document"] for one in case.services if one["outcome"] in REACHED)
    found = [kind for kind, many in _made(case).items() if many > reached[kind.value]]
    heard = any(one["ground"] == SuspensionGround.HEARING for one in case.suspensions)
    return [(one.value, one.label) for one in (*([Kind.HEARING_NOTICE] if heard else []), *found)]


@dataclass(frozen=True)
class CheckLine:
    """One check, in words."""

    n: int
    kind_words: str | Promise
    officers: tuple[tuple[str, bool], ...]
    place: str
    planned_at: str | None
    held_at: str | None
    due_on: date | None
    named: bool
    findings: tuple[dict[str, Any], ...]
    standard: str
    conforming: bool | None
    present: str
    present_signed: bool
    unsigned_why: str
    photos: tuple[int, ...]
    done: bool


def checks_of(case: CaseLike) -> list[CheckLine]:
    """Return the checks of a case, the oldest first; each officer with whether they have signed."""
    same = ("n", "place", "planned_at", "held_at", "standard", "conforming", "present", "present_signed")
    return [
        CheckLine(
            **{name: one[name] for name in same},
            kind_words=CheckKind(one["kind"]).label,
            officers=tuple((who, who in one["signed"]) for who in one["officers"]),
            due_on=_day(one["due_on"]),
            named=bool(one["named_at"]),
            findings=tuple(one["findings"]),
            unsigned_why=one["unsigned_why"],
            photos=tuple(one["photos"]),
            done=bool(one["done_at"]),
        )
        for one in case.checks
    ]


@dataclass(frozen=True)
class FeeLine:
    """One fee, in words."""

    n: int
    name: str
    amount_fen: int
    reckoning: str
    basis: str
    state: str
    state_words: str | Promise
    ground: str | Promise
    reason: str
    receipt: str


def fees_of(case: CaseLike, language: str) -> list[FeeLine]:
    """Return the fees of a case."""
    return [
        FeeLine(
            n=one["n"],
            name=pick(one["names"], language)[0] if one["names"] else "",
            amount_fen=one["amount_fen"],
            reckoning=one["reckoning"],
            basis=one["basis"],
            state=one["state"],
            state_words=FeeState(one["state"]).label,
            ground=WaiverGround(one["ground"]).label if one["ground"] else "",
            reason=one["reason"],
            receipt=one["receipt"],
        )
        for one in case.fees
    ]
