"""Who may act for whom: mandates given and held, and the choice for whom one acts now."""

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from yimen.ground.clock import now
from yimen.ground.files import acts as files
from yimen.ground.gates import signed_in
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.registers.people import acts, reads
from yimen.registers.people.forms import MandateForm
from yimen.registers.people.pages.own import actor, guesses_too_often, note_guess


def _give(request: HttpRequest, form: MandateForm, principal_id: int) -> None:
    data = form.cleaned_data
    acts.give_mandate(
        principal_id,
        data["id_number"],
        agent_name=data["name"],
        matters=data["matters"],
        first=data["first"],
        last=data["last"],
        by=actor(request),
        at=now(),
        proof=_letter(request, data["proof"], principal_id),
    )


def _letter(request: HttpRequest, upload: "UploadedFile[bytes] | None", principal_id: int) -> int | None:
    """Keep the letter of authorisation, if there is one. Raises Refused at its field."""
    if not upload:
        return None
    keeper = f"person:{principal_id}"
    try:
        return files.keep(upload.read(), upload.name or "", by=actor(request), at=now(), keeper=keeper)
    except Refused as refused:
        raise Refused(refused.reason, field="proof", code=refused.code) from refused


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def mandates(request: HttpRequest) -> HttpResponse:
    """Show mandates and give a new one."""
    person = reads.person_of(request.user)
    if person is None:
        return redirect("people:details")
    if request.method == "POST" and guesses_too_often(request):
        return render(request, "429.html", status=429)
    form = bound(MandateForm, request)
    if request.method == "POST" and form.is_valid():
        try:
            _give(request, form, person.id)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The mandate is given."))
            return redirect("people:mandates")
    note_guess(request, form)
    language = get_language() or settings.LANGUAGE_CODE
    lines = reads.mandates(person.id, on=now().date(), language=language)
    return render(
        request, "people/mandates.html", {"lines": lines, "form": form, "person": person, "keeps_form": True}
    )


@signed_in
@require_POST
def revoke(request: HttpRequest, mandate_id: int) -> HttpResponse:
    """Take a mandate back."""
    person = reads.person_of(request.user)
    try:
        acts.revoke_mandate(mandate_id, principal_id=person.id if person else 0, by=actor(request), at=now())
        messages.success(request, _("The mandate is revoked."))
    except Refused as refused:
        messages.error(request, str(refused.reason))
    return redirect("people:mandates")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def act_for(request: HttpRequest) -> HttpResponse:
    """Choose for whom one acts from now on."""
    everyone = reads.principals(int(request.user.pk or 0), now().date())
    if request.method == "POST":
        if request.POST.get("person") in {str(one.id) for one in everyone}:
            request.session[reads.ACTING] = int(request.POST["person"])
            return redirect("portal:my")
        messages.error(request, _("You may not act for this person."))
    acting = reads.acting_for(request, now().date())
    return render(request, "people/acting.html", {"everyone": everyone, "acting": acting})
