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
from yimen.site.turns import Turns

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
SHORT: Final = 256 * 1024  # bytes that are kept in memory, or sent in one piece
PIECE: Final = 64 * 1024
DIGITS: Final = 16  # of a length that is worth reading
LAST: Final = [("connection", "close")]
FULL: Final = "服务器存储空间已满, 请稍后再试。The storage is full; please try again later."


class Stream(Protocol):
    """What is read from."""

    def read(self, size: int, /) -> bytes:
        """Return so many bytes, fewer at the end."""


class Body:
    """A body as it came; asking for more than came is an error, so that half a body is never taken for a shorter one."""

    def __init__(self, stream: Stream, length: int, room: IO[bytes]) -> None:
        """Take it into a room, the caller's to close. Raises OSError if it does not fit."""
        self._taken = room
        while length > 0 and (piece := stream.read(min(PIECE, length))):
            self._taken.write(piece)
            length -= len(piece)
        self._taken.seek(0)

    def read(self, size: int) -> bytes:
        """Return so many bytes. Raises OSError if they did not come."""
        piece = self._taken.read(size)
        if len(piece) < size:
            message = "the body did not arrive whole"
            raise OSError(message)
        return piece

    def readline(self, size: int) -> bytes:
        """Return a line. Raises OSError if none came."""
        line = self._taken.readline(size)
        if not line:
            message = "the body did not arrive whole"
            raise OSError(message)
        return line


class Answer(Protocol):
    """What Django answers."""

    def __iter__(self) -> Iterator[bytes]:
        """Return it piece by piece."""

    def close(self) -> None:
        """Let go of what it was made from."""


def sent(answer: Answer) -> Iterator[bytes]:
    """Return a long answer in pieces worth sending; close it when it was taken, or nobody is there to take it."""
    held = bytearray()
    try:
        for chunk in answer:
            held += chunk
            if len(held) >= PIECE:
                yield bytes(held)
                held.clear()
        yield bytes(held)
    finally:
        answer.close()


def length_of(environ: Environ) -> int:
    """Return the length of a body that is to be taken in: 0 if there is none, or it will be refused by its length."""
    said = environ.get("CONTENT_LENGTH", "")
    length = int(said) if said.isdecimal() and len(said) < DIGITS else 0
    return length if length <= settings.MAX_BODY_BYTES else 0


class Pages:
    """A WSGI application whose requests are answered in turns; nobody waits in one for a slow line."""

    def __init__(self, application: Callable[..., Any], turns: Turns) -> None:
        self._application, self._turns = application, turns

    def __call__(self, environ: Environ, start: Callable[[str, Headers], object]) -> Iterable[bytes]:
        """Answer one request."""
        length = length_of(environ)
        if not length:
            return self._answer(environ, start)
        with tempfile.SpooledTemporaryFile(
            SHORT, buffering=0
        ) as room:  # else closing would write, and fail, again
            try:
                environ["wsgi.input"] = Body(environ["wsgi.input"], length, room)
            except OSError:
                start(
                    "507 Insufficient Storage", [("content-type", "text/plain; charset=utf-8"), live.SERVER]
                )
                return [FULL.encode()]
            return self._answer(environ, start)

    def _answer(self, environ: Environ, start: Callable[[str, Headers], object]) -> Iterable[bytes]:
        headers: Headers = []

        def begin(status: str, given: Headers, _error: object = None) -> None:
            headers.extend((name.lower(), value.strip()) for name, value in given)
            last = LAST if self._turns.is_crowded(time.monotonic()) else []
            start(status, [*headers, live.SERVER, *last])

        with self._turns.one():
            answer: Answer = self._application(environ, begin)
            streamed = getattr(answer, "streaming", False)
            if streamed and int(dict(headers).get("content-length", SHORT + 1)) > SHORT:
                return sent(answer)
            try:
                return [b"".join(answer)]
            finally:
                answer.close()


for each in (close_old_connections, close_caches):  # done before the next request; nothing to do
    request_finished.disconnect(each)
turns = Turns(settings.THREADS)
_pages, _live = Pages(django, turns), live.Live(turns)


def _application(environ: Environ, start: Callable[[str, Headers], object]) -> Iterable[bytes]:
    """Answer one request."""
    return (_live if environ["PATH_INFO"] == "/live/" else _pages)(environ, start)


application = wrap_wsgi_with_proxy_headers(_application, settings.PROXIES)
