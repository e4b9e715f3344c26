"""Numbers and names are judged as their standards say: table by table, and every wrong character is found."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.ground.codes import USCC_ALPHABET, identity_valid, uscc_check, uscc_valid
from yimen.ground.life import Refused
from yimen.registers.people import rules
from yimen.registers.people.tests.make import SHOP_CODE, TODAY, WANG, number

REAL_ORGANS = ("11511300008778693M", "11511300MB1A21304N", "1151130100877801XA", "115113010087780365")
BORN = st.dates(date(1900, 1, 1), date(2026, 1, 1)).map(lambda day: f"{day:%Y%m%d}")
SERIAL = st.integers(0, 999).map(lambda n: f"{n:03d}")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (WANG.id_number, WANG.id_number),
        ("440981 19900101 0017", WANG.id_number),
        ("４４０９８１１９９００１０１００１７", WANG.id_number),
        (number("440981", "19880229", "006").lower(), number("440981", "19880229", "006")),
        (number("810000", "19850101", "001"), number("810000", "19850101", "001")),
        (number("820000", "19850101", "002"), number("820000", "19850101", "002")),
        (number("830000", "19850101", "003"), number("830000", "19850101", "003")),
        ("440981900101001", number("440981", "19900101", "001")),
    ],
)
def test_a_resident_number_is_accepted_in_every_way_people_write_it(written, meant):
    assert rules.clean_number("resident", written, today=TODAY) == meant


def test_a_person_born_before_their_county_had_its_code_is_accepted():
    born_1921 = number("440981", "19210704", "011")  # 高州市 has had this code since 1993 only

    assert identity_valid(born_1921, today=TODAY)


def test_a_county_that_no_longer_exists_is_accepted():
    assert identity_valid(number("440923", "19700101", "011"), today=TODAY)  # 电白县, until 2014


@pytest.mark.parametrize(
    "wrong",
    [
        "",
        "44098119900101001",
        WANG.id_number[:-1] + "8",
        number("440981", "19900230", "001"),
        number("440981", "20270101", "001"),
        number("999999", "19900101", "001"),
        number("440981", "18600101", "001"),
        "44098119900101001七",
        "٤٤٠٩٨١١٩٩٠٠١٠١٠٠١٧",
        "0" * 18,
        "4" * 400,
    ],
)
def test_what_is_no_resident_number_is_refused_at_its_field(wrong):
    with pytest.raises(Refused) as refused:
        rules.clean_number("resident", wrong, today=TODAY)

    assert (refused.value.field, refused.value.code) == ("id_number", "check_digit")


@given(born=BORN, serial=SERIAL, place=st.integers(0, 17), other=st.sampled_from("0123456789X"))
def test_any_single_wrong_character_of_a_resident_number_is_found(born, serial, place, other):
    right = number("440981", born, serial)
    wrong = right[:place] + other + right[place + 1 :]

    assert identity_valid(right, today=TODAY)
    assert identity_valid(wrong, today=TODAY) == (wrong == right)


@given(
    body=st.text(USCC_ALPHABET, min_size=9, max_size=9),
    place=st.integers(0, 17),
    other=st.sampled_from(USCC_ALPHABET),
)
def test_any_single_wrong_character_of_a_credit_code_is_found(body, place, other):
    first17 = "91440981" + body
    right = first17 + uscc_check(first17)
    wrong = right[:place] + other + right[place + 1 :]

    assert uscc_valid(right)
    assert uscc_valid(wrong) == (wrong == right)


@pytest.mark.parametrize("code", [*REAL_ORGANS, SHOP_CODE])
def test_real_credit_codes_pass(code):
    assert rules.clean_number("uscc", code.lower(), today=TODAY) == code


@pytest.mark.parametrize(
    "wrong", ["", "11511300008778693", "11511300008778693I", "1I511300008778693M", "X" * 18]
)
def test_what_is_no_credit_code_is_refused(wrong):
    with pytest.raises(Refused):
        rules.clean_number("uscc", wrong, today=TODAY)


@pytest.mark.parametrize(
    ("kind", "written", "fits"),
    [
        ("passport", "EJ1234567", True),
        ("passport", "e-j 1234567", True),
        ("passport", "护照1234567", False),
        ("passport", "E" * 18, False),
        ("permit", "FRA110075010101", True),
        ("permit", "911440198501010019", True),
        ("permit", "FR110075010101", False),
        ("travel", "H1234567801", True),
        ("travel", "M12345678", True),
        ("travel", "12345678", True),
        ("travel", "K12345678", False),
        ("licence", "12345678", False),
    ],
)
def test_other_documents_are_judged_by_their_shape(kind, written, fits):
    try:
        rules.clean_number(kind, written, today=TODAY)
    except Refused:
        assert not fits
    else:
        assert fits


@pytest.mark.rule("J-302", "K-26")
@pytest.mark.parametrize(
    "name",
    [
        "𬭚",
        "䶮",
        "王𬭚",
        "阿卜杜拉·买买提",
        "李",
        "永" * 30,
        "Jean-Pierre d'Ormesson",
        "สมชาย ใจดี",
        "O’Neill",
        "高州市荔枝小馆（个体工商户）",
    ],
)
def test_names_of_any_script_and_length_are_names(name):
    assert rules.clean_name(f"  {name} ") == name


@pytest.mark.rule("J-302")
@pytest.mark.parametrize("dot", "•・･．‧⋅")
def test_every_middle_dot_means_the_same_name(dot):
    assert rules.comparable_name(f"阿卜杜拉{dot}买买提") == rules.comparable_name("阿卜杜拉 · 买买提")


@pytest.mark.parametrize("wrong", ["", "   ", "·", "1234", "a\0b", "<b>王</b>", "名" * 101, "王\n秀英;"])
def test_what_is_no_name_is_refused_at_its_field(wrong):
    with pytest.raises(Refused) as refused:
        rules.clean_name(wrong)

    assert refused.value.field == "name"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("138 0013 8000", "13800138000"),
        ("+86 13800138000", "13800138000"),
        ("0668-6668888", "06686668888"),
        ("＋33 6 12 34 56 78", "+33612345678"),
    ],
)
def test_telephone_numbers_are_brought_to_one_form(written, meant):
    assert rules.clean_phone(written) == meant


@pytest.mark.parametrize("wrong", ["", "12345", "1380013800", "138001380001", "call me"])
def test_what_is_no_telephone_number_is_refused(wrong):
    with pytest.raises(Refused):
        rules.clean_phone(wrong)


@pytest.mark.rule("F-217", "F-425")
@pytest.mark.parametrize(
    ("plain", "masked"),
    [
        ("440981199001011234", "440***********1234"),
        ("13812345678", "138****5678"),
        ("E1234567", "E*****67"),
        ("12", "**"),
        ("", ""),
    ],
)
def test_a_masked_number_does_not_give_itself_away(plain, masked):
    assert rules.masked_id(plain) == masked


@pytest.mark.rule("F-208")
@pytest.mark.parametrize(
    ("born", "on", "child"),
    [
        (date(2012, 3, 2), date(2026, 3, 1), True),
        (date(2012, 3, 2), date(2026, 3, 2), False),
        (date(2012, 2, 29), date(2026, 2, 27), True),
        (date(2012, 2, 29), date(2026, 2, 28), False),
        (None, date(2026, 3, 2), False),
    ],
)
def test_a_child_is_one_until_the_fourteenth_birthday(born, on, child):
    assert rules.is_child(born, on=on) is child
