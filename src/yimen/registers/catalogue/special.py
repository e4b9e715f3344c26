"""The special terms of a matter: gaps, commitment, registration, a limited number, a first review. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

Texts = Mapping[str, str]
HANDLINGS: Final = frozenset({"immediate", "promised", "registration", "filing"})
ON_THE_SPOT: Final = frozenset({"immediate", "registration"})
FIRST_REVIEW_DAYS: Final = 20  # Licensing Law art. 43: working days from the lower organ's own acceptance
REGISTRATION_DAYS: Final = 3  # Regulation on registration of market entities art. 19
REGISTRATION_MORE: Final = 3  # the same article, with approval


@dataclass(frozen=True)
class GapTerms:
    """Until when secondary papers may follow (A-905); 0 days and "" leave it to the city's rule."""

    days: int = 0
    outcome: str = ""
    basis: str = ""


@dataclass(frozen=True)
class CommitmentTerms:
    """What may be committed to instead of being proven, and what the organ tells of it (A-907)."""

    conditions: tuple[int, ...]
    materials: tuple[int, ...]
    duty: Texts
    content: Texts
    liability: Texts
    check_days: int
    mend_days: int
    basis: str


@dataclass(frozen=True)
class Quota:
    """How many are granted, and which rule limits them (A-308)."""

    number: int
    basis: str


@dataclass(frozen=True)
class FirstReview:
    """Which lower organs examine first, and how long they may take (A-304)."""

    kind: str
    days: int
    basis: str


@dataclass(frozen=True)
class Special:
    """Every special term of a matter; what does not apply is None."""

    gaps: GapTerms
    commitment: CommitmentTerms | None
    quota: Quota | None
    first_review: FirstReview | None
    extension_days: int
    asks_intention: bool
    delegated: bool


def _gaps(one: Mapping[str, Any]) -> GapTerms:
    return GapTerms(one.get("days") or 0, one.get("outcome") or "", one.get("basis") or "")


def _commitment(one: Mapping[str, Any]) -> CommitmentTerms:
    return CommitmentTerms(
        conditions=tuple(one.get("conditions") or ()),
        materials=tuple(one.get("materials") or ()),
        duty=one.get("duty") or {},
        content=one.get("content") or {},
        liability=one.get("liability") or {},
        check_days=one.get("check_days") or 0,
        mend_days=one.get("mend_days") or 0,
        basis=one.get("basis") or "",
    )


def special(content: Mapping[str, Any]) -> Special:
    """Return the special terms that a content sets."""
    flags, commitment = content.get("flags") or {}, content.get("commitment") or {}
    quota, first = content.get("quota") or {}, content.get("first_review") or {}
    registration = content.get("registration") or {}
    registered = content.get("handling") == "registration"
    return Special(
        gaps=_gaps(content.get("gaps") or {}),
        commitment=_commitment(commitment) if commitment else None,
        quota=Quota(quota["number"], quota.get("basis") or "") if quota.get("number") else None,
        first_review=FirstReview(
            first.get("kind") or "town", first.get("days") or FIRST_REVIEW_DAYS, first.get("basis") or ""
        )
        if first
        else None,
        extension_days=registration.get("more_days", REGISTRATION_MORE) if registered else 0,
        asks_intention=bool(flags.get("asks_intention")),
        delegated=bool(flags.get("delegated")),
    )
