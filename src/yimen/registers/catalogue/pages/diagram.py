"""The steps of a matter as a diagram for other programs: taken away by everyone, brought back by its editors."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from yimen.ground.clock import now
from yimen.ground.gates import public
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import acts, bpmn, desk, gates, reads
from yimen.registers.catalogue.bpmn_reading import MOST_BYTES, Unreadable, read
from yimen.registers.catalogue.finding import chinese
from yimen.registers.catalogue.following import followed
from yimen.registers.catalogue.forms import DiagramForm
from yimen.registers.catalogue.pages.version import actor, language, offered, sheet
from yimen.registers.catalogue.sheets import MatterSheet


def _role(code: str) -> str:
    return str(Role(code).label) if code in Role.values else code


def answer(matter: MatterSheet) -> HttpResponse:
    """Return the diagram of a matter in the reader's language as a file. Raises Http404 if it has no steps."""
    if not matter.steps:
        raise Http404
    response = HttpResponse(
        bpmn.export(matter, language(), called=_role), content_type="application/xml; charset=utf-8"
    )
    response["Content-Disposition"] = content_disposition_header(True, f"{matter.code}.bpmn")
    response["X-Content-Type-Options"] = "nosniff"
    return response


@public
@require_safe
def steps(_request: HttpRequest, code: str) -> HttpResponse:
    """Give the published steps of a matter to everyone."""
    matter = reads.published(code, on=now().date()) if "\x00" not in code else None
    if matter is None:
        raise Http404
    return answer(matter)


@staff(*gates.DESK)
@require_safe
def version_steps(request: HttpRequest, version_id: int) -> HttpResponse:
    """Give the steps of a version to those who work on it."""
    found = desk.matter(version_id, gates.scope(officer_of(request)))
    if found is None:
        raise Http404
    return answer(found)


def roles() -> dict[str, str]:
    """Return what a lane may be called, in any language, with the role that is meant."""
    found = {one.value: one.value for one in Role}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {str(one.label).casefold(): one.value for one in Role}
    return found


@staff(*gates.DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def take_steps(request: HttpRequest, version_id: int) -> HttpResponse:
    """Take the steps of a draft from a diagram; what is the same keeps its standard, officer and outcome."""
    found = sheet(request, version_id)
    if "revise" not in found.possible:
        raise Http404
    if "revise" not in offered(request, found):
        raise PermissionDenied
    form = bound(DiagramForm, request)
    if form.is_valid():
        try:
            drawn = read(form.cleaned_data["file"].read(MOST_BYTES + 1), roles=roles())
            acts.revise(version_id, with_steps(found.content, drawn), by=actor(request), at=now())
        except Unreadable as fault:
            form.add_error("file", fault.words)
        except Refused as refused:
            form.refuse(Refused(refused.reason, field="file", code=refused.code))
        else:
            messages.success(
                request, _("The steps are those of the diagram now. Look at their days and names.")
            )
            return redirect("catalogue:edit_part", version_id, "steps")
    context = {"form": form, "found": found}
    return render(request, "catalogue/take_steps.html", context, status=422 if form.errors else 200)


def with_steps(content: Mapping[str, Any], drawn: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the content with the drawn steps; one of the same Chinese name keeps what a diagram has no place for."""
    before = content.get("steps") or []
    places = {chinese(one.get("names")): n for n, one in enumerate(before)}
    order = [places.get(chinese(one["names"]), -1) for one in drawn]
    steps = [_joined(before[n] if n >= 0 else {}, one) for n, one in zip(order, drawn, strict=True)]
    return followed({**content, "steps": steps}, "steps", order)


def _joined(old: Mapping[str, Any], step: Mapping[str, Any]) -> dict[str, Any]:
    days = step["days"] if step["days"] is not None else old.get("days")
    return {**old, **step, "names": {**(old.get("names") or {}), **step["names"]}, "days": days}
