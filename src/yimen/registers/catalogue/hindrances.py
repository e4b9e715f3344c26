"""What stands in the way of an act that the state of a version allows, so that nobody is offered what would be refused."""

from collections.abc import Callable, Mapping
from typing import Final

from yimen.registers.catalogue.desk import DeskSheet
from yimen.registers.catalogue.life import Stage

Hindrance = Callable[[DeskSheet, str], bool]


def had_in_hand(found: DeskSheet, by: str) -> bool:
    """Say whether an officer drafted a version or had it in hand in this round: each stage is another person (H-412)."""
    return by in found.authors or any(one.by == by for one in found.reviews if one.round == found.round)


def _not_to_pass(found: DeskSheet, by: str) -> bool:
    return bool(found.open_must) or had_in_hand(found, by)


def _not_to_sign(found: DeskSheet, by: str) -> bool:
    """Say whether a comment is open, or the officer drafted or judged what is to be signed."""
    judged = (one for one in found.reviews if one.round == found.round and one.stage != Stage.HEAD)
    return bool(found.open_must) or by in found.authors or any(one.by == by for one in judged)


def _not_to_publish(found: DeskSheet, by: str) -> bool:
    """Say whether something is to mend or to settle, or the officer drafted what is to be published."""
    handed_in = (one for one in found.reviews if one.round == found.round and one.stage == Stage.EDITOR)
    own = by in found.authors or any(one.by == by for one in handed_in)
    return bool(found.must) or bool(found.open_must) or own


HINDRANCES: Final[Mapping[str, Hindrance]] = {
    "submit": lambda found, _by: bool(found.must),
    "pass_head": _not_to_pass,
    "pass_office": _not_to_pass,
    "pass_legal": _not_to_pass,
    "confirm": _not_to_sign,
    "publish": _not_to_publish,
    "renew": lambda found, _by: found.open_draft is not None,
}


def is_hindered(act: str, found: DeskSheet, by: str) -> bool:
    """Say whether an act that the state allows would be refused to an officer now."""
    hindrance = HINDRANCES.get(act)
    return hindrance is not None and hindrance(found, by)
