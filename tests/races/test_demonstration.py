"""The demonstration city loads whole on the day of the test, and every page that a role reaches by links opens."""

import json
from collections.abc import Iterator

import pytest

from tests.races.city import City

pytestmark = pytest.mark.race
PATIENCE = 400  # seconds for the city on a slow machine
MOST_QUESTIONS = 5
NOT_OURS = {"account_reauthenticate"}  # asks for the password once more, as the library for accounts does it
LESS = ("stays a draft", "stays as it is", "shows less")  # what loading says where the law stopped it


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[City]:
    """A city of its own, loaded as `make demo` loads it; what loading said lies beside it."""
    folder = tmp_path_factory.mktemp("demonstration")
    city = City(folder)
    city.environment["YIMEN_DEMO"] = "1"
    try:
        done = city.python("-m", "yimen", "demo", "--load-only", patience=PATIENCE)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        (folder / "said.txt").write_text(done.stdout)
        yield city
    finally:
        city.remove()


def test_nothing_of_the_city_is_stopped_by_the_law_on_this_day(city):
    said = (city.data.parent / "said.txt").read_text().splitlines()

    assert [line for line in said if any(words in line for words in LESS)] == []


def test_every_listener_heard_all_that_the_city_said(city):
    assert city.rows("SELECT listener, type, error FROM bus_parked") == []
    assert city.rows("SELECT count(*) > 1000 FROM journal") == [(True,)]


def test_every_page_that_a_role_reaches_opens_and_asks_five_questions_at_most(city):
    done = city.python("bench/every_page.py", "--each", "1", patience=PATIENCE)
    assert done.returncode == 0, done.stderr[-2000:]
    told = json.loads(done.stdout)

    assert told["kinds"] > 110
    assert {kind: found for kind, found in told["refused"].items() if not set(found) <= {200, 302, 403}} == {}
    many = [
        (one["page"], one["queries"], one["most_at"])
        for one in told["pages"]
        if one["queries"] > MOST_QUESTIONS and one["page"] not in NOT_OURS
    ]
    assert many == []
