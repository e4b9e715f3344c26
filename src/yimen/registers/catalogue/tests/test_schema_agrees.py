"""Whatever form is drawn up and whatever is answered: the check and the schema accept the same."""

from datetime import date

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yimen.registers.catalogue import filling
from yimen.registers.catalogue.judging import PATTERN
from yimen.registers.catalogue.rules import checks_form, judge
from yimen.registers.catalogue.schema import json_schema
from yimen.registers.catalogue.sheets import build
from yimen.registers.catalogue.tests.make import content_with
from yimen.registers.catalogue.tests.test_chart import HEAD

TODAY = date(2026, 3, 2)
WORDS = {"labels": {"zh-hans": "问", "en": "Question"}, "serves": "condition:1"}
NAMES = ["a", "b", "c", "d", "e"]
VALUES = ["x", "y", "z"]
KNOWN = {"boolean": ["true", "false"], "number": ["1", "2"], "money": ["1", "2"]}  # what can be an answer
OPTIONS = [{"value": one, "labels": {"zh-hans": one}} for one in VALUES]


@st.composite
def conditions(draw, before):
    """A condition about earlier questions."""
    if draw(st.integers(0, 4)) == 0:
        parts = draw(st.lists(leaves(before), min_size=1, max_size=3))
        return {draw(st.sampled_from(["all", "any"])): parts}
    return draw(leaves(before))


def leaves(before):
    named = st.sampled_from([one for one in before if one["kind"] not in {"group", "table"}])
    return named.flatmap(
        lambda one: st.one_of(
            st.sampled_from(KNOWN.get(one["kind"], VALUES)).flatmap(
                lambda value: st.sampled_from(
                    [{"equals": value}, {"not": value}, {"in": [value, KNOWN.get(one["kind"], VALUES)[0]]}]
                )
            ),
            *([] if one["kind"] == "boolean" else [st.sampled_from([{"filled": True}, {"filled": False}])]),
        ).map(lambda op: {"field": one["name"], **op})
    )


@st.composite
def questions(draw, names, *, inner=False):
    """Questions whose rules a schema can say."""
    kinds = ["text", "textarea", "number", "money", "choice", "choices", "boolean"]
    kinds += [] if inner else ["group", "table"]
    found = []
    for name in names:
        one = {**WORDS, "name": name, "kind": draw(st.sampled_from(kinds)), "required": draw(st.booleans())}
        if one["kind"] in {"choice", "choices"}:
            one["options"] = OPTIONS
        if one["kind"] == "number":
            one["fewest"] = draw(st.sampled_from(["", "-5"]))
        if one["kind"] in {"text", "textarea"}:
            one["fewest"] = draw(st.sampled_from(["", "2"]))
            one["most"] = draw(st.sampled_from(["", "4"]))
            one["pattern"] = draw(st.sampled_from(["", *PATTERN]))
        if one["kind"] in {"group", "table"}:
            one["fields"] = draw(questions(NAMES[:2], inner=True))
            one["fewest"], one["most"] = draw(st.sampled_from([("", "2"), ("1", "1"), ("0", "3")]))
        before = [other for other in found if other["kind"] not in {"group", "table"}]
        if before and draw(st.booleans()):
            one["shown_when"] = draw(conditions(before))
        found.append(one)
    return found


SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 10**16),
    st.sampled_from(
        [
            "",
            " ",
            "x",
            "y",
            "x ",
            "true",
            "no",
            "12",
            "-3",
            "-0",
            "0.5",
            "1.234",
            "12\x00",
            "长长长长长",
            "高州",
        ]
    ),
    st.sampled_from(["123456", "123456789012", "粤K12345", "ab", "a-b", "1e5", "１２"]),
)


GOOD = {
    "text": ["x", "xy", "xyzzy", "高州", "123456", "a-b", "", None],
    "textarea": ["x", "xy", "xyzzy", "高州", "123456", "", None],
    "number": ["12", "-3.5", 7, " 12 ", "", None],
    "money": ["12", "0.50", 7, "", None],
    "choice": [*VALUES, "", None],
    "boolean": [True, "true", False, "no", None],
    "choices": [[], ["x"], ["y", "z"], "", None],
}


def mostly(good, odd):
    """Seven good answers out of eight: an odd one hides what is said of the others."""
    return st.integers(0, 7).flatmap(lambda n: odd if n == 0 else good)


def answers(fields):
    """Answers to a form, mostly of the right shape."""

    def to(one):
        if one["kind"] in {"group", "table"}:
            rows = st.lists(answers(one["fields"]), max_size=3)
            return mostly(st.one_of(rows, st.sampled_from([None, ""])), SCALARS)
        return mostly(
            st.sampled_from(GOOD[one["kind"]]), st.one_of(SCALARS, st.lists(st.just("x"), max_size=2))
        )

    named = st.fixed_dictionaries({}, optional={one["name"]: to(one) for one in fields})
    return mostly(named, named.map(lambda given: {**given, "no_such": "x"}))


def names():
    return st.integers(1, 3).map(lambda n: NAMES[:n])


@pytest.mark.rule("A-103")
@settings(max_examples=500, deadline=None)
@given(data=st.data())
def test_the_schema_and_the_check_accept_the_same(data):
    fields = data.draw(names().flatmap(questions))
    content = content_with(form=fields)
    assert [one for one in judge(content) if one.place.startswith("form")] == []
    matter = build(HEAD, content)
    schema = json_schema(matter, "en")
    jsonschema.Draft202012Validator.check_schema(schema)
    given_answers = data.draw(answers(fields))

    wrong = filling.check_form(matter, given_answers, today=TODAY)
    said = [one.message for one in jsonschema.Draft202012Validator(schema).iter_errors(given_answers)]

    assert (wrong == []) == (said == []), (wrong, said)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_what_is_kept_of_good_answers_is_good_and_stays_as_it_is(data):
    fields = data.draw(names().flatmap(questions))
    matter = build(HEAD, content_with(form=fields))
    given_answers = data.draw(answers(fields))

    if not filling.check_form(matter, given_answers, today=TODAY):
        kept = filling.kept(matter, given_answers)
        assert filling.check_form(matter, kept, today=TODAY) == []
        assert filling.kept(matter, kept) == kept


def test_the_fields_of_a_form_are_found_with_those_of_its_rows():
    form = [
        {"kind": "section", "labels": {"zh-hans": "一"}},
        {"name": "a"},
        {"name": "g", "kind": "group", "fields": [{"name": "b"}, {"name": "c"}]},
    ]

    assert [place for place, _one, _before in checks_form.fields_in(form)] == [
        "form.a",
        "form.g",
        "form.g.b",
        "form.g.c",
    ]
