"""The one-time notice: an officer tells the applicant everything that is missing."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from yimen.affairs.cases import acts, gates, reads
from yimen.affairs.cases.acts import ToldBy
from yimen.doors.desk.asking import Row, rows_of_papers, rows_of_questions
from yimen.doors.desk.forms import TOLD_BY
from yimen.doors.desk.pages.cases import actor, language
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.people import reads as people

SENT: Final[Mapping[str, str | Promise]] = {
    ToldBy.ONLINE: gettext_lazy("The notice is on its way."),
    ToldBy.WINDOW: gettext_lazy("The notice is written; print it and hand it over."),
    ToldBy.PHONE: gettext_lazy(
        "The notice is written; that the applicant was told by telephone is on record."
    ),
    ToldBy.POST: gettext_lazy("The notice is written; print it and post it."),
}


@staff(*gates.ACTS["ask_for_more"])
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, case_id: int) -> HttpResponse:
    """Tell the applicant, once, everything that is missing: a tick and a reason beside each paper or question (A-204)."""
    found = gates.case_for_officer(officer_of(request), case_id, "ask_for_more")
    matter, here = reads.terms_of(found), language()
    typed = request.POST if request.method == "POST" else None
    papers = rows_of_papers(found, matter, here, typed)
    questions = rows_of_questions(found, matter, here, typed)
    way, error = request.POST.get("way", ToldBy.ONLINE)[:10], ""
    if typed is not None and not getattr(request, "switching", False):
        error = _send(request, case_id, [*papers, *questions], way)
        if not error:
            messages.success(request, str(SENT[way]))
            if way != ToldBy.WINDOW and not people.consents_to_electronic_service(found.person_id):
                messages.info(
                    request, _("The applicant's days begin when the notice is served; record that too.")
                )
            return redirect("desk:case", case_id)
    context = {
        "case": found,
        "line": found.line,
        "groups": [(_("Papers"), papers), (_("Questions of the form"), questions)],
        "error": error,
        "at": next((one.key for one in [*papers, *questions] if one.unexplained), ""),
        "again": bool(found.supplements),
        "ground": request.POST.get("ground", ""),
        "ways": TOLD_BY,
        "way": way,
        "keeps_form": True,
    }
    return render(request, "desk/ask.html", context, status=422 if error else 200)


def _send(request: HttpRequest, case_id: int, rows: Sequence[Row], way: str) -> str:
    """Send the notice; return why not, if it cannot go like this."""
    unexplained = [one.name for one in rows if one.unexplained]
    if unexplained:
        names = _("; ").join(unexplained)
        return _("Say what is wrong with what was handed in or answered: %(names)s") % {"names": names}
    try:
        acts.ask_for_more(
            case_id,
            [one.missing() for one in rows if one.asked],
            ground=request.POST.get("ground", "")[:40],
            way=way,
            by=actor(request),
            at=now(),
            calendar=reads.calendar_for(case_id),
        )
    except Refused as refused:
        return str(refused.reason)
    return ""
