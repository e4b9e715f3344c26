"""The address /live/: what a signed-in page may watch, streamed as it happens."""

import asyncio
from http.cookies import SimpleCookie
from urllib.parse import parse_qs

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import InterfaceError, OperationalError, close_old_connections
from granian.rsgi import HTTPProtocol, ProtocolClosed, Scope

from yimen.affairs.cases import gates
from yimen.affairs.cases import reads as cases
from yimen.ground.bus.live import Hub, Watcher
from yimen.ground.clock import now
from yimen.registers.agencies import reads as agencies
from yimen.registers.people.sessions import SessionStore

SERVER = ("server", "yimen")  # of an answer; else the program would tell its own name
HEADERS = [
    SERVER,
    ("content-type", "text/event-stream"),
    ("cache-control", "no-store"),
    ("content-encoding", "identity"),
    ("x-accel-buffering", "no"),
    ("x-content-type-options", "nosniff"),
]
LONGEST = 20  # digits of a number
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
    if (number := asked.get("case", "")).isdecimal() and len(number) < LONGEST:
        by_code = cases.follow_id(int(number), asked.get("code", ""))
        if by_code or (account and gates.may_see(account, int(number), at=now())):
            subjects.add(number)
    if "inbox" in asked and account:
        officer = agencies.officer(account, at=now())
        organs = {str(organ) for organ in officer.organ_ids} if officer else set()
    return Watcher(frozenset(subjects), frozenset(organs)) if subjects or organs else None


async def serve(scope: Scope, protocol: HTTPProtocol) -> None:
    """Stream events until the page goes away; 403 if there is nothing it may watch, an end while the database is away."""
    cookies = "; ".join(value for name, value in scope.headers.items() if name == "cookie")
    try:
        watcher = await sync_to_async(allowed)(cookies, scope.query_string)
    except (OperationalError, InterfaceError):
        protocol.response_bytes(200, HEADERS, COME_BACK)
        return
    if watcher is None:
        protocol.response_empty(403, [SERVER])
        return
    page = protocol.response_stream(200, HEADERS)
    leaving = asyncio.ensure_future(protocol.client_disconnect())
    try:
        async for chunk in hub.stream(watcher):
            await page.send_bytes(chunk)
            if leaving.done():
                break
    except ProtocolClosed:
        pass
    finally:
        leaving.cancel()
