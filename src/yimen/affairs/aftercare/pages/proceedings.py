"""For officers: an ending on its way, from the notice to its service."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from yimen.affairs.aftercare import acts, forms, gates, reads
from yimen.affairs.aftercare.acts import Held
from yimen.affairs.aftercare.hindrances import decision_waits
from yimen.affairs.aftercare.pages.common import actor
from yimen.affairs.aftercare.reads import ProceedingSheet
from yimen.affairs.cases import reads as cases
from yimen.affairs.cases.acts import Outcome, Serving
from yimen.ground.calendar.reads import today_of
from yimen.ground.calendar.rules import Calendar
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.ground.look.forms import PlainForm, bound
from yimen.registers.agencies.gates import officer_of, staff
from yimen.registers.agencies.reads import actor_words
from yimen.registers.permits import reads as permits
from yimen.registers.permits.acts import Loss


def _decide(number: int, *, by: str, at: datetime, **said: Any) -> None:  # noqa: ANN401 values of a form
    loss = Loss(amount_fen=int((said.pop("amount") or 0) * 100), note=said.pop("pay_note"))
    acts.decide(number, loss=loss, by=by, at=at, **said)


def _state_views(number: int, *, views: str, by: str, at: datetime) -> None:
    acts.state_views(number, views, by=by, at=at)


def _answer_hearing(number: int, *, wanted: str, by: str, at: datetime) -> None:
    acts.answer_hearing(number, wanted=wanted == forms.WANTED, by=by, at=at)


def _record_hearing(number: int, *, told_on: date, on: date, outcome: str, by: str, at: datetime) -> None:
    acts.record_hearing(number, Held(told_on, on, outcome), by=by, at=at, calendar=_of_organ(number))


def _of_organ(proceeding_id: int) -> Calendar:
    return cases.calendar_of(reads.proceeding(proceeding_id).organ_id)


def _serve(proceeding_id: int, *, method: str, by: str, at: datetime, **said: Any) -> None:  # noqa: ANN401 values of a form
    one = Serving(reads.proceeding(proceeding_id).to_serve, method, **said)
    acts.serve(proceeding_id, one, by=by, at=at, calendar=_of_organ(proceeding_id))


def _conclude(proceeding_id: int, *, outcome: str, on: date | None, note: str, by: str, at: datetime) -> None:
    sent = [one.n for one in reads.services(proceeding_id) if one.outcome == Outcome.SENT]
    acts.conclude_service(
        proceeding_id,
        sent[-1] if sent else 0,
        outcome=outcome,
        on=on,
        note=note,
        by=by,
        at=at,
        calendar=_of_organ(proceeding_id),
    )


def _publish(proceeding_id: int, *, reason: str, by: str, at: datetime) -> None:
    acts.publish_service(proceeding_id, reason=reason, by=by, at=at, calendar=_of_organ(proceeding_id))


@dataclass(frozen=True)
class Means:
    """How an act is done from the page: its words, its form, the act, its colour."""

    words: str | Promise
    form: type[PlainForm]
    act: Callable[..., Any]
    tone: str = ""


MEANS: Final[Mapping[str, Means]] = {
    "state_views": Means(
        gettext_lazy("Write down what the holder says"), forms.ViewsForm, _state_views, "second"
    ),
    "answer_hearing": Means(
        gettext_lazy("Write down whether the holder wants the hearing"),
        forms.HearingAnswerForm,
        _answer_hearing,
        "second",
    ),
    "record_hearing": Means(gettext_lazy("Record the hearing"), forms.HearingForm, _record_hearing),
    "decide": Means(gettext_lazy("Decide the ending"), forms.DecideForm, _decide, "danger"),
    "drop": Means(gettext_lazy("Drop it"), forms.DropForm, acts.drop, "second"),
    "serve_notice": Means(gettext_lazy("Record service of the notice"), forms.ServeForm, _serve),
    "serve": Means(gettext_lazy("Record service of the decision"), forms.ServeForm, _serve),
    "conclude_service": Means(
        gettext_lazy("Say what became of what was sent"), forms.ConcludeForm, _conclude, "second"
    ),
    "publish_service": Means(
        gettext_lazy("Serve it by public notice"), forms.PublishForm, _publish, "second"
    ),
}


def _page(
    request: HttpRequest, found: ProceedingSheet, *, act: str = "", form: PlainForm | None = None
) -> HttpResponse:
    tried = reads.services(found.id)
    shown = [
        (name, MEANS[name], form if form and name == act else MEANS[name].form(prefix=name))
        for name in gates.offered(officer_of(request), found, tried, today=today_of(now()))
        if name in MEANS
    ]
    who = actor_words([found.proposed_by, found.decided_by] if found.decided_by else [found.proposed_by])
    context = {
        "found": found,
        "permit": permits.permit(found.permit_id, at=now()),
        "forms": shown,
        "services": tried,
        "open_act": act,
        "waits": _waits(request, found),
        "proposer": who[found.proposed_by],
        "decider": who.get(found.decided_by, ""),
    }
    refused = form is not None and bool(form.errors)
    return render(request, "aftercare/desk_proceeding.html", context, status=422 if refused else 200)


def _waits(request: HttpRequest, found: ProceedingSheet) -> str:
    """Return to who decides in the organ what the decision waits for, or ""."""
    if not gates.may(officer_of(request), found.organ_id, "decide"):
        return ""
    return decision_waits(found, actor(request), today=today_of(now()))


@staff(*gates.READERS)
@require_safe
def proceeding(request: HttpRequest, proceeding_id: int) -> HttpResponse:
    """Show an ending on its way."""
    return _page(request, gates.proceeding_for_officer(officer_of(request), proceeding_id))


@staff(*gates.READERS)
@require_http_methods(["POST"])
def act(request: HttpRequest, proceeding_id: int, name: str) -> HttpResponse:
    """Perform an act on a proceeding; a refusal is shown at its field, and what was typed stays."""
    if name not in MEANS:
        raise Http404
    found = gates.proceeding_for_officer(officer_of(request), proceeding_id, name)
    form = bound(MEANS[name].form, request, prefix=name)
    if form.is_valid():
        try:
            MEANS[name].act(proceeding_id, **form.cleaned_data, by=actor(request), at=now())
        except Refused as refused:
            form.refuse(refused)
            served = reads.services(proceeding_id)
            if name not in gates.offered(officer_of(request), found, served, today=today_of(now())):
                messages.error(request, str(refused.reason))
        else:
            messages.success(request, _("Done: %(act)s") % {"act": MEANS[name].words})
            return redirect("aftercare:desk_proceeding", proceeding_id)
    return _page(request, found, act=name, form=form)
