"""A form shown again with what was typed into it before: as when its language is switched, and so that nothing is done."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import InternalError, connection, transaction
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.utils.datastructures import MultiValueDict

Page = Callable[[HttpRequest], HttpResponseBase]
FORM: Final = frozenset({200, 422})  # what a page answers that shows its form
logger = logging.getLogger(__name__)


def shown_again(page: Page, request: HttpRequest, typed: QueryDict, words: str) -> HttpResponseBase | None:
    """Return a page with what was typed and a notice above it, or None if the page cannot show it without acting.

    A page that notes at the first look of a day who looks (A-102) is let note it first.
    """
    try:
        return _shown(page, request, typed, words)
    except InternalError:
        if page(request).status_code not in FORM:
            return None
    try:
        return _shown(page, request, typed, words)
    except InternalError:
        return None


def _shown(page: Page, request: HttpRequest, typed: QueryDict, words: str) -> HttpResponseBase | None:
    """Return the page, or None. Raises InternalError if it wanted to write."""
    with _undone_unless_shown(request) as found:
        messages.info(request, words)
        try:
            with _writing_nothing(), _as_switching(request, typed):
                answer = page(request)
        except (Http404, PermissionDenied):
            return None
        except InternalError:
            raise
        except Exception:
            logger.exception("%s could not be shown with what was typed", request.path)
            return None
        if answer.status_code in FORM:
            answer.status_code = 200
            found.append(answer)
    return next(iter(found), None)


@contextmanager
def _writing_nothing() -> Iterator[None]:
    """Let the database refuse whatever would be written."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        yield


@contextmanager
def _as_switching(request: HttpRequest, typed: QueryDict) -> Iterator[None]:
    """Let a request look like a form sent only to switch the language."""
    _dress(request, "POST", typed, switching=True)
    try:
        yield
    finally:
        _dress(request, "GET", QueryDict(), switching=False)


def _dress(request: Any, method: str, fields: QueryDict, *, switching: bool) -> None:  # noqa: ANN401 Django's inner names
    request.method, request.switching = method, switching
    request._post, request._files = fields, MultiValueDict()


@contextmanager
def _undone_unless_shown(request: HttpRequest) -> Iterator[list[HttpResponseBase]]:
    """Take back what a page changed in the session and what it said, unless it was shown."""
    storage: Any = messages.get_messages(request)  # Django offers no way to take words back
    found: list[HttpResponseBase] = []
    said, session = len(storage._queued_messages), deepcopy(dict(request.session.items()))
    try:
        yield found
    finally:
        if not found:
            del storage._queued_messages[said:]
            if dict(request.session.items()) != session:
                request.session.clear()
                request.session.update(session)
