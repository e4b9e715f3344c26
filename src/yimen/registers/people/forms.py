"""What people type about themselves."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from yimen.ground.calendar.rules import today_of
from yimen.ground.clock import now
from yimen.ground.files import acts as files
from yimen.ground.life import Refused
from yimen.ground.look.forms import PlainForm
from yimen.registers.people import acts
from yimen.registers.people.acts import WAYS
from yimen.registers.people.models import IdKind

PHONE = {"autocomplete": "tel", "inputmode": "tel"}
OF_PEOPLE = [one for one in IdKind.choices if one[0] != IdKind.USCC]  # an enterprise has a representative


def _phone() -> forms.CharField:
    return forms.CharField(label=_("Telephone"), max_length=20, widget=forms.TextInput(attrs=PHONE))


def _address() -> forms.CharField:
    attributes = {"autocomplete": "street-address"}
    return forms.CharField(
        label=_("Address"), max_length=200, required=False, widget=forms.TextInput(attrs=attributes)
    )


def _day(label: Any) -> forms.DateField:  # noqa: ANN401 lazy words
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class PersonForm(PlainForm):
    """Who one is."""

    name = forms.CharField(
        label=_("Name"),
        help_text=_("As on your document"),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    id_kind = forms.ChoiceField(label=_("Identity document"), choices=OF_PEOPLE)
    id_number = forms.CharField(
        label=_("Number of the document"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = _phone()
    address = _address()


class RepresentedForm(PersonForm):
    """For whom one acts by law."""

    name = forms.CharField(
        label=_("Name of the child or the enterprise"), help_text=_("As on the document"), max_length=100
    )
    id_kind = forms.ChoiceField(label=_("Identity document"), choices=IdKind.choices)


class NameForm(PlainForm):
    """How one is really called."""

    name = forms.CharField(label=_("Name"), help_text=_("As on your document"), max_length=100)


class ContactForm(PlainForm):
    """How one is reached."""

    phone = _phone()
    address = _address()


class MandateForm(PlainForm):
    """Whom one lets act, for what and until when."""

    name = forms.CharField(label=_("Name of the agent"), max_length=100)
    id_number = forms.CharField(
        label=_("Identity number of the agent"),
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    matters = forms.CharField(
        label=_("Matters"),
        help_text=_("Name or code of each, one a line; leave empty for all matters"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    first = _day(_("From"))
    last = _day(_("Until"))
    proof = forms.FileField(
        label=_("Letter of authorisation"), help_text=_("A picture or a PDF, if there is one"), required=False
    )

    def clean_matters(self) -> list[str]:
        """Return the codes of the matters that were named."""
        try:
            return acts.matters_named(self.cleaned_data["matters"])
        except Refused as refused:
            raise forms.ValidationError(str(refused.reason), code=refused.code) from refused

    def clean_proof(self) -> "UploadedFile[bytes] | None":
        """Return the letter, if it can be kept."""
        upload: UploadedFile[bytes] | None = self.cleaned_data["proof"]
        if upload:
            try:
                files.check(upload.read(), upload.name or "")
            except Refused as refused:
                raise forms.ValidationError(str(refused.reason), code=refused.code) from refused
            upload.seek(0)
        return upload

    def clean(self) -> None:
        """Say at once what is wrong with the agent and the days."""
        known, today = self.cleaned_data, today_of(now())
        try:
            if known.get("name") and known.get("id_number"):
                acts.agent_named(known["id_number"], known["name"], today=today)
        except Refused as refused:
            self.refuse(refused)
        try:
            if known.get("first") and known.get("last"):
                acts.check_days(known["first"], known["last"], today=today)
        except Refused as refused:
            self.refuse(refused)


class WayForm(PlainForm):
    """How one wants to be verified; none of the ways needs a face."""

    way = forms.ChoiceField(label=_("How do you want to verify your identity?"), widget=forms.RadioSelect)
    card = forms.CharField(
        label=_("Number of the bank card"),
        required=False,
        max_length=30,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "inputmode": "numeric",
                "data_shown_by": "way",
                "data_shown_when": "bank",
            }
        ),
    )
    token = forms.CharField(
        label=_("Number of the network identity"),
        required=False,
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "data_shown_by": "way", "data_shown_when": "network"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        ways = [(name, way.words) for name, way in WAYS.items()]
        self.offer("way", [*ways, ("at_window", _("At any window, with my document"))])


class CodeForm(PlainForm):
    """The code that came to one's telephone."""

    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class CloseForm(PlainForm):
    """That one really wants to leave."""

    sure = forms.BooleanField(label=_("I want to close my account. This cannot be undone."))
