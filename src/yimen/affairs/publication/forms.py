"""Forms of publication: searching, objecting, deciding."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.affairs.publication.life import Exempt, Outcome
from yimen.ground.look.forms import PlainForm

LONG = {"rows": 4}


def _words(label: Any, **more: Any) -> forms.CharField:  # noqa: ANN401 lazy words
    return forms.CharField(label=label, max_length=2000, widget=forms.Textarea(attrs=LONG), **more)


def _day(label: Any) -> forms.DateField:  # noqa: ANN401 lazy words
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class SearchForm(PlainForm):
    """What one looks for among published decisions."""

    q = forms.CharField(
        label=_("Matter, number or name of an enterprise"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    organ = forms.TypedChoiceField(label=_("Organ"), required=False, coerce=int, empty_value=None)
    first = _day(_("Decided from"))
    last = _day(_("Decided until"))

    def __init__(self, *args: Any, organs: list[tuple[int, str]], **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        self.offer("organ", [("", _("All")), *organs])

    def clean(self) -> dict[str, Any]:
        """Refuse days in the wrong order."""
        data = super().clean() or self.cleaned_data
        if data.get("first") and data.get("last") and data["first"] > data["last"]:
            self.add_error("last", _("The last day lies before the first."))
        return data


class ObjectForm(PlainForm):
    """Why something must not be published."""

    reason = _words(
        _("What must not be published, and why?"),
        help_text=_(
            "For example: which part is a trade secret, who knows of it, what harm would come of it."
        ),
    )


class DecideForm(PlainForm):
    """What the organ decides on an objection."""

    outcome = forms.ChoiceField(label=_("Decision"), choices=Outcome.choices, widget=forms.RadioSelect)
    answer = _words(_("Reasons"))


class WithholdForm(PlainForm):
    """Why a decision is not published."""

    ground = forms.ChoiceField(label=_("Ground"), choices=Exempt.choices)
    reason = _words(_("Reasons"))


class CorrectForm(PlainForm):
    """What is shown instead, and why."""

    summary = _words(_("Summary, as it will be shown"))
    reason = _words(_("Reasons"))


class ReasonForm(PlainForm):
    """Reasons alone."""

    reason = _words(_("Reasons"))


class EmptyForm(PlainForm):
    """Nothing to fill in."""
