"""The form of every simple field of the national list (H-301, H-302), made from the schema."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from yimen.ground.life import Refused
from yimen.ground.look.forms import PlainForm
from yimen.registers.catalogue import national
from yimen.registers.catalogue.enumerations import ENUMERATIONS
from yimen.registers.catalogue.national import Field

FIXED: Final = frozenset({"titles", "kind", "base_code"})  # what makes the matter this matter
SHOWN: Final = tuple(one for one in national.SIMPLE if one.place not in FIXED)
LARGEST: Final = 9999
YES_NO: Final = (("", "–"), ("yes", _("Yes")), ("no", _("No")))


def _field(one: Field) -> forms.Field:
    words: dict[str, Any] = {"label": one.label, "required": False}
    choices = [(value.word, value.label) for value in ENUMERATIONS.get(one.values, ())]
    if one.kind == "yes":
        return forms.ChoiceField(choices=YES_NO, **words)
    if one.kind == "enum":
        return forms.ChoiceField(choices=[("", "–"), *choices], **words)
    if one.kind == "enums":
        return forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **words)
    if one.kind == "number":
        return forms.IntegerField(min_value=0, max_value=LARGEST, **words)
    if one.kind == "day":
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}), **words)
    if one.kind == "text":
        return forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 2}), **words)
    return forms.CharField(max_length=300, **words)


class FieldsForm(PlainForm):
    """Every simple field of the national list."""

    def __init__(self, *args: Any, locked: frozenset[str] = frozenset(), **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **kwargs)
        for one in SHOWN:
            field = _field(one)
            if one.place.split(".")[0] in locked:
                field.disabled, field.help_text = True, _("Set by the standard.")
            self.fields[one.name] = field

    def clean(self) -> dict[str, Any]:
        """Keep the planned days in their order."""
        data = super().clean() or self.cleaned_data
        first, last = data.get("planned_from"), data.get("planned_until")
        if first and last and last < first:
            self.add_error("planned_until", _("The end lies before the beginning."))
        return data

    def refuse(self, refused: Refused) -> None:
        """Show why the act was refused at the field that holds the term."""
        shown = next((one.name for one in SHOWN if one.place.split(".")[0] == refused.field), refused.field)
        super().refuse(Refused(refused.reason, field=shown, code=refused.code))


def initial(content: dict[str, Any]) -> dict[str, Any]:
    """Return what the form shows of a content."""
    found: dict[str, Any] = {}
    for one in SHOWN:
        value = national.at(content, one.place)
        if one.kind == "yes":
            value = "" if value is None else "yes" if value else "no"
        elif one.kind == "text":
            value = (value or {}).get("zh-hans", "")
        found[one.name] = value
    return found


def _value(one: Field, given: Any, before: Any) -> Any:  # noqa: ANN401 a value of any kind
    if one.kind == "yes":
        return {"yes": True, "no": False}.get(given)
    if one.kind == "text":
        kept = before if isinstance(before, dict) and before.get("zh-hans") == given else {}
        return {**kept, **({"zh-hans": given} if given else {})}
    return given.isoformat() if isinstance(given, date) else given


def merged(content: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    """Return the content with what was filled in; a text that changed loses its translations, which would be wrong now."""
    fresh = dict(content)
    for one in SHOWN:
        before = national.at(content, one.place)
        value = _value(one, data[one.name], before)
        if value != before and not (national.empty(value) and national.empty(before)):
            national.put(fresh, one.place, value)
    return fresh
