"""The page of the design system, and the pages for what went wrong."""

import sys
from typing import Final

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.csrf import csrf_failure as _plain_csrf_failure
from django.views.decorators.http import require_http_methods

from yimen.ground.clock import now
from yimen.ground.gates import public
from yimen.ground.look import gallery
from yimen.ground.look.forms import bound

AWAY: Final = "2"  # seconds until it is worth asking again


@public
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: HttpRequest) -> HttpResponse:
    """Show every part of a page in each of its states."""
    form = bound(gallery.SampleForm, request)
    return render(request, "look/gallery.html", {"form": form, "keeps_form": True, **gallery.context(now())})


def problem(request: HttpRequest, status: int) -> HttpResponse:
    """Show the page for an error; it needs neither session nor database."""
    return render(request, f"{status}.html", {"limit": settings.MAX_BODY_BYTES}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 Django's signature
    """400."""
    return problem(request, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 Django's signature
    """403."""
    return problem(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 Django's signature
    """404."""
    return problem(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database is away: said plainly, without asking the database for anything."""
    if not isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return render(request, "500.html", status=500)
    answer = render(request, "503.html", status=503)
    answer["Retry-After"] = AWAY
    return answer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponseBase:
    """The page was open too long or cookies are off: say what to do; nothing that was sent counts, not even a language."""
    request.refused = True  # type: ignore[attr-defined]  # our own mark
    if request.path.startswith("/api/"):
        return _plain_csrf_failure(request, reason)
    return render(request, "403_csrf.html", status=403)
