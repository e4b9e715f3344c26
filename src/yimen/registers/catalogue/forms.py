"""The forms of the catalogue's desk."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.ground.look.forms import PlainForm
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue.life import DelegationKind, Kind, State
from yimen.registers.catalogue.parts import UNITS


class OneOfSeveral(PlainForm):
    """A form that stands on a page with others: its inputs have ids of their own."""

    ids = "form"

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **{"auto_id": f"{self.ids}_%s", **kwargs})


class SearchForm(PlainForm):
    """What the list is narrowed to."""

    q = forms.CharField(label=_("Name or code"), max_length=100, required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("All")), *State.choices], required=False)


class DayForm(OneOfSeveral):
    """From which day a version is in force."""

    ids = "day"
    effective_on = forms.DateField(label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}))


class PassForm(OneOfSeveral):
    """The points a stage looks at, each ticked, and a remark."""

    ids = "pass"
    points = forms.MultipleChoiceField(
        label=_("Looked at"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick every point once you have looked at it.")},
    )
    remark = forms.CharField(label=_("Remark"), max_length=1000, required=False)

    def __init__(self, *args: Any, points: Mapping[str, Any], **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["points"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = list(points.items())


def _place_field(form: forms.Form, places: list[tuple[str, str]]) -> None:
    field = form.fields["place"]
    if isinstance(field, forms.ChoiceField):
        field.choices = [("", "–"), *places]


class SendBackForm(OneOfSeveral):
    """Where something is to be mended, and what."""

    ids = "back"
    place = forms.ChoiceField(label=_("Part concerned"), required=False)
    reason = forms.CharField(
        label=_("What is to be mended"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        _place_field(self, places)


class CommentForm(OneOfSeveral):
    """What someone has to say of a place."""

    ids = "comment"
    place = forms.ChoiceField(label=_("Part concerned"))
    text = forms.CharField(label=_("Comment"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    must = forms.BooleanField(label=_("Must be settled before the draft goes on"), required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 Django's own
        places: list[tuple[str, str]],
        may_hold: bool = True,
        **kwargs: Any,  # noqa: ANN401 Django's own
    ) -> None:
        super().__init__(*args, **kwargs)
        _place_field(self, places)
        if not may_hold:
            del self.fields["must"]


class AnswerForm(OneOfSeveral):
    """An answer in a thread."""

    ids = "answer"
    text = forms.CharField(label=_("Answer"), max_length=1000)


class ConfirmForm(OneOfSeveral):
    """The head confirms with the own password that it is really them who signs."""

    ids = "sign"
    password = forms.CharField(
        label=_("Your password"),
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("You sign for your organ; please confirm that it is you."),
    )


class DelegateForm(PlainForm):
    """To whom a matter is handed down, how, how far, on which basis, from when to when."""

    organ = forms.ChoiceField(label=_("To which organ"))
    kind = forms.ChoiceField(label=_("How"), choices=DelegationKind.choices, widget=forms.RadioSelect)
    scope = forms.CharField(
        label=_("What is handed down"),
        max_length=300,
        help_text=_("For example: receiving, accepting and deciding for applicants in this town."),
    )
    basis = forms.CharField(
        label=_("Basis"), max_length=300, help_text=_("The document on which it rests, with its number.")
    )
    from_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}))
    until_on = forms.DateField(
        label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, organs: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["organ"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "–"), *organs]


class NewMatterForm(PlainForm):
    """A matter that is begun: an item of the base directory, or a name and a kind."""

    organ = forms.ChoiceField(label=_("Organ"))
    base_code = forms.RegexField(
        r"^[0-9]{12}$",
        label=_("Base code"),
        required=False,
        help_text=_("Twelve digits; leave it empty for a matter that the base directory does not hold."),
        error_messages={"invalid": _("A base code has twelve digits.")},
    )
    name = forms.CharField(label=_("Name of the matter"), max_length=300, required=False)
    kind = forms.ChoiceField(label=_("Kind of power"), choices=[("", "–"), *Kind.choices], required=False)

    def __init__(self, *args: Any, organs: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        field = self.fields["organ"]
        if isinstance(field, forms.ChoiceField):
            field.choices = organs

    def clean(self) -> dict[str, Any]:
        """Ask for name and kind where the directory does not give them."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("base_code") and "base_code" not in self.errors:
            for name in ("name", "kind"):
                if not data.get(name) and name not in self.errors:
                    self.add_error(name, _("Without a base code, name and kind are needed."))
        return data


class RevokeForm(PlainForm):
    """From when a power is taken back, and why."""

    on = forms.DateField(label=_("Taken back from"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("People will read it."))


class RevisionForm(PlainForm):
    """What a changed law changes in every matter that cites it."""

    title = forms.CharField(label=_("Title of the revision"), max_length=200)
    effective_on = forms.DateField(label=_("In force from"), widget=forms.DateInput(attrs={"type": "date"}))
    new_title = forms.CharField(
        label=_("New title of the law"), max_length=200, required=False, help_text=_("Empty: it stays.")
    )
    new_article = forms.RegexField(
        r"^\d{1,4}(-\d{1,2})?$",
        label=_("New article"),
        max_length=8,
        required=False,
        help_text=_("In digits; 42-1 is the first article inserted after article 42."),
    )
    new_doc_no = forms.CharField(label=_("New number of the document"), max_length=200, required=False)
    statutory_days = forms.IntegerField(
        label=_("New statutory period"), min_value=1, max_value=3660, required=False
    )
    statutory_unit = forms.ChoiceField(
        label=_("Unit of the statutory period"), choices=list(UNITS.items()), required=False
    )
    promised_days = forms.IntegerField(
        label=_("Promise at most so many working days"), min_value=0, max_value=3660, required=False
    )
    drop_material = forms.CharField(
        label=_("Paper that is no longer asked for"), max_length=200, required=False
    )


class ReasonForm(OneOfSeveral):
    """Why a matter is suspended or withdrawn."""

    ids = "stop"
    reason = forms.CharField(label=_("Reason"), max_length=300, help_text=_("People will read it."))


def _organ_choices() -> list[tuple[str, str]]:
    return [("", "–"), *((str(one.id), one.name("zh-hans")) for one in agencies.organs().values())]


class ListForm(PlainForm):
    """A list of matters to upload."""

    file = forms.FileField(
        label=_("List of matters"),
        help_text=_("JSON, CSV or XLSX with a line of headings, at most 5,000 rows."),
    )
    organ = forms.ChoiceField(
        label=_("Organ of rows without a valid organ code"), choices=_organ_choices, required=False
    )


class DiagramForm(PlainForm):
    """A diagram to take the steps from."""

    file = forms.FileField(
        label=_("BPMN diagram"),
        help_text=_(
            "Tasks one after another, or side by side between two parallel gateways. Lanes named like the roles say who acts."
        ),
    )
