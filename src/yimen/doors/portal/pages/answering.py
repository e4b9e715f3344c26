"""The first step of applying: the questions of the form, page by page, kept as a draft while they are answered."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.affairs.cases import acts, gates, reads
from yimen.affairs.cases.reads import CaseSheet
from yimen.doors.portal.pages.applying import actor, application_of, of_draft, person_of, situation_of, steps
from yimen.doors.portal.pages.finding import language
from yimen.ground.clock import now
from yimen.ground.gates import signed_in
from yimen.ground.look.forms import bound
from yimen.ground.questions import QuestionsForm, form_of, with_row
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import FieldError, FieldSheet, MatterSheet

ROW = "_row"


@dataclass(frozen=True)
class Sheet:
    """One page of the form of a draft: its questions, what is known of them, and what was answered before."""

    case: CaseSheet
    matter: MatterSheet
    number: int
    fields: tuple[FieldSheet, ...]
    kind: type[QuestionsForm]
    before: Mapping[str, Any]

    @property
    def last(self) -> bool:
        """Say whether no page follows."""
        return self.number >= pages(self.matter)

    def own(self, errors: list[FieldError]) -> list[FieldError]:
        """Return the errors that can be mended on this page."""
        names = {one.name for one in self.fields}
        return [error for error in errors if error.field.partition("[")[0].partition(".")[0] in names]


def pages(matter: MatterSheet) -> int:
    """Return how many pages the form has."""
    return max((one.page for one in matter.form), default=1)


def _sheet(request: HttpRequest, case: CaseSheet, matter: MatterSheet) -> Sheet:
    asked = request.GET.get("page", "1")
    number = min(int(asked), pages(matter)) if asked.isdecimal() and 0 < len(asked) < 4 else 1
    fields = tuple(one for one in matter.form if one.page == max(number, 1))
    known = acts.known_of(matter, person_of(case))
    wanted = {one.name: one.kind for one in fields if one.known == "earlier" and one.name not in case.facts}
    earlier = _earlier(case, wanted) if wanted else {}
    noted = [_noted(one, earlier[one.name][1]) if one.name in earlier else one for one in fields]
    before = {**{name: value for name, (value, _case) in earlier.items()}, **case.facts}
    return Sheet(case, matter, max(number, 1), fields, form_of(noted, language(), known=known), before)


def _earlier(case: CaseSheet, wanted: Mapping[str, str]) -> dict[str, tuple[Any, str]]:
    """Return what was answered before, as far as the reader may see the cases in which it was (A-102, A-108)."""
    matters = gates.matters_of(case.reader) if case.reader else []
    return reads.earlier_answers(case.person_id, wanted, matter_ids=matters)


def _noted(field: FieldSheet, number: str) -> FieldSheet:
    """Say with a question from which case its answer was taken."""
    words = _("Taken from your case %(number)s; change it if it is no longer so.") % {"number": number}
    return replace(field, hint={language(): f"{catalogue.say(field.hint, language())} {words}".strip()})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
@of_draft
def form(request: HttpRequest, case: CaseSheet, matter: MatterSheet) -> HttpResponse:
    """Ask the questions of the matter; what is typed is kept as a draft."""
    sheet = _sheet(request, case, matter)
    posted = request.method == "POST"
    page = bound(sheet.kind, request) if posted else sheet.kind(initial=sheet.before)
    if posted and not getattr(request, "switching", False):
        answer = _take(request, sheet, page)
        if answer is not None:
            return answer
    context = {
        "case": sheet.case,
        "matter": sheet.matter,
        "form": page,
        "page": sheet.number,
        "pages": pages(sheet.matter),
        "situation": situation_of(sheet.case, sheet.matter),
        "steps": steps(),
        "now_at": 1,
        "keeps_form": True,
        "to_check": request.GET.get("back") == "check",
    }
    return render(request, "portal/form.html", context)


def _take(request: HttpRequest, sheet: Sheet, page: QuestionsForm) -> HttpResponse | None:
    """Keep what was typed; lead on, or return None with what is wrong marked on the page."""
    page.is_valid()
    typed = dict(page.cleaned_data)
    command = request.POST.get(ROW, "")
    if command:
        typed = with_row(sheet.fields, typed, command)
    answers = catalogue.kept(sheet.matter, {**sheet.case.facts, **typed})
    acts.save_draft(
        application_of(sheet.case, sheet.matter, answers), case_id=sheet.case.id, by=actor(request), at=now()
    )
    if "_autosave" in request.POST:
        return JsonResponse({"saved": True})
    if command:
        return redirect(f"{request.get_full_path()}{_anchor(command, typed)}")
    if "_later" in request.POST:
        messages.success(request, _("Saved. You can go on at any time from your space."))
        return redirect("portal:my")
    errors = sheet.own(catalogue.check_form(sheet.matter, answers, today=now().date()))
    page.mark(errors)
    return None if errors else _onward(sheet, to_check=request.GET.get("back") == "check")


def _anchor(command: str, typed: Mapping[str, Any]) -> str:
    """Return the row at which the page goes on after one was added or removed."""
    name = command.partition(":")[0]
    rows = typed.get(name)
    return f"#row-{name}-{max(len(rows) - 1, 0)}" if isinstance(rows, list) else ""


def _onward(sheet: Sheet, *, to_check: bool) -> HttpResponse:
    if to_check:
        return redirect("portal:check", sheet.case.id)
    if sheet.last:
        return redirect("portal:papers", sheet.case.id)
    return redirect(f"/apply/{sheet.case.id}/form/?page={sheet.number + 1}")
