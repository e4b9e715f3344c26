"""The states of a report of an error on the site, and the only move between them (J-401)."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from yimen.ground.life import Life


class State(TextChoices):
    """Where a report stands."""

    OPEN = "open", _("Waits for an answer")
    ANSWERED = "answered", _("Answered")


LIFE: Final = Life[State](
    moves={"answer": (frozenset({State.OPEN}), State.ANSWERED)},
    refusal=_("This report is answered already."),
)
