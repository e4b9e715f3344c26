"""Rating a service."""

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.ground.look.forms import PlainForm
from yimen.watch.ratings.models import Level


class StarsSelect(forms.RadioSelect):
    """Five levels with stars; nothing is chosen beforehand (E-404)."""

    template_name = "look/widgets/rating.html"


def _words(*, required: bool) -> forms.CharField:
    return forms.CharField(
        label=_("In your words"),
        required=required,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The officers read this, but not your name."),
    )


class RatingForm(PlainForm):
    """How it was."""

    level = forms.TypedChoiceField(
        label=_("How was the service?"), choices=Level.choices, coerce=int, widget=StarsSelect
    )
    words = _words(required=False)


class WordsForm(PlainForm):
    """What is added to a rating later (E-402)."""

    words = _words(required=True)
