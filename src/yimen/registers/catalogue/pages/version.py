"""One version at the desk: what it says, how it differs from another, what was said of it."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.look.forms import PlainForm
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.catalogue import chart, comparing, desk, gates, reads, situation_words
from yimen.registers.catalogue.contents import SAID
from yimen.registers.catalogue.desk import DeskSheet
from yimen.registers.catalogue.forms import (
    AnswerForm,
    CommentForm,
    ConfirmForm,
    DayForm,
    PassForm,
    ReasonForm,
    SendBackForm,
)
from yimen.registers.catalogue.hindrances import had_in_hand, is_hindered
from yimen.registers.catalogue.life import POINTS, Stage, State
from yimen.registers.catalogue.models import Version
from yimen.registers.catalogue.threads import places


def actor(request: HttpRequest) -> str:
    """Return the officer as an actor."""
    return f"account:{request.user.pk}"


def language() -> str:
    """Return the reader's language."""
    return get_language() or "zh-hans"


def sheet(request: HttpRequest, version_id: int) -> DeskSheet:
    """Return a version in the officer's scope. Raises Http404 for one out of sight."""
    found = desk.sheet(version_id, gates.scope(officer_of(request)), language=language())
    if found is None:
        raise Http404
    return found


def offered(request: HttpRequest, found: DeskSheet) -> list[str]:
    """Return the acts that the officer may do on a version now, without those that would be refused."""
    return [one for one in possible(request, found) if not is_hindered(one, found, actor(request))]


def possible(request: HttpRequest, found: DeskSheet) -> list[str]:
    """Return the acts of the officer that the state of a version allows."""
    in_revision = found.revision_id is not None
    return gates.offered(officer_of(request), found.organ_id, found.line.state, in_revision=in_revision)


def allowed(request: HttpRequest, version_id: int, act: str) -> DeskSheet:
    """Return a version on which the officer may do an act now. Raises PermissionDenied, or Http404 out of sight."""
    found = sheet(request, version_id)
    own = gates.stages(officer_of(request), found.organ_id)
    if act not in possible(request, found) and not own & gates.ACTS.get(act, frozenset()):
        raise PermissionDenied
    return found


def _forms(found: DeskSheet, said: Stage | None) -> dict[str, PlainForm]:
    where = places(found.content, language())
    state = State(found.line.state)
    return {
        "pass_form": PassForm(points=POINTS.get(state, {})),
        "send_back_form": SendBackForm(places=where),
        "comment_form": CommentForm(places=where, may_hold=said != Stage.EDITOR),
        "confirm_form": ConfirmForm(),
        "day_form": DayForm(),
        "reason_form": ReasonForm(),
        "answer_form": AnswerForm(),
    }


def show(request: HttpRequest, found: DeskSheet, *, answering: int = 0, **forms: PlainForm) -> HttpResponse:
    """Show a version; with a form that was refused, at status 422. `answering` is the thread of the answer's form."""
    titles = found.content.get("titles") or {}
    title = _("Steps of %(name)s") % {"name": found.sheet.name(language())}
    officer = officer_of(request)
    said = gates.speaks_as(officer, found.organ_id, found.line.state)
    context: dict[str, Any] = {
        "found": found,
        "matter": found.sheet,
        "names": [(code, words, titles[code]) for code, words in settings.LANGUAGES if code in titles],
        "acts": offered(request, found),
        "possible": possible(request, found),
        "had_in_hand": had_in_hand(found, actor(request)),
        "speaks": said if found.line.state in {"draft", *gates.RETURNS} else None,
        "chart": chart.svg(found.sheet, language(), title=title, days=reads.working_days),
        "reckoned": reads.reckoned(found.sheet),
        "chart_words": chart.words(found.sheet, language(), reads.working_days),
        "said": comparing.terms_said(found.content, language()),
        "form_said": comparing.form_said(found.content, language()),
        "guided": situation_words.lines(found.content, language()),
        "hit": situation_words.policy(found.content),
        "handed": reads.handed_down(found.sheet, on=now().date()),
        "answering": answering,
        **_forms(found, said),
        **forms,
    }
    refused = forms and not getattr(request, "switching", False)
    return render(request, "catalogue/version.html", context, status=422 if refused else 200)


@staff(*gates.DESK)
@require_safe
def version(request: HttpRequest, version_id: int) -> HttpResponse:
    """Show a version, what is to mend in it, what was said of it, and what may be done next."""
    return show(request, sheet(request, version_id))


@staff(*gates.DESK)
@require_safe
def differences(request: HttpRequest, version_id: int, earlier_id: int) -> HttpResponse:
    """Show what differs between two versions of one matter, field by field."""
    organ_ids = gates.scope(officer_of(request))
    rows = Version.objects.select_related("matter").annotate(said=SAID)
    rows = rows.filter(pk__in=[version_id, earlier_id])
    rows = rows if organ_ids is None else rows.filter(matter__organ_id__in=organ_ids)
    found = {row.pk: row for row in rows}
    new, old = found.get(version_id), found.get(earlier_id)
    if new is None or old is None or new.matter_id != old.matter_id:
        raise Http404
    content = reads.content(new)
    groups = reads.compare(reads.content(old), content, language())
    context = {"new": new, "old": old, "groups": groups, "names": content.get("titles") or {}}
    return render(request, "catalogue/differences.html", context)


def do(request: HttpRequest, version_id: int, act: Callable[[], object], done: str) -> HttpResponse:
    """Do an act that asks for nothing; say what came of it on the version's page."""
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused.reason))
    else:
        messages.success(request, done)
    return redirect("catalogue:version", version_id)
