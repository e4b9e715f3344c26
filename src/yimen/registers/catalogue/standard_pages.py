"""The desk of standards: base items and who implements them, one standard, and organs side by side."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from yimen.ground import spreadsheets
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.look.forms import bound
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import comparison, gates, standard_acts, standards
from yimen.registers.catalogue.comparison import ASPECTS, Matrix
from yimen.registers.catalogue.conformity import FIELDS, MODES, NAMES, StandardSheet, plain
from yimen.registers.catalogue.enumerations import label
from yimen.registers.catalogue.life import Kind
from yimen.registers.catalogue.standard_forms import (
    MODE_WORDS,
    ImplementForm,
    ItemSearchForm,
    JustifyForm,
    StandardForm,
    initial,
    policy_of,
    terms_of,
)
from yimen.registers.catalogue.standards import PAGE, ItemSheet

LONGEST = 300


def _actor(request: HttpRequest) -> str:
    return f"account:{request.user.pk}"


def _decides(request: HttpRequest) -> bool:
    return bool(officer_of(request).all_roles & set(gates.CITY))


def _item(code: str) -> ItemSheet:
    found = standards.item(code)
    if found is None:
        raise Http404
    return found


@staff(*gates.DESK)
@require_safe
def items(request: HttpRequest) -> HttpResponse:
    """List base items with who implements them, level by level."""
    form = ItemSearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "kind": ""}
    after = request.GET.get("cursor", "")[:12]
    lines = standards.items(asked["q"], kind=asked["kind"], after=after if after.isdecimal() else "")
    following = lines[PAGE - 1].code if len(lines) > PAGE else ""
    context = {"form": form, "lines": lines[:PAGE], "next": following, "kinds": dict(Kind.choices)}
    return render(request, "catalogue/base_items.html", context)


def _lines(name: str, said: Any) -> list[str]:  # noqa: ANN401 a term of any kind
    """Return what a term says in the reader's words, line by line."""
    if name == "kind":
        return [label("kind", said)]
    if name == "statutory":
        days, unit = said
        return [f"{days} {label('unit', unit)}" if days else "–"]
    if name in {"audience", "channels"}:
        return [label(name, one) for one in said]
    return [str(one) for one in said if one] if isinstance(said, list) else [str(said)]


def _terms(standard: StandardSheet | None) -> list[tuple[str, list[str], str]]:
    """Return the terms of a standard for the page: name, what it says line by line, how it binds."""
    if standard is None:
        return []
    rows = []
    for name in FIELDS:
        if name in standard.terms:
            lines = _lines(name, plain(name, standard.terms[name]))
            rows.append((str(NAMES[name]), lines, str(MODE_WORDS[standard.mode(name)])))
    return rows


def _show(request: HttpRequest, found: ItemSheet, form: ImplementForm | None = None) -> HttpResponse:
    context = {
        "item": found,
        "kind": Kind(found.kind).label,
        "terms": _terms(found.standard),
        "decides": _decides(request),
        "sees": gates.scope(officer_of(request)),
        "drafts": Role.CATALOGUE_EDITOR in officer_of(request).all_roles,
        "form": form or ImplementForm(missing=found.missing),
    }
    return render(request, "catalogue/base_item.html", context, status=422 if form else 200)


@staff(*gates.DESK)
@require_safe
def item(request: HttpRequest, code: str) -> HttpResponse:
    """Show one base item: its standard, who implements it and how, who does not."""
    return _show(request, _item(code))


@staff(*gates.CITY)
@require_http_methods(["GET", "HEAD", "POST"])
def standard(request: HttpRequest, code: str) -> HttpResponse:
    """Set or change the standard of a base item; `?from=` takes the terms of one organ's matter to begin with."""
    found = _item(code)
    terms = found.starting_terms()
    chosen = next((one for one in found.implementations if one.code == request.GET.get("from")), None)
    if chosen is not None:
        terms = {**{name: chosen.content[name] for name in MODES if name in chosen.content}, **terms}
    policy = dict(found.standard.policy) if found.standard else {}
    begin = {**initial(terms, policy), "effective_on": now().date()}
    form = bound(StandardForm, request, initial=begin)
    if request.method == "POST" and form.is_valid():
        day, new = form.cleaned_data["effective_on"], terms_of(form.cleaned_data, terms)
        how = policy_of(form.cleaned_data)
        try:
            standard_acts.set_standard(code, new, how, effective_on=day, by=_actor(request), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("The standard is set. Below you see who departs from it."))
            return redirect("catalogue:base_item", code)
    context = {"form": form, "item": found, "keeps_form": True}
    return render(request, "catalogue/standard.html", context, status=422 if form.errors else 200)


@staff(*gates.CITY)
@require_POST
def implement(request: HttpRequest, code: str) -> HttpResponse:
    """Draft the matter for the organs chosen."""
    found = _item(code)
    form = bound(ImplementForm, request, missing=found.missing)
    if form.is_valid():
        chosen = [int(one) for one in form.cleaned_data["organs"]]
        try:
            made = standard_acts.implement(code, chosen, by=_actor(request), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            words = ngettext("%(n)s draft was made.", "%(n)s drafts were made.", len(made))
            messages.success(request, words % {"n": len(made)})
            return redirect("catalogue:base_item", code)
    return _show(request, found, form)


@staff(*gates.CITY)
@require_POST
def follow(request: HttpRequest, code: str) -> HttpResponse:
    """Draft for every organ that departs what brings it back to the standard."""
    _item(code)
    try:
        made = standard_acts.follow(code, by=_actor(request), at=now())
    except Refused as refused:
        messages.error(request, str(refused.reason))
    else:
        words = ngettext("%(n)s draft was made.", "%(n)s drafts were made.", len(made))
        messages.success(request, words % {"n": len(made)})
    return redirect("catalogue:base_item", code)


def _answer(request: HttpRequest, matrix: Matrix, title: str, found: ItemSheet | None) -> HttpResponse:
    kind = request.GET.get("format", "")
    if kind in spreadsheets.TYPES:
        headings = [_("Organ"), _("Code"), *matrix.labels, _("Open differences")]
        return spreadsheets.download("comparison", kind, headings, comparison.rows_of(matrix))
    context = {
        "matrix": matrix,
        "title": title,
        "item": found,
        "decides": _decides(request) and found is not None,
        "sees": gates.scope(officer_of(request)),
        "aspects": list(zip(matrix.labels, matrix.reference, matrix.by_standard, strict=True)),
    }
    return render(request, "catalogue/compare.html", context)


@staff(*gates.DESK)
@require_safe
def compare_item(request: HttpRequest, code: str) -> HttpResponse:
    """Hold the matters of one base item side by side."""
    found = _item(code)
    reasons = standards.justified([one.code for one in found.implementations])
    matrix = comparison.compare(found.implementations, found.standard, reasons)
    return _answer(request, matrix, found.name, found)


@staff(*gates.DESK)
@require_safe
def compare_name(request: HttpRequest) -> HttpResponse:
    """Hold the matters of one name side by side, whatever their base codes."""
    name, kind = request.GET.get("name", "").strip()[:LONGEST], request.GET.get("kind", "")[:2]
    found = standards.of_name(name, kind) if name else []
    reasons = standards.justified([one.code for one in found])
    return _answer(request, comparison.compare(found, None, reasons), name, None)


@staff(*gates.CITY)
@require_http_methods(["GET", "HEAD", "POST"])
def justify(request: HttpRequest, code: str, matter: str, field: str, difference: str) -> HttpResponse:
    """Say why one organ's matter differs in one term."""
    found = _item(code)
    reasons = standards.justified([matter])
    matrix = comparison.compare(found.implementations, found.standard, reasons)
    line = next((one for one in matrix.lines if one.one.code == matter), None)
    cells = line.cells if line else ()
    cell = next((one for one in cells if (one.field, one.difference) == (field, difference)), None)
    if line is None or cell is None or not cell.differs:
        raise Http404
    before = {"reason": cell.reason.reason, "basis": cell.reason.basis} if cell.reason else {}
    form = bound(JustifyForm, request, initial=before)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            standard_acts.justify(matter, field, difference, **said, by=_actor(request), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Kept. The difference now shows its reason."))
            return redirect("catalogue:compare_item", code)
    context = {"form": form, "item": found, "line": line, "cell": cell, "keeps_form": True}
    return render(request, "catalogue/justify.html", context, status=422 if form.errors else 200)


@staff(*gates.CITY)
@require_POST
def adopt(request: HttpRequest, code: str) -> HttpResponse:
    """Make what one organ says the standard for all."""
    _item(code)
    matter, field = request.POST.get("matter", "")[:80], request.POST.get("field", "")
    try:
        if field not in ASPECTS:
            raise Refused(_("There is no such term."), code="unknown")
        standard_acts.adopt(matter, field, by=_actor(request), at=now())
    except Refused as refused:
        messages.error(request, str(refused.reason))
    else:
        messages.success(request, _("This is now the standard. Below you see who departs from it."))
    return redirect(reverse("catalogue:compare_item", args=[code]))
