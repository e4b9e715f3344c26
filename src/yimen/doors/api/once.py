"""An act asked for under an idempotency key happens once, however often it is asked for."""

import base64
import hashlib
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from yimen.doors.api.gates import Caller
from yimen.doors.api.models import Answer
from yimen.doors.api.problems import Problem
from yimen.ground import vault
from yimen.ground.hold import as_one
from yimen.ground.life import Refused
from yimen.ground.rows import add

LONGEST = 100
CONTEXT = "api.answer"


def _key(request: HttpRequest) -> str:
    key: str = request.META.get("HTTP_IDEMPOTENCY_KEY", "")
    if not 0 < len(key) <= LONGEST or not key.isprintable():
        raise Problem(
            400, _("Every POST needs an Idempotency-Key of 1 to 100 characters."), "idempotency_key"
        )
    return key


def _digest(request: HttpRequest, content: bytes | None) -> bytes:
    body = request.body if content is None else content
    return hashlib.sha256(f"{request.path}\n".encode() + body).digest()


def _sealed(body: Any) -> dict[str, str]:  # noqa: ANN401 whatever an act answers
    return {"sealed": base64.b64encode(vault.seal_json(body, context=CONTEXT)).decode()}


def _opened(body: Any) -> Any:  # noqa: ANN401 whatever an act answered
    if set(body) != {"sealed"}:
        return body
    return vault.open_json(base64.b64decode(body["sealed"]), context=CONTEXT)


def _said(status: int, body: object) -> HttpResponse:
    words = json.dumps(body, ensure_ascii=False, sort_keys=True)  # alike when it comes from the database
    return HttpResponse(words, status=status, content_type="application/json; charset=utf-8")


def _again(caller: Caller, key: str, digest: bytes) -> HttpResponse | None:
    kept = Answer.objects.filter(client_id=caller.client_id, key=key).first()
    if kept is None:
        return None
    if bytes(kept.digest) != digest:
        raise Problem(422, _("This Idempotency-Key was used for another request."), "key_reused")
    return _said(kept.status, _opened(kept.body))


def once(
    request: HttpRequest,
    caller: Caller,
    act: Callable[[], tuple[int, Any]],
    *,
    at: datetime,
    secret: bool = False,
    content: bytes | None = None,
) -> HttpResponse:
    """Do the act and keep its answer in one commit; asked again, give the same answer and do nothing.

    The answer is kept last: on the common path nothing is looked up before. An answer with a `secret` is
    kept sealed; `content` is what was sent if it is no JSON. Raises Problem for a key used with another body, and what the act raises.
    """
    key, digest = _key(request), _digest(request, content)
    try:
        with as_one():
            status, body = act()
            kept = _sealed(body) if secret else body
            add(Answer(client_id=caller.client_id, key=key, digest=digest, status=status, body=kept, at=at))
    except (IntegrityError, Refused, Problem, Http404):
        earlier = _again(caller, key, digest)
        if earlier is None:
            raise
        return earlier
    return _said(status, body)
