"""For inspectors: record a check, sign it, look again; and for heads of organs: who may not apply, and lifting that."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.affairs.aftercare import acts, gates
from yimen.affairs.aftercare.acts import Visit
from yimen.affairs.aftercare.forms import MOST_PHOTOS, LiftForm, MendedForm, VisitForm
from yimen.affairs.aftercare.pages.common import actor, cursor_of
from yimen.ground.clock import now
from yimen.ground.files import acts as files
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.people import acts as people_acts
from yimen.registers.people import reads as people
from yimen.registers.permits import reads as permits
from yimen.registers.permits.reads import PermitSheet

PAGE = 25


def _colleagues(organ_id: int, *, besides: int) -> list[tuple[str, str]]:
    """Return the other inspectors of an organ, as actor and name."""
    others = [one for one in agencies.holders(organ_id, Role.INSPECTOR, at=now()) if one != besides]
    return sorted(agencies.actor_words(f"account:{one}" for one in others).items())


def _photos(request: HttpRequest, given: list[Any], permit_id: int) -> list[int]:
    if len(given) > MOST_PHOTOS:
        raise Refused(
            _("Hand in at most %(most)s photos.") % {"most": MOST_PHOTOS}, field="photos", code="too_many"
        )
    return [
        files.keep(one.read(), one.name or "", by=actor(request), at=now(), keeper=f"permit:{permit_id}")
        for one in given
    ]


def _record(request: HttpRequest, found: PermitSheet, said: dict[str, Any], known: dict[str, str]) -> int:
    officer = officer_of(request)
    inspectors = {actor(request): officer.name, **{one: known[one] for one in said["second"]}}
    visit = Visit(
        checked_on=said["checked_on"],
        inspectors=inspectors,
        findings=said["findings"],
        result=said["result"],
        mend=said["mend"],
        basis=said["basis"],
        mend_by=said["mend_by"],
        photos=_photos(request, said["photos"], found.id),
    )
    return acts.record_check(found, visit, by=actor(request), at=now())


@staff("inspector")
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest, permit_id: int) -> HttpResponse:
    """Record a check on the spot."""
    officer = officer_of(request)
    found = gates.permit_for_officer(officer, permit_id, "check")
    known = _colleagues(found.organ_id, besides=officer.account_id)
    form = bound(VisitForm, request, inspectors=known)
    if request.method == "POST" and form.is_valid():
        try:
            _record(request, found, form.cleaned_data, dict(known))
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Recorded and signed by you; the others still have to sign."))
            return redirect("aftercare:desk_permit", permit_id)
    context = {"permit": found, "form": form, "keeps_form": True}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "aftercare/desk_visit.html", context, status=status)


@staff("inspector")
@require_POST
def sign(request: HttpRequest, check_id: int) -> HttpResponse:
    """Sign a check that a colleague recorded."""
    found = gates.check_for_officer(officer_of(request), check_id, "sign")
    owner = permits.owner(found.permit_id)
    try:
        done = acts.sign_check(check_id, holder_id=owner[0] if owner else 0, by=actor(request), at=now())
        messages.success(request, _("Signed; the record is open to everyone.") if done else _("Signed."))
    except Refused as refused:
        messages.error(request, str(refused.reason))
    return redirect("aftercare:desk_permit", found.permit_id)


@staff("inspector")
@require_http_methods(["GET", "HEAD", "POST"])
def mended(request: HttpRequest, check_id: int) -> HttpResponse:
    """Record that what had to be mended is mended."""
    found = gates.check_for_officer(officer_of(request), check_id, "mended")
    form = bound(MendedForm, request)
    if request.method == "POST" and form.is_valid():
        try:
            acts.find_mended(check_id, note=form.cleaned_data["note"], by=actor(request), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Noted as mended."))
            return redirect("aftercare:desk_permit", found.permit_id)
    context = {"found": found, "form": form, "keeps_form": True}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "aftercare/desk_mended.html", context, status=status)


@staff(*sorted(gates.BARS))
@require_safe
def bars(request: HttpRequest) -> HttpResponse:
    """List who may not apply for what until when, and why (A-210, A-607)."""
    return _bars(request)


def _bars(request: HttpRequest, form: LiftForm | None = None, lifting: int = 0) -> HttpResponse:
    officer, at = officer_of(request), now()
    found = people.bars_of_organs(officer.scope(gates.BARS), cursor=cursor_of(request), size=PAGE)
    heads = any(one.role == Role.ORGAN_HEAD for one in officer.held)
    names = catalogue.titles_of(one.matter_id for one in found[:PAGE])
    lines = [
        (
            one,
            names.get(one.matter_id, {}),
            one.ended_at is None and one.until_on > at.date(),
            _lift_form(one.id, form, lifting),
        )
        for one in found[:PAGE]
    ]
    context = {
        "lines": lines,
        "next": str(found[PAGE - 1].id) if len(found) > PAGE else "",
        "may_lift": heads,
        "lifting": lifting,
    }
    return render(request, "aftercare/bars.html", context, status=422 if form else 200)


def _lift_form(bar_id: int, form: LiftForm | None, lifting: int) -> LiftForm:
    return form if form is not None and bar_id == lifting else LiftForm(prefix=f"lift-{bar_id}")


@staff("organ_head")
@require_POST
def lift(request: HttpRequest, bar_id: int) -> HttpResponse:
    """Lift a bar whose cause was set aside."""
    organ = people.organ_of_bar(bar_id) if bar_id < 2**63 else None
    if organ is None or not gates.may(officer_of(request), organ, "lift"):
        raise Http404
    form = bound(LiftForm, request, prefix=f"lift-{bar_id}")
    if form.is_valid():
        try:
            people_acts.lift_bar(bar_id, why=form.cleaned_data["why"], by=actor(request), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The bar is lifted; it stays on record."))
            return redirect("aftercare:bars")
    return _bars(request, form, bar_id)
