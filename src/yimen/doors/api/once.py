"""An act asked for under an idempotency key happens once, however often it is asked for."""

import hashlib
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from yimen.doors.api.gates import Caller
from yimen.doors.api.models import Answer
from yimen.doors.api.problems import Problem
from yimen.ground.hold import as_one
from yimen.ground.life import Refused

LONGEST = 100


def _key(request: HttpRequest) -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not 0 < len(key) <= LONGEST or not key.isprintable():
        raise Problem(
            400, _("Every POST needs an Idempotency-Key of 1 to 100 characters."), "idempotency_key"
        )
    return key


def _digest(request: HttpRequest) -> bytes:
    return hashlib.sha256(f"{request.path}\n".encode() + request.body).digest()


def _again(caller: Caller, key: str, digest: bytes) -> tuple[int, Any] | None:
    kept = Answer.objects.filter(client_id=caller.client_id, key=key).first()
    if kept is None:
        return None
    if bytes(kept.digest) != digest:
        raise Problem(422, _("This Idempotency-Key was used for another request."), "key_reused")
    return kept.status, kept.body


def once(
    request: HttpRequest, caller: Caller, act: Callable[[], tuple[int, Any]], *, at: datetime
) -> tuple[int, Any]:
    """Do the act and keep its answer in one commit; asked again, give the same answer and do nothing.

    The answer is kept last: on the common path nothing is looked up before. Raises Problem for a key used
    with another body, and what the act raises.
    """
    key, digest = _key(request), _digest(request)
    try:
        with as_one():
            status, body = act()
            Answer.objects.bulk_create(
                [Answer(client_id=caller.client_id, key=key, digest=digest, status=status, body=body, at=at)]
            )
    except (IntegrityError, Refused):
        earlier = _again(caller, key, digest)
        if earlier is None:
            raise
        return earlier
    return status, body
