"""Forms of the online hall: the questions of a matter, papers, following a case, feedback."""

from collections.abc import Collection

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.ground.look.forms import PlainForm
from yimen.ground.questions import QuestionsForm, form_of
from yimen.registers.catalogue.reads import MatterSheet


def matter_form(
    matter: MatterSheet, language: str, only: Collection[str] | None = None
) -> type[QuestionsForm]:
    """Return the form of a matter in a language, or only some questions of it."""
    return form_of([one for one in matter.form if only is None or one.name in only], language)


class TrackForm(PlainForm):
    """Number and code of a case."""

    number = forms.CharField(
        label=_("Number of the case"),
        help_text=_("On your receipt, for example 2800 1234 5678 9012 3"),
        max_length=40,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    code = forms.CharField(
        label=_("Query code"),
        help_text=_("Ten letters and digits on your receipt"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocapitalize": "characters"}),
    )


class DeclareForm(PlainForm):
    """What one declares before handing in."""

    true = forms.BooleanField(
        label=_(
            "What I wrote is true, and the papers are genuine. I know that false papers bar me from applying again."
        ),
        error_messages={"required": _("Please confirm this.")},
    )
    electronic = forms.BooleanField(label=_("I want decisions served on me electronically."), required=False)


class WithdrawForm(PlainForm):
    """Why one takes an application back."""

    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class FeedbackForm(PlainForm):
    """What is wrong with the site."""

    page = forms.CharField(label=_("Page"), max_length=300, required=False)
    words = forms.CharField(
        label=_("What is wrong?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )
    contact = forms.CharField(label=_("How can we answer you?"), max_length=100, required=False)


class AnswerForm(PlainForm):
    """How a report of an error was answered."""

    note = forms.CharField(
        label=_("What was answered, and what was mended"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ContactForm(PlainForm):
    """Why an operator has to see how somebody can be reached."""

    why = forms.CharField(
        label=_("Why do you need to see it?"),
        max_length=200,
        error_messages={"required": _("Say why you need to see this.")},
    )
