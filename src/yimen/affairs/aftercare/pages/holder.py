"""For holders: what one holds, until when, what one can do with it, and what the organ means to do."""

import io
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import segno
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.affairs.aftercare import acts, gates, reads
from yimen.affairs.aftercare.forms import OwnViewsForm
from yimen.affairs.aftercare.hindrances import may_answer_hearing
from yimen.affairs.aftercare.pages.common import actor, cursor_of
from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import gates as case_gates
from yimen.affairs.cases import reads as case_reads
from yimen.affairs.cases.acts import Application, Paper, Purpose
from yimen.ground.calendar.reads import today_of
from yimen.ground.clock import now
from yimen.ground.gates import account_of, signed_in
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.ground.together import read_together
from yimen.means.documents import reads as documents
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet
from yimen.registers.people import reads as people
from yimen.registers.people.reads import Principal
from yimen.registers.permits import reads as permits
from yimen.registers.permits.reads import Page, PermitSheet

RENEWAL_OPENS = timedelta(days=180)  # [D]: the law names no first day; years ahead it is of no use
WORDS: dict[str, str | Promise] = {
    Purpose.RENEWAL: gettext_lazy("Ask for its renewal"),
    Purpose.CHANGE: gettext_lazy("Ask for a change"),
    Purpose.CANCEL: gettext_lazy("Give it up"),
}


@dataclass(frozen=True)
class Possible:
    """What a holder may ask for on a permit."""

    purpose: str
    words: str | Promise
    late: bool = False


def possible(permit: PermitSheet, matter: MatterSheet | None, today: date) -> list[Possible]:
    """Return what may be asked for on a permit today, by what its matter takes."""
    if matter is None or not permit.open_to_applications or matter.state != "published" or not matter.online:
        return []
    late = permit.renew_by is not None and today > permit.renew_by
    soon = permit.valid_until is not None and permit.valid_until - today <= RENEWAL_OPENS
    return [
        Possible(purpose, words, late=late and purpose == Purpose.RENEWAL)
        for purpose, words in WORDS.items()
        if purpose in matter.permit.purposes and (purpose != Purpose.RENEWAL or soon)
    ]


@signed_in
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """List the permits of the person one acts for, the newest first."""
    at = now()
    person = people.acting_for(request, at.date())
    page = _page_of(person, at, cursor_of(request)) if person else None
    context = {"person": person, "lines": page.permits if page else (), "next": page.next if page else ""}
    return render(request, "aftercare/mine.html", context)


def _page_of(person: Principal, at: datetime, cursor: str) -> Page:
    return permits.mine(person.id, at=at, matter_ids=case_gates.matters_of(person), cursor=cursor)


@signed_in
@require_safe
def permit(request: HttpRequest, permit_id: int) -> HttpResponse:
    """Show a permit: until when it holds, its documents, its QR picture, and what one can do."""
    at = now()
    found = gates.permit_for_person(account_of(request), permit_id, at=at)
    matter = _todays(found, at.date())
    proceedings, checks, papers, waiting = read_together(
        *reads.around(permit_id),
        documents.asked_about(permit_id),
        case_reads.asked_undecided([found.open_case_id] if found.open_case_id else []),
    )
    busy = bool(waiting)
    context = {
        "permit": found,
        "possible": [] if busy else possible(found, matter, at.date()),
        "open_case": found.open_case_id if busy else None,
        "proceedings": proceedings,
        "documents": papers,
        "checks": [one for one in checks if one.signed_at],
        "moments": reads.moments(found, for_holder=True),
    }
    return render(request, "aftercare/permit.html", context)


def _todays(found: PermitSheet, today: date) -> MatterSheet | None:
    """Return the matter of a permit as it is published today, or None."""
    return catalogue.published(catalogue.version(found.version_id).code, on=today)


def _draft(request: HttpRequest, found: PermitSheet, matter: MatterSheet, purpose: str) -> int:
    """Begin a draft with everything that is known already: the answers and papers of the last application (A-106)."""
    at, before = now(), case_reads.sheet_or_none(found.case_id)
    own = people.person_of(request.user)
    draft = Application(
        matter=matter,
        person=people.by_id(found.person_id),
        facts=catalogue.kept(matter, before.facts) if before else {},
        agent_id=own.id if own and own.id != found.person_id else None,
        language=get_language() or settings.LANGUAGE_CODE,
        purpose=purpose,
        permit_id=found.id,
    )
    case_id = cases.save_draft(draft, case_id=None, by=actor(request), at=at)
    wanted = {one.name("zh-hans"): one.n for one in matter.materials}
    papers = [
        Paper(wanted[one["name"]], file_id=one["file_id"], reference=one["reference"] or _known(found))
        for one in (before.materials if before else ())
        if one["name"] in wanted
    ]
    cases.add_papers(case_id, papers, at=at)
    return case_id


def _known(found: PermitSheet) -> str:
    return f"原申请已提交（{found.number}）"


@signed_in
@require_POST
def apply(request: HttpRequest, permit_id: int, purpose: str) -> HttpResponse:
    """Begin an application on a permit, or go on with the one begun before; an agent needs a mandate for the matter."""
    at = now()
    found = gates.permit_for_person(account_of(request), permit_id, at=at)
    matter = _todays(found, at.date())
    if matter is None or purpose not in {one.purpose for one in possible(found, matter, at.date())}:
        raise Http404
    begun = case_reads.draft_on(permit_id, purpose)
    return redirect("portal:form", begun or _draft(request, found, matter, purpose))


@signed_in
@require_safe
def picture(request: HttpRequest, permit_id: int) -> HttpResponse:
    """Draw the QR picture by which anyone may check the permit."""
    found = gates.permit_for_person(account_of(request), permit_id, at=now())
    buffer = io.BytesIO()
    segno.make(found.check_address, error="m").save(buffer, kind="svg", scale=5, border=2)
    answer = HttpResponse(buffer.getvalue(), content_type="image/svg+xml")
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def proceeding(request: HttpRequest, proceeding_id: int) -> HttpResponse:
    """Show what the organ means to do; state one's views, ask for the hearing or do without (A-606)."""
    at = now()
    found = gates.proceeding_for_person(account_of(request), proceeding_id, at=at)
    form = bound(OwnViewsForm, request, prefix="views")
    hearing, asked = "", request.POST.get("hearing", "") if not getattr(request, "switching", False) else ""
    try:
        if request.method == "POST" and asked in {"yes", "no"}:
            acts.answer_hearing(proceeding_id, wanted=asked == "yes", by=actor(request), at=at)
            messages.success(request, _("Your answer is noted."))
            return redirect("aftercare:proceeding", proceeding_id)
        if request.method == "POST" and form.is_valid():
            acts.state_views(proceeding_id, **form.cleaned_data, by=actor(request), at=at)
            messages.success(request, _("Your views are noted; the decision has to weigh them."))
            return redirect("aftercare:proceeding", proceeding_id)
    except Refused as refused:
        if asked:
            hearing = str(refused.reason)
        else:
            form.refuse(refused)
    context = {
        "found": found,
        "permit": permits.permit(found.permit_id, at=at),
        "form": form,
        "may_answer": may_answer_hearing(found, today=today_of(at)),
        "hearing_error": hearing,
        "keeps_form": True,
    }
    status = 422 if hearing or (form.is_bound and form.errors) else 200
    return render(request, "aftercare/proceeding.html", context, status=status)
