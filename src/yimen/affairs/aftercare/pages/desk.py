"""For officers: the register of permits of their organs, and a permit with everything about it."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yimen.affairs.aftercare import acts, gates, reads
from yimen.affairs.aftercare.acts import Proposal
from yimen.affairs.aftercare.forms import FilterForm, ProposeForm, ResumeForm, grounds_for
from yimen.affairs.aftercare.pages.common import actor, cursor_of
from yimen.affairs.cases import gates as case_gates
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.look.forms import PlainForm, bound
from yimen.ground.together import read_together
from yimen.means.documents import reads as documents
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.permits import acts as permit_acts
from yimen.registers.permits import reads as permits
from yimen.registers.permits.reads import GROUNDS, Ground, PermitSheet, State

SOON = timedelta(days=90)


@staff(*gates.READERS)
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """List the permits of one's organs, with what waits for a decision or a second look."""
    officer, at = officer_of(request), now()
    form = FilterForm(request.GET)
    chosen: dict[str, Any] = form.cleaned_data if form.is_valid() else {"q": "", "state": "", "soon": False}
    page = permits.of_organs(
        officer.scope(gates.READERS),
        at=at,
        standing=chosen["state"],
        ends_before=at.date() + SOON if chosen["soon"] else None,
        text=chosen["q"],
        cursor=cursor_of(request),
    )
    proceedings, mending = reads.at_hand(officer.scope(gates.READERS))
    context = {
        "lines": page.permits,
        "next": page.next,
        "form": form,
        "proceedings": proceedings,
        "mending": mending,
        "may_see_bars": bool(gates.BARS & officer.all_roles),
    }
    return render(request, "aftercare/desk_list.html", context)


def show(request: HttpRequest, found: PermitSheet, *, form: PlainForm | None = None) -> HttpResponse:
    """Show a permit with its scope, its endings, proceedings, checks, documents and history."""
    officer = officer_of(request)
    may_resume = found.state == State.SUSPENDED and gates.may(officer, found.organ_id, "resume")
    proceedings, checks, papers = read_together(*reads.around(found.id), documents.asked_about(found.id))
    ran = found.state in permits.HOLDS
    context = {
        "permit": found,
        "resume": (form or ResumeForm(prefix="resume")) if may_resume else None,
        "resuming": form is not None,
        "proceedings": proceedings,
        "checks": [(one, f"account:{officer.account_id}" in one.actors - one.signed_by) for one in checks],
        "documents": papers,
        "moments": reads.moments(found, for_holder=False),
        "may_propose": bool(grounds_for(found.state)) and gates.may(officer, found.organ_id, "propose"),
        "may_check": ran and gates.may(officer, found.organ_id, "check"),
        "may_mend": gates.may(officer, found.organ_id, "mended"),
        "may_open_case": found.organ_id in officer.scope(case_gates.READERS),
    }
    refused = form is not None and bool(form.errors)
    return render(request, "aftercare/desk_permit.html", context, status=422 if refused else 200)


@staff(*gates.READERS)
@require_safe
def permit(request: HttpRequest, permit_id: int) -> HttpResponse:
    """Show a permit."""
    return show(request, gates.permit_for_officer(officer_of(request), permit_id))


@staff(*gates.READERS)
@require_http_methods(["POST"])
def resume(request: HttpRequest, permit_id: int) -> HttpResponse:
    """Let a permit that is held back hold again before its time, for a reason."""
    found = gates.permit_for_officer(officer_of(request), permit_id, "resume")
    form = bound(ResumeForm, request, prefix="resume")
    if form.is_valid():
        try:
            permit_acts.resume(permit_id, **form.cleaned_data, by=actor(request), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Done."))
            return redirect("aftercare:desk_permit", permit_id)
    return show(request, found, form=form)


@staff(*gates.READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, permit_id: int) -> HttpResponse:
    """Propose one of the four endings, or to hold a permit back for a time; the holder is served with a notice."""
    found = gates.permit_for_officer(officer_of(request), permit_id, "propose")
    form = bound(ProposeForm, request, state=found.state)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        ending, days = GROUNDS[Ground(said["ground"])].ending, said.pop("days") or 0
        try:
            number = acts.propose(
                found,
                Proposal(ending=ending, days=days, **said),
                by=actor(request),
                at=now(),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(
                request,
                _(
                    "It is proposed. Where the holder is to be heard, the notice is being made; serve it on them."
                ),
            )
            return redirect("aftercare:desk_proceeding", number)
    context = {"permit": found, "form": form, "keeps_form": True}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "aftercare/desk_propose.html", context, status=status)
