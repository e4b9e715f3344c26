"""The states of a case and the only moves between them (Administrative Licensing Law, chapter 4)."""

from collections.abc import Mapping
from typing import Final

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from yimen.ground.life import Life


class Purpose(TextChoices):
    """What an application wants: something new, or something on a permit one holds (art. 49, 50, 70)."""

    NEW = "new", _("First application")
    CHANGE = "change", _("Change of a permit")
    RENEWAL = "renewal", _("Renewal of a permit")
    CANCEL = "cancel", _("Giving up a permit")


class State(TextChoices):
    """Where a case stands."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    SUPPLEMENTING = "supplementing", _("Waiting for your papers")
    ACCEPTED = "accepted", _("Accepted, under review")
    SUSPENDED = "suspended", _("Clock stopped")
    GRANTED = "granted", _("Granted")
    REFUSED = "refused", _("Refused")
    DELIVERED = "delivered", _("Delivered")
    CLOSED = "closed", _("Closed")
    DECLINED = "declined", _("Not accepted")
    RETURNED = "returned", _("Returned, papers not supplied")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    FIRST_REVIEW = "first_review", _("With the office that examines first")
    FILED = "filed", _("Filed")


FOR_OFFICERS: Final[Mapping[str, str | Promise]] = {
    State.SUPPLEMENTING: _("Waiting for the applicant's papers")
}
_S = State
LIFE: Final = Life[State](
    moves={
        "save_draft": (frozenset({_S.DRAFT}), _S.DRAFT),
        "submit": (frozenset({_S.DRAFT}), _S.SUBMITTED),
        "confirm_receipt": (frozenset({_S.SUBMITTED}), _S.SUBMITTED),
        "correct": (frozenset({_S.SUBMITTED}), _S.SUBMITTED),
        "correct_situation": (frozenset({_S.SUBMITTED}), _S.SUBMITTED),
        "ask_for_more": (frozenset({_S.SUBMITTED}), _S.SUPPLEMENTING),
        "supplement": (frozenset({_S.SUPPLEMENTING}), _S.SUBMITTED),
        "lapse": (frozenset({_S.SUPPLEMENTING}), _S.RETURNED),
        "accept": (frozenset({_S.SUBMITTED}), _S.ACCEPTED),
        "deem_accepted": (frozenset({_S.SUBMITTED}), _S.ACCEPTED),
        "decline": (frozenset({_S.SUBMITTED}), _S.DECLINED),
        "review": (frozenset({_S.ACCEPTED}), _S.ACCEPTED),
        "send_back": (frozenset({_S.ACCEPTED}), _S.ACCEPTED),
        "extend": (frozenset({_S.ACCEPTED}), _S.ACCEPTED),
        "extend_stopped": (frozenset({_S.SUSPENDED}), _S.SUSPENDED),
        "suspend": (frozenset({_S.ACCEPTED}), _S.SUSPENDED),
        "resume": (frozenset({_S.SUSPENDED}), _S.ACCEPTED),
        "prolong": (frozenset({_S.SUSPENDED}), _S.SUSPENDED),
        "grant": (frozenset({_S.ACCEPTED}), _S.GRANTED),
        "refuse": (frozenset({_S.ACCEPTED}), _S.REFUSED),
        "grant_on_the_spot": (frozenset({_S.SUBMITTED}), _S.GRANTED),
        "refuse_on_the_spot": (frozenset({_S.SUBMITTED}), _S.REFUSED),
        "deliver": (frozenset({_S.GRANTED, _S.REFUSED}), _S.DELIVERED),
        "close": (frozenset({_S.DELIVERED}), _S.CLOSED),
        "deem_renewed": (frozenset({_S.SUBMITTED, _S.ACCEPTED, _S.SUSPENDED}), _S.GRANTED),
        "withdraw": (
            frozenset({_S.SUBMITTED, _S.SUPPLEMENTING, _S.FIRST_REVIEW, _S.ACCEPTED, _S.SUSPENDED}),
            _S.WITHDRAWN,
        ),
        "accept_first": (frozenset({_S.SUBMITTED}), _S.FIRST_REVIEW),
        "forward": (frozenset({_S.FIRST_REVIEW}), _S.SUBMITTED),
        "file": (frozenset({_S.SUBMITTED}), _S.FILED),
        "deem_withdrawn": (frozenset({_S.ACCEPTED, _S.SUSPENDED}), _S.WITHDRAWN),
        "return_unfilled": (frozenset({_S.ACCEPTED, _S.SUSPENDED}), _S.RETURNED),
    },
    refusal=_("This case is not at a stage where that can be done."),
)

NOT_FOR_FILINGS: Final = frozenset(
    {
        "accept",
        "deem_accepted",
        "decline",
        "accept_first",
        "forward",
        "review",
        "send_back",
        "extend",
        "suspend",
    }
    | {"grant", "refuse", "grant_on_the_spot", "refuse_on_the_spot", "deliver"}
)  # K-28: receipt of complete information is the filing
OPEN: Final = frozenset(
    {_S.SUBMITTED, _S.SUPPLEMENTING, _S.FIRST_REVIEW, _S.ACCEPTED, _S.SUSPENDED, _S.GRANTED, _S.REFUSED}
)
UNDECIDED: Final = frozenset({_S.SUBMITTED, _S.SUPPLEMENTING, _S.FIRST_REVIEW, _S.ACCEPTED, _S.SUSPENDED})
CHECKABLE: Final = UNDECIDED - {_S.SUPPLEMENTING}
RUNNING: Final = frozenset({_S.ACCEPTED})
ENDED: Final = frozenset({_S.CLOSED, _S.DECLINED, _S.RETURNED, _S.WITHDRAWN, _S.FILED})


class Channel(TextChoices):
    """By which door an application came in."""

    ONLINE = "online", _("Online")
    WINDOW = "window", _("At the window")
    STATION = "station", _("Town or village station")
    API = "api", _("From another system")


class ToldBy(TextChoices):
    """How the one-time notice was told (A-901)."""

    ONLINE = "online", _("By message, with the document")
    WINDOW = "window", _("At the window, with the document")
    PHONE = "phone", _("By telephone, with the document")
    POST = "post", _("By post")


class DeclineGround(TextChoices):
    """Why an application is not accepted (A-201, A-202, A-210)."""

    NOT_REQUIRED = "not_required", _("No permission is needed for this")
    NOT_COMPETENT = "not_competent", _("Another organ is competent")
    FALSE = "false", _("Facts were concealed or papers are false")


class SuspensionGround(TextChoices):
    """The eight procedures whose time is not counted, and no other (Licensing Law art. 45; A-405, A-406)."""

    HEARING = "hearing", _("Hearing")
    TENDER = "tender", _("Tender")
    AUCTION = "auction", _("Auction")
    INSPECTION = "inspection", _("Inspection")
    TESTING = "testing", _("Testing")
    QUARANTINE = "quarantine", _("Quarantine")
    APPRAISAL = "appraisal", _("Appraisal")
    EXPERT_REVIEW = "expert_review", _("Expert review")


class DeliveryMethod(TextChoices):
    """How a decision reaches the person (A-511)."""

    PERSONAL = "personal", _("Handed over in person")
    LEFT = "left", _("Left at the address")
    ENTRUSTED = "entrusted", _("Served by another organ")
    POST = "post", _("By post")
    ELECTRONIC = "electronic", _("Electronically")
    NOTICE = "notice", _("By public notice")


class Verdict(TextChoices):
    """What a reviewer finds."""

    AGREE = "agree", _("Conditions are met")
    DISAGREE = "disagree", _("Conditions are not met")


class Outcome(TextChoices):
    """What became of one attempt to serve a document (A-511)."""

    SERVED = "served", _("Served")
    SENT = "sent", _("On its way")
    FAILED = "failed", _("Failed")
    PUBLISHED = "published", _("Published, deemed served after 30 days")


class CheckKind(TextChoices):
    """What is looked at: facts on site (A-302), or goods and installations by a technical standard (A-305)."""

    SITE = "site", _("Check on site")
    INSPECTION = "inspection", _("Inspection, testing or quarantine")


class FeeState(TextChoices):
    """Where a fee stands (G-105)."""

    DUE = "due", _("To be paid")
    ASKED = "asked", _("Waiver asked for")
    WAIVED = "waived", _("Waived")
    PAID = "paid", _("Paid")


class WaiverGround(TextChoices):
    """The listed grounds on which a fee is waived; there is no other (G-105)."""

    ALLOWANCE = "allowance", _("Receives the minimum living allowance")
    DESTITUTE = "destitute", _("Destitute person in support")
    DISABLED = "disabled", _("Holds a disability certificate")
    SMALL_FIRM = "small_firm", _("Small or micro enterprise")
    PUBLISHED = "published", _("Reduction published with the fee")


class Clock(TextChoices):
    """Which clock was missed (A-410)."""

    STATUTORY = "statutory", _("Statutory period of the decision")
    PROMISED = "promised", _("Promised period of the decision")
    DELIVERY = "delivery", _("Ten working days to hand over")
