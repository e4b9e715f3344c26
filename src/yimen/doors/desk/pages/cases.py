"""The inbox and the page of a case, where officers do most of their work."""

from dataclasses import replace
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.affairs.cases import acts, gates, reads
from yimen.affairs.cases.acts import State
from yimen.affairs.cases.reads import CaseSheet
from yimen.doors.desk import showing
from yimen.doors.desk.acting import MEANS
from yimen.doors.desk.forms import TOLD_BY, RevealForm
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.look.forms import PlainForm, bound
from yimen.ground.look.menu import first_of
from yimen.ground.numbers import read_number, read_numbers
from yimen.ground.panels import Page, Panel, panels_beside
from yimen.means.documents import reads as documents
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.gates import is_open, officer_of, staff
from yimen.registers.agencies.reads import Officer, Role
from yimen.registers.people import acts as people_acts

SOON = timedelta(days=2)
CASE: Final = "case"
SEEN_BY: Final = gates.READERS | gates.CHECKING


def actor(request: HttpRequest) -> str:
    """Return who acts."""
    return f"account:{request.user.pk}"


def language() -> str:
    """Return the reader's language."""
    return get_language() or settings.LANGUAGE_CODE


@staff()
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show what waits for this officer, the earliest date first; who has no work on cases is led to their own."""
    officer = officer_of(request)
    if not officer.all_roles & gates.READERS:
        return redirect(first_of("desk", officer.all_roles))
    states = [one for one in request.GET.getlist("state") if one in State.values]
    everything = request.GET.get("all") == "1"
    soon = request.GET.get("soon") == "1"
    text = request.GET.get("q", "")[:60]
    page = reads.inbox(
        officer.scope(gates.READERS),
        roles=[] if everything or text else sorted(officer.all_roles),
        states=states,
        text=text,
        due_before=now().date() + SOON if soon else None,
        cursor=reads.clean_cursor(request.GET.get("cursor", "")),
    )
    plain = not (everything or soon or text or states or request.GET.get("cursor"))
    context = {
        "page": _elderly_first(officer, page) if plain else page,
        "text": text,
        "everything": everything,
        "soon": soon,
        "states": [(one.value, one.label) for one in State if one != State.DRAFT],
        "chosen": states,
        "may_batch": Role.WINDOW in officer.all_roles,
        "ticked": read_numbers(request.GET.getlist(CASE)),
        "filters": filters(request).urlencode(),
        "accept_words": _("Accept the chosen (%(n)s)"),
    }
    return render(request, "desk/inbox.html", context)


def _elderly_first(officer: Officer, page: reads.Page) -> reads.Page:
    """Put the cases of elderly people that wait for this officer before the others (A-918), behind what is due today."""
    own, today = officer.scope(gates.READERS), now().date()
    elderly = reads.inbox(own, roles=sorted(officer.all_roles), mark="elderly", size=10).lines
    pressing = [one for one in page.lines if one.due_on and one.due_on <= today]
    running = [one for one in elderly if one.state != State.SUSPENDED]
    return replace(page, lines=tuple({one.id: one for one in (*pressing, *running, *page.lines)}.values()))


def filters(request: HttpRequest) -> QueryDict:
    """Return how the inbox is filtered, without the cases that were ticked."""
    found = request.GET.copy()
    found.pop(CASE, None)
    return found


@staff(*gates.READERS)
@require_safe
def ended(request: HttpRequest) -> HttpResponse:
    """Show what was delivered or ended, the newest first."""
    cursor = request.GET.get("cursor", "")
    page = reads.ended(officer_of(request).scope(gates.READERS), cursor=cursor if read_number(cursor) else "")
    return render(request, "desk/ended.html", {"page": page})


def _page(
    request: HttpRequest,
    case: CaseSheet,
    *,
    act: str = "",
    form: PlainForm | None = None,
    revealed: str = "",
    reveal: RevealForm | None = None,
    status: int = 200,
) -> HttpResponse:
    matter = reads.terms_of(case)
    officer = officer_of(request)
    offered = gates.offered(officer, case, at=now())
    forms = [
        (name, MEANS[name], form if name == act and form else MEANS[name].blank(name, officer, case))
        for name in offered
        if name in MEANS
    ]
    page = Page("case", case.id, case.marks, "desk", request)
    papers, panels = panels_beside(documents.asked_about(case.id), page)
    context = {
        "case": case,
        "line": case.line,
        "counts": showing.date_that_counts(case),
        "answers": showing.answers_of(case, matter, language()),
        "situation": showing.situation_of(case, matter, language()),
        "may_situate": matter.table is not None and "correct_situation" in offered,
        "may_correct": bool(matter.form) and "correct" in offered,
        "papers": showing.papers_of(case, matter, language()),
        "reviews": showing.reviews_of(case, matter),
        "forms": forms,
        "open_act": act,
        "may_ask": "ask_for_more" in offered,
        "may_fill": "fill_gaps" in offered,
        "waits_for": _waits_for(case),
        "wanted": reads.wanted(case.open_supplement, matter, language()),
        "told_by": _told_by(case),
        "may_take_in": "supplement" in offered,
        "moments": reads.moments(case, for_applicant=False),
        "documents": papers,
        "reveal": (reveal or RevealForm(prefix="reveal")) if gates.may_reveal(officer, case) else None,
        "steps": showing.steps_of(case, matter),
        "revealed": revealed,
        "first_contact": agencies.actor_name(case.line.first_contact),
        "panels": [_open(one, officer) for one in panels],
    }
    return render(request, "desk/case.html", context, status=status)


def _waits_for(case: CaseSheet) -> str:
    """Return in words what is to be settled before an accepted case is decided."""
    waits = case.pending and case.line.state in showing.UNDER_REVIEW
    return acts.pending_words(case.pending) if waits else ""


def _open(panel: Panel, officer: Officer) -> Panel:
    """Return a panel without the links whose doors are closed to an officer."""
    return replace(panel, links=tuple(one for one in panel.links if is_open(one[1], officer)))


def _told_by(case: CaseSheet) -> str:
    """Return how the open one-time notice was told, in words (A-901)."""
    notice = case.open_supplement
    return str(dict(TOLD_BY).get(notice["told_by_way"], "")) if notice else ""


@staff(*SEEN_BY)
@require_safe
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show a case with everything on one page."""
    return _page(request, gates.case_for_officer(officer_of(request), case_id))


@staff(*SEEN_BY)
@require_http_methods(["POST"])
def act(request: HttpRequest, case_id: int, name: str) -> HttpResponse:
    """Perform an act on a case and go back to it; a refusal is shown at the field, and what was typed stays."""
    if name not in MEANS:
        raise Http404
    found = gates.case_for_officer(officer_of(request), case_id, name)
    means = MEANS[name]
    form = means.filled(name, officer_of(request), found, request)
    if form.is_valid():
        try:
            means.do(
                case_id, form.cleaned_data, by=actor(request), at=now(), calendar=reads.calendar_for(case_id)
            )
        except Refused as refused:
            form.refuse(refused)
            if name not in gates.offered(
                officer_of(request), found, at=now()
            ):  # its form is on the page no more
                messages.error(request, f"{means.words}: {refused.reason}")
        else:
            messages.success(request, _("Done: %(act)s") % {"act": means.words})
            return redirect("desk:case", case_id)
    return _page(
        request, found, act=name, form=form, status=200 if getattr(request, "switching", False) else 422
    )


@staff(*gates.WORKERS)
@require_POST
def reveal(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show a hidden number for a reason; the person can read who looked and why."""
    found = gates.case_for_officer(officer_of(request), case_id)
    if not gates.may_reveal(officer_of(request), found):
        raise Http404
    form = bound(RevealForm, request, prefix="reveal")
    if not form.is_valid():
        status = 200 if getattr(request, "switching", False) else 422
        return _page(request, found, reveal=form, status=status)
    why = _("%(why)s (case %(number)s)") % {"why": form.cleaned_data["why"], "number": found.line.number}
    officer = officer_of(request)
    who = f"{officer.name} · {officer.organ_words}"
    values = [
        people_acts.reveal(
            found.person_id,
            name,
            why=why,
            by=actor(request),
            who=who,
            organ=found.line.organ_id,
            at=now(),
        )
        for name in ("id_number", "phone")
    ]
    return _page(request, found, revealed=" · ".join(values))  # at once: a message would lie in a cookie
