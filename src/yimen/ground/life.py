"""A life is a table of lawful moves; nothing changes state except along a line of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

S = TypeVar("S", bound=str)


class Refused(Exception):
    """The law or the state of the affair does not allow this act; the reason is for the reader.

    `field` names the input that is wrong, if one is; `code` is a stable word for machines.
    """

    def __init__(self, reason: str | Promise, *, field: str = "", code: str = "refused") -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field
        self.code = code


REASONS: Final = _("Write down the reasons; the person concerned will read them.")


def require(text: str, field: str, refusal: str | Promise = REASONS) -> str:
    """Return the text without its margins; raise Refused at the field if nothing is left."""
    if not text.strip():
        raise Refused(refusal, field=field, code="empty")
    return text.strip()


@dataclass(frozen=True)
class Life(Generic[S]):
    """From which states an act may be done, and to which state it leads."""

    moves: Mapping[str, tuple[frozenset[S], S]]
    refusal: str | Promise

    def after(self, act: str, state: S) -> S:
        """Return the state that the act leads to; raise Refused if it may not be done now."""
        allowed_from, to = self.moves[act]
        if state not in allowed_from:
            raise Refused(self.refusal, code="out_of_order")
        return to

    def possible(self, state: S) -> frozenset[str]:
        """Return the acts that the table allows from this state."""
        return frozenset(act for act, (froms, _to) in self.moves.items() if state in froms)
