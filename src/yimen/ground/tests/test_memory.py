"""What a process keeps: for so long, of so many, and nothing of it beyond."""

import pytest

from yimen.ground import memory
from yimen.ground.memory import Memory


@pytest.fixture
def at(monkeypatch):
    """Set the moment at which memories are asked."""
    return lambda seconds: monkeypatch.setattr(memory, "moment", lambda: seconds)


def counted():
    asked: list[int] = []

    def load() -> int:
        asked.append(len(asked))
        return asked[-1]

    return load


def test_a_value_is_loaded_once_until_it_has_grown_old(at):
    kept, load = Memory[str, int](10), counted()

    found = []
    for moment in (0, 9.9, 10, 19.9, 20):
        at(moment)
        found.append(kept.of("a", load))

    assert found == [0, 0, 1, 1, 2]


def test_nothing_found_is_kept_too():
    kept, asked = Memory[str, None](10), counted()

    def nothing() -> None:
        asked()

    assert [kept.of("a", nothing) for _ in range(3)] == [None, None, None]
    assert asked() == 1


def test_each_key_grows_old_for_itself_and_some_sooner(at):
    kept = Memory[str, int](10)
    at(0)
    kept.keep_all({"a": 1, "b": 2})
    kept.keep("soon", 3, seconds=2)
    kept.keep("never longer", 4, seconds=1000)
    at(5)
    kept.keep("b", 5)

    assert kept.known(["a", "b", "soon", "never longer", "unknown"]) == {"a": 1, "b": 5, "never longer": 4}
    at(10)
    assert (kept.get("a"), kept.get("b"), kept.get("never longer")) == (None, 5, None)


def test_without_seconds_it_is_kept_for_good(at):
    kept = Memory[str, int]()
    kept.keep("a", 1)
    at(1e12)

    assert kept.get("a") == 1


def test_it_starts_afresh_when_it_would_hold_too_much():
    kept = Memory[int, int](most=3)
    kept.keep_all({1: 1, 2: 2, 3: 3})
    assert kept.known(range(9)) == {1: 1, 2: 2, 3: 3}

    kept.keep(4, 4)

    assert kept.known(range(9)) == {4: 4}


def test_what_could_not_be_loaded_is_asked_for_again():
    kept = Memory[str, int](10)

    with pytest.raises(ZeroDivisionError):
        kept.of("a", lambda: 1 // 0)

    assert kept.of("a", lambda: 7) == 7


def test_every_memory_of_the_process_can_be_emptied():
    one, other = Memory[str, int](), Memory[str, int](10)
    one.keep("a", 1)
    other.keep("a", 2)

    memory.forget_all()

    assert (one.get("a"), other.get("a")) == (None, None)
