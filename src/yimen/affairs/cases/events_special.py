"""What is said of the special ways of a case: renewal by silence, promises, first reviews, filings, situations."""

from dataclasses import dataclass
from datetime import date

from yimen.ground.bus.event import Event


@dataclass(frozen=True, kw_only=True)
class CaseDeemedRenewed(Event):
    """A renewal asked for in time was not decided before the permit ended, so by law it is granted."""

    person: int
    matter: int
    permit: int
    valid_until: date | None
    deliver_due_on: date


@dataclass(frozen=True, kw_only=True)
class GapsPromised(Event):
    """The applicant promised in writing to hand secondary papers in later."""

    person: int
    papers: list[str]
    days: int


@dataclass(frozen=True, kw_only=True)
class GapsOpened(Event):
    """The case was accepted although secondary papers are missing, and it was said once what is due when."""

    person: int
    papers: list[str]
    gaps_due_on: date


@dataclass(frozen=True, kw_only=True)
class GapFilled(Event):
    """A promised paper came; `left` says how many are still to come."""

    papers: list[str]
    left: int


@dataclass(frozen=True, kw_only=True)
class GapsUnfilled(Event):
    """Promised papers never came, and the case is over: it counts as withdrawn, or it was returned."""

    person: int
    papers: list[str]
    outcome: str


@dataclass(frozen=True, kw_only=True)
class CommitmentMade(Event):
    """The applicant was told duty, content and liability, and committed in writing instead of proving."""

    person: int
    matter: int


@dataclass(frozen=True, kw_only=True)
class CommitmentTakenBack(Event):
    """The applicant took the commitment back before the decision; the case goes the ordinary way."""

    person: int
    matter: int


@dataclass(frozen=True, kw_only=True)
class CommitmentCheckDue(Event):
    """A case was granted on a commitment, which is to be checked by a day."""

    person: int
    matter: int
    check_due_on: date


@dataclass(frozen=True, kw_only=True)
class CommitmentKept(Event):
    """A check found that the commitment was kept, or that it was mended in time."""

    person: int
    matter: int
    mended: bool


@dataclass(frozen=True, kw_only=True)
class CommitmentMendOrdered(Event):
    """A check found that the commitment was not kept; it is to be mended by a day."""

    person: int
    matter: int
    finding: str
    mend_by_on: date
    second: str = ""


@dataclass(frozen=True, kw_only=True)
class CommitmentBroken(Event):
    """A commitment was false, or was not mended in time: what was granted on it is to be revoked."""

    person: int
    matter: int
    false: bool
    finding: str
    second: str = ""


@dataclass(frozen=True, kw_only=True)
class FirstReviewBegun(Event):
    """The lower organ took the case on; its own clock to examine and forward runs."""

    person: int
    first_organ: int
    first_due_on: date
    deemed: bool


@dataclass(frozen=True, kw_only=True)
class CaseForwarded(Event):
    """The lower organ sent its opinion and all papers directly up; the upper organ answers anew."""

    person: int
    first_organ: int
    verdict: str
    first_due_on: date
    late: bool
    accept_due_on: date


@dataclass(frozen=True, kw_only=True)
class CaseFiled(Event):
    """Complete information was received, which is the filing."""

    person: int
    matter: int
    by_silence: bool


@dataclass(frozen=True, kw_only=True)
class IntentionAsked(Event):
    """An elderly person was asked whether the transfer is what they want."""

    said: str


@dataclass(frozen=True, kw_only=True)
class SituationCorrected(Event):
    """The organ corrected, before acceptance, which situation a case is in; the papers that are needed may be others."""

    reason: str
    papers: list[int]
    promised_days: int
