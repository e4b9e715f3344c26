"""What an act always needs is compulsory in its form, and what it needs in some cases is not called optional."""

import pytest
from django.utils.translation import override

from yimen.affairs.cases import forms as case_forms
from yimen.affairs.hearings import forms as hearing_forms
from yimen.doors.desk import forms


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (forms.RefuseForm, "reason"),
        (forms.ReasonForm, "reason"),
        (forms.DeclineForm, "reason"),
        (forms.ExtendForm, "reason"),
        (forms.SuspendForm, "basis"),
        (forms.ProlongForm, "reason"),
        (forms.SendBackForm, "reason"),
        (forms.ForwardForm, "opinion"),
        (forms.IntentionForm, "said"),
        (forms.RepairForm, "repair"),
    ],
)
def test_what_an_act_always_needs_is_compulsory(form, field):
    assert form.base_fields[field].required
    assert field in form({}).errors


@pytest.mark.parametrize(
    ("form", "field"),
    [
        (forms.DeclineForm, "competent_organ"),
        (forms.DeliverForm, "proof"),
        (forms.CheckForm, "finding"),
        (forms.MendedForm, "finding"),
        (case_forms.ServeForm, "proof"),
        (case_forms.ServeForm, "reason"),
        (hearing_forms.PersonForm, "name"),
        (hearing_forms.PersonForm, "address"),
        (hearing_forms.TellForm, "proof"),
        (hearing_forms.TimeForm, "closed_reason"),
    ],
)
def test_what_is_needed_in_some_cases_is_not_called_optional(form, field):
    with override("en"):
        shown = str(form()[field].as_field_group())

    assert "(optional)" not in shown
    assert not form.base_fields[field].required


def test_what_nobody_needs_is_called_optional():
    with override("en"):
        assert "(optional)" in str(hearing_forms.PersonForm()["phone"].as_field_group())
