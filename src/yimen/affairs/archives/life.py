"""The states of an archived record, of a hand-over and of a destruction, and the only moves between them (G-305, G-310)."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from yimen.ground.life import Life


class State(TextChoices):
    """Where the record of a case stands."""

    WAITING = "waiting", _("Waiting to be packed")
    RETURNED = "returned", _("Sent back by a check")
    ARCHIVED = "archived", _("Archived")
    HANDED_OVER = "handed_over", _("Handed over to the city archive")
    DESTROYED = "destroyed", _("Destroyed")


LIFE: Final = Life[State](
    moves={
        "archive": (frozenset({State.WAITING}), State.ARCHIVED),
        "give_back": (frozenset({State.WAITING}), State.RETURNED),
        "pack_again": (frozenset({State.RETURNED}), State.WAITING),
        "hand_over": (frozenset({State.ARCHIVED}), State.HANDED_OVER),
        "destroy": (frozenset({State.ARCHIVED}), State.DESTROYED),
    },
    refusal=_("This record is not at a stage where that can be done."),
)
KEPT: Final = frozenset({State.ARCHIVED, State.HANDED_OVER})


class HandoverState(TextChoices):
    """Where a hand-over stands."""

    DRAFT = "draft", _("Being put together")
    SIGNED = "signed", _("Signed by the giver, to be received")
    RECEIVED = "received", _("Received and signed by both")
    RETURNED = "returned", _("Sent back with reasons")


HANDOVER: Final = Life[HandoverState](
    moves={
        "sign": (frozenset({HandoverState.DRAFT, HandoverState.RETURNED}), HandoverState.SIGNED),
        "receive": (frozenset({HandoverState.SIGNED}), HandoverState.RECEIVED),
        "send_back": (frozenset({HandoverState.SIGNED}), HandoverState.RETURNED),
    },
    refusal=_("This hand-over is not at a stage where that can be done."),
)


class DestructionState(TextChoices):
    """Where a request for destruction stands."""

    ASKED = "asked", _("Waiting for approval")
    REFUSED = "refused", _("Not approved")
    APPROVED = "approved", _("Approved, to be carried out")
    DONE = "done", _("Carried out")


DESTRUCTION: Final = Life[DestructionState](
    moves={
        "approve": (frozenset({DestructionState.ASKED}), DestructionState.APPROVED),
        "refuse": (frozenset({DestructionState.ASKED}), DestructionState.REFUSED),
        "carry_out": (frozenset({DestructionState.APPROVED}), DestructionState.DONE),
    },
    refusal=_("This request is not at a stage where that can be done."),
)


class Kind(TextChoices):
    """Whether a package is the record of a case or something added to it later (G-311)."""

    MAIN = "main", _("Record of the case")
    ADDITION = "addition", _("Added later")


class Retention(TextChoices):
    """How long a record is kept (G-307)."""

    PERMANENT = "permanent", _("For ever")
    YEARS_30 = "30", _("30 years")
    YEARS_10 = "10", _("10 years")


class Openness(TextChoices):
    """What the organ thinks about opening a record to the public (G-309)."""

    OPEN = "open", _("May be opened")
    CONTROLLED = "controlled", _("Not to be opened: personal data")
    DELAYED = "delayed", _("To be opened later")


class Secrecy(TextChoices):
    """The level of secrecy; state secrets never come near this platform."""

    NONE = "none", _("Not secret")
    INTERNAL = "internal", _("Internal")


class RuleState(TextChoices):
    """Where a line of the schedule of retention stands."""

    PROPOSED = "proposed", _("Waiting for approval")
    VALID = "valid", _("In force")
    REPLACED = "replaced", _("Replaced")
    REFUSED = "refused", _("Not approved")


class HoldGround(TextChoices):
    """Why a record may not be destroyed although its time is over."""

    LITIGATION = "litigation", _("Litigation")
    RECONSIDERATION = "reconsideration", _("Administrative reconsideration")
    INVESTIGATION = "investigation", _("Investigation or audit")
    OTHER = "other", _("Other legal ground")


class Why(TextChoices):
    """Why records are handed over."""

    TRANSFER = "transfer", _("Transfer when the time has come")
    CUSTODY = "custody", _("Early custody")
