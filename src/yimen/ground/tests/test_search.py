"""Finding by characters, sound and everyday words; nothing that is typed breaks the query."""

import json

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from yimen.ground.search import EVERYDAY, LONGEST, everyday, folded, index_text, loosened, meant, query

LICENCE = "食品经营许可证核发"
ANYTHING = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=60)


def finds(text: str, typed: str, *, loose: bool = False) -> bool:
    """Ask the database itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_tsvector('simple', %s) @@ to_tsquery('simple', %s)",
            [index_text(text), " | ".join(loosened(typed)) if loose else query(typed)],
        )
        return bool(cursor.fetchone()[0])


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "食品经营许可证核发",
        "经营许可",
        "食品 许可",
        "证",
        "食品經營許可",  # traditional characters
        "shipinjingyingxuke",
        "xukezheng",  # the sound of a part in the middle
        "shi pin xu ke",
        "spjyxkz",
        "XKZ",
        "怎么办理食品经营许可证",
        "我要申请食品经营许可证需要什么材料吗",
        "办食品经营许可证",
        "【食品】“经营”许可证!!",
    ],
)
def test_a_name_is_found(typed):
    assert finds(LICENCE, typed)


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["药品经营", "许证", "发核", "yaopin", "shipinxuke", "q"])
def test_another_thing_is_not_found(typed):
    assert not finds(LICENCE, typed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "typed"),
    [
        (LICENCE, "食品经赢许可证"),  # one wrong character
        (LICENCE, "石品精英许可"),  # right sounds, wrong characters
        ("落户", "落互"),  # one of two
        ("Passport", "passprot"),
        ("Restaurant", "restaraunt"),
        ("照护", "护照"),
        ("营业执照", "营业直照"),
    ],
)
def test_a_typing_error_is_forgiven_only_in_the_loose_query(text, typed):
    assert not finds(text, typed)
    assert finds(text, typed, loose=True)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["护士执业注册", "营业执照"])
def test_one_character_of_a_short_word_is_no_typing_error(text):
    assert not finds(text, "护照", loose=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("Carte d’identité", "identite"),
        ("Demande d’œuvre", "oeuvre"),
        ("ＡＢＣ　１２３４５", "abc 12345"),
        ("パスポート申請", "パスポート"),
        ("𬭚业许可", "𬭚业"),  # a character of extension E
        ("二〇二六年", "〇二六"),
    ],
)
def test_other_scripts_and_widths_are_folded(text, typed):
    assert finds(text, typed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "typed",
    [
        "'; DROP TABLE journal; --",
        "食品' | '许可",
        "!!食品 & !许可:*",
        "%s %(x)s {0}",
        "a" * 10_000,
        "食" * 10_000,
        "食品 " * 3_000,
        "<script>alert(1)</script>",
        "٣٤٥ Ⅻ ½ ²",
        "\u202e许可\u200b证\ufeff",
    ],
)
def test_nothing_typed_breaks_the_query(typed):
    assert query(typed)
    finds(LICENCE, typed)
    finds(LICENCE, typed, loose=True)


@pytest.mark.parametrize("typed", ["", "   ", "& | ! <-> ( ) :* \\ '", "\x00\x01", "。，？", "😀"])
def test_where_nothing_can_be_asked_the_query_is_empty(typed):
    assert query(typed) == ""
    assert loosened(typed) == []
    assert index_text(typed) == ""


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(ANYTHING, ANYTHING)
def test_any_text_can_be_indexed_and_asked_for(text, typed):
    assert bool(query(typed)) == bool(loosened(typed))
    if query(typed):
        finds(text, typed)
        finds(text, typed, loose=True)


@pytest.mark.django_db
@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=20), st.data())
def test_every_part_of_a_name_finds_it(name, data):
    start = data.draw(st.integers(0, len(name) - 1))
    part = name[start : data.draw(st.integers(start + 1, len(name)))]

    assert finds(name, part)


@pytest.mark.django_db
def test_a_long_text_is_indexed_to_a_limit_and_still_fits():
    text = "".join(chr(0x4E00 + n % 20_000) for n in range(100_000))

    assert finds(text, text[:50])
    assert len(index_text(text).encode()) < 1_000_000


def test_a_long_query_is_cut():
    assert query("许" * LONGEST + "可证") == query("许" * LONGEST)


def test_without_pinyin_there_are_no_sounds():
    assert index_text("许可", pinyin=False) == "许 可 许可"
    assert "xuke" in index_text("许可").split()


def test_only_the_beginning_of_a_text_is_indexed_by_sound():
    words = index_text("许可，" + "证照" * 100 + "，公证").split()

    assert "xuke" in words
    assert "公证" in words
    assert "gongzheng" not in words


def test_what_people_say_around_a_thing_is_left_out_unless_it_is_all():
    assert query("怎么办理护照") == query("护照")
    assert query("申请材料") == "(申请 & 请材 & 材料)"


def test_folding_twice_changes_nothing():
    for text in ("食品經營", "Œuvre", "ＡＢＣ", "Straße", "パスポート"):
        assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize(
    ("typed", "official"),
    [
        ("我要开饭店", "食品经营许可"),
        ("生孩子", "生育登记"),
        ("開公司", "企业设立登记"),
        ("养老金怎么领", "养老保险"),
        ("上户口", "出生登记"),
        ("领结婚证", "婚姻登记"),
        ("办房产证", "不动产登记"),
        ("kaifandian", "食品经营许可"),
        ("kgs", "企业设立登记"),
    ],
)
def test_everyday_words_lead_to_what_offices_call_them(typed, official):
    assert official in meant(typed)


def test_a_longer_everyday_word_hides_the_shorter_ones_in_it_and_no_name_stands_twice():
    assert "居民身份证" not in meant("临时身份证")
    answer = meant("我要开饭店、开餐馆，再开一家小饭馆")
    assert len(answer) == len(set(answer))


@pytest.mark.parametrize(
    ("typed", "like"),
    [
        ("我想开一家小饭馆", "饭馆"),
        ("养了条狗", "养狗"),
        ("how do I get a driver's license?", "driving licence"),
        ("Comment obtenir le permis de conduire ?", "permis de conduire"),
        ("飲食店を開きたい", "飲食店"),
        ("RETRAITÉE", "retraite"),
    ],
)
def test_everyday_words_are_understood_within_a_sentence(typed, like):
    assert set(meant(like)) <= set(meant(typed))


@pytest.mark.parametrize("typed", ["量子对撞机", "parent", "shipinjingyingxuke", "", "!?"])
def test_where_no_everyday_word_is_said_none_is_understood(typed):
    assert meant(typed) == []


def test_small_words_are_left_out_unless_they_are_all():
    assert query("how do I open a restaurant") == query("open restaurant")
    assert query("le permis de l’entreprise") == query("permis entreprise")
    assert query("où")


def test_the_table_of_everyday_words_is_sound():
    written = json.loads(EVERYDAY.read_text("utf-8"))

    assert len(everyday()) == len(written) >= 600
    for word, names in written.items():
        assert names, word
        assert len(word) > 1
        assert all(query(name) for name in names)
