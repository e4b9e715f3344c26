"""The editor of a draft: its terms on one page, each list of it as a table whose rows come, go and move by buttons."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from yimen.ground.clock import now
from yimen.ground.languages.texts import RECORD
from yimen.ground.life import Refused
from yimen.registers.agencies.gates import staff
from yimen.registers.catalogue import acts, gates, rows
from yimen.registers.catalogue.acts.common import digest
from yimen.registers.catalogue.desk import DeskSheet
from yimen.registers.catalogue.following import followed
from yimen.registers.catalogue.pages.cells import Group, View, fixed_inputs, groups
from yimen.registers.catalogue.pages.version import actor, language, offered, sheet
from yimen.registers.catalogue.parts import BY_NAME, TABLES, Column, Table
from yimen.registers.catalogue.rows import Inputs, Wrong
from yimen.registers.catalogue.sections import BY_SECTION, SECTIONS, Section, section_of

Errors = Mapping[str, str | Promise]


def _draft(request: HttpRequest, version_id: int) -> DeskSheet:
    """Return a draft that the officer may change. Raises Http404 for anything else."""
    found = sheet(request, version_id)
    if "revise" not in found.possible:
        raise Http404
    if "revise" not in offered(request, found):
        raise PermissionDenied
    return found


@staff(*gates.DESK)
@require_safe
def overview(request: HttpRequest, version_id: int) -> HttpResponse:
    """Show the parts of a draft: how many rows each has, what is to mend in it, which languages are missing."""
    found = _draft(request, version_id)
    wrong: dict[str, list[Any]] = {}
    for one in found.must:
        wrong.setdefault(_part_of(one.place), []).append(one)
    waiting = Counter(_part_of(one.place) for one in found.threads if not one.settled)
    parts: list[tuple[str, str | Promise, int | None]] = [
        (one.name, one.label, _filled(found, one)) for one in SECTIONS
    ]
    parts[1:1] = [(one.name, one.label, _count(found, one)) for one in TABLES]
    lines = [(name, label, count, wrong.get(name, []), waiting[name]) for name, label, count in parts]
    context = {
        "found": found,
        "parts": lines,
        "designer": _designer(version_id),
        "form_faults": wrong.get("form", []),
    }
    return render(request, "catalogue/edit.html", context)


def _filled(found: DeskSheet, section: Section) -> int | None:
    """Return how many of the special terms of a section are set; None for none, and for the terms every matter has."""
    if section.name == "terms":
        return None
    given = rows.inputs_of(section.columns, found.content)
    return sum(any(given[name] for name in given if _is_of(name, one)) for one in section.columns) or None


def _is_of(name: str, column: Column) -> bool:
    return name == column.name or name.startswith(f"{column.name}.")


def _count(found: DeskSheet, table: Table) -> int:
    return len(found.content.get(table.name) or [])


def _part_of(place: str) -> str:
    """Return the part of the editor in which a place of the content is mended."""
    head = place.split(".", maxsplit=1)[0]
    return head if head in BY_NAME or head == "form" else section_of(place)


def _designer(version_id: int) -> list[tuple[str, str]]:
    """Return where form and guided questions are designed, if that module is mounted."""
    found = []
    for name, words in (
        ("designer:form", _("Application form")),
        ("designer:situations", _("Guided questions")),
    ):
        try:
            found.append((reverse(name, args=[version_id]), words))
        except NoReverseMatch:
            continue
    return found


@staff(*gates.DESK)
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: HttpRequest, version_id: int, part: str) -> HttpResponse:
    """Mend a section of the terms or one list of a draft."""
    found = _draft(request, version_id)
    if part in BY_SECTION:
        return _terms(request, found, BY_SECTION[part])
    if part not in BY_NAME:
        raise Http404
    return _table(request, found, BY_NAME[part])


def _terms(request: HttpRequest, found: DeskSheet, section: Section) -> HttpResponse:
    columns, before = section.columns, rows.inputs_of(section.columns, found.content)
    if request.method != "POST":
        return _show(request, found, section, [(-1, before)], {})
    given = rows.posted(columns, _flat(request), None)
    given.update({name: before[name] for name in fixed_inputs(columns, found.locked)})
    content, wrong = rows.read(columns, given, found.content)
    if not given.get(f"titles.{RECORD}", "-").strip():
        wrong = [*wrong, Wrong(f"titles.{RECORD}", _("A matter needs its Chinese name."))]
    errors: Errors = {one.name: one.words for one in wrong}
    if section.head:
        answers = {one.name.rpartition(".")[2] for one in columns if one.sort == "among"}
        content = rows.pruned(content, section.head, answers)
    if not errors and not _switching(request):
        saved = _save(request, found, content, lambda refused: _term_of(columns, refused))
        if isinstance(saved, HttpResponse):
            return saved
        errors = saved
    return _show(request, found, section, [(-1, given)], errors)


def _term_of(columns: tuple[Column, ...], refused: Refused) -> str:
    """Return the input at which a refusal is shown, "" if none of them is meant."""
    found = next((one for one in columns if one.name.split(".")[0] == refused.field.split(".")[0]), None)
    return rows.input_name(found, RECORD if found.sort == "texts" else "") if found else ""


def _flat(request: HttpRequest) -> dict[str, str]:
    """Return what was posted; the ticks of one question joined."""
    return {name: "、".join(request.POST.getlist(name)) for name in request.POST}


def _switching(request: HttpRequest) -> bool:
    return bool(getattr(request, "switching", False))


def _table(request: HttpRequest, found: DeskSheet, table: Table) -> HttpResponse:
    old = list(found.content.get(table.name) or [])
    was = [(n, rows.inputs_of(table.columns, row)) for n, row in enumerate(old)]
    if request.method != "POST":
        return _show(request, found, table, was, {})
    lines, order = _lines(request, table, len(old)), request.POST.get("order", "save")
    if table.name in found.locked:
        lines, order = _kept(lines, was, fixed_inputs(table.columns, found.locked, table.name)), "save"
    if order != "save":
        return _show(request, found, table, rows.arranged(lines, order, rows.empty(table)), {})
    read = [rows.read(table.columns, given, old[n] if n >= 0 else {}) for n, given in lines]
    errors: Errors = {f"{n}.{one.name}": one.words for n, (_row, wrong) in enumerate(read) for one in wrong}
    if not errors and not _switching(request):
        content = followed(
            {**found.content, table.name: [row for row, _wrong in read if row]},
            table.name,
            [n for (n, _given), (row, _wrong) in zip(lines, read, strict=True) if row],
        )
        saved = _save(request, found, content, lambda refused: _row_of(table, lines, refused))
        if isinstance(saved, HttpResponse):
            return saved
        errors = saved
    return _show(request, found, table, lines, errors)


def _kept(
    lines: list[tuple[int, Inputs]], was: list[tuple[int, Inputs]], fixed: Collection[str]
) -> list[tuple[int, Inputs]]:
    """Return the rows of a list that the standard sets: all of them, in their order, what is fixed as it was (H-106)."""
    typed = dict(lines)
    return [(n, {**typed.get(n, before), **{name: before[name] for name in fixed}}) for n, before in was]


def _row_of(table: Table, lines: list[tuple[int, Inputs]], refused: Refused) -> str:
    """Return the input at which a refusal of a list is shown: the row that its words name, else the last one."""
    if refused.field.split(".")[0] != table.name or not lines:
        return ""
    key = next((one for one in table.columns if one.name == table.key), table.columns[0])
    name = rows.input_name(key, RECORD if key.sort == "texts" else "")
    said = str(refused.reason)
    named = [n for n, (_was, given) in enumerate(lines) if given[name] and given[name] in said]
    return f"{named[-1] if named else len(lines) - 1}.{name}"


def _lines(request: HttpRequest, table: Table, most: int) -> list[tuple[int, Inputs]]:
    """Return the posted rows, each with the number of the row it was; numbers that cannot be are new rows."""
    data = _flat(request)
    count = request.POST.get("rows", "0")
    total = min(int(count), rows.MOST_ROWS) if count.isdecimal() and len(count) < 6 else 0
    lines = []
    for n in range(total):
        was = data.get(f"{n}.was", "")
        number = int(was) if was.isdecimal() and len(was) < 6 and int(was) < most else -1
        lines.append((number, rows.posted(table.columns, data, n)))
    return lines


def _save(
    request: HttpRequest, found: DeskSheet, content: Mapping[str, Any], place: Callable[[Refused], str]
) -> HttpResponse | Errors:
    """Save the content; what is wrong, by input, if it was refused and the page is shown again."""
    seen = request.POST.get("seen", "")
    if seen and seen != digest(found.content):
        messages.error(
            request,
            _(
                "Someone else has changed this draft meanwhile; what you typed is below. Compare it before you save."
            ),
        )
        return {}
    try:
        acts.revise(found.line.id, content, by=actor(request), at=now())
    except Refused as refused:
        where = place(refused)
        if where:
            return {where: refused.reason}
        messages.error(request, str(refused.reason))
        return {}
    messages.success(request, _("Saved."))
    return redirect("catalogue:edit", found.line.id)


def _show(
    request: HttpRequest,
    found: DeskSheet,
    shown: Section | Table,
    lines: list[tuple[int, Inputs]],
    errors: Errors,
) -> HttpResponse:
    table = shown if isinstance(shown, Table) else None
    fixed = fixed_inputs(shown.columns, found.locked, table.name if table else "")
    view = View(found.content, language(), errors, fixed)
    drawn = [
        (n, was, groups(shown.columns, given, f"{n}." if table else "", view))
        for n, (was, given) in enumerate(lines)
    ]
    context = {
        "found": found,
        "table": table,
        "title": str(shown.label),
        "hint": shown.hint,
        "locked": table is not None and table.name in found.locked,
        "rows": drawn,
        "last": len(drawn) - 1,
        "errors": _errors(drawn, errors),
        "seen": digest(found.content),
        "threads": [one for one in found.threads if _part_of(one.place) == shown.name and not one.settled],
        "faults": [one for one in found.must if _part_of(one.place) == shown.name],
        "keeps_form": True,
    }
    return render(request, "catalogue/edit_part.html", context, status=422 if errors else 200)


def _errors(
    shown: list[tuple[int, int, list[Group]]], errors: Errors
) -> list[tuple[str, str | Promise, str | Promise]]:
    """Return every error with the input it stands at and what that input is called."""
    cells = [(cell, group.label) for _n, _was, groups in shown for group in groups for cell in group.cells]
    return [(cell.id, label, cell.error) for cell, label in cells if cell.name in errors]
