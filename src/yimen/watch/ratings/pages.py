"""The page on which an applicant rates a service."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.affairs.cases import gates
from yimen.affairs.cases import reads as cases
from yimen.affairs.cases.reads import CaseSheet
from yimen.ground.clock import now
from yimen.ground.gates import account_of, signed_in
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.watch.ratings import acts, reads
from yimen.watch.ratings.forms import RatingForm, WordsForm
from yimen.watch.ratings.rules import is_bad

OWN = frozenset({"cases.DraftSaved", "cases.CaseSubmitted", "cases.CaseSupplemented", "cases.CaseWithdrawn"})


def _own(request: HttpRequest, case_id: int) -> tuple[CaseSheet, str]:
    """Return one's own case and who asks; whoever handled it is not let in (E-404)."""
    case = gates.case_for_person(account_of(request), case_id, at=now())
    actor = f"account:{request.user.pk}"
    if any(
        moment.actor == actor and moment.event not in OWN
        for moment in cases.moments(case, for_applicant=False)
    ):
        raise PermissionDenied
    return case, actor


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def rate(request: HttpRequest, case_id: int) -> HttpResponse:
    """Rate one's own case, voluntarily and once (E-404)."""
    case, actor = _own(request, case_id)
    form = bound(RatingForm, request)
    already = reads.rated(case_id)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            acts.rate(
                case.line, form.cleaned_data["level"], words=form.cleaned_data["words"], by=actor, at=now()
            )
            messages.success(request, _thanks(form.cleaned_data["level"]))
            return redirect("portal:case", case_id)
        except Refused as refused:
            form.refuse(refused)
            status = 409
    context = {
        "case": case,
        "form": form,
        "already": already,
        "more": WordsForm() if already and reads.may_add(case_id, actor) else None,
        "early": not acts.in_time(case.line),
        "keeps_form": True,
    }
    return render(request, "ratings/rate.html", context, status=status)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def add_words(request: HttpRequest, case_id: int) -> HttpResponse:
    """Add words to one's rating later (E-402)."""
    case, actor = _own(request, case_id)
    if not reads.may_add(case_id, actor):
        return redirect("ratings:rate", case_id)
    form = bound(WordsForm, request)
    if request.method == "POST" and form.is_valid():
        acts.add_words(case_id, form.cleaned_data["words"], by=actor)
        messages.success(request, _("Thank you. Your rating helps others."))
        return redirect("portal:case", case_id)
    context = {"case": case, "already": reads.rated(case_id), "more": form, "keeps_form": True}
    return render(request, "ratings/rate.html", context)


def _thanks(level: int) -> str:
    """Return what is said to whoever rated; after a bad rating nothing is promised that nobody does (E-406, E-409)."""
    if not is_bad(level):
        return _("Thank you. Your rating helps others.")
    return _(
        "Your rating is noted, and we are sorry that it was not good. If you want help or an answer now, call 12345."
    )
