"""At the window: what can be corrected on the spot is corrected there, without a notice (A-203)."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.affairs.cases import acts, gates, reads
from yimen.affairs.cases.reads import CaseSheet
from yimen.doors.desk import answering
from yimen.doors.desk.pages.cases import actor, language
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.registers.agencies.gates import officer_of, staff


@staff(*gates.ACTS["correct"])
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, case_id: int) -> HttpResponse:
    """Answer questions of the form anew, as the applicant says; the clock runs on."""
    case = gates.case_for_officer(officer_of(request), case_id, "correct")
    if "correct" not in gates.offered(officer_of(request), case, at=now()):
        return redirect("desk:case", case_id)
    matter = reads.terms_of(case)
    form = answering.questions(request, case, matter, {one.name for one in matter.form}, language=language())
    if not form.fields:
        raise Http404
    sent = request.method == "POST" and answering.COMMAND not in request.POST
    facts, error = None, ""
    if sent and not getattr(request, "switching", False):
        facts = answering.facts(form, case, matter)
    if facts is not None and not form.errors:
        error = _correct(case, facts, by=actor(request))
        if not error:
            messages.success(request, _("The answers are corrected."))
            return redirect("desk:case", case_id)
    context = {"case": case, "form": form, "error": error, "keeps_form": True}
    return render(request, "desk/correction.html", context, status=422 if error or form.errors else 200)


def _correct(case: CaseSheet, facts: dict[str, Any], *, by: str) -> str:
    """Put the answers in place of those before; return why not, if it was refused."""
    changed = sorted(name for name in {*facts, *case.facts} if facts.get(name) != case.facts.get(name))
    if not changed:
        return _("Nothing of what was handed in has changed.")
    try:
        acts.correct(case.id, facts, changed=changed, by=by, at=now())
    except Refused as refused:
        return str(refused.reason)
    return ""
