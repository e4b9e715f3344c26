"""Forms of hearings: what officers, chairs and those concerned write down."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases.acts import DeliveryMethod, Outcome
from yimen.affairs.hearings.life import Letter, Way
from yimen.affairs.hearings.reads import HearingSheet, PartySheet
from yimen.ground.look.forms import NeededField, PlainForm

LONG = {"rows": 4}
MOMENT = "%Y-%m-%dT%H:%M"
Officers = Sequence[tuple[int, str, str]]
TRIED = [(one.value, one.label) for one in (Outcome.SERVED, Outcome.FAILED)]
SIGNATURES = (("signed", _("Signed")), ("refused", _("Refused to sign")))


def words(label: Any, *, required: bool = True, **more: Any) -> forms.CharField:  # noqa: ANN401 lazy words
    """Return a field for a longer text; blanks alone are no text."""
    area = forms.Textarea(attrs=LONG)
    return forms.CharField(label=label, max_length=5000, required=required, widget=area, **more)


class HearingForm(PlainForm):
    """A form that may name persons of the hearing or officers of the organ."""

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 Django's own
        hearing: HearingSheet | None = None,
        officers: Officers = (),
        **kwargs: Any,  # noqa: ANN401 Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parties: Sequence[PartySheet] = hearing.parties if hearing else ()
        self.points: Sequence[str] = hearing.points if hearing else ()
        if "n" in self.fields:
            chosen = [(one.n, f"{one.n} {one.name}") for one in self.parties]
            self.fields["n"] = forms.TypedChoiceField(label=_("Person"), choices=chosen, coerce=int)
        if "chair" in self.fields:
            found = [(f"account:{account}", f"{name} · {post}") for account, name, post in officers]
            self.fields["chair"] = forms.ChoiceField(
                label=_("Chair"),
                choices=[("", "—"), *found],
                required=self.fields["chair"].required,
                help_text=_("Not whoever accepted, reviewed or checked the case."),
            )
        self.grow()

    def grow(self) -> None:
        """Add the fields that depend on the hearing."""


class ReasonForm(HearingForm):
    """Reasons alone."""

    reason = words(_("Reasons"))


class PersonForm(HearingForm):
    """Someone whose interests are touched: known by a document, or by name and address."""

    name = NeededField(label=_("Name"), max_length=100)
    address = NeededField(
        label=_("Address"), max_length=200, help_text=_("Unless the number below belongs to somebody we know")
    )
    phone = forms.CharField(label=_("Telephone"), max_length=20, required=False)
    id_number = forms.CharField(
        label=_("Identity number or social credit code"),
        max_length=30,
        required=False,
        help_text=_("If the person has an account, the letters reach it."),
    )


class TellForm(HearingForm):
    """One attempt to serve a letter."""

    n = forms.IntegerField()
    letter = forms.ChoiceField(label=_("Letter"), choices=Letter.choices)
    method = forms.ChoiceField(
        label=_("Way of delivery"),
        choices=DeliveryMethod.choices,
        help_text=_("By public notice only when another way has failed; it counts after thirty days."),
    )
    outcome = forms.ChoiceField(label=_("What became of it"), choices=TRIED)
    on = forms.DateField(
        label=_("On which day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Today if you leave it empty"),
    )
    receiver = forms.CharField(label=_("Who signed for it"), max_length=120, required=False)
    number = forms.CharField(label=_("Postal number"), max_length=60, required=False)
    witnesses = NeededField(
        label=_("Witnesses"), max_length=200, help_text=_("If it was left at the address")
    )
    reason = NeededField(label=_("Why it was refused or failed"), max_length=400)
    proof = NeededField(label=_("Proof"), max_length=200, help_text=_("Unless it was served electronically"))


class SpeakForm(HearingForm):
    """What someone states, as the officer takes it down."""

    n = forms.IntegerField()
    way = forms.ChoiceField(
        label=_("How"), choices=[(one.value, one.label) for one in Way if one != Way.ONLINE]
    )
    words = NeededField(label=_("View, as stated"), max_length=5000, widget=forms.Textarea(attrs=LONG))


class AnswerForm(HearingForm):
    """How a view is answered."""

    n = forms.IntegerField()
    adopted = forms.ChoiceField(
        label=_("Taken up"), choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect
    )
    answer = words(_("Reasons"), help_text=_("They stand in the decision."))


class ChooseForm(HearingForm):
    """One of the persons."""

    n = forms.IntegerField()


class TimeForm(HearingForm):
    """When, where, by whom."""

    starts_at = forms.DateTimeField(
        label=_("Time"),
        input_formats=[MOMENT, "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        help_text=_(
            "A working day; seven whole working days lie between the service of the notice and the hearing."
        ),
    )
    place = forms.CharField(label=_("Where it is held"), max_length=200)
    chair = forms.CharField()
    closed = forms.BooleanField(label=_("Not in public"), required=False)
    closed_reason = NeededField(
        label=_("Why not in public"),
        max_length=300,
        help_text=_("State secret, trade secret or privacy only."),
    )
    reason = NeededField(label=_("Why it is postponed"), max_length=500)


class ChallengeForm(HearingForm):
    """Who challenges the chair, and why."""

    n = forms.IntegerField()
    reason = words(_("Reasons"))


class DecideChallengeForm(HearingForm):
    """What the head of the organ decides."""

    upheld = forms.ChoiceField(
        label=_("Decision"),
        choices=[("yes", _("Another chair is named")), ("no", _("The chair stays"))],
        widget=forms.RadioSelect,
    )
    chair = forms.CharField(required=False)
    answer = words(_("Reasons"))


class MinutesForm(HearingForm):
    """The minutes: who came, what the reviewer and each side said, what is in dispute."""

    def grow(self) -> None:
        """Add a place for everyone who has a say."""
        self.fields["present"] = forms.TypedMultipleChoiceField(
            label=_("Who came"),
            choices=[(one.n, one.name) for one in self.parties],
            coerce=int,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["review"] = words(_("Reviewer: findings, evidence and reasons"))
        for one in self.parties:
            self.fields[f"evidence_{one.n}"] = words(
                _("Evidence of %(name)s") % {"name": one.name}, required=False
            )
            self.fields[f"defence_{one.n}"] = words(
                _("Statement and defence of %(name)s") % {"name": one.name}, required=False
            )
        self.fields["questions"] = words(_("Cross-examination"), required=False)
        self.fields["points"] = words(_("Points in dispute"), help_text=_("One a line."))


class SignForm(HearingForm):
    """Who signed the record."""

    def grow(self) -> None:
        """Add a line for the chair, the reviewer and everyone who came."""
        people: list[tuple[str, Any]] = [("chair", _("Chair")), ("organ", _("Reviewer"))]
        people += [(str(one.n), one.name) for one in self.parties if one.present]
        for who, name in people:
            self.fields[f"sign_{who}"] = forms.ChoiceField(
                label=name, choices=SIGNATURES, widget=forms.RadioSelect
            )
            self.fields[f"note_{who}"] = forms.CharField(
                label=_("Note on %(name)s") % {"name": name}, max_length=300, required=False
            )


class FindingsForm(HearingForm):
    """A finding on each point in dispute."""

    def grow(self) -> None:
        """Add a place for each point."""
        for place, point in enumerate(self.points, start=1):
            self.fields[f"finding_{place}"] = words(f"{place}. {point}")


class CodeForm(PlainForm):
    """What is printed on a letter."""

    number = forms.CharField(
        label=_("Number on your letter"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    code = forms.CharField(
        label=_("Query code"), max_length=20, widget=forms.TextInput(attrs={"autocapitalize": "characters"})
    )


class ViewForm(PlainForm):
    """A view stated online."""

    words = words(_("Your view"), help_text=_("It is answered in the decision, point by point."))


class OwnChallengeForm(PlainForm):
    """Why one does not want the chair."""

    reason = words(_("Why should this person not chair the hearing?"))


class EmptyForm(PlainForm):
    """Nothing to fill in."""
