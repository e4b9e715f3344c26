"""The states of a hearing and the only moves between them (Licensing Law art. 46 to 48; A-701 to A-706)."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from yimen.ground.life import Life


class State(TextChoices):
    """Where a hearing stands."""

    DUE = "due", _("Persons to be found and told")
    OFFERED = "offered", _("Told of the right, time to ask runs")
    CALLED = "called", _("To be held")
    SET = "set", _("Time and place told")
    HELD = "held", _("Held, record to be signed")
    CLOSED = "closed", _("Record closed, findings due")
    FOUND = "found", _("Findings made")
    WAIVED = "waived", _("Nobody wants a hearing")
    DROPPED = "dropped", _("Dropped with the case")


_S = State
LIFE: Final = Life[State](
    moves={
        "told_all": (frozenset({_S.DUE}), _S.OFFERED),
        "find_nobody": (frozenset({_S.DUE}), _S.WAIVED),
        "add_person": (frozenset({_S.WAIVED, _S.OFFERED, _S.DUE}), _S.DUE),
        "ask": (frozenset({_S.DUE, _S.OFFERED}), _S.CALLED),
        "call": (frozenset({_S.DUE, _S.OFFERED, _S.WAIVED}), _S.CALLED),
        "free": (frozenset({_S.OFFERED}), _S.WAIVED),
        "set_time": (frozenset({_S.CALLED, _S.SET}), _S.SET),
        "challenge": (frozenset({_S.SET}), _S.SET),
        "decide_challenge": (frozenset({_S.SET}), _S.SET),
        "hold_hearing": (frozenset({_S.SET}), _S.HELD),
        "close_record": (frozenset({_S.HELD}), _S.CLOSED),
        "find_on_record": (frozenset({_S.CLOSED}), _S.FOUND),
        "drop": (frozenset({_S.DUE, _S.OFFERED, _S.CALLED, _S.SET, _S.HELD, _S.CLOSED}), _S.DROPPED),
    },
    refusal=_("The hearing is not at a stage where that can be done."),
)
OPEN: Final = frozenset({_S.DUE, _S.OFFERED, _S.CALLED, _S.SET, _S.HELD, _S.CLOSED})
STILL_ASKED: Final = frozenset({_S.DUE, _S.OFFERED})


class Ground(TextChoices):
    """Why there is, or may be, a hearing."""

    LAW = "law", _("The law demands a hearing")
    PUBLIC_INTEREST = "public_interest", _("A major public interest is concerned")
    INTERESTS = "interests", _("Major interests of others are concerned")


class Part(TextChoices):
    """The parts of a hearing, in their order (A-704)."""

    REVIEW = "review", _("Findings of the review, evidence and reasons")
    EVIDENCE = "evidence", _("Evidence of the parties")
    DEFENCE = "defence", _("Statement and defence")
    QUESTIONS = "questions", _("Cross-examination")
    LAST = "last", _("Last words")


class Letter(TextChoices):
    """What is served on those who have a say: the letters of the beginning, then time and place."""

    MATTER = "matter", _("Letter about the matter and the right to a hearing")
    TIME = "time", _("Notice of time and place")


class Way(TextChoices):
    """How someone spoke."""

    WRITTEN = "written", _("In writing")
    ORAL = "oral", _("By word of mouth, recorded")
    ONLINE = "online", _("Online")
    NOTHING = "nothing", _("Has nothing to say")
