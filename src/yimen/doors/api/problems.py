"""What went wrong, as problem+json (RFC 9457) in the caller's language."""

import json
from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yimen.ground.life import Refused

MEDIA_TYPE: Final = "application/problem+json"
STATUS = {
    "out_of_order": 409,
    "twice": 409,
    "unknown_case": 404,
    "wrong_person": 403,
    "no_room": 507,
    "barred": 403,
    "excluded": 403,
    "filing": 409,
    "first_review": 409,
    "not_your_turn": 409,
    "used_up": 409,
    "unmade": 409,
}
NEEDED: Final = gettext_lazy("This is needed.")
TOO_LONG: Final = gettext_lazy("This is too long.")
RANGE: Final = gettext_lazy("This lies outside the allowed range.")
FAULTS: Final[Mapping[str, str | Promise]] = {
    "missing": NEEDED,
    "string_too_short": NEEDED,
    "too_short": NEEDED,
    "string_too_long": TOO_LONG,
    "too_long": TOO_LONG,
    "extra_forbidden": gettext_lazy("There is no such field."),
    "literal_error": gettext_lazy("Choose one of the answers."),
    "greater_than_equal": RANGE,
    "less_than_equal": RANGE,
}
WRONG_TYPE: Final = gettext_lazy("This is not of the right type.")


MEANT: Final[Mapping[str, str | Promise]] = {
    "unreadable": gettext_lazy("The request could not be read."),
    "idempotency_key": gettext_lazy("Every POST needs an Idempotency-Key of 1 to 100 characters."),
    "key_reused": gettext_lazy("This Idempotency-Key was used for another request."),
    "token": gettext_lazy("A valid access token is needed."),
    "forbidden": gettext_lazy("Your client may not do this."),
    "unknown": gettext_lazy("There is nothing under this address."),
    "unknown_matter": gettext_lazy("No matter in force has this code."),
    "method": gettext_lazy("This address does not know this method."),
    "out_of_order": gettext_lazy("This case is not at a stage where that can be done."),
    "unmade": gettext_lazy("This document is still being made. Ask again soon."),
    "length": gettext_lazy("The length of the request must be given."),
    "too_large": gettext_lazy("The request is too large."),
    "media_type": gettext_lazy("Send application/json."),
    "schema": gettext_lazy("The input does not fit the schema."),
    "form": gettext_lazy("Some questions need another answer."),
    "papers": gettext_lazy("Give the file of this paper, or a reference to where it is held."),
    "unlisted": gettext_lazy("This paper is not in the published list of the matter."),
    "cursor": gettext_lazy("This is not a cursor of ours."),
    "kinds": gettext_lazy("There is no such event."),
    "address": gettext_lazy("A webhook needs a public https address."),
    "no_match": gettext_lazy("Another name is registered for this document."),
    "role": gettext_lazy(
        "Only the head of the organ may extend a period. Name them as the register of posts does."
    ),
    "too_often": gettext_lazy("Your client calls too often. Please wait."),
    "away": gettext_lazy("Our records cannot be reached just now. Send the same request again."),
    "broken": gettext_lazy("Something went wrong on our side."),
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
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=MEDIA_TYPE)


def refused(_request: HttpRequest, error: Refused) -> HttpResponse:
    """Answer an act that the law or the state does not allow: 409 out of order, 422 otherwise."""
    errors = [{"field": error.field, "message": str(error.reason)}] if error.field else None
    return answer(STATUS.get(error.code, 422), str(error.reason), error.code, errors)


def problem(_request: HttpRequest, error: Problem) -> HttpResponse:
    """Answer a problem."""
    return answer(error.status, error.title, error.code, error.errors)


def _field(place: tuple[str | int, ...]) -> str:
    """Return the name of a field as the caller knows it, without where it was read from."""
    names = place[2:] if place[:2] == ("body", "body") else place[1:]
    return ".".join(str(one) for one in names)[:200]


def invalid(_request: HttpRequest, error: Any) -> HttpResponse:  # noqa: ANN401 ninja's own
    """Answer input that does not fit its schema: 422 with each place."""
    errors = [
        {"field": _field(tuple(one["loc"])), "message": str(FAULTS.get(one["type"], WRONG_TYPE))}
        for one in error.errors[:100]
    ]
    return answer(422, _("The input does not fit the schema."), "schema", errors)


def unauthorised(_request: HttpRequest, _error: Exception) -> HttpResponse:
    """Answer a missing or wrong token."""
    found = answer(401, _("A valid access token is needed."), "token")
    found["WWW-Authenticate"] = 'Bearer realm="yimen"'
    return found


def too_often(_request: HttpRequest, _error: Exception) -> HttpResponse:
    """Answer a client that calls too often; when it may call again stands in Retry-After."""
    return answer(429, _("Your client calls too often. Please wait."), "too_often")


def unreadable() -> HttpResponse:
    """Answer a request that cannot be read."""
    return answer(400, _("The request could not be read."), "unreadable")


def unknown() -> HttpResponse:
    """Answer an address with nothing under it."""
    return answer(404, _("There is nothing under this address."), "unknown")


def forbidden() -> HttpResponse:
    """Answer a client without the scope."""
    return answer(403, _("Your client may not do this."), "forbidden")


def too_large() -> HttpResponse:
    """Answer a body that is too long."""
    return answer(413, _("The request is too large."), "too_large")


def no_length() -> HttpResponse:
    """Answer a body of unknown length."""
    return answer(411, _("The length of the request must be given."), "length")


def not_json() -> HttpResponse:
    """Answer a body in another format."""
    return answer(415, _("Send application/json."), "media_type")


def wrong_method() -> HttpResponse:
    """Answer a method that the address does not know."""
    return answer(405, _("This address does not know this method."), "method")


def away() -> HttpResponse:
    """Answer while the database is away; when to ask again stands in Retry-After."""
    return answer(503, _("Our records cannot be reached just now. Send the same request again."), "away")


def broken() -> HttpResponse:
    """Answer our own mistake."""
    return answer(500, _("Something went wrong on our side."), "broken")
