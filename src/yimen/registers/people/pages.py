"""A person's own pages: details, mandates, verification, and who looked at their data."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.ground.clock import now
from yimen.ground.gates import signed_in
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.registers.people import acts, reads
from yimen.registers.people.forms import ContactForm, MandateForm, PersonForm, WayForm


def _actor(request: HttpRequest) -> str:
    return f"account:{request.user.pk}"


@signed_in
@require_http_methods(["GET", "POST"])
def details(request: HttpRequest) -> HttpResponse:
    """Show one's details, or ask for them the first time."""
    person = reads.person(request.user.pk)
    form = bound(ContactForm if person else PersonForm, request)
    if request.method == "POST" and form.is_valid():
        try:
            if person:
                acts.change_contact(person.id, **form.cleaned_data, by=_actor(request), at=now())
            else:
                new = acts.NewPerson(**form.cleaned_data)
                acts.register(new, account_id=request.user.pk, by=_actor(request), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect(
                request.GET.get("then") if _is_ours(request.GET.get("then")) else "people:details"
            )
    context = {"person": person, "form": form, "keeps_form": True}
    return render(request, "people/details.html", context)


def _is_ours(address: str | None) -> bool:
    return bool(address) and address.startswith("/apply/") and "//" not in address


@signed_in
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Offer more than one way to verify one's identity (A-114)."""
    person = reads.person(request.user.pk)
    if person is None:
        return redirect("people:details")
    form = bound(WayForm, request)
    if request.method == "POST" and form.is_valid():
        if form.cleaned_data["way"] == "at_window":
            messages.info(
                request,
                _("Bring your document to any window of the hall or of your town; it takes two minutes."),
            )
            return redirect("people:details")
        try:
            acts.verify(person.id, way="register", by=_actor(request), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Your identity is verified."))
            return redirect("people:details")
    return render(request, "people/verify.html", {"person": person, "form": form, "keeps_form": True})


@signed_in
@require_http_methods(["GET", "POST"])
def mandates(request: HttpRequest) -> HttpResponse:
    """Show mandates and give a new one."""
    person = reads.person(request.user.pk)
    if person is None:
        return redirect("people:details")
    form = bound(MandateForm, request)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            acts.give_mandate(
                person.id,
                data["id_number"],
                matters=data["matters"].split(),
                first=data["first"],
                last=data["last"],
                by=_actor(request),
                at=now(),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The mandate is given."))
            return redirect("people:mandates")
    context = {"lines": reads.mandates(person.id), "form": form, "person": person, "keeps_form": True}
    return render(request, "people/mandates.html", context)


@signed_in
@require_POST
def revoke(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Take a mandate back."""
    person = reads.person(request.user.pk)
    try:
        acts.revoke_mandate(mandate_id, principal_id=person.id if person else 0, by=_actor(request), at=now())
        messages.success(request, _("The mandate is revoked."))
    except Refused as refused:
        messages.error(request, str(refused.reason))
    return redirect("people:mandates")


@signed_in
@require_POST
def consent(request: HttpRequest) -> HttpResponse:
    """Agree to electronic service, or take the agreement back (A-511)."""
    person = reads.person(request.user.pk)
    if person:
        agree = request.POST.get("agree") == "yes"
        acts.agree_to_electronic_service(person.id, agree=agree, by=_actor(request), at=now())
        messages.success(request, _("Saved."))
    return redirect("people:details")


@signed_in
@require_POST
def act_for(request: HttpRequest) -> HttpResponse:
    """Choose for whom one acts from now on."""
    allowed = {str(one.id) for one in reads.principals(request.user.pk, now().date())}
    if request.POST.get("person") in allowed:
        request.session[reads.ACTING] = int(request.POST["person"])
    return redirect("portal:my")


@signed_in
@require_safe
def access(request: HttpRequest) -> HttpResponse:
    """Show who looked at one's data, what and why."""
    person = reads.person(request.user.pk)
    lines = reads.who_looked(person.id) if person else []
    return render(request, "people/access.html", {"lines": lines})
