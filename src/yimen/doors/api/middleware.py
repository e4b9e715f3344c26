"""Under the address of the interface every error is a problem, whoever found it; what cannot be read is refused first."""

from collections.abc import Callable, Mapping
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from yimen.doors.api import problems
from yimen.ground.languages.middleware import wished

PREFIX: Final = "/api/v1/"
DIGITS: Final = 18  # of a length that is worth reading
KNOWN: Final[Mapping[int, Callable[[], HttpResponse]]] = {
    403: problems.forbidden,
    404: problems.unknown,
    405: problems.wrong_method,
    413: problems.too_large,
    500: problems.broken,
    503: problems.away,
}


def _refusal(request: HttpRequest) -> HttpResponse | None:
    """Refuse a body that is too long, of unknown length or in another format before anything reads it."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if request.META.get("HTTP_TRANSFER_ENCODING") and not length:
        return problems.no_length()
    most: int = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if length.isdecimal() and (len(length) > DIGITS or int(length) > most):
        return problems.too_large()
    kind = request.content_type or "application/json"
    if request.method == "POST" and kind != "application/json":
        return problems.not_json()
    return None


class Problems:
    """Stands outside of everything else."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; put a problem in the place of a page that tells people of an error."""
        if not request.path_info.startswith(PREFIX):
            return self._answer(request)
        with translation.override(wished(request)):
            refusal = _refusal(request)
        if refusal is not None:
            refusal["X-Content-Type-Options"] = "nosniff"
            return refusal
        response = self._answer(request)
        kind = response.headers.get("Content-Type", "")
        if response.status_code < 400 or kind == problems.MEDIA_TYPE or settings.DEBUG:
            return response
        with translation.override(wished(request)):
            problem = KNOWN.get(response.status_code, problems.unreadable)()
        response.content = problem.content
        response.status_code = problem.status_code
        response.headers["Content-Type"] = problems.MEDIA_TYPE
        response.headers.pop("Content-Length", None)
        return response
