"""What may be done to matters. Nothing else writes to them; every act is five beats: hold, move, change, save, say."""

from yimen.registers.catalogue.acts.beginning import begin
from yimen.registers.catalogue.acts.commenting import answer, comment, settle
from yimen.registers.catalogue.acts.confirming import confirm
from yimen.registers.catalogue.acts.delegating import delegate, revoke
from yimen.registers.catalogue.acts.drafting import cite_anew, discard, draft, renew, revise
from yimen.registers.catalogue.acts.noting import index_anew, note_asked, note_nothing_found
from yimen.registers.catalogue.acts.publishing import load_in_force, publish
from yimen.registers.catalogue.acts.revising import (
    confirm_revision,
    leave_out,
    pass_revision,
    propose,
    publish_revision,
    send_revision_back,
    submit_revision,
    undo_revision,
)
from yimen.registers.catalogue.acts.stages import (
    pass_head,
    pass_legal,
    pass_office,
    send_back,
    submit,
    take_back,
)
from yimen.registers.catalogue.acts.stopping import resume, suspend, withdraw

__all__ = [
    "answer",
    "begin",
    "cite_anew",
    "comment",
    "confirm",
    "confirm_revision",
    "delegate",
    "discard",
    "draft",
    "index_anew",
    "leave_out",
    "load_in_force",
    "note_asked",
    "note_nothing_found",
    "pass_head",
    "pass_legal",
    "pass_office",
    "pass_revision",
    "propose",
    "publish",
    "publish_revision",
    "renew",
    "resume",
    "revise",
    "revoke",
    "send_back",
    "send_revision_back",
    "settle",
    "submit",
    "submit_revision",
    "suspend",
    "take_back",
    "undo_revision",
    "withdraw",
]
