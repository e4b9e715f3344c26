"""How one of the four endings is reached, step by step, and what a check on the spot may find."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from yimen.ground.life import Life


class State(TextChoices):
    """Where a proceeding stands."""

    PROPOSED = "proposed", _("Proposed")
    DECIDED = "decided", _("Decided")
    SERVED = "served", _("Decision served")
    DROPPED = "dropped", _("Dropped")


_S = State
LIFE: Final = Life[State](
    moves={
        "propose": (frozenset(), _S.PROPOSED),
        "serve_notice": (frozenset({_S.PROPOSED}), _S.PROPOSED),
        "state_views": (frozenset({_S.PROPOSED}), _S.PROPOSED),
        "answer_hearing": (frozenset({_S.PROPOSED}), _S.PROPOSED),
        "record_hearing": (frozenset({_S.PROPOSED}), _S.PROPOSED),
        "decide": (frozenset({_S.PROPOSED}), _S.DECIDED),
        "drop": (frozenset({_S.PROPOSED}), _S.DROPPED),
        "serve": (frozenset({_S.DECIDED}), _S.SERVED),
    },
    refusal=_("This proceeding is not at a stage where that can be done."),
)


class Hearing(TextChoices):
    """What became of the right to a hearing."""

    NONE = "", _("No right to a hearing")
    OFFERED = "offered", _("Hearing offered")
    ASKED = "asked", _("Hearing asked for")
    WAIVED = "waived", _("Hearing not wanted")
    HELD = "held", _("Hearing held")


class Why(TextChoices):
    """Why a proceeding is dropped."""

    UNPROVEN = "unproven", _("The facts were not proven")
    PUBLIC_INTEREST = "public_interest", _("Revoking would greatly harm the public interest")
    MENDED = "mended", _("It was mended")


class Result(TextChoices):
    """What inspectors found."""

    GOOD = "good", _("Nothing wrong")
    MEND = "mend", _("To be mended")
    VIOLATION = "violation", _("Violation, passed on")
