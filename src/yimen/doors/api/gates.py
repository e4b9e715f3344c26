"""Who calls: a client with a token, its scopes and the organs it may act for."""

import hashlib
from dataclasses import dataclass

from allauth.idp.oidc.adapter import get_adapter
from allauth.idp.oidc.models import Token
from django.http import HttpRequest
from ninja.security import HttpBearer

from yimen.doors.api import reads
from yimen.ground.clock import now
from yimen.ground.memory import Memory

FRESH = 15.0  # seconds for which a token is not looked up again


@dataclass(frozen=True)
class Caller:
    """A client as an act needs it."""

    client_id: str
    scopes: frozenset[str]
    organs: frozenset[int]

    def actor(self, officer: str = "") -> str:
        """Return who acts: the client, or one of its officers by the name the client gives."""
        return f"client:{self.client_id}/{officer}"[:80] if officer else f"client:{self.client_id}"[:80]


_kept: Memory[bytes, Caller] = Memory(FRESH, most=10_000)


def caller(token: str) -> Caller | None:
    """Return the client of an access token, or None if it is unknown, has expired or is a person's."""
    digest = hashlib.sha256(token.encode()).digest()
    if (kept := _kept.get(digest)) is not None:
        return kept
    tokens = Token.objects.valid().filter(type=Token.Type.ACCESS_TOKEN, hash=get_adapter().hash_token(token))
    row = tokens.filter(user__isnull=True, client__isnull=False).first()
    if row is None:
        return None
    found = Caller(row.client_id, frozenset(row.get_scopes()), reads.organs_of(row.client_id))
    left = (row.expires_at - now()).total_seconds() if row.expires_at else FRESH
    _kept.keep(digest, found, seconds=left)
    return found


class Bearer(HttpBearer):
    """The gate of every address of the interface: a bearer token."""

    def __call__(self, request: HttpRequest) -> Caller | None:
        """Return the caller, or None to refuse."""
        scheme, _space, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        return self.authenticate(request, token) if scheme.lower() == self.openapi_scheme else None

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:  # noqa: ARG002 ninja's signature
        """Return the caller, or None to refuse."""
        return caller(token) if 0 < len(token) <= 4096 and token.isascii() else None
