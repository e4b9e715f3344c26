"""The desk page of every simple field of a draft."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.registers.agencies.gates import staff
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import acts, desk, standards
from yimen.registers.catalogue.field_forms import FieldsForm, initial, merged

EDITORS = (Role.CATALOGUE_EDITOR, Role.ESTABLISHMENT, Role.LEGAL, Role.OPERATOR)
ALL_ORGANS = frozenset({Role.ESTABLISHMENT, Role.LEGAL, Role.OPERATOR})


@staff(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def fields(request: HttpRequest, version_id: int) -> HttpResponse:
    """Fill in the fields of the national list."""
    officer = request.officer  # type: ignore[attr-defined]
    found = desk.sheet(version_id, None if officer.all_roles & ALL_ORGANS else officer.scope_ids)
    if found is None or "revise" not in found.possible:
        raise Http404
    locked = standards.locked(found.content)
    form = bound(FieldsForm, request, initial=initial(found.content), locked=locked)
    if request.method == "POST" and form.is_valid():
        try:
            acts.revise(version_id, merged(found.content, form.cleaned_data))
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("catalogue:version", version_id)
    context = {"form": form, "found": found, "keeps_form": True}
    return render(request, "catalogue/fields.html", context, status=422 if form.errors else 200)
