"""Calling an address that a client gave us, without being led inside (SSRF) or held up."""

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

PATIENCE: Final = 10  # seconds for one step of a call
LONGEST: Final = 20.0  # seconds for the whole call
TRANSLATED: Final = ipaddress.ip_network("64:ff9b::/96")  # IPv4 behind NAT64
FAULTS: Final = (OSError, http.client.HTTPException, ValueError)


def is_inside(address: str) -> bool:
    """Say whether a numeric address is private, local, or leads to such a one by way of translation."""
    found = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour
        if found in TRANSLATED:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return is_inside(str(inner))
    return not found.is_global or found.is_multicast


def _addresses(host: str, port: int | None = None) -> list[str]:
    try:
        return [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except UnicodeError as error:
        raise OSError(str(error)) from error


def leads_inside(host: str) -> bool:
    """Say whether a host name leads to a private or local address, or nowhere."""
    try:
        return not host or any(is_inside(one) for one in _addresses(host))
    except (OSError, ValueError):
        return True


class _Connection(http.client.HTTPConnection):
    """Connects to the very addresses that were checked, so that a second look-up cannot lead elsewhere."""

    def __init__(self, host: str, port: int | None, *, secure: bool, inside: bool) -> None:
        super().__init__(host, port or (443 if secure else 80), timeout=PATIENCE)
        self._secure, self._inside = secure, inside
        self.given_up = False

    def connect(self) -> None:
        """Connect. Raises OSError for an address inside."""
        found = _addresses(self.host, self.port)
        if not self._inside and any(is_inside(one) for one in found):
            message = "the address leads inside"
            raise OSError(message)
        self.sock = socket.create_connection((found[0], self.port), PATIENCE)
        if self._secure:
            context = ssl.create_default_context()
            self.sock = context.wrap_socket(self.sock, server_hostname=self.host)

    def give_up(self) -> None:
        """End a call that takes too long."""
        self.given_up = True
        if self.sock is not None:
            self.sock.shutdown(socket.SHUT_RDWR)


def post(url: str, body: bytes, headers: Mapping[str, str], *, inside: bool = False) -> None:
    """Send a body; redirects are not followed. Raises one of FAULTS unless the answer is 2xx.

    `inside` allows private addresses, for a demonstration on one machine.
    """
    parts = urlsplit(url)
    connection = _Connection(parts.hostname or "", parts.port, secure=parts.scheme != "http", inside=inside)
    patience = threading.Timer(LONGEST, connection.give_up)
    patience.start()
    try:
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, body=body, headers=dict(headers))
        status = connection.getresponse().status
    finally:
        patience.cancel()
        connection.close()
    if connection.given_up:
        message = "the address took too long"
        raise OSError(message)
    if not 200 <= status < 300:
        message = f"the address answered {status}"
        raise OSError(message)
