"""The window: someone stands there with papers; and the officer's own absence."""

from datetime import date
from secrets import token_hex
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.affairs.cases import acts, gates, reads
from yimen.affairs.cases.acts import Application, Channel, Paper
from yimen.doors.desk.forms import AbsenceForm, WalkInForm
from yimen.doors.desk.pages.cases import actor, officer_of
from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.ground.gates import account_of
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.registers.agencies import acts as agencies
from yimen.registers.agencies import reads as agencies_reads
from yimen.registers.agencies.gates import staff
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet
from yimen.registers.people import acts as people_acts
from yimen.registers.people import reads as people

TAKEN, MOST_TAKEN = "taken in", 20  # tickets of the forms sent last, so that a form sent twice is one case
LONGEST = 2000


def _person(data: dict[str, str], by: str) -> int:
    """Return the person who stands at the window, registered and verified by their document. Raises Refused."""
    known = people.find(data["id_kind"], data["id_number"])
    if known:
        if known.name != data["name"].strip():
            raise Refused(_("Another name is registered for this document."), field="name", code="no_match")
        return known.id
    new = people_acts.NewPerson(data["name"], data["id_kind"], data["id_number"], data["phone"])
    person_id = people_acts.register(new, account_id=None, by=by, at=now())
    people_acts.verify(person_id, way="window", by=by, at=now())
    return person_id


@staff("window", "chief_representative", "village_agent")
@require_http_methods(["GET", "HEAD", "POST"])
def window(request: HttpRequest) -> HttpResponse:
    """Take an application at the window: who, which matter, which papers (A-215: nobody is sent away)."""
    matter = catalogue.published(request.POST.get("code") or request.GET.get("code", ""), on=now().date())
    form = bound(WalkInForm, request, initial={"code": matter.code if matter else "", "ticket": token_hex(8)})
    if request.method == "POST" and form.is_valid():
        taken = request.session.get(TAKEN, {})
        if (ticket := form.cleaned_data["ticket"]) in taken:
            return redirect("desk:receipt", taken[ticket])
        number = _take_in(request, form, matter)
        if number:
            if ticket:
                request.session[TAKEN] = {**dict(list(taken.items())[-MOST_TAKEN:]), ticket: number}
            return redirect("desk:receipt", number)
    context = {"form": form, "matter": matter, "keeps_form": True, **_typed(request, matter)}
    return render(request, "desk/window.html", context)


def _take_in(request: HttpRequest, form: WalkInForm, matter: MatterSheet | None) -> int | None:
    """Take the application in; return its number, or None with the reason put on the form."""
    officer = officer_of(request)
    if matter is None:
        form.add_error("code", _("No matter in force has this code."))
        return None
    if not any(officer.may(role, matter.organ_id) for role in gates.WINDOW):
        form.add_error("code", _("This matter belongs to another organ."))
        return None
    typed = _typed(request, matter)
    try:
        person = people.by_id(_person(form.cleaned_data, actor(request)))
        answers = {field.name: value for field, value in typed["questions"] if value}
        application = Application(
            matter=matter,
            person=person,
            facts=catalogue.kept(matter, answers),
            papers=[Paper(n) for n in sorted(typed["handed"])],
            channel=Channel.WINDOW,
        )
        return acts.submit(application, by=actor(request), at=now(), calendar=calendar())
    except Refused as refused:
        form.refuse(refused)
        return None


def _typed(request: HttpRequest, matter: MatterSheet | None) -> dict[str, Any]:
    """Return the answers and the papers ticked so far."""
    if matter is None:
        return {"questions": [], "handed": set()}
    return {
        "questions": [(field, request.POST.get(f"q-{field.name}", "")[:LONGEST]) for field in matter.form],
        "handed": {one.n for one in matter.materials if request.POST.get(f"p-{one.n}")},
    }


@staff("window", "chief_representative", "village_agent")
@require_safe
def receipt(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show the receipt to be printed."""
    case = gates.case_for_officer(officer_of(request), case_id)
    return render(request, "desk/receipt.html", {"case": case, "code": reads.code_of(case_id)})


@staff()
@require_http_methods(["GET", "HEAD", "POST"])
def absence(request: HttpRequest) -> HttpResponse:
    """Report when one is away; whoever holds the same post as B takes over (A-903)."""
    form = bound(AbsenceForm, request)
    if request.method == "POST" and form.is_valid():
        try:
            days = form.cleaned_data
            agencies.report_absence(
                account_of(request),
                days["first"],
                days["last"],
                reason=days["reason"],
                by=actor(request),
                at=now(),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Reported. Your colleague takes over on these days."))
            return redirect("desk:absence")
    away = agencies_reads.absences(account_of(request), since=now().date())
    return render(request, "desk/absence.html", {"form": form, "absences": away, "keeps_form": True})


@staff()
@require_POST
def present(request: HttpRequest) -> HttpResponse:
    """Report that one is back, or will not be away after all."""
    try:
        first = date.fromisoformat(request.POST.get("first", ""))
        agencies.end_absence(account_of(request), on=max(first, now().date()), by=actor(request), at=now())
    except ValueError:
        messages.error(request, _("No absence is reported for this day."))
    except Refused as refused:
        messages.error(request, str(refused.reason))
    else:
        messages.success(request, _("Noted. Your inbox is yours again on these days."))
    return redirect("desk:absence")
