"""Who may pass an address: every page wears one of these gates, and a house test looks."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

OFFICER: Final = "officer"  # in the session of whoever held a post when signing in
Page = TypeVar("Page", bound=Callable[..., HttpResponseBase])


def mark(page: Page, gate: str) -> Page:
    """Write on a page which gate it wears; the house test reads it."""
    page.gate = gate  # type: ignore[attr-defined]  # for house tests
    return page


def public(page: Page) -> Page:
    """Let everyone in."""
    return mark(page, "public")


def signed_in(page: Page) -> Page:
    """Let in whoever has signed in; send everyone else to the sign-in page and back."""

    @wraps(page)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 whatever the address holds
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return page(request, *args, **kwargs)

    return mark(guarded, "signed_in")  # type: ignore[return-value]


def address_of(request: HttpRequest) -> str:
    """Return the address from which a request came."""
    return str(request.META.get("REMOTE_ADDR", ""))


def account_of(request: HttpRequest) -> int:
    """Return the account that is signed in. Raises PermissionDenied if none is."""
    if request.user.pk is None:
        raise PermissionDenied
    return int(request.user.pk)
