"""Comments at the places of a draft: said, answered, settled."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.catalogue import acts, gates
from yimen.registers.catalogue.desk import DeskSheet
from yimen.registers.catalogue.forms import AnswerForm, CommentForm
from yimen.registers.catalogue.life import Stage
from yimen.registers.catalogue.pages.version import actor, do, language, sheet, show
from yimen.registers.catalogue.threads import places


def _stage(request: HttpRequest, found: DeskSheet) -> Stage:
    said = gates.speaks_as(officer_of(request), found.organ_id, found.line.state)
    if said is None:
        raise PermissionDenied
    return said


@staff(*gates.DESK)
@require_POST
def comment(request: HttpRequest, version_id: int) -> HttpResponse:
    """Say something of a place in a draft."""
    found = sheet(request, version_id)
    stage = _stage(request, found)
    where = places(found.content, language())
    form = bound(CommentForm, request, places=where, may_hold=stage != Stage.EDITOR)
    if form.is_valid():
        said = form.cleaned_data
        must = said.get("must", False)
        try:
            acts.comment(
                version_id, said["place"], said["text"], must=must, stage=stage, by=actor(request), at=now()
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Your comment is written down."))
            return redirect("catalogue:version", version_id)
    return show(request, found, comment_form=form)


def _thread(found: DeskSheet, comment_id: int) -> None:
    if comment_id not in {one.id for one in found.threads}:
        raise Http404


@staff(*gates.DESK)
@require_POST
def answer(request: HttpRequest, version_id: int, comment_id: int) -> HttpResponse:
    """Answer in a thread."""
    found, form = sheet(request, version_id), bound(AnswerForm, request)
    stage = _stage(request, found)
    _thread(found, comment_id)
    if getattr(request, "switching", False):
        return show(request, found, answer_form=form, answering=comment_id)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    return do(
        request,
        version_id,
        lambda: acts.answer(comment_id, text, stage=stage, by=actor(request), at=now()),
        _("Answered."),
    )


@staff(*gates.DESK)
@require_POST
def settle(request: HttpRequest, version_id: int, comment_id: int) -> HttpResponse:
    """Settle a thread."""
    found = sheet(request, version_id)
    stage = _stage(request, found)
    _thread(found, comment_id)
    return do(
        request,
        version_id,
        lambda: acts.settle(comment_id, stage=stage, by=actor(request), at=now()),
        _("Settled."),
    )
