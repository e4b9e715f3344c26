"""Open pages are told what concerns them, each by itself, and nothing else."""

import threading

import pytest
from django.conf import settings

from yimen.ground.bus import live
from yimen.ground.bus.live import Hub, Watcher


@pytest.fixture
def hub(monkeypatch):
    """A hub that hears what a test says, not the database."""
    monkeypatch.setattr(Hub, "_listen", lambda _hub: None)
    return Hub()


def page(*subjects: str, organs: tuple[str, ...] = ()) -> Watcher:
    return Watcher(frozenset(subjects), frozenset(organs))


def stream_of(hub: Hub, watcher: Watcher):
    return hub.stream(watcher, lambda: True)


def test_a_page_is_told_of_its_case_and_of_its_organ_alone(hub):
    case, inbox = stream_of(hub, page("7")), stream_of(hub, page(organs=("3",)))
    assert (next(case), next(inbox)) == (b"retry: 2000\n\n",) * 2

    hub.spread([["8", "4", "CaseAccepted"], ["7", "4", "CaseGranted"], ["9", "3", "CaseSubmitted"]])

    assert next(case) == b'event: changed\ndata: {"subject": "7", "type": "CaseGranted"}\n\n'
    assert next(inbox) == b'event: changed\ndata: {"subject": "9", "type": "CaseSubmitted"}\n\n'


def test_a_quiet_page_is_sent_a_sign_of_life(hub, monkeypatch):
    monkeypatch.setattr(live, "QUIET", 0.01)
    stream = stream_of(hub, page("7"))

    assert [next(stream) for _n in range(3)] == [b"retry: 2000\n\n", b": quiet\n\n", b": quiet\n\n"]


def test_who_waits_is_told_at_once(hub):
    stream = stream_of(hub, page("7"))
    next(stream)
    told: list[bytes] = []
    waiting = threading.Thread(target=lambda: told.append(next(stream)))
    waiting.start()

    hub.spread([["7", "3", "CaseGranted"]])
    waiting.join(10)

    assert told == [b'event: changed\ndata: {"subject": "7", "type": "CaseGranted"}\n\n']


def test_a_page_that_does_not_read_is_let_go_and_comes_back(hub):
    slow, quick = page("7"), page("7")
    streams = [stream_of(hub, slow), stream_of(hub, quick)]
    for one in streams:
        next(one)
    for n in range(101):
        hub.spread([["7", "3", f"T{n}"]])
        assert str(n).encode() in next(streams[1])

    assert hub.watchers == {quick}
    assert list(streams[0]) == []


def test_a_page_that_goes_away_is_forgotten(hub):
    stream = stream_of(hub, page("7"))
    next(stream)
    assert len(hub.watchers) == 1

    stream.close()

    assert hub.watchers == set()


def test_what_an_address_says_to_libpq_holds_for_the_listening_connection_too(monkeypatch):
    said = {"sslmode": "verify-full", "sslcert": "/srv/client.crt", "connect_timeout": "5"}
    own = {"server_side_binding": True, "prepare_threshold": 2, "pool": {"max_size": 4}, "assume_role": "x"}
    words = {"NAME": "yimen", "HOST": "db", "PORT": "", "USER": "li", "PASSWORD": "p", "OPTIONS": own | said}
    monkeypatch.setitem(settings.DATABASES, "default", words)

    assert live.address() == said | {"dbname": "yimen", "host": "db", "user": "li", "password": "p"}
