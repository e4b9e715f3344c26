"""The applicant's page of what was served: consent, paper copies, confirming receipt (A-511)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from yimen.affairs.cases import acts, gates
from yimen.affairs.cases.lines import services_of
from yimen.affairs.cases.pages.common import actor, tried
from yimen.ground.clock import now
from yimen.ground.gates import account_of, signed_in
from yimen.means.documents.reads import documents_of
from yimen.registers.people import acts as people_acts


@signed_in
@require_safe
def served(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show what was served to the applicant, and in which way the next documents will come."""
    case = gates.case_for_person(account_of(request), case_id, at=now())
    context = {
        "case": case,
        "line": case.line,
        "services": services_of(case, documents_of(case_id)),
        "agrees": case.reader is not None and case.reader.electronic,
    }
    return render(request, "cases/served.html", context)


@signed_in
@require_POST
def consent(request: HttpRequest, case_id: int) -> HttpResponse:
    """Agree to electronic service, or take the agreement back; it counts from now on."""
    case = gates.case_for_person(account_of(request), case_id, at=now())
    agree = request.POST.get("agree") == "yes"
    tried(
        request,
        lambda: people_acts.agree_to_electronic_service(
            case.person_id, agree=agree, by=actor(request), at=now()
        ),
    )
    return redirect("cases:served", case_id)


@signed_in
@require_POST
def answer(request: HttpRequest, case_id: int, n: int, name: str) -> HttpResponse:
    """Confirm having received a document, or ask for it on paper."""
    gates.case_for_person(account_of(request), case_id, at=now())
    act = acts.ask_paper_copy if name == "paper" else acts.confirm_service
    tried(request, lambda: act(case_id, n, by=actor(request), at=now()))
    return redirect("cases:served", case_id)
