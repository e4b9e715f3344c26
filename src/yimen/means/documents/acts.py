"""What may be done with documents: order one, issue it, revoke it."""

import json
import logging
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from yimen.ground import vault
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.reads import calendar
from yimen.ground.calendar.rules import SHANGHAI
from yimen.ground.files import store
from yimen.ground.hold import hold
from yimen.ground.languages.texts import RECORD
from yimen.ground.life import Refused
from yimen.ground.numbers import query_code
from yimen.means.documents import naming, periods, rendering, rules, sealing
from yimen.means.documents.events import DocumentIssued, DocumentRevoked
from yimen.means.documents.models import Counter, Document, State

PLAIN: Final = "Decision to grant"  # as the code has it, without a catalogue
CONTEXT, PURPOSE = "documents.data", "document"
SEALED: Final = ".sealed"  # kept apart from what people hand in, which may be forgotten
logger = logging.getLogger(__name__)


def order(
    kind: str, *, subject: int, organ_id: int, data: Mapping[str, Any], cause: str, at: datetime
) -> int:
    """Order a document about a subject; return its id. The same cause orders it only once.

    Raises Refused, naming what is missing, if the document would not say what the law wants (A-506, A-507),
    or what of it is malformed: what was ordered can be made.
    """
    if kind not in rules.BODIES:
        raise Refused(_("There is no such kind of document."), field="kind", code="unknown")
    if lacking := rules.missing(kind, data):
        message = _("The document would lack: %(names)s.")
        raise Refused(message % {"names": ", ".join(lacking)}, code="incomplete")
    if wrong := rules.malformed(data):
        message = _("The document cannot be written because of: %(names)s.")
        raise Refused(message % {"names": ", ".join(wrong)}, code="malformed")
    _check_words()
    years = periods.unannounced(kind, data, calendar().years)
    document, _new = Document.objects.get_or_create(
        subject=subject,
        cause=cause,
        defaults={
            "kind": kind,
            "organ_id": organ_id,
            "organ_name": data["organ"],
            "title": naming.listed(kind, data),
            "data": vault.seal(
                json.dumps({**data, "unannounced": years}, ensure_ascii=False), context=CONTEXT
            ),
            "ordered_at": at,
        },
    )
    return document.pk


def _check_words() -> None:
    """Raise RuntimeError where the words of the record's language are not loaded: the record is Chinese (J-301)."""
    with override(RECORD):
        if str(rules.Kind.GRANT.label) == PLAIN:
            message = f"the catalogue of {RECORD} is not loaded"
            raise RuntimeError(message)


def verify_address(document_id: int) -> str:
    """Return the public address at which a document can be checked."""
    return f"{settings.PUBLIC_URL}/verify/{document_id}-{query_code(document_id, purpose=PURPOSE)}/"


def _next_number(document: Document, short: str, year: int) -> str:
    Counter.objects.get_or_create(organ_id=document.organ_id, kind=document.kind, year=year)
    counter = Counter.objects.select_for_update().get(
        organ_id=document.organ_id, kind=document.kind, year=year
    )
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
        plain = rendering.pdf(
            document.kind, data, number=document.number, address=address, at=document.ordered_at
        )
        sealed = sealing.seal(
            plain,
            organ_id=document.organ_id,
            organ=document.organ_name,
            reason=document.title,
            at=at,
            purpose=rendering.seal_of(document.kind),
        )
        document.digest = store.keep(sealed, suffix=SEALED)
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


def revoke(subject: int, kinds: Collection[str], *, reason: str, by: str, at: datetime) -> int:
    """Mark the documents of some kinds about a thing as no longer valid; return how many were.

    Whoever checks one sees so at once; one that still waits to be made is not made.
    """
    with transaction.atomic():
        rows = Document.objects.select_for_update().filter(subject=subject, kind__in=kinds)
        ending = list(rows.exclude(state=State.REVOKED).defer("data").order_by("pk"))
        for document in ending:
            document.state = State.REVOKED
            document.save(update_fields=["state"])
        publish(
            *(
                DocumentRevoked(
                    subject=subject, organ=one.organ_id, by=by, at=at, document=one.pk, reason=reason
                )
                for one in ending
            )
        )
    return len(ending)


def issue_waiting(*, at: datetime, most: int = 20) -> int:
    """Issue ordered documents, the oldest first; return how many. Several workers never take the same.

    One that cannot be made waits with growing pauses and holds up no other.
    """
    done = 0
    for _round in range(most):
        with transaction.atomic():
            due = Q(again_at=None) | Q(again_at__lte=at)
            waiting = Document.objects.filter(due, state=State.ORDERED).order_by("pk")
            row = waiting.select_for_update(skip_locked=True).values_list("pk", flat=True).first()
            if row is None:
                break
            done += _try(row, at)
    return done


def _try(document_id: int, at: datetime) -> bool:
    """Issue a document; if that fails, undo it whole, write down why, and say when to try again."""
    try:
        with transaction.atomic():
            return issue(document_id, at=at)
    except (InterfaceError, OperationalError):
        raise
    except Exception as error:
        logger.warning("document %s could not be made: %s", document_id, type(error).__name__, exc_info=error)
        with hold(Document, document_id) as document:
            document.tries += 1
            document.again_at = at + timedelta(seconds=rules.pause(document.tries))
            document.trouble = f"{type(error).__name__}: {error}"[:200]
            document.save(update_fields=["tries", "again_at", "trouble"])
        return False


def erase(subject: int) -> None:
    """Remove what documents about a thing say and their bytes, once its archived record was lawfully destroyed (G-310).

    Kind, number and date stay. To be called inside the transaction of the act that destroys the record.
    """
    for document in Document.objects.select_for_update().filter(subject=subject):
        digest, document.digest, document.state = document.digest, "", State.REVOKED
        document.data = vault.seal("{}", context=CONTEXT)
        document.save(update_fields=["digest", "state", "data"])
        if digest and not Document.objects.filter(digest=digest).exists():
            store.erase(digest, suffixes=(SEALED,))
