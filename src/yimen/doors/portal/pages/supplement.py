"""Answering the one-time notice: files are added one after the other, then everything is handed in at once."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from yimen.affairs.cases import acts, gates, reads
from yimen.affairs.cases.acts import Paper
from yimen.affairs.cases.reads import CaseSheet
from yimen.doors.portal.forms import matter_form
from yimen.doors.portal.pages.applying import actor, arrived
from yimen.doors.portal.pages.finding import language
from yimen.ground.clock import now
from yimen.ground.files import acts as file_acts
from yimen.ground.files import reads as files
from yimen.ground.files.reads import FileSheet
from yimen.ground.gates import account_of, signed_in
from yimen.ground.hold import as_one
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.ground.questions import QuestionsForm
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet

ADD: Final = "_add"
REMOVE: Final = "_remove"


class Tray:
    """The files added so far, by the number of their material; they lie in the session until they are handed in."""

    def __init__(
        self, request: HttpRequest, case_id: int, materials: list[int], *, name: str = "supplement"
    ) -> None:
        self._request, self._case = request, case_id
        self._name = f"{name} {case_id}"
        lying = request.session.get(self._name, {})
        self.ids = {one: [int(number) for number in lying.get(str(one), [])] for one in materials}

    def _keep(self) -> None:
        self._request.session[self._name] = {str(one): ids for one, ids in self.ids.items()}

    def take(self, material: int) -> int:
        """Put the files of the form under their material; return how many there were. Raises Refused."""
        new = arrived(self._request, parts=f"uploaded-{material}", whole=f"file-{material}")
        found = files.files(new) if new else {}
        if any(number not in found or not self._own(found[number]) for number in new):
            raise Refused(
                _("A file could not be found; please add it again."), field="papers", code="unknown"
            )
        self.ids[material] = list(dict.fromkeys([*self.ids[material], *new]))
        if new:
            self._keep()
        return len(new)

    def _own(self, sheet: FileSheet) -> bool:
        free = sheet.keeper in {"", f"case:{self._case}"}
        return sheet.ready and sheet.by == actor(self._request) and free

    def remove(self, number: str) -> int:
        """Take a file out again; return its material, or 0 if it does not lie here."""
        for material, ids in self.ids.items():
            if number in map(str, ids):
                ids.remove(int(number))
                self._keep()
                return material
        return 0

    def shown(self) -> dict[int, list[FileSheet]]:
        """Return the files under each material."""
        numbers = [number for ids in self.ids.values() for number in ids]
        found = files.files(numbers) if numbers else {}
        return {
            material: [found[number] for number in ids if number in found]
            for material, ids in self.ids.items()
        }

    def empty(self) -> None:
        """Forget everything: it was handed in."""
        self._request.session.pop(self._name, None)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def supplement(request: HttpRequest, case_id: int) -> HttpResponse:
    """Answer the one-time notice, material by material."""
    found = gates.case_for_person(account_of(request), case_id, at=now())
    notice = found.open_supplement
    if notice is None:
        return redirect("portal:case", case_id)
    matter = reads.terms_of(found)
    tray = Tray(request, case_id, [item["material"] for item in notice["items"] if item["material"]])
    form, error, at_material = _questions(request, found, matter, notice), "", 0
    if request.method == "POST" and not getattr(request, "switching", False):
        at_material, error = take_all(request, tray)
        if not error and (ADD in request.POST or REMOVE in request.POST):
            if not form.fields:
                return redirect(f"{request.path}#material-{at_material}")
        elif not error:
            at_material, error = 0, _hand_in(request, found, matter, tray, form)
            if not error and not form.errors:
                return redirect("portal:case", case_id)
    wrong = bool(error or form.errors)
    context = {
        "case": found,
        "notice": notice,
        "wanted": _wanted(notice, matter, form, tray.shown()),
        "error": error,
        "at_material": at_material,
        "form": form,
        "keeps_form": True,
    }
    return render(request, "portal/supplement.html", context, status=422 if wrong else 200)


def take_all(request: HttpRequest, tray: Tray) -> tuple[int, str]:
    """Take every file that came, or one out again; return the material concerned and what is wrong."""
    if REMOVE in request.POST:
        return tray.remove(request.POST[REMOVE]), ""
    wanted = request.POST.get(ADD, "")
    for material in tray.ids:
        try:
            if not tray.take(material) and wanted == str(material):
                raise Refused(_("Choose a file first."), field="file", code="empty")
        except Refused as refused:
            return material, str(refused.reason)
    return int(wanted) if wanted in map(str, tray.ids) else 0, ""


def _hand_in(
    request: HttpRequest, case: CaseSheet, matter: MatterSheet, tray: Tray, form: QuestionsForm
) -> str:
    """Hand everything in; return why not, if it was refused."""
    facts = _facts(form, case, matter)
    if form.errors:
        return ""
    papers = [Paper(material, file_id=one) for material, ids in tray.ids.items() for one in ids]
    try:
        with as_one():
            file_acts.attach(
                [one.file_id for one in papers if one.file_id], f"case:{case.id}", by=actor(request)
            )
            acts.supplement(
                case.id,
                papers,
                facts=facts,
                by=actor(request),
                at=now(),
                calendar=reads.calendar_for(case.id),
            )
    except Refused as refused:
        return str(refused.reason)
    tray.empty()
    messages.success(request, _("Thank you. The papers have arrived."))
    return ""


def _wanted(
    notice: dict[str, Any], matter: MatterSheet, form: QuestionsForm, lying: dict[int, list[FileSheet]]
) -> list[dict[str, Any]]:
    """Return what the notice asks for, in the reader's language: papers with their files, questions with their field."""
    names = {one.n: one.name(language()) for one in matter.materials}
    labels = {one.name: one.label(language()) for one in matter.form}
    return [
        {
            **item,
            "name": names.get(item["material"]) or labels.get(item["field"], ""),
            "files": lying.get(item["material"], []),
            "question": form.named(item["field"]) if item["field"] else None,
        }
        for item in notice["items"]
    ]


def _questions(
    request: HttpRequest, case: CaseSheet, matter: MatterSheet, notice: dict[str, Any]
) -> QuestionsForm:
    """Return the questions that have to be answered anew, filled with what was answered before.

    While files are added, what was typed is kept and not judged.
    """
    kind = matter_form(matter, language(), {item["field"] for item in notice["items"] if item["field"]})
    if request.method != "POST":
        return kind(initial=case.facts)
    if ADD in request.POST or REMOVE in request.POST:
        return kind(request.POST, quiet=True)
    form: QuestionsForm = bound(kind, request)
    return form


def _facts(form: QuestionsForm, case: CaseSheet, matter: MatterSheet) -> dict[str, Any] | None:
    """Return every answer with the new ones put in (None if none was asked for); mark what is wrong."""
    if not form.fields or not form.is_valid():
        return None
    facts = catalogue.kept(matter, {**case.facts, **form.cleaned_data})
    errors = catalogue.check_form(matter, facts, today=now().date())
    asked = {one.name for one in form.asked()}
    form.mark(one for one in errors if one.field.partition("[")[0].partition(".")[0] in asked)
    return facts
