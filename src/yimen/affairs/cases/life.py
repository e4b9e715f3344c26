"""The states of a case and the only moves between them (Administrative Licensing Law, chapter 4)."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from yimen.ground.life import Life


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
        "suspend": (frozenset({_S.ACCEPTED}), _S.SUSPENDED),
        "resume": (frozenset({_S.SUSPENDED}), _S.ACCEPTED),
        "grant": (frozenset({_S.ACCEPTED}), _S.GRANTED),
        "refuse": (frozenset({_S.ACCEPTED}), _S.REFUSED),
        "grant_on_the_spot": (frozenset({_S.SUBMITTED}), _S.GRANTED),
        "refuse_on_the_spot": (frozenset({_S.SUBMITTED}), _S.REFUSED),
        "deliver": (frozenset({_S.GRANTED, _S.REFUSED}), _S.DELIVERED),
        "close": (frozenset({_S.DELIVERED}), _S.CLOSED),
        "withdraw": (frozenset({_S.SUBMITTED, _S.SUPPLEMENTING, _S.ACCEPTED, _S.SUSPENDED}), _S.WITHDRAWN),
    },
    refusal=_("This case is not at a stage where that can be done."),
)

OPEN: Final = frozenset({_S.SUBMITTED, _S.SUPPLEMENTING, _S.ACCEPTED, _S.SUSPENDED, _S.GRANTED, _S.REFUSED})
RUNNING: Final = frozenset({_S.ACCEPTED})
ENDED: Final = frozenset({_S.CLOSED, _S.DECLINED, _S.RETURNED, _S.WITHDRAWN})


class Channel(TextChoices):
    """By which door an application came in."""

    ONLINE = "online", _("Online")
    WINDOW = "window", _("At the window")
    STATION = "station", _("Town or village station")
    API = "api", _("From another system")


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
