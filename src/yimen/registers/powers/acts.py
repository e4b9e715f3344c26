"""What may be done with the public face: note a change, order a booklet, make the booklets ordered."""

import logging
from datetime import date, datetime, timedelta
from typing import Final

from django.db import IntegrityError, InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.ground.calendar.rules import today_of
from yimen.ground.files import store
from yimen.ground.life import Refused
from yimen.registers.catalogue.reads import register
from yimen.registers.powers import booklets
from yimen.registers.powers.models import Booklet, Change, Scope, What

LONGEST: Final = 300
STUCK: Final = 6  # attempts after which a booklet waits for someone to look
logger = logging.getLogger(__name__)


def note(
    matter_id: int, what: What, *, at: datetime, reason: str = "", effective_from: date | None = None
) -> None:
    """Note a change of the register; told twice, it is noted once."""
    found = register.brief(matter_id)
    if found is None:
        return
    Change.objects.get_or_create(
        matter_id=matter_id,
        what=what,
        at=at,
        defaults={
            "code": found.code,
            "name": found.name[:LONGEST],
            "organ_id": found.organ_id,
            "version_id": found.version_id,
            "reason": reason[:LONGEST],
            "effective_from": effective_from,
        },
    )


def order(scope: str, key: str, language: str, *, at: datetime) -> int:
    """Order a booklet as the register stands now; the same booklet is made once. Returns its id.

    Raises Refused if there is no such organ or theme, or nothing is in force for it.
    """
    if scope not in Scope.values:
        raise Refused(_("There is no such booklet."), code="unknown")
    found = booklets.outline(scope, key, language, on=today_of(at))
    if found is None or not found.heads:
        raise Refused(_("Nothing is published for this booklet yet."), code="empty")
    row, new = Booklet.objects.get_or_create(
        scope=scope, key=key, language=language, digest=found.digest, defaults={"ordered_at": at}
    )
    lost = bool(row.file) and not store.has(row.file, suffix=booklets.SUFFIX)
    if not new and (lost or row.tries >= STUCK):
        row.made_at, row.again_at, row.tries = None, None, 0
        row.save(update_fields=["made_at", "again_at", "tries"])
    return row.pk


def make_waiting(*, at: datetime) -> bool:
    """Make one booklet that waits, with growing pauses after a failure; say whether there was one."""
    with transaction.atomic():
        due = Q(again_at__isnull=True) | Q(again_at__lte=at)
        waiting = Booklet.objects.select_for_update(skip_locked=True).filter(due, made_at__isnull=True)
        row = waiting.filter(tries__lt=STUCK).order_by("pk").first()
        if row is None:
            return False
        try:
            with transaction.atomic():
                _make(row, at)
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:
            logger.exception("booklet %s could not be made; trying again", row.pk)
            row.tries += 1
            row.again_at = at + timedelta(seconds=10 * 4**row.tries)
            row.trouble = f"{type(error).__name__}: {error}"[:200]
            row.save(update_fields=["tries", "again_at", "trouble"])
    return True


def _make(row: Booklet, at: datetime) -> None:
    """Set the booklet as the register stands now; if it moved on since the order, so does the digest."""
    found = booklets.outline(row.scope, row.key, row.language, on=today_of(at))
    if found is None or not found.heads:
        row.delete()  # what it was about is gone
        return
    data = booklets.pdf(found, at=at)
    row.file, row.size = store.keep(data, suffix=booklets.SUFFIX), len(data)
    row.digest, row.made_at, row.trouble = found.digest, at, ""
    try:
        with transaction.atomic():
            row.save(update_fields=["file", "size", "digest", "made_at", "trouble"])
    except IntegrityError:
        Booklet.objects.filter(pk=row.pk).delete()  # someone ordered the newer one meanwhile
