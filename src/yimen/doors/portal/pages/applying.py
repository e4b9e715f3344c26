"""Applying in short steps: the form, the papers, checking, handing in."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yimen.affairs.cases import acts, gates, reads
from yimen.affairs.cases.acts import Application, State
from yimen.affairs.cases.reads import CaseSheet
from yimen.doors.portal import ways
from yimen.doors.portal.choosing import chosen_with, offer
from yimen.doors.portal.forms import DeclareForm
from yimen.doors.portal.pages.finding import language
from yimen.doors.portal.pages.situation import in_situation, situation_lines, situation_query
from yimen.ground.clock import now
from yimen.ground.files import acts as file_acts
from yimen.ground.files import reads as file_reads
from yimen.ground.gates import account_of, public, signed_in
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.ground.numbers import read_numbers
from yimen.means.documents import reads as documents
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MaterialSheet, MatterSheet
from yimen.registers.people import acts as people_acts
from yimen.registers.people import reads as people
from yimen.registers.people.reads import PersonSheet, Principal

WHOLE_UPLOAD = 20 * 1024 * 1024


def steps() -> list[str]:
    """Return the names of the steps in the reader's language."""
    return [_("Form"), _("Papers"), _("Check"), _("Done")]


def actor(request: HttpRequest) -> str:
    """Return who acts."""
    return f"account:{request.user.pk}"


@public
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Say what is needed, and begin a draft."""
    matter = in_situation(request, catalogue.published(code, on=now().date()))
    if matter is None or not matter.online:
        raise Http404
    if catalogue.elsewhere(matter):
        return redirect(f"/matters/{code}/?{situation_query(matter)}")
    person = people.acting_for(request, now().date())
    refusal = _refusal(person, matter) if person else ""
    begun = reads.draft_of(person.id, matter.matter_id) if person and not refusal else None
    if request.method == "POST" and not getattr(request, "switching", False):
        if not request.user.is_authenticated:
            return redirect(f"/accounts/login/?next={quote(request.get_full_path())}")
        if person is None:
            return redirect(f"/my/details/?then={quote(request.get_full_path())}")
        agent = _agent(request, person)
        if refusal:
            return redirect("portal:start", code)
        if begun and matter.situation:
            _in_new_situation(request, begun, matter)
        return redirect("portal:form", begun or _begin(request, matter, person, agent))
    return render(
        request,
        "portal/start.html",
        {
            "matter": matter,
            "person": person,
            "draft": begun,
            "closed": matter.state != "published",
            "refusal": refusal,
            "situation": situation_lines(matter, language()),
            "query": situation_query(matter),
        },
    )


def _refusal(person: Principal, matter: MatterSheet) -> str:
    """Return why nothing can be applied for in this matter for a person, or "": no mandate for it, or a bar (A-210, A-607)."""
    if not person.covers(matter.code):
        return _("Your mandate does not cover this matter.")
    bar = people.bar_on(person.id, matter.matter_id, on=now().date())
    return bar.words if bar else ""


def _agent(request: HttpRequest, person: PersonSheet) -> int | None:
    """Return the one who applies for somebody else, or None."""
    mine = people.person(account_of(request))
    return mine.id if mine and mine.id != person.id else None


def _begin(request: HttpRequest, matter: MatterSheet, person: PersonSheet, agent: int | None) -> int:
    """Begin a draft in the situation that was answered; return its number."""
    draft = Application(matter=matter, person=person, facts={}, agent_id=agent, language=language())
    return acts.save_draft(draft, case_id=None, by=actor(request), at=now())


def _in_new_situation(request: HttpRequest, case_id: int, matter: MatterSheet) -> None:
    """Put a draft that was begun before in the situation that was answered since; what was typed stays."""
    case = gates.case_for_person(account_of(request), case_id, at=now())
    application = application_of(case, matter, catalogue.kept(matter, case.facts))
    acts.save_draft(application, case_id=case_id, by=actor(request), at=now())


def of_draft(page: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a page one's draft and today's version of its matter; once it is handed in, lead to the confirmation.

    The page raises Http404 if the draft is not one's own.
    """

    @wraps(page)
    def of_case(request: HttpRequest, case_id: int, *args: object, **kwargs: object) -> HttpResponse:
        case = gates.case_for_person(account_of(request), case_id, at=now())
        if case.line.state != State.DRAFT:
            return redirect("portal:done", case_id)
        return page(request, case, _todays(case), *args, **kwargs)

    return of_case


def _todays(case: CaseSheet) -> MatterSheet:
    """Return the matter of a draft as it is published today, as it is in the situation of the draft.

    If the answers about the situation decide nothing any more, the whole list is asked for.
    """
    current = catalogue.by_id(case.line.matter_id, on=now().date())
    if current is None:
        return reads.terms_of(case)
    answers = case.situation["answers"] if case.situation else {}
    return catalogue.in_situation(current, answers) or current


def person_of(case: CaseSheet) -> PersonSheet:
    """Return the applicant of one's case; one query unless its reader is known."""
    return case.reader or people.by_id(case.person_id)


def application_of(case: CaseSheet, matter: MatterSheet, facts: dict[str, Any]) -> Application:
    """Return a draft as it is to be kept or handed in."""
    return Application(
        matter=matter,
        person=person_of(case),
        facts=facts,
        agent_id=case.agent_id,
        language=language(),
        choices=chosen_with(case),
    )


def by_material(case: CaseSheet, matter: MatterSheet) -> list[dict[str, Any]]:
    """Return each material with the files handed in for it."""
    files = file_reads.files([one["file_id"] for one in case.materials if one["file_id"]])
    return [
        {
            "material": material,
            "name": material.name(language()),
            "papers": [
                {"n": one["n"], "file": files.get(one["file_id"])}
                for one in case.materials
                if one["material"] == material.n and files.get(one["file_id"])
            ],
        }
        for material in matter.materials
        if _asked_of(material, case)
    ]


def _asked_of(material: MaterialSheet, case: CaseSheet) -> bool:
    """Say whether a paper is asked for: one for agents only where somebody acts for the applicant, or it is there."""
    asked = case.agent_id is not None or not material.only_of_agents
    return asked or any(one["material"] == material.n for one in case.materials)


def arrived(request: HttpRequest, *, parts: str, whole: str) -> list[int]:
    """Return the files of a form, sent in parts before (their numbers) or whole with it. Raises Refused."""
    ids = read_numbers(request.POST.getlist(parts))
    for given in request.FILES.getlist(whole):
        if given.size and given.size > WHOLE_UPLOAD:
            raise Refused(_("A file may have 20 MB if it is sent whole."), field="file", code="too_large")
        ids.append(file_acts.keep(given.read(), given.name or "", by=actor(request), at=now()))
    return ids


def missing_papers(case: CaseSheet, matter: MatterSheet) -> list[MaterialSheet]:
    """Return the required papers that are not there yet."""
    there = {one["material"] for one in case.materials}
    needed = matter.needed_with(commitment=chosen_with(case).commitment)
    return [one for one in needed if one.n not in there]


def answers_of(case: CaseSheet, matter: MatterSheet) -> list[tuple[str, str]]:
    """Return questions and answers in words."""
    return catalogue.answers_in_words(matter, case.facts, language(), hide=False)


def situation_of(case: CaseSheet, matter: MatterSheet) -> list[tuple[str, str]]:
    """Return what was said of the situation, question by question."""
    if matter.table is None or case.situation is None:
        return []
    return catalogue.decisions.in_words(matter.table, case.situation["answers"], language())


def papers_of(case: CaseSheet, matter: MatterSheet) -> list[Any]:
    """Return the papers with their files, named in the reader's language; one that was renamed since as it was."""
    names = {one.n: one.name(language()) for one in matter.materials}
    named = [{**one, "name": names.get(one["material"]) or one["name"]} for one in case.materials]
    return file_reads.with_files(named)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show everything once more and take the declaration; handing in twice makes one case."""
    case = gates.case_for_person(account_of(request), case_id, at=now())
    if case.line.state != State.DRAFT:
        return redirect("portal:done", case_id)
    matter = _todays(case)  # of this very look at it: another click may hand it in any moment
    page = bound(DeclareForm, request)
    errors = catalogue.check_form(matter, case.facts, today=now().date())
    missing = missing_papers(case, matter)
    offered = offer(case, matter, language())
    ready = not errors and not missing and not offered.lacks_office
    if request.method == "POST" and page.is_valid() and ready:
        try:
            application = application_of(case, matter, case.facts)
            acts.submit_draft(
                case_id, application, by=actor(request), at=now(), calendar=reads.calendar_of(matter.organ_id)
            )
        except Refused as refused:
            if refused.code == "out_of_order":
                return redirect("portal:done", case_id)
            page.refuse(refused)
        else:
            if page.cleaned_data["electronic"]:
                people_acts.agree_to_electronic_service(
                    case.person_id, agree=True, by=actor(request), at=now()
                )
            return redirect("portal:done", case_id)
    context = {
        "case": case,
        "matter": matter,
        "answers": ways.answers(case, matter),
        "materials": by_material(case, matter),
        "missing": missing,
        "errors": ways.errors(case, matter, errors),
        "offer": offered,
        "bar": people.bar_on(case.person_id, case.line.matter_id, on=now().date()),
        "situation": situation_of(case, matter),
        "form": page,
        "steps": steps(),
        "now_at": 3,
        "keeps_form": True,
    }
    return render(request, "portal/check.html", context)


@signed_in
@require_safe
def done(request: HttpRequest, case_id: int) -> HttpResponse:
    """Confirm that the application arrived; the page may be kept as a bookmark."""
    case = gates.case_for_person(account_of(request), case_id, at=now())
    if case.line.state == State.DRAFT:
        return redirect("portal:check", case_id)
    first = case.line.first_organ_id if case.line.with_first else None
    receipts = (one for one in documents.documents_of(case_id) if one.kind == documents.Kind.RECEIPT)
    context = {
        "case": case,
        "code": reads.code_of(case_id),
        "office": agencies.organ(first or case.line.organ_id),
        "receipt": next(receipts, None),
        "steps": steps(),
        "now_at": len(steps()) + 1,
    }
    return render(request, "portal/done.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@of_draft
def discard(request: HttpRequest, case: CaseSheet, _matter: MatterSheet) -> HttpResponse:
    """Ask once more, then throw a draft away."""
    if request.method == "POST" and not getattr(request, "switching", False):
        acts.discard_draft(case.id)
        messages.success(request, _("The draft is gone."))
        return redirect("portal:my")
    return render(request, "portal/discard.html", {"case": case})
