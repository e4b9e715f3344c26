"""What cases say."""

from dataclasses import dataclass
from datetime import date, datetime

from yimen.ground.bus.event import Event


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
class CaseWithdrawn(Event):
    """The applicant took the application back."""

    reason: str


@dataclass(frozen=True, kw_only=True)
class CheckPlanned(Event):
    """Officers were named to check facts on site, or to inspect by a technical standard; at least two."""

    n: str
    kind: str
    place: str
    officers: list[str]
    late: bool


@dataclass(frozen=True, kw_only=True)
class CheckRecorded(Event):
    """What was found at a check was written down; it counts once two officers have signed."""

    n: str
    kind: str
    conforming: bool


@dataclass(frozen=True, kw_only=True)
class CheckSigned(Event):
    """An officer signed the record of a check; `complete` says whether all have."""

    n: str
    kind: str
    complete: bool


@dataclass(frozen=True, kw_only=True)
class NoticeServed(Event):
    """A document reached the person in a lawful way, on a day that counts."""

    document: str
    method: str
    served_on: date


@dataclass(frozen=True, kw_only=True)
class ServiceTried(Event):
    """A document was sent, or could not be served; what became of it is written down."""

    document: str
    method: str
    outcome: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class ServicePublished(Event):
    """A document that could not be served otherwise was published; it is deemed served when the time is over."""

    document: str
    deemed_on: date


@dataclass(frozen=True, kw_only=True)
class PaperCopyAsked(Event):
    """Whom a document reached electronically asked for it on paper."""

    document: str


@dataclass(frozen=True, kw_only=True)
class PaperCopyGiven(Event):
    """The paper copy that was asked for was handed over."""

    document: str


@dataclass(frozen=True, kw_only=True)
class ReceiptOfServiceConfirmed(Event):
    """The person confirmed having received a document."""

    document: str


@dataclass(frozen=True, kw_only=True)
class StretchBegun(Event):
    """The notice of a special procedure was served: from this day until the day told the clock stands."""

    ground: str
    first_on: date
    until_on: date
    old_due_on: date
    new_due_on: date


@dataclass(frozen=True, kw_only=True)
class StretchVoid(Event):
    """A special procedure does not stop the clock: its notice was not served, or only after the last day (E-124)."""

    ground: str
    why: str


@dataclass(frozen=True, kw_only=True)
class ExtensionVoid(Event):
    """An extension that the applicant was not told of before the period ended has no effect (E-205)."""

    old_due_on: date
    new_due_on: date


@dataclass(frozen=True, kw_only=True)
class FeeDue(Event):
    """A fee of the published list has to be paid; a payments module may take it from here. No clock waits for it."""

    n: int
    amount_fen: int
    person: int


@dataclass(frozen=True, kw_only=True)
class FeeWaiverAsked(Event):
    """An officer proposes to waive a fee on a listed ground; another one decides."""

    n: int
    ground: str


@dataclass(frozen=True, kw_only=True)
class FeeWaiverRefused(Event):
    """The waiver of a fee was not approved; the fee is due as before."""

    n: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class FeeWaived(Event):
    """A second person approved the waiver of a fee."""

    n: int
    ground: str


@dataclass(frozen=True, kw_only=True)
class FeePaid(Event):
    """A fee was paid; the number is that of the receipt of the treasury."""

    n: int
    amount_fen: int
    receipt: str


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


@dataclass(frozen=True, kw_only=True)
class CommitmentBroken(Event):
    """A commitment was false, or was not mended in time: what was granted on it is to be revoked."""

    person: int
    matter: int
    false: bool
    finding: str


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
