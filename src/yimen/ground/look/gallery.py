"""What the page of the design system shows."""

from datetime import datetime, timedelta
from typing import NamedTuple

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.ground.look.forms import PlainForm
from yimen.ground.look.templatetags.look import STATUS_ICON


class SampleForm(PlainForm):
    """A field of every kind."""

    name = forms.CharField(label=_("Name"), help_text=_("As on your identity card"), max_length=60)
    born = forms.DateField(label=_("Date of birth"), widget=forms.DateInput(attrs={"type": "date"}))
    count = forms.IntegerField(label=_("How many"), required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("a", _("Person")), ("b", _("Enterprise"))], widget=forms.RadioSelect
    )
    town = forms.ChoiceField(label=_("Town"), choices=[("", "—"), ("1", "石仔岭街道")])
    words = forms.CharField(
        label=_("In your own words"), widget=forms.Textarea(attrs={"rows": 3}), required=False
    )
    paper = forms.FileField(label=_("Paper"), required=False)
    agree = forms.BooleanField(label=_("What I wrote is true"))


class Moment(NamedTuple):
    """A line of a history."""

    at: datetime
    words: object
    actor: str


def context(now: datetime) -> dict[str, object]:
    """Return the samples as of a moment."""
    today = now.date()
    return {
        "states": [(state, state) for state in STATUS_ICON],
        "today": today,
        "soon": today + timedelta(days=1),
        "later": today + timedelta(days=12),
        "past": today - timedelta(days=2),
        "step_words": [_("Form"), _("Papers"), _("Check"), _("Done")],
        "moments": [Moment(now - timedelta(days=2), _("Form"), "li"), Moment(now, _("Done"), "li")],
        "icons": ["search", "check", "clock", "stop", "cross", "warn", "paper", "person", "house", "phone"],
    }
