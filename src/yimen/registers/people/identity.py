"""One identity for every system of the city: what another system learns of who signs in (A-113)."""

from collections.abc import Iterable
from typing import Any, Literal
from urllib.parse import urlsplit

from allauth.idp.oidc.adapter import DefaultOIDCAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from yimen.ground.look.middleware import POLICY, Answer
from yimen.registers.people import reads

REAL_NAME = "real_name"
CONSENT_PAGE = "idp:oidc:authorization"


class Provider(DefaultOIDCAdapter):  # type: ignore[misc]  # allauth has no types
    """Says the verified name and its level to systems that may ask for them; never a number (F-204)."""

    scope_display = {
        **DefaultOIDCAdapter.scope_display,
        REAL_NAME: _("Your name, and how surely your identity is known"),
    }

    def get_claims(
        self,
        purpose: Literal["id_token", "userinfo"],
        user: AbstractBaseUser,
        client: object,
        scopes: Iterable[str],
        email: str | None = None,
        **words: Any,  # noqa: ANN401 allauth's shape
    ) -> dict[str, Any]:
        """Return what is told for the scopes that the person agreed to."""
        wanted = set(scopes)
        claims: dict[str, Any] = super().get_claims(purpose, user, client, wanted, email=email, **words)
        person = reads.person_of(user) if REAL_NAME in wanted else None
        if person:
            claims["name"] = person.name
            claims["real_name_level"] = person.real_name_level
        return claims


class SignInPages:
    """Gives allauth's pages the city's name, and lets the consent page send its reader on to the client."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self._answer(request)

    def process_template_response(self, request: HttpRequest, response: Any) -> Any:  # noqa: ANN401 Django's shape
        """Put our identity for the host's name; widen the form target to the client's registered origins."""
        words, match = response.context_data or {}, request.resolver_match
        if "site" in words:
            words["site"] = settings.SITE_IDENTITY
        if match and match.view_name in {"account_login", "account_signup"}:
            words["keeps_form"] = True
        if match and match.view_name == CONSENT_PAGE and words.get("client"):
            parts = [urlsplit(uri) for uri in words["client"].get_redirect_uris()]
            origins = " ".join(sorted({f"{one.scheme}://{one.netloc}" for one in parts if one.netloc}))
            allowed = POLICY.replace("form-action 'self'", f"form-action 'self' {origins}")
            response.headers["Content-Security-Policy"] = allowed
        return response
