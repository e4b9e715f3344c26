"""The officer's own absence: whoever holds the same post as B takes over."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yimen.doors.desk.forms import AbsenceForm
from yimen.doors.desk.pages.cases import actor
from yimen.ground.clock import now
from yimen.ground.gates import account_of
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.registers.agencies import acts as agencies
from yimen.registers.agencies import reads as agencies_reads
from yimen.registers.agencies.gates import staff


@staff()
@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: HttpRequest) -> HttpResponse:
    """Report when one is away; whoever holds the same post as B takes over (A-903)."""
    form = bound(AbsenceForm, request)
    if request.method == "POST" and form.is_valid():
        try:
            days = form.cleaned_data
            agencies.report_absence(
                account_of(request),
                days["first"],
                days["last"],
                reason=days["reason"],
                by=actor(request),
                at=now(),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Reported. Your colleague takes over on these days."))
            return redirect("desk:absence")
    away = agencies_reads.absences(account_of(request), since=now().date())
    return render(request, "desk/absence.html", {"form": form, "absences": away, "keeps_form": True})


@staff()
@require_POST
def present(request: HttpRequest) -> HttpResponse:
    """Report that one is back, or will not be away after all."""
    try:
        first = date.fromisoformat(request.POST.get("first", ""))
        agencies.end_absence(account_of(request), on=max(first, now().date()), by=actor(request), at=now())
    except ValueError:
        messages.error(request, _("No absence is reported for this day."))
    except Refused as refused:
        messages.error(request, str(refused.reason))
    else:
        messages.success(request, _("Noted. Your inbox is yours again on these days."))
    return redirect("desk:absence")
