"""The files of the demonstration city: codes are valid, sums add up, references resolve, five languages are there."""

import random
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest

from yimen.demo.answering import answers
from yimen.demo.tests.make import BRIEF, MATTERS, ORGANS, load, table
from yimen.ground.codes import phone_valid, uscc_valid
from yimen.ground.languages.texts import LANGUAGES, to_traditional
from yimen.registers.agencies.models import OrganKind
from yimen.registers.catalogue import beyond, wording
from yimen.registers.catalogue.checks_ways import LEGAL_THEMES, NATURAL_THEMES
from yimen.registers.catalogue.codes import implementation_fault
from yimen.registers.catalogue.filling import check_form
from yimen.registers.catalogue.life import ON_APPLICATION
from yimen.registers.catalogue.parts import FORM
from yimen.registers.catalogue.rules import days_of, judge
from yimen.registers.catalogue.sheets import build
from yimen.registers.catalogue.tests.test_chart import HEAD

TODAY = date(2026, 1, 1)
HAN = re.compile(r"[\u3400-\u9fff]")
KANA = re.compile(r"[\u3040-\u30ff]")
WHOLE_CHINESE = re.compile(r"blank|sample|hint")  # an example of what is filled in stays Chinese


each_matter = pytest.mark.parametrize("matter", MATTERS, ids=[one["key"] for one in MATTERS])


def test_the_city_is_as_big_as_it_should_be():
    kinds = Counter(one["kind"] for one in ORGANS.values())

    assert len(MATTERS) >= 42
    assert len(BRIEF) >= 100
    assert {one["content"]["kind"] for one in MATTERS} == set(ON_APPLICATION)
    assert kinds["department"] + kinds["institution"] >= 34
    assert kinds["town"] == 28
    assert len([one for one in MATTERS if ORGANS[one["organ"]]["kind"] == "town"]) >= 6
    assert len([one for one in MATTERS if ORGANS[one["organ"]]["kind"] == "village"]) >= 2


# divisions and organs


def test_every_division_has_its_parent():
    rows = table("divisions.csv")
    codes = {row["code"] for row in rows}

    assert len(codes) == len(rows)
    assert [row["code"] for row in rows if row["parent_code"] and row["parent_code"] not in codes] == []
    assert [row["code"] for row in rows if (row["level"] == "1") != (not row["parent_code"])] == []


def test_towns_and_streets_are_named_in_five_languages():
    named = {(row["code"], row["language"]) for row in table("division_names.csv") if row["name"]}
    towns = [row["code"] for row in table("divisions.csv") if row["level"] in {"1", "2", "3", "4"}]

    assert [(code, one) for code in towns for one in LANGUAGES if (code, one) not in named] == []


@pytest.mark.rule("H-102")
@pytest.mark.parametrize("organ", ORGANS.values(), ids=list(ORGANS))
def test_an_organ_can_be_entered_as_it_stands(organ):
    divisions = {row["code"] for row in table("divisions.csv")}
    above = list(ORGANS)[: list(ORGANS).index(organ["key"])]

    assert uscc_valid(organ["uscc"])
    assert organ["uscc"][2:8] == "440981"
    assert organ["kind"] in OrganKind.values
    assert organ["division_code"] in divisions
    assert organ["parent"] in above or organ["key"] == "gov"
    assert set(organ["texts"]) == set(LANGUAGES)
    assert all(words["name"] and words["address"] and words["hours"] for words in organ["texts"].values())
    assert not HAN.search(organ["texts"]["en"]["name"] + organ["texts"]["fr"]["name"])
    assert phone_valid(organ["phone"])
    assert organ["phone"] != organ["complaint_phone"]
    assert organ["short"]
    assert organ["court"]
    assert organ["reconsideration"]


@pytest.mark.parametrize("name", ["uscc", "phone", "seal_serial", "short"])
def test_no_two_organs_share_a_number(name):
    assert [value for value, n in Counter(one[name] for one in ORGANS.values()).items() if n > 1] == []


# matters


def test_no_two_matters_share_a_key_a_code_or_a_name():
    every = [*MATTERS, *BRIEF]

    for values in (
        [one["key"] for one in every],
        [one["code"] for one in every],
        [one["content"]["base_code"] for one in every],
        [one["content"]["titles"]["zh-hans"] for one in every],
    ):
        assert [value for value, n in Counter(values).items() if n > 1] == []


@pytest.mark.rule("A-105", "A-106", "A-408", "A-801", "H-401", "H-402", "H-406", "H-410")
@each_matter
def test_a_matter_passes_the_gate_without_a_single_remark(matter):
    assert [(one.rule, one.place, str(one.words)) for one in judge(matter["content"])] == []


@pytest.mark.rule("H-101", "H-102")
@pytest.mark.parametrize("matter", [*MATTERS, *BRIEF], ids=lambda one: one["key"])
def test_the_code_of_a_matter_is_made_of_its_organ_and_its_base_code(matter):
    organ, content = ORGANS[matter["organ"]], matter["content"]
    level = {"town": "5", "village": "6"}.get(organ["kind"], "4")

    assert implementation_fault(matter["code"], base=content["base_code"]) == ""
    assert matter["code"] == organ["uscc"] + level + content["base_code"]
    assert content["base_code"].startswith("44" + content["kind"])


@pytest.mark.rule("H-304")
@each_matter
def test_the_days_of_the_steps_add_up_to_the_promise(matter):
    content = matter["content"]
    days = round(days_of(content["steps"]), 2)

    assert days == content["promised_days"]


@pytest.mark.rule("H-402")
@each_matter
def test_a_promise_is_at_most_two_fifths_of_what_the_law_allows(matter):
    content = matter["content"]
    statutory = content["statutory"]
    working = {"working_days": 1, "calendar_days": 5 / 7, "months": 21.75}[statutory["unit"]]

    if statutory["days"] is None:
        assert statutory["note"]
    else:
        assert content["promised_days"] <= 0.4 * statutory["days"] * working + 0.01


WRITTEN = {one["key"]: one for one in MATTERS} | {
    name: load(name)
    for name in ("matters_brief.json", "organs.json", "hours.json", "register.json", "standards.json")
}


def texts(value: object) -> Iterator[dict]:
    """Every text in several languages at any depth."""
    if isinstance(value, dict) and "zh-hans" in value:
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


@pytest.mark.parametrize("content", WRITTEN.values(), ids=list(WRITTEN))
def test_everything_is_there_in_five_languages(content):
    found = list(texts(content))

    assert found
    assert [one for one in found if set(one) != set(LANGUAGES) or not all(one.values())] == []


@each_matter
def test_no_language_is_left_in_chinese(matter):
    for place, language, text in wording.texts(matter["content"]):
        if language in {"en", "fr"} and not WHOLE_CHINESE.search(place):
            assert not HAN.search(text), (place, text)
    summaries = matter["content"]["summaries"]
    assert KANA.search(summaries["ja"])
    assert len(set(summaries.values())) == len(LANGUAGES)
    assert len({matter["content"]["titles"][one] for one in ("zh-hans", "en", "fr", "ja")}) == 4


@each_matter
def test_traditional_characters_stand_where_they_differ(matter):
    for one in (matter["content"]["titles"], matter["content"]["summaries"]):
        if to_traditional(one["zh-hans"]) != one["zh-hans"]:
            assert one["zh-hant"] != one["zh-hans"]


@pytest.mark.rule("A-103")
@each_matter
def test_a_form_asks_a_few_questions_in_order(matter):
    form = matter["content"]["form"]
    options = {one["name"]: {option["value"] for option in one.get("options", [])} for one in form}
    booleans = {one["name"] for one in form if one["kind"] == "boolean"}

    assert 5 <= len(form) <= 12
    for one in form:
        shown = one.get("shown_when")
        if shown:
            answers = {"true"} if shown["field"] in booleans else options[shown["field"]]
            assert shown["equals"] in answers
            assert not one["required"] or shown["field"] in booleans | set(options)


@pytest.mark.rule("H-408")
@each_matter
def test_themes_are_those_of_the_national_lists(matter):
    both = {
        "设立变更",
        "准营准办",
        "抵押质押",
        "环保绿化",
        "医疗卫生",
        "知识产权",
        "司法公证",
        "公用事业",
        "民族宗教",
    }

    assert matter["content"]["themes"]
    assert set(matter["content"]["themes"]) <= NATURAL_THEMES | LEGAL_THEMES | both


@pytest.mark.rule("A-801", "G-101")
@each_matter
def test_a_fee_names_its_basis_and_a_licence_charges_by_law_or_regulation_only(matter):
    content = matter["content"]

    assert content["charged"] is bool(content["fees"])
    for fee in content["fees"]:
        assert fee["basis"]
        assert fee["standard"]
        assert fee["amount_fen"] is None or fee["amount_fen"] > 0
        assert content["kind"] != "01" or fee["level"] in {"law", "regulation"}


def test_some_matters_have_parallel_steps_and_two_officers():
    steps = [(one["key"], step) for one in MATTERS for step in one["content"]["steps"]]

    assert len({key for key, step in steps if step["parallel"]}) >= 3
    assert len({key for key, step in steps if step["two_officers"]}) >= 3
    assert any(one["content"]["flags"]["third_party_interest"] for one in MATTERS)
    assert all(
        one["content"].get("quantity") for one in MATTERS if one["content"]["flags"]["quantity_limited"]
    )


@pytest.mark.parametrize("matter", BRIEF, ids=lambda one: one["key"])
def test_a_brief_matter_is_named_and_summed_up_by_whoever_writes_the_language(matter):
    content = matter["content"]

    assert content["kind"] in ON_APPLICATION
    for one in (content["titles"], content["summaries"]):
        assert not HAN.search(one["en"] + one["fr"])
        assert len({one[language] for language in ("zh-hans", "en", "fr", "ja")}) == 4
    assert KANA.search(content["summaries"]["ja"])


# hours and words


def test_hours_run_forward_and_belong_to_organs():
    hours = load("hours.json")

    for row in hours["office_hours"]:
        assert set(row["places"]) <= set(ORGANS)
        spells = [(one["weekday"], one["opens"], one["closes"]) for one in row["week"]]
        assert len(set(spells)) == len(spells)
        assert all(0 <= day <= 6 and opens < closes for day, opens, closes in spells)
    assert {key for row in hours["office_hours"] for key in row["places"]} == set(ORGANS)


def test_closures_are_marked_as_demonstration():
    codes = {row["code"] for row in table("divisions.csv")}
    closures = load("hours.json")["closures"]

    assert len(closures) == 2
    for one in closures:
        assert one["division_code"] in codes
        assert date.fromisoformat(one["first_on"]) <= date.fromisoformat(one["last_on"])
        assert "演示" in one["notice"]


def test_there_are_words_for_every_level_of_rating_and_for_supplements():
    words = load("words.json")

    assert set(words["ratings"]) == {"1", "2", "3", "4", "5"}
    assert all(words["ratings"].values())
    assert len(words["supplements"]) >= 8


@pytest.mark.rule("A-103")
@each_matter
def test_no_form_takes_an_impossible_amount_or_a_day_on_the_wrong_side_of_today(matter):
    fields = [
        one
        for asked in matter["content"]["form"]
        for one in [asked, *asked.get("fields", [])]
        if one.get("kind") in {"number", "date"}
    ]

    for one in fields:
        words = one["labels"]["zh-hans"]
        if re.search("面积", words) and "人均" not in words:
            assert float(one["fewest"]) > 0, words
        if re.search("预约|检测日期|体检日期|培训日期|出生日期$", words) and "预产" not in words:
            assert one["when"] == ("future" if "预约" in words else "past"), words


@pytest.mark.rule("A-103")
@each_matter
def test_the_answers_of_invented_applicants_are_good(matter):
    sheet = build(HEAD, matter["content"])

    assert check_form(sheet, answers(sheet, random.Random(7), TODAY), today=TODAY) == []


def keys(value: object) -> set[str]:
    """Every key at any depth but the languages of a text and the sides of a condition or a comparison."""
    if isinstance(value, dict):
        inner = (keys(one) for name, one in value.items() if name not in {"shown_when", "compare"})
        return {*value} - {*LANGUAGES} | set().union(*inner)
    return set().union(*map(keys, value)) if isinstance(value, list) else set()


@pytest.mark.rule("H-412")
def test_whoever_judges_a_form_reads_a_name_for_everything_it_says():
    forms = [one["content"].get("form") or [] for one in MATTERS]

    assert keys(forms) <= beyond.LABELS.keys() | {one.name for one in FORM.columns}
