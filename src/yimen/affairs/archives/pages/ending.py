"""The schedule of retention, and the destruction of records whose time is over."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.affairs.archives import acts, gates, lists, reads
from yimen.affairs.archives.forms import CarryOutForm, DestroyForm, ReasonForm, RetentionForm
from yimen.affairs.archives.lists import DestructionSheet
from yimen.affairs.archives.pages.handing import chosen
from yimen.affairs.archives.pages.records import actor
from yimen.affairs.archives.rules import Terms
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.look.forms import PlainForm, bound
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import Kind

WATCHING: Final = (Role.ARCHIVIST, Role.ORGAN_HEAD)


@staff("archivist")
@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: HttpRequest) -> HttpResponse:
    """Show how long what is kept, and propose a change, which someone else approves."""
    form: Any = bound(RetentionForm, request)
    if request.method == "POST" and form.is_valid():
        try:
            _propose(form.cleaned_data, by=actor(request))
            messages.success(request, _("Proposed. Someone else has to approve it."))
            return redirect("archives:schedule")
        except Refused as refused:
            form.refuse(refused)
    context = {
        "lines": lists.schedule(),
        "form": form,
        "me": actor(request),
        "here": "schedule",
        "archivist": True,
        "keeps_form": True,
    }
    return render(request, "archives/schedule.html", context, status=422 if form.errors else 200)


def _propose(data: dict[str, Any], *, by: str) -> None:
    terms = Terms(data["retention"], data["openness"], data["secrecy"], data["basis"])
    if data["kind"]:
        scope, words = f"kind:{data['kind']}", str(Kind(data["kind"]).label)
    else:
        code = data["matter"].strip()
        matter = catalogue.published(code, on=now().date())
        if matter is None:
            raise Refused(_("There is no published matter with this code."), field="matter", code="unknown")
        scope, words = f"matter:{code}", matter.name("zh-hans")
    acts.propose_retention(scope, words[:200], terms, by=by, at=now())


@staff("archivist")
@require_POST
def decide(request: HttpRequest, rule_id: int, answer: str) -> HttpResponse:
    """Approve or refuse a proposal for the schedule."""
    if answer not in {"approve", "refuse"}:
        raise Http404
    try:
        acts.decide_retention(rule_id, approve=answer == "approve", by=actor(request), at=now())
    except Refused as refused:
        messages.error(request, str(refused.reason))
    return redirect("archives:schedule")


@staff("archivist", "organ_head")
@require_http_methods(["GET", "HEAD", "POST"])
def destructions(request: HttpRequest) -> HttpResponse:
    """Show what is to be looked at again, ask for its destruction, and follow what was asked for."""
    officer = officer_of(request)
    form: Any = bound(DestroyForm, request)
    ticked = chosen(request)
    over = reads.over(officer.scope(gates.APPROVERS), on=now().date())
    if request.method == "POST" and form.is_valid():
        organs = {one.organ_id for one in over if one.id in ticked}
        try:
            if len(organs) != 1:
                raise Refused(_("Choose records of one organ."), field="packages", code="organs")
            organ = organs.pop()
            if not gates.keeps(officer, organ):
                raise PermissionDenied
            asked = acts.ask_to_destroy(organ, ticked, **form.cleaned_data, by=actor(request), at=now())
            return redirect("archives:destruction", asked)
        except Refused as refused:
            form.refuse(refused)
    context = {
        "over": over,
        "asked": lists.destructions(officer.scope(gates.APPROVERS)),
        "form": form,
        "ticked": ticked,
        "here": "destructions",
        "archivist": Role.ARCHIVIST in officer.all_roles,
        "keeps_form": True,
    }
    return render(request, "archives/destructions.html", context, status=422 if form.errors else 200)


def _page(request: HttpRequest, sheet: DestructionSheet, form: PlainForm | None = None) -> HttpResponse:
    officer = officer_of(request)
    context = {
        "sheet": sheet,
        "decides": sheet.state == "asked" and sheet.asked_by != actor(request),
        "carries_out": sheet.state == "approved" and gates.keeps(officer, sheet.organ_id),
        "form": form if isinstance(form, ReasonForm) else ReasonForm(),
        "watching": form
        if isinstance(form, CarryOutForm)
        else CarryOutForm(colleagues=_colleagues(request, sheet)),
    }
    return render(request, "archives/destruction.html", context, status=422 if form and form.errors else 200)


def _colleagues(request: HttpRequest, sheet: DestructionSheet) -> list[tuple[str, str]]:
    """Return the other officers of the organ who may watch a destruction (G-310)."""
    officer = officer_of(request)
    found = agencies.officers_of(sheet.organ_id, WATCHING, on=now().date())
    return [(f"account:{one[0]}", f"{one[1]} · {one[2]}") for one in found if one[0] != officer.account_id]


@staff("archivist", "organ_head")
@require_safe
def destruction(request: HttpRequest, destruction_id: int) -> HttpResponse:
    """Show a request for destruction: which records, why, and who asked, decided and carried it out."""
    return _page(request, gates.destruction_for(officer_of(request), destruction_id))


@staff("archivist", "organ_head")
@require_POST
def step(request: HttpRequest, destruction_id: int, name: str) -> HttpResponse:
    """Approve, refuse, or carry out."""
    sheet = gates.destruction_for(officer_of(request), destruction_id)
    form: Any = bound(ReasonForm, request)
    words: dict[str, Any] = {"by": actor(request), "at": now()}
    try:
        if name == "approve":
            acts.approve(destruction_id, **words)
        elif name == "carry-out" and gates.keeps(officer_of(request), sheet.organ_id):
            form = bound(CarryOutForm, request, colleagues=_colleagues(request, sheet))
            if not form.is_valid():
                return _page(request, sheet, form)
            acts.carry_out(destruction_id, **form.cleaned_data, **words)
        elif name != "refuse":
            raise Http404
        elif form.is_valid():
            acts.refuse(destruction_id, reason=form.cleaned_data["reason"], **words)
        else:
            return _page(request, sheet, form)
    except Refused as refused:
        messages.error(request, str(refused.reason))
    else:
        messages.success(request, _("Saved."))
    return redirect("archives:destruction", destruction_id)
