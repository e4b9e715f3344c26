"""Several cases of the inbox accepted at once: first they are shown with applicant and matter, then accepted one by one."""

from collections.abc import Sequence
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from yimen.affairs.cases import acts, gates, reads
from yimen.affairs.cases.reads import CaseSheet
from yimen.doors.desk.pages.cases import CASE, actor, filters, language
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.numbers import read_numbers
from yimen.registers.agencies.gates import officer_of, staff

MOST_AT_ONCE: Final = 50
CONFIRMED: Final = "confirmed"


@staff("window", "chief_representative", "village_agent")
@require_POST
def accept_many(request: HttpRequest) -> HttpResponse:
    """Show the chosen cases; once that is confirmed, accept each on its own and say what could not be accepted."""
    numbers = list(dict.fromkeys(read_numbers(request.POST.getlist(CASE))))[:MOST_AT_ONCE]
    chosen = gates.cases_for_officer(officer_of(request), numbers)
    if not chosen:
        messages.error(request, _("Choose at least one case first."))
        return redirect(_inbox_again(request))
    if CONFIRMED not in request.POST or getattr(request, "switching", False):
        return _confirm(request, chosen)
    done = sum(_is_accepted(request, case) for case in chosen)
    if done:
        messages.success(
            request, ngettext("%(n)s case accepted.", "%(n)s cases accepted.", done) % {"n": done}
        )
    return redirect(_inbox_again(request))


def _confirm(request: HttpRequest, chosen: Sequence[CaseSheet]) -> HttpResponse:
    """Show what is about to be accepted, and of each case which papers did not come."""
    officer, at, here = officer_of(request), now(), language()
    context = {
        "lines": [(case.line, _missing(case, here)) for case in chosen],
        "able": [case.id for case in chosen if gates.may_now(officer, case, "accept", at=at)],
        "filters": filters(request).urlencode(),
        "back": _with_ticks(request, chosen),
        "keeps_form": True,
    }
    return render(request, "desk/batch.html", context)


def _missing(case: CaseSheet, language: str) -> list[str]:
    there = {one["material"] for one in case.materials}
    missing = reads.missing(reads.terms_of(case), there=there, marks=case.marks)
    return [one.name(language) for one in missing]


def _is_accepted(request: HttpRequest, case: CaseSheet) -> bool:
    """Accept a case, or say why not; what this officer accepted by the same request before is accepted once."""
    by = actor(request)
    try:
        if not gates.may(officer_of(request), case, "accept"):
            raise Refused(_("Nothing by you at this stage."), code="role")
        acts.accept(case.id, by=by, at=now(), calendar=reads.calendar_for(case.id))
    except Refused as refused:
        if reads.sheet(case.id).accepted_by == by:
            return True
        messages.error(request, f"{case.line.number}: {refused.reason}")
        return False
    return True


def _with_ticks(request: HttpRequest, chosen: Sequence[CaseSheet]) -> str:
    """Return the address of the inbox as it was, with its ticks."""
    query = filters(request)
    query.setlist(CASE, [str(case.id) for case in chosen])
    return str(reverse("desk:inbox", query=query))


def _inbox_again(request: HttpRequest) -> str:
    """Return the address of the inbox with the filters that were set, on its first page."""
    query = filters(request)
    query.pop("cursor", None)
    return str(reverse("desk:inbox", query=query or None))
