"""The second step of applying: the papers and the choices, in one form whose every button keeps what it brings."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.affairs.cases import acts, gates
from yimen.affairs.cases.acts import Paper
from yimen.affairs.cases.reads import CaseSheet
from yimen.doors.portal.choosing import CHOICES, Offer, chosen_with, offer, read_choices
from yimen.doors.portal.pages.applying import actor, arrived, by_material, of_draft, steps
from yimen.doors.portal.pages.finding import language
from yimen.ground.clock import now
from yimen.ground.files import acts as file_acts
from yimen.ground.files import reads as file_reads
from yimen.ground.gates import account_of, signed_in
from yimen.ground.life import Refused
from yimen.ground.numbers import read_number
from yimen.registers.catalogue.reads import MatterSheet

ADD: Final = "_add"
REMOVE: Final = "_remove"
BACK: Final = "_back"
CHOOSE: Final = "_choose"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@of_draft
def papers(request: HttpRequest, case: CaseSheet, matter: MatterSheet) -> HttpResponse:
    """Take the papers and the choices; every button keeps both, whichever is pressed."""
    wrong: dict[int, str] = {}
    if request.method == "POST" and not getattr(request, "switching", False):
        place = _take_out(request, case)
        _choose(request, case, matter)
        if CHOOSE in request.POST:
            messages.success(request, _("Your choice is kept."))
        wrong = _take(request, case, matter)
        if not wrong:
            return redirect(_onward(request, case, place))
        case = gates.case_for_person(account_of(request), case.id, at=now())
    context = {
        "case": case,
        "matter": matter,
        "materials": _entries(case, matter, wrong),
        "steps": steps(),
        "now_at": 2,
        "wrong": wrong,
        "offer": _offered(request, case, matter),
        "keeps_form": True,
    }
    return render(request, "portal/papers.html", context, status=422 if wrong else 200)


def _entries(case: CaseSheet, matter: MatterSheet, wrong: Mapping[int, str]) -> list[dict[str, Any]]:
    """Return each material with its files and with what was wrong with those that came just now."""
    return [{**entry, "error": wrong.get(entry["material"].n, "")} for entry in by_material(case, matter)]


def _offered(request: HttpRequest, case: CaseSheet, matter: MatterSheet) -> Offer:
    """Return what may be chosen, with what the form that came has chosen."""
    offered = offer(case, matter, language())
    return replace(offered, chosen=read_choices(request, offered)) if CHOICES in request.POST else offered


def _choose(request: HttpRequest, case: CaseSheet, matter: MatterSheet) -> None:
    """Keep what was chosen, if it differs from before."""
    chosen = _offered(request, case, matter).chosen
    if chosen != chosen_with(case):
        acts.choose(case.id, chosen)


def _take_out(request: HttpRequest, case: CaseSheet) -> str:
    """Take one paper out, if its button was pressed; return the place of its material, "" for none."""
    n = read_number(request.POST.get(REMOVE, ""))
    if n is None:
        return ""
    acts.remove_paper(case.id, n)
    found = [one["material"] for one in case.materials if one["n"] == n]
    return f"material-{found[0]}" if found else ""


def _take(request: HttpRequest, case: CaseSheet, matter: MatterSheet) -> dict[int, str]:
    """Take the files of every material; return what is wrong by material."""
    wrong, asked = {}, read_number(request.POST.get(ADD, ""))
    for material in dict.fromkeys(
        [*(one.n for one in matter.materials), *([] if asked is None else [asked])]
    ):
        try:
            if not _receive(request, case.id, material) and material == asked:
                raise Refused(_("Choose a file first."), field="file", code="empty")
        except Refused as refused:
            wrong[material] = str(refused.reason)
    return wrong


def _receive(request: HttpRequest, case_id: int, material: int) -> int:
    """Put the files that came for a material with the draft; return how many there were. Raises Refused."""
    ids = arrived(request, parts=f"uploaded-{material}", whole=f"file-{material}")
    if ids:
        file_acts.attach(ids, f"case:{case_id}", by=actor(request))
        acts.add_papers(case_id, [Paper(material, file_id=one) for one in ids], at=now())
        _note_twins(request, ids, case_id)
    return len(ids)


def _note_twins(request: HttpRequest, ids: list[int], case_id: int) -> None:
    for one in ids:
        sheet = file_reads.file(one)
        if sheet and file_reads.twin(sheet.sha256, keeper=f"case:{case_id}", besides=sheet.id):
            messages.warning(
                request, _("You handed in the same file twice; remove one if that was a mistake.")
            )


def _onward(request: HttpRequest, case: CaseSheet, place: str) -> str:
    """Return where the button leads that was pressed."""
    if BACK in request.POST:
        return reverse("portal:form", args=[case.id])
    asked = read_number(request.POST.get(ADD, ""))
    stays = place or (f"material-{asked}" if asked is not None else "")
    if {ADD, REMOVE} & set(request.POST):
        return f"{request.path}#{stays}" if stays else request.path
    if CHOOSE in request.POST:
        return f"{request.path}#choices"
    return reverse("portal:check", args=[case.id])
