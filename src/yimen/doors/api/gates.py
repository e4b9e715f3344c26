"""Who calls: a client with a token, its scopes and the organs it may act for."""

import threading
import time
from dataclasses import dataclass

from allauth.idp.oidc.adapter import get_adapter
from allauth.idp.oidc.models import Token
from django.http import HttpRequest
from ninja.security import HttpBearer

from yimen.doors.api.models import Access
from yimen.registers.agencies import reads as agencies

FRESH = 15.0  # seconds for which a token is not looked up again
MOST = 10_000


@dataclass(frozen=True)
class Caller:
    """A client as an act needs it."""

    client_id: str
    scopes: frozenset[str]
    organs: frozenset[int]

    def actor(self, officer: str = "") -> str:
        """Return who acts: the client, or one of its officers by the name the client gives."""
        return f"client:{self.client_id}/{officer}"[:80] if officer else f"client:{self.client_id}"[:80]


_kept: dict[str, tuple[float, Caller]] = {}
_lock = threading.Lock()


def forget() -> None:
    """Drop what is kept of tokens in this process."""
    with _lock:
        _kept.clear()


def caller(token: str) -> Caller | None:
    """Return the client of an access token, or None if it is unknown or has expired."""
    digest = get_adapter().hash_token(token)
    kept = _kept.get(digest)
    if kept and time.monotonic() - kept[0] < FRESH:
        return kept[1]
    row = Token.objects.valid().filter(type=Token.Type.ACCESS_TOKEN, hash=digest).first()
    if row is None or row.client_id is None:
        return None
    given = Access.objects.filter(pk=row.client_id).values_list("organs", flat=True).first() or []
    organs = frozenset().union(*(agencies.subtree(one) for one in given)) if given else frozenset()
    found = Caller(row.client_id, frozenset(row.get_scopes()), organs)
    with _lock:
        if len(_kept) > MOST:
            _kept.clear()
        _kept[digest] = time.monotonic(), found
    return found


class Bearer(HttpBearer):
    """The gate of every address of the interface: a bearer token."""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:  # noqa: ARG002 ninja's signature
        """Return the caller, or None to refuse."""
        return caller(token) if 0 < len(token) <= 4096 else None
