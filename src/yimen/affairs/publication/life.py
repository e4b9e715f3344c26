"""The states of what is published of a decision, and the only moves between them (Licensing Law art. 5, 40; A-503, A-504)."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from yimen.ground.life import Life


class State(TextChoices):
    """Where an entry stands."""

    WAITING = "waiting", _("Applicant may object")
    PROPOSED = "proposed", _("Withholding proposed")
    OBJECTED = "objected", _("Objected to, to be decided")
    PUBLISHED = "published", _("Published")
    WITHHELD = "withheld", _("Not published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Exempt(TextChoices):
    """Why a decision is not published; nothing else is a reason (A-503)."""

    STATE_SECRET = "state_secret", _("State secret")
    TRADE_SECRET = "trade_secret", _("Trade secret")
    PRIVACY = "privacy", _("Privacy")


class Outcome(TextChoices):
    """What the organ decides on an objection (A-504)."""

    UPHELD = "upheld", _("Upheld: nothing is published")
    SHORTENED = "shortened", _("Upheld in part: published without the summary")
    OVERRULED = "overruled", _("Not upheld: published as planned")


_S = State
_BEFORE: Final = frozenset({_S.WAITING, _S.PROPOSED, _S.OBJECTED})
LIFE: Final = Life[State](
    moves={
        "publish": (frozenset({_S.WAITING}), _S.PUBLISHED),
        "agree": (frozenset({_S.WAITING}), _S.PUBLISHED),
        "object": (frozenset({_S.WAITING}), _S.OBJECTED),
        "uphold": (frozenset({_S.OBJECTED}), _S.WITHHELD),
        "publish_after_objection": (frozenset({_S.OBJECTED}), _S.PUBLISHED),
        "propose_withholding": (frozenset({_S.WAITING}), _S.PROPOSED),
        "approve_withholding": (frozenset({_S.PROPOSED}), _S.WITHHELD),
        "turn_down": (frozenset({_S.PROPOSED}), _S.WAITING),
        "correct": (frozenset({_S.PUBLISHED}), _S.PUBLISHED),
        "withdraw": (_BEFORE | {_S.PUBLISHED}, _S.WITHDRAWN),
    },
    refusal=_("This entry is not at a stage where that can be done."),
)
OPEN: Final = _BEFORE
