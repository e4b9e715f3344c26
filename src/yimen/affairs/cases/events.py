"""What cases say."""

from dataclasses import dataclass
from datetime import date, datetime

from yimen.affairs.cases.events_beside import (
    CheckPlanned,
    CheckRecorded,
    CheckSigned,
    ExtensionVoid,
    FeeDue,
    FeePaid,
    FeeWaived,
    FeeWaiverAsked,
    FeeWaiverRefused,
    NoticeServed,
    PaperCopyAsked,
    PaperCopyGiven,
    ReceiptOfServiceConfirmed,
    ServicePublished,
    ServiceTried,
    StretchBegun,
    StretchVoid,
)
from yimen.affairs.cases.events_special import (
    CaseDeemedRenewed,
    CaseFiled,
    CaseForwarded,
    CommitmentBroken,
    CommitmentCheckDue,
    CommitmentKept,
    CommitmentMade,
    CommitmentMendOrdered,
    CommitmentTakenBack,
    FirstReviewBegun,
    GapFilled,
    GapsOpened,
    GapsPromised,
    GapsUnfilled,
    IntentionAsked,
    SituationCorrected,
)
from yimen.ground.bus.event import Event

__all__ = [
    "CaseAccepted",
    "CaseClosed",
    "CaseCorrected",
    "CaseDeclined",
    "CaseDeemedAccepted",
    "CaseDeemedRenewed",
    "CaseDelivered",
    "CaseExtended",
    "CaseFiled",
    "CaseForwarded",
    "CaseGranted",
    "CaseLapsed",
    "CaseRefused",
    "CaseReviewed",
    "CaseSentBack",
    "CaseSubmitted",
    "CaseSupplemented",
    "CaseWithdrawn",
    "CheckPlanned",
    "CheckRecorded",
    "CheckSigned",
    "ClockResumed",
    "ClockStopped",
    "CommitmentBroken",
    "CommitmentCheckDue",
    "CommitmentKept",
    "CommitmentMade",
    "CommitmentMendOrdered",
    "CommitmentTakenBack",
    "DraftSaved",
    "DueRecomputed",
    "ExtensionVoid",
    "FeeDue",
    "FeePaid",
    "FeeWaived",
    "FeeWaiverAsked",
    "FeeWaiverRefused",
    "FirstReviewBegun",
    "GapFilled",
    "GapsOpened",
    "GapsPromised",
    "GapsUnfilled",
    "IntentionAsked",
    "NoticeServed",
    "OverdueExplained",
    "PaperCopyAsked",
    "PaperCopyGiven",
    "ReceiptConfirmed",
    "ReceiptOfServiceConfirmed",
    "SecondSupplementRequested",
    "ServicePublished",
    "ServiceTried",
    "SituationCorrected",
    "StretchBegun",
    "StretchVoid",
    "SupplementRequested",
]


@dataclass(frozen=True, kw_only=True)
class DraftSaved(Event):
    """Someone began an application and the server keeps it."""

    matter: int


@dataclass(frozen=True, kw_only=True)
class CaseSubmitted(Event):
    """An application arrived and its receipt is due."""

    matter: int
    person: int
    channel: str
    accept_due_on: date


@dataclass(frozen=True, kw_only=True)
class ReceiptConfirmed(Event):
    """The applicant was told that the application has arrived; the clock may start."""

    accept_due_on: date


@dataclass(frozen=True, kw_only=True)
class CaseCorrected(Event):
    """Slips were corrected on the spot, without a formal notice."""

    fields: list[str]


@dataclass(frozen=True, kw_only=True)
class SupplementRequested(Event):
    """The applicant was told, once, everything that is missing."""

    n: int
    items: int
    respond_by_on: date


@dataclass(frozen=True, kw_only=True)
class SecondSupplementRequested(Event):
    """A second notice went out, which the law allows only for what the first answer brought up."""

    n: int
    ground: str


@dataclass(frozen=True, kw_only=True)
class CaseSupplemented(Event):
    """The applicant handed in what was asked for."""

    n: int
    accept_due_on: date


@dataclass(frozen=True, kw_only=True)
class CaseLapsed(Event):
    """The papers asked for did not come in time; the application goes back and may be made again."""


@dataclass(frozen=True, kw_only=True)
class CaseAccepted(Event):
    """The organ took the case on; the clocks of the decision run from the day after."""

    person: int
    promised_due_on: date
    statutory_due_on: date


@dataclass(frozen=True, kw_only=True)
class CaseDeemedAccepted(Event):
    """Nobody answered in five working days, so by law the case was accepted when the papers came."""

    person: int
    accepted_on: date
    promised_due_on: date
    statutory_due_on: date


@dataclass(frozen=True, kw_only=True)
class CaseDeclined(Event):
    """The organ does not take the case on, and says why and who is competent."""

    ground: str
    competent_organ: str


@dataclass(frozen=True, kw_only=True)
class CaseReviewed(Event):
    """A step of the review was done."""

    step: int
    verdict: str
    stage: int


@dataclass(frozen=True, kw_only=True)
class CaseSentBack(Event):
    """The one who decides returned the case to a step of the review."""

    step: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class CaseExtended(Event):
    """The head of the organ extended the period, once, and the applicant is told why."""

    days: int
    reason: str
    approver: str
    old_due_on: date
    new_due_on: date


@dataclass(frozen=True, kw_only=True)
class ClockStopped(Event):
    """One of the eight procedures began; written notice goes out, and once it is served the clock stands."""

    ground: str
    basis: str
    planned_days: int


@dataclass(frozen=True, kw_only=True)
class ClockResumed(Event):
    """The special procedure is over and the dates have moved."""

    first_on: date
    last_on: date
    old_due_on: date
    new_due_on: date


@dataclass(frozen=True, kw_only=True)
class DueRecomputed(Event):
    """A date changed because its facts did, for example a year's holidays were announced."""

    old_due_on: date
    new_due_on: date
    cause: str


@dataclass(frozen=True, kw_only=True)
class CaseGranted(Event):
    """The organ decided for the applicant."""

    person: int
    matter: int
    on_the_spot: bool
    deliver_due_on: date


@dataclass(frozen=True, kw_only=True)
class CaseRefused(Event):
    """The organ decided against the applicant, with reasons and remedies."""

    person: int
    matter: int
    reason: str
    false_papers: bool = False


@dataclass(frozen=True, kw_only=True)
class CaseDelivered(Event):
    """The decision reached the person."""

    person: int
    method: str
    delivered_at: datetime


@dataclass(frozen=True, kw_only=True)
class OverdueExplained(Event):
    """The organ stated publicly why it was late, and which clock it missed."""

    reason: str
    clock: str = ""


@dataclass(frozen=True, kw_only=True)
class CaseClosed(Event):
    """The case is done; nothing more will be added."""


@dataclass(frozen=True, kw_only=True)
class CaseErased(Event):
    """The archived record was lawfully destroyed, and what identifies anybody removed; whoever keeps some of it does the same."""


@dataclass(frozen=True, kw_only=True)
class CaseWithdrawn(Event):
    """The applicant took the application back."""

    reason: str
