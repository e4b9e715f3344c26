"""What may be done to permits. Nothing else writes to them."""

from yimen.registers.permits.acts.endings import Loss, check_loss, end, is_out_of_reach, terms_of
from yimen.registers.permits.acts.erasing import erase
from yimen.registers.permits.acts.keeping import (
    Application,
    Asked,
    Granted,
    HeldBack,
    ask_about,
    change,
    deem_renewed,
    issue,
    remind,
    renew,
    resume,
    suspend,
)
from yimen.registers.permits.life import GROUNDS, Ending, Ground, Kind, Pay, State, Terms, may_end

__all__ = [
    "GROUNDS",
    "Application",
    "Asked",
    "Ending",
    "Granted",
    "Ground",
    "HeldBack",
    "Kind",
    "Loss",
    "Pay",
    "State",
    "Terms",
    "ask_about",
    "change",
    "check_loss",
    "deem_renewed",
    "end",
    "erase",
    "is_out_of_reach",
    "issue",
    "may_end",
    "remind",
    "renew",
    "resume",
    "suspend",
    "terms_of",
]
