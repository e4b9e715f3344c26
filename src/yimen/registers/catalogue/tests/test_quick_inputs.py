"""Inputs that are written at once are the same as those of Django's templates."""

import pytest
from django import forms

from yimen.ground.look.forms import LookRenderer
from yimen.registers.catalogue.quick_inputs import QuickRenderer

WIDGETS = [
    forms.TextInput(attrs={"maxlength": 9, "aria-invalid": "true"}),
    forms.NumberInput(attrs={"min": 0, "disabled": True, "readonly": False}),
    forms.DateInput(attrs={"type": "date"}),
    forms.PasswordInput(),
    forms.Textarea(attrs={"rows": 3}),
    forms.Select(choices=[("", "–"), ("a", "A & <b>"), (7, "七")]),
    forms.CheckboxInput(),
    forms.RadioSelect(choices=[("a", "A")]),
]


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("value", [None, "", "a", 7, '"><script>&'])
def test_quick_inputs_are_those_of_the_templates(widget, value):
    quick, slow = (
        widget.render("place", value, {"id": "f"}, renderer=one()) for one in (QuickRenderer, LookRenderer)
    )

    assert " ".join(quick.split()) == " ".join(slow.split())
