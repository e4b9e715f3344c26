"""What waits, what failed, the register, and one record with what may be done to it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from yimen.affairs.archives import acts, gates, reads
from yimen.affairs.archives.forms import HoldForm, NoForm, NoteForm, PurposeForm
from yimen.affairs.archives.life import State
from yimen.affairs.archives.reads import PackageSheet, Wanted
from yimen.affairs.cases import gates as case_gates
from yimen.ground.clock import now
from yimen.ground.gates import account_of
from yimen.ground.life import Refused
from yimen.ground.look.forms import PlainForm, bound
from yimen.ground.numbers import read_number
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.agencies.reads import Role

Words = str | Promise
ACTS: Final[Mapping[str, tuple[type[PlainForm], Words, Callable[..., object]]]] = {
    "hold": (HoldForm, _("Keep it from being destroyed"), acts.set_hold),
    "add": (NoteForm, _("Add to the record"), acts.supplement),
    "again": (NoForm, _("Try again"), acts.pack_again),
}


def actor(request: HttpRequest) -> str:
    """Return who acts."""
    return f"account:{account_of(request)}"


@staff(*gates.READERS)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show how the archive of one's organs stands: what waits, what a check sent back, what is due."""
    officer, today = officer_of(request), now().date()
    archivist = Role.ARCHIVIST in officer.all_roles
    found = reads.overview(officer.scope(gates.READERS), on=today, due=archivist)
    context = {
        "counts": found.counts,
        "returned": found.returned,
        "archivist": archivist,
        "due": found.due,
        "over": found.over,
        "here": "home",
    }
    return render(request, "archives/home.html", context)


@staff(*gates.READERS)
@require_safe
def packages(request: HttpRequest) -> HttpResponse:
    """Search the register by number, matter, organ, year, state, or the exact name of an applicant."""
    officer, given = officer_of(request), request.GET
    year = given.get("year", "")
    wanted = Wanted(
        text=given.get("q", "")[:100].strip(),
        organ=read_number(given.get("organ", "")) or 0,
        year=int(year) if year.isdecimal() and len(year) == 4 else 0,
        state=given.get("state", "") if given.get("state", "") in State.values else "",
    )
    language = getattr(request, "LANGUAGE_CODE", "zh-hans")
    context = {
        "page": reads.search(officer.scope(gates.READERS), wanted, cursor=given.get("cursor", "")),
        "wanted": wanted,
        "states": State.choices,
        "organs": reads.organ_choices(officer.scope(gates.READERS), language),
        "archivist": Role.ARCHIVIST in officer.all_roles,
        "here": "packages",
    }
    return render(request, "archives/packages.html", context)


def _page(
    request: HttpRequest, sheet: PackageSheet, *, name: str = "", form: PlainForm | None = None
) -> HttpResponse:
    officer = officer_of(request)
    may_keep = gates.keeps(officer, sheet.line.organ_id)
    names = _offered(sheet) if may_keep else []
    forms = [(one, ACTS[one][1], form if form and one == name else ACTS[one][0](prefix=one)) for one in names]
    context = {
        "sheet": sheet,
        "line": sheet.line,
        "forms": forms,
        "open_act": name,
        "may_keep": may_keep,
        "may_open_case": sheet.line.organ_id in officer.scope(case_gates.READERS)
        and sheet.line.state != State.DESTROYED,
        "purpose": form if form and name == "view" else PurposeForm(prefix="view"),
        "viewings": reads.viewings(sheet.line.id) if may_keep else [],
        "archivist": Role.ARCHIVIST in officer.all_roles,
    }
    wrong = form is not None and not getattr(request, "switching", False)
    return render(request, "archives/package.html", context, status=422 if wrong else 200)


def _offered(sheet: PackageSheet) -> list[str]:
    if sheet.line.state == State.RETURNED:
        return ["again"]
    if not sheet.line.kept:
        return []
    return ["hold", "add"] if sheet.line.n == 0 else ["hold"]


@staff(*gates.READERS)
@require_safe
def package(request: HttpRequest, package_id: int) -> HttpResponse:
    """Show the entry of a record in the register; its files are shown in the reading room."""
    return _page(request, gates.package_for(officer_of(request), package_id))


@staff("archivist")
@require_POST
def act(request: HttpRequest, package_id: int, name: str) -> HttpResponse:
    """Do something to a record and go back to it; a refusal is shown at the field, and what was typed stays."""
    if name not in ACTS:
        raise Http404
    sheet = gates.package_to_keep(officer_of(request), package_id)
    kind, words, do = ACTS[name]
    form: Any = bound(kind, request, prefix=name)
    if form.is_valid():
        try:
            do(package_id, **form.cleaned_data, by=actor(request), at=now())
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Done: %(act)s") % {"act": words})
            return redirect("archives:package", package_id)
    return _page(request, sheet, name=name, form=form)


@staff("archivist")
@require_POST
def lift(request: HttpRequest, package_id: int, hold_id: int) -> HttpResponse:
    """Say that what spoke against destroying a record is over."""
    sheet = gates.package_to_keep(officer_of(request), package_id)
    if hold_id not in {one.id for one in sheet.holds}:
        raise Http404
    try:
        acts.lift_hold(hold_id, by=actor(request), at=now())
    except Refused as refused:
        messages.error(request, str(refused.reason))
    return redirect("archives:package", package_id)


@staff(*gates.READERS)
@require_POST
def view(request: HttpRequest, package_id: int) -> HttpResponse:
    """Open a record for a purpose: it is logged, and the person concerned can read who did."""
    officer = officer_of(request)
    sheet = gates.package_for(officer, package_id)
    form: Any = bound(PurposeForm, request, prefix="view")
    if form.is_valid():
        try:
            viewing = acts.view(
                package_id,
                purpose=form.cleaned_data["purpose"],
                account_id=officer.account_id,
                who=f"{officer.name} · {officer.organ_words}",
                at=now(),
            )
            return redirect("archives:viewing", viewing)
        except Refused as refused:
            form.refuse(refused)
    return _page(request, sheet, name="view", form=form)
