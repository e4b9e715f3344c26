"""Errors in words: every one names its question and its row, in one voice."""

import pytest
from django import forms
from django.utils import translation

from yimen.ground.look.errors import told
from yimen.ground.look.forms import PlainForm


class Form(PlainForm):
    name = forms.CharField(label="Name")
    town = forms.ChoiceField(label="Town", choices=[("a", "A")])
    happy = forms.CharField(label="Are you content?", max_length=2)
    sure = forms.BooleanField(label="I am sure")
    own = forms.CharField(label="Reason", error_messages={"required": "Say why."})


def said(language="en", **data):
    with translation.override(language):
        form = Form(data)
        form.is_valid()
        return [(one.at, one.words) for one in told(form)]


def test_an_empty_field_is_named_once():
    assert said() == [
        ("id_name", "Enter “Name”."),
        ("id_town", "Choose “Town”."),
        ("id_happy", "Please answer: Are you content?"),
        ("id_sure", "I am sure: Please confirm this."),
        ("id_own", "Reason: Say why."),
    ]


def test_no_colon_follows_a_question_mark():
    words = dict(said(happy="very much"))["id_happy"]

    assert words.startswith("Are you content? Ensure")


def test_a_label_that_is_given_later_is_the_one_that_is_said():
    form = Form({})
    form.fields["name"].label = "Name of the agent"

    with translation.override("en"):
        assert form.errors["name"] == ["Enter “Name of the agent”."]


@pytest.mark.parametrize("language", ["zh-hans", "fr"])
def test_the_words_of_an_empty_field_hold_its_label_in_every_language(language):
    assert "Name" in said(language)[0][1]
