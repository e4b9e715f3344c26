"""The catalogue's desk: the list of versions, lists from elsewhere, the quality report; and the power lists machines read."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yimen.ground.clock import now
from yimen.ground.gates import public
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.ground.numbers import read_number
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import desk, gates, lists, powers, waiting
from yimen.registers.catalogue.forms import ListForm, SearchForm
from yimen.registers.catalogue.life import State
from yimen.registers.catalogue.models import ListFile

PER_PAGE = 30
SHOWN_LINES = 200


def _actor(request: HttpRequest) -> str:
    return f"account:{request.user.pk}"


@staff(*gates.DESK)
@require_safe
def home(_request: HttpRequest) -> HttpResponse:
    """Lead to the list of versions."""
    return redirect("catalogue:matters")


@staff(*gates.DESK)
@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    """List versions of matters, the newest first."""
    form = SearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "state": ""}
    after = read_number(request.GET.get("cursor", "")) or 0
    lines = desk.versions(
        state=asked["state"],
        text=asked["q"],
        after=after,
        limit=PER_PAGE + 1,
        organ_ids=gates.scope(officer_of(request)),
    )
    following = lines[PER_PAGE - 1].id if len(lines) > PER_PAGE else ""
    context = {
        "form": form,
        "lines": lines[:PER_PAGE],
        "next": following,
        "may_import": _may_import(request),
        "may_begin": Role.CATALOGUE_EDITOR in officer_of(request).all_roles,
    }
    return render(request, "catalogue/list.html", context)


@staff(*gates.DESK)
@require_safe
def waiting_list(request: HttpRequest) -> HttpResponse:
    """Show which drafts wait for whom and until when; one's own turn first."""
    officer, today = officer_of(request), now().date()
    organ_ids, state = gates.scope(officer), request.GET.get("state", "")
    lines = waiting.waiting(organ_ids=organ_ids, state=state, language=get_language() or "zh-hans")
    own = [one for one in lines if gates.RETURNS[State(one.state)] in gates.stages(officer, one.organ_id)]
    context = {
        "own": own,
        "others": [one for one in lines if one not in own],
        "counts": waiting.counts(organ_ids=organ_ids, today=today),
        "state": state,
    }
    return render(request, "catalogue/waiting.html", context)


def _may_import(request: HttpRequest) -> bool:
    return bool(officer_of(request).all_roles & set(gates.CITY))


@staff(*gates.CITY)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a list of matters and judge it; nothing is written yet."""
    form = bound(ListForm, request)
    if request.method == "POST" and form.is_valid():
        file, organ = form.cleaned_data["file"], form.cleaned_data["organ"]
        try:
            new = lists.receive(
                file.name, file.read(), organ_id=int(organ) if organ else None, by=_actor(request), at=now()
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            return redirect("catalogue:list_report", new)
    context = {"form": form, "lists": desk.recent_lists(), "keeps_form": True}
    return render(request, "catalogue/import.html", context)


@staff(*gates.CITY)
@require_http_methods(["GET", "HEAD", "POST"])
def list_report(request: HttpRequest, list_id: int) -> HttpResponse:
    """Show what a list would do; a POST does it."""
    try:
        found = desk.received(list_id)
        if request.method == "POST":
            lists.apply(list_id, by=_actor(request), at=now())
            messages.success(request, _("The list was applied."))
            return redirect("catalogue:list_report", list_id)
    except ListFile.DoesNotExist as missing:
        raise Http404 from missing
    except Refused as refused:
        messages.error(request, str(refused.reason))
    context = {
        "found": found,
        "report": found.report,
        "rejected": found.report["rejected"][:SHOWN_LINES],
        "incomplete": found.report["incomplete"][:SHOWN_LINES],
        "shown": SHOWN_LINES,
    }
    return render(request, "catalogue/import_report.html", context)


@public
@require_safe
def power_list_json(request: HttpRequest) -> HttpResponse:
    """Give the power list of an organ as JSON."""
    found = _powers(request)
    return JsonResponse(
        powers.as_json(found, get_language() or "zh-hans"), json_dumps_params={"ensure_ascii": False}
    )


@public
@require_safe
def power_list_csv(request: HttpRequest) -> HttpResponse:
    """Give the power list of an organ as CSV that a spreadsheet opens without running anything in it."""
    found = _powers(request)
    response = HttpResponse(powers.as_csv(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="power-list.csv"'
    return response


def _powers(request: HttpRequest) -> powers.PowerList:
    found = powers.of(request.GET.get("organ", ""), get_language() or "zh-hans")
    if found is None:
        raise Http404
    return found
