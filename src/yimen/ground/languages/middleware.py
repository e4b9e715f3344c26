"""The language and the reading mode a person chose, kept in cookies and switched from any page."""

from collections.abc import Callable
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from yimen.ground.languages.texts import LANGUAGES, RECORD

Answer = Callable[[HttpRequest], HttpResponse]
MODE_COOKIE = "yimen_mode"
MODES = ("standard", "elder", "contrast")


def wished(request: HttpRequest) -> str:
    """Return the language to answer in: chosen now, chosen before, asked for by the browser, or Chinese."""
    for choice in (request.GET.get("lang"), request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)):
        if choice and choice in LANGUAGES:
            return choice
    return _by_browser(request.META.get("HTTP_ACCEPT_LANGUAGE", "").lower())


@lru_cache(maxsize=1000)
def _by_browser(header: str) -> str:
    for tag, weight in parse_accept_lang_header(header):
        if not weight:
            continue
        if tag.startswith("zh"):
            return "zh-hant" if tag in {"zh-tw", "zh-hk", "zh-mo"} or "hant" in tag else RECORD
        if tag[:2] in LANGUAGES:
            return tag[:2]
    return RECORD


class ChosenLanguage:
    """Activates the language; a form posted with `_language` or `_mode` switches and keeps what was typed.

    Sets `request.mode` and `request.switching`; a page that sees `switching` shows its form again
    without judging it.
    """

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's language."""
        language, mode = wished(request), request.COOKIES.get(MODE_COOKIE, "standard")
        switched_language = switched_mode = ""
        if request.method == "POST" and "form" in (request.content_type or ""):
            switched_language, switched_mode = (
                request.POST.get("_language", ""),
                request.POST.get("_mode", ""),
            )
        switched_language = switched_language if switched_language in LANGUAGES else ""
        switched_mode = switched_mode if switched_mode in MODES else ""
        if request.method == "GET" and request.GET.get("lang") in LANGUAGES:
            switched_language = language
            request.switching = False  # type: ignore[attr-defined]  # our own mark
        else:
            request.switching = bool(switched_language or switched_mode)  # type: ignore[attr-defined]  # our own mark
        language, mode = switched_language or language, switched_mode or mode
        request.mode = mode if mode in MODES else "standard"  # type: ignore[attr-defined]  # our own mark
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self._answer(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ["Cookie", "Accept-Language"])
        if not getattr(request, "refused", False):  # else another site would choose
            self._keep(response, settings.LANGUAGE_COOKIE_NAME, switched_language)
            self._keep(response, MODE_COOKIE, switched_mode)
        return response

    @staticmethod
    def _keep(response: HttpResponse, name: str, value: str) -> None:
        if value:
            response.set_cookie(
                name,
                value,
                max_age=settings.LANGUAGE_COOKIE_AGE,
                secure=settings.LANGUAGE_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
