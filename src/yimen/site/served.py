"""What the server calls, in a thread for each request: pages and API in turns, live events for as long as they are wanted."""

import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any, Final, Protocol

from django.conf import settings
from django.core.cache import close_caches
from django.core.signals import request_finished
from django.db import close_old_connections
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from yimen.site.wsgi import application as django

# isort: split
from yimen.site import live  # it needs Django, which the line above brought up
from yimen.site.lines import Lines
from yimen.site.turns import Turns

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
Start = Callable[[str, Headers], object]
SHORT: Final = 256 * 1024  # bytes that are kept in memory, or sent in one piece
PIECE: Final = 64 * 1024
DIGITS: Final = 16  # of a length that is worth reading
LAST: Final = ("connection", "close")
LATER: Final = ("retry-after", "5")
SLOW, SLOW_OF_ONE = 120, 40  # lines that hold a thread for longer, in all and of one address
BUSY: Final = "同时传输的内容太多, 请稍后再试。Too much is being sent at once; please try again in a moment."
HALF: Final = "请求内容没有完整到达。The request did not arrive whole."
FULL: Final = "服务器存储空间已满, 请稍后再试。The storage is full; please try again later."


class Stream(Protocol):
    """What is read from."""

    def read(self, size: int, /) -> bytes:
        """Return so many bytes, fewer at the end."""


def taken(stream: Stream, length: int, room: IO[bytes]) -> bool:
    """Take a body into a room; say whether it came whole. Raises OSError if it does not fit."""
    while length > 0 and (piece := stream.read(min(PIECE, length))):
        room.write(piece)
        length -= len(piece)
    room.seek(0)
    return not length


class Answer(Protocol):
    """What Django answers."""

    def __iter__(self) -> Iterator[bytes]:
        """Return it piece by piece."""

    def close(self) -> None:
        """Let go of what it was made from."""


def sent(answer: Answer, let_go: Callable[[], None]) -> Iterator[bytes]:
    """Return a long answer in pieces worth sending; close it when it was taken, or nobody is there to take it."""
    held = bytearray()
    try:
        yield b""  # taken at once: what was begun has an end, whether or not anybody takes more
        for chunk in answer:
            held += chunk
            if len(held) >= PIECE:
                yield bytes(held)
                held.clear()
        yield bytes(held)
    finally:
        answer.close()
        let_go()


def length_of(environ: Environ) -> int:
    """Return the length of a body that is to be taken in: 0 if there is none, or it will be refused by its length."""
    said = environ.get("CONTENT_LENGTH", "")
    length = int(said) if said.isdecimal() and len(said) < DIGITS else 0
    return length if length <= settings.MAX_BODY_BYTES else 0


def _words(start: Start, status: str, words: str, *more: tuple[str, str]) -> list[bytes]:
    """Answer with a sentence, without Django."""
    start(status, [("content-type", "text/plain; charset=utf-8"), live.SERVER, *more])
    return [words.encode()]


class Pages:
    """A WSGI application whose requests are answered in turns; nobody waits in one for a slow line."""

    def __init__(self, application: Callable[..., Any], turns: Turns, lines: Lines) -> None:
        self._application, self._turns, self._lines = application, turns, lines

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer one request."""
        length = length_of(environ)
        if not length:
            return self._answer(environ, start)
        with tempfile.SpooledTemporaryFile(
            SHORT, buffering=0
        ) as room:  # else closing would write, and fail, again
            return self._refused(environ, length, room, start) or self._answer(environ, start)

    def _refused(self, environ: Environ, length: int, room: IO[bytes], start: Start) -> list[bytes]:
        """Take the body in and put it in place of the line; answer at once if that can't be done."""
        if not self._lines.hold(environ["REMOTE_ADDR"]):
            return _words(start, "503 Service Unavailable", BUSY, LATER, LAST)
        try:
            if not taken(environ["wsgi.input"], length, room):
                return _words(start, "400 Bad Request", HALF, LAST)
        except OSError:
            return _words(start, "507 Insufficient Storage", FULL)
        finally:
            self._lines.let_go(environ["REMOTE_ADDR"])
        environ["wsgi.input"] = room
        return []

    def _answer(self, environ: Environ, start: Start) -> Iterable[bytes]:
        said: list[tuple[str, Headers]] = []
        with self._turns.one():
            answer: Answer = self._application(environ, lambda *words: said.append(words[:2]))
            [(status, given)] = said
            headers = [*((name.lower(), value.strip()) for name, value in given), live.SERVER]
            streamed = getattr(answer, "streaming", False)
            if not streamed or int(dict(headers).get("content-length", SHORT + 1)) <= SHORT:
                start(status, [*headers, *self._last()])
                try:
                    return [b"".join(answer)]
                finally:
                    answer.close()
        return self._in_pieces(answer, environ["REMOTE_ADDR"], lambda: start(status, headers)) or _words(
            start, "503 Service Unavailable", BUSY, LATER, LAST
        )

    def _last(self) -> Headers:
        """Return what sends a caller of a crowded process off after the answer."""
        return [LAST] if self._turns.is_crowded(time.monotonic()) else []

    def _in_pieces(self, answer: Answer, address: str, begin: Callable[[], object]) -> Iterator[bytes] | None:
        if not self._lines.hold(address):
            answer.close()
            return None
        begin()
        pieces = sent(answer, lambda: self._lines.let_go(address))
        next(pieces)
        return pieces


for each in (close_old_connections, close_caches):  # done before the next request; nothing to do
    request_finished.disconnect(each)
turns = Turns(settings.THREADS)
_pages = Pages(django, turns, Lines(SLOW, SLOW_OF_ONE))
_live = live.Live(turns, Lines(settings.OPEN_PAGES, live.PAGES_OF_ONE))


def _application(environ: Environ, start: Start) -> Iterable[bytes]:
    """Answer one request."""
    return (_live if environ["PATH_INFO"] == "/live/" else _pages)(environ, start)


application = wrap_wsgi_with_proxy_headers(_application, settings.PROXIES)
