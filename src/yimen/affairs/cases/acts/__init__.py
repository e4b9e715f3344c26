"""What may be done to a case. Nothing else writes to it; every act is five beats: hold, move, change, save, say."""

from yimen.affairs.cases.acts.acceptance import Missing, accept, ask_for_more, decline, deem_accepted
from yimen.affairs.cases.acts.application import Application, Choices, Paper
from yimen.affairs.cases.acts.asking import record_intention
from yimen.affairs.cases.acts.clock import ask_to_recompute, extend, recompute, resume, suspend
from yimen.affairs.cases.acts.commitment import check_commitment, record_mending, take_back_commitment
from yimen.affairs.cases.acts.common import state_after
from yimen.affairs.cases.acts.decision import grant, grant_on_the_spot, refuse, refuse_on_the_spot
from yimen.affairs.cases.acts.ending import close, deliver, explain_overdue, lapse, withdraw
from yimen.affairs.cases.acts.first_review import accept_first, forward
from yimen.affairs.cases.acts.gaps import close_unfilled, fill_gaps
from yimen.affairs.cases.acts.gaps import days_of as gap_days
from yimen.affairs.cases.acts.in_order import free_place
from yimen.affairs.cases.acts.intake import (
    add_papers,
    choose,
    confirm_receipt,
    correct,
    discard_draft,
    remove_paper,
    save_draft,
    submit,
    submit_draft,
    supplement,
)
from yimen.affairs.cases.acts.pending import await_first, mark, register_pending, settle
from yimen.affairs.cases.acts.review import review, send_back
from yimen.affairs.cases.life import (
    Channel,
    DeclineGround,
    DeliveryMethod,
    State,
    SuspensionGround,
    ToldBy,
    Verdict,
)

__all__ = [
    "Application",
    "Channel",
    "Choices",
    "DeclineGround",
    "DeliveryMethod",
    "Missing",
    "Paper",
    "State",
    "SuspensionGround",
    "ToldBy",
    "Verdict",
    "accept",
    "accept_first",
    "add_papers",
    "ask_for_more",
    "ask_to_recompute",
    "await_first",
    "check_commitment",
    "choose",
    "close",
    "close_unfilled",
    "confirm_receipt",
    "correct",
    "decline",
    "deem_accepted",
    "deliver",
    "discard_draft",
    "explain_overdue",
    "extend",
    "fill_gaps",
    "forward",
    "free_place",
    "gap_days",
    "grant",
    "grant_on_the_spot",
    "lapse",
    "mark",
    "recompute",
    "record_intention",
    "record_mending",
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
    "take_back_commitment",
    "withdraw",
]
