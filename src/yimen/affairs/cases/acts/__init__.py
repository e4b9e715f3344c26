"""What may be done to a case. Nothing else writes to it; every act is five beats: hold, move, change, save, say."""

from yimen.affairs.cases.acts.acceptance import Missing, accept, ask_for_more, decline, deem_accepted
from yimen.affairs.cases.acts.clock import ask_to_recompute, extend, recompute, resume, suspend
from yimen.affairs.cases.acts.common import state_after
from yimen.affairs.cases.acts.decision import grant, grant_on_the_spot, refuse, refuse_on_the_spot
from yimen.affairs.cases.acts.ending import close, deliver, explain_overdue, lapse, withdraw
from yimen.affairs.cases.acts.intake import (
    Application,
    Paper,
    add_papers,
    confirm_receipt,
    correct,
    discard_draft,
    known_of,
    remove_paper,
    save_draft,
    submit,
    submit_draft,
    supplement,
)
from yimen.affairs.cases.acts.pending import await_first, mark, register_pending, settle
from yimen.affairs.cases.acts.review import review, send_back
from yimen.affairs.cases.acts.situation import correct_situation
from yimen.affairs.cases.life import Channel, DeclineGround, DeliveryMethod, State, SuspensionGround, Verdict

__all__ = [
    "Application",
    "Channel",
    "DeclineGround",
    "DeliveryMethod",
    "Missing",
    "Paper",
    "State",
    "SuspensionGround",
    "Verdict",
    "accept",
    "add_papers",
    "ask_for_more",
    "ask_to_recompute",
    "await_first",
    "close",
    "confirm_receipt",
    "correct",
    "correct_situation",
    "decline",
    "deem_accepted",
    "deliver",
    "discard_draft",
    "explain_overdue",
    "extend",
    "grant",
    "grant_on_the_spot",
    "known_of",
    "lapse",
    "mark",
    "recompute",
    "refuse",
    "refuse_on_the_spot",
    "register_pending",
    "remove_paper",
    "resume",
    "review",
    "save_draft",
    "send_back",
    "settle",
    "state_after",
    "submit",
    "submit_draft",
    "supplement",
    "suspend",
    "withdraw",
]
