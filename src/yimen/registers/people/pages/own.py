"""One's own details: see, change, correct, take a copy, leave."""

import json

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.ground.clock import now
from yimen.ground.gates import signed_in
from yimen.ground.life import Refused
from yimen.ground.look.forms import PlainForm, bound
from yimen.registers.people import acts, reads
from yimen.registers.people.forms import CloseForm, ContactForm, NameForm, PersonForm
from yimen.registers.people.models import IdKind
from yimen.registers.people.reads import PersonSheet
from yimen.registers.people.rules import PRIVACY_NOTICE, SURE


def actor(request: HttpRequest) -> str:
    """Return how the journal names whoever made the request."""
    return f"account:{request.user.pk}"


def guesses_too_often(request: HttpRequest) -> bool:
    """Say whether an account sent the numbers of others too often, of whom none were right (F-402, F-418)."""
    try:
        acts.check_tries("person", actor(request), at=now())
    except Refused:
        return True
    return False


def note_guess(request: HttpRequest, form: PlainForm) -> None:
    """Count that what an account said of another person was wrong."""
    if any(form.has_error("id_number", code) for code in ("unknown", "no_match")):
        acts.count_try("person", actor(request), at=now())


def _details_page(request: HttpRequest, person: PersonSheet | None, **more: object) -> HttpResponse:
    context: dict[str, object] = {"person": person, "keeps_form": True, "notice": PRIVACY_NOTICE, **more}
    if person:
        context["document"] = IdKind(person.id_kind).label
        context["sure"] = person.real_name_level >= SURE
        context["elder"] = person.is_elder(now().date())
        context["bars"] = reads.bars(person.id, on=now().date())
    return render(request, "people/details.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    """Show one's details, or ask for them the first time."""
    person = reads.person_of(request.user)
    if person:
        phone, address = reads.own_contact(person.id)
        form = bound(ContactForm, request, initial={"phone": phone, "address": address})
    else:
        form = bound(PersonForm, request)
    if request.method == "POST" and form.is_valid():
        try:
            if person:
                acts.change_contact(person.id, **form.cleaned_data, by=actor(request), at=now())
            else:
                new = acts.NewPerson(**form.cleaned_data)
                acts.register(new, account_id=int(request.user.pk or 0), by=actor(request), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            then = request.GET.get("then", "")
            return redirect(then if _is_ours(then) else "people:details")
    return _details_page(request, person, form=form)


def _is_ours(address: str) -> bool:
    return address.startswith("/apply/") and "//" not in address and "\\" not in address


@signed_in
@require_POST
def reveal(request: HttpRequest) -> HttpResponse:
    """Show one of one's own numbers in full; even that is written down, so that a stranger at the screen is noticed."""
    person = reads.person_of(request.user)
    if person is None:
        return redirect("people:details")
    phone, address = reads.own_contact(person.id)
    field = request.POST.get("field", "")
    shown = {}
    try:
        shown = {field: acts.reveal(person.id, field, why=_("My own details"), by=actor(request), at=now())}
    except Refused as refused:
        messages.error(request, str(refused.reason))
    form = ContactForm(initial={"phone": phone, "address": address})
    return _details_page(request, person, form=form, shown=shown)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest) -> HttpResponse:
    """Correct one's name; the identity is verified anew afterwards (PIPL Art. 46)."""
    person = reads.person_of(request.user)
    if person is None:
        return redirect("people:details")
    form = bound(NameForm, request, initial={"name": person.name})
    if request.method == "POST" and form.is_valid():
        try:
            acts.correct_name(person.id, form.cleaned_data["name"], by=actor(request), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Your name is corrected. Please verify your identity once more."))
            return redirect("people:verify")
    return render(request, "people/name.html", {"form": form, "keeps_form": True})


@signed_in
@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    """Agree to electronic service, or take the agreement back (A-511)."""
    person = reads.person_of(request.user)
    if person:
        agree = request.POST.get("agree") == "yes"
        acts.agree_to_electronic_service(person.id, agree=agree, by=actor(request), at=now())
        messages.success(request, _("Saved."))
    return redirect("people:details")


@signed_in
@require_safe
def access(request: HttpRequest) -> HttpResponse:
    """Show who looked at one's data, what and why."""
    person = reads.person_of(request.user)
    lines = reads.who_looked(person.id) if person else []
    return render(request, "people/access.html", {"lines": lines, "me": actor(request)})


@signed_in
@reauthentication_required(allow_get=False)  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponse:
    """Hand over a copy of everything kept about oneself (PIPL Art. 45)."""
    person = reads.person_of(request.user)
    if person is None:
        return redirect("people:details")
    copy = acts.export(person.id, by=actor(request), at=now())
    body = json.dumps(copy, ensure_ascii=False, indent=1, default=str)
    answer = HttpResponse(body, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    answer["Cache-Control"] = "no-store"
    return answer


@signed_in
@reauthentication_required(allow_get=False)  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    """Say what closing an account means, ask once more, and close it (F-211, F-212)."""
    person = reads.person_of(request.user)
    stays = reads.what_stays(person.id, on=now().date()) if person else None
    form = bound(CloseForm, request)
    if request.method == "POST" and form.is_valid():
        try:
            acts.close_account(int(request.user.pk or 0), by=actor(request), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            logout(request)
            messages.success(request, _("Your account is closed."))
            return redirect("account_login")
    return render(request, "people/close.html", {"form": form, "stays": stays, "keeps_form": True})
