"""The language and the mode a reader chose."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware

Answer = Callable[[HttpRequest], HttpResponse]


class ChosenLanguage(LocaleMiddleware):
    """Activates the language of the reader."""
