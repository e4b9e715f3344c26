"""The address /live/: what a signed-in page may watch, streamed as it happens."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final
from urllib.parse import parse_qs

from django.conf import settings
from django.contrib.auth import get_user
from django.contrib.auth.models import AnonymousUser
from django.db import InterfaceError, OperationalError, close_old_connections
from django.http import HttpRequest, parse_cookie

from yimen.affairs.cases import gates
from yimen.ground.bus.live import Hub, Watcher
from yimen.ground.clock import now
from yimen.ground.numbers import read_number
from yimen.registers.agencies.gates import officer_at
from yimen.registers.people.middleware import is_over
from yimen.registers.people.sessions import SessionStore
from yimen.site.lines import Lines
from yimen.site.turns import Turns

PAGES_OF_ONE: Final = 40  # open pages of one account, or of one address without an account
SERVER = ("server", "yimen")  # of an answer; else the program would tell its own name
HEADERS = [
    SERVER,
    ("content-type", "text/event-stream"),
    ("cache-control", "no-store"),
    ("content-encoding", "identity"),
    ("x-accel-buffering", "no"),
    ("x-content-type-options", "nosniff"),
]
COME_BACK = b"retry: 5000\n\n"  # a browser does not ask again after an error, but it does after an end
hub = Hub()


def _asker(cookies: str) -> HttpRequest:
    """Return a request with whoever asks: somebody signed in only while the session holds (F-402, F-424)."""
    request = HttpRequest()
    session = SessionStore(parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME))
    request.session = session
    request.user = AnonymousUser() if is_over(session, now()) else get_user(request)
    return request


def allowed(cookies: str, query: str, address: str = "") -> Watcher | None:
    """Return what this reader may watch of what was asked for, or None if nothing.

    `case` is a case's number (with `code` for someone who follows it without signing in); `inbox` any
    value for the organs of a signed-in officer.
    """
    close_old_connections()
    asked = {name: values[0] for name, values in parse_qs(query).items()}
    request, at = _asker(cookies), now()
    account, officer = request.user.pk, officer_at(request)
    subjects, organs = set(), set()
    if number := read_number(asked.get("case", "")):
        by_code = gates.has_code(number, asked.get("code", ""), address)
        if by_code or (account and gates.may_watch(account, officer, number, at=at)):
            subjects.add(str(number))
    if "inbox" in asked and officer:
        organs = {str(one.organ_id) for one in officer.held if one.role in gates.READERS}
    who = f"account:{account}" if account else address
    return Watcher(frozenset(subjects), frozenset(organs), who) if subjects or organs else None


def _counted(stream: Iterator[bytes], let_go: Callable[[], None]) -> Iterator[bytes]:
    """Return a stream that is counted out when it ends, or nobody is there to take it."""
    try:
        yield b""  # taken at once: what was begun has an end, whether or not anybody takes more
        yield from stream
    finally:
        let_go()


class Live:
    """The WSGI application of the address: a thread waits for each open page."""

    def __init__(self, turns: Turns, lines: Lines) -> None:
        self.turns, self.lines = turns, lines

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Stream events until the page goes away; 403 if there is nothing it may watch, an end while it can't be known."""
        said = environ.get("HTTP_COOKIE", ""), environ["QUERY_STRING"], environ.get("REMOTE_ADDR", "")
        try:
            with self.turns.one():
                watcher = allowed(*said)
        except (OperationalError, InterfaceError):
            start("200 OK", HEADERS)
            return [COME_BACK]
        if watcher is None:
            start("403 Forbidden", [SERVER])
            return [b""]
        start("200 OK", HEADERS)
        if not self.lines.hold(watcher.who):
            return [COME_BACK]
        stream = hub.stream(watcher, lambda: self._still(watcher, *said))
        counted = _counted(stream, lambda: self.lines.let_go(watcher.who))
        next(counted)
        return counted

    def _still(self, watcher: Watcher, *said: str) -> bool:
        """Say whether a page may still watch all that it watches; one of which it can't be known comes back."""
        try:
            with self.turns.one():
                found = allowed(*said)
        except (OperationalError, InterfaceError):
            return False
        return found is not None and watcher.subjects <= found.subjects and watcher.organs <= found.organs
