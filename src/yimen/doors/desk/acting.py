"""From an officer's form to the act of a case: one table that says which form and which act belong together."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import acts, gates
from yimen.affairs.cases.acts import DeclineGround
from yimen.affairs.cases.reads import CaseSheet, passed_steps
from yimen.doors.desk import forms
from yimen.ground.calendar.rules import Calendar
from yimen.ground.clock import now
from yimen.ground.look.forms import PlainForm, bound
from yimen.registers.agencies.reads import Officer
from yimen.registers.catalogue.reads import StepSheet


def _nothing(_officer: Officer, _case: CaseSheet) -> dict[str, Any]:
    return {}


def _review(officer: Officer, case: CaseSheet) -> dict[str, Any]:
    """Return the open steps of which one is recorded (E-121), and who may verify beside the officer (A-302)."""
    steps = gates.steps_for(officer, case)
    by_two = [one.two_officers for one in steps]
    return {
        "steps": _named(steps),
        "officers": gates.colleagues(officer, case, on=now().date()) if any(by_two) else [],
        "two": all(by_two),
    }


def _send_back(_officer: Officer, case: CaseSheet) -> dict[str, Any]:
    """Return the steps that were done, to one of which the case goes back."""
    return {"steps": _named(passed_steps(case))}


def _named(steps: Iterable[StepSheet]) -> list[tuple[int, str]]:
    """Return steps as choices, by number and name in the reader's language."""
    language = get_language() or settings.LANGUAGE_CODE
    return [(one.n, f"{one.n}. {one.name(language)}") for one in steps]


def _granting(act: Callable[..., Any]) -> Callable[..., Any]:
    """Return a grant that takes its conditions and its remark as the form has them."""

    def grant(case_id: int, *, remark: str, conditions: str, conditions_why: str, **who: Any) -> None:  # noqa: ANN401 handed on
        act(case_id, more=acts.Grant(remark, conditions, conditions_why), **who)

    return grant


def _decline(officer: Officer, case: CaseSheet) -> dict[str, Any]:
    return {"grounds": gates.decline_grounds(officer, case)}


def _do_decline(case_id: int, *, ground: str, **said: Any) -> None:  # noqa: ANN401 values of a form
    """Decline on a ground that the form offered: that papers are false it offers to whoever is entitled to find it."""
    acts.decline(case_id, ground=ground, entitled=ground == DeclineGround.FALSE, **said)


@dataclass(frozen=True)
class Means:
    """How an act is done from the desk: its words, its form, the act, and what it needs beside the form."""

    words: str | Promise
    form: type[PlainForm]
    act: Callable[..., Any]
    calendar: bool = False
    tone: str = ""
    actor: str = "by"
    choices: Callable[[Officer, CaseSheet], dict[str, Any]] = _nothing

    def blank(self, name: str, officer: Officer, case: CaseSheet) -> PlainForm:
        """Return the form of the act as it stands on the page of a case."""
        return self.form(prefix=name, **self.choices(officer, case))

    def filled(self, name: str, officer: Officer, case: CaseSheet, request: HttpRequest) -> PlainForm:
        """Return the form of the act as an officer sent it."""
        found: PlainForm = bound(self.form, request, prefix=name, **self.choices(officer, case))
        return found

    def do(self, case_id: int, data: Mapping[str, Any], *, by: str, at: datetime, calendar: Calendar) -> None:
        """Perform the act. Raises Refused."""
        more = {"calendar": calendar} if self.calendar else {}
        self.act(case_id, **data, **more, **{self.actor: by}, at=at)


EXTEND: Final = Means(
    _("Extend the period"), forms.ExtendForm, acts.extend, calendar=True, tone="second", actor="approver"
)
MEANS: Final[Mapping[str, Means]] = {
    "confirm_receipt": Means(
        _("Confirm arrival"), forms.NoForm, acts.confirm_receipt, calendar=True, tone="second"
    ),
    "accept": Means(_("Accept"), forms.NoForm, acts.accept, calendar=True),
    "grant_on_the_spot": Means(
        _("Decide on the spot: grant"), forms.GrantForm, _granting(acts.grant_on_the_spot), calendar=True
    ),
    "refuse_on_the_spot": Means(
        _("Decide on the spot: refuse"),
        forms.ReasonForm,
        acts.refuse_on_the_spot,
        calendar=True,
        tone="danger",
    ),
    "decline": Means(_("Do not accept"), forms.DeclineForm, _do_decline, tone="danger", choices=_decline),
    "review": Means(_("Record the review"), forms.ReviewForm, acts.review, choices=_review),
    "grant": Means(_("Grant"), forms.GrantForm, _granting(acts.grant), calendar=True),
    "refuse": Means(_("Refuse"), forms.RefuseForm, acts.refuse, calendar=True, tone="danger"),
    "send_back": Means(_("Send back"), forms.SendBackForm, acts.send_back, tone="second", choices=_send_back),
    "extend": EXTEND,
    "extend_stopped": EXTEND,
    "suspend": Means(_("Begin a special procedure"), forms.SuspendForm, acts.suspend, tone="second"),
    "resume": Means(_("End the special procedure"), forms.NoForm, acts.resume, calendar=True),
    "prolong": Means(
        _("Tell anew how long it takes"), forms.ProlongForm, acts.prolong, calendar=True, tone="second"
    ),
    "deliver": Means(_("Record delivery"), forms.DeliverForm, acts.deliver),
    "explain_overdue": Means(_("State why it was late"), forms.ReasonForm, acts.explain_overdue),
    "close": Means(_("Close"), forms.NoForm, acts.close),
    "accept_first": Means(_("Accept for the first review"), forms.NoForm, acts.accept_first, calendar=True),
    "forward": Means(_("Send up with opinion and papers"), forms.ForwardForm, acts.forward, calendar=True),
    "record_intention": Means(
        _("Record what the person wants"), forms.IntentionForm, acts.record_intention, tone="second"
    ),
}
