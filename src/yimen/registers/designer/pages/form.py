"""Drawing up a form: the list of questions, one question at a time, blocks taken over, and the way back."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.registers.agencies.gates import staff
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.designer import acts, changes, reads
from yimen.registers.designer.blocks import BLOCKS
from yimen.registers.designer.forms import QuestionForm, SectionForm, texts_of
from yimen.registers.designer.gates import EDITORS, Draft, draft_for
from yimen.registers.designer.words import KINDS
from yimen.registers.designer.writing import shown, written

NEW = "new"


def actor(request: HttpRequest) -> str:
    """Return who acts."""
    return f"account:{request.user.pk}"


@staff(*EDITORS)
@require_safe
def home(_request: HttpRequest) -> HttpResponse:
    """Lead to the drafts, from which forms and questions are opened."""
    return redirect("/desk/catalogue/versions/?state=draft")


def lines(draft: Draft) -> list[dict[str, Any]]:
    """Return the questions of a form as lines of the overview, each with what is wrong at its place."""
    wrong: dict[str, list[object]] = {}
    for finding in catalogue.findings(draft.content):
        wrong.setdefault(finding.place, []).append(finding.words)
    kinds, here, found = dict(KINDS), get_language() or "zh-hans", []
    asked, group = [one for _place, one in changes.places(draft.form)], ""
    for place, one in changes.places(draft.form):
        inner = "." in place
        group = group if inner else str(one.get("name") or "")
        where = f"form.{group}.{one.get('name')}" if inner else f"form.{group}"
        found.append(
            {
                "place": place,
                "inner": inner,
                "section": one.get("kind") == "section",
                "group": one.get("kind") in {"group", "table"},
                "words": catalogue.say(one.get("labels") or {}, here),
                "kind": kinds.get(str(one.get("kind") or "text"), ""),
                "one": one,
                "serves": catalogue.questions.serves(draft.content, one.get("serves"), here),
                "asked_if": catalogue.questions.condition(asked, one.get("shown_when"), here),
                "wrong": wrong.get(where, []),
            }
        )
    return found


@staff(*EDITORS)
@require_safe
def overview(request: HttpRequest, version_id: int) -> HttpResponse:
    """Show the form of a draft, question by question."""
    draft = draft_for(request, version_id)
    here = get_language() or "zh-hans"
    context = {
        "draft": draft,
        "may_edit": True,
        "matter": draft.matter,
        "lines": lines(draft),
        "blocks": [(name, catalogue.say(words, here)) for name, (words, _rows) in BLOCKS.items()],
        "may_undo": reads.may_undo(version_id),
    }
    return render(request, "designer/form.html", context)


@staff(*EDITORS)
@require_POST
def change(request: HttpRequest, version_id: int) -> HttpResponse:
    """Move or remove a question: a button each."""
    draft = draft_for(request, version_id)
    command, _colon, place = request.POST.get("do", "").partition(":")
    moves = {"up": -1, "down": 1}
    if command in moves:
        form, place = changes.moved(draft.form, place, moves[command])
    elif command == "remove":
        form = changes.removed(draft.form, place)
    else:
        raise Http404
    acts.save_form(version_id, form, by=actor(request), at=now())
    return redirect(_line(version_id, place))


def _line(version_id: int, place: str) -> str:
    """Return the address of a line of the overview."""
    return f"{reverse('designer:form', args=[version_id])}#place-{place}"


@staff(*EDITORS)
@require_POST
def take_over(request: HttpRequest, version_id: int) -> HttpResponse:
    """Take over a common block, or the form of another matter by its code."""
    draft = draft_for(request, version_id)
    block, code = request.POST.get("block", ""), request.POST.get("code", "").strip()[:80]
    questions: Sequence[Mapping[str, Any]] = BLOCKS[block][1] if block in BLOCKS else []
    if not questions and code:
        other = catalogue.published(code, on=now().date())
        questions = catalogue.draft_content(other.version_id).get("form") or [] if other else []
    if not questions:
        messages.error(
            request,
            _("Nothing to take over was found: choose a block or give the code of a matter in force."),
        )
    else:
        acts.save_form(version_id, changes.added(draft.form, questions), by=actor(request), at=now())
        messages.success(request, _("Taken over. Say for each question which condition or paper it serves."))
    return redirect("designer:form", version_id)


@staff(*EDITORS)
@require_POST
def undo(request: HttpRequest, version_id: int) -> HttpResponse:
    """Take the last change back."""
    draft_for(request, version_id)
    try:
        acts.undo(version_id, by=actor(request), at=now())
    except Refused as refused:
        messages.error(request, str(refused.reason))
    else:
        messages.success(request, _("The last change is taken back."))
    back = "designer:situations" if request.POST.get("to") == "situations" else "designer:form"
    return redirect(back, version_id)


def _where(request: HttpRequest, draft: Draft, place: str) -> tuple[str, dict[str, Any]]:
    """Return the place at which a question is written and the question there, {} for a new one."""
    if place == NEW:
        kind = request.GET.get("kind", "")
        new = {"kind": kind if kind in {"section", *dict(KINDS)} else "text", "required": True}
        return _new_place(draft, request.GET.get("in", ""), request.GET.get("after", "")), new
    found = changes.at(draft.form, place)
    if found is None:
        raise Http404
    return place, found


def _new_place(draft: Draft, group: str, after: str) -> str:
    """Return where a new question stands: behind another one, at the end of a group, or at the end of the form."""
    if after and changes.at(draft.form, after) is not None:
        return changes.beside(after, int(after.rpartition(".")[2]) + 1)
    outer = changes.at(draft.form, group) if group else None
    return f"{group}.{len(outer.get('fields') or [])}" if outer else str(len(draft.form))


def _others(draft: Draft, where: str, place: str) -> list[Mapping[str, Any]]:
    """Return the questions of the list in which a place lies, without the one that is written."""
    outer, _dot, inner = where.rpartition(".")
    rows = list(draft.form[int(outer)].get("fields") or []) if outer else list(draft.form)
    return rows if place == NEW else rows[: int(inner)] + rows[int(inner) + 1 :]


@staff(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, version_id: int, place: str) -> HttpResponse:
    """Write one question, or the heading of a section."""
    draft = draft_for(request, version_id)
    where, before = _where(request, draft, place)
    section, stands = before.get("kind") == "section", int(where.rpartition(".")[2])
    words = {"initial": shown(before), "others": _others(draft, where, place), "stands": stands}
    if section:
        form = bound(SectionForm, request, **words)
    else:
        form = bound(QuestionForm, request, content=draft.content, inner="." in where, **words)
    if request.method == "POST" and form.is_valid():
        new = _section(form.cleaned_data) if section else written(form.cleaned_data, before)
        changed, there = changes.placed(draft.form, where, new, form.place, new=place == NEW)
        try:
            wrong = _finding_place(draft, where, new)
            acts.save_form(version_id, changed, place=wrong, by=actor(request), at=now())
        except Refused as refused:
            form.add_error(
                "serves" if "serves" in form.fields and not new.get("serves") else None, str(refused.reason)
            )
        else:
            messages.success(request, _("Saved."))
            return redirect(_next(request, version_id, there))
    line = changes.beside(where, max(stands - 1, 0)) if place == NEW else where
    context = {
        "draft": draft,
        "matter": draft.matter,
        "form": form,
        "section": section,
        "back": _line(version_id, line),
        "keeps_form": True,
    }
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "designer/question.html", context, status=status)


def _next(request: HttpRequest, version_id: int, place: str) -> str:
    """Return where an editor goes on after saving: to the next new question, or back to the line."""
    if "another" in request.POST:
        return f"{reverse('designer:question', args=[version_id, NEW])}?after={place}"
    return _line(version_id, place)


def _section(data: Mapping[str, Any]) -> dict[str, Any]:
    page = {"new_page": True} if data.get("new_page") else {}
    return {"kind": "section", "labels": texts_of(data, "labels"), **page}


def _finding_place(draft: Draft, where: str, new: Mapping[str, Any]) -> str:
    """Return the place that the publish gate names for a question; a new group is empty until it has questions."""
    if new.get("kind") in {"section", "group", "table"}:
        return ""
    outer, _dot, inner = where.partition(".")
    return f"form.{draft.form[int(outer)].get('name')}.{new['name']}" if inner else f"form.{new['name']}"
