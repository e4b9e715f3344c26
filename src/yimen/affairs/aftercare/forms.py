"""What officers and holders fill in about a permit."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.affairs.aftercare import rules
from yimen.affairs.aftercare.acts.proceedings import BY_ITSELF
from yimen.affairs.aftercare.life import Result, Why
from yimen.affairs.cases.acts import DeliveryMethod, Outcome
from yimen.ground.look.forms import PlainForm
from yimen.registers.permits.acts import may_end
from yimen.registers.permits.reads import EXPIRED, GROUNDS, UPCOMING, Ending, State

LONG = {"rows": 3}
MOST_PHOTOS = 6
WANTED = "yes"
TRIED = [(one.value, one.label) for one in Outcome if one != Outcome.PUBLISHED]
COMPUTED = [(UPCOMING, _("Not yet begun")), (EXPIRED, _("Expired"))]
CONCLUDED = [(one.value, one.label) for one in (Outcome.SERVED, Outcome.FAILED)]


def day_field(label: Any, *, hint: Any = "", required: bool = True) -> forms.DateField:  # noqa: ANN401 lazy words, whose type only the stubs know
    """Return a field for a day."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, help_text=hint, required=required, widget=widget)


def long_field(label: Any, *, hint: Any = "", required: bool = True) -> forms.CharField:  # noqa: ANN401 lazy words, whose type only the stubs know
    """Return a field for some sentences."""
    widget = forms.Textarea(attrs=LONG)
    return forms.CharField(label=label, help_text=hint, max_length=4000, required=required, widget=widget)


class CheckNumberForm(PlainForm):
    """The number of a permit, for anyone."""

    number = forms.CharField(
        label=_("Number of the permit"),
        help_text=_("On the certificate, for example 2800 1234 5678 9012 3"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class FilterForm(PlainForm):
    """What the list of permits is narrowed to."""

    q = forms.CharField(label=_("Number or holder"), max_length=100, required=False)
    state = forms.ChoiceField(
        label=_("State"),
        choices=[("", _("All")), *State.choices[:1], *COMPUTED, *State.choices[1:]],
        required=False,
    )
    soon = forms.BooleanField(label=_("Ends within 90 days"), required=False)


def grounds_for(state: str) -> list[tuple[str, list[tuple[str, Any]]]]:
    """Return the grounds on which a permit in a state can end, under their endings, as one list to choose from."""
    found = {
        str(ending.label): [
            (ground.value, ground.label)
            for ground, terms in GROUNDS.items()
            if terms.ending == ending and ground not in BY_ITSELF and may_end(state, ground)
        ]
        for ending in Ending
    }
    return [(words, grounds) for words, grounds in found.items() if grounds]


class ProposeForm(PlainForm):
    """On which ground a permit is to end, and why. The ground says which of the four endings it is."""

    ground = forms.ChoiceField(
        label=_("Ending and ground"),
        help_text=_("Four different acts of law: each ground belongs to one of them."),
    )
    facts = long_field(_("Facts found"), hint=_("The holder reads this in the notice."))
    reason = long_field(_("Reasons"))
    basis = forms.CharField(
        label=_("Legal basis"),
        help_text=_(
            "Law and article. A penalty always names them; elsewhere only if another than the usual one."
        ),
        max_length=250,
        required=False,
    )
    days = forms.IntegerField(
        label=_("Days to hold it back"),
        help_text=_("Only to hold it back for a time."),
        min_value=1,
        max_value=rules.MOST_DAYS,
        required=False,
    )
    penalty_number = forms.CharField(
        label=_("Number of the penalty decision"),
        help_text=_("Only for a penalty: the decision of the organ that punishes."),
        max_length=80,
        required=False,
    )

    def __init__(self, *args: Any, state: str, **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        self.offer("ground", grounds_for(state))


class ViewsForm(PlainForm):
    """What the holder says."""

    views = long_field(_("Views of the holder"))


class OwnViewsForm(ViewsForm):
    """What the holder says, and whether that is all."""

    rested = forms.BooleanField(
        label=_("Nothing more will come from me; the organ need not wait until the time is over"),
        required=False,
    )


class HearingAnswerForm(PlainForm):
    """What the holder says at the window of the hearing that is on offer."""

    wanted = forms.ChoiceField(
        label=_("Hearing"),
        choices=[(WANTED, _("The holder wants a hearing")), ("no", _("The holder does without"))],
        widget=forms.RadioSelect,
    )


class HearingForm(PlainForm):
    """When time and place were told, when the hearing was held, and what came of it."""

    told_on = day_field(_("Time and place told"))
    on = day_field(_("Held on"))
    outcome = long_field(_("Outcome of the hearing"), hint=_("When, who took part, what was found."))


class DecideForm(PlainForm):
    """The decision, and what is owed for the holder's loss."""

    reason = long_field(_("Reasons of the decision"))
    amount = forms.DecimalField(
        label=_("Amount owed to the holder, in yuan"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
    )
    pay_note = forms.CharField(
        label=_("How the loss was found and is made good"),
        help_text=_("Needed where the law wants damages or compensation; write so if there is no loss."),
        max_length=300,
        required=False,
    )
    public_harm = forms.BooleanField(
        label=_("Revoking would greatly harm the public interest"), required=False
    )


class DropForm(PlainForm):
    """Why what was proposed is dropped."""

    why = forms.ChoiceField(label=_("Why it is dropped"), choices=Why.choices, widget=forms.RadioSelect)
    reason = long_field(_("Reasons"))


class ServeForm(PlainForm):
    """One attempt to serve the notice or the decision: how, when, what became of it and what proves it (A-511)."""

    method = forms.ChoiceField(
        label=_("Way of delivery"),
        choices=[one for one in DeliveryMethod.choices if one[0] != DeliveryMethod.NOTICE],
    )
    outcome = forms.ChoiceField(label=_("What became of it"), choices=TRIED, initial=Outcome.SERVED)
    on = day_field(_("Day"), required=False, hint=_("Today, if it is left empty."))
    receiver = forms.CharField(label=_("Who received it"), max_length=120, required=False)
    witnesses = forms.CharField(
        label=_("Witnesses"), max_length=200, required=False, help_text=_("If it was left at the address")
    )
    number = forms.CharField(label=_("Postal number"), max_length=60, required=False)
    proof = forms.CharField(
        label=_("Proof"), max_length=200, required=False, help_text=_("Signature, postal number, record")
    )
    reason = forms.CharField(label=_("Why it could not be served"), max_length=400, required=False)


class ConcludeForm(PlainForm):
    """What became of something that was on its way."""

    outcome = forms.ChoiceField(label=_("What became of it"), choices=CONCLUDED)
    on = day_field(_("Day"), required=False, hint=_("Today, if it is left empty."))
    note = forms.CharField(label=_("Proof, or why it failed"), max_length=200, required=False)


class PublishForm(PlainForm):
    """Why a document has to be published to be served."""

    reason = forms.CharField(
        label=_("Why it could not be served"),
        max_length=400,
        help_text=_("It stands on the public page and counts as served after thirty days."),
    )


class ResumeForm(PlainForm):
    """Why a permit holds again before its time of being held back is over."""

    reason = long_field(_("Why before its time"))


class ManyFiles(forms.ClearableFileInput):
    """Several files in one field."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Several files, each judged on its own."""

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ANN401 Django's own
        """Return the files that were given."""
        return [super(ManyFilesField, self).clean(one, initial) for one in data or []]


class VisitForm(PlainForm):
    """What inspectors saw. One of them records it, the others sign it afterwards."""

    checked_on = day_field(_("Day of the check"))
    second = forms.MultipleChoiceField(
        label=_("Inspectors with me"),
        help_text=_("At least one; each signs the record."),
        widget=forms.CheckboxSelectMultiple,
    )
    findings = long_field(
        _("What was found"), hint=_("Everyone can read this once it is signed: write no private data.")
    )
    result = forms.ChoiceField(label=_("Result"), choices=Result.choices, widget=forms.RadioSelect)
    mend = long_field(_("What has to be mended"), required=False)
    basis = forms.CharField(
        label=_("Legal basis of the order"), help_text=_("Law and article."), max_length=250, required=False
    )
    mend_by = day_field(_("To be mended by"), required=False)
    photos = ManyFilesField(label=_("Photos"), required=False, widget=ManyFiles(attrs={"accept": "image/*"}))

    def __init__(self, *args: Any, inspectors: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["second"]
        field.choices = inspectors  # type: ignore[attr-defined]  # set by Django's own class


class MendedForm(PlainForm):
    """What was seen when the inspectors came again."""

    note = long_field(_("What was seen then"))


class LiftForm(PlainForm):
    """Why a bar ends before its time."""

    why = forms.CharField(label=_("Why it is lifted"), max_length=300)
