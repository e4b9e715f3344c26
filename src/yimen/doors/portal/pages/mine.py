"""One's own space: what to do, cases, drafts, documents, messages; and following a case with its code."""

from datetime import date

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from yimen.affairs.cases import acts, gates, reads
from yimen.affairs.cases.acts import State
from yimen.affairs.cases.reads import CaseSheet, Todo, checks_of, fees_of
from yimen.doors.portal.forms import TrackForm, WithdrawForm
from yimen.doors.portal.pages.applying import (
    actor,
    answers_of,
    papers_of,
    situation_of,
)
from yimen.ground.clock import now
from yimen.ground.gates import account_of, address_of, public, signed_in
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.ground.panels import Page, panels_beside
from yimen.means.documents import reads as documents
from yimen.means.notices import acts as notice_acts
from yimen.means.notices import reads as notices
from yimen.means.notices.reads import Page as MessagePage
from yimen.registers.agencies import reads as agencies
from yimen.registers.people import acts as people_acts
from yimen.registers.people import reads as people
from yimen.registers.people.reads import Principal

RATED = "ratings.CaseRated"
DOING = {"case_supplement": reads.SUPPLEMENT, "case_gaps": reads.PROMISED, "case_delivered": reads.RATE}


@signed_in
@require_safe
def my(request: HttpRequest) -> HttpResponse:
    """Show what there is to do, and one's cases, the open ones first."""
    everyone = people.principals(account_of(request), now().date())
    acting = people.chosen(request, everyone)
    context: dict[str, object] = {"person": acting, "everyone": everyone}
    if acting:
        own = reads.own(
            acting.id,
            matter_ids=gates.matters_of(acting),
            rated=RATED,
            today=now().date(),
            cursor=reads.clean_place(request.GET.get("cursor", "")),
        )
        context |= {
            "next": own.page.next,
            "cases": [line for line in own.page.lines if line.state != State.DRAFT],
            "todo": own.todo,
            "answer_by": {one.case_id: one.day for one in own.todo if one.day},
            "drafts": [line for line in own.page.lines if line.state == State.DRAFT],
            "unread": notices.unread(acting.id) if acting.matters is None else 0,
        }
    return render(request, "portal/my.html", context)


def todo_of(person: Principal) -> list[Todo]:
    """Return what waits for a person whom the reader acts for, as far as the reader may see it."""
    return reads.todo(person.id, matter_ids=gates.matters_of(person), rated=RATED, today=now().date())


def day_lines(case: CaseSheet) -> list[object]:
    """Return how the promised date is computed, day by day."""
    if case.accepted_on is None:
        return []
    days = reads.calendar_of(case.line.organ_id).national
    promised = case.promised_days + case.added_days
    return list(days.explain(case.accepted_on, promised, stopped=case.stretches))


def _may_rate(case: CaseSheet) -> bool:
    """Say whether the service can be rated: the decision was handed over, and the history tells of no rating yet (E-402)."""
    rated = any(one["type"] == RATED for one in case.told)
    return case.line.state in {State.DELIVERED, State.CLOSED, State.FILED} and not rated


def _waits(case: CaseSheet) -> list[Todo]:
    """Return which papers of a case wait for the applicant, and by which day."""
    about = (case.id, case.line.version_id, case.line.title)
    if case.open_supplement:
        day = date.fromisoformat(case.open_supplement["respond_by_on"])
        return [Todo(reads.SUPPLEMENT, *about, day=day)]
    filling = reads.GAPS in case.marks and case.line.state in {State.ACCEPTED, State.SUSPENDED}
    days = case.promised_by if filling else ()
    return [Todo(reads.PROMISED, *about, day=date.fromisoformat(days[0]))] if days else []


@signed_in
@require_safe
def case(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show one of one's cases with everything about it."""
    found = gates.case_for_person(account_of(request), case_id, at=now())
    if found.line.state == State.DRAFT:
        return redirect("portal:form", case_id)
    matter = reads.terms_of(found)
    page = Page("case", case_id, found.marks, "portal", request)
    papers, panels = panels_beside(documents.asked_about(case_id), page)
    context = {
        "case": found,
        "line": found.line,
        "code": reads.code_of(case_id),
        "answers": answers_of(found, matter),
        "situation": situation_of(found, matter),
        "papers": papers_of(found, matter),
        "days": day_lines(found),
        "moments": reads.moments(found, for_applicant=True),
        "documents": papers,
        "todo": _waits(found),
        "may_withdraw": "withdraw" in found.possible,
        "first_contact": agencies.actor_name(found.line.first_contact),
        "panels": panels,
        "remedies": reads.remedies_of(
            found, today=now().date(), calendar=reads.calendar_of(found.line.organ_id)
        ),
        "fees": fees_of(found, get_language() or settings.LANGUAGE_CODE),
        "checks": checks_of(found),
        "may_rate": _may_rate(found),
    }
    return render(request, "portal/case.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, case_id: int) -> HttpResponse:
    """Ask once more, then take the application back."""
    found = gates.case_for_person(account_of(request), case_id, at=now())
    page = bound(WithdrawForm, request)
    if request.method == "POST" and page.is_valid():
        try:
            acts.withdraw(case_id, reason=page.cleaned_data["reason"], by=actor(request), at=now())
            messages.success(request, _("The application is withdrawn."))
            return redirect("portal:case", case_id)
        except Refused as refused:
            page.refuse(refused)
    return render(request, "portal/withdraw.html", {"case": found, "form": page, "keeps_form": True})


@signed_in
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the messages of the person one acts for; those on the page count as read from then on."""
    person = people.acting_for(request, now().date())
    if person is None:
        return render(request, "portal/messages.html", {"lines": []})
    page = _messages(person, request.GET.get("cursor", ""))
    waiting = {(one.case_id, one.what) for one in todo_of(person)}
    lines = [(line, (line.subject, DOING.get(line.kind, "")) in waiting) for line in page.lines]
    if person.way != "mandate":
        notice_acts.mark_read([line.id for line in page.lines if line.unread], at=now())
    return render(request, "portal/messages.html", {"lines": lines, "next": page.next})


def _messages(person: Principal, cursor: str) -> MessagePage:
    """Return the messages that a reader may see: an agent in named matters those about cases in these (A-102)."""
    matters = gates.matters_of(person)
    about = None if matters is None else reads.numbers_of(person.id, matters)
    return notices.messages(person.id, about=about, cursor=cursor)


@public
@cache_control(private=True, no_store=True)  # F-424
@require_http_methods(["GET", "HEAD", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Follow a case with its number and code, without signing in; nothing private is shown."""
    given = request.method == "POST" or "number" in request.GET
    page = TrackForm(request.POST if request.method == "POST" else request.GET) if given else TrackForm()
    if getattr(request, "switching", False):
        page = TrackForm(request.POST, quiet=True)
    found = None
    if given and page.is_valid():
        number = reads.follow(page.cleaned_data["number"], page.cleaned_data["code"])
        try:
            known = people_acts.is_right(reads.CODE, address_of(request), right=number is not None, at=now())
        except Refused:
            return render(request, "429.html", status=429)
        if number is None or not known:
            page.add_error(
                None, _("Number and code do not belong together. Please compare them with your receipt.")
            )
        else:
            found = reads.sheet(number)
    context: dict[str, object] = {"form": page, "case": found, "keeps_form": not found}
    if found:
        context["moments"] = reads.moments(found, for_applicant=True)
        context["code"] = reads.code_of(found.id)
        context["wanted"] = reads.wanted(
            found.open_supplement, reads.terms_of(found), get_language() or settings.LANGUAGE_CODE
        )
    return render(request, "portal/track.html", context)
