"""What cases themselves say on a case page where something special holds: gaps, a commitment, an order, a first review."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yimen.affairs.cases import promised, standing
from yimen.affairs.cases.life import Verdict
from yimen.affairs.cases.promises import Promised
from yimen.affairs.cases.ways import COMMITMENT, ELDERLY, FIRST, GAPS, IN_ORDER
from yimen.ground.languages.dates import written
from yimen.ground.panels import Maker, Panel, Reader, Side, Words, register_panel


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE


def gaps(rows: list[promised.GapLine], case_id: int, side: Side) -> Panel | None:
    """Show which promised papers came and which are due when."""
    waiting = [one for one in rows if one.filled_at is None]
    lines: list[tuple[Words, Words]] = [(one.called(_language()), _gap_words(one)) for one in rows]
    links = (
        ((_("Hand them in"), reverse("portal:gaps", args=[case_id])),) if waiting and side == "portal" else ()
    )
    return Panel(_("Papers that follow later"), tuple(lines), links, "warning" if waiting else "")


def _gap_words(line: promised.GapLine) -> str:
    if line.filled_at:
        return _("arrived on %(day)s") % {"day": written(localtime(line.filled_at).date())}
    if line.due_on:
        return _("due by %(day)s") % {"day": written(line.due_on)}
    return _("due after acceptance")


def commitment(found: promised.Check | None, case_id: int, side: Side) -> Panel | None:
    """Show what was committed to, where it stands, and until when it is checked."""
    if found is None:
        return None
    lines: list[tuple[Words, Words]] = [
        (_("Stands for"), "；".join(found.items)),
        (_("State"), found.state_words),
    ]
    if found.due_on:
        words = _("To be mended by") if found.mending else _("Checked by")
        lines.append((words, written(found.due_on)))
    if found.finding:
        lines.append((_("What the check found"), found.finding))
    links: list[tuple[Words, str]] = []
    if side == "portal" and found.state == Promised.MADE:
        links = [(_("Take the commitment back"), reverse("portal:take_back", args=[case_id]))]
    if side == "desk" and (found.to_check or found.mending):
        links = [(_("Record the check"), reverse("desk:check", args=[case_id]))]
    return Panel(_("Commitment"), tuple(lines), tuple(links), "warning" if found.mending else "")


def in_order(found: standing.Standing | None, _case_id: int, side: Side) -> Panel | None:
    """Show a case's own place in the order of acceptance, and how many are left."""
    if found is None:
        return None
    lines: tuple[tuple[Words, Words], ...] = (
        (_("Place in the order of acceptance"), str(found.place)),
        (_("Granted at most"), str(found.number)),
        (_("Still to be granted"), str(found.left)),
    )
    links = ((_("The whole order"), reverse("desk:orders")),) if side == "desk" else ()
    return Panel(_("Limited in number"), lines, links)


def first_review(found: promised.FirstReviewSheet | None, _case_id: int, _side: Side) -> Panel | None:
    """Show the clock of the office that examines first, and its opinion once the case was sent up."""
    if found is None:
        words = _("The office that examines first has not taken the case on yet.")
        return Panel(_("First review"), ((_("State"), words),))
    lines: list[tuple[Words, Words]] = [
        (_("Office"), found.organ_called(_language())),
        (_("Accepted there"), written(localtime(found.accepted_at).date())),
        (_("To be sent up by"), written(found.due_on)),
    ]
    if found.forwarded_at:
        lines.append((_("Sent up"), written(localtime(found.forwarded_at).date())))
        lines.append((_("Finding"), Verdict(found.verdict).label))
        lines.append((_("Opinion"), found.opinion))
    return Panel(_("First review"), tuple(lines))


def elderly(_request: HttpRequest, _case_id: int, side: Side) -> Panel | None:
    """Remind officers to serve elderly people first."""
    if side == "portal":
        return None
    return Panel(_("Serve first"), ((_("Reason"), _("The applicant is an elderly person.")),))


def register() -> None:
    """Let each mark speak with its panel."""
    makers: dict[str, Reader | Maker] = {
        GAPS: Reader(promised.asked_gaps, gaps),
        COMMITMENT: Reader(promised.asked_check, commitment),
        IN_ORDER: Reader(standing.asked_standing, in_order),
        FIRST: Reader(promised.asked_first_review, first_review),
        ELDERLY: elderly,
    }
    for mark, maker in makers.items():
        register_panel("case", mark, maker)
