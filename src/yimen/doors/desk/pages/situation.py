"""Correcting, before acceptance, which situation a case is in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.affairs.cases import acts, gates
from yimen.doors.desk.forms import ReasonForm
from yimen.doors.desk.pages.cases import actor, language
from yimen.doors.desk.situations import given, situation_choices
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.catalogue import reads as catalogue


@staff(*gates.ACTS["correct_situation"])
@require_http_methods(["GET", "HEAD", "POST"])
def situation(request: HttpRequest, case_id: int) -> HttpResponse:
    """Answer the questions about the situation anew, with a reason that the applicant can read."""
    found = gates.case_for_officer(officer_of(request), case_id, "correct_situation")
    whole = catalogue.version(found.line.version_id)
    if whole.table is None:
        raise Http404
    before = found.situation["answers"] if found.situation else {}
    answers = given(request.POST) if request.method == "POST" else before
    page = bound(ReasonForm, request)
    if request.method == "POST" and "_situation" in request.POST:
        page = ReasonForm(initial={"reason": request.POST.get("reason", "")[:4000]})
    elif request.method == "POST" and page.is_valid():
        try:
            acts.correct_situation(
                case_id, answers, reason=page.cleaned_data["reason"], by=actor(request), at=now()
            )
        except Refused as refused:
            page.refuse(refused)
        else:
            messages.success(request, _("The situation is corrected; the applicant can read your reason."))
            return redirect("desk:case", case_id)
    narrowed = catalogue.in_situation(whole, answers)
    context = {
        "case": found,
        "line": found.line,
        "form": page,
        "situation": situation_choices(whole, answers, language()),
        "narrowed": narrowed,
        "elsewhere": catalogue.elsewhere(narrowed) if narrowed else None,
        "keeps_form": True,
    }
    return render(request, "desk/situation.html", context, status=422 if page.errors else 200)
