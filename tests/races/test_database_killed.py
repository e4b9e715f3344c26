"""The database is killed twenty times under load: what was answered is there, once, and nothing else is."""

import random
import threading
import time
from collections import Counter
from http.client import HTTPException

import pytest
from bench.stage import free_port

from tests.races.city import Caller, City, a_city
from yimen.ground.tests.together import until

pytestmark = pytest.mark.race
KILLS, LANES = 20, 3
PAUSE = 0.6  # a life is five documents, and each has to be rendered before the test ends
TOLD = {
    "submit": "cases.CaseSubmitted",
    "accept": "cases.CaseAccepted",
    "review": "cases.CaseReviewed",
    "decide": "cases.CaseGranted",
    "deliver": "cases.CaseDelivered",
    "rate": "ratings.CaseRated",
}


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    with a_city(tmp_path_factory.mktemp("city")) as made:
        made.serve(free_port())
        yield made


def test_while_the_database_is_away_everyone_is_told_when_to_come_back(city):
    signed_in = {"Cookie": "yimen_session=nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"}
    pages = ["/matters/", "/organs/", "/my/", "/desk/"]
    before = {page: city.get(page, signed_in).status for page in pages}
    caller = Caller(city, 0)
    city.cluster.kill()
    try:
        answers = [city.get(page, signed_in) for page in pages]
        asking = caller.post("/cases", {}, "k-1")
        living = city.get("/live/?inbox=1", signed_in)
    finally:
        caller.link.close()
        city.cluster.up()

    assert [one.status for one in answers] == [503] * len(pages)
    assert all(one.headers.get("retry-after", "").isdecimal() for one in answers)
    assert all("<h1>" in one.body.decode() for one in answers)
    assert asking is not None
    assert asking.away() == ""
    assert (living.status, living.body) == (200, b"retry: 5000\n\n")
    assert {page: city.get(page, signed_in).status for page in pages} == before


def probe(city: City, stopping: threading.Event, seen: Counter[str]) -> None:
    """Look at a page again and again, as a citizen would."""
    while not stopping.wait(0.3):
        try:
            answer = city.get("/matters/", {"Cookie": "yimen_session=nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn"})
        except (OSError, HTTPException):
            seen["cut"] += 1
            continue
        told = answer.status != 503 or answer.headers.get("retry-after", "").isdecimal()
        seen[f"{answer.status}" if told else "503 without Retry-After"] += 1


def break_down(city: City, callers: list[Caller], dice: random.Random) -> None:
    """Kill the server while someone waits for an answer, now as a power cut would and now process by process; let it recover."""
    for n in range(KILLS):
        time.sleep(dice.uniform(0.2, 0.7))
        until(lambda: any(caller.waiting for caller in callers), "a call under way")
        time.sleep(dice.uniform(0, 0.01))  # at a moment of it that nobody knows
        if n % 2:
            city.pull_the_plug()
        else:
            city.cluster.kill()
        time.sleep(dice.uniform(0.1, 0.8))
        city.cluster.up()


def test_what_was_answered_survives_twenty_deaths_of_the_database_and_is_there_once(city):
    stopping, seen = threading.Event(), Counter[str]()
    callers = [Caller(city, lane) for lane in range(LANES)]
    threads = [
        threading.Thread(target=caller.play, args=(stopping,), kwargs={"pause": PAUSE}) for caller in callers
    ]
    threads.append(threading.Thread(target=probe, args=(city, stopping, seen)))
    worker = city.work()
    until(lambda: city.rows("SELECT 1 FROM bus_cursor") != [], "the worker")
    for thread in threads:
        thread.start()
    try:
        break_down(city, callers, random.Random(20261125))
    finally:
        stopping.set()
        for thread in threads:
            thread.join(120)

    assert [fault for caller in callers for fault in caller.faults] == []
    assert set(seen) <= {"200", "503", "cut"}, seen
    assert worker.poll() is None
    ledger = {key: entry for caller in callers for key, entry in caller.ledger.items()}
    lives = {int(case): acts for caller in callers for case, acts in caller.lives.items()}
    assert len(lives) > KILLS
    assert sum(caller.away + caller.cut for caller in callers) >= KILLS, "the load did not notice"
    print(
        f"{len(lives)} lives, {len(ledger)} answers, {sum(c.away for c in callers)} times away, {sum(c.cut for c in callers)} cut, pages {dict(seen)}"
    )

    check_the_books(city, ledger, lives)
    check_the_journal(city, lives)


def check_the_books(city: City, ledger: dict, lives: dict[int, list[str]]) -> None:
    """Every answer is kept once as it was given; there are no cases but those that were answered for."""
    kept = city.rows("SELECT key, body->>'id' FROM api_answer")
    assert Counter(key for key, _case in kept) == Counter(list(ledger))
    assert dict(city.rows("SELECT id, state FROM cases_case")) == dict.fromkeys(lives, "delivered")
    assert Counter(city.rows("SELECT case_id FROM ratings_rating")) == Counter((case,) for case in lives)
    assert Counter(city.rows("SELECT case_id, material FROM cases_material")) == Counter(
        (case, material) for case in lives for material in (1, 2)
    )
    again = Caller(city, 99)
    for key, (path, body, was) in random.Random(7).sample(sorted(ledger.items()), 30):
        answer = again.post(path, body, key)
        assert answer is not None
        assert answer.body == was
    again.link.close()
    assert len(city.rows("SELECT key FROM api_answer")) == len(ledger)


def check_the_journal(city: City, lives: dict[int, list[str]]) -> None:
    """Each act was told once; each listener heard everything once; the seals hold."""
    said = city.rows("SELECT subject, type FROM journal WHERE type ~ '^(cases|ratings)[.]'")
    assert Counter(said) == Counter((case, TOLD[act]) for case, acts in lives.items() for act in acts)

    def heard() -> bool:
        (asked,) = city.rows("SELECT coalesce(sum(asked), 0) FROM catalogue_matter")[0]
        (messages,) = city.rows("SELECT count(*) FROM notices_message")[0]
        (documents,) = city.rows("SELECT count(*) FROM documents_document")[0]
        return min(asked, messages // 5, documents // 5) >= len(lives)

    until(heard, "the last event at the last listener", seconds=180)
    assert city.rows("SELECT listener, error FROM bus_parked") == []
    assert city.rows("SELECT sum(asked) FROM catalogue_matter") == [(len(lives),)]
    for table in ("documents_document", "notices_message"):
        found = Counter(city.rows(f"SELECT subject, kind FROM {table}"))
        assert len(found) == 5 * len(lives)
        assert set(found.values()) == {1}
    sealed = city.python("-m", "yimen", "journal", "seal")
    assert sealed.returncode == 0, sealed.stderr
    verified = city.python("-m", "yimen", "journal", "verify")
    assert verified.returncode == 0, verified.stdout
    assert verified.stdout.startswith("0 faults; ")
