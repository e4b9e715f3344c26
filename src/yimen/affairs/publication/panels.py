"""What publication says on the page of a case, to officers and to the applicant."""

from django.urls import reverse
from django.utils.translation import gettext as _

from yimen.affairs.publication import reads
from yimen.affairs.publication.reads import EntrySheet
from yimen.ground.look.templatetags.look import day
from yimen.ground.panels import Panel, Reader, Side, Words


def _tell(found: EntrySheet | None, case_id: int, side: Side) -> Panel | None:
    """Return where the publication of the decision stands and the way to its page."""
    if found is None:
        return None
    lines: list[tuple[Words, Words]] = [(_("State"), found.state_words)]
    if found.state == "waiting" and found.object_by_on:
        lines.append((_("Objections until"), day(found.object_by_on)))
    if found.published_at:
        lines.append((_("Published"), day(found.published_at)))
    if found.ground:
        lines.append((_("Ground"), found.ground_words))
    address = reverse("publication:entry" if side == "desk" else "publication:mine", args=[case_id])
    words = _("Open the publication") if side == "desk" else _("See what is shown, object")
    return Panel(_("Publication of the decision"), tuple(lines), ((words, address),))


PANEL = Reader(reads.asked_of_case, _tell)
