"""How a division ends: from a day on another takes its place, or none; what was recorded under it stays readable."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yimen.ground.bus.journal import publish
from yimen.ground.life import Refused
from yimen.registers.agencies.events import DivisionEnded
from yimen.registers.agencies.models import Division


def end_division(
    code: str, level: int, *, on: date, successor: str = "", below: bool = False, by: str, at: datetime
) -> int:
    """Let a division be valid for the last time on a day; return how many ended (with `below`, its own too).

    Raises Refused for an unknown division or successor, one that ended before, or one with divisions of its own
    unless they end with it.
    """
    with transaction.atomic():
        root = Division.objects.select_for_update().filter(code=code, level=level).first()
        if root is None:
            raise Refused(_("There is no such division."), field="code", code="unknown")
        if root.valid_to is not None:
            raise Refused(_("This division has ended already."), field="code", code="twice")
        _check_successor(root, successor, on)
        living = Division.objects.filter(path__startswith=f"{root.path}/", valid_to__isnull=True)
        if not below and living.exists():
            raise Refused(
                _("Divisions below it are still valid; end or move them first."), field="code", code="below"
            )
        ended = living.update(valid_to=on) if below else 0
        root.valid_to, root.successor = on, successor
        root.save(update_fields=["valid_to", "successor"])
        publish(
            DivisionEnded(
                subject=root.pk,
                organ=0,
                by=by,
                at=at,
                division=code,
                level=level,
                last_on=on,
                successor=successor,
            )
        )
    return ended + 1


def _check_successor(root: Division, successor: str, on: date) -> None:
    if root.valid_from is not None and on < root.valid_from:
        raise Refused(_("The division began later."), field="on", code="order")
    if not successor:
        return
    heirs = Division.objects.filter(code=successor, valid_to__isnull=True).exclude(pk=root.pk)
    if not heirs.exists():
        raise Refused(_("The successor is no valid division."), field="successor", code="unknown")
