"""Suspending, resuming and withdrawing a matter in force."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from yimen.ground.bus.journal import publish as say
from yimen.ground.calendar.rules import SHANGHAI
from yimen.ground.life import Refused
from yimen.registers.catalogue import indexing, reads
from yimen.registers.catalogue.events import MatterResumed, MatterSuspended, MatterWithdrawn
from yimen.registers.catalogue.life import LIFE, State
from yimen.registers.catalogue.models import Version


def _newest(matter_id: int) -> Version:
    """Return the version without an end: the one in force, or the one that waits to follow it."""
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
        version = _newest(matter_id)
        version.state = LIFE.after("suspend", State(version.state))
        version.save(update_fields=["state"])
        indexing.hide(matter_id)
        organ = version.matter.organ_id
        say(MatterSuspended(subject=matter_id, organ=organ, by=by, at=at, reason=reason.strip()))
        transaction.on_commit(reads.forget)


def resume(matter_id: int, *, by: str, at: datetime) -> None:
    """Let a suspended matter be applied for again: the version in force, and the one that waits to follow it (A-115)."""
    with transaction.atomic():
        version = _newest(matter_id)
        version.state = LIFE.after("resume", State(version.state))
        version.save(update_fields=["state"])
        indexing.enter_matter(matter_id)
        say(MatterResumed(subject=matter_id, organ=version.matter.organ_id, by=by, at=at))
        transaction.on_commit(reads.forget)


def withdraw(matter_id: int, *, reason: str, by: str, at: datetime) -> None:
    """End a matter for good, with a reason: what is in force and what waits; cases under way go on under their version (0-3)."""
    if not reason.strip():
        raise Refused(_("Say why; people will read it."), field="reason", code="empty")
    with transaction.atomic():
        version = _newest(matter_id)
        today = at.astimezone(SHANGHAI).date()
        for one in _still_ahead(matter_id, today):
            _end(one, "end_with_matter", today)
        _end(version, "withdraw", today)
        indexing.hide(matter_id)
        organ = version.matter.organ_id
        say(MatterWithdrawn(subject=matter_id, organ=organ, by=by, at=at, reason=reason.strip()))
        transaction.on_commit(reads.forget)


def _still_ahead(matter_id: int, today: date) -> list[Version]:
    """Return the versions that a later one follows, in force today or to be."""
    rows = Version.objects.select_for_update().filter(matter_id=matter_id, state=State.SUPERSEDED)
    return list(rows.filter(Q(effective_until__gte=today) | Q(effective_from__gt=today)))


def _end(version: Version, act: str, today: date) -> None:
    """End a version today; one that never came in force ends before it would have begun."""
    begins = version.effective_from or today
    version.state = LIFE.after(act, State(version.state))
    version.effective_until = today if begins <= today else begins - timedelta(days=1)
    version.save(update_fields=["state", "effective_until"])
