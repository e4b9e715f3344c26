"""What may be done with documents: order one, issue it, revoke it."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yimen.ground import vault
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import SHANGHAI
from yimen.ground.files import store
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.ground.numbers import query_code
from yimen.means.documents import rendering, rules, sealing
from yimen.means.documents.events import DocumentIssued, DocumentRevoked
from yimen.means.documents.models import Counter, Document, State

CONTEXT, PURPOSE = "documents.data", "document"


def order(
    kind: str, *, subject: int, organ_id: int, data: Mapping[str, Any], cause: str, at: datetime
) -> int:
    """Order a document about a subject; return its id. The same cause orders it only once.

    Raises Refused, naming what is missing, if the document would not say what the law wants (A-506, A-507).
    """
    lacking = rules.missing(kind, data)
    if lacking:
        message = _("The document would lack: %(names)s.")
        raise Refused(message % {"names": ", ".join(lacking)}, code="incomplete")
    document, _new = Document.objects.get_or_create(
        subject=subject,
        cause=cause,
        defaults={
            "kind": kind,
            "organ_id": organ_id,
            "organ_name": data["organ"],
            "title": rules.title(kind, data),
            "data": vault.seal(json.dumps(dict(data), ensure_ascii=False), context=CONTEXT),
            "ordered_at": at,
        },
    )
    return document.pk


def verify_address(document_id: int) -> str:
    """Return the public address at which a document can be checked."""
    return f"{settings.PUBLIC_URL}/verify/{document_id}-{query_code(document_id, purpose=PURPOSE)}/"


def _next_number(document: Document, short: str, year: int) -> str:
    Counter.objects.get_or_create(organ_id=document.organ_id, kind=document.kind, year=year)
    counter = Counter.objects.select_for_update().get(organ_id=document.organ_id, kind=document.kind, year=year)
    counter.last += 1
    counter.save(update_fields=["last"])
    return rules.number(document.kind, short, year, counter.last)


def issue(document_id: int, *, at: datetime) -> bool:
    """Number, set, seal and keep an ordered document; say whether it was still to be done (A-208, A-501).

    Its date is that of the act that ordered it.
    """
    with hold(Document, document_id) as document:
        if document.state != State.ORDERED:
            return False
        data = json.loads(vault.unseal(document.data, context=CONTEXT))
        year = document.ordered_at.astimezone(SHANGHAI).year
        document.number = _next_number(document, data["short"], year)
        address = verify_address(document_id)
        plain = rendering.pdf(document.kind, data, number=document.number, address=address, at=document.ordered_at)
        sealed = sealing.seal(
            plain, organ_id=document.organ_id, organ=document.organ_name, reason=document.title, at=at
        )
        document.digest = store.keep(sealed)
        document.state, document.issued_at = State.ISSUED, at
        document.save(update_fields=["number", "digest", "state", "issued_at"])
        publish(
            DocumentIssued(
                subject=document.subject,
                organ=document.organ_id,
                by="system",
                at=at,
                document=document_id,
                kind=document.kind,
                number=document.number,
            )
        )
        return True


def revoke(document_id: int, *, reason: str, by: str, at: datetime) -> None:
    """Mark a document as no longer valid; whoever checks it sees so at once."""
    if not reason.strip():
        raise Refused(_("Write down the reasons; the person concerned will read them."), field="reason", code="empty")
    with hold(Document, document_id) as document:
        if document.state != State.ISSUED:
            raise Refused(_("Only a valid document can be revoked."), code="out_of_order")
        document.state = State.REVOKED
        document.save(update_fields=["state"])
        publish(
            DocumentRevoked(
                subject=document.subject,
                organ=document.organ_id,
                by=by,
                at=at,
                document=document_id,
                reason=reason.strip(),
            )
        )


def issue_waiting(*, at: datetime, most: int = 20) -> int:
    """Issue ordered documents, the oldest first; return how many. Several workers never take the same."""
    done = 0
    for _round in range(most):
        with transaction.atomic():
            waiting = Document.objects.filter(state=State.ORDERED).order_by("pk")
            row = waiting.select_for_update(skip_locked=True).values_list("pk", flat=True).first()
            if row is None:
                break
            done += issue(row, at=at)
    return done
