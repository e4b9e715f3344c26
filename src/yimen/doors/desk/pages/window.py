"""The window: someone stands there with papers, and leaves with a receipt."""

from dataclasses import dataclass
from secrets import token_hex
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yimen.affairs.cases import acts, gates, reads
from yimen.affairs.cases.acts import Application, Channel, Choices, Paper
from yimen.doors.desk.forms import QUESTIONS, WalkInForm
from yimen.doors.desk.pages.cases import actor, language
from yimen.doors.desk.situations import given, situation_choices
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.ground.numbers import read_number
from yimen.ground.questions import QuestionsForm, form_of, with_row
from yimen.ground.typesetting import qr_inline
from yimen.means.documents import reads as documents
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.agencies.reads import Officer, OrganSheet
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import Filters, Found, MatterSheet
from yimen.registers.people import acts as people_acts
from yimen.registers.people import reads as people

TAKEN, MOST_TAKEN = "taken in", 20  # tickets of the forms sent last, so that a form sent twice is one case
LONGEST = 200
FOLLOW = "/track/"
COMMAND, SITUATION = "_row", "_situation"  # buttons that change the page and take nothing in


def _person(data: dict[str, Any], by: str) -> int:
    """Return the person who stands at the window, registered and verified by their document. Raises Refused."""
    new = people_acts.NewPerson(data["name"], data["id_kind"], data["id_number"], data["phone"])
    with transaction.atomic():
        person_id = people_acts.present(new, renamed=data["renamed"], by=by, at=now())
        if data["account"]:
            people_acts.verify_account(data["account"], person_id, by=by, at=now())
    return person_id


@dataclass(frozen=True)
class Taking:
    """What is filled in at the window: who, the questions of the matter, the papers handed over."""

    matter: MatterSheet
    person: WalkInForm
    questions: QuestionsForm
    handed: frozenset[int]
    choices: Choices


def _choices(request: HttpRequest) -> Choices:
    """Return what the person at the window chose beside the papers."""
    return Choices(
        gaps="gaps" in request.POST,
        commitment="commitment" in request.POST,
        first_organ_id=read_number(request.POST.get("first_organ", "")),
    )


def _taking(request: HttpRequest, matter: MatterSheet) -> Taking:
    taken = {one.name: _("Taken from the document") for one in matter.form if one.known.startswith("person.")}
    kind = form_of(matter.form, language(), prefix=QUESTIONS, known=taken)
    person = bound(WalkInForm, request, initial={"code": matter.code, "ticket": token_hex(8)})
    questions = bound(kind, request)
    if {COMMAND, SITUATION} & set(request.POST):  # the page changes, nothing is judged yet
        rows = with_row(matter.form, questions.typed(), request.POST.get(COMMAND, ""))
        person, questions = WalkInForm(request.POST, quiet=True), kind(initial=rows)
    return Taking(
        matter,
        person,
        questions,
        frozenset(one.n for one in matter.materials if request.POST.get(f"p-{one.n}")),
        _choices(request),
    )


@staff("window", "chief_representative", "village_agent")
@require_http_methods(["GET", "HEAD", "POST"])
def window(request: HttpRequest) -> HttpResponse:
    """Take an application at the window: which matter first, then who, papers, questions (A-215: nobody is sent away)."""
    code = request.POST.get("code") or request.GET.get("code", "")
    matter = catalogue.published(code.strip()[:LONGEST], on=now().date())
    if matter is None:
        return _choose(request, code)
    said = given(request.POST)
    matter = catalogue.in_situation(matter, said) or matter
    taking = _taking(request, matter)
    sent = request.method == "POST" and not {COMMAND, SITUATION} & set(request.POST)
    answers = _answers(taking) if sent else {}
    if sent and taking.person.is_valid():
        taken = request.session.get(TAKEN, {})
        if (ticket := taking.person.cleaned_data["ticket"]) in taken:
            return redirect("desk:receipt", taken[ticket])
        number = _take_in(request, taking, answers)
        if number:
            if ticket:
                request.session[TAKEN] = {**dict(list(taken.items())[-MOST_TAKEN:]), ticket: number}
            return redirect("desk:receipt", number)
    context = {
        "matter": matter,
        "organ": agencies.organs().get(matter.organ_id),
        "own": _may_take_in(officer_of(request), matter),
        "choices": taking.choices,
        "offices": _offices(officer_of(request), matter),
        "gap_days": acts.gap_days(matter),
        "form": taking.person,
        "questions": taking.questions,
        "handed": taking.handed,
        "situation": situation_choices(matter, said, language()),
        "elsewhere": catalogue.elsewhere(matter),
        "keeps_form": True,
    }
    return render(request, "desk/window.html", context)


def _may_take(officer: Officer, organ_id: int) -> bool:
    return any(officer.may(role, organ_id) for role in gates.WINDOW)


def _offices(officer: Officer, matter: MatterSheet) -> list[OrganSheet]:
    """Return the offices that may examine the matter first and for which this window takes in."""
    first = matter.special.first_review
    if first is None:
        return []
    found = [one for one in agencies.organs().values() if one.kind == first.kind]
    own = [one for one in found if _may_take(officer, one.id)]
    return own or (found if _may_take(officer, matter.organ_id) else [])


def _may_take_in(officer: Officer, matter: MatterSheet) -> bool:
    """Say whether a window takes a matter in: its organ's, one it was handed down to, or one that examines first (A-304)."""
    return gates.takes_in(officer, matter, on=now().date()) or bool(_offices(officer, matter))


def _choose(request: HttpRequest, code: str) -> HttpResponse:
    """Let the matter be found by words or code; a code that is known leads straight to it."""
    text = request.GET.get("q", "").strip()[:LONGEST]
    if text and catalogue.published(text, on=now().date()):
        return redirect(f"{request.path}?code={text}")
    wrong = bool(code) or request.method == "POST"
    own = None if "everywhere" in request.GET else _only_organ(officer_of(request))
    found = _found(text, own)
    lines = [(line, _may_take(officer_of(request), line.organ_id)) for line in found.lines]
    context = {
        "text": text,
        "found": found,
        "narrowed": bool(own and text),
        "lines": sorted(lines, key=lambda pair: not pair[1]),
        "error": _("No matter in force has this code.") if wrong else "",
    }
    return render(request, "desk/window_choose.html", context, status=422 if wrong else 200)


def _found(text: str, own: int | None) -> Found:
    """Return the matters of the officer's one organ; those of others only if it has none that match."""
    found = catalogue.search(text, filters=Filters(organ_id=own), language=language())
    if own and text and (found.loose or not found.total):
        found = catalogue.search(text, filters=Filters(), language=language())
    return found


def _only_organ(officer: Officer) -> int | None:
    """Return the one organ for which this window takes in, or None where it is a whole house or several."""
    places = {one.organ_id for one in officer.held if one.role in gates.WINDOW}
    below = {organ for place in places for organ in agencies.subtree(place)}
    return below.pop() if len(below) == 1 else None


def _take_in(request: HttpRequest, taking: Taking, answers: dict[str, Any]) -> int | None:
    """Take the application in; return its number, or None with the reason put on the form."""
    matter, form = taking.matter, taking.person
    if not _may_take_in(officer_of(request), matter):
        form.add_error("code", _("This matter belongs to another organ."))
        return None
    if not taking.questions.is_valid():
        return None
    try:
        person = people.by_id(_person(form.cleaned_data, actor(request)))
        application = Application(
            matter=matter,
            person=person,
            facts=answers,
            papers=[Paper(n) for n in sorted(taking.handed)],
            channel=Channel.WINDOW,
            choices=taking.choices,
        )
        return acts.submit(
            application, by=actor(request), at=now(), calendar=reads.calendar_of(matter.organ_id)
        )
    except Refused as refused:
        form.refuse(refused)
        return None


def _answers(taking: Taking) -> dict[str, Any]:
    """Return the answers given; what cannot be right is marked, what is missing may follow (A-215)."""
    if not taking.questions.is_valid():  # only the language was switched
        return {}
    given = {
        name: value
        for name, value in taking.questions.cleaned_data.items()
        if value not in ("", False, [], {})
    }
    answers = catalogue.kept(taking.matter, given)
    for error in catalogue.check_form(taking.matter, answers, today=now().date()):
        if error.code != "required":
            taking.questions.mark([error])
    return answers


@staff("window", "chief_representative", "village_agent")
@require_safe
def receipt(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show the receipt to be printed, with what is still missing and where the case is followed (A-208, A-215)."""
    officer = officer_of(request)
    case = gates.case_for_officer(officer, case_id)
    there = {one["material"] for one in case.materials}
    missing = reads.missing(reads.terms_of(case), there=there, marks=case.marks)
    follow = f"{settings.PUBLIC_URL}{FOLLOW}"
    context = {
        "case": case,
        "code": reads.code_of(case_id),
        "organ": agencies.organs().get(case.line.organ_id),
        "officer": officer,
        "missing": [one.name(language()) for one in missing],
        "documents": [one for one in documents.documents_of(case_id) if one.kind == documents.Kind.RECEIPT],
        "follow": follow,
        "picture": qr_inline(follow),
    }
    return render(request, "desk/receipt.html", context)
