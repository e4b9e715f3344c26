"""Differences: field by field, row by row, word by word, with what follows in law."""

import copy

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from yimen.registers.catalogue import acts, comparing, reads
from yimen.registers.catalogue.tests.make import AT, CONTENT, content_with, published_matter

TEXT = st.text(alphabet="承诺时限材料ab 1é", max_size=30)


def changes(old, new, language="zh-hans"):
    with override("en"):
        return {
            (change.place, change.kind): change
            for group in comparing.compare(old, new, language)
            for change in group.changes
        }


def words(change):
    return [(piece.op, piece.text) for piece in change.pieces]


@given(TEXT, TEXT)
def test_the_pieces_give_back_both_texts(old, new):
    pieces = comparing.words_between(old, new)

    assert "".join(one.text for one in pieces if one.op != "in") == old
    assert "".join(one.text for one in pieces if one.op != "out") == new


def test_nothing_differs_from_itself():
    assert comparing.compare(CONTENT, copy.deepcopy(CONTENT), "en") == ()


def test_chinese_is_marked_sign_by_sign_and_other_words_word_by_word():
    found = comparing.words_between("五个工作日内办结", "三个工作日内办结")
    assert [(one.op, one.text) for one in found] == [("out", "五"), ("in", "三"), ("same", "个工作日内办结")]

    found = comparing.words_between("Suitable premises", "Suitable rooms")
    assert [(one.op, one.text) for one in found] == [
        ("same", "Suitable "),
        ("out", "premises"),
        ("in", "rooms"),
    ]


@pytest.mark.rule("H-413")
def test_what_is_added_says_what_it_needs():
    new = content_with(
        conditions=[*CONTENT["conditions"], {"zh-hans": "须有本地户籍"}],
        materials=[*CONTENT["materials"], {"names": {"zh-hans": "无犯罪记录证明"}}],
        fees=[{"names": {"zh-hans": "工本费"}, "amount_fen": 1000}],
    )

    found = changes(CONTENT, new)

    assert "offices may not go beyond what the law sets" in found[("conditions.1", "added")].hint
    assert "may not be asked for" in found[("materials.4", "added")].hint
    assert "may not be charged" in found[("fees.0", "added")].hint


@pytest.mark.parametrize(
    ("change", "place", "hint"),
    [
        ({"promised_days": 3}, "promised_days", "The promise is shorter"),
        ({"promised_days": 9}, "promised_days", "The promise is longer"),
        ({"statutory": {"days": 1, "unit": "months"}}, "statutory.unit", "The statutory period is longer"),
        (
            {"statutory": {"days": 10, "unit": "working_days"}},
            "statutory.days",
            "The statutory period is shorter",
        ),
        ({"channels": ["window"]}, "channels", "needs a law"),
        ({"visits": 1}, "visits", "more often"),
        ({"kind": "20"}, "kind", "base directory"),
    ],
)
def test_a_changed_term_says_what_follows(change, place, hint):
    assert hint in changes(CONTENT, content_with(**change))[(place, "changed")].hint


def test_a_row_is_known_again_by_its_name_wherever_it_stands():
    first, second, *rest = CONTENT["materials"]
    moved = {**second, "copies": 2}

    found = changes(CONTENT, content_with(materials=[moved, first, *rest]))

    assert words(found[("materials.0.copies", "changed")]) == [("in", "2")]
    assert ("materials.1", "moved") in found
    assert not any(kind in {"added", "removed"} for _place, kind in found)


def test_a_row_renamed_a_little_is_changed_and_another_one_is_new():
    materials = copy.deepcopy(CONTENT["materials"])
    materials[1]["names"]["zh-hans"] = "经营场所平面图"
    materials[2] = {"names": {"zh-hans": "租赁合同"}, "basis": "第九条"}

    found = changes(CONTENT, content_with(materials=materials))

    assert ("in", "经营") in words(found[("materials.1.names", "changed")])
    assert {place for place, kind in found if kind == "added"} == {"materials.2"}
    assert {place for place, kind in found if kind == "removed"} == {"materials.2"}


def test_a_change_in_another_language_only_is_said():
    new = content_with(titles={**CONTENT["titles"], "fr": "Licence alimentaire"})

    change = changes(CONTENT, new)[("titles", "changed")]

    assert change.hint == "Changed in: fr"
    assert changes(CONTENT, new, "fr")[("titles", "changed")].hint != change.hint


def test_limits_of_an_answer_differ_in_words():
    question, *rest = CONTENT["form"]
    held = {**question, "kind": "text", "most": 40, "pattern": "digits"}
    later = [{**rest[0], "kind": "date", "when": "future", "back": 5, "ahead": 30}]
    later[0]["compare"] = [{"is": "at_least", "field": question["name"]}]

    with override("en"):
        found = changes(CONTENT, content_with(form=[held, *later, *rest[1:]]))

    assert words(found[("form.0.most", "changed")]) == [("in", "40")]
    assert words(found[("form.0.pattern", "changed")]) == [("in", "Only digits.")]
    assert words(found[("form.1.when", "changed")]) == [("in", "in the future")]
    assert words(found[("form.1.ahead", "changed")]) == [("in", "30")]
    said = "".join(text for _op, text in words(found[("form.1.compare", "changed")]))
    assert said.startswith("not less or earlier: ")
    assert question["name"] not in said


def test_values_stand_in_the_readers_words():
    with override("en"):
        found = changes(CONTENT, content_with(handling="immediate", channels=["window", "online", "post"]))

    assert ("in", "at once") in [
        (op, text.strip()) for op, text in words(found[("handling", "changed")])
    ] or ("handled" in "".join(text for _op, text in words(found[("handling", "changed")])))
    assert "by post" in "".join(text for _op, text in words(found[("channels", "changed")]))


@pytest.mark.parametrize(
    ("old", "new"),
    [({}, CONTENT), (CONTENT, {}), ({"materials": None, "statutory": None}, CONTENT), ({}, {})],
)
def test_holes_are_compared_too(old, new):
    comparing.compare(old, new, "ja")


def test_very_long_texts_are_compared_at_once():
    old, new = "甲" * 50_000, "乙" * 50_000

    assert [one.op for one in comparing.words_between(old, new)] == ["out", "in"]


@pytest.mark.django_db
def test_two_versions_of_a_matter_are_compared():
    first = published_matter("X-1")
    second = acts.draft(
        content_with(phone="0668-6612346"), code="X-1", organ_id=first.organ_id, by="account:1", at=AT
    )

    groups = reads.compare(reads.draft_content(first.version_id), reads.draft_content(second), "zh-hans")

    assert [(group.name, [one.place for one in group.changes]) for group in groups] == [("terms", ["phone"])]


def test_another_order_of_themes_is_no_difference():
    old, new = content_with(themes=["准营准办", "设立变更"]), content_with(themes=["设立变更", "准营准办"])

    assert changes(old, new) == {}
    added = changes(old, content_with(themes=["设立变更", "年检年审", "准营准办"]))[("themes", "changed")]
    assert [one for one in words(added) if one[0] != "same"] == [("in", ", Yearly inspections")]


@pytest.mark.rule("A-103")
def test_questions_are_compared_in_words_with_their_conditions():
    old = copy.deepcopy(CONTENT)
    new = copy.deepcopy(CONTENT)
    new["form"][3]["shown_when"] = {"field": "kind", "not": "cold"}
    new["form"].append(
        {
            "name": "oil",
            "labels": {"zh-hans": "用油"},
            "serves": "condition:1",
            "shown_when": {"all": [{"field": "area", "greater": "20"}, {"field": "shop", "filled": True}]},
        }
    )

    found = changes(old, new, "en")

    said = "".join(text for op, text in words(found[("form.3.shown_when", "changed")]) if op != "out")
    assert said == "“Kind” is not “Cold food”"
    added = words(found[("form.4", "added")])[0][1]
    assert "Short text" in added
    assert "is more or later than “20”" in added
    assert "Condition 1" in added
    assert "text" not in added.replace("Short text", "")


def test_a_question_whose_words_change_leaves_the_questions_that_hang_on_it_as_they_were():
    new = copy.deepcopy(CONTENT)
    new["form"][2]["labels"] = {"zh-hans": "经营业态", "en": "Kind of food"}

    assert set(changes(CONTENT, new, "en")) == {("form.2.labels", "changed")}
