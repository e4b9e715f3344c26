"""Forms as the design system shows them."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorDict
from django.http import HttpRequest

from yimen.ground.life import Refused
from yimen.ground.look.errors import name_needed
from yimen.ground.look.inputs import written


class LookRenderer(TemplatesSetting):
    """Renders each field with its label, its hint and its error in reading order."""

    form_template_name = "look/form.html"
    field_template_name = "look/field.html"

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """Return a part of a form as it is shown; the usual parts are written without a template."""
        found = written(template_name, context, self.field_template_name)
        return super().render(template_name, context, request) if found is None else found


class NeededField(forms.CharField):
    """Words that an act needs in some cases, which the label or the hint tells: the form does not call them optional."""

    needed = True

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(required=False, **kwargs)


class PlainForm(forms.Form):
    """A form whose language can be switched half-way: then it shows what was typed and judges nothing."""

    default_renderer = LookRenderer()
    use_required_attribute = False

    def __init__(self, *args: Any, quiet: bool = False, **kwargs: Any) -> None:  # noqa: ANN401 Django's own
        self._quiet = quiet
        super().__init__(*args, **kwargs)

    def offer(self, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
        """Let a question choose among these: values with their words."""
        cast("forms.ChoiceField", self.fields[name]).choices = list(choices)

    def full_clean(self) -> None:
        """Judge the input, unless only the language was switched."""
        if self._quiet:
            self._errors = ErrorDict()
            self.cleaned_data: dict[str, Any] = {}
            return
        name_needed(self)
        super().full_clean()

    def is_valid(self) -> bool:
        """Say whether the input may be acted upon."""
        return not self._quiet and super().is_valid()

    def refuse(self, refused: Refused) -> None:
        """Show why an act was refused, at its field if it has one here."""
        error = ValidationError(str(refused.reason), code=refused.code)
        self.add_error(refused.field if refused.field in self.fields else None, error)


def bound(form: type[PlainForm], request: HttpRequest, **kwargs: Any) -> Any:  # noqa: ANN401 the form's own type
    """Return the form filled from a POST (quietly if only the language was switched), or fresh for a GET."""
    if request.method != "POST":
        return form(**kwargs)
    return form(request.POST, request.FILES, quiet=getattr(request, "switching", False), **kwargs)
