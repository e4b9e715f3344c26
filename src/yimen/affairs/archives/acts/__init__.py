"""What may be done with archived records. Nothing else writes to the archive."""

from yimen.affairs.archives.acts.destroying import approve, ask_to_destroy, carry_out, refuse
from yimen.affairs.archives.acts.handing import draft_handover, receive, send_back, sign, take_off
from yimen.affairs.archives.acts.keeping import (
    decide_retention,
    lift_hold,
    name_fonds,
    propose_retention,
    set_hold,
)
from yimen.affairs.archives.acts.mending import mend
from yimen.affairs.archives.acts.packing import order, pack, pack_again, pack_waiting, supplement
from yimen.affairs.archives.acts.viewing import view

__all__ = [
    "approve",
    "ask_to_destroy",
    "carry_out",
    "decide_retention",
    "draft_handover",
    "lift_hold",
    "mend",
    "name_fonds",
    "order",
    "pack",
    "pack_again",
    "pack_waiting",
    "propose_retention",
    "receive",
    "refuse",
    "send_back",
    "set_hold",
    "sign",
    "supplement",
    "take_off",
    "view",
]
