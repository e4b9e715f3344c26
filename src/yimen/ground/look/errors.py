"""What is wrong with a form, in one voice: every error names its question and, in rows, its row."""

from dataclasses import dataclass
from typing import Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

UNSAID: Final = forms.Field.default_error_messages["required"]
CONFIRM: Final = _("Please confirm this.")
CHOSEN: Final = (forms.ChoiceField, forms.FileField)
ASKING: Final = ("?", "？")  # how a question ends


@dataclass(frozen=True)
class Told:
    """One error in words: the name of its field, the id at which it is mended, whether that is hidden."""

    name: str
    at: str
    words: str
    hidden: bool


def needed(label: object, *, chosen: bool = False) -> str:
    """Return what is said of a field that is empty and may not be."""
    text = str(label).strip()
    if not text:
        return gettext("Please answer this question.")
    if text.endswith(ASKING):
        return gettext("Please answer: %(question)s") % {"question": text}
    words = gettext("Choose “%(label)s”.") if chosen else gettext("Enter “%(label)s”.")
    return words % {"label": text}


def name_needed(form: forms.BaseForm) -> None:
    """Let an empty field say what is missing, unless the form says it in words of its own."""
    for name, field in form.fields.items():
        if field.error_messages.get("required") is UNSAID:
            label = form[name].label
            ticked = isinstance(field, forms.BooleanField)
            field.error_messages["required"] = (
                str(CONFIRM) if ticked else needed(label, chosen=isinstance(field, CHOSEN))
            )


def told(form: forms.BaseForm) -> list[Told]:
    """Return the errors of the fields of a form in the order of its page."""
    return [
        Told(field.name, field.id_for_label or field.auto_id, _named(field, str(error)), field.is_hidden)
        for field in form
        for error in field.errors
    ]


def _named(field: BoundField, error: str) -> str:
    """Return an error with the question and the row that it is about."""
    label, where = str(field.label), getattr(field.field, "where", "")
    said = error if label in error else _joined(label, error)
    return _joined(where, said) if where else said


def _joined(before: str, said: str) -> str:
    """Set words before others, with a colon unless a question mark stands there."""
    between = " " if before.endswith("?") else "" if before.endswith("？") else gettext(": ")
    return f"{before}{between}{said}"
