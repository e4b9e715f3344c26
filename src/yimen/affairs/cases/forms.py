"""What is filled in beside a case: attempts to serve, checks, fees. Forms clean input and save nothing."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases.acts import CheckKind, DeliveryMethod, Outcome, WaiverGround
from yimen.ground.look.forms import NeededField, PlainForm

LONG = {"rows": 3}
TRIED = [(one.value, one.label) for one in (Outcome.SERVED, Outcome.SENT, Outcome.FAILED)]
WAYS = [(one.value, one.label) for one in DeliveryMethod if one != DeliveryMethod.NOTICE]
DAY = {"type": "date"}
MOMENT = "%Y-%m-%dT%H:%M"


class Files(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """A field of several files; each is looked at on its own."""

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ANN401 Django's own
        """Return the files that came. Raises ValidationError."""
        given = data if isinstance(data, list | tuple) else [data]
        return [super(ManyFiles, self).clean(one, initial) for one in given if one]


def _day(label: Any, **more: Any) -> forms.DateField:  # noqa: ANN401 a lazy text; passed on
    return forms.DateField(label=label, widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"), **more)


def _moment(label: Any) -> forms.DateTimeField:  # noqa: ANN401 a lazy text
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(label=label, widget=widget, input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S"])


class ServeForm(PlainForm):
    """One attempt to serve a document."""

    document = forms.ChoiceField(label=_("Document"))
    method = forms.ChoiceField(label=_("Way of delivery"), choices=WAYS)
    outcome = forms.ChoiceField(label=_("What became of it"), choices=TRIED, widget=forms.RadioSelect)
    on = _day(_("On which day"), required=False, help_text=_("Today if you leave it empty"))
    receiver = forms.CharField(
        label=_("Who signed for it"),
        max_length=120,
        required=False,
        help_text=_("Name, and how they are related"),
    )
    number = forms.CharField(label=_("Postal number"), max_length=60, required=False)
    witnesses = NeededField(
        label=_("Witnesses"), max_length=200, help_text=_("If it was left at the address")
    )
    reason = NeededField(
        label=_("Why it was refused or failed"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    proof = NeededField(
        label=_("Proof"),
        max_length=200,
        help_text=_(
            "Who signed, the postal number, a proof or photos: at least one, unless it was served electronically"
        ),
    )
    pictures = ManyFiles(
        label=_("Photos or scans of the proof"), required=False, widget=Files(attrs={"multiple": True})
    )

    def __init__(self, *args: Any, documents: Sequence[tuple[str, Any]] = (), **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        self.offer("document", documents)


class PublishForm(PlainForm):
    """Serving a document by public notice: the recipient is missing, or the other ways failed."""

    document = forms.ChoiceField(label=_("Document"))
    reason = forms.CharField(
        label=_("Why it could not be served otherwise"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    missing_proof = forms.CharField(
        label=_("What proves that the recipient is missing"),
        max_length=120,
        required=False,
        help_text=_("Leave it empty if handing over and posting have failed"),
    )

    def __init__(self, *args: Any, documents: Sequence[tuple[str, Any]] = (), **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        self.offer("document", documents)


class ConcludeForm(PlainForm):
    """What became of something that was posted."""

    outcome = forms.ChoiceField(
        label=_("What became of it"),
        choices=[(Outcome.SERVED.value, Outcome.SERVED.label), (Outcome.FAILED.value, Outcome.FAILED.label)],
        widget=forms.RadioSelect,
    )
    on = _day(_("On which day"), required=False, help_text=_("Today if you leave it empty"))
    note = forms.CharField(label=_("Who signed, or why it came back"), max_length=200, required=False)


class PlanForm(PlainForm):
    """Who checks, where and when."""

    kind = forms.ChoiceField(label=_("What is checked"), choices=CheckKind.choices, widget=forms.RadioSelect)
    officers = forms.MultipleChoiceField(
        label=_("Officers"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("At least two"),
    )
    place = forms.CharField(label=_("Where it is held"), max_length=200)
    planned_at = _moment(_("Date and time"))

    def __init__(self, *args: Any, officers: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        self.offer("officers", officers)


class RecordForm(PlainForm):
    """What was found: one pair of questions for each point."""

    held_at = _moment(_("Held on"))

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 Django's own
        points: Sequence[str] = (),
        inspection: bool = False,
        **kwargs: Any,  # noqa: ANN401 Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        self.points = list(points)
        for n, point in enumerate(self.points):
            self.fields[f"found_{n}"] = forms.CharField(
                label=point, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
            )
            self.fields[f"conforms_{n}"] = forms.BooleanField(label=_("This conforms"), required=False)
        if inspection:
            self.fields["standard"] = forms.CharField(
                label=_("Technical standard"), max_length=200, required=False
            )
            self.fields["needs_analysis"] = forms.BooleanField(
                label=_("The result has to be analysed further"), required=False
            )
        self.fields["present"] = forms.CharField(label=_("Person present"), max_length=100, required=False)
        self.fields["present_signed"] = forms.BooleanField(
            label=_("The person present has signed"), required=False
        )
        self.fields["unsigned_why"] = forms.CharField(label=_("If not: why"), max_length=200, required=False)
        self.fields["pictures"] = ManyFiles(
            label=_("Photos"), required=False, widget=Files(attrs={"multiple": True, "accept": "image/*"})
        )

    def refuse_at(self, field: str) -> str:
        """Return the field of this form at which a refusal about the findings is shown."""
        if field != "findings":
            return field
        empty = [
            n
            for n in range(len(self.points))
            if not (self.data.get(self.add_prefix(f"found_{n}")) or "").strip()
        ]
        return f"found_{empty[0] if empty else 0}"


class WaiverForm(PlainForm):
    """On which listed ground a fee should be waived."""

    ground = forms.ChoiceField(label=_("Ground"), choices=WaiverGround.choices)
    reason = forms.CharField(label=_("Reason"), max_length=400)


class RefuseWaiverForm(PlainForm):
    """Why a fee is not waived."""

    reason = forms.CharField(label=_("Reason"), max_length=400)


class PaymentForm(PlainForm):
    """The receipt of a payment."""

    receipt = forms.CharField(label=_("Number of the receipt"), max_length=60)
