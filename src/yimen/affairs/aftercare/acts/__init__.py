"""What may be done with permits after they were granted. Nothing else writes to proceedings and checks."""

from yimen.affairs.aftercare.acts.checks import Visit, find_mended, record_check, sign_check
from yimen.affairs.aftercare.acts.erasing import erase
from yimen.affairs.aftercare.acts.following import (
    Breach,
    bar_for_false_papers,
    deem_renewed,
    propose_after_commitment,
    remind,
    strike_off_ended,
    strike_off_expired,
)
from yimen.affairs.aftercare.acts.proceedings import (
    FAULTS,
    Held,
    Proposal,
    answer_hearing,
    decide,
    drop,
    go_on_against,
    propose,
    record_hearing,
    state_views,
)
from yimen.affairs.aftercare.acts.service import conclude_service, deem_served, publish_service, serve

__all__ = [
    "FAULTS",
    "Breach",
    "Held",
    "Proposal",
    "Visit",
    "answer_hearing",
    "bar_for_false_papers",
    "conclude_service",
    "decide",
    "deem_renewed",
    "deem_served",
    "drop",
    "erase",
    "find_mended",
    "go_on_against",
    "propose",
    "propose_after_commitment",
    "publish_service",
    "record_check",
    "record_hearing",
    "remind",
    "serve",
    "sign_check",
    "state_views",
    "strike_off_ended",
    "strike_off_expired",
]
