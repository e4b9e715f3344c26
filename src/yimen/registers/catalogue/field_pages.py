"""The desk page of every simple field of a draft."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.registers.agencies.gates import staff
from yimen.registers.catalogue import acts, gates
from yimen.registers.catalogue.field_forms import FieldsForm, initial, merged
from yimen.registers.catalogue.pages.version import actor, offered, sheet


@staff(*gates.DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def fields(request: HttpRequest, version_id: int) -> HttpResponse:
    """Fill in the fields of the national list."""
    found = sheet(request, version_id)
    if "revise" not in found.possible:
        raise Http404
    if "revise" not in offered(request, found):
        raise PermissionDenied
    form = bound(FieldsForm, request, initial=initial(found.content), locked=found.locked)
    if request.method == "POST" and form.is_valid():
        try:
            content = merged(found.content, form.cleaned_data)
            acts.revise(version_id, content, by=actor(request), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("catalogue:version", version_id)
    context = {"form": form, "found": found, "keeps_form": True}
    return render(request, "catalogue/fields.html", context, status=422 if form.errors else 200)
