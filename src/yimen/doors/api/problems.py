"""What went wrong, as problem+json (RFC 9457) in the caller's language."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from yimen.ground.life import Refused

STATUS = {
    "out_of_order": 409,
    "twice": 409,
    "unknown_case": 404,
    "wrong_person": 403,
    "no_room": 507,
    "barred": 403,
}


class Problem(Exception):
    """A problem to be answered with."""

    def __init__(
        self, status: int, title: str, code: str, errors: list[dict[str, str]] | None = None
    ) -> None:
        super().__init__(title)
        self.status, self.title, self.code, self.errors = status, title, code, errors or []


def answer(status: int, title: str, code: str, errors: list[dict[str, str]] | None = None) -> HttpResponse:
    """Return a problem as an HTTP answer."""
    body: dict[str, Any] = {
        "type": f"/api/v1/problems#{code}",
        "title": title,
        "status": status,
        "code": code,
    }
    if errors:
        body["errors"] = errors
    return HttpResponse(
        json.dumps(body, ensure_ascii=False), status=status, content_type="application/problem+json"
    )


def refused(_request: HttpRequest, error: Refused) -> HttpResponse:
    """Answer an act that the law or the state does not allow: 409 out of order, 422 otherwise."""
    errors = [{"field": error.field, "message": str(error.reason)}] if error.field else None
    return answer(STATUS.get(error.code, 422), str(error.reason), error.code, errors)


def problem(_request: HttpRequest, error: Problem) -> HttpResponse:
    """Answer a problem."""
    return answer(error.status, error.title, error.code, error.errors)


def invalid(_request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ANN401 ninja's own
    """Answer input that does not fit its schema: 422 with each place."""
    errors = [
        {"field": ".".join(str(part) for part in one["loc"][1:]), "message": str(one["msg"])}
        for one in error.errors
    ]
    return answer(422, _("The input does not fit the schema."), "schema", errors)


def unauthorised(_request: HttpRequest, _error: Exception) -> HttpResponse:
    """Answer a missing or wrong token."""
    found = answer(401, _("A valid access token is needed."), "token")
    found["WWW-Authenticate"] = 'Bearer realm="yimen"'
    return found


def broken_json(_request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ANN401 ninja's own
    """Answer a body that cannot be read."""
    return answer(getattr(error, "status_code", 400), _("The request could not be read."), "unreadable")
