"""Hand-overs to the city archive: put a list together, sign, receive or send back, take it along."""

import tempfile
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.affairs.archives import acts, exporting, gates, lists, reads
from yimen.affairs.archives.forms import HandoverForm, ReasonForm
from yimen.affairs.archives.lists import HandoverSheet
from yimen.affairs.archives.pages.records import actor
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.look.forms import PlainForm, bound
from yimen.ground.numbers import read_numbers
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.agencies.reads import Role


@staff("archivist")
@require_safe
def handovers(request: HttpRequest) -> HttpResponse:
    """Show the hand-overs that one's organs give or receive."""
    context = {
        "handovers": lists.handovers(officer_of(request).scope({Role.ARCHIVIST})),
        "here": "handovers",
        "archivist": True,
    }
    return render(request, "archives/handovers.html", context)


def chosen(request: HttpRequest) -> list[int]:
    """Return the packages that were ticked."""
    return read_numbers(request.POST.getlist("package"))


@staff("archivist")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Put records of one organ on a list; those whose time has come stand first."""
    officer = officer_of(request)
    form: Any = bound(HandoverForm, request)
    ticked, error = chosen(request), ""
    candidates = reads.for_custody(officer.scope({Role.ARCHIVIST}))
    if request.method == "POST" and form.is_valid():
        organs = {one.organ_id for one in candidates if one.id in ticked}
        try:
            if len(organs) != 1:
                raise Refused(_("Choose records of one organ."), field="packages", code="organs")
            organ = organs.pop()
            if not gates.keeps(officer, organ):
                raise PermissionDenied
            number = acts.draft_handover(
                organ, ticked, why=form.cleaned_data["why"], by=actor(request), at=now()
            )
            return redirect("archives:handover", number)
        except Refused as refused:
            form.refuse(refused)
            error = str(refused.reason)
    context = {
        "form": form,
        "candidates": candidates,
        "ticked": ticked,
        "error": error,
        "today": now().date(),
        "keeps_form": True,
    }
    return render(request, "archives/handover_new.html", context, status=422 if form.errors else 200)


def _page(request: HttpRequest, sheet: HandoverSheet, form: PlainForm | None = None) -> HttpResponse:
    officer = officer_of(request)
    context = {
        "sheet": sheet,
        "gives": gates.keeps(officer, sheet.organ_id),
        "receives": gates.keeps(officer, sheet.receiver_id) and sheet.given_by != actor(request),
        "form": form or ReasonForm(),
    }
    return render(request, "archives/handover.html", context, status=422 if form and form.errors else 200)


@staff("archivist")
@require_safe
def handover(request: HttpRequest, handover_id: int) -> HttpResponse:
    """Show a hand-over with its list and its signatures."""
    return _page(request, gates.handover_for(officer_of(request), handover_id))


@staff("archivist")
@require_POST
def step(request: HttpRequest, handover_id: int, name: str) -> HttpResponse:
    """Sign, receive, or send back; a refusal says what is wrong with which record."""
    officer = officer_of(request)
    sheet = gates.handover_for(officer, handover_id)
    if name not in {"sign", "drop", "receive", "back"}:
        raise Http404
    side = sheet.organ_id if name in {"sign", "drop"} else sheet.receiver_id
    if not gates.keeps(officer, side):
        raise PermissionDenied
    form: Any = bound(ReasonForm, request)
    if name == "back" and not form.is_valid():
        return _page(request, sheet, form)
    try:
        _do(request, handover_id, name, form)
    except Refused as refused:
        messages.error(request, str(refused.reason))
    else:
        messages.success(request, _("Saved."))
    return redirect("archives:handover", handover_id)


def _do(request: HttpRequest, handover_id: int, name: str, form: Any) -> None:  # noqa: ANN401 a form that is filled
    words: dict[str, Any] = {"by": actor(request), "at": now()}
    if name == "sign":
        acts.sign(handover_id, **words)
    elif name == "receive":
        acts.receive(handover_id, **words)
    elif name == "back":
        acts.send_back(handover_id, reason=form.cleaned_data["reason"], **words)
    else:
        acts.take_off(handover_id, next(iter(chosen(request)), 0))


@staff("archivist")
@require_safe
def export(request: HttpRequest, handover_id: int) -> HttpResponseBase:
    """Send a signed hand-over as one open file: catalogue, check list, packages."""
    sheet = gates.handover_for(officer_of(request), handover_id)
    if not sheet.given_at:
        raise Http404
    out = tempfile.TemporaryFile()  # noqa: SIM115 the answer closes it once it is sent
    try:
        exporting.export(sheet, out, at=now())
    except FileNotFoundError:
        out.close()
        raise Http404 from None
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=f"handover-{sheet.id}.tar")
