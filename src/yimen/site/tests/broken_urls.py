"""An address that breaks, for the test of what is said then."""

from typing import NoReturn

from django.http import HttpRequest
from django.urls import path

from yimen.site import urls


def broken(_request: HttpRequest) -> NoReturn:
    message = "the inside"
    raise RuntimeError(message)


handler500 = urls.handler500
urlpatterns = [path("broken/", broken), *urls.urlpatterns]
