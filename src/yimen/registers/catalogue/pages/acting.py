"""Every act on the way of one version: handed in, passed, sent back, confirmed, published, stopped."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.catalogue import acts, desk, gates
from yimen.registers.catalogue.forms import ConfirmForm, DayForm, PassForm, ReasonForm, SendBackForm
from yimen.registers.catalogue.life import LIFE, POINTS, State
from yimen.registers.catalogue.pages.version import actor, allowed, do, language, possible, sheet, show
from yimen.registers.catalogue.threads import places
from yimen.registers.people import acts as people


@staff(*gates.DESK)
@require_POST
def renew(request: HttpRequest, version_id: int) -> HttpResponse:
    """Draft the next version from this one."""
    found = sheet(request, version_id)
    if "renew" not in possible(request, found):
        raise PermissionDenied
    try:
        new = acts.renew(version_id, by=actor(request), at=now())
    except Refused as refused:
        messages.error(request, str(refused.reason))
        return redirect("catalogue:version", version_id)
    return redirect("catalogue:edit", new)


@staff(*gates.DESK)
@require_POST
def submit(request: HttpRequest, version_id: int) -> HttpResponse:
    """Hand a draft in to the organ's head."""
    allowed(request, version_id, "submit")
    at = now()
    return do(
        request,
        version_id,
        lambda: acts.submit(version_id, by=actor(request), at=at, calendar=calendar()),
        _("Handed in; the head of the organ has it now."),
    )


PASSES = {
    State.HEAD: ("pass_head", acts.pass_head),
    State.OFFICE: ("pass_office", acts.pass_office),
    State.LEGAL: ("pass_legal", acts.pass_legal),
}


@staff(*gates.DESK)
@require_POST
def pass_on(request: HttpRequest, version_id: int) -> HttpResponse:
    """Pass a draft on to the next stage, every point ticked."""
    state = sheet(request, version_id).line.state
    if state not in PASSES:
        messages.error(request, str(LIFE.refusal))
        return redirect("catalogue:version", version_id)
    name, act = PASSES[State(state)]
    found, form = allowed(request, version_id, name), bound(PassForm, request, points=POINTS[State(state)])
    if form.is_valid():
        said, at = form.cleaned_data, now()
        try:
            act(
                version_id,
                points=said["points"],
                remark=said["remark"],
                by=actor(request),
                at=at,
                calendar=calendar(),
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Passed on."))
            return redirect("catalogue:version", version_id)
    return show(request, found, pass_form=form)


@staff(*gates.DESK)
@require_POST
def send_back(request: HttpRequest, version_id: int) -> HttpResponse:
    """Send a draft back to its editor, with the place and the reason."""
    found = sheet(request, version_id)
    if "send_back" not in possible(request, found):
        raise PermissionDenied
    form = bound(SendBackForm, request, places=places(found.content, language()))
    if form.is_valid():
        said = form.cleaned_data
        try:
            acts.send_back(
                version_id, reason=said["reason"], place=said["place"], by=actor(request), at=now()
            )
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Sent back to the editor."))
            return redirect("catalogue:version", version_id)
    return show(request, found, send_back_form=form)


@staff(*gates.DESK)
@require_POST
def take_back(request: HttpRequest, version_id: int) -> HttpResponse:
    """Take the own draft back to change it."""
    allowed(request, version_id, "take_back")
    return do(
        request,
        version_id,
        lambda: acts.take_back(version_id, by=actor(request), at=now()),
        _("Taken back; it is a draft again."),
    )


@staff(*gates.DESK)
@require_POST
def discard(request: HttpRequest, version_id: int) -> HttpResponse:
    """Throw a draft away."""
    allowed(request, version_id, "discard")
    try:
        acts.discard(version_id, by=actor(request), at=now())
    except Refused as refused:
        messages.error(request, str(refused.reason))
        return redirect("catalogue:version", version_id)
    messages.success(request, _("The draft was thrown away."))
    return redirect("catalogue:matters")


def is_really(request: HttpRequest, form: Any) -> bool:  # noqa: ANN401 a form of Django's
    """Say whether whoever signs is the account's owner, by the password; only so many wrong ones are heard (F-402)."""
    user = request.user
    good = user.is_authenticated and user.check_password(form.cleaned_data["password"])
    try:
        good = people.is_right("password", f"account:{user.pk}", right=good, at=now())
    except Refused as refused:
        form.add_error("password", refused.reason)
        return False
    if not good:
        form.add_error("password", _("This is not your password."))
    return good


@staff(*gates.DESK)
@require_POST
def confirm(request: HttpRequest, version_id: int) -> HttpResponse:
    """Sign the organ's confirmation; the head confirms with the own password."""
    found, form = allowed(request, version_id, "confirm"), bound(ConfirmForm, request)
    if form.is_valid() and is_really(request, form):
        name, at = officer_of(request).name, now()
        try:
            signed = acts.confirm(version_id, name=name, by=actor(request), at=at, calendar=calendar())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Signed."))
            return redirect("catalogue:confirmation", signed)
    return show(request, found, confirm_form=form)


@staff(*gates.DESK)
@require_safe
def confirmation(request: HttpRequest, confirmation_id: int) -> HttpResponse:
    """Show a signed confirmation as a document to be printed."""
    found = desk.confirmation(confirmation_id, gates.scope(officer_of(request)))
    if found is None:
        raise Http404
    return render(request, "catalogue/confirmation.html", {"found": found, "lines": found.lines.all()})


@staff(*gates.DESK)
@require_POST
def publish(request: HttpRequest, version_id: int) -> HttpResponse:
    """Publish what every stage has passed and the organ has confirmed, from a day on."""
    found, form = allowed(request, version_id, "publish"), bound(DayForm, request)
    if form.is_valid():
        day = form.cleaned_data["effective_on"]
        try:
            acts.publish(version_id, effective_on=day, by=actor(request), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Published."))
            return redirect("catalogue:version", version_id)
    return show(request, found, day_form=form)


@staff(*gates.DESK)
@require_POST
def stop(request: HttpRequest, version_id: int, act: str) -> HttpResponse:
    """Suspend or withdraw a matter, with a reason."""
    found, form = allowed(request, version_id, act), bound(ReasonForm, request)
    stopping = acts.suspend if act == "suspend" else acts.withdraw
    if form.is_valid():
        try:
            stopping(found.line.matter_id, reason=form.cleaned_data["reason"], by=actor(request), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Done; people read your reason."))
            return redirect("catalogue:version", version_id)
    return show(request, found, reason_form=form)


@staff(*gates.DESK)
@require_POST
def resume(request: HttpRequest, version_id: int) -> HttpResponse:
    """Let a suspended matter be applied for again."""
    found = allowed(request, version_id, "resume")
    return do(
        request,
        version_id,
        lambda: acts.resume(found.line.matter_id, by=actor(request), at=now()),
        _("The matter can be applied for again."),
    )
