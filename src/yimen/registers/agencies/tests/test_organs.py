"""Organs: entered with what makes them sure, told in every language, found by their place in the tree."""

import pytest

from yimen.ground.bus import journal
from yimen.registers.agencies import acts, reads
from yimen.registers.agencies.models import Organ
from yimen.registers.agencies.tests.make import AT, USCC, organ, refused

pytestmark = pytest.mark.django_db


def test_an_organ_is_entered_once_and_told():
    number = organ(uscc=USCC)

    assert reads.by_uscc(USCC) == reads.by_key("bureau") == reads.organ(number)
    assert [told.type for told in journal.history(number)] == ["agencies.OrganOpened"]


@pytest.mark.parametrize(
    "code",
    [USCC[:-1] + "J", USCC[:-1], USCC + "0", USCC.lower(), "I" + USCC[1:], " " + USCC, "１" + USCC[1:]],
)
def test_a_wrong_credit_code_is_refused(code):
    with refused("check_character", field="uscc"):
        organ(uscc=code)
    assert not Organ.objects.exists()


def test_a_credit_code_belongs_to_one_organ():
    organ("one", uscc=USCC)

    with refused("twice", field="uscc"):
        organ("two", uscc=USCC)


def test_many_organs_may_have_no_credit_code():
    assert organ("village-1") != organ("village-2")
    assert reads.by_uscc("") is None


def test_a_key_is_used_once():
    organ("one")

    with refused("twice", field="uscc"):
        organ("one")


@pytest.mark.parametrize("texts", [{}, {"en": {"name": "Bureau"}}, {"zh-hans": {"name": "  "}}])
def test_an_organ_needs_its_chinese_name(texts):
    with refused("empty", field="name"):
        organ(texts=texts)


def test_no_language_may_lack_the_name():
    with refused("empty", field="name"):
        organ(texts={"zh-hans": {"name": "局"}, "en": {"name": "", "address": "1 Front Street"}})


def test_a_kind_that_does_not_exist_is_refused():
    with refused("unknown", field="kind"):
        organ(kind="ministry of magic")


def test_an_organ_cannot_hang_under_one_that_does_not_exist():
    with refused("unknown", field="parent"):
        organ(parent_id=2**40)
    assert not Organ.objects.exists()


def test_a_subtree_is_the_organ_and_all_below_it_and_nothing_beside():
    city = organ("city")
    first, second = organ("first", parent_id=city), organ("second", parent_id=city)
    deep = organ("deep", parent_id=first)

    assert reads.subtree(city) == {city, first, second, deep}
    assert reads.subtree(first) == {first, deep}
    assert reads.subtree(second) == {second}


def test_a_number_that_begins_like_another_is_not_below_it():
    numbers = [organ(f"o{n}") for n in range(12)]

    assert [reads.subtree(one) for one in numbers] == [frozenset({one}) for one in numbers]


def test_the_subtree_of_nothing_is_empty():
    assert reads.subtree(2**40) == frozenset()


def test_the_whole_tree_is_read_with_one_query_and_then_kept(django_assert_num_queries):
    top = organ("top")
    for n in range(5):
        organ(f"o{n}", parent_id=top)

    with django_assert_num_queries(1):
        reads.subtree(top)
    with django_assert_num_queries(0):
        reads.subtree(top)


def test_words_that_a_language_lacks_come_from_the_nearest():
    chinese = {"name": "市监局", "address": "府前路1号", "hours": "9:00-17:00"}
    found = reads.organ(organ(texts={"zh-hans": chinese, "en": {"name": "Market Bureau"}}))

    assert (found.name("en"), found.address("en"), found.hours("en")) == (
        "Market Bureau",
        "府前路1号",
        "9:00-17:00",
    )
    assert found.name("fr") == "Market Bureau"
    assert found.name("zh-hant") == "市监局"


def test_words_that_no_language_has_are_empty():
    assert reads.organ(organ(texts={"zh-hans": {"name": "站"}})).address("en") == ""


def test_a_description_changes_one_language_and_only_what_is_given():
    number = organ()

    acts.describe_organ(number, language="zh-hans", words={"name": " 新局 "}, by="account:1", at=AT)
    acts.describe_organ(number, language="en", words={"name": "New"}, by="account:1", at=AT)
    reads.forget()

    found = reads.organ(number)
    assert (found.name("zh-hans"), found.name("en"), found.address("zh-hans")) == ("新局", "New", "府前路1号")


def test_a_description_without_a_name_changes_nothing():
    number = organ()

    with refused("empty", field="name"):
        acts.describe_organ(number, language="zh-hans", words={"name": " "}, by="account:1", at=AT)
    assert len(journal.history(number)) == 1


def test_unknown_words_about_an_organ_are_left_out():
    number = organ(words={"short": "市监", "path": "/1/2/3/", "ended_at": "2020-01-01"})

    assert (reads.organ(number).short, reads.organ(number).path) == ("市监", f"/{number}/")


def test_organs_stand_in_the_order_of_their_numbers_each_below_its_parent():
    for number, path in ((9, "/9/"), (10, "/10/"), (100, "/9/100/"), (99, "/9/99/")):
        Organ.objects.create(id=number, key=str(number), kind="town", division_code="440981000000", path=path)
    reads.forget()

    assert list(reads.organs()) == [9, 99, 100, 10]


def test_an_organ_has_one_seal_for_acceptance():
    number = organ(words={"seal_serial": "4409810001"})

    assert Organ.objects.get(pk=number).seal_serial == "4409810001"
