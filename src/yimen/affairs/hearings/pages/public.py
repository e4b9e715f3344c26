"""Hearings for those concerned, by account or by the code of a letter, and for everyone."""

from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from yimen.affairs.cases import gates as case_gates
from yimen.affairs.cases import reads as cases
from yimen.affairs.hearings import acts, forms, gates, reads
from yimen.affairs.hearings.reads import PartySheet
from yimen.ground.clock import now
from yimen.ground.codes import masked_name
from yimen.ground.gates import account_of, address_of, public, signed_in
from yimen.ground.life import Refused
from yimen.ground.look.forms import PlainForm, bound
from yimen.ground.together import read_together
from yimen.means.documents import reads as documents
from yimen.registers.people import acts as people_acts
from yimen.registers.people import reads as people


@public
@require_safe
def announced(request: HttpRequest) -> HttpResponse:
    """Show the hearings that the public may attend (A-701)."""
    found = reads.announced(now().date())
    lines = cases.lines(one.case_id for one in found)
    at = now()
    rows = [(one, lines[one.case_id]) for one in found]
    context = {
        "coming": [pair for pair in rows if pair[0].starts_at and pair[0].starts_at >= at],
        "past": [pair for pair in rows if pair[0].starts_at and pair[0].starts_at < at],
    }
    return render(request, "hearings/announced.html", context)


@public
@require_safe
def announcement(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show the announcement of one public hearing; a natural person's name is masked."""
    found = reads.head(case_id) if case_id < 2**63 else None
    if found is None or not found.public or found.starts_at is None or found.state == "dropped":
        raise Http404
    case = cases.sheet(case_id)
    natural = case.applicant["kind"] == "natural"
    shown = masked_name(case.applicant["name"]) if natural else case.applicant["name"]
    context = {"hearing": found, "line": case.line, "applicant": shown}
    return render(request, "hearings/announcement.html", context)


def _own(account_id: int) -> list[tuple[PartySheet, Any]]:
    """Return what touches a reader, and those for whom they act in the matter of the case, with the case."""
    readers = {one.id: one for one in people.principals(account_id, now().date())}
    found = reads.of_persons(readers)
    lines = cases.lines(one.case_id for one in found)
    pairs = [(one, lines[one.case_id], readers[one.person_id]) for one in found if one.person_id in readers]
    return [(one, line) for one, line, reader in pairs if case_gates.within(reader, line.matter_id)]


@public
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest) -> HttpResponse:
    """Open one's own page with what is printed on a letter; signed in, one's own are listed."""
    form = bound(forms.CodeForm, request)
    if request.method == "POST" and form.is_valid():
        number = reads.by_code(form.cleaned_data["number"], form.cleaned_data["code"])
        try:
            people_acts.is_right(gates.CODE, address_of(request), right=number is not None, at=now())
        except Refused:
            return render(request, "429.html", status=429)
        if number is not None:
            gates.open_letter(request, number)
            return redirect("hearings:say", number)
        form.add_error(
            None, _("Number and code do not belong together. Please compare them with your letter.")
        )
    own: list[tuple[PartySheet, Any]] = []
    if request.user.is_authenticated:
        own = _own(account_of(request))
    context = {"form": form, "own": own, "keeps_form": True}
    return render(request, "hearings/letter.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def mine(request: HttpRequest, case_id: int) -> HttpResponse:
    """Lead an applicant from the case to their page in the hearing."""
    case_gates.case_for_person(account_of(request), case_id, at=now())
    found = reads.sheet(case_id)
    if found is None:
        messages.info(request, _("The officer has not begun yet; you will be told."))
        return redirect("portal:case", case_id)
    return redirect("hearings:say", found.parties[0].number)


def _own_forms(name: str, form: PlainForm | None) -> dict[str, PlainForm]:
    made: dict[str, PlainForm] = {
        "speak": forms.ViewForm(prefix="speak"),
        "challenge": forms.OwnChallengeForm(prefix="challenge"),
    }
    return {**made, **({name: form} if form else {})}


OWN_FORMS: Final = {
    "speak": forms.ViewForm,
    "challenge": forms.OwnChallengeForm,
    "ask": forms.EmptyForm,
    "waive": forms.EmptyForm,
}


def _do(one: PartySheet, name: str, data: dict[str, Any], by: str, at: datetime) -> None:
    case, n = one.case_id, one.n
    if name == "speak":
        acts.speak(case, n, words=data["words"], way=acts.Way.ONLINE, by=by, at=at)
    elif name == "challenge":
        acts.challenge(case, n, reason=data["reason"], by=by, at=at)
    elif name == "ask":
        acts.ask(case, n, by=by, at=at, calendar=cases.calendar_for(case))
    else:
        acts.waive(case, n, by=by, at=at)


@public
@cache_control(private=True, no_store=True)  # F-424
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, number: int, name: str = "") -> HttpResponse:
    """Show someone what touches them; let them state a view, ask for a hearing, do without, challenge the chair."""
    at = now()
    one = gates.party_for(request, number, at=at) if number < 2**63 else None
    if one is None or (name and name not in OWN_FORMS):
        raise Http404
    form = None
    if request.method == "POST" and name:
        form = bound(OWN_FORMS[name], request, prefix=name)
        if form.is_valid():
            by = f"account:{request.user.pk}" if request.user.is_authenticated else f"party:{one.n}"
            try:
                _do(one, name, form.cleaned_data, by, at)
            except Refused as refused:
                form.refuse(refused)
                if not form.fields:
                    messages.error(request, str(refused.reason))
            else:
                messages.success(request, _("Noted. You will find the answer here and in the decision."))
                return redirect("hearings:say", number)
    found, line, letters = read_together(
        reads.asked_head(one.case_id), cases.asked_line(one.case_id), documents.asked_about(number)
    )
    asking = found is not None and found.asking and line is not None and line.state in reads.UNDECIDED
    context = {
        "one": one,
        "hearing": found,
        "line": line,
        "undecided": line is not None and line.state in reads.UNDECIDED,
        "may_ask": asking and one.told_at and not one.asked_at and not one.waived_at and not one.over,
        "own": _own_forms(name, form),
        "letters": letters if one.n else [],
        "open_act": name,
    }
    return render(
        request, "hearings/say.html", context, status=422 if form is not None and form.errors else 200
    )
