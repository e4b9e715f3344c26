"""Beginning a new matter: from an item of the base directory, or from nothing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import acts, standard_acts
from yimen.registers.catalogue.forms import NewMatterForm
from yimen.registers.catalogue.pages.version import actor, language


def _organs(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the organs for which the officer drafts."""
    officer = officer_of(request)
    found = (one for one in agencies.organs().values() if officer.may(Role.CATALOGUE_EDITOR, one.id))
    return [(str(one.id), one.name(language())) for one in found]


@staff(Role.CATALOGUE_EDITOR)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Draft a new matter for an organ of the editor (H-106)."""
    initial = {"base_code": request.GET.get("base", "")[:12]}
    form = bound(NewMatterForm, request, initial=initial, organs=_organs(request))
    if request.method == "POST" and form.is_valid():
        try:
            version = _drafted(request, form)
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The draft is made; write what is missing."))
            return redirect("catalogue:edit", version)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "catalogue/new.html", {"form": form, "keeps_form": True}, status=status)


def _drafted(request: HttpRequest, form: NewMatterForm) -> int:
    said, by, at = form.cleaned_data, actor(request), now()
    organ = agencies.organs()[int(said["organ"])]
    if said["base_code"]:
        return standard_acts.implement(said["base_code"], [organ.id], by=by, at=at)[0]
    return acts.begin(organ, name=said["name"], kind=said["kind"], by=by, at=at)
