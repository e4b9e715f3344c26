"""The interface itself: its gate, its problems, its limits; modules above add their own parts to it."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja.errors import AuthenticationError, HttpError, Throttled, ValidationError

from yimen.doors.api import problems
from yimen.doors.api.described import Described, Reader, needs
from yimen.doors.api.gates import Bearer, Caller
from yimen.doors.api.limits import PerClient
from yimen.doors.api.once import once
from yimen.doors.api.problems import Problem
from yimen.doors.api.schemas import In, ProblemOut
from yimen.ground.life import Refused

__all__ = ["RESPONSES", "In", "api", "caller_of", "needs", "once"]
PROBLEMS = frozenset({400, 401, 403, 404, 409, 422, 429})

api = Described(
    title="Yimen",
    version="1.0.0",
    description="Matters, cases, acts, documents and events of a city's public services.",
    auth=Bearer(),
    throttle=PerClient(),
    parser=Reader(),
    docs_url=None,
    openapi_url="/openapi.json",
    servers=[{"url": settings.PUBLIC_URL}],
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


@api.exception_handler(Throttled)
def _too_often(request: HttpRequest, error: Throttled) -> HttpResponse:
    return problems.too_often(request, error)


@api.exception_handler(RequestDataTooBig)
def _too_large(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
    return problems.too_large()


@api.exception_handler(HttpError)
def _broken(_request: HttpRequest, _error: HttpError) -> HttpResponse:
    return problems.unreadable()


@api.exception_handler(Http404)
def _unknown(_request: HttpRequest, _error: Http404) -> HttpResponse:
    return problems.unknown()


@api.exception_handler(PermissionDenied)
def _forbidden(_request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
    return problems.forbidden()


def caller_of(request: HttpRequest, scope: str) -> Caller:
    """Return the caller if it has a scope. Raises PermissionDenied otherwise, and Problem for an unknown query."""
    caller: Caller = request.auth  # type: ignore[attr-defined]  # set by Bearer
    if scope not in caller.scopes:
        raise PermissionDenied
    if request.GET and (unknown := api.unknown_in_query(request)):
        words = _("There is no such field.")
        raise Problem(422, words, "schema", [{"field": one[:60], "message": words} for one in unknown])
    return caller
