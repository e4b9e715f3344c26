"""The window: someone stands there with papers; and the officer's own absence."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

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
from yimen.registers.agencies.gates import staff
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.people import acts as people_acts
from yimen.registers.people import reads as people


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
@require_http_methods(["GET", "POST"])
def window(request: HttpRequest) -> HttpResponse:
    """Take an application at the window: who, which matter, which papers (A-215: nobody is sent away)."""
    form = bound(WalkInForm, request)
    matter = catalogue.published(request.POST.get("code") or request.GET.get("code", ""), on=now().date())
    if request.method == "POST" and form.is_valid():
        if matter is None:
            form.add_error("code", _("No matter in force has this code."))
        elif not officer_of(request).may(Role.WINDOW, matter.organ_id) and not officer_of(request).may(
            Role.CHIEF_REPRESENTATIVE, matter.organ_id
        ):
            form.add_error("code", _("This matter belongs to another organ."))
        else:
            answers = {field.name: request.POST.get(f"q-{field.name}", "") for field in matter.form}
            papers = [Paper(one.n) for one in matter.materials if request.POST.get(f"p-{one.n}")]
            try:
                person = people.by_id(_person(form.cleaned_data, actor(request)))
                facts = catalogue.kept(matter, {name: value for name, value in answers.items() if value})
                application = Application(
                    matter=matter, person=person, facts=facts, papers=papers, channel=Channel.WINDOW
                )
                number = acts.submit(application, by=actor(request), at=now(), calendar=calendar())
                return redirect("desk:receipt", number)
            except Refused as refused:
                form.refuse(refused)
    context = {"form": form, "matter": matter, "typed": request.POST, "keeps_form": True}
    return render(request, "desk/window.html", context)


@staff("window", "chief_representative", "village_agent")
@require_safe
def receipt(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show the receipt to be printed."""
    case = gates.case_for_officer(officer_of(request), case_id)
    return render(request, "desk/receipt.html", {"case": case, "code": reads.code_of(case_id)})


@staff()
@require_http_methods(["GET", "POST"])
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
    return render(request, "desk/absence.html", {"form": form, "keeps_form": True})
