"""What hearings say on the page of a case, to officers and to the applicant."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yimen.affairs.hearings import reads
from yimen.affairs.hearings.reads import HearingSheet
from yimen.ground.look.templatetags.look import day, moment
from yimen.ground.panels import Panel, Reader, Side, Words

TITLE = gettext_lazy("Hearing and interested persons")


def _lines(found: HearingSheet) -> list[tuple[Words, Words]]:
    lines: list[tuple[Words, Words]] = [(_("State"), found.state_words)]
    if found.starts_at:
        lines += [
            (_("Time"), moment(found.starts_at)),
            (_("Where it is held"), found.place),
            (_("Chair"), found.chair_name),
        ]
    elif found.hold_by_on:
        lines.append((_("To be held by"), day(found.hold_by_on)))
    return lines


def _tell(found: HearingSheet | None, case_id: int, side: Side) -> Panel:
    """Return where the hearing stands and the way to its page."""
    address = reverse("hearings:hearing" if side == "desk" else "hearings:mine", args=[case_id])
    links = ((_("Open the hearing") if side == "desk" else _("State your view, ask for a hearing"), address),)
    if found is None:
        return Panel(TITLE, ((_("State"), _("Persons to be found and told")),), links)
    return Panel(TITLE, tuple(_lines(found)), links)


PANEL = Reader(reads.asked_head, _tell)
