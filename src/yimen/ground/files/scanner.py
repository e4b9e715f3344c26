"""Asking clamd whether a file carries a virus, where one is configured (F-419)."""

import socket
import struct
import time
from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yimen.ground.life import Refused

PATIENCE: Final = 60.0
PART: Final = 64 * 1024


def scan(data: bytes) -> None:
    """Raise Refused if the scanner finds something, or is configured and gives no answer within a minute.

    Does nothing if none is configured.
    """
    if not settings.CLAMD_SOCKET:
        return
    try:
        answer = _ask(settings.CLAMD_SOCKET, data)
    except OSError as error:
        raise _no_answer() from error
    if answer.endswith(" FOUND"):
        raise Refused(_("The file carries a virus and was not taken."), field="file", code="virus")
    if answer != "stream: OK":
        raise _no_answer()


def answers() -> bool:
    """Say whether the scanner that is configured answers within five seconds."""
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
            link.settimeout(5)
            link.connect(settings.CLAMD_SOCKET)
            link.sendall(b"zPING\0")
            return link.recv(16).startswith(b"PONG")
    except OSError:
        return False


def _no_answer() -> Refused:
    words = _("Files cannot be checked for viruses right now. Please try again later.")
    return Refused(words, field="file", code="scanner")


def _ask(path: str, data: bytes) -> str:
    """Return the scanner's line about some bytes. Raises OSError."""
    end = time.monotonic() + PATIENCE
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
        link.settimeout(PATIENCE)
        link.connect(path)
        for piece in _pieces(data):
            link.settimeout(max(end - time.monotonic(), 0.01))
            link.sendall(piece)
        answer = b""
        while not answer.endswith(b"\0"):
            link.settimeout(max(end - time.monotonic(), 0.01))
            more = link.recv(4096)
            if not more:
                break
            answer += more
    return answer.rstrip(b"\0\n").decode(errors="replace").strip()


def _pieces(data: bytes) -> Iterator[bytes]:
    yield b"zINSTREAM\0"
    for start in range(0, len(data), PART):
        piece = data[start : start + PART]
        yield struct.pack("!I", len(piece)) + piece
    yield struct.pack("!I", 0)
