"""Pages of publication: the public's search and feeds, the applicant's say, the officers' list."""

import csv
import io
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.affairs.cases import gates as case_gates
from yimen.affairs.cases import reads as cases
from yimen.affairs.publication import acts, forms, gates, reads
from yimen.affairs.publication.acting import MEANS
from yimen.affairs.publication.reads import EntrySheet, Wanted
from yimen.affairs.publication.rules import safe_cell
from yimen.ground.clock import now
from yimen.ground.gates import account_of, public, signed_in
from yimen.ground.life import Refused
from yimen.ground.look.forms import PlainForm, bound
from yimen.registers.agencies.gates import officer_of, staff


def language() -> str:
    """Return the reader's language."""
    return get_language() or settings.LANGUAGE_CODE


def _wanted(form: forms.SearchForm) -> Wanted:
    data = form.cleaned_data if form.is_valid() else {}
    return Wanted(data.get("q") or "", data.get("organ"), data.get("first"), data.get("last"))


@public
@require_safe
def decisions(request: HttpRequest) -> HttpResponse:
    """Let everyone look published decisions up (A-503)."""
    form = forms.SearchForm(request.GET, organs=reads.organs_with_decisions(language()))
    good = form.is_valid()
    cursor = cases.clean_cursor(request.GET.get("cursor", ""))
    found = reads.search(_wanted(form), cursor=cursor) if good else None
    query = request.GET.copy()
    query.pop("cursor", None)
    versions = reads.versions_of(found.lines) if found else {}
    context = {"form": form, "found": found, "versions": versions, "query": query.urlencode()}
    return render(request, "publication/decisions.html", context, status=200 if good else 422)


@public
@require_safe
def decision(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show one published decision, or the trace of one that was withdrawn."""
    found, versions = reads.shown(case_id) if case_id < 2**63 else (None, {})
    if found is None:
        raise Http404
    return render(request, "publication/decision.html", {"one": found, "versions": versions})


def _feed(request: HttpRequest) -> reads.Found:
    form = forms.SearchForm(request.GET, organs=reads.organs_with_decisions(language()))
    cursor = cases.clean_cursor(request.GET.get("cursor", ""))
    return reads.search(_wanted(form), cursor=cursor, size=reads.FEED)


@public
@require_safe
def feed_json(request: HttpRequest) -> HttpResponse:
    """Give the decisions out for programs, a thousand at a time."""
    found = _feed(request)
    body = {"decisions": [one.public() for one in found.lines], "next": found.next}
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


@public
@require_safe
def feed_csv(request: HttpRequest) -> HttpResponse:
    """Give the decisions out as a table; nothing in it is taken for a formula."""
    lines = [one.public() for one in _feed(request).lines]
    buffer = io.StringIO()
    names = list(lines[0]) if lines else ["id"]
    writer = csv.writer(buffer)
    writer.writerow(names)
    writer.writerows([safe_cell(one[name]) for name in names] for one in lines)
    answer = HttpResponse("\ufeff" + buffer.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="decisions.csv"'
    return answer


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show an applicant what will be published of their decision; let them object or agree (A-504)."""
    at = now()
    case = case_gates.case_for_person(account_of(request), case_id, at=at)
    found = reads.entry(case_id)
    if found is None:
        raise Http404
    agreeing = request.method == "POST" and "agree" in request.POST
    form = forms.ObjectForm() if agreeing else bound(forms.ObjectForm, request)
    by = f"account:{request.user.pk}"
    if agreeing or (request.method == "POST" and form.is_valid()):
        try:
            if agreeing:
                acts.agree(case_id, by=by, at=at)
            else:
                acts.object_to(case_id, reason=form.cleaned_data["reason"], by=by, at=at)
        except Refused as refused:
            if agreeing:
                messages.error(request, str(refused.reason))
            else:
                form.refuse(refused)
        else:
            messages.success(request, _("Noted. You will be told what happens."))
            return redirect("publication:mine", case_id)
    may_object = "object" in found.possible and bool(found.object_by_on and at.date() <= found.object_by_on)
    context = {
        "case": case,
        "one": found,
        "versions": {case_id: case.line.version_id},
        "form": form,
        "may_object": may_object,
        "keeps_form": may_object,
    }
    return render(request, "publication/mine.html", context, status=422 if form.errors else 200)


@staff(*gates.READERS)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Show what waits at one's organs: objections, proposals, what is about to be published."""
    lines = reads.waiting(officer_of(request).scope(gates.READERS))
    today = now().date()
    late = sum(1 for one in lines if one.publish_by_on and one.publish_by_on < today)
    context = {"lines": lines, "versions": reads.versions_of(lines), "late": late}
    return render(request, "publication/waiting.html", context)


def _page(
    request: HttpRequest, one: EntrySheet, *, name: str = "", form: PlainForm | None = None, status: int = 200
) -> HttpResponse:
    shown: list[tuple[str, Any, PlainForm]] = [
        (act, MEANS[act], form if act == name and form else _fresh(act, one))
        for act in gates.offered(officer_of(request), one)
    ]
    context = {"one": one, "versions": reads.versions_of([one]), "forms": shown, "open_act": name}
    return render(request, "publication/entry.html", context, status=status)


def _fresh(act: str, one: EntrySheet) -> PlainForm:
    initial = {"summary": one.summary} if act == "correct" else {}
    return MEANS[act].form(prefix=act, initial=initial)


def _entry(request: HttpRequest, case_id: int) -> EntrySheet:
    gates.case_for(officer_of(request), case_id)
    found = reads.entry(case_id)
    if found is None:
        raise Http404
    return found


@staff(*gates.READERS)
@require_safe
def entry(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show what is or will be published of a decision, and what may be done about it."""
    return _page(request, _entry(request, case_id))


@staff(*gates.READERS)
@require_POST
def act(request: HttpRequest, case_id: int, name: str) -> HttpResponse:
    """Perform an act and go back; a refusal is shown at the field, and what was typed stays."""
    if name not in MEANS:
        raise Http404
    found = _entry(request, case_id)
    if not gates.may(officer_of(request), found, name):
        raise PermissionDenied
    form = bound(MEANS[name].form, request, prefix=name)
    if form.is_valid():
        try:
            MEANS[name].act(case_id, **form.cleaned_data, by=f"account:{request.user.pk}", at=now())
        except Refused as refused:
            form.refuse(refused)
            if not form.fields or name not in gates.offered(officer_of(request), found):
                messages.error(request, f"{MEANS[name].words}: {refused.reason}")
        else:
            messages.success(request, _("Done: %(act)s") % {"act": MEANS[name].words})
            return redirect("publication:entry", case_id)
    status = 200 if getattr(request, "switching", False) else 422
    return _page(request, found, name=name, form=form, status=status)
