"""For operators: the errors on the site that visitors found, to be answered within three working days (J-401)."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yimen.doors.portal import acts, reads
from yimen.doors.portal.forms import AnswerForm, ContactForm
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.look.forms import PlainForm, bound
from yimen.ground.numbers import read_number
from yimen.registers.agencies.gates import staff


def _actor(request: HttpRequest) -> str:
    return f"account:{request.user.pk}"


@staff("operator")
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """List the reports, the newest first."""
    before = read_number(request.GET.get("cursor", ""))
    lines, cursor = reads.reports(before=before)
    return render(request, "portal/reports.html", {"lines": lines, "next": cursor})


def _page(
    request: HttpRequest,
    report_id: int,
    forms: Mapping[str, PlainForm] | None = None,
    *,
    status: int = 200,
    shown: str = "",
) -> HttpResponse:
    found = reads.report(report_id)
    if found is None:
        raise Http404
    known = {"answer": AnswerForm(prefix="answer"), "reveal": ContactForm(prefix="reveal"), **(forms or {})}
    context = {"found": found, "shown": shown, "keeps_form": True, **known}
    return render(request, "portal/report.html", context, status=status)


@staff("operator")
@require_safe
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """Show one report."""
    return _page(request, report_id)


@staff("operator")
@require_POST
def contact(request: HttpRequest, report_id: int) -> HttpResponse:
    """Show the contact in full for a reason, which is written down (F-425)."""
    form = bound(ContactForm, request, prefix="reveal")
    if not form.is_valid():
        return _refused(request, report_id, {"reveal": form})
    try:
        plain = acts.show_contact(report_id, why=form.cleaned_data["why"], by=_actor(request), at=now())
    except Refused as refused:
        form.refuse(refused)
        return _refused(request, report_id, {"reveal": form})
    return _page(request, report_id, shown=plain)  # at once: a message would lie in a cookie


@staff("operator")
@require_POST
def answer(request: HttpRequest, report_id: int) -> HttpResponse:
    """Note that a report was answered, and how."""
    form = bound(AnswerForm, request, prefix="answer")
    if not form.is_valid():
        return _refused(request, report_id, {"answer": form})
    try:
        acts.answer_report(report_id, note=form.cleaned_data["note"], by=_actor(request), at=now())
    except Refused as refused:
        form.refuse(refused)
        return _refused(request, report_id, {"answer": form})
    messages.success(request, _("Saved."))
    return redirect("portal:reports")


def _refused(request: HttpRequest, report_id: int, forms: Mapping[str, PlainForm]) -> HttpResponse:
    status = 200 if getattr(request, "switching", False) else 422
    return _page(request, report_id, forms, status=status)
