"""The way of a call: what only pages need (sessions, forms, messages) lies behind the turning that programs take."""

from collections.abc import Callable
from typing import Final, cast

from django.core.handlers.base import BaseHandler
from django.core.handlers.exception import convert_exception_to_response
from django.http import HttpRequest, HttpResponse

from yimen.doors.api.middleware import PREFIX

PAGES: Final = PREFIX + "docs"
Answer = Callable[[HttpRequest], HttpResponse]


class _Straight(BaseHandler):
    """Django's way from a request to its view with nothing in between."""

    _view_middleware = _template_response_middleware = _exception_middleware = ()

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Find the view and ask it. Raises DisallowedHost for a name that is not ours."""
        request.get_host()
        response: HttpResponse = self._get_response(request)  # type: ignore[attr-defined]  # not in the stubs
        return response


class Shortcut:
    """Stands behind what guards every answer and before what serves browsers: a call brings a token, never a session."""

    def __init__(self, answer: Answer) -> None:
        self._pages = answer
        self._straight = cast("Answer", convert_exception_to_response(_Straight().answer))

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Send a call straight to its view, a page through the rest."""
        path = request.path_info
        if not path.startswith(PREFIX) or path.startswith(PAGES):
            return self._pages(request)
        response = self._straight(request)
        if not response.streaming:
            response.headers.setdefault("Content-Length", str(len(response.content)))
        return response
