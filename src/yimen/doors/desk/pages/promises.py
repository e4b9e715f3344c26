"""At the desk: promised papers taken in, commitments checked, the order of acceptance of what is limited in number."""

import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.affairs.cases import acts, gates, reads
from yimen.affairs.cases.acts import Paper
from yimen.doors.desk.forms import CheckForm, MendedForm, RepairForm
from yimen.doors.desk.pages.cases import actor, language
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.look.forms import PlainForm, bound
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.people import acts as people_acts

CURSOR = re.compile(r"\d{4}-\d{2}-\d{2}\|\d{1,18}", re.ASCII)


@staff("window", "chief_representative", "village_agent")
@require_http_methods(["GET", "HEAD", "POST"])
def gaps(request: HttpRequest, case_id: int) -> HttpResponse:
    """Take in promised papers that somebody brings to the window, one by one or all at once."""
    found = gates.case_for_officer(officer_of(request), case_id, "fill_gaps")
    waiting = [one for one in reads.gaps_of(case_id) if one.filled_at is None]
    handed, error = {one.n for one in waiting if request.POST.get(f"p-{one.n}")}, ""
    if request.method == "POST" and not getattr(request, "switching", False):
        try:
            acts.fill_gaps(case_id, [Paper(n) for n in sorted(handed)], by=actor(request), at=now())
            messages.success(request, _("The papers are taken in."))
            return redirect("desk:case", case_id)
        except Refused as refused:
            error = str(refused.reason)
    context = {
        "case": found,
        "waiting": [(one.n, one.called(language()), one.due_on) for one in waiting],
        "handed": handed,
        "error": error,
        "keeps_form": True,
    }
    return render(request, "desk/gaps.html", context, status=422 if error else 200)


@staff("inspector")
@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    """List the commitments to be checked or mended, the earliest day first."""
    after = request.GET.get("cursor", "")
    lines, following = reads.checks(
        officer_of(request).scope(gates.CHECKING), after=after if CURSOR.fullmatch(after) else ""
    )
    return render(request, "desk/checks.html", {"lines": lines, "next": following})


@staff("inspector")
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, case_id: int) -> HttpResponse:
    """Record what the check of a commitment found, or whether it was mended."""
    found = gates.check_for_officer(officer_of(request), case_id)
    kind = MendedForm if found.mending else CheckForm
    form = bound(
        kind, request, officers=gates.colleagues_at(found.organ_id, officer_of(request), on=now().date())
    )
    if request.method == "POST" and form.is_valid():
        try:
            _record(case_id, form.cleaned_data, mending=found.mending, by=actor(request))
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The check is recorded."))
            return redirect("desk:checks")
    return _check_page(request, found, form)


def _check_page(
    request: HttpRequest, found: reads.Check, form: PlainForm, repair: RepairForm | None = None
) -> HttpResponse:
    wrong = request.method == "POST" and not getattr(request, "switching", False)
    context = {
        "found": found,
        "form": form if found.to_check or found.mending else None,
        "repair": repair or RepairForm() if found.false else None,
        "may_open": found.organ_id in officer_of(request).scope(gates.READERS),
        "keeps_form": True,
    }
    return render(request, "desk/check.html", context, status=422 if wrong else 200)


def _record(case_id: int, data: dict[str, str], *, mending: bool, by: str) -> None:
    at = now()
    if mending:
        mended, words = data.pop("mended") == "yes", dict(data)
        acts.record_mending(case_id, mended=mended, **words, by=by, at=at)
        return
    days = reads.calendar_for(case_id)
    acts.check_commitment(case_id, **data, by=by, at=at, calendar=days)


@staff("inspector")
@require_POST
def repair(request: HttpRequest, case_id: int) -> HttpResponse:
    """Record that the record of a false promise is repaired; the person may commit again."""
    found = gates.check_for_officer(officer_of(request), case_id)
    form = bound(RepairForm, request)
    if form.is_valid():
        try:
            people_acts.repair_commitments(
                case_id, repair=form.cleaned_data["repair"], by=actor(request), at=now()
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The record is repaired; the person may commit again."))
            return redirect("desk:check", case_id)
    return _check_page(request, found, CheckForm(), form)


@staff(*gates.READERS)
@require_safe
def orders(request: HttpRequest) -> HttpResponse:
    """Show the order of acceptance of each matter that is limited in number."""
    here, found = language(), reads.orders(officer_of(request).scope(gates.READERS), on=now().date())
    shown = sorted(found, key=lambda one: one.matter.name(here))
    return render(request, "desk/orders.html", {"orders": shown})
