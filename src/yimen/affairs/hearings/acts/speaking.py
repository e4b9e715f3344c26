"""Hearing those who are touched, and their right to ask for a hearing (Licensing Law art. 36, 47)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import acts as cases
from yimen.affairs.hearings import rules
from yimen.affairs.hearings.acts.common import (
    FINDINGS,
    HEARING,
    PERSONS,
    SAID,
    envelope,
    held,
    is_over,
    is_undecided,
    local_date,
    move,
    parties_of,
    party_of,
    require,
    seal,
    settle_persons,
    unseal,
)
from yimen.affairs.hearings.events import (
    HearingAsked,
    HearingWaived,
    PersonSpoke,
    RightLapsed,
    ViewAnswered,
)
from yimen.affairs.hearings.life import STILL_ASKED, State, Way
from yimen.affairs.hearings.models import Hearing, Party
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import Calendar
from yimen.ground.hold import as_one, hold
from yimen.ground.life import Refused
from yimen.ground.rows import keep

LONGEST = 20_000


def speak(case_id: int, n: int, *, words: str = "", way: str, by: str, at: datetime) -> None:
    """Take down what a person states and defends; it has to be answered before the decision (A-303).

    Later words are put behind earlier ones. The time to answer frees the decision; it silences nobody.
    """
    with held(case_id) as hearing:
        parties = parties_of(case_id)
        one = party_of(parties, n)
        if way not in Way.values:
            raise Refused(_("Choose how the view was stated."), field="way", code="unknown")
        if way == Way.NOTHING:
            if one.said is not None:
                raise Refused(_("A view is on file already."), field="way", code="out_of_order")
        else:
            earlier = unseal(one.said, SAID) if one.said is not None else ""
            text = "\n".join(filter(None, [earlier, require(words, "words")]))
            if len(text) > LONGEST:
                raise Refused(_("This is too long."), field="words", code="too_long")
            one.said, one.answered_at, one.adopted = seal(text, SAID), None, None
            cases.await_first(case_id, PERSONS)
        one.said_at, one.way = at, way
        keep(one, ["said", "said_at", "way", "answered_at", "adopted"])
        settle_persons(hearing, parties)
        publish(PersonSpoke(**envelope(hearing, by, at), n=n, way=way))


def answer_view(case_id: int, n: int, *, adopted: bool, answer: str, by: str, at: datetime) -> None:
    """Take a view up or not, with reasons; the answers stand in the decision one by one (A-303)."""
    with held(case_id) as hearing:
        parties = parties_of(case_id)
        one = party_of(parties, n)
        if one.said is None:
            raise Refused(_("This person has stated no view."), field="n", code="out_of_order")
        one.adopted, one.answer = adopted, require(answer, "answer")
        one.answered_at, one.answered_by = at, by
        keep(one, ["adopted", "answer", "answered_at", "answered_by"])
        settle_persons(hearing, parties)
        publish(ViewAnswered(**envelope(hearing, by, at), n=n, adopted=adopted))


def _entitled(parties: list[Party], n: int) -> Party:
    one = party_of(parties, n)
    if one.told_at is None:
        raise Refused(_("This person was not told yet."), field="n", code="out_of_order")
    if one.asked_at is not None:
        raise Refused(_("A hearing was asked for before."), code="twice")
    if one.waived_at is not None:
        raise Refused(_("The hearing was waived; that is final."), code="waived")
    return one


def ask(case_id: int, n: int, *, by: str, at: datetime, calendar: Calendar) -> None:
    """Ask for a hearing, until 24:00 of the fifth working day after being told (A-702, L-06)."""
    with held(case_id) as hearing:
        one = _entitled(parties_of(case_id), n)
        if one.respond_by_on is None or not rules.in_time(one.respond_by_on, local_date(at)):
            raise Refused(_("The five working days to ask for a hearing are over."), code="too_late")
        if hearing.state in STILL_ASKED:
            move(hearing, "ask")
            hearing.hold_by_on = rules.hold_by(local_date(at), calendar).on
            cases.await_first(case_id, FINDINGS)
        elif hearing.state not in {State.CALLED, State.SET}:
            raise Refused(_("The hearing is not at a stage where that can be done."), code="out_of_order")
        hearing.hold_by_on = hearing.hold_by_on or rules.hold_by(local_date(at), calendar).on
        one.asked_at = at
        keep(one, ["asked_at"])
        keep(hearing, ["state", "hold_by_on"])
        publish(HearingAsked(**envelope(hearing, by, at), n=n, hold_by_on=hearing.hold_by_on))


def waive(case_id: int, n: int, *, by: str, at: datetime) -> None:
    """Do without a hearing; once everybody does, the decision waits for it no longer (A-702)."""
    with held(case_id) as hearing:
        parties = parties_of(case_id)
        one = _entitled(parties, n)
        one.waived_at = at
        keep(one, ["waived_at"])
        publish(HearingWaived(**envelope(hearing, by, at), n=n))
        _free(hearing, parties, at)


def _free(hearing: Hearing, parties: list[Party], at: datetime) -> None:
    if not is_over(hearing, parties):
        return
    move(hearing, "free")
    keep(hearing, ["state"])
    cases.settle(hearing.case_id, HEARING)
    publish(RightLapsed(**envelope(hearing, "system", at)))


def lapse(case_id: int, *, at: datetime) -> None:
    """Note whose time to speak and ask ended at 24:00; free the decision of what nobody can do any more (A-702, L-06).

    Where the case has ended meanwhile, nothing is left to be freed.
    """
    with as_one(), hold(Hearing, case_id) as hearing:
        parties, today = parties_of(case_id), local_date(at)
        gone = [
            one
            for one in parties
            if not one.over and one.respond_by_on and not rules.in_time(one.respond_by_on, today)
        ]
        if not gone:
            raise Refused(_("The time to answer has not ended yet."), code="too_early")
        for one in gone:
            one.over = True
        Party.objects.filter(case_id=case_id, n__in=[one.n for one in gone]).update(over=True)
        if is_undecided(case_id):
            settle_persons(hearing, parties)
            _free(hearing, parties, at)
