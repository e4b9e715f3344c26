"""Under the address of the interface every error is a problem, whoever found it; what cannot be read is refused first."""

import time
from collections.abc import Callable, Mapping
from math import ceil
from typing import Final

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation

from yimen.doors.api import problems
from yimen.doors.api.limits import requests_for_tokens, share
from yimen.ground.languages.middleware import wished

PREFIX: Final = "/api/v1/"
FILES: Final = PREFIX + "files"
TOKENS: Final = "/identity/o/api/token"
DIGITS: Final = 18  # of a length that is worth reading
KNOWN: Final[Mapping[int, Callable[[], HttpResponse]]] = {
    403: problems.forbidden,
    404: problems.unknown,
    405: problems.wrong_method,
    413: problems.too_large,
    500: problems.broken,
    503: problems.away,
}


def _fault(request: HttpRequest) -> Callable[[], HttpResponse] | None:
    """Return what is wrong with a body that is too long, of unknown length or in another format; nothing reads it."""
    length = request.META.get("CONTENT_LENGTH") or ""
    if request.META.get("HTTP_TRANSFER_ENCODING") and not length:
        return problems.no_length
    sent = request.path_info == FILES  # a file is judged by its bytes
    most: int = settings.MAX_BODY_BYTES if sent else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if length.isdecimal() and (len(length) > DIGITS or int(length) > most):
        return problems.too_large
    kind = request.content_type or "application/json"
    other = request.method == "POST" and kind != "application/json"
    return problems.not_json if other and not sent else None


def _waits(request: HttpRequest) -> HttpResponse | None:
    """Refuse an address that asks for tokens too often, in the words of OAuth: a secret is not to be guessed."""
    most = share(settings.API_TOKENS_PER_MINUTE)
    if not most or request.path_info.rstrip("/") != TOKENS:
        return None
    address = str(get_adapter(request).get_client_ip(request))
    wait = requests_for_tokens.take(address, per_minute=most, at=time.monotonic())
    if not wait:
        return None
    words = {"error": "temporarily_unavailable", "error_description": "Too many requests."}
    return JsonResponse(
        words, status=429, headers={"Retry-After": str(ceil(wait)), "Cache-Control": "no-store"}
    )


class Problems:
    """Stands outside of everything else."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; put a problem in the place of a page that tells people of an error."""
        if not request.path_info.startswith(PREFIX):
            return _waits(request) or self._answer(request)
        if fault := _fault(request):
            with translation.override(wished(request)):
                refusal = fault()
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
        response.headers["Content-Length"] = str(len(problem.content))
        return response
