"""At the window: what the one-time notice asked for is taken in, on paper or as files, with the answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.affairs.cases import acts, gates, reads
from yimen.affairs.cases.acts import Paper
from yimen.affairs.cases.reads import CaseSheet
from yimen.doors.desk import answering
from yimen.doors.desk.pages.cases import actor, language
from yimen.ground.clock import now
from yimen.ground.files import acts as file_acts
from yimen.ground.files import reads as files
from yimen.ground.files.reads import FileSheet
from yimen.ground.hold import as_one
from yimen.ground.life import Refused
from yimen.ground.numbers import read_numbers
from yimen.registers.agencies.gates import officer_of as officer
from yimen.registers.agencies.gates import staff

WHOLE_UPLOAD: Final = 20 * 1024 * 1024


@dataclass(frozen=True)
class Handed:
    """What lies before the window for one gap: seen on paper, as files, or nothing yet; and what is wrong with it."""

    on_paper: bool
    files: tuple[FileSheet, ...]
    error: str = ""

    def papers(self, material: int) -> list[Paper]:
        """Return the papers as the act takes them."""
        if self.files:
            return [Paper(material, file_id=one.id) for one in self.files]
        return [Paper(material)] if self.on_paper else []


@staff("window", "chief_representative", "village_agent")
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, case_id: int) -> HttpResponse:
    """Take in what the one-time notice asked for, brought to the window (A-207, A-215)."""
    case = gates.case_for_officer(officer(request), case_id, "supplement")
    notice = case.open_supplement
    if notice is None:
        return redirect("desk:case", case_id)
    matter = reads.terms_of(case)
    handed = {
        one["material"]: _handed(request, one["material"]) for one in notice["items"] if one["material"]
    }
    asked = {one["field"] for one in notice["items"] if one["field"]}
    form, error = answering.questions(request, case, matter, asked, language=language()), ""
    sent = request.method == "POST" and answering.COMMAND not in request.POST
    if sent and not getattr(request, "switching", False) and not any(one.error for one in handed.values()):
        facts = answering.facts(form, case, matter)
        error = "" if form.errors else _take_in(request, case, handed, facts)
        if not error and not form.errors:
            messages.success(request, _("The papers are taken in."))
            return redirect("desk:case", case_id)
    wrong = bool(error or form.errors or any(one.error for one in handed.values()))
    gaps = reads.wanted(notice, matter, language())
    context = {
        "case": case,
        "notice": notice,
        "papers": [(gap, handed[gap.material]) for gap in gaps if gap.material],
        "answers": [gap for gap in gaps if not gap.material],
        "form": form,
        "error": error,
        "keeps_form": True,
    }
    return render(request, "desk/supplement.html", context, status=422 if wrong else 200)


def _handed(request: HttpRequest, material: int) -> Handed:
    """Return what was ticked or added for a paper; files that came with an earlier try are kept."""
    on_paper = bool(request.POST.get(f"p-{material}"))
    found = files.files(read_numbers(request.POST.getlist(f"kept-{material}"))).values()
    kept = [one for one in found if one.ready and one.by == actor(request) and not one.keeper]
    try:
        kept += _arrived(request, material)
    except Refused as refused:
        return Handed(on_paper, tuple(kept), str(refused.reason))
    return Handed(on_paper, tuple(kept))


def _arrived(request: HttpRequest, material: int) -> list[FileSheet]:
    """Keep the files that came with the form and return them. Raises Refused."""
    ids = []
    for given in request.FILES.getlist(f"file-{material}"):
        if given.size and given.size > WHOLE_UPLOAD:
            raise Refused(_("A file may have 20 MB if it is sent whole."), field="file", code="too_large")
        ids.append(file_acts.keep(given.read(), given.name or "", by=actor(request), at=now()))
    return list(files.files(ids).values()) if ids else []


def _take_in(
    request: HttpRequest, case: CaseSheet, handed: Mapping[int, Handed], facts: dict[str, Any] | None
) -> str:
    """Take everything in; return why not, if it was refused."""
    papers = [paper for material, one in handed.items() for paper in one.papers(material)]
    ids = [one.file_id for one in papers if one.file_id]
    days = reads.calendar_for(case.id)
    try:
        with as_one():
            if ids:
                file_acts.attach(ids, f"case:{case.id}", by=actor(request))
            acts.supplement(case.id, papers, facts=facts, by=actor(request), at=now(), calendar=days)
    except Refused as refused:
        return str(refused.reason)
    return ""
