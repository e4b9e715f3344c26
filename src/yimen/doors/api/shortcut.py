"""The way of a call: what only pages need (sessions, forms, messages) lies behind the turning that programs take."""

from collections.abc import Callable
from typing import Final, cast

from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import resolve

from yimen.doors.api.middleware import PREFIX

PAGES: Final = (PREFIX + "docs", PREFIX + "problems")
Answer = Callable[[HttpRequest], HttpResponse]


def _straight(request: HttpRequest) -> HttpResponse:
    """Find the view and ask it. Raises DisallowedHost for a name that is not ours, and Resolver404."""
    request.get_host()
    found = request.resolver_match = resolve(request.path_info)
    response: HttpResponse = found.func(request, *found.args, **found.kwargs)
    return response


def _without_body(response: HttpResponseBase) -> None:
    """Make of the answer to GET that to HEAD: with its length and without its body."""
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = ()
    elif isinstance(response, HttpResponse):
        response.content = b""


class Shortcut:
    """Stands behind what guards every answer and before what serves browsers: a call brings a token, never a session."""

    def __init__(self, answer: Answer) -> None:
        self._pages = answer
        self._straight = cast("Answer", convert_exception_to_response(_straight))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send a call straight to its view, a page through the rest."""
        path = request.path_info
        if not path.startswith(PREFIX) or path.startswith(PAGES):
            return self._pages(request)
        head = request.method == "HEAD"
        if head:
            request.method = "GET"
        response = self._straight(request)
        if "HTTP_AUTHORIZATION" in request.META:
            response.headers.setdefault("Cache-Control", "no-store")
        if not response.streaming:
            response.headers.setdefault("Content-Length", str(len(response.content)))
        if head:
            _without_body(response)
        return response
