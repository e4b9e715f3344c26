"""What may be shown: pure rules, tried on anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.affairs.cases.tests.make import DAYS
from yimen.affairs.publication import rules
from yimen.affairs.publication.rules import Days
from yimen.affairs.publication.tests.make import on
from yimen.ground.codes import identity_check

CITY = Days(publish=7, glance=2, object=15)
AROUND = st.text(alphabet="申请人位于，。号路街的 abcX()（）", max_size=12)


@pytest.mark.rule("A-503")
@given(before=AROUND, after=AROUND, digits=st.text("0123456789", min_size=17, max_size=17))
def test_no_identity_number_survives(before, after, digits):
    number = digits + identity_check(digits)

    assert number not in rules.scrub(f"{before} {number} {after}")
    assert digits[6:14] not in rules.scrub(f"{before}{number[:6]} {number[6:14]} {number[14:]}{after}")


@pytest.mark.rule("A-503")
@given(before=AROUND, after=AROUND, tail=st.text("0123456789", min_size=9, max_size=9))
def test_no_telephone_survives(before, after, tail):
    assert f"13{tail}" not in rules.scrub(f"{before}，13{tail}，{after}")


@pytest.mark.rule("A-503")
@given(
    name=st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=5),
    around=AROUND,
)
def test_the_name_of_a_natural_person_does_not_survive(name, around):
    assert name not in rules.scrub(f"{around}{name}{around}", [name]) or set(name) <= {name[0], "*"}
    assert rules.shown_name(name, natural=True) != name


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("住址：石仔岭街道桂圆路8号3栋201室，", "住址：石仔岭街道桂圆路***，"),
        ("电话0668-6612345", "电话***"),
        ("邮箱 wang@example.cn。", "邮箱 ***。"),
        ("护照E12345678", "护照***"),
        ("证号４４０９８１１９９００１０１００１７", "证号***"),
        ("面积86平方米，有效期至2031年3月1日", "面积86平方米，有效期至2031年3月1日"),
        ("根据《食品安全法》第三十五条", "根据《食品安全法》第三十五条"),
        ("桂圆路十二号", "桂圆路***"),
        ("", ""),
    ],
)
def test_what_is_cut_and_what_stays(text, shown):
    assert rules.scrub(text) == shown


def test_a_legal_person_is_named_in_full():
    assert rules.shown_name("高州市荔香食品有限公司", natural=False) == "高州市荔香食品有限公司"


@given(text=st.text(max_size=30), sign=st.sampled_from(["=", "+", "-", "@", "\t", "\r", " =", "＝"]))
def test_no_cell_begins_a_formula(text, sign):
    assert rules.safe_cell(sign + text).startswith("'")


@given(st.text(alphabet="高州市0123456789名称 ", max_size=20))
def test_a_plain_cell_stays_as_it_is(text):
    assert rules.safe_cell(text) == text


def test_the_days():
    monday = on(2).date()

    assert rules.dates(monday, CITY, DAYS, asked=False) == (on(4).date(), on(11).date())
    assert rules.dates(monday, CITY, DAYS, asked=True)[0] == on(23).date()
