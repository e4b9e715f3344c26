"""What may be done to a case. Nothing else writes to it; every act is five beats: hold, move, change, save, say."""

from yimen.affairs.cases.acts.acceptance import Missing, accept, ask_for_more, decline, deem_accepted
from yimen.affairs.cases.acts.application import Application, Choices, Paper
from yimen.affairs.cases.acts.asking import record_intention
from yimen.affairs.cases.acts.barring import register_bar
from yimen.affairs.cases.acts.checks import (
    Finding,
    Found,
    plan_check,
    record_check,
    sign_check,
)
from yimen.affairs.cases.acts.clock import extend
from yimen.affairs.cases.acts.commitment import check_commitment, record_mending, take_back_commitment
from yimen.affairs.cases.acts.common import state_after
from yimen.affairs.cases.acts.decision import (
    Grant,
    grant,
    grant_on_the_spot,
    refuse,
    refuse_on_the_spot,
)
from yimen.affairs.cases.acts.ending import (
    close,
    explain_overdue,
    lapse,
    withdraw,
)
from yimen.affairs.cases.acts.erasing import erase
from yimen.affairs.cases.acts.fees import (
    approve_waiver,
    ask_waiver,
    charge,
    record_payment,
    refuse_waiver,
)
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
    known_of,
    remove_paper,
    save_draft,
    submit,
    submit_draft,
    supplement,
)
from yimen.affairs.cases.acts.pending import (
    await_first,
    mark,
    pending_words,
    register_needs,
    register_pending,
    settle,
)
from yimen.affairs.cases.acts.permits import deem_renewed, free_place_of
from yimen.affairs.cases.acts.public_notice import check_tried, deem_served, publish_service, published_until
from yimen.affairs.cases.acts.recomputing import ask_to_recompute, recompute
from yimen.affairs.cases.acts.review import review, send_back
from yimen.affairs.cases.acts.service import (
    ask_paper_copy,
    conclude_service,
    confirm_service,
    deliver,
    give_paper_copy,
    serve,
)
from yimen.affairs.cases.acts.serving import Serving, check_attempt, check_end
from yimen.affairs.cases.acts.situation import correct_situation
from yimen.affairs.cases.acts.stopping import (
    prolong,
    resume,
    suspend,
    void_extension,
)
from yimen.affairs.cases.additions import register_addition
from yimen.affairs.cases.belonging import register_belonging
from yimen.affairs.cases.life import (
    Channel,
    CheckKind,
    Clock,
    DeclineGround,
    DeliveryMethod,
    FeeState,
    Outcome,
    Purpose,
    State,
    SuspensionGround,
    ToldBy,
    Verdict,
    WaiverGround,
)

__all__ = [
    "Application",
    "Channel",
    "CheckKind",
    "Choices",
    "Clock",
    "DeclineGround",
    "DeliveryMethod",
    "FeeState",
    "Finding",
    "Found",
    "Grant",
    "Missing",
    "Outcome",
    "Paper",
    "Purpose",
    "Serving",
    "State",
    "SuspensionGround",
    "ToldBy",
    "Verdict",
    "WaiverGround",
    "accept",
    "accept_first",
    "add_papers",
    "approve_waiver",
    "ask_for_more",
    "ask_paper_copy",
    "ask_to_recompute",
    "ask_waiver",
    "await_first",
    "charge",
    "check_attempt",
    "check_commitment",
    "check_end",
    "check_tried",
    "choose",
    "close",
    "close_unfilled",
    "conclude_service",
    "confirm_receipt",
    "confirm_service",
    "correct",
    "correct_situation",
    "decline",
    "deem_accepted",
    "deem_renewed",
    "deem_served",
    "deemed_served",
    "deliver",
    "discard_draft",
    "erase",
    "explain_overdue",
    "extend",
    "fill_gaps",
    "forward",
    "free_place",
    "free_place_of",
    "gap_days",
    "give_paper_copy",
    "grant",
    "grant_on_the_spot",
    "known_of",
    "lapse",
    "mark",
    "pending_words",
    "plan_check",
    "prolong",
    "publish_service",
    "published_until",
    "recompute",
    "record_check",
    "record_intention",
    "record_mending",
    "record_payment",
    "refuse",
    "refuse_on_the_spot",
    "refuse_waiver",
    "register_addition",
    "register_bar",
    "register_belonging",
    "register_needs",
    "register_pending",
    "remove_paper",
    "resume",
    "review",
    "save_draft",
    "send_back",
    "serve",
    "settle",
    "sign_check",
    "state_after",
    "submit",
    "submit_draft",
    "supplement",
    "suspend",
    "take_back_commitment",
    "void_extension",
    "withdraw",
]
