"""Hearing: in order, once, and a sick event stops only its own subject."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yimen.ground.bus import hearing, journal
from yimen.ground.bus.hearing import Listener, Quiet, hear_one_batch, hear_round, retry_one
from yimen.ground.bus.models import Cursor, Parked
from yimen.ground.bus.tests.make import NOON, BellRung, ring

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.race]


@pytest.fixture
def heard(monkeypatch):
    """A listener that begins at the present end of the journal and may be told to fail."""
    log: list[tuple[int, int]] = []

    def listen(event: BellRung) -> None:
        if event.subject in listen.sick:
            message = "no bell today"
            raise ValueError(message)
        log.append((event.subject, event.times))

    listen.sick = set()
    listener = Listener("tests.listen", listen, {"tests.BellRung"})
    monkeypatch.setitem(hearing._listeners, listener.name, listener)
    xid, position = journal.horizon()
    Cursor.objects.update_or_create(listener=listener.name, defaults={"xid": xid, "position": position})
    listener.log, listener.sick = log, listen.sick
    return listener


def test_events_are_heard_once_in_order(heard):
    ring(1, times=1), ring(2, times=2), ring(1, times=3)

    hear_one_batch(heard, at=NOON)
    hear_one_batch(heard, at=NOON)

    assert heard.log == [(1, 1), (2, 2), (1, 3)]


def test_an_idle_round_asks_once_whether_anything_was_said_and_hears_what_is_said_at_once(heard, monkeypatch):
    monkeypatch.setattr(hearing, "_listeners", {heard.name: heard})
    quiet = Quiet()
    assert hear_round(quiet, at=NOON) == 0

    with CaptureQueriesContext(connection) as asked:
        assert hear_round(quiet, at=NOON) == 0
    assert len(asked) == 1
    with CaptureQueriesContext(connection) as asked:
        hear_round(quiet, at=NOON + timedelta(minutes=2))
    assert len(asked) > 1

    ring(1, times=5)
    assert hear_round(quiet, at=NOON) == 1
    assert heard.log == [(1, 5)]


def test_a_sick_event_holds_back_only_its_own_subject(heard):
    heard.sick.add(1)
    ring(1, times=1), ring(2, times=2), ring(1, times=3)

    hear_one_batch(heard, at=NOON)

    assert heard.log == [(2, 2)]
    assert list(Parked.objects.order_by("position").values_list("subject", "tries")) == [(1, 1), (1, 0)]


def test_what_was_parked_is_heard_in_order_when_the_listener_is_well_again(heard):
    heard.sick.add(1)
    ring(1, times=1), ring(1, times=2)
    hear_one_batch(heard, at=NOON)
    heard.sick.clear()

    later = NOON + timedelta(minutes=1)
    while retry_one(at=later):
        pass

    assert heard.log == [(1, 1), (1, 2)]
    assert not Parked.objects.exists()


def test_pauses_grow_and_the_event_is_stuck_at_last(heard):
    heard.sick.add(1)
    ring(1)
    hear_one_batch(heard, at=NOON)

    moment, pauses = NOON, []
    for _round in range(20):
        parked = Parked.objects.get()
        pauses.append(parked.not_before - moment)
        moment = parked.not_before
        if not retry_one(at=moment):
            break

    assert pauses[:5] == sorted(pauses[:5])
    assert Parked.objects.get().tries == hearing.STUCK + 1
    assert "no bell today" in Parked.objects.get().error


def test_what_can_no_longer_be_read_pauses_and_holds_up_no_other(heard):
    heard.sick.update({1, 2})
    ring(1), ring(2)
    hear_one_batch(heard, at=NOON)
    heard.sick.clear()
    lost = Parked.objects.get(subject=1)
    Parked.objects.filter(pk=lost.pk).update(position=0, not_before=NOON)

    later = NOON + timedelta(minutes=1)
    assert (retry_one(at=later), retry_one(at=later), retry_one(at=later)) == (True, True, False)
    assert heard.log == [(2, 1)]
    assert Parked.objects.get().not_before > later


def test_the_work_of_a_failed_hearing_leaves_nothing(heard):
    def half(event: BellRung) -> None:
        Cursor.objects.create(listener=f"half-{event.subject}")
        message = "fell over after half the work"
        raise ValueError(message)

    heard.hears = half
    ring(77)

    hear_one_batch(heard, at=NOON)

    assert not Cursor.objects.filter(listener="half-77").exists()


def test_a_listener_with_nothing_to_hear_moves_on_once_a_minute_and_misses_nothing(heard):
    hear_one_batch(heard, at=NOON)
    first = Cursor.objects.get(pk=heard.name)
    Cursor.objects.create(listener="tests.another")  # any transaction moves the horizon
    hear_one_batch(heard, at=NOON + timedelta(seconds=30))
    assert Cursor.objects.get(pk=heard.name).xid == first.xid

    hear_one_batch(heard, at=NOON + timedelta(seconds=90))
    assert Cursor.objects.get(pk=heard.name).xid > first.xid

    ring(1, times=7)
    hear_one_batch(heard, at=NOON + timedelta(seconds=91))
    assert heard.log == [(1, 7)]
