"""Verify one's identity, in the way one likes; and register whom one acts for by law."""

from contextvars import ContextVar

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.ground.clock import now
from yimen.ground.gates import signed_in
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.registers.people import acts, reads
from yimen.registers.people.forms import CodeForm, RepresentedForm, WayForm
from yimen.registers.people.pages.own import actor, guesses_too_often, note_guess

_shown: ContextVar[str] = ContextVar("shown", default="")


def _show(_phone: str, code: str) -> None:
    _shown.set(code)


if settings.DEMO:  # no telephone rings in a demonstration: the page says the code
    acts.register_courier(_show)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Offer more than one way to verify one's identity (A-114)."""
    person = reads.person_of(request.user)
    if person is None:
        return redirect("people:details")
    form = bound(WayForm, request)
    if request.method == "POST" and form.is_valid():
        way = form.cleaned_data["way"]
        if way == "at_window":
            messages.info(
                request,
                _("Bring your document to any window of the hall or of your town; it takes two minutes."),
            )
            return redirect("people:details")
        try:
            needs_code = acts.begin_proof(person.id, way, form.cleaned_data, by=actor(request), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            return _next(request, needs_code=needs_code)
    return render(request, "people/verify.html", {"person": person, "form": form, "keeps_form": True})


def _next(request: HttpRequest, *, needs_code: bool) -> HttpResponse:
    if not needs_code:
        messages.success(request, _("Your identity is verified."))
        return redirect("people:details")
    if code := _shown.get():
        _shown.set("")
        messages.info(request, _("Demonstration: the code is %(code)s.") % {"code": code})
    return redirect("people:code")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Ask for the code that was sent."""
    person = reads.person_of(request.user)
    if person is None:
        return redirect("people:details")
    form = bound(CodeForm, request)
    if request.method == "POST" and form.is_valid():
        try:
            acts.finish_proof(person.id, form.cleaned_data["code"], by=actor(request), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Your identity is verified."))
            return redirect("people:details")
    return render(request, "people/code.html", {"person": person, "form": form, "keeps_form": True})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def represented(request: HttpRequest) -> HttpResponse:
    """Register a child or an enterprise for whom one acts by law (F-208, A-102)."""
    person = reads.person_of(request.user)
    if person is None:
        return redirect("people:details")
    if request.method == "POST" and guesses_too_often(request):
        return render(request, "429.html", status=429)
    form = bound(RepresentedForm, request)
    if request.method == "POST" and form.is_valid():
        new = acts.NewPerson(**form.cleaned_data)
        try:
            acts.register_represented(new, representative_id=person.id, by=actor(request), at=now())
        except Refused as refused:
            form.refuse(refused)
            note_guess(request, form)
        else:
            messages.success(request, _("From now on you can act for %(name)s.") % {"name": new.name})
            return redirect("people:act_for")
    return render(request, "people/represented.html", {"form": form, "keeps_form": True})
