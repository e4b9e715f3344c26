"""Judging a filled-in form: the same for pages and for the programming interface."""

import dataclasses
from datetime import date

import jsonschema
import pytest
from django.utils import translation

from yimen.registers.catalogue import filling, reads
from yimen.registers.catalogue.fields import FieldSheet
from yimen.registers.catalogue.schema import json_schema
from yimen.registers.catalogue.sheets import build
from yimen.registers.catalogue.tests.make import content_with
from yimen.registers.catalogue.tests.test_chart import HEAD

TODAY = date(2026, 3, 2)
GOOD = {"shop": "荔枝小馆", "area": "86", "kind": "cold"}
NUMBER = "440981199001010017"  # invented, its check character is right


def matter(*fields):
    rows = [
        {"labels": {"zh-hans": "问", "en": "Question"}, "serves": "condition:1", **field} for field in fields
    ]
    return build(HEAD, content_with(**({"form": rows} if rows else {})))


def codes(data, *fields):
    return [(error.field, error.code) for error in filling.check_form(matter(*fields), data, today=TODAY)]


def test_a_form_that_is_filled_in_well_passes():
    assert codes(GOOD) == []


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-03-02", []),
        ("2026-01-31", []),
        ("2026-01-30", [("from_on", "too_early")]),
        ("1999-01-01", [("from_on", "too_early")]),
        ("2027-03-02", []),
        ("2027-03-03", [("from_on", "too_late")]),
        ("9999-12-31", [("from_on", "too_late")]),
    ],
)
def test_a_day_lies_no_further_from_today_than_its_question_allows(day, expected):
    asked = {"name": "from_on", "kind": "date", "required": True, "back": 30, "ahead": 365}

    assert codes({"from_on": day}, asked) == expected


def said(data, *fields):
    return [str(error.words) for error in filling.check_form(matter(*fields), data, today=TODAY)]


def test_an_empty_question_is_told_by_its_name():
    town = {"name": "home", "kind": "address", "labels": {"en": "Address"}, "required": True}
    town["options"] = [{"value": "1", "labels": {"en": "One"}}]

    with translation.override("en"):
        assert said({}) == ["Enter “Name of the shop”.", "Enter “Area”.", "Choose “Kind”."]
        assert said({"home": {"division": "1", "detail": ""}}, town) == ["Enter “Address”."]


@pytest.mark.parametrize("kind", ["id_number", "uscc"])
def test_a_code_that_is_wrong_is_told_with_the_length_it_should_have(kind):
    with translation.override("en"):
        assert "18" in said({"code": "123"}, {"name": "code", "kind": kind})[0]


@pytest.mark.rule("A-103")
def test_an_answer_to_no_question_is_refused():
    assert codes(GOOD | {"income": "1"}) == [("income", "unknown")]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"shop": ""}, [("shop", "required")]),
        ({"shop": "   "}, [("shop", "required")]),
        ({"shop": None}, [("shop", "required")]),
        ({"shop": ["a"]}, [("shop", "type")]),
        ({"shop": {"a": 1}}, [("shop", "type")]),
        ({"shop": True}, [("shop", "type")]),
        ({"shop": "长" * 301}, [("shop", "too_long")]),
        ({"shop": "店\x00名"}, [("shop", "characters")]),
        ({"area": "large"}, [("area", "number")]),
        ({"area": "１２"}, [("area", "number")]),
        ({"area": 86}, []),
        ({"area": "-3"}, [("area", "too_small")]),
        ({"area": -3}, [("area", "too_small")]),
        ({"area": float("nan")}, [("area", "number")]),
        ({"kind": "warm"}, [("kind", "choice")]),
    ],
)
def test_a_wrong_answer_is_named_at_its_question(changes, expected):
    assert codes(GOOD | changes) == expected


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("date", ["2026-02-28"], ["2026-02-30", "20260228", "2026-W09-1", "28.2.2026"]),
        ("money", ["0", "12.50"], ["-1", "12.505", "1e3"]),
        ("id_number", [NUMBER], [NUMBER[:-1] + "8", "1", NUMBER + "0"]),
        ("uscc", ["11440300MB2D097052", "11440300mb2d097052"], ["11440300MB2D097053", "114403"]),
        ("phone", ["13900668001", "0668-6612345"], ["12", "phone"]),
        ("textarea", ["长" * 4000], ["长" * 4001]),
    ],
)
def test_each_kind_of_answer_is_judged(kind, good, bad):
    field = {"name": "x", "kind": kind}

    assert [codes({"x": one}, field) for one in good] == [[]] * len(good)
    assert all(codes({"x": one}, field) for one in bad)
    assert codes({"x": ""}, field) == []


def test_a_tick_that_is_required_must_be_set():
    field = {"name": "x", "kind": "boolean", "required": True}

    assert [codes({"x": one}, field) for one in (True, "on", "true")] == [[], [], []]
    assert [codes(data, field) for data in ({}, {"x": False}, {"x": ""})] == [[("x", "required")]] * 3
    assert codes({"x": [1]}, field) == [("x", "type")]
    assert codes({"x": "perhaps"}, field) == [("x", "type")]


CHAIN = (
    {"name": "a", "kind": "boolean"},
    {"name": "b", "required": True, "shown_when": {"field": "a", "equals": "true"}},
    {"name": "c", "required": True, "shown_when": {"field": "b", "equals": "yes"}},
)


def test_a_question_is_required_only_where_it_is_asked():
    assert codes({}, *CHAIN) == []
    assert codes({"a": True}, *CHAIN) == [("b", "required")]
    assert codes({"a": "true", "b": "yes"}, *CHAIN) == [("c", "required")]
    assert codes({"a": "on"}, *CHAIN) == [("b", "required")]
    assert codes({"a": True, "b": "no"}, *CHAIN) == []


def test_what_hangs_on_a_question_that_is_not_asked_is_neither_asked_nor_kept():
    data = {"a": False, "b": "yes", "c": "left over"}

    assert codes({"a": False, "b": "yes"}, *CHAIN) == []
    assert filling.kept(matter(*CHAIN), data) == {"a": False}


def test_conditions_in_a_circle_come_to_an_end():
    circle = (
        {"name": "a", "shown_when": {"field": "b", "equals": "1"}},
        {"name": "b", "shown_when": {"field": "a", "equals": "1"}},
    )

    assert codes({"a": "1", "b": "1"}, *circle) == []


SCHEMA_CASES = [
    GOOD,
    GOOD | {"area": 86},
    {},
    GOOD | {"shop": ""},
    GOOD | {"kind": "warm"},
    GOOD | {"income": "1"},
    GOOD | {"shop": ["a"]},
]


@pytest.mark.parametrize("data", SCHEMA_CASES)
def test_the_schema_says_the_same_as_the_check(data):
    schema = json_schema(matter(), "en")
    jsonschema.Draft202012Validator.check_schema(schema)

    assert jsonschema.Draft202012Validator(schema).is_valid(data) == (codes(data) == [])


def test_the_schema_speaks_the_readers_language_and_marks_personal_data():
    schema = json_schema(matter(), "en")

    assert schema["properties"]["shop"]["title"] == "Name of the shop"
    assert schema["properties"]["cook"]["x-personal"] is True
    assert schema["properties"]["kind"]["oneOf"][0] == {"const": "hot", "title": "Hot food"}


@pytest.mark.parametrize(
    ("data", "valid"), [({"b": "no"}, True), ({"b": "yes"}, False), ({"b": "yes", "c": "1"}, True)]
)
def test_the_schema_knows_conditions(data, valid):
    schema = json_schema(matter({"name": "b"}, CHAIN[2]), "en")

    assert jsonschema.Draft202012Validator(schema).is_valid(data) is valid


def test_machines_read_a_matter_as_a_government_service():
    given = reads.json_ld(matter(), "en", "https://example.org/matters/X/")

    assert given["@type"] == "GovernmentService"
    assert (given["name"], given["identifier"], given["url"]) == (
        "Food business licence",
        "X",
        "https://example.org/matters/X/",
    )
    assert given["isAccessibleForFree"] is True


@pytest.mark.rule("A-103")
def test_a_number_is_negative_only_where_its_question_says_so():
    cold = {"name": "x", "kind": "number", "fewest": "-30", "most": "5"}

    assert codes({"x": "-18"}, cold) == []
    assert codes({"x": "-31"}, cold) == [("x", "too_small")]
    for value, right in ((-18, True), (-31, False), (6, False), ("-18", True)):
        validator = jsonschema.Draft202012Validator(json_schema(matter(cold), "en"))
        assert validator.is_valid({"x": value}) is right


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("uscc", "9244 0981 MA4X00001E", "92440981MA4X00001E"),
        ("id_number", "440981 19900101 001x", "44098119900101001X"),
        ("id_number", "440981-19900101-0017", NUMBER),
        ("phone", "１３９ 0066 8001", "13900668001"),
        ("number", "８６", "86"),
        ("number", "260,5", "260.5"),
        ("number", "1\u202f200", "1200"),
        ("number", "1 200,500", "1200.500"),
        ("number", "0,125", "0.125"),
        ("number", "\N{MINUS SIGN}3", "-3"),
        ("money", " 1 200 000 ", "1200000"),
        ("number", "1,200", "1,200"),
        ("number", "12 34", "12 34"),
        ("date", "２０２６-03-02", "2026-03-02"),
        ("text", "８６ 号", "８６ 号"),
    ],
)
def test_what_is_typed_is_kept_in_the_plain_way(kind, typed, kept):
    field = {"name": "x", "kind": kind}

    assert filling.kept(matter(field), {"x": typed}) == {"x": kept}


def test_an_account_is_kept_without_its_spaces_in_rows_too():
    rows = {"name": "g", "kind": "group", "fields": [{"name": "x", "pattern": "bank_account"}]}

    kept = filling.kept(matter(rows), {"g": [{"x": "6222 0200 1111 2222"}]})

    assert kept == {"g": [{"x": "6222020011112222"}]}


def test_the_longest_answer_is_said():
    (error,) = filling.check_form(matter({"name": "x", "most": "4"}), {"x": "一二三四五"}, today=TODAY)

    assert error.code == "too_long"
    assert "4" in str(error.words)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        ("", []),
        ({}, []),
        ({"division": "", "detail": " "}, []),
        ({"division": "440981001", "detail": "府前路1号"}, []),
        ({"division": "440981001", "detail": ""}, ["place.detail"]),
        ({"detail": "府前路1号"}, ["place.division"]),
    ],
)
def test_an_address_that_may_be_left_out_is_given_whole_or_not_at_all(given, wrong):
    field = FieldSheet(
        name="place",
        kind="address",
        labels={"zh-hans": "地址"},
        hint={},
        required=False,
        personal=False,
        options=(("440981001", {"zh-hans": "石仔岭街道"}),),
        serves="contact",
    )
    matter = dataclasses.replace(build(HEAD, content_with(form=[])), form=(field,))

    found = filling.check_form(matter, {"place": given}, today=TODAY)
    said = list(jsonschema.Draft202012Validator(json_schema(matter, "en")).iter_errors({"place": given}))

    assert [one.field for one in found] == wrong
    assert bool(said) == bool(wrong)
