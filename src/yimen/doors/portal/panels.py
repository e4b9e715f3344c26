"""What the page of the platform's operation says about reports of errors that wait for an answer."""

from typing import Any, Final

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from yimen.doors.portal.life import State
from yimen.doors.portal.models import Report
from yimen.ground.panels import Panel, Reader, Side
from yimen.ground.together import Reading


def _reading(_subject: int) -> Reading[list[dict[str, Any]]]:
    waiting = Report.objects.filter(state=State.OPEN).values("state")
    return Reading(waiting.annotate(n=Count("pk")), list)


def _tell(rows: list[dict[str, Any]], _subject: int, side: Side) -> Panel | None:
    if side != "desk":
        return None
    lines = [(_("Waits for an answer"), str(rows[0]["n"]))] if rows else []
    links = ((_("Reports of errors"), reverse("portal:reports")),)
    return Panel(_("Errors found on the site"), tuple(lines), links)


PANEL: Final = Reader(_reading, _tell)
