"""What archivists fill in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.affairs.archives.life import HoldGround, Openness, Retention, Secrecy, Why
from yimen.ground.look.forms import PlainForm
from yimen.registers.catalogue.reads import Kind

FEW = forms.Textarea(attrs={"rows": 3})


class NoForm(PlainForm):
    """Nothing to fill in."""


class PurposeForm(PlainForm):
    """Why someone wants to read a record."""

    purpose = forms.CharField(
        label=_("What do you need it for?"),
        max_length=200,
        help_text=_("The person concerned can read who looked, and this reason."),
    )


class HoldForm(PlainForm):
    """Why a record must not be destroyed."""

    ground = forms.ChoiceField(label=_("Ground"), choices=HoldGround.choices)
    words = forms.CharField(label=_("Name and number of the affair"), max_length=300)


class NoteForm(PlainForm):
    """What is added to a record."""

    note = forms.CharField(
        label=_("What is added or put right, and why"),
        max_length=2000,
        widget=FEW,
        help_text=_("The record itself stays as it is; this makes a package beside it."),
    )


class ReasonForm(PlainForm):
    """Why not."""

    reason = forms.CharField(label=_("What is wrong"), max_length=1000, widget=FEW)


class HandoverForm(PlainForm):
    """Why records are handed over; which ones is ticked in the list."""

    why = forms.ChoiceField(label=_("Ground of the hand-over"), choices=Why.choices, widget=forms.RadioSelect)


class DestroyForm(PlainForm):
    """What looking at the records again found."""

    appraisal = forms.CharField(
        label=_("What did looking at them again find?"),
        max_length=2000,
        widget=FEW,
        help_text=_("Someone else has to approve before anything is removed."),
    )


class CarryOutForm(PlainForm):
    """Who watches while records are removed."""

    witness = forms.ChoiceField(
        label=_("Second officer, who watches"), help_text=_("Records are destroyed by two people.")
    )

    def __init__(self, *args: Any, colleagues: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        self.offer("witness", [("", "—"), *colleagues])


class RetentionForm(PlainForm):
    """A line of the schedule of retention."""

    kind = forms.ChoiceField(
        label=_("Kind of power"),
        choices=[("", _("One matter only")), *Kind.choices],
        required=False,
    )
    matter = forms.CharField(
        label=_("Code of the matter"),
        max_length=60,
        required=False,
        help_text=_("For one matter alone; it goes before its kind of power."),
    )
    retention = forms.ChoiceField(label=_("Retention"), choices=Retention.choices)
    openness = forms.ChoiceField(label=_("Opinion on opening"), choices=Openness.choices)
    secrecy = forms.ChoiceField(label=_("Level of secrecy"), choices=Secrecy.choices)
    basis = forms.CharField(label=_("Basis"), max_length=300)

    def clean(self) -> None:
        """Ask for a kind or a matter, and not for both."""
        data = self.cleaned_data
        if bool(data.get("kind")) == bool((data.get("matter") or "").strip()):
            self.add_error("matter", str(_("Choose a kind of power, or write the code of one matter.")))
