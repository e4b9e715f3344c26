"""When a law changes: which matters cite it, a revision of all of them at once, its review and its publication."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.look.forms import PlainForm, bound
from yimen.ground.numbers import read_numbers
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import acts, citations, citing, gates
from yimen.registers.catalogue import revisions as listed
from yimen.registers.catalogue.acts.revising import Proposal
from yimen.registers.catalogue.edits import Edits
from yimen.registers.catalogue.forms import ConfirmForm, PassForm, ReasonForm, RevisionForm
from yimen.registers.catalogue.life import POINTS, REVISION_LIFE, RevisionState, Stage, State
from yimen.registers.catalogue.pages.acting import is_really
from yimen.registers.catalogue.pages.version import actor, language
from yimen.registers.catalogue.revisions import RevisionSheet

SHOWN = (Role.ESTABLISHMENT, Role.LEGAL, Role.OPERATOR)


@staff(*SHOWN)
@require_http_methods(["GET", "HEAD", "POST"])
def laws(request: HttpRequest) -> HttpResponse:
    """List the laws that matters cite; with a law, the matters that cite it and the form of a revision."""
    law, article = request.GET.get("law", "")[:200], request.GET.get("article", "")[:12].strip()
    numbers = citations.articles(article) if "条" in article else [article]
    article = numbers[0] if numbers else ""
    if "\x00" in law + article:
        raise Http404
    found = citing.citing(law, article) if law.strip() else []
    form = bound(RevisionForm, request)
    may_propose = _may_propose(request)
    if request.method == "POST" and may_propose and form.is_valid():
        new = _propose(request, form, law, article)
        if new:
            return redirect("catalogue:revision", new)
    chosen = set(request.POST.getlist("matter"))
    context = {
        "law": citations.law(law) if law else "",
        "typed": law,
        "article": article,
        "laws": [] if law.strip() else citing.laws(),
        "found": [(one, not chosen or str(one.matter_id) in chosen) for one in found],
        "form": form,
        "may_propose": may_propose,
        "alone": _of_an_office(request) and not may_propose,
        "keeps_form": True,
    }
    return render(request, "catalogue/laws.html", context)


def _may_propose(request: HttpRequest) -> bool:
    return _of_an_office(request) and not _alone(request)


def _of_an_office(request: HttpRequest) -> bool:
    return bool(officer_of(request).all_roles & set(gates.OFFICES))


def _alone(request: HttpRequest) -> bool:
    """Say whether a revision of this officer would come to a stop: both offices pass it by two others (H-412)."""
    held = agencies.in_roles(gates.OFFICES, on=now().date())
    office, legal = (held[role] - {request.user.pk} for role in gates.OFFICES)
    return not (office and legal and len(office | legal) > 1)


def _propose(request: HttpRequest, form: PlainForm, law: str, article: str) -> int:
    said = form.cleaned_data
    names = ("new_title", "new_article", "new_doc_no", "statutory_days", "promised_days", "drop_material")
    edits = Edits(
        **{name: said[name] for name in names}, statutory_unit=said["statutory_unit"] or "working_days"
    )
    chosen = frozenset(read_numbers(request.POST.getlist("matter")))
    what = Proposal(said["title"], law, article, edits, said["effective_on"], chosen)
    try:
        return acts.propose(what, by=actor(request), at=now())
    except Refused as refused:
        form.refuse(refused)
        return 0


@staff(*gates.DESK)
@require_safe
def revisions(request: HttpRequest) -> HttpResponse:
    """List the revisions that touch the officer's organs."""
    lines = listed.listed(gates.scope(officer_of(request)))
    return render(request, "catalogue/revisions.html", {"lines": lines, "may_propose": _may_propose(request)})


def _sheet(request: HttpRequest, revision_id: int) -> RevisionSheet:
    found = listed.sheet(revision_id, gates.scope(officer_of(request)), language())
    if found is None:
        raise Http404
    return found


def _acts(request: HttpRequest, found: RevisionSheet) -> set[str]:
    """Return what the officer may do with a revision now."""
    possible = REVISION_LIFE.possible(RevisionState(found.line.state))
    roles = officer_of(request).all_roles
    wanted = {
        "submit": set(gates.OFFICES),
        "leave_out": set(gates.OFFICES),
        "undo": set(gates.OFFICES) if found.line.made_by == actor(request) else _in_hand(found),
        "pass_office": {Role.ESTABLISHMENT},
        "pass_legal": {Role.LEGAL},
        "publish": {Role.ESTABLISHMENT},
        "send_back": _in_hand(found),
    }
    allowed = {act for act, by in wanted.items() if act in possible and by & roles}
    return allowed - {"publish"} if found.unconfirmed else allowed


def _in_hand(found: RevisionSheet) -> set[Role]:
    """Return which offices have a revision in hand."""
    if found.line.state == RevisionState.DRAFT:
        return set(gates.OFFICES)
    return {Role.LEGAL} if found.line.state == RevisionState.LEGAL else {Role.ESTABLISHMENT}


def _show(request: HttpRequest, found: RevisionSheet, **forms: PlainForm) -> HttpResponse:
    officer = officer_of(request)
    own = [
        (organ_id, name)
        for organ_id, name in found.unconfirmed
        if Stage.HEAD in gates.stages(officer, organ_id)
    ]
    state = State(found.line.state) if found.line.state in {State.OFFICE, State.LEGAL} else None
    context = {
        "found": found,
        "acts": _acts(request, found),
        "to_sign": own if found.line.state == RevisionState.CONFIRM else [],
        "pass_form": PassForm(points=POINTS.get(state, {}) if state else {}),
        "reason_form": ReasonForm(),
        "confirm_form": ConfirmForm(),
        **forms,
    }
    return render(request, "catalogue/revision.html", context, status=422 if forms else 200)


@staff(*gates.DESK)
@require_safe
def revision(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Show a revision: what it changes, row by row, and what may be done next."""
    return _show(request, _sheet(request, revision_id))


def _do(
    request: HttpRequest,
    revision_id: int,
    act: Callable[[], object],
    done: str,
    form: PlainForm | None = None,
) -> HttpResponse | None:
    """Do an act; None if it was refused into a form."""
    try:
        act()
    except Refused as refused:
        if form is not None:
            form.refuse(refused)
            return None
        messages.error(request, str(refused.reason))
    else:
        messages.success(request, done)
    return redirect("catalogue:revision", revision_id)


def _allowed(request: HttpRequest, revision_id: int, *acts_: str) -> RevisionSheet:
    found = _sheet(request, revision_id)
    if not _acts(request, found) & set(acts_):
        raise PermissionDenied
    return found


@staff(*gates.OFFICES)
@require_POST
def submit(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Hand a revision in to the establishment office."""
    _allowed(request, revision_id, "submit")
    at = now()
    answer = _do(
        request,
        revision_id,
        lambda: acts.submit_revision(revision_id, by=actor(request), at=at, calendar=calendar()),
        _("Handed in; the establishment office has it now."),
    )
    return answer or redirect("catalogue:revision", revision_id)


@staff(*gates.OFFICES)
@require_POST
def pass_on(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Pass a whole revision on, every point ticked."""
    found = _allowed(request, revision_id, "pass_office", "pass_legal")
    form = bound(PassForm, request, points=POINTS[State(found.line.state)])
    if form.is_valid():
        points, at = form.cleaned_data["points"], now()
        answer = _do(
            request,
            revision_id,
            lambda: acts.pass_revision(
                revision_id, points=points, by=actor(request), at=at, calendar=calendar()
            ),
            _("Passed on."),
            form,
        )
        if answer is not None:
            return answer
    return _show(request, found, pass_form=form)


@staff(*gates.OFFICES)
@require_POST
def send_back(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Send a whole revision back, with the reason."""
    found, form = _allowed(request, revision_id, "send_back"), bound(ReasonForm, request)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        answer = _do(
            request,
            revision_id,
            lambda: acts.send_revision_back(revision_id, reason=reason, by=actor(request), at=now()),
            _("Sent back."),
            form,
        )
        if answer is not None:
            return answer
    return _show(request, found, reason_form=form)


@staff(*gates.OFFICES)
@require_POST
def undo(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Undo a revision before it is published."""
    found, form = _allowed(request, revision_id, "undo"), bound(ReasonForm, request)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        answer = _do(
            request,
            revision_id,
            lambda: acts.undo_revision(revision_id, reason=reason, by=actor(request), at=now()),
            _("Undone; every draft of it was thrown away."),
            form,
        )
        if answer is not None:
            return answer
    return _show(request, found, reason_form=form)


@staff(*gates.OFFICES)
@require_POST
def leave_out(request: HttpRequest, revision_id: int, row_id: int) -> HttpResponse:
    """Leave one matter out of a revision."""
    found = _allowed(request, revision_id, "leave_out")
    if row_id not in {row.id for row in found.rows}:
        raise Http404
    answer = _do(
        request,
        revision_id,
        lambda: acts.leave_out(revision_id, row_id, by=actor(request), at=now()),
        _("Left out."),
    )
    return answer or redirect("catalogue:revision", revision_id)


@staff(Role.ORGAN_HEAD)
@require_POST
def confirm(request: HttpRequest, revision_id: int, organ_id: int) -> HttpResponse:
    """Sign one confirmation for all matters of the own organ in a revision."""
    found, form = _sheet(request, revision_id), bound(ConfirmForm, request)
    officer = officer_of(request)
    if Stage.HEAD not in gates.stages(officer, organ_id):
        raise PermissionDenied
    if form.is_valid() and is_really(request, form):
        at = now()
        answer = _do(
            request,
            revision_id,
            lambda: acts.confirm_revision(
                revision_id, organ_id, name=officer.name, by=actor(request), at=at, calendar=calendar()
            ),
            _("Signed."),
            form,
        )
        if answer is not None:
            return answer
    return _show(request, found, confirm_form=form)


@staff(*gates.OFFICES)
@require_POST
def publish(request: HttpRequest, revision_id: int) -> HttpResponse:
    """Publish a revision that every organ has confirmed."""
    _allowed(request, revision_id, "publish")
    answer = _do(
        request,
        revision_id,
        lambda: acts.publish_revision(revision_id, by=actor(request), at=now()),
        _("Published; rows that failed say why."),
    )
    return answer or redirect("catalogue:revision", revision_id)
