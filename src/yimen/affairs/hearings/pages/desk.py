"""Hearings at the desk: the list, one hearing on one page, and the acts of officers and chairs."""

from datetime import date
from typing import Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from yimen.affairs.cases import gates as case_gates
from yimen.affairs.cases import reads as cases
from yimen.affairs.cases.reads import CaseSheet
from yimen.affairs.hearings import acts, gates, reads
from yimen.affairs.hearings.acting import MEANS, Doing
from yimen.affairs.hearings.reads import AttemptSheet, HearingSheet, PartySheet
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.look.forms import PlainForm, bound
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.gates import officer_of, staff

UNBOUND: Final = frozenset({"add_person", "find_nobody", "call"})  # acts that need no file yet


def _useful(name: str, hearing: HearingSheet | None, case: CaseSheet) -> bool:
    """Say whether an act can lead anywhere now."""
    if case.line.state not in reads.UNDECIDED:
        return False
    if hearing is None:
        return name in UNBOUND
    if name in {"ask", "waive"}:
        may = hearing.ground == acts.Ground.INTERESTS and (hearing.asking or (name == "ask" and hearing.open))
        left = (one for one in hearing.parties if one.told_at and not one.over)
        return may and any(not one.asked_at and not one.waived_at for one in left)
    useful = {
        "add_person": True,
        "tell_person": _to_tell(hearing, case),
        "speak": True,
        "answer_view": any(one.said and not one.answered_at for one in hearing.parties),
        "find_nobody": not hearing.others and "third_parties" in case.pending,
        "decide_challenge": hearing.open_challenge is not None,
    }
    return useful.get(name, name in hearing.possible)


def _told(hearing: HearingSheet, case: CaseSheet) -> dict[int, date | None]:
    return acts.days_told(case, hearing.set_at, hearing.attempts, [one.n for one in hearing.parties])


def _to_tell(hearing: HearingSheet, case: CaseSheet) -> bool:
    """Say whether a letter is still to be served on somebody."""
    if hearing.state == acts.State.SET and None in _told(hearing, case).values():
        return True
    return bool(hearing.others) and any(one.told_at is None for one in hearing.parties)


def _persons(
    hearing: HearingSheet, case: CaseSheet
) -> list[tuple[PartySheet, date | None, list[AttemptSheet]]]:
    """Return everyone who has a say, the day on which they were told of the time that is set, and every letter to them."""
    told = _told(hearing, case)
    return [
        (one, told[one.n], [row for row in hearing.attempts if row.party == one.n]) for one in hearing.parties
    ]


def _page(
    request: HttpRequest, case: CaseSheet, *, name: str = "", form: PlainForm | None = None, status: int = 200
) -> HttpResponse:
    officer, hearing = officer_of(request), reads.sheet(case.id)
    everyone = agencies.officers_at(case.line.organ_id, at=now())
    offered = [one for one in MEANS if _useful(one, hearing, case) and gates.may(officer, case, hearing, one)]
    shown = [
        (
            one,
            MEANS[one],
            form if one == name and form else MEANS[one].form(prefix=one, hearing=hearing, officers=everyone),
        )
        for one in offered
    ]
    persons = _persons(hearing, case) if hearing else []
    context = {"case": case, "line": case.line, "hearing": hearing, "persons": persons, "forms": shown}
    context["open_act"] = name
    context["may_open"] = case_gates.works_on(officer, case, case_gates.readers_of(case.checks))
    return render(request, "hearings/hearing.html", context, status=status)


@staff()
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Show the hearings of one's organs and those one chairs, the next one first."""
    officer, ended = officer_of(request), request.GET.get("ended") == "1"
    own = officer.scope(gates.READERS)
    found = reads.of_organs(own, chair=f"account:{officer.account_id}", ended=ended)
    lines = cases.lines(one.case_id for one in found)
    context = {"rows": [(one, lines[one.case_id]) for one in found], "ended": ended}
    return render(request, "hearings/desk.html", context)


@staff()
@require_safe
def hearing(request: HttpRequest, case_id: int) -> HttpResponse:
    """Show one hearing with everything on one page."""
    return _page(request, gates.case_for(officer_of(request), case_id))


@staff()
@require_POST
def act(request: HttpRequest, case_id: int, name: str) -> HttpResponse:
    """Perform an act and go back; a refusal is shown at the field, and what was typed stays."""
    if name not in MEANS:
        raise Http404
    officer, case = officer_of(request), gates.case_for(officer_of(request), case_id)
    found = reads.sheet(case_id)
    if not gates.may(officer, case, found, name):
        raise PermissionDenied
    everyone, at = agencies.officers_at(case.line.organ_id, at=now()), now()
    form = bound(MEANS[name].form, request, prefix=name, hearing=found, officers=everyone)
    if form.is_valid():
        names = {f"account:{account}": name_ for account, name_, _post in everyone}
        doing = Doing(f"account:{request.user.pk}", at, cases.calendar_for(case_id), names)
        try:
            MEANS[name].do(case_id, form.cleaned_data, doing)
        except Refused as refused:
            form.refuse(refused)
            if not _useful(name, found, case):
                messages.error(request, f"{MEANS[name].words}: {refused.reason}")
        else:
            messages.success(request, _("Done: %(act)s") % {"act": MEANS[name].words})
            return redirect("hearings:hearing", case_id)
    status = 200 if getattr(request, "switching", False) else 422
    return _page(request, case, name=name, form=form, status=status)
