"""What the archive says on the page of a case, to officers and to the applicant."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from yimen.affairs.archives import reads
from yimen.affairs.archives.reads import PackageLine
from yimen.ground.languages.dates import written
from yimen.ground.panels import Panel, Reader, Side, Words


def _tell(found: list[PackageLine], _case_id: int, side: Side) -> Panel | None:
    """Return where the record of a case stands."""
    if not found:
        return None
    main = found[0]
    lines: list[tuple[Words, Words]] = [(_("State"), main.state_words)]
    if main.number:
        lines.append((_("Archival number"), main.number))
        lines.append((_("Kept for"), main.retention_words))
    if main.archived_at:
        lines.append((_("Archived on"), written(timezone.localtime(main.archived_at).date())))
    if len(found) > 1:
        lines.append((_("Added later"), str(len(found) - 1)))
    tone = "warning" if main.state == "returned" and side == "desk" else ""
    links = _desk(main) if side == "desk" else _portal(found)
    return Panel(_("Archive"), tuple(lines), links, tone)


def _desk(main: PackageLine) -> tuple[tuple[Words, str], ...]:
    return ((_("Open the entry in the register"), reverse("archives:package", args=[main.id])),)


def _portal(found: list[PackageLine]) -> tuple[tuple[Words, str], ...]:
    kept = [one for one in found if one.kept]
    sheets = [
        (_("Archived record, to read (PDF)"), reverse("archives:own_sheet", args=[one.case_id, one.n]))
        for one in kept[:1]
    ]
    wholes = [
        (_("Take a copy of the whole record"), reverse("archives:own", args=[one.case_id, one.n]))
        for one in kept
    ]
    return (*sheets, *wholes)


PANEL = Reader(reads.asked_of_case, _tell)
