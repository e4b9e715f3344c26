"""What may be done about hearings and interested persons. Nothing else writes to them."""

from yimen.affairs.hearings.acts.common import HEARING
from yimen.affairs.hearings.acts.erasing import erase
from yimen.affairs.hearings.acts.holding import (
    Entry,
    Minutes,
    close_record,
    drop,
    find_on_record,
    hold_hearing,
)
from yimen.affairs.hearings.acts.opening import Found, add_person, begin, call, find_nobody, needs
from yimen.affairs.hearings.acts.setting import Appointment, challenge, decide_challenge, go_on, set_time
from yimen.affairs.hearings.acts.speaking import answer_view, ask, lapse, speak, waive
from yimen.affairs.hearings.acts.telling import days_told, deem_told, tell_person
from yimen.affairs.hearings.life import Ground, Letter, Part, State, Way

__all__ = [
    "HEARING",
    "Appointment",
    "Entry",
    "Found",
    "Ground",
    "Letter",
    "Minutes",
    "Part",
    "State",
    "Way",
    "add_person",
    "answer_view",
    "ask",
    "begin",
    "call",
    "challenge",
    "close_record",
    "days_told",
    "decide_challenge",
    "deem_told",
    "drop",
    "erase",
    "find_nobody",
    "find_on_record",
    "go_on",
    "hold_hearing",
    "lapse",
    "needs",
    "set_time",
    "speak",
    "tell_person",
    "waive",
]
