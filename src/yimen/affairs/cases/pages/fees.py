"""The page of an officer on which fees fall due, are waived by two, or are paid (A.8, G.1)."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from yimen.affairs.cases import acts, gates
from yimen.affairs.cases.forms import PaymentForm, RefuseWaiverForm, WaiverForm
from yimen.affairs.cases.hindrances import chargeable
from yimen.affairs.cases.lines import fees_of
from yimen.affairs.cases.pages.common import actor, case_of, done, tried
from yimen.affairs.cases.reads import CaseSheet, terms_of
from yimen.ground.clock import now
from yimen.ground.look.forms import PlainForm, bound
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.catalogue import reads as catalogue

FORMS: Final[dict[str, tuple[str, type[PlainForm], Callable[..., None]]]] = {
    "pay": ("charge", PaymentForm, acts.record_payment),
    "ask": ("ask_waiver", WaiverForm, acts.ask_waiver),
    "refuse": ("decide_waiver", RefuseWaiverForm, acts.refuse_waiver),
}
PLAIN: Final[dict[str, tuple[str, Callable[..., None]]]] = {
    "charge": ("charge", acts.charge),
    "approve": ("decide_waiver", acts.approve_waiver),
}


def _page(
    request: HttpRequest, case: CaseSheet, status: int = 200, *, at: str = "", form: PlainForm | None = None
) -> HttpResponse:
    language, officer = get_language() or settings.LANGUAGE_CODE, officer_of(request)
    fees = terms_of(case).fees
    listed = [
        (n, catalogue.say(fees[n - 1].get("names") or {}, language), fees[n - 1].get("standard") or "")
        for n in chargeable(case)
    ]
    own = {one["n"] for one in case.fees if one["asked_by"] == actor(request)}
    lines = [
        (
            one,
            [
                (name, form if at == f"{name}-{one.n}" and form else FORMS[name][1](prefix=f"{name}-{one.n}"))
                for name in FORMS
            ],
        )
        for one in fees_of(case, language)
    ]
    context = {
        "case": case,
        "line": case.line,
        "lines": lines,
        "listed": listed,
        "may": {act for act in ("charge", "ask_waiver", "decide_waiver") if gates.may(officer, case, act)},
        "own": own,
        "open": at,
        "keeps_form": True,
    }
    return render(request, "cases/fees.html", context, status=status)


@staff(*gates.READERS)
@require_safe
def fees(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show the fees of a case and what may be done with each."""
    return _page(request, case_of(request, case_id))


@staff(*gates.READERS)
@require_POST
def act(request: HttpRequest, case_id: int, n: int, name: str) -> HttpResponse:
    """Do one thing with one fee; the amount is never asked for."""
    if name in PLAIN:
        role, plain = PLAIN[name]
        case_of(request, case_id, role)
        tried(request, lambda: plain(case_id, n=n, by=actor(request), at=now()))
        return redirect("cases:fees", case_id)
    if name not in FORMS:
        raise Http404
    role, kind, filled = FORMS[name]
    case = case_of(request, case_id, role)
    form = bound(kind, request, prefix=f"{name}-{n}")

    def perform(data: dict[str, Any]) -> None:
        filled(case_id, n=n, **data, by=actor(request), at=now())

    if done(request, form, perform):
        return redirect("cases:fees", case_id)
    status = 200 if getattr(request, "switching", False) else 422
    return _page(request, case, status, at=f"{name}-{n}", form=form)
