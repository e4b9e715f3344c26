"""Documents, events and webhooks."""

import secrets
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from ninja import Router, Status

from yimen.doors.api import acts, outside, reads, schemas
from yimen.doors.api.parts.cases import case_of
from yimen.doors.api.plain import event
from yimen.doors.api.problems import Problem
from yimen.doors.api.shell import RESPONSES, caller_of, needs, once
from yimen.ground.bus import journal
from yimen.ground.bus.event import kinds
from yimen.ground.clock import now
from yimen.means.documents import reads as documents

papers, events, hooks = (
    Router(tags=["documents"]),
    Router(tags=["events"]),
    Router(tags=["webhooks"]),
)
EVENTS = 200
CURSOR = 40
PDF = {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}


def _not_ours() -> Problem:
    words = _("This is not a cursor of ours.")
    return Problem(422, words, "cursor", [{"field": "cursor", "message": words}])


@papers.get(
    "",
    response={200: list[schemas.DocumentOut], **RESPONSES},
    summary="List the documents of a case",
    openapi_extra=needs("documents:read"),
)
def list_documents(request: HttpRequest, case: schemas.CaseNumber) -> list[dict[str, Any]]:
    """List the documents about a case, the oldest first."""
    case_of(caller_of(request, "documents:read"), case)
    return [
        {
            "id": str(one.id),
            "kind": one.kind,
            "title": one.name,
            "number": one.number,
            "state": one.state,
            "issued_at": one.issued_at,
            "verify": f"{settings.PUBLIC_URL}/verify/{one.code}/",
        }
        for one in documents.documents_of(case)
    ]


@papers.get(
    "/{int:document_id}",
    response={200: None, **RESPONSES},
    summary="Download a document",
    openapi_extra={**needs("documents:read"), "responses": {200: PDF}},
)
def download_document(request: HttpRequest, document_id: int) -> HttpResponse:
    """Return a sealed document as PDF."""
    caller = caller_of(request, "documents:read")
    sheet = documents.document(document_id) if document_id < 2**63 else None
    if sheet is None:
        raise Http404
    case_of(caller, sheet.subject)
    if not sheet.ready:
        raise Problem(409, _("This document is still being made. Ask again soon."), "unmade")
    answer = HttpResponse(documents.pdf(sheet), content_type="application/pdf")
    answer["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=sheet.file_name) or ""
    )
    return answer


@events.get(
    "",
    response={200: schemas.EventPage, **RESPONSES},
    summary="Read events since a cursor",
    openapi_extra=needs("events:read"),
)
def read_events(request: HttpRequest, cursor: str = "") -> dict[str, Any]:
    """Return CloudEvents of the client's organs after a cursor, in the order in which every reader sees them."""
    caller = caller_of(request, "events:read")
    xid, _dash, position = cursor.partition("-")
    good = (
        len(cursor) < CURSOR
        and xid.isdecimal()
        and position.isdecimal()
        and max(int(xid), int(position)) < 2**63
    )
    if cursor and not good:
        raise _not_ours()
    start = (int(xid), int(position)) if cursor else (0, 0)
    edge = journal.horizon()  # looked up before the rows: nothing behind it can be missed
    rows = journal.after(start, organs=sorted(caller.organs), limit=EVENTS)
    end = (rows[-1].xid, rows[-1].position) if rows else start
    if len(rows) < EVENTS:
        end = max(end, edge)  # what lies between belongs to other organs; it is not looked through again
    return {"items": [event(row) for row in rows], "next": f"{end[0]}-{end[1]}"}


def _may_be_called(url: str) -> bool:
    """Say whether an address is https and leads outside (a demonstration may call itself)."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return False
    if not parts.hostname or parts.username is not None or port == 0 or not url.isprintable() or " " in url:
        return False
    if settings.DEMO:
        return parts.scheme in {"http", "https"}
    return parts.scheme == "https" and not outside.leads_inside(parts.hostname)


def _checked(url: str) -> str:
    """Return an address that may be called. Raises Problem for one that may not."""
    if not _may_be_called(url):
        words = _("A webhook needs a public https address.")
        raise Problem(422, words, "address", [{"field": "url", "message": words}])
    return url


def _check_kinds(given: Sequence[str]) -> None:
    """Raise Problem at each kind of event that does not exist."""
    known, words = kinds(), _("There is no such event.")
    places = [{"field": f"kinds.{n}", "message": words} for n, one in enumerate(given) if one not in known]
    if places:
        raise Problem(422, words, "kinds", places)


@hooks.post(
    "",
    response={201: schemas.WebhookOut, **RESPONSES},
    summary="Ask to be told of events",
    openapi_extra=needs("webhooks:write"),
)
def subscribe(request: HttpRequest, body: schemas.WebhookIn) -> HttpResponse:
    """Be told of events at an address; the secret for checking signatures is shown this once."""
    caller = caller_of(request, "webhooks:write")
    url = _checked(body.url)
    _check_kinds(body.kinds)

    def act() -> tuple[int, Any]:
        secret = secrets.token_urlsafe(32)
        number = acts.subscribe(
            caller.client_id, url, kinds=body.kinds, organs=sorted(caller.organs), secret=secret, at=now()
        )
        return 201, {
            "id": number,
            "url": url,
            "kinds": body.kinds,
            "failures": 0,
            "error": "",
            "secret": secret,
        }

    return once(request, caller, act, at=now(), secret=True)


@hooks.get(
    "",
    response={200: list[schemas.WebhookOut], **RESPONSES},
    summary="List webhooks",
    openapi_extra=needs("webhooks:write"),
)
def list_webhooks(request: HttpRequest) -> list[dict[str, Any]]:
    """List the client's webhooks and how they are doing."""
    return reads.webhooks(caller_of(request, "webhooks:write").client_id)


@hooks.delete(
    "/{int:webhook_id}",
    response={204: None, **RESPONSES},
    summary="Stop a webhook",
    openapi_extra=needs("webhooks:write"),
)
def unsubscribe(request: HttpRequest, webhook_id: int) -> Status[None]:
    """Stop being told at an address."""
    caller = caller_of(request, "webhooks:write")
    if webhook_id >= 2**63 or not acts.unsubscribe(caller.client_id, webhook_id):
        raise Http404
    return Status(204, None)
