"""A small WSGI application behind the same bridge as the pages, for the tests of serving."""

import json
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from granian.utils.proxies import wrap_wsgi_with_proxy_headers

from yimen.site.lines import Lines
from yimen.site.served import Pages, turns


class Long:
    """What Django calls a streaming answer."""

    streaming = True

    def __init__(self, chunks: Iterable[bytes], left: str = "") -> None:
        self._chunks, self._left = chunks, left

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._chunks)

    def close(self) -> None:
        """Leave a note that it was closed."""
        if self._left:
            Path(self._left).touch()


class Whole(list[bytes]):
    """An answer in one piece."""

    def close(self) -> None:
        """Do nothing."""


def _endless() -> Iterator[bytes]:
    while True:
        yield b"x" * 100_000
        time.sleep(0.001)


def _said(environ: dict[str, Any]) -> bytes:
    told = {name: value for name, value in environ.items() if isinstance(value, str)}
    return json.dumps(told).encode()


Environ = dict[str, Any]
Answer = tuple[str, list[tuple[str, str]], Any]


def _echo(environ: Environ) -> Answer:
    return "200 OK", [("Set-Cookie", " a=1"), ("Set-Cookie", " b=2")], Whole([_said(environ)])


def _length(environ: Environ) -> Answer:
    length, taken = int(environ.get("CONTENT_LENGTH") or 0), 0
    while taken < length and (piece := environ["wsgi.input"].read(min(10_000, length - taken))):
        taken += len(piece)
    return "200 OK", [], Whole([str(taken).encode()])


def _keep(environ: Environ) -> Answer:
    said = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
    Path(environ["PATH_INFO"].removeprefix("/keep")).write_bytes(said)
    return "200 OK", [], Whole([b"kept"])


def _slow(_environ: Environ) -> Answer:
    time.sleep(0.5)
    return "200 OK", [], Whole([b"slow"])


def _endlessly(environ: Environ) -> Answer:
    return "200 OK", [], Long(_endless(), environ["PATH_INFO"].removeprefix("/endless"))


ANSWERS: dict[str, Callable[[Environ], Answer]] = {
    "echo": _echo,
    "length": _length,
    "keep": _keep,
    "slow": _slow,
    "endless": _endlessly,
    "refuse": lambda _environ: ("413 Too Large", [], Whole([b"too large"])),
    "long": lambda _environ: ("200 OK", [("Content-Length", "3000000")], Long([b"abc"] * 1_000_000)),
    "short": lambda _environ: ("200 OK", [("Content-Length", "6")], Long([b"abc", b"def"])),
    "same": lambda _environ: ("304 Not Modified", [("ETag", '"1"')], Whole()),
}


def wsgi(environ: Environ, start: Callable[[str, list[tuple[str, str]]], object]) -> Any:
    """Answer by the first word of the path. Raises KeyError for any other."""
    status, headers, answer = ANSWERS[environ["PATH_INFO"].split("/")[1]](environ)
    start(status, [("Content-Type", "text/plain"), *headers])
    return answer


application = wrap_wsgi_with_proxy_headers(Pages(wsgi, turns, Lines(30, 20)), settings.PROXIES)
