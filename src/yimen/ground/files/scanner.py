"""Asking clamd whether a file carries a virus, where one is configured."""

import socket
import struct

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from yimen.ground.life import Refused

PATIENCE = 30.0
PART = 64 * 1024


def scan(data: bytes) -> None:
    """Raise Refused if the scanner finds something, or is configured and does not answer; do nothing if there is none."""
    path = settings.CLAMD_SOCKET
    if not path:
        return
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as link:
            link.settimeout(PATIENCE)
            link.connect(path)
            link.sendall(b"zINSTREAM\0")
            for start in range(0, len(data), PART):
                part = data[start : start + PART]
                link.sendall(struct.pack("!I", len(part)) + part)
            link.sendall(struct.pack("!I", 0))
            answer = link.recv(4096).decode(errors="replace")
    except OSError as error:
        raise Refused(_("Files cannot be checked for viruses right now. Please try again later."), field="file", code="scanner") from error
    if "FOUND" in answer:
        raise Refused(_("The file carries a virus and was not taken."), field="file", code="virus")
    if "OK" not in answer:
        raise Refused(_("Files cannot be checked for viruses right now. Please try again later."), field="file", code="scanner")
