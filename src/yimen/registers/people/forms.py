"""What people type about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.ground.look.forms import PlainForm
from yimen.registers.people.models import IdKind


class PersonForm(PlainForm):
    """Who one is."""

    name = forms.CharField(label=_("Name"), help_text=_("As on your document"), max_length=100)
    id_kind = forms.ChoiceField(label=_("Document"), choices=IdKind.choices)
    id_number = forms.CharField(label=_("Number of the document"), max_length=30)
    phone = forms.CharField(
        label=_("Telephone"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    address = forms.CharField(label=_("Address"), max_length=200, required=False)


class ContactForm(PlainForm):
    """How one is reached."""

    phone = forms.CharField(
        label=_("Telephone"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )
    address = forms.CharField(label=_("Address"), max_length=200, required=False)


class MandateForm(PlainForm):
    """Whom one lets act, for what and until when."""

    id_number = forms.CharField(label=_("Identity number of the agent"), max_length=30)
    matters = forms.CharField(
        label=_("Codes of the matters"),
        help_text=_("Separated by blanks; leave empty for all matters"),
        required=False,
        max_length=2000,
    )
    first = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last = forms.DateField(
        label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class WayForm(PlainForm):
    """How one wants to be verified; none of the ways needs a face."""

    way = forms.ChoiceField(
        label=_("How do you want to verify your identity?"),
        choices=[
            ("register", _("Compare my name, number and telephone with the identity register")),
            ("at_window", _("At any window, with my document")),
        ],
        widget=forms.RadioSelect,
    )
