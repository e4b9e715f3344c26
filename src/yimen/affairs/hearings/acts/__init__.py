"""What may be done about hearings and interested persons. Nothing else writes to them."""

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
from yimen.affairs.hearings.acts.speaking import answer_view, ask, lapse, speak, tell_person, waive
from yimen.affairs.hearings.life import Ground, Part, State, Way

__all__ = [
    "Appointment",
    "Entry",
    "Found",
    "Ground",
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
    "decide_challenge",
    "drop",
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
