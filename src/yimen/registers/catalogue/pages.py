"""The catalogue's desk: find, judge, mend, approve and publish matters; and the power lists machines read."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.ground.clock import now
from yimen.ground.gates import public
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.registers.agencies.gates import staff
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import acts, chart, desk, lists, powers, reads, standards
from yimen.registers.catalogue.desk import DeskSheet
from yimen.registers.catalogue.forms import (
    DayForm,
    ListForm,
    ReasonForm,
    SearchForm,
    TermsForm,
    initial,
    merged,
)
from yimen.registers.catalogue.life import Side
from yimen.registers.catalogue.models import ListFile

EDITORS = (Role.CATALOGUE_EDITOR, Role.ESTABLISHMENT, Role.LEGAL, Role.OPERATOR)
CITY = (Role.ESTABLISHMENT, Role.OPERATOR)
ALL_ORGANS = frozenset({Role.ESTABLISHMENT, Role.LEGAL, Role.OPERATOR})
PER_PAGE = 30
SHOWN_LINES = 200


def _actor(request: HttpRequest) -> str:
    return f"account:{request.user.pk}"


def _scope(request: HttpRequest) -> frozenset[int] | None:
    """Return the organs whose matters an officer sees; None for the offices that see the whole city."""
    officer = request.officer  # type: ignore[attr-defined]
    return None if officer.all_roles & ALL_ORGANS else officer.scope_ids


def _sheet(request: HttpRequest, version_id: int) -> DeskSheet:
    found = desk.sheet(version_id, _scope(request))
    if found is None:
        raise Http404
    return found


def _side(request: HttpRequest, found: DeskSheet) -> str:
    """Return for which side an officer may approve next, or ""."""
    officer = request.officer  # type: ignore[attr-defined]
    if found.next_side == Side.DEPARTMENT and officer.may(Role.CATALOGUE_EDITOR, found.organ_id):
        return Side.DEPARTMENT
    return Side.AUTHORITY if found.next_side == Side.AUTHORITY and officer.all_roles & ALL_ORGANS else ""


@staff(*EDITORS)
@require_safe
def home(_request: HttpRequest) -> HttpResponse:
    """Lead to the list of versions."""
    return redirect("catalogue:matters")


@staff(*EDITORS)
@require_safe
def matters(request: HttpRequest) -> HttpResponse:
    """List versions of matters, the newest first."""
    form = SearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "state": ""}
    cursor = request.GET.get("cursor", "")
    after = int(cursor) if cursor.isdecimal() and len(cursor) < 19 else 0
    lines = desk.versions(
        state=asked["state"], text=asked["q"], after=after, limit=PER_PAGE + 1, organ_ids=_scope(request)
    )
    following = lines[PER_PAGE - 1].id if len(lines) > PER_PAGE else ""
    context = {"form": form, "lines": lines[:PER_PAGE], "next": following, "may_import": _may_import(request)}
    return render(request, "catalogue/list.html", context)


def _may_import(request: HttpRequest) -> bool:
    return bool(request.officer.all_roles & set(CITY))  # type: ignore[attr-defined]


def _show(
    request: HttpRequest, found: DeskSheet, *, day: DayForm | None = None, reason: ReasonForm | None = None
) -> HttpResponse:
    language, titles = get_language() or "zh-hans", found.content.get("titles") or {}
    title = _("Steps of %(name)s") % {"name": found.sheet.name(language)}
    context = {
        "found": found,
        "matter": found.sheet,
        "names": [(code, words, titles[code]) for code, words in settings.LANGUAGES if code in titles],
        "side": _side(request, found) if not found.must else "",
        "may_publish": _may_publish(request, found) or day is not None,
        "may_stop": _may_import(request) and {"suspend", "resume", "withdraw"} & found.possible,
        "day_form": day or DayForm(),
        "reason_form": reason or ReasonForm(),
        "chart": chart.svg(found.sheet, language, title=title, days=reads.working_days),
        "chart_words": chart.words(found.sheet, language, reads.working_days),
    }
    return render(request, "catalogue/version.html", context, status=422 if day or reason else 200)


def _may_publish(request: HttpRequest, found: DeskSheet) -> bool:
    return "publish" in found.possible and not found.next_side and _may_import(request)


@staff(*EDITORS)
@require_safe
def version(request: HttpRequest, version_id: int) -> HttpResponse:
    """Show a version, what is to mend in it, and what may be done next."""
    return _show(request, _sheet(request, version_id))


@staff(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, version_id: int) -> HttpResponse:
    """Mend the words and terms of a draft."""
    found = _sheet(request, version_id)
    if "revise" not in found.possible:
        raise Http404
    locked = standards.locked(found.content)
    form = bound(TermsForm, request, initial=initial(found.content), locked=locked)
    if request.method == "POST" and form.is_valid():
        try:
            acts.revise(version_id, merged(found.content, form.cleaned_data))
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("catalogue:version", version_id)
    return render(request, "catalogue/edit.html", {"form": form, "found": found, "keeps_form": True})


@staff(*EDITORS)
@require_POST
def renew(request: HttpRequest, version_id: int) -> HttpResponse:
    """Draft the next version from this one."""
    _sheet(request, version_id)
    try:
        new = acts.renew(version_id, by=_actor(request), at=now())
    except Refused as refused:
        messages.error(request, str(refused.reason))
        return redirect("catalogue:version", version_id)
    return redirect("catalogue:edit", new)


@staff(*EDITORS)
@require_POST
def approve(request: HttpRequest, version_id: int) -> HttpResponse:
    """Approve a draft for the side that comes next (H-412)."""
    side = _side(request, _sheet(request, version_id))
    if not side:
        raise Http404
    try:
        acts.approve(version_id, side, by=_actor(request), at=now())
    except Refused as refused:
        messages.error(request, str(refused.reason))
    else:
        messages.success(request, _("Approved."))
    return redirect("catalogue:version", version_id)


@staff(*CITY)
@require_POST
def publish(request: HttpRequest, version_id: int) -> HttpResponse:
    """Put a draft that both sides approved in force."""
    found, form = _sheet(request, version_id), bound(DayForm, request)
    if form.is_valid():
        try:
            acts.release(
                version_id, effective_on=form.cleaned_data["effective_on"], by=_actor(request), at=now()
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Published."))
            return redirect("catalogue:version", version_id)
    return _show(request, found, day=form)


@staff(*CITY)
@require_POST
def stop(request: HttpRequest, version_id: int, act: str) -> HttpResponse:
    """Suspend or withdraw a matter, with a reason."""
    found, form = _sheet(request, version_id), bound(ReasonForm, request)
    stopping = acts.suspend if act == "suspend" else acts.withdraw
    if form.is_valid():
        try:
            stopping(found.line.matter_id, reason=form.cleaned_data["reason"], by=_actor(request), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Done; people read your reason."))
            return redirect("catalogue:version", version_id)
    return _show(request, found, reason=form)


@staff(*CITY)
@require_POST
def resume(request: HttpRequest, version_id: int) -> HttpResponse:
    """Let a suspended matter be applied for again."""
    found = _sheet(request, version_id)
    try:
        acts.resume(found.line.matter_id, by=_actor(request), at=now())
    except Refused as refused:
        messages.error(request, str(refused.reason))
    else:
        messages.success(request, _("The matter can be applied for again."))
    return redirect("catalogue:version", version_id)


@staff(*CITY)
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


@staff(*CITY)
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
