"""The editor of a draft: its terms on one page, each list of it as a table whose rows come, go and move by buttons."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
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
from yimen.registers.catalogue.pages.version import actor, offered, sheet
from yimen.registers.catalogue.parts import BY_NAME, TABLES, TERMS, Column, Table
from yimen.registers.catalogue.rows import Inputs, Wrong
from yimen.registers.catalogue.themes import THEMES

NARROW, LONG = 120, 600
FIXED = {"kind", "base_code"}  # a matter keeps its kind and code in every version (H-106, H-107)


@dataclass(frozen=True)
class Cell:
    """One input as the page shows it."""

    name: str
    id: str
    label: str | Promise
    sort: str
    value: str
    language: str
    choices: tuple[tuple[str, str | Promise, bool], ...]
    error: str | Promise
    most: int
    fixed: bool


@dataclass(frozen=True)
class Group:
    """The inputs of one column: one, or one for each language with those that are missing."""

    label: str | Promise
    cells: tuple[Cell, ...]
    missing: tuple[str, ...]

    @property
    def first(self) -> Cell:
        """Return the input of the record, or the only one."""
        return self.cells[0]

    @property
    def others(self) -> tuple[Cell, ...]:
        """Return the inputs of the other languages."""
        return self.cells[1:]

    @property
    def wide(self) -> bool:
        """Say whether it takes a whole line."""
        plain = self.first.sort in {"line", "long", "texts"} and self.first.most > NARROW
        return len(self.cells) > 1 or plain or self.first.sort == "many"

    @property
    def folded(self) -> bool:
        """Say whether it is a long text without words, which is shown on demand only."""
        return self.first.most >= LONG and not any(one.value or one.error for one in self.cells)

    @property
    def open(self) -> bool:
        """Say whether the other languages are unfolded: where something is wrong in them."""
        return any(one.error for one in self.others)


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
        head = one.place.split(".")[0]
        wrong.setdefault(head if head in BY_NAME or head == "form" else "terms", []).append(one)
    parts = [("terms", _("Terms"), None), *((one.name, one.label, _count(found, one)) for one in TABLES)]
    lines = [
        (
            name,
            label,
            count,
            wrong.get(name, []),
            sum(1 for one in found.threads if _of(one.place, name) and not one.settled),
        )
        for name, label, count in parts
    ]
    context = {
        "found": found,
        "parts": lines,
        "designer": _designer(version_id),
        "form_faults": wrong.get("form", []),
    }
    return render(request, "catalogue/edit.html", context)


def _count(found: DeskSheet, table: Table) -> int:
    return len(found.content.get(table.name) or [])


def _of(place: str, part: str) -> bool:
    head = place.split(".", maxsplit=1)[0]
    return head == part or (part == "terms" and head not in BY_NAME and head != "form")


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
    """Mend the terms or one list of a draft."""
    found = _draft(request, version_id)
    if part == "terms":
        return _terms(request, found)
    if part not in BY_NAME:
        raise Http404
    return _table(request, found, BY_NAME[part])


def _terms(request: HttpRequest, found: DeskSheet) -> HttpResponse:
    if request.method != "POST":
        return _show(request, found, None, [(-1, rows.inputs_of(TERMS, found.content))], {})
    given = rows.posted(TERMS, _flat(request), None)
    fixed = rows.inputs_of(TERMS, found.content)
    given.update({name: fixed[name] for name in FIXED})
    content, wrong = rows.read(TERMS, given, found.content)
    if not given[f"titles.{RECORD}"].strip():
        wrong = [*wrong, Wrong(f"titles.{RECORD}", _("A matter needs its Chinese name."))]
    errors = {one.name: one.words for one in wrong}
    if not errors and not _switching(request):
        saved = _save(request, found, content)
        if saved is not None:
            return saved
    return _show(request, found, None, [(-1, given)], errors)


def _flat(request: HttpRequest) -> dict[str, str]:
    """Return what was posted; the ticks of one question joined."""
    return {name: "、".join(request.POST.getlist(name)) for name in request.POST}


def _switching(request: HttpRequest) -> bool:
    return bool(getattr(request, "switching", False))


def _table(request: HttpRequest, found: DeskSheet, table: Table) -> HttpResponse:
    old = list(found.content.get(table.name) or [])
    if request.method != "POST":
        lines = [(n, rows.inputs_of(table.columns, row)) for n, row in enumerate(old)]
        return _show(request, found, table, lines, {})
    lines, order = _lines(request, table, len(old)), request.POST.get("order", "save")
    if order != "save":
        return _show(request, found, table, rows.arranged(lines, order, rows.empty(table)), {})
    read = [rows.read(table.columns, given, old[was] if was >= 0 else {}) for was, given in lines]
    errors = {f"{n}.{one.name}": one.words for n, (_row, wrong) in enumerate(read) for one in wrong}
    if not errors and not _switching(request):
        saved = _save(request, found, {**found.content, table.name: [row for row, _wrong in read if row]})
        if saved is not None:
            return saved
    return _show(request, found, table, lines, errors)


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


def _save(request: HttpRequest, found: DeskSheet, content: Mapping[str, Any]) -> HttpResponse | None:
    """Save the content; None if it was refused and the page is shown again."""
    seen = request.POST.get("seen", "")
    if seen and seen != digest(found.content):
        messages.error(
            request,
            _(
                "Someone else has changed this draft meanwhile; what you typed is below. Compare it before you save."
            ),
        )
        return None
    try:
        acts.revise(found.line.id, content, by=actor(request), at=now())
    except Refused as refused:
        messages.error(request, str(refused.reason))
        return None
    messages.success(request, _("Saved."))
    return redirect("catalogue:edit", found.line.id)


def _show(
    request: HttpRequest,
    found: DeskSheet,
    table: Table | None,
    lines: list[tuple[int, Inputs]],
    errors: Mapping[str, str | Promise],
) -> HttpResponse:
    columns, name = (table.columns, table.name) if table else (TERMS, "terms")
    shown = [
        (n, was, _groups(columns, given, errors, "" if table is None else f"{n}."))
        for n, (was, given) in enumerate(lines)
    ]
    context = {
        "found": found,
        "table": table,
        "title": str(table.label) if table else _("Terms"),
        "rows": shown,
        "last": len(shown) - 1,
        "errors": _errors(shown, errors),
        "seen": digest(found.content),
        "threads": [one for one in found.threads if _of(one.place, name) and not one.settled],
        "faults": [one for one in found.must if _of(one.place, name)],
        "keeps_form": True,
    }
    return render(request, "catalogue/edit_part.html", context, status=422 if errors else 200)


def _errors(
    shown: list[tuple[int, int, list[Group]]], errors: Mapping[str, str | Promise]
) -> list[tuple[str, str | Promise, str | Promise]]:
    """Return every error with the input it stands at and what that input is called."""
    cells = [(cell, group.label) for _n, _was, groups in shown for group in groups for cell in group.cells]
    return [(cell.id, label, cell.error) for cell, label in cells if cell.name in errors]


def _groups(
    columns: tuple[Column, ...], given: Inputs, errors: Mapping[str, str | Promise], prefix: str
) -> list[Group]:
    words = dict(settings.LANGUAGES)
    found = []
    for column in columns:
        codes = [code for code, _words in settings.LANGUAGES] if column.sort == "texts" else [""]
        codes.sort(key=lambda code: code != RECORD)
        cells = tuple(_cell(column, code, given, errors, prefix) for code in codes)
        lacking = tuple(str(words.get(code, code)) for code in rows.missing(column, given))
        found.append(Group(column.label, cells, lacking))
    return found


def _cell(column: Column, code: str, given: Inputs, errors: Mapping[str, str | Promise], prefix: str) -> Cell:
    name = prefix + rows.input_name(column, code)
    value = given[rows.input_name(column, code)]
    known: Mapping[str, str | Promise] = column.choices or (THEMES if column.name == "themes" else {})
    chosen = set(value.split("、")) if column.sort == "many" else {value}
    if column.name == "themes":
        known = {**known, **{one: one for one in chosen if one and one not in known}}
    return Cell(
        name=name,
        id="f-" + name.replace(".", "-"),
        label=dict(settings.LANGUAGES).get(code, "") if code else column.label,
        sort="long" if column.most > 300 else column.sort,
        value=value,
        language=code,
        choices=tuple((key, label, key in chosen) for key, label in known.items()),
        error=errors.get(name, ""),
        most=column.most,
        fixed=prefix == "" and column.name in FIXED,
    )
