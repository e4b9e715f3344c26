"""Inputs and fields that are written at once are the same, to the letter, as those that templates draw."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.template import engines
from django.utils import translation

from yimen.ground.look.forms import LookRenderer, PlainForm

FIELD = """
<div class="field{% if field.errors %} field-bad{% endif %}" {% if field.field.widget.attrs.data_shown_by %}data-shown-by="{{ field.field.widget.attrs.data_shown_by }}" data-shown-when="{{ field.field.widget.attrs.data_shown_when }}"{% elif field.field.widget.attrs.data_shown_rule %}data-shown-rule="{{ field.field.widget.attrs.data_shown_rule }}"{% endif %}>
  {% if field.use_fieldset %}
    <fieldset{% if field.aria_describedby %} aria-describedby="{{ field.aria_describedby }}"{% endif %}>
      <legend>
        {{ field.label }}{% if not field.field.required %}
          <span class="optional">{% translate "(optional)" %}</span>{% endif %}
      </legend>
    {% elif field.widget_type != "checkbox" %}<label for="{{ field.id_for_label }}">{{ field.label }}{% if not field.field.required %}
          <span class="optional">{% translate "(optional)" %}</span>{% endif %}</label>{% endif %}
    {% if field.help_text %}<p class="hint" id="{{ field.auto_id }}_helptext">{{ field.help_text }}</p>{% endif %}
    {% if field.errors %}
      <p class="error" id="{{ field.auto_id }}_error">
        {% for error in field.errors %}<span class="visually-hidden">{% translate "Error" %}{% colon %}</span>{{ error }}
        {% endfor %}
      </p>
    {% endif %}
    {% if field.widget_type == "checkbox" %}<label class="tick">{{ field }}<span>{{ field.label }}</span></label>{% else %}{{ field }}{% endif %}
    {% if field.use_fieldset %}</fieldset>{% endif %}
</div>
"""


class Drawn(TemplatesSetting):
    """Draws every field and every input by its template."""

    form_template_name = "look/form.html"
    field_template_name = "field"

    def render(self, template_name, context, request=None):
        if template_name == "field":
            return engines["django"].from_string(FIELD).render(context).strip()
        return super().render(template_name, context, request)


class Every(PlainForm):
    """Every sort of field."""

    line = forms.CharField(required=False, help_text="what <b> is")
    one = forms.ChoiceField(choices=[("", "–"), ("a", "A & <b>"), (7, "七"), ("G", [("x", "X"), ("y", "Y")])])
    ticks = forms.MultipleChoiceField(
        choices=[("a", "A"), ("b", "<B>")], widget=forms.CheckboxSelectMultiple, help_text="several"
    )
    tick = forms.BooleanField(required=False, help_text="yes or no")
    radio = forms.ChoiceField(
        choices=[("a", "A"), ("G", [("x", "X")])], widget=forms.RadioSelect, required=False
    )
    text = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 2, "data_shown_by": "line", "data_shown_when": "<7>"})
    )
    number = forms.IntegerField(min_value=1)
    day = forms.DateField(widget=forms.DateInput(attrs={"type": "date", "data_shown_rule": '{"a": 1}'}))
    secret = forms.CharField(widget=forms.PasswordInput)
    post = forms.EmailField()
    file = forms.FileField()
    hidden = forms.CharField(widget=forms.HiddenInput)
    known = forms.NullBooleanField()
    fixed = forms.CharField(disabled=True)
    many = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")])
    moment = forms.SplitDateTimeField(required=False)
    share = forms.FloatField(initial=1.5)


FILLED = {
    "line": '"><x>',
    "one": "a",
    "ticks": ["a"],
    "tick": True,
    "radio": "x",
    "text": "\n<t>",
    "number": 3,
}
WRONG = {"line": "&", "one": "none", "ticks": ["q", "b"], "radio": "a", "number": "x"}
WAYS = [
    {},
    {"initial": FILLED},
    {"data": WRONG},
    {"data": {}, "auto_id": "other_%s"},
    {"initial": FILLED, "auto_id": False},
]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("given", WAYS, ids=["fresh", "filled", "wrong", "empty", "without-ids"])
def test_a_form_is_the_same_as_by_templates(given, language):
    with translation.override(language):
        quick, slow = (str(Every(renderer=one(), **given)) for one in (LookRenderer, Drawn))

    assert quick == slow


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
def test_an_input_is_the_same_as_by_its_template(widget, value):
    quick, slow = (
        widget.render("place", value, {"id": "f"}, renderer=one()) for one in (LookRenderer, TemplatesSetting)
    )

    assert quick == slow
