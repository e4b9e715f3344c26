"""The address /live/: what a signed-in page may watch, streamed as it happens."""

from collections.abc import Callable, Iterable
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import InterfaceError, OperationalError, close_old_connections

from yimen.affairs.cases import gates
from yimen.affairs.cases import reads as cases
from yimen.ground.bus.live import Hub, Watcher
from yimen.ground.clock import now
from yimen.ground.numbers import read_number
from yimen.registers.agencies import reads as agencies
from yimen.registers.people.sessions import SessionStore
from yimen.site.turns import Turns

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


def _account(cookies: str) -> int | None:
    jar: SimpleCookie = SimpleCookie()
    jar.load(cookies)
    if settings.SESSION_COOKIE_NAME not in jar:
        return None
    key = SessionStore(jar[settings.SESSION_COOKIE_NAME].value).get(SESSION_KEY)
    return int(key) if key else None


def allowed(cookies: str, query: str) -> Watcher | None:
    """Return what this reader may watch of what was asked for, or None if nothing.

    `case` is a case's number (with `code` for someone who follows it without signing in); `inbox` any
    value for the organs of a signed-in officer.
    """
    close_old_connections()
    asked = {name: values[0] for name, values in parse_qs(query).items()}
    account = _account(cookies)
    subjects, organs = set(), set()
    if number := read_number(asked.get("case", "")):
        by_code = cases.follow_id(number, asked.get("code", ""))
        if by_code or (account and gates.may_see(account, number, at=now())):
            subjects.add(str(number))
    if "inbox" in asked and account:
        officer = agencies.officer(account, at=now())
        organs = {str(organ) for organ in officer.organ_ids} if officer else set()
    return Watcher(frozenset(subjects), frozenset(organs)) if subjects or organs else None


class Live:
    """The WSGI application of the address: a thread waits for each open page."""

    def __init__(self, turns: Turns) -> None:
        self.turns = turns

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Stream events until the page goes away; 403 if there is nothing it may watch, an end while it can't be known."""
        try:
            with self.turns.one():
                watcher = allowed(environ.get("HTTP_COOKIE", ""), environ["QUERY_STRING"])
        except (OperationalError, InterfaceError):
            start("200 OK", HEADERS)
            return [COME_BACK]
        if watcher is None:
            start("403 Forbidden", [SERVER])
            return [b""]
        start("200 OK", HEADERS)
        if len(hub.watchers) >= settings.OPEN_PAGES:
            return [COME_BACK]
        return hub.stream(watcher)
