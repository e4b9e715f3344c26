"""Files while others work: nobody waits for the virus scanner, and no bytes go that just came again."""

import threading
from pathlib import Path

import pytest
from django.db import connection, connections

from yimen.ground.files import acts, reads, scanner, store
from yimen.ground.files.models import File
from yimen.ground.files.tests.make import AT, LI, WANG, picture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.CLAMD_SOCKET = ""
    return settings.MEDIA_ROOT


def holds_up() -> tuple[object, object]:
    """The number of our transaction, and the oldest one that our snapshot keeps for readers of the journal."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id_if_assigned(), pg_backend_pid()")
        number, pid = cursor.fetchone()
    asking = connections.create_connection("default")
    with asking.cursor() as cursor:
        cursor.execute("SELECT backend_xmin FROM pg_stat_activity WHERE pid = %s", [pid])
        (oldest,) = cursor.fetchone()
    asking.close()
    return number, oldest


@pytest.mark.parametrize("whole", [True, False])
def test_readers_of_the_journal_do_not_wait_for_the_scanner(monkeypatch, whole):
    seen = []
    monkeypatch.setattr(scanner, "scan", lambda _data: seen.append(holds_up()))
    data = picture()

    if whole:
        acts.keep(data, "a.jpg", by=LI, at=AT)
    else:
        acts.append(acts.begin("a.jpg", len(data), by=LI, at=AT), 0, data, by=LI)

    assert seen == [(None, None)]


def test_two_parts_for_one_place_are_taken_once():
    data = picture()
    number = acts.begin("a.jpg", len(data), by=LI, at=AT)
    told, start = [], threading.Barrier(2)

    def send() -> None:
        start.wait()
        try:
            told.append(acts.append(number, 0, data, by=LI))
        except acts.Refused as refused:
            told.append(refused.code)
        connection.close()

    both = [threading.Thread(target=send) for _one in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert sorted(map(str, told)) == sorted([str(len(data)), "unknown"])
    assert reads.data(reads.file(number))


def test_bytes_that_come_again_while_they_are_erased_are_there(monkeypatch):
    acts.keep(picture(), "a.jpg", by=LI, at=AT, keeper="case:1")
    asked, again = threading.Event(), []
    erase = store.erase

    def keep_again() -> None:
        asked.set()
        again.append(acts.keep(picture(), "b.jpg", by=WANG, at=AT, keeper="case:2"))
        connection.close()

    def slowly(*words: object, **more: object) -> None:
        other.start()
        asked.wait()
        other.join(0.5)  # it has to wait for us
        erase(*words, **more)

    other = threading.Thread(target=keep_again)
    monkeypatch.setattr(store, "erase", slowly)

    assert acts.erase("case:1") == 1
    other.join()

    assert [row.keeper for row in File.objects.all()] == ["case:2"]
    assert reads.data(reads.file(again[0]))
