"""What permits have to say on the page of a case: what it granted, or the permit it is about."""

from django.urls import reverse
from django.utils.translation import gettext as _

from yimen.ground.clock import now
from yimen.ground.look.templatetags.look import day
from yimen.ground.panels import Panel, Reader, Side, Words
from yimen.ground.together import Reading
from yimen.registers.permits import reads as permits
from yimen.registers.permits.reads import PermitSheet


def _lines(permit: PermitSheet, case_id: int) -> list[tuple[Words, Words]]:
    lines: list[tuple[Words, Words]] = [
        (_("Certificate"), permit.title),
        (_("Number of the permit"), permit.number),
        (_("State"), permit.standing_words),
        (_("Valid from"), day(permit.term_from)),
        (_("Valid until"), day(permit.valid_until) or _("Without an end")),
    ]
    if permit.deemed and permit.case_id == case_id:
        lines.append((_("Renewed"), _("By law, because nothing was decided before the older permit ended")))
    if permit.open_case_id == case_id and permit.renew_by and permit.holds:
        lines.append((_("Renewal in time until"), day(permit.renew_by)))
    return lines


def _reading(case_id: int) -> Reading[list[PermitSheet]]:
    return permits.asked_of_case(case_id, at=now())


def _tell(found: list[PermitSheet], case_id: int, side: Side) -> Panel | None:
    """Return the permit of a case, the newest if it renewed or changed one."""
    if not found:
        return None
    permit = found[0]
    name = "aftercare:desk_permit" if side == "desk" else "aftercare:permit"
    links = ((_("Open the permit"), reverse(name, args=[permit.id])),)
    return Panel(_("Permit"), lines=tuple(_lines(permit, case_id)), links=links)


PANEL = Reader(_reading, _tell)
