"""Whoever approves a version sees every change of it: no key of a content escapes the comparison."""

import copy

import pytest
from django.utils.translation import override

from yimen.registers.catalogue import comparing
from yimen.registers.catalogue.sections import ALL_TERMS
from yimen.registers.catalogue.tests.make import CONTENT, SITUATIONS, content_with

SAMPLES = {"texts": {"zh-hans": "样", "en": "Sample"}, "number": 1, "days": 1, "fen": 100, "tick": True}
MEMBERS = {
    "name": "member",
    "kind": "text",
    "labels": {"zh-hans": "成员", "en": "Member"},
    "hint": {"zh-hans": "提示", "en": "Hint"},
    "required": True,
    "fewest": "2",
    "most": "9",
    "pattern": "digits",
    "shown_when": {"field": "first", "equals": "1"},
}
GROUP = {
    "name": "members",
    "kind": "group",
    "labels": {"zh-hans": "全体成员", "en": "All members"},
    "serves": "condition:1",
    "fewest": "1",
    "most": "5",
    "fields": [{"name": "first", "kind": "number", "labels": {"zh-hans": "序号"}, "summed": True}, MEMBERS],
}
EVERYTHING = {
    "name": "last",
    "kind": "table",
    "labels": {"zh-hans": "表", "en": "Table"},
    "hint": {"zh-hans": "提示", "en": "Hint"},
    "serves": "material:1",
    "required": True,
    "personal": True,
    "fewest": "1",
    "most": "5",
    "pattern": "digits",
    "when": "past",
    "known": "earlier",
    "compare": [{"is": "at_least", "field": "shop"}],
    "material": 1,
    "summed": True,
    "new_page": True,
    "rows": [{"zh-hans": "第一行", "en": "First row"}],
    "shown_when": {"all": [{"field": "area", "greater": "20"}, {"field": "shop", "filled": True}]},
    "fields": [copy.deepcopy(MEMBERS)],
}
GUIDED = {**copy.deepcopy(SITUATIONS)}
GUIDED["rows"][0]["then"] |= {
    "fees": [1],
    "statutory_days": 10,
    "no_steps": [2],
    "asked": ["shop"],
    "elsewhere": "X-1",
    "words": {"zh-hans": "另一事项", "en": "Another matter"},
}


def put(content, place, value):
    head, _dot, rest = place.partition(".")
    if rest:
        put(content.setdefault(head, {}), rest, value)
    elif head not in content:
        content[head] = value


def full_content():
    """A content in which every term says something."""
    content = content_with(
        form=[*CONTENT["form"], GROUP, EVERYTHING],
        situations=GUIDED,
        fees=[{"names": {"zh-hans": "工本费", "en": "Fee"}, "amount_fen": 1000, "basis": "第一条"}],
    )
    for column in ALL_TERMS:
        several = column.sort in {"many", "among", "places"}
        put(content, column.name, [1] if several else SAMPLES.get(column.sort, "some"))
    return content


def leaves(value, path=()):
    if isinstance(value, dict | list) and value:
        for one in value if isinstance(value, dict) else range(len(value)):
            yield from leaves(value[one], (*path, one))
    else:
        yield path


def changed(content, path):
    new = copy.deepcopy(content)
    within = new
    for step in path[:-1]:
        within = within[step]
    value = within[path[-1]]
    within[path[-1]] = not value if isinstance(value, bool) else value + 1 if isinstance(value, int) else "Z9"
    return new


FULL = full_content()


@pytest.mark.rule("H-412")
@pytest.mark.parametrize("path", list(leaves(FULL)), ids=lambda path: ".".join(map(str, path)))
def test_no_part_of_a_content_escapes_the_comparison(path):
    with override("en"):
        assert comparing.compare(FULL, changed(FULL, path), "en"), path


@pytest.mark.rule("H-412")
@pytest.mark.parametrize(
    "path",
    [
        (),
        ("flags",),
        ("materials", 0),
        ("legal_basis", 0),
        ("form", 0),
        ("form", 2, "options", 0),
        ("form", 4, "fields", 1),
        ("situations",),
        ("situations", "questions", 0),
        ("situations", "rows", 0),
        ("situations", "rows", 0, "then"),
    ],
    ids=lambda path: ".".join(map(str, path)) or "content",
)
def test_a_key_that_nobody_has_named_yet_is_compared_too(path):
    new = copy.deepcopy(FULL)
    within = new
    for step in path:
        within = within[step]
    within["of_tomorrow"] = "words"

    said = [
        piece.text
        for group in comparing.compare(FULL, new, "en")
        for change in group.changes
        for piece in change.pieces
    ]

    assert "words" in "".join(said)


@pytest.mark.rule("H-412")
def test_a_question_in_a_group_is_compared_in_words():
    new = copy.deepcopy(FULL)
    new["form"][4]["fields"][1]["labels"] = {"zh-hans": "成员姓名", "en": "Name of the member"}
    new["form"][4]["fields"].append({"name": "age", "kind": "number", "labels": {"en": "Age"}})

    with override("en"):
        (group,) = comparing.compare(FULL, new, "en")

    assert [(one.kind, one.label) for one in group.changes] == [
        ("changed", "All members · Questions of the group · Name of the member · Question"),
        ("added", "All members · Questions of the group"),
    ]


@pytest.mark.rule("H-412", "A-104")
def test_guided_questions_are_compared_in_words():
    with override("en"):
        (group,) = comparing.compare(content_with(), content_with(situations=SITUATIONS), "en")
        new = copy.deepcopy(SITUATIONS)
        new["rows"][0]["then"]["spared"] = [2]
        (other,) = comparing.compare(content_with(situations=SITUATIONS), content_with(situations=new), "en")

    assert group.label == "Guided questions"
    said = "".join(piece.text for change in group.changes for piece in change.pieces)
    assert "Do you fry?" in said
    assert "2. Floor plan" in said
    (change,) = other.changes
    assert change.label.endswith("What follows · Papers that are not needed")
    assert [piece.text for piece in change.pieces if piece.op == "out"] == [", 3. Health certificate"]


def test_nothing_differs_from_itself_when_everything_is_said():
    assert comparing.compare(FULL, copy.deepcopy(FULL), "en") == ()
