"""Pages, API and live events from one address: events are asynchronous, everything else is answered in threads.

Granian speaks HTTP and hands each request over by its own interface, RSGI. Django answers by WSGI: what arrives is put in
the shape of WSGI, and what Django answers goes back in one piece, or bit by bit if it is long.
"""

import asyncio
import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, Final

from granian.rsgi import HTTPProtocol, ProtocolClosed, ProtocolError, Scope

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yimen.site.settings")

from yimen.site.wsgi import application as django

# isort: split
from yimen.site import live  # it needs Django, which the line above brought up

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer
    from granian._granian import RSGIHTTPStreamTransport

Headers = list[tuple[str, str]]
THREADS: Final = int(os.environ.get("YIMEN_THREADS", "4"))  # more of them only wait for each other
SHORT: Final = 256 * 1024  # bytes that are taken, or sent, in one piece
PIECE: Final = 64 * 1024
DIGITS: Final = 16  # of a length that is worth reading
NAMED: Final = {"CONTENT_TYPE", "CONTENT_LENGTH"}  # headers that WSGI names without a prefix


class Arriving(io.RawIOBase):
    """A long body, read by a thread as it arrives."""

    def __init__(self, protocol: HTTPProtocol, loop: asyncio.AbstractEventLoop, length: int) -> None:
        self._pieces = aiter(protocol)
        self._loop = loop
        self._left = length
        self._rest = memoryview(b"")

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    async def _next(self) -> bytes | None:
        try:
            return bytes(await anext(self._pieces))
        except StopAsyncIteration:
            return None

    def readinto(self, buffer: "WriteableBuffer") -> int:
        """Fill the buffer with what is there; 0 at the end. Raises OSError if the caller went away before it."""
        while not self._rest:
            try:
                piece = asyncio.run_coroutine_threadsafe(self._next(), self._loop).result()
            except (ProtocolClosed, ProtocolError) as error:
                raise OSError(str(error)) from error
            if piece is None and self._left > 0:
                message = f"{self._left} bytes of the body did not arrive"
                raise OSError(message)
            if piece is None:
                return 0
            self._rest = memoryview(piece)
            self._left -= len(piece)
        given = memoryview(buffer)
        taken = min(len(given), len(self._rest))
        given[:taken] = self._rest[:taken]
        self._rest = self._rest[taken:]
        return taken


def environ_of(scope: Scope, body: io.BufferedIOBase) -> dict[str, Any]:
    """Return a request in the shape of WSGI (PEP 3333)."""
    host, _colon, port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),  # of IPv6
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for header, value in scope.headers.items():
        word = header.upper().replace("-", "_")
        name = word if word in NAMED else f"HTTP_{word}"
        between = "; " if name == "HTTP_COOKIE" else ","
        environ[name] = f"{environ[name]}{between}{value}" if name in environ else value
    return environ


def pieces(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Return what Django streams in pieces worth sending."""
    held = bytearray()
    for chunk in chunks:
        held += chunk
        if len(held) >= PIECE:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)


class Pages:
    """A WSGI application, answered in threads."""

    def __init__(self, application: Callable[..., Any], threads: int = THREADS) -> None:
        self._application = application
        self._pool = ThreadPoolExecutor(threads, "pages")

    async def __call__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """Answer one request."""
        loop = asyncio.get_running_loop()
        said = scope.headers.get("content-length", "0")
        length = int(said) if said.isdecimal() and len(said) < DIGITS else SHORT + 1
        if length > SHORT or "transfer-encoding" in scope.headers:
            body: io.BufferedIOBase = io.BufferedReader(Arriving(protocol, loop, length), PIECE)
        else:
            try:
                body = io.BytesIO(await protocol() if length else b"")
            except ProtocolClosed:  # whoever asked is gone: half of what they sent is nothing they meant
                return
        await loop.run_in_executor(self._pool, self._answer, environ_of(scope, body), protocol, loop)

    def _answer(
        self, environ: dict[str, Any], protocol: HTTPProtocol, loop: asyncio.AbstractEventLoop
    ) -> None:
        status, headers = 500, []

        def start(line: str, given: Headers, _error: object = None) -> None:
            nonlocal status, headers
            status, headers = int(line[:3]), [(name.lower(), value.strip()) for name, value in given]
            headers.append(live.SERVER)

        answer = self._application(environ, start)
        try:
            length = int(dict(headers).get("content-length", SHORT + 1))
            if getattr(answer, "streaming", False) and length > SHORT:
                sent = asyncio.run_coroutine_threadsafe(_begin(protocol, status, headers), loop).result()
                for piece in pieces(answer):
                    asyncio.run_coroutine_threadsafe(_send(sent, piece), loop).result()
            else:
                protocol.response_bytes(status, headers, b"".join(answer))
        except (ProtocolClosed, ProtocolError):
            pass  # whoever asked is gone
        finally:
            answer.close()


async def _begin(protocol: HTTPProtocol, status: int, headers: Headers) -> "RSGIHTTPStreamTransport":
    return protocol.response_stream(status, headers)


async def _send(transport: "RSGIHTTPStreamTransport", piece: bytes) -> None:
    await transport.send_bytes(piece)


_pages = Pages(django)


async def application(scope: Scope, protocol: HTTPProtocol) -> None:
    """Answer one request."""
    if scope.path == "/live/":
        await live.serve(scope, protocol)
    else:
        await _pages(scope, protocol)
