"""Who may pass a door for officers."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import resolve, reverse

from yimen.ground.clock import now
from yimen.ground.gates import OFFICER, mark
from yimen.registers.agencies import reads
from yimen.registers.agencies.reads import Officer

Page = TypeVar("Page", bound=Callable[..., HttpResponseBase])


def _lacks_second_factor(request: HttpRequest) -> bool:
    if not settings.STAFF_MFA or request.session.get("second_factor"):
        return False
    if not is_mfa_enabled(request.user):
        return True
    request.session["second_factor"] = True
    return False


def officer_at(request: HttpRequest) -> Officer | None:
    """Return the officer who made a request, or None: also for one who has shown only a password (F-404)."""
    if not request.user.is_authenticated or _lacks_second_factor(request):
        return None
    return reads.officer_soon(int(request.user.pk or 0), at=now())


def is_open(address: str, officer: Officer) -> bool:
    """Say whether the gate of an address lets an officer in, so that no link leads to a closed door."""
    roles: frozenset[str] = getattr(resolve(urlsplit(address).path).func, "roles", frozenset())
    return not roles or bool(roles & officer.all_roles)


def officer_of(request: HttpRequest) -> Officer:
    """Return the officer whom the gate let in. Raises PermissionDenied if there is none."""
    found = getattr(request, "officer", None)
    if not isinstance(found, Officer):
        raise PermissionDenied
    return found


def note_officer(request: HttpRequest, user: AbstractBaseUser, **_signal: object) -> None:
    """Write into a new session whether an officer signed in, so that pages for everyone can lead to the desk."""
    if reads.officer_soon(user.pk, at=now()) is not None:
        request.session[OFFICER] = True


def staff(*roles: str) -> Callable[[Page], Page]:
    """Let officers in who hold one of the roles (any officer if none is named); sets request.officer.

    Strangers are sent to the sign-in page; officers without a second factor to set one up (F.4).
    """

    def gate(page: Page) -> Page:
        @wraps(page)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401 whatever the address holds
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            officer = reads.officer_soon(request.user.pk, at=now())
            if officer is None or (roles and not officer.all_roles & set(roles)):
                raise PermissionDenied
            if _lacks_second_factor(request):
                return HttpResponseRedirect(reverse("mfa_activate_totp"))
            request.officer = officer  # type: ignore[attr-defined]  # our own mark
            return page(request, *args, **kwargs)

        guarded.roles = frozenset(roles)  # type: ignore[attr-defined]  # for menus and house tests
        return mark(guarded, f"staff({','.join(sorted(roles))})")  # type: ignore[return-value]

    return gate
