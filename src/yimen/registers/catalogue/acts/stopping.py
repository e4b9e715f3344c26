"""Suspending, resuming and withdrawing a matter in force."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yimen.ground.bus.journal import publish as say
from yimen.ground.life import Refused
from yimen.registers.catalogue import indexing, reads
from yimen.registers.catalogue.events import MatterResumed, MatterSuspended, MatterWithdrawn
from yimen.registers.catalogue.life import LIFE, State
from yimen.registers.catalogue.models import Version


def _in_force(matter_id: int) -> Version:
    rows = Version.objects.select_for_update().filter(matter_id=matter_id, effective_until__isnull=True)
    version = rows.filter(state__in=[State.PUBLISHED, State.SUSPENDED]).first()
    if version is None:
        raise Refused(LIFE.refusal, code="out_of_order")
    return version


def suspend(matter_id: int, *, reason: str, by: str, at: datetime) -> None:
    """Stop applications for a matter, with a reason that people read."""
    if not reason.strip():
        raise Refused(_("Say why; people will read it."), field="reason", code="empty")
    with transaction.atomic():
        version = _in_force(matter_id)
        version.state = LIFE.after("suspend", State(version.state))
        version.save(update_fields=["state"])
        indexing.hide(matter_id)
        organ = version.matter.organ_id
        say(MatterSuspended(subject=matter_id, organ=organ, by=by, at=at, reason=reason.strip()))
        transaction.on_commit(reads.forget)


def resume(matter_id: int, *, by: str, at: datetime) -> None:
    """Let a suspended matter be applied for again."""
    with transaction.atomic():
        version = _in_force(matter_id)
        version.state = LIFE.after("resume", State(version.state))
        version.save(update_fields=["state"])
        indexing.enter(version, reads.content(version))
        say(MatterResumed(subject=matter_id, organ=version.matter.organ_id, by=by, at=at))
        transaction.on_commit(reads.forget)


def withdraw(matter_id: int, *, reason: str, by: str, at: datetime) -> None:
    """End a matter for good, with a reason; cases under way go on under their version (0-3)."""
    if not reason.strip():
        raise Refused(_("Say why; people will read it."), field="reason", code="empty")
    with transaction.atomic():
        version = _in_force(matter_id)
        version.state = LIFE.after("withdraw", State(version.state))
        version.effective_until = at.date()
        version.save(update_fields=["state", "effective_until"])
        indexing.hide(matter_id)
        organ = version.matter.organ_id
        say(MatterWithdrawn(subject=matter_id, organ=organ, by=by, at=at, reason=reason.strip()))
        transaction.on_commit(reads.forget)
