"""The address /live/ streams to those who may see the case, and to nobody else."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection

from yimen.affairs.cases import reads
from yimen.doors.desk.tests.make import an_account, browser, clerk, officer, stranger, waiting
from yimen.doors.portal.tests.make import li, submitted, wang
from yimen.ground.bus import live as bus_live
from yimen.ground.clock import now
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue.tests.make import an_organ
from yimen.site import live
from yimen.site.lines import Lines
from yimen.site.live import Live, allowed
from yimen.site.turns import Turns

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]  # it lets its connection go


@pytest.fixture(autouse=True)
def quick_hashes(settings):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STAFF_MFA = False


def cookies(client) -> str:
    return f"{settings.SESSION_COOKIE_NAME}={client.session.session_key}"


def test_the_applicant_watches_the_own_case_and_another_person_does_not():
    client = wang()
    case = submitted()

    watcher = allowed(cookies(client), f"case={case}")

    assert watcher is not None
    assert watcher.subjects == {str(case)}
    assert allowed(cookies(li()), f"case={case}") is None
    assert allowed("", f"case={case}") is None


def test_whoever_has_the_code_watches_without_signing_in():
    case = waiting()

    assert allowed("", f"case={case}&code={reads.code_of(case)}") is not None
    assert allowed("", f"case={case}&code=ABCDEFGHJK") is None
    assert allowed("", f"case={case}&code=") is None
    assert allowed("", f"case={case + 1}&code={reads.code_of(case)}") is None


def test_an_officer_watches_cases_in_sight_and_the_inbox_of_the_own_organs():
    case = waiting()

    own, other = (
        allowed(cookies(clerk()), f"case={case}&inbox=1"),
        allowed(cookies(stranger()), f"case={case}"),
    )

    assert own is not None
    assert (own.subjects, own.organs) == ({str(case)}, {str(an_organ())})
    assert other is None


@pytest.mark.rule("F-404")
def test_an_officer_who_showed_only_a_password_watches_nothing(settings):
    settings.STAFF_MFA = True
    case = waiting()

    assert allowed(cookies(clerk()), f"case={case}&inbox=1") is None


@pytest.mark.rule("F-408", "F-410")
@pytest.mark.parametrize("role", [Role.OPERATOR, Role.ESTABLISHMENT, Role.CATALOGUE_EDITOR, Role.ARCHIVIST])
def test_who_has_no_work_on_cases_watches_none(role):
    case = waiting()

    assert allowed(cookies(officer("andere", role)), f"case={case}&inbox=1") is None


@pytest.mark.rule("F-402", "F-424")
def test_after_the_password_changed_elsewhere_nothing_is_watched():
    client = officer("zhou", Role.WINDOW)
    said = cookies(client)
    account = an_account("zhou")
    account.set_password("Lychee-Garden-8")
    account.save()

    assert allowed(said, "inbox=1") is None


@pytest.mark.rule("F-402")
def test_a_session_that_was_idle_for_too_long_watches_nothing():
    client = officer("zhou", Role.WINDOW)
    session = client.session
    session["since"] = session["seen_at"] = (now() - timedelta(minutes=31)).isoformat()
    session.save()

    assert allowed(cookies(client), "inbox=1") is None


def test_a_citizen_has_no_inbox_to_watch():
    assert allowed(cookies(browser(an_account("nobody"))), "inbox=1") is None


def test_who_left_the_session_watches_no_more():
    client = officer("zhou", Role.WINDOW)
    said = cookies(client)
    client.session.flush()

    assert allowed(said, "inbox=1") is None


@pytest.mark.parametrize(
    ("jar", "query"),
    [
        ("", ""),
        ("x", "case=x"),
        (";;=;,", "case=-1"),
        ("(bad)=x", "case=1"),
        ("[a]=2", "inbox=1"),
        ("yimen_session=nothing", "case=" + "9" * 5000),
        ("yimen_session=" + "x" * 5000, "case=９&inbox"),
        ("yimen_session=\x00", "case=%00&code=%00"),
        ("", "case=" + "9" * 19 + "&code=ABCDEFGHJK"),
    ],
)
def test_odd_questions_are_refused_calmly(jar, query):
    assert allowed(jar, query) is None


class Called:
    """The address as a server calls it, from a thread of its own."""

    def __init__(self) -> None:
        self._live, self._thread = Live(Turns(1), Lines(1000, 40)), ThreadPoolExecutor(1)
        self.begun: list[tuple[str, list[tuple[str, str]]]] = []

    def ask(self, cookies: str, query: str, address: str = "203.0.113.9") -> Iterator[bytes]:
        environ = {"HTTP_COOKIE": cookies, "QUERY_STRING": query, "REMOTE_ADDR": address}
        return iter(self._thread.submit(self._live, environ, lambda *said: self.begun.append(said)).result())

    def limit(self, most: int, most_of_one: int) -> None:
        """Keep so many pages open, in all and of one reader."""
        self._live.lines = Lines(most, most_of_one)

    def rest(self, stream: Iterator[bytes]) -> list[bytes]:
        """What is still streamed, read in the thread of the address."""
        return self._thread.submit(list, stream).result(timeout=60)

    def close(self) -> None:
        """Let the connection of its turn go."""

        def end() -> None:
            with self._live.turns.one():
                connection.close()

        self._thread.submit(end).result()
        self._thread.shutdown()


@pytest.fixture
def called(monkeypatch):
    monkeypatch.setattr(live.Hub, "_listen", lambda _hub: None)  # it hears what the test says
    made = Called()
    yield made
    made.close()


def test_an_open_page_is_streamed_to_until_it_is_closed(called):
    case = waiting()

    stream = called.ask("", f"case={case}&code={reads.code_of(case)}")

    assert next(stream) == b"retry: 2000\n\n"
    status, headers = called.begun[0]
    assert (status, dict(headers)["content-type"]) == ("200 OK", "text/event-stream")
    live.hub.spread([[str(case), "1", "CaseAccepted"]])
    assert b"CaseAccepted" in next(stream)
    stream.close()
    assert live.hub.watchers == set()


@pytest.mark.rule("F-402", "F-424")
def test_an_open_page_is_not_streamed_to_after_signing_out(called, monkeypatch):
    monkeypatch.setattr(bus_live, "AGAIN", 0.0)
    client = officer("zhou", Role.WINDOW)

    stream = called.ask(cookies(client), "inbox=1")
    begun = next(stream)
    client.session.flush()

    assert begun == b"retry: 2000\n\n"
    assert called.rest(stream) == []
    assert live.hub.watchers == set()


def test_who_may_watch_nothing_is_refused(called):
    assert list(called.ask("", "case=1")) == [b""]
    assert called.begun[0][0] == "403 Forbidden"


LATER = [b"retry: 5000\n\n"]


def test_when_too_many_pages_are_open_the_next_comes_back_later(called):
    called.limit(0, 40)
    case = waiting()

    assert list(called.ask("", f"case={case}&code={reads.code_of(case)}")) == LATER
    assert called.begun[0][0] == "200 OK"


@pytest.mark.rule("F-417")
def test_one_address_keeps_few_pages_open_and_another_is_not_held_up(called):
    called.limit(1000, 2)
    case = waiting()
    query = f"case={case}&code={reads.code_of(case)}"
    first, second = called.ask("", query), called.ask("", query)

    assert (next(first), next(second)) == (b"retry: 2000\n\n",) * 2
    assert list(called.ask("", query)) == LATER
    other = called.ask("", query, "203.0.113.10")
    assert next(other) == b"retry: 2000\n\n"
    first.close()
    again = called.ask("", query)
    assert next(again) == b"retry: 2000\n\n"
    for stream in (second, other, again):
        stream.close()


@pytest.mark.rule("F-417")
def test_one_account_keeps_few_pages_open_wherever_it_reads_and_a_colleague_is_not_held_up(called):
    called.limit(1000, 1)
    mine, theirs = cookies(officer("zhou", Role.WINDOW)), cookies(officer("qian", Role.WINDOW))
    first = called.ask(mine, "inbox=1")

    assert next(first) == b"retry: 2000\n\n"
    assert list(called.ask(mine, "inbox=1", "203.0.113.10")) == LATER
    colleague = called.ask(theirs, "inbox=1")
    assert next(colleague) == b"retry: 2000\n\n"
    for stream in (first, colleague):
        stream.close()


def test_a_page_that_goes_before_anything_was_sent_is_counted_out(called):
    called.limit(1, 1)
    case = waiting()
    query = f"case={case}&code={reads.code_of(case)}"

    called.ask("", query).close()

    stream = called.ask("", query)
    assert next(stream) == b"retry: 2000\n\n"
    stream.close()
