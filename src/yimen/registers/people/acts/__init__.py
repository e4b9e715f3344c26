"""What may be done to persons and accounts. Nothing else writes to them."""

from yimen.registers.people.acts.accounts import (
    close_account,
    forget_failures,
    open_account,
    password_changed,
    remember_choices,
    sign_in_failed,
    signed_in,
    unlock,
)
from yimen.registers.people.acts.common import NewPerson
from yimen.registers.people.acts.credit import exclude_from_commitments, repair_commitments
from yimen.registers.people.acts.entering import present, register, register_represented
from yimen.registers.people.acts.expired import forget_expired
from yimen.registers.people.acts.keys import reseal
from yimen.registers.people.acts.mandates import (
    BarRecord,
    agent_named,
    bar,
    check_days,
    give_mandate,
    lift_bar,
    matters_named,
    revoke_mandate,
)
from yimen.registers.people.acts.persons import (
    agree_to_electronic_service,
    change_contact,
    correct_name,
    export,
    note_agent,
    note_seen,
    reveal,
)
from yimen.registers.people.acts.proof import (
    WAYS,
    Way,
    begin_proof,
    enter_in_register,
    finish_proof,
    register_courier,
    register_way,
    verify,
    verify_account,
)
from yimen.registers.people.acts.staff import (
    end_sessions,
    open_staff_account,
    password_link,
    reset_second_factor,
)
from yimen.registers.people.acts.tries import check_tries, count_try, is_right, may_once_more
from yimen.registers.people.acts.typed import MOST_BYTES, forget_old_typed, forget_typed, keep_typed
from yimen.registers.people.models import BarReason, Looked
from yimen.registers.people.rules import clean_phone

__all__ = [
    "MOST_BYTES",
    "WAYS",
    "BarReason",
    "BarRecord",
    "Looked",
    "NewPerson",
    "Way",
    "agent_named",
    "agree_to_electronic_service",
    "bar",
    "begin_proof",
    "change_contact",
    "check_days",
    "check_tries",
    "clean_phone",
    "close_account",
    "correct_name",
    "count_try",
    "end_sessions",
    "enter_in_register",
    "exclude_from_commitments",
    "export",
    "finish_proof",
    "forget_expired",
    "forget_failures",
    "forget_old_typed",
    "forget_typed",
    "give_mandate",
    "is_right",
    "keep_typed",
    "lift_bar",
    "matters_named",
    "may_once_more",
    "note_agent",
    "note_seen",
    "open_account",
    "open_staff_account",
    "password_changed",
    "password_link",
    "present",
    "register",
    "register_courier",
    "register_represented",
    "register_way",
    "remember_choices",
    "repair_commitments",
    "reseal",
    "reset_second_factor",
    "reveal",
    "revoke_mandate",
    "sign_in_failed",
    "signed_in",
    "unlock",
    "verify",
    "verify_account",
]
