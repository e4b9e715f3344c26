"""The page of an officer on which each attempt to serve a document is written down (A-511)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from yimen.affairs.cases import acts, gates, reads
from yimen.affairs.cases.acts import Serving
from yimen.affairs.cases.forms import ConcludeForm, PublishForm, ServeForm
from yimen.affairs.cases.lines import services_of, to_serve
from yimen.affairs.cases.pages.common import actor, case_of, done, keep_files, tried
from yimen.affairs.cases.reads import CaseSheet
from yimen.ground.clock import now
from yimen.ground.look.forms import bound
from yimen.registers.agencies.gates import staff


def _serving(request: HttpRequest, data: dict[str, Any]) -> Serving:
    names = ("document", "outcome", "on", "receiver", "witnesses", "number", "proof", "reason")
    return Serving(
        **{name: data[name] for name in names},
        way=data["method"],
        files=keep_files(request, "serve-pictures"),
    )


def _page(request: HttpRequest, case: CaseSheet, status: int = 200, **forms: Any) -> HttpResponse:  # noqa: ANN401 forms by name
    documents = to_serve(case)
    context = {
        "case": case,
        "line": case.line,
        "services": services_of(case),
        "waiting": documents,
        "serve": ServeForm(prefix="serve", documents=documents, initial={"outcome": "served"}),
        "publish": PublishForm(prefix="publish", documents=documents),
        "conclude": ConcludeForm(prefix="conclude"),
        "concluding": 0,
        "keeps_form": True,
        **forms,
    }
    return render(request, "cases/service.html", context, status=status)


@staff(*gates.ACTS["serve"])
@require_http_methods(["GET", "HEAD", "POST"])
def service(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show every attempt to serve a document of a case, and write a new one down."""
    case = case_of(request, case_id, "serve")
    if request.method != "POST":
        return _page(request, case)
    form = bound(ServeForm, request, prefix="serve", documents=to_serve(case))

    def act(data: dict[str, Any]) -> None:
        calendar = reads.calendar_for(case_id)
        acts.serve(case_id, _serving(request, data), by=actor(request), at=now(), calendar=calendar)

    if done(request, form, act):
        return redirect("cases:service", case_id)
    return _page(request, case, 200 if getattr(request, "switching", False) else 422, serve=form)


@staff(*gates.ACTS["serve"])
@require_POST
def publish(request: HttpRequest, case_id: int) -> HttpResponse:
    """Publish a document that could not be served otherwise."""
    case = case_of(request, case_id, "serve")
    form = bound(PublishForm, request, prefix="publish", documents=to_serve(case))

    def act(data: dict[str, Any]) -> None:
        calendar = reads.calendar_for(case_id)
        acts.publish_service(case_id, **data, by=actor(request), at=now(), calendar=calendar)

    if done(request, form, act):
        return redirect("cases:service", case_id)
    return _page(request, case, 200 if getattr(request, "switching", False) else 422, publish=form)


@staff(*gates.ACTS["serve"])
@require_POST
def conclude(request: HttpRequest, case_id: int, n: int) -> HttpResponse:
    """Write down what became of something that was on its way."""
    case = case_of(request, case_id, "serve")
    form = bound(ConcludeForm, request, prefix="conclude")

    def act(data: dict[str, Any]) -> None:
        calendar = reads.calendar_for(case_id)
        acts.conclude_service(case_id, n, **data, by=actor(request), at=now(), calendar=calendar)

    if done(request, form, act):
        return redirect("cases:service", case_id)
    status = 200 if getattr(request, "switching", False) else 422
    return _page(request, case, status, conclude=form, concluding=n)


@staff(*gates.ACTS["serve"])
@require_POST
def give_paper(request: HttpRequest, case_id: int, n: int) -> HttpResponse:
    """Write down that a paper copy was handed over."""
    case_of(request, case_id, "serve")
    tried(request, lambda: acts.give_paper_copy(case_id, n, by=actor(request), at=now()))
    return redirect("cases:service", case_id)
