"""The worker goes on: a chore that breaks does not end it, and one broken case holds up no other."""

import os
import signal
import threading
from datetime import timedelta

import pytest
from django.db import OperationalError

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Missing
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.tests.make import DAYS, LI, MONDAY, accepted, on, published_matter, submitted
from yimen.site import worker
from yimen.site.sweeping import sweep
from yimen.site.worker import CHORES, Chore, Part


class Impatient(threading.Event):
    """Does not wait, but remembers how long it should have."""

    def __init__(self) -> None:
        super().__init__()
        self.pauses: list[float | None] = []

    def wait(self, timeout: float | None = None) -> bool:
        self.pauses.append(timeout)
        return self.is_set()


def go_round(*answers: object) -> tuple[list[float | None], int]:
    """Let a chore give these answers (exceptions are raised) and then stop; return the pauses and the rounds."""
    stopping, left, rounds = Impatient(), list(answers), []

    def work() -> object:
        rounds.append(1)
        if not left:
            stopping.set()
            return True
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    thread = threading.Thread(target=worker._go_round, args=(Chore("test", work, 0.7), stopping))
    thread.start()
    thread.join(20)
    assert not thread.is_alive()
    return stopping.pauses, len(rounds)


def test_a_chore_pauses_only_when_there_was_nothing_to_do():
    assert go_round(3, 0, None, True) == ([0.7, 0.7], 5)


@pytest.mark.parametrize(
    "error", [ValueError("x"), KeyError(1), RuntimeError(""), Exception(), OperationalError("gone\nline")]
)
def test_a_chore_goes_on_after_an_exception(error):
    pauses, rounds = go_round(error, error)

    assert rounds == 3
    assert all(pause and pause >= 2 for pause in pauses)


def test_a_database_that_goes_away_without_a_word_does_not_end_a_chore():
    assert go_round(OperationalError(), OperationalError("")) == ([2, 2], 3)


def test_every_chore_has_its_own_name_and_a_pause():
    assert len({chore.name for chore in CHORES}) == len(CHORES)
    assert all(chore.pause > 0 for chore in CHORES)
    assert {"hear", "messages", "sweep", "seal", "documents"} <= {chore.name for chore in CHORES}


@pytest.mark.parametrize(
    ("part", "done", "gives_way"),
    [
        (None, {"a", "b"}, []),
        (Part.MINDING, {"a"}, []),
        (Part.MAKING, {"b"}, [worker.GIVES_WAY]),
    ],
)
def test_a_process_does_its_part_and_one_that_only_makes_things_gives_way(monkeypatch, part, done, gives_way):
    worked: set[str] = set()
    nicer: list[int] = []
    alone = threading.Lock()

    def chore(name: str, part: Part) -> Chore:
        def work() -> None:
            with alone:
                is_last = worked != done and worked | {name} == done
                worked.add(name)
            if is_last:
                os.kill(os.getpid(), signal.SIGTERM)

        return Chore(name, work, 0.01, part)

    monkeypatch.setattr(worker, "CHORES", [chore("a", Part.MINDING), chore("b", Part.MAKING)])
    monkeypatch.setattr(worker.os, "nice", nicer.append)
    before = [(number, signal.getsignal(number)) for number in (signal.SIGTERM, signal.SIGINT)]
    try:
        worker.run(part)
    finally:
        for number, handler in before:
            signal.signal(number, handler)

    assert (worked, nicer) == (done, gives_way)


def state(case: int) -> str:
    return Case.objects.get(pk=case).state


@pytest.mark.django_db
@pytest.mark.rule("A-205", "E-206", "E-207")
def test_silence_becomes_acceptance_after_five_working_days_and_not_on_the_fifth():
    case = submitted()

    assert (sweep(at=on(9, hour=23)), state(case)) == (0, "submitted")
    assert (sweep(at=on(10, hour=0)), state(case)) == (1, "accepted")
    assert sweep(at=on(10, hour=1)) == 0


@pytest.mark.django_db
@pytest.mark.rule("E-206")
def test_a_late_sweep_does_what_an_early_one_would_have_done():
    matter = published_matter()
    early, late = submitted(matter), submitted(matter)
    acts.deem_accepted(early, at=on(10, hour=0), calendar=DAYS)

    sweep(at=on(10) + timedelta(days=40))

    first, second = reads.sheet(early), reads.sheet(late)
    assert (first.accepted_on, first.line.promised_due_on) == (
        second.accepted_on,
        second.line.promised_due_on,
    )


@pytest.mark.django_db
@pytest.mark.rule("A-211")
def test_a_notice_that_was_not_answered_lapses_after_its_last_day():
    case = submitted()
    acts.ask_for_more(case, [Missing("缺", material=1)], way="window", by=LI, at=MONDAY, calendar=DAYS)
    last = reads.sheet(case).supplements[0]["respond_by_on"]
    end = MONDAY.fromisoformat(f"{last}T23:59:00+08:00")

    assert (sweep(at=end), state(case)) == (0, "supplementing")
    assert (sweep(at=end + timedelta(minutes=2)), state(case)) == (1, "returned")


@pytest.mark.django_db
def test_one_broken_case_holds_up_no_other():
    matter = published_matter()
    broken, sound = submitted(matter, at=MONDAY - timedelta(days=1)), submitted(matter)
    Case.objects.filter(pk=broken).update(statutory_unit="aeons")

    assert sweep(at=on(20)) == 1
    assert (state(broken), state(sound)) == ("submitted", "accepted")


@pytest.mark.django_db
def test_what_was_accepted_or_taken_back_in_time_is_left_alone():
    matter = published_matter()
    first, second = accepted(matter), submitted(matter)
    acts.withdraw(second, by="account:1", at=MONDAY)

    assert sweep(at=on(20)) == 0
    assert (state(first), state(second)) == ("accepted", "withdrawn")
