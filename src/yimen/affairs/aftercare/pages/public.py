"""For everyone: whether a permit is genuine, and what checks found (A-503, A-608)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from yimen.affairs.aftercare import reads
from yimen.affairs.aftercare.forms import CheckNumberForm
from yimen.affairs.aftercare.pages.common import cursor_of
from yimen.ground.clock import now
from yimen.ground.gates import public
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.permits import reads as permits
from yimen.registers.permits.reads import UPCOMING, PermitSheet


def _shown(request: HttpRequest, found: PermitSheet | None, form: CheckNumberForm) -> HttpResponse:
    """Show what is genuine about a permit and nothing private; one that was replaced, or has not begun, leads to the one that holds."""
    at = now()
    ids = (found.next_id, found.previous_id if found.standing == UPCOMING else None) if found else ()
    beside = permits.several(filter(None, ids), at=at)
    context = {
        "permit": found,
        "newer": beside.get(found.next_id or 0) if found else None,
        "older": beside.get(found.previous_id or 0) if found else None,
        "form": form,
        "checks": reads.open_checks(found.id) if found else [],
        "unknown": found is None,
        "asked_at": at,
    }
    return render(request, "aftercare/check.html", context, status=200 if found else 404)


@public
@require_safe
def check(request: HttpRequest) -> HttpResponse:
    """Find a permit by the number on the certificate."""
    if "number" not in request.GET:
        return render(request, "aftercare/check.html", {"form": CheckNumberForm()})
    form = CheckNumberForm(request.GET)
    if not form.is_valid():
        return render(request, "aftercare/check.html", {"form": form}, status=422)
    found = permits.by_number(form.cleaned_data["number"], at=now())
    if found is None:
        form.add_error(
            "number", _("No permit of this city has this number. Please compare it with the certificate.")
        )
    return _shown(request, found, form)


@public
@require_safe
def genuine(request: HttpRequest, code: str) -> HttpResponse:
    """Show the permit whose QR picture was read."""
    return _shown(request, permits.by_code(code, at=now()), CheckNumberForm())


@public
@require_safe
def checks(request: HttpRequest) -> HttpResponse:
    """List the checks on the spot, signed by their inspectors, without private data (A-608)."""
    page = reads.public_checks(cursor=cursor_of(request))
    known = permits.several({one.permit_id for one in page.checks}, at=now())
    catalogue.versions(one.version_id for one in known.values())  # one question for the page
    lines = [(one, known[one.permit_id]) for one in page.checks if one.permit_id in known]
    return render(request, "aftercare/checks.html", {"lines": lines, "next": page.next})
