"""As many threads as there are turns use the database at once, each over a connection lent to it."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from yimen.ground.statements import ask
from yimen.site.turns import APART, Turns

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def turns():
    made = Turns(2)
    yield made
    for _each in range(2):
        with ThreadPoolExecutor(1) as thread:
            thread.submit(lambda: _in(made, _close)).result()


def _close() -> None:
    connection.close()  # that of the turn


def _in(turns: Turns, act):
    with turns.one():
        return act()


def server() -> int:
    """Return which process of the server answers."""
    return ask("SELECT pg_backend_pid()", []).fetchone()[0]


def test_many_threads_share_few_connections_and_a_kept_cursor_goes_with_its_connection(turns):
    def often(_thread: int) -> list[int]:
        return [_in(turns, server) for _each in range(20)]

    with ThreadPoolExecutor(16) as pool:
        seen = {pid for pids in pool.map(often, range(16)) for pid in pids}

    assert len(seen) == 2


def test_never_more_than_there_are_turns_at_once(turns):
    now, most, lock = [0], [0], threading.Lock()

    def act() -> None:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.01)
        with lock:
            now[0] -= 1

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _n: _in(turns, act), range(40)))

    assert most == [2]


def test_a_turn_is_given_back_after_an_error(turns):
    with ThreadPoolExecutor(1) as thread:
        for _each in range(5):
            with pytest.raises(ZeroDivisionError):
                thread.submit(lambda: _in(turns, lambda: 1 // 0)).result(10)
        assert thread.submit(lambda: _in(turns, server)).result(10) > 0


def test_outside_a_turn_a_thread_has_none_of_its_connections(turns):
    def lent() -> list[BaseDatabaseWrapper]:
        return connections.all(initialized_only=True)

    with ThreadPoolExecutor(1) as thread:
        assert len(thread.submit(lambda: _in(turns, lent)).result()) == 1
        assert thread.submit(lent).result() == []


def test_one_caller_at_a_time_is_sent_off_while_others_wait(turns):
    gone = threading.Event()
    with ThreadPoolExecutor(3) as pool:
        inside = [pool.submit(_in, turns, lambda: gone.wait(10)) for _each in range(2)]
        alone = turns.is_crowded(100.0)
        inside.append(pool.submit(_in, turns, lambda: gone.wait(10)))
        limit = time.monotonic() + 10
        while not (first := turns.is_crowded(100.0)) and time.monotonic() < limit:
            time.sleep(0.01)
        again, later = turns.is_crowded(100.0 + APART / 2), turns.is_crowded(100.0 + APART * 2)
        gone.set()
        assert all(one.result(10) for one in inside)

    assert (alone, first, again, later) == (False, True, False, True)
    assert not turns.is_crowded(200.0)
