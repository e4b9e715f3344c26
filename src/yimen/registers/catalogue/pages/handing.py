"""Powers handed down at the desk: the list, the form, taking back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.catalogue import acts, gates
from yimen.registers.catalogue import delegations as handed
from yimen.registers.catalogue.acts.delegating import Handing, may_receive
from yimen.registers.catalogue.forms import DelegateForm, RevokeForm
from yimen.registers.catalogue.life import DelegationKind, Stage
from yimen.registers.catalogue.pages.version import actor, allowed, language

LOWER = ("town", "village")


@staff(*gates.DESK)
@require_safe
def delegations(request: HttpRequest) -> HttpResponse:
    """List the powers handed down, those that hold first."""
    officer = officer_of(request)
    found = handed.register(gates.scope(officer), on=now().date(), language=language())
    lines = [(one, bool(gates.stages(officer, one.owner_id) & gates.ACTS["delegate"])) for one in found]
    return render(request, "catalogue/delegations.html", {"lines": lines})


def _organs(own: int, kind: str) -> list[tuple[str, str]]:
    """Return the organs to choose from for a kind of matter: towns and villages first."""
    kinds = may_receive(kind)
    found = [one for one in agencies.organs().values() if one.kind in kinds and one.id != own]
    found.sort(key=lambda one: (one.kind not in LOWER, one.kind, one.lineage))
    return [(str(one.id), one.name(language())) for one in found]


@staff(*gates.DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def delegate(request: HttpRequest, version_id: int) -> HttpResponse:
    """Hand a matter down; a devolved power only by the establishment office."""
    found = allowed(request, version_id, "delegate")
    form = bound(DelegateForm, request, organs=_organs(found.organ_id, found.sheet.kind))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        own = gates.stages(officer_of(request), found.organ_id)
        if said["kind"] == DelegationKind.DEVOLVED and Stage.OFFICE not in own:
            form.add_error("kind", _("Only the establishment office devolves a power."))
        else:
            what = Handing(
                int(said["organ"]),
                said["kind"],
                said["scope"],
                said["basis"],
                said["from_on"],
                said["until_on"],
            )
            try:
                acts.delegate(found.line.matter_id, what, by=actor(request), at=now())
            except Refused as refused:
                form.refuse(refused)
            else:
                messages.success(request, _("Handed down; the guide shows it from the first day on."))
                return redirect("catalogue:delegations")
    return render(request, "catalogue/delegate.html", {"form": form, "found": found, "keeps_form": True})


@staff(*gates.DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, delegation_id: int) -> HttpResponse:
    """Take a power back from a day on."""
    officer = officer_of(request)
    lines = handed.register(gates.scope(officer), on=now().date(), language=language(), only=delegation_id)
    if not lines:
        raise Http404
    if not gates.stages(officer, lines[0].owner_id) & gates.ACTS["delegate"]:
        raise PermissionDenied
    form = bound(RevokeForm, request)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            acts.revoke(delegation_id, on=said["on"], reason=said["reason"], by=actor(request), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Taken back."))
            return redirect("catalogue:delegations")
    return render(request, "catalogue/revoke.html", {"form": form, "line": lines[0], "keeps_form": True})
