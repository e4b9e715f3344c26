"""Drawing up the guided questions: questions and rows, what is wrong with them, and a place to try them out."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.ground.clock import now
from yimen.ground.look.forms import bound
from yimen.registers.agencies.gates import staff
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet, decisions
from yimen.registers.designer import acts, changes, reads
from yimen.registers.designer.beginnings import suggested
from yimen.registers.designer.gates import EDITORS, Draft, draft_for
from yimen.registers.designer.pages.form import actor
from yimen.registers.designer.situation_forms import AskForm, RowForm, asked_shown, row_shown
from yimen.registers.designer.words import POLICIES

LISTS = {"q": "questions", "r": "rows"}


def _wrong(draft: Draft) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    for one in catalogue.findings(draft.content):
        if one.place.startswith("situations"):
            found.setdefault(one.place, []).append(one.words)
    return found


def _rows(matter: MatterSheet, wrong: Mapping[str, list[object]], language: str) -> list[dict[str, Any]]:
    """Return the rows of the table in words: a cell for each question, and what follows."""
    table = matter.table
    if table is None:
        return []
    return [
        {
            "n": row.n,
            "cells": [
                ", ".join(one.option(value, language) for value in dict(row.when).get(one.name, ()))
                for one in table.questions
            ],
            "then": _then(matter, row.outcome, language),
            "wrong": wrong.get(f"situations.rows.{row.n}", []),
        }
        for row in table.rows
    ]


def _then(matter: MatterSheet, outcome: decisions.Outcome, language: str) -> list[str]:
    names = {one.n: one.name(language) for one in matter.materials}
    lines = [_("needed: %(paper)s") % {"paper": names.get(n, n)} for n in outcome.needed]
    lines += [_("not needed: %(paper)s") % {"paper": names.get(n, n)} for n in outcome.spared]
    if outcome.promised_days is not None:
        lines.append(catalogue.working_days(outcome.promised_days))
    if outcome.fees is not None:
        fees = [
            catalogue.say(one.get("names") or {}, language)
            for n, one in enumerate(matter.fees, start=1)
            if n in outcome.fees
        ]
        lines.append(_("fees: %(fees)s") % {"fees": ", ".join(fees) or _("none")})
    if outcome.elsewhere or outcome.words:
        lines.append(_("another matter: %(code)s") % {"code": outcome.elsewhere or "–"})
    return lines


def _tried(request: HttpRequest, matter: MatterSheet) -> dict[str, Any]:
    """Return what the try-out panel shows: the questions so far, and what follows once all are answered."""
    table = matter.table
    if table is None:
        return {}
    here = get_language() or "zh-hans"
    answers = decisions.cleaned(
        table, {name[2:]: value for name, value in request.GET.items() if name[:2] == "s-"}
    )
    following = decisions.following(table, answers)
    shown = [one for one in table.questions if one.name in answers or one == following]
    narrowed = catalogue.in_situation(matter, answers)
    return {
        "choices": [
            {
                "name": f"s-{one.name}",
                "question": one.label(here),
                "options": [(value, one.option(value, here)) for value, _labels in one.options],
                "chosen": answers.get(one.name, ""),
            }
            for one in shown
        ],
        "narrowed": narrowed,
        "rows": [row.n for row in decisions.hits(table, answers)] if following is None else [],
        "open": following is not None,
        "elsewhere": catalogue.elsewhere(narrowed) if narrowed else None,
    }


def _suggestions(draft: Draft, language: str) -> list[tuple[str, str]]:
    """Return the questions to begin with, in words, each with what it is made from."""
    made = suggested(draft.content)
    return [(key, catalogue.say(table["questions"][0]["labels"], language)) for key, table in made.items()]


@staff(*EDITORS)
@require_safe
def overview(request: HttpRequest, version_id: int) -> HttpResponse:
    """Show questions and rows, what is wrong at each, and the try-out panel."""
    draft = draft_for(request, version_id)
    here = get_language() or "zh-hans"
    matter = catalogue.previewed(draft.matter, draft.content)
    wrong = _wrong(draft)
    questions = [
        {
            "n": n,
            "words": catalogue.say(one.get("labels") or {}, here),
            "options": [catalogue.say(o.get("labels") or {}, here) for o in one.get("options") or []],
            "when": one.get("when"),
            "wrong": wrong.get(f"situations.questions.{n}", []),
        }
        for n, one in enumerate(draft.situations["questions"], start=1)
    ]
    context = {
        "draft": draft,
        "may_edit": True,
        "matter": matter,
        "questions": questions,
        "rows": _rows(matter, wrong, here),
        "wrong": wrong.get("situations", []),
        "sound": not wrong,
        "policies": POLICIES,
        "hit": draft.situations["hit"],
        "tried": _tried(request, matter),
        "may_undo": reads.may_undo(version_id),
        "next_question": len(questions) + 1,
        "next_row": len(draft.situations["rows"]) + 1,
        "suggestions": [] if questions else _suggestions(draft, here),
    }
    return render(request, "designer/situations.html", context)


@staff(*EDITORS)
@require_POST
def begin(request: HttpRequest, version_id: int) -> HttpResponse:
    """Begin with a question made from the matter's own papers and conditions; what is there already stays."""
    draft = draft_for(request, version_id)
    table = suggested(draft.content).get(request.POST.get("from", ""))
    if table is None:
        raise Http404
    if not draft.situations["questions"]:
        acts.save_situations(version_id, table, by=actor(request), at=now())
        messages.success(request, _("Saved."))
    return redirect("designer:situations", version_id)


@staff(*EDITORS)
@require_POST
def change(request: HttpRequest, version_id: int) -> HttpResponse:
    """Move or remove a question or a row, or say how rows count: a button each."""
    draft = draft_for(request, version_id)
    table = draft.situations
    what, _colon, rest = request.POST.get("do", "").partition(":")
    command, _colon, n = rest.partition(":")
    if what == "hit" and request.POST.get("hit") in dict(POLICIES):
        table["hit"] = request.POST["hit"]
    elif what in LISTS and n.isdecimal() and int(n[:4]) > 0:
        place, name = str(int(n[:4]) - 1), LISTS[what]
        table[name] = (
            changes.removed(table[name], place)
            if command == "remove"
            else changes.moved(table[name], place, -1 if command == "up" else 1)[0]
        )
    else:
        raise Http404
    acts.save_situations(version_id, table, by=actor(request), at=now())
    return redirect("designer:situations", version_id)


def _save(request: HttpRequest, draft: Draft, name: str, n: int, new: Mapping[str, Any]) -> HttpResponse:
    table = draft.situations
    table[name] = changes.put(table[name], str(n - 1), new)
    acts.save_situations(draft.id, table, by=actor(request), at=now())
    messages.success(request, _("Saved."))
    return redirect(f"/desk/designer/{draft.id}/situations/#{name}-{n}")


def _one(draft: Draft, name: str, n: int) -> Mapping[str, Any]:
    """Return a question or a row by its number, {} for the next one. Raises Http404 beyond it."""
    there = draft.situations[name]
    if not 1 <= n <= len(there) + 1:
        raise Http404
    return there[n - 1] if n <= len(there) else {}


@staff(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, version_id: int, n: int) -> HttpResponse:
    """Write one guided question."""
    draft = draft_for(request, version_id)
    shown = asked_shown(_one(draft, "questions", n))
    form = bound(AskForm, request, initial=shown, before=draft.situations["questions"][: n - 1])
    if request.method == "POST" and form.is_valid():
        return _save(request, draft, "questions", n, form.written())
    return _form(request, draft, form, _("Question %(n)s") % {"n": n})


@staff(*EDITORS)
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, version_id: int, n: int) -> HttpResponse:
    """Write one row of the table."""
    draft = draft_for(request, version_id)
    form = bound(RowForm, request, initial=row_shown(_one(draft, "rows", n)), content=draft.content)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["elsewhere"].strip()
        if code and catalogue.published(code, on=now().date()) is None:
            form.add_error("elsewhere", _("No matter in force has this code."))
        else:
            return _save(request, draft, "rows", n, form.written())
    return _form(request, draft, form, _("Row %(n)s") % {"n": n})


def _form(request: HttpRequest, draft: Draft, form: Any, title: str) -> HttpResponse:  # noqa: ANN401 one of two forms
    context = {"draft": draft, "matter": draft.matter, "form": form, "title": title, "keeps_form": True}
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "designer/situation_part.html", context, status=status)
