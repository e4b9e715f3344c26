"""What may be done with permits after they were granted. Nothing else writes to proceedings and checks."""

from yimen.affairs.aftercare.acts.checks import Visit, find_mended, record_check, sign_check
from yimen.affairs.aftercare.acts.erasing import erase
from yimen.affairs.aftercare.acts.following import (
    bar_for_false_papers,
    deem_renewed,
    remind,
    revoke_after_commitment,
    strike_off_ended,
    strike_off_expired,
)
from yimen.affairs.aftercare.acts.proceedings import (
    Proposal,
    answer_hearing,
    decide,
    drop,
    go_on_against,
    propose,
    record_hearing,
    revoke_at_once,
    serve,
    state_views,
)

__all__ = [
    "Proposal",
    "Visit",
    "answer_hearing",
    "bar_for_false_papers",
    "decide",
    "deem_renewed",
    "drop",
    "erase",
    "find_mended",
    "go_on_against",
    "propose",
    "record_check",
    "record_hearing",
    "remind",
    "revoke_after_commitment",
    "revoke_at_once",
    "serve",
    "sign_check",
    "state_views",
    "strike_off_ended",
    "strike_off_expired",
]
