"""Who signed in last with a browser: a sealed cookie that outlives the session by a little and says nothing to its reader."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import Final

from cryptography.exceptions import InvalidTag
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from yimen.ground import vault
from yimen.registers.people.middleware import OLDEST

COOKIE: Final = "yimen_browser"
CONTEXT: Final = "people.browser"


@dataclass(frozen=True)
class Browser:
    """A browser by a number of its own, and the account that signed in with it last."""

    number: str
    account_id: int


def _life() -> timedelta:
    return OLDEST + timedelta(minutes=settings.TYPED_MINUTES)


def new(account_id: int) -> Browser:
    """Return a browser that was not known."""
    return Browser(token_hex(16), account_id)


def of(request: HttpRequest, *, at: datetime) -> Browser | None:
    """Return the browser of a request, or None if nobody signed in with it lately."""
    try:
        sealed = urlsafe_b64decode(request.COOKIES.get(COOKIE, ""))
        number, account_id, until = json.loads(vault.unseal(sealed, context=CONTEXT))
    except (InvalidTag, ValueError, LookupError):
        return None
    return Browser(number, account_id) if at.timestamp() < until else None


def keep(response: HttpResponse, browser: Browser, *, at: datetime) -> None:
    """Let a browser know itself again."""
    until = int((at + _life()).timestamp())
    sealed = vault.seal(json.dumps([browser.number, browser.account_id, until]), context=CONTEXT)
    response.set_cookie(
        COOKIE,
        urlsafe_b64encode(sealed).decode(),
        max_age=_life(),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponse) -> None:
    """Let a browser forget who signed in with it."""
    response.delete_cookie(COOKIE, samesite="Lax")
