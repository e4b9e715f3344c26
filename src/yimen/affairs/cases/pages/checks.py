"""The pages of an officer on which a check is arranged, written down and signed (A-302, A-305)."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from yimen.affairs.cases import acts, gates
from yimen.affairs.cases.acts import Finding, Found
from yimen.affairs.cases.forms import PlanForm, RecordForm
from yimen.affairs.cases.hindrances import may_check
from yimen.affairs.cases.lines import checks_of
from yimen.affairs.cases.pages.common import actor, case_of, done, keep_files, tried
from yimen.affairs.cases.reads import CaseSheet, terms_of
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import reads as catalogue

CHECKING = (Role.REVIEWER, Role.APPROVER, Role.INSPECTOR, Role.WINDOW)


def _officers(case: CaseSheet) -> list[tuple[str, str]]:
    found = agencies.officers_of(case.line.organ_id, CHECKING, on=now().date())
    return [(f"account:{account}", f"{name} · {title}") for account, name, title in found]


@staff(*gates.ACTS["check"])
@require_http_methods(["GET", "HEAD", "POST"])
def checks(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show the checks of a case and arrange another."""
    case = case_of(request, case_id, "check")
    waiting = next((one["kind"] for one in case.checks if not one["named_at"]), "site")
    officers = _officers(case)
    form = bound(PlanForm, request, prefix="plan", officers=officers, initial={"kind": waiting})
    by = actor(request)
    if request.method == "POST" and done(
        request, form, lambda data: acts.plan_check(case_id, **data, by=by, at=now())
    ):
        return redirect("cases:checks", case_id)
    context = {
        "case": case,
        "line": case.line,
        "checks": checks_of(case),
        "form": form,
        "may_check": may_check(case),
        "closed": not gates.works_on(officer_of(request), case, gates.readers_of(case.checks)),
        "me": by,
        "keeps_form": True,
    }
    bad = request.method == "POST" and not getattr(request, "switching", False)
    return render(request, "cases/checks.html", context, status=422 if bad else 200)


def _check(case: CaseSheet, n: int) -> dict[str, Any]:
    for one in case.checks:
        if one["n"] == n:
            return one
    raise Http404


def _points(case: CaseSheet) -> list[str]:
    """Return what has to be looked at: the published conditions of the matter."""
    language = get_language() or settings.LANGUAGE_CODE
    matter = terms_of(case)
    return [catalogue.say(one, language) for one in matter.conditions] or [matter.name(language)]


@staff(*gates.ACTS["check"])
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, case_id: int, n: int) -> HttpResponse:
    """Write down what was found at a check, point by point, with photos."""
    case = case_of(request, case_id, "check")
    check, points = _check(case, n), _points(case)
    inspection = check["kind"] == "inspection"
    form = bound(
        RecordForm,
        request,
        prefix="record",
        points=points,
        inspection=inspection,
        initial={"present": case.applicant["name"]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            acts.record_check(case_id, n, _found(request, form), by=actor(request), at=now())
        except Refused as refused:
            field = form.refuse_at(refused.field)
            form.refuse(Refused(refused.reason, field=field, code=refused.code))
        else:
            return redirect("cases:checks", case_id)
    bad = request.method == "POST" and not getattr(request, "switching", False)
    context = {"case": case, "line": case.line, "check": check, "form": form, "keeps_form": True}
    return render(request, "cases/record.html", context, status=422 if bad else 200)


def _found(request: HttpRequest, form: RecordForm) -> Found:
    data = form.cleaned_data
    findings = [
        Finding(point, data[f"found_{n}"].strip(), data[f"conforms_{n}"])
        for n, point in enumerate(form.points)
    ]
    return Found(
        findings,
        data["held_at"],
        present=data["present"],
        present_signed=data["present_signed"],
        unsigned_why=data["unsigned_why"],
        standard=data.get("standard", ""),
        needs_analysis=data.get("needs_analysis", False),
        photos=keep_files(request, "record-pictures"),
    )


@staff(*gates.ACTS["check"])
@require_POST
def sign(request: HttpRequest, case_id: int, n: int) -> HttpResponse:
    """Sign the record of a check."""
    case_of(request, case_id, "check")
    tried(request, lambda: acts.sign_check(case_id, n, by=actor(request), at=now()))
    return redirect("cases:checks", case_id)
