"""Handing promised papers in one by one, and taking a commitment back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.affairs.cases import acts, gates, reads
from yimen.affairs.cases.acts import Paper, State
from yimen.affairs.cases.reads import CaseSheet
from yimen.doors.portal.pages.applying import actor
from yimen.doors.portal.pages.finding import language
from yimen.doors.portal.pages.supplement import ADD, REMOVE, Tray, take_all
from yimen.ground.clock import now
from yimen.ground.files import acts as file_acts
from yimen.ground.gates import account_of, signed_in
from yimen.ground.hold import as_one
from yimen.ground.life import Refused

OPEN = frozenset({State.SUBMITTED, State.SUPPLEMENTING, State.FIRST_REVIEW, State.ACCEPTED, State.SUSPENDED})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def gaps(request: HttpRequest, case_id: int) -> HttpResponse:
    """Hand in the papers that were promised, one by one or all at once."""
    found = gates.case_for_person(account_of(request), case_id, at=now())
    waiting = [one for one in reads.gaps_of(case_id) if one.filled_at is None]
    if not waiting or found.line.state not in OPEN:
        return redirect("portal:case", case_id)
    tray = Tray(request, case_id, [one.n for one in waiting], name="gaps")
    error, at_material = "", 0
    if request.method == "POST" and not getattr(request, "switching", False):
        at_material, error = take_all(request, tray)
        if not error and (ADD in request.POST or REMOVE in request.POST):
            return redirect(f"{request.path}#material-{at_material}")
        if not error:
            error = _hand_in(request, found, tray)
            if not error:
                return redirect("portal:case", case_id)
    shown = tray.shown()
    context = {
        "case": found,
        "due_on": waiting[0].due_on,
        "wanted": [
            {"material": one.n, "name": one.called(language()), "files": shown.get(one.n, [])}
            for one in waiting
        ],
        "error": error,
        "at_material": at_material,
    }
    return render(request, "portal/gaps.html", context, status=422 if error else 200)


def _hand_in(request: HttpRequest, case: CaseSheet, tray: Tray) -> str:
    """Hand in what lies in the tray; return why not, if it was refused."""
    papers = [Paper(material, file_id=one) for material, ids in tray.ids.items() for one in ids]
    try:
        with as_one():
            files = [one.file_id for one in papers if one.file_id]
            file_acts.attach(files, f"case:{case.id}", by=actor(request))
            acts.fill_gaps(case.id, papers, by=actor(request), at=now())
    except Refused as refused:
        return str(refused.reason)
    tray.empty()
    messages.success(request, _("Thank you. The papers have arrived."))
    return ""


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, case_id: int) -> HttpResponse:
    """Ask once more, then take a commitment back; the case goes the ordinary way."""
    found = gates.case_for_person(account_of(request), case_id, at=now())
    made = reads.check(case_id)
    if made is None:
        raise Http404
    if request.method == "POST" and not getattr(request, "switching", False):
        try:
            calendar = reads.calendar_for(case_id)
            acts.take_back_commitment(case_id, by=actor(request), at=now(), calendar=calendar)
            messages.success(request, _("The commitment is taken back. Your case goes the ordinary way."))
        except Refused as refused:
            messages.error(request, str(refused.reason))
        return redirect("portal:case", case_id)
    return render(request, "portal/take_back.html", {"case": found, "made": made})
