"""The interface itself: its gate, its problems, its limits; modules above add their own parts to it."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.throttling import AuthRateThrottle

from yimen.doors.api import problems
from yimen.doors.api.gates import Bearer, Caller
from yimen.doors.api.once import once
from yimen.doors.api.problems import Problem
from yimen.doors.api.schemas import ProblemOut
from yimen.ground.life import Refused

__all__ = ["RESPONSES", "api", "caller_of", "once"]
PROBLEMS = frozenset({400, 401, 403, 404, 409, 422, 429})


class PerClient(AuthRateThrottle):
    """So many calls from one client."""

    def get_cache_key(self, request: HttpRequest) -> str:
        """Count by client, not by token."""
        caller: Caller = request.auth  # type: ignore[attr-defined]
        return f"api-{caller.client_id}"


api = NinjaAPI(
    title="Yimen",
    version="1.0.0",
    description="Matters, cases, acts, documents and events of a city's public services.",
    auth=Bearer(),
    docs_url=None,
    openapi_url="/openapi.json",
    urls_namespace="api",
)
RESPONSES = {PROBLEMS: ProblemOut}


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return problems.refused(request, error)


@api.exception_handler(Problem)
def _problem(request: HttpRequest, error: Problem) -> HttpResponse:
    return problems.problem(request, error)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    return problems.invalid(request, error)


@api.exception_handler(AuthenticationError)
def _unauthorised(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    return problems.unauthorised(request, error)


@api.exception_handler(HttpError)
def _broken(request: HttpRequest, error: HttpError) -> HttpResponse:
    return problems.broken_json(request, error)


@api.exception_handler(Http404)
def _unknown(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problems.answer(404, _("There is nothing under this address."), "unknown")


@api.exception_handler(PermissionDenied)
def _forbidden(_request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
    return problems.answer(403, _("Your client may not do this."), "forbidden")


def caller_of(request: HttpRequest, scope: str) -> Caller:
    """Return the caller if it has a scope. Raises PermissionDenied otherwise."""
    caller: Caller = request.auth  # type: ignore[attr-defined]
    if scope not in caller.scopes:
        raise PermissionDenied
    return caller
