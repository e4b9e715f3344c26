"""Who may pass a door for officers."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from yimen.ground.clock import now
from yimen.ground.gates import OFFICER, mark
from yimen.registers.agencies import reads

Page = TypeVar("Page", bound=Callable[..., HttpResponseBase])


def _lacks_second_factor(request: HttpRequest) -> bool:
    if not settings.STAFF_MFA or request.session.get("second_factor"):
        return False
    if not is_mfa_enabled(request.user):
        return True
    request.session["second_factor"] = True
    return False


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
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ANN401
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            officer = reads.officer_soon(request.user.pk, at=now())
            if officer is None or (roles and not officer.all_roles & set(roles)):
                raise PermissionDenied
            if _lacks_second_factor(request):
                return HttpResponseRedirect(reverse("mfa_activate_totp"))
            request.officer = officer  # type: ignore[attr-defined]
            return page(request, *args, **kwargs)

        return mark(guarded, f"staff({','.join(sorted(roles))})")  # type: ignore[return-value]

    return gate
