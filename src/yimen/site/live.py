"""The address /live/: what a signed-in page may watch, streamed as it happens."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import parse_qs

from asgiref.sync import sync_to_async
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.db import InterfaceError, OperationalError, close_old_connections

from yimen.affairs.cases import gates
from yimen.affairs.cases import reads as cases
from yimen.ground.bus.live import Hub, Watcher
from yimen.ground.clock import now
from yimen.registers.agencies import reads as agencies
from yimen.registers.people.sessions import SessionStore

Message = MutableMapping[str, Any]
HEADERS = [
    (b"content-type", b"text/event-stream"),
    (b"cache-control", b"no-store"),
    (b"content-encoding", b"identity"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
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


async def serve(
    scope: Message, receive: Callable[[], Awaitable[Message]], send: Callable[[Message], Awaitable[None]]
) -> None:
    """Stream events until the page goes away; 403 if there is nothing it may watch, an end while the database is away."""
    headers = dict(scope["headers"])
    cookies, query = headers.get(b"cookie", b"").decode("latin-1"), scope["query_string"].decode("latin-1")
    try:
        watcher = await sync_to_async(allowed)(cookies, query)
    except (OperationalError, InterfaceError):
        await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
        await send({"type": "http.response.body", "body": COME_BACK})
        return
    if watcher is None:
        await send({"type": "http.response.start", "status": 403, "headers": [(b"content-length", b"0")]})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
    leaving = asyncio.create_task(_until_gone(receive))
    try:
        async for chunk in hub.stream(watcher):
            await send({"type": "http.response.body", "body": chunk, "more_body": True})
            if leaving.done():
                break
    finally:
        leaving.cancel()


async def _until_gone(receive: Callable[[], Awaitable[Message]]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
