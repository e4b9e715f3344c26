"""The flow chart: whole, legible on a phone, readable aloud, and without a way in for anyone's markup."""

import re
from xml.etree import ElementTree as ET

import pytest

from yimen.registers.catalogue import chart
from yimen.registers.catalogue.sheets import build
from yimen.registers.catalogue.tests.make import content_with

HEAD = {
    "version_id": 1,
    "version_n": 1,
    "matter_id": 1,
    "code": "X",
    "base_code": "",
    "kind": "01",
    "state": "draft",
    "effective_from": None,
    "organ_id": 1,
    "organ_name": "局",
}
SVG = "{http://www.w3.org/2000/svg}"
SIDE_BY_SIDE = [
    {"kind": "accept", "names": {"zh-hans": "受理", "en": "Acceptance"}, "days": 1},
    {
        "kind": "review",
        "names": {"zh-hans": "规划条件审查", "en": "Examination of the planning conditions"},
        "days": 3,
        "parallel": 1,
    },
    {"kind": "review", "names": {"zh-hans": "消防审查", "en": "Fire safety"}, "days": 2, "parallel": 1},
    {"kind": "review", "names": {"zh-hans": "人防审查", "en": "Civil defence"}, "days": 2, "parallel": 1},
    {"kind": "decide", "names": {"zh-hans": "决定", "en": "Decision"}, "days": 0.5},
]


def drawn(language="en", **changes):
    matter = build(HEAD, content_with(**changes))
    return ET.fromstring(
        chart.svg(matter, language, title="Steps of the licence", days=lambda n: f"{n:g} working days")
    )


def boxes(tree):
    return [
        tuple(float(rect.get(name)) for name in ("x", "y", "width", "height"))
        for rect in tree.iter(f"{SVG}rect")
    ]


@pytest.mark.rule("A-115")
def test_every_step_is_drawn_with_its_days_in_the_readers_language():
    tree = drawn()

    names = ["".join(text.itertext()) for text in tree.iter(f"{SVG}text")]
    assert names == [
        "Acceptance",
        "1 working days",
        "Review",
        "3 working days",
        "Decision",
        "1 working days",
        "Delivery",
    ]
    assert "受理" in "".join(drawn("zh-hans").itertext())


def test_it_has_a_title_and_says_in_words_what_it_shows():
    tree = drawn(steps=SIDE_BY_SIDE)

    assert tree.get("role") == "img"
    assert tree.get("aria-labelledby").split() == [tree[0].get("id"), tree[1].get("id")]
    assert tree[0].text == "Steps of the licence"
    assert "2. Examination of the planning conditions (3 working days) + Fire safety" in tree[1].text


def test_steps_side_by_side_share_a_row_and_nothing_overlaps_or_leaves_a_phones_width():
    found = boxes(drawn(steps=SIDE_BY_SIDE))

    assert found[1][1] == found[2][1]
    for n, (x, y, width, height) in enumerate(found):
        assert x >= 0
        assert x + width <= 340
        for other_x, other_y, other_width, other_height in found[n + 1 :]:
            assert (
                x + width <= other_x
                or other_x + other_width <= x
                or y + height <= other_y
                or other_y + other_height <= y
            )


def test_parallel_steps_in_two_rows_stand_in_one_frame():
    frames = [
        path for path in drawn(steps=SIDE_BY_SIDE).iter(f"{SVG}path") if path.get("class") == "chart-group"
    ]

    assert len(frames) == 1
    assert not [path for path in drawn().iter(f"{SVG}path") if path.get("class") == "chart-group"]


def test_a_fork_reaches_each_of_the_steps_below():
    tree = drawn(steps=SIDE_BY_SIDE)

    fork = next(path for path in tree.iter(f"{SVG}path") if path.get("class") == "chart-arrow").get("d")
    heads = {int(x) for x in re.findall(r"M(\d+) \d+V\d+m", fork)}
    assert heads == {round(x + width / 2) for x, _y, width, _height in boxes(tree)[1:3]}


@pytest.mark.parametrize(
    "name",
    [
        "Examination of the planning conditions and of everything else",
        "规划条件与现场情况综合审查" * 2,
        "Wasserversorgungsgenehmigungsverfahren" * 2,
    ],
)
def test_long_names_are_broken_and_never_shrunk(name):
    lines = chart.wrapped(name, 134)

    assert 1 < len(lines) <= 4
    assert all(chart.wide(line) <= 134 + chart.FONT for line in lines)
    assert {
        text.get("font-size")
        for text in drawn(steps=[{**SIDE_BY_SIDE[0], "names": {"zh-hans": name}}]).iter(f"{SVG}text")
    } <= {"15", "13"}


def test_markup_in_a_name_or_a_kind_stays_text():
    bad = '"><script>alert(1)</script>'

    tree = drawn(steps=[{"kind": bad, "names": {"en": bad}, "days": 1}])

    assert not list(tree.iter(f"{SVG}script"))
    assert next(tree.iter(f"{SVG}rect")).get("class") == "chart-other"


def test_there_is_no_inline_style():
    assert "style=" not in chart.svg(build(HEAD, content_with()), "en", title="t", days=str)


def test_without_steps_there_is_no_chart():
    assert chart.svg(build(HEAD, content_with(steps=[])), "en", title="t", days=str) == ""
