"""An editor draws up many questions without losing the place: where a new one stands, what it is called, what comes next."""

import pytest

from yimen.registers.designer.forms import read_lines
from yimen.registers.designer.tests.test_pages import QUESTION, a_draft, address, editor, form_of, names

pytestmark = pytest.mark.django_db


def test_a_new_question_stands_below_the_one_it_was_asked_for_at():
    version, client = a_draft(), editor()

    answer = client.post(address("question", version, "new") + "?after=0", QUESTION)

    assert names(version) == ["shop", "fridges", "area", "kind", "cook"]
    assert answer.url.endswith("/form/#place-1")


def test_one_new_question_follows_another_without_the_way_back():
    version, client = a_draft(), editor()

    answer = client.post(address("question", version, "new") + "?after=0", QUESTION | {"another": "1"})
    assert answer.url.endswith("/form/new/?after=1")
    page = client.get(answer.url).content.decode()
    assert '<option value="2" selected>冷藏设备数量</option>' in page
    client.post(answer.url, QUESTION | {"name": "freezers"})

    assert names(version) == ["shop", "fridges", "freezers", "area", "kind", "cook"]


def test_a_question_is_put_behind_any_other_in_one_go():
    version, client = a_draft(), editor()
    client.post(address("question", version, "new"), QUESTION | {"behind": "0"})
    assert names(version) == ["fridges", "shop", "area", "kind", "cook"]

    answer = client.post(address("question", version, "0"), QUESTION | {"behind": "3"})

    assert names(version) == ["shop", "area", "kind", "fridges", "cook"]
    assert answer.url.endswith("#place-3")
    client.post(address("question", version, "3"), QUESTION | {"behind": "99"})
    assert names(version) == ["shop", "area", "kind", "fridges", "cook"]


def test_after_a_move_the_page_stands_at_the_question_that_moved():
    version, client = a_draft(), editor()

    assert client.post(address("change", version), {"do": "down:0"}).url.endswith("#place-1")
    assert client.post(address("change", version), {"do": "up:1"}).url.endswith("#place-0")
    assert client.post(address("change", version), {"do": "up:0"}).url.endswith("#place-0")


def test_within_a_group_a_question_stands_below_another():
    version, client = a_draft(), editor()
    client.post(address("take_over", version), {"block": "owners"})

    client.post(address("question", version, "new") + "?after=4.0", QUESTION | {"serves": ""})

    assert [one["name"] for one in form_of(version)[4]["fields"]] == [
        "name",
        "fridges",
        "id_number",
        "amount",
    ]


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ({"labels_en": "Number of refrigerators"}, "number_of_refrigerators"),
        ({"labels_en": ""}, "leng_cang_she_bei_shu_liang"),
        ({"labels_en": "Shop"}, "shop_2"),
        ({"labels_en": "24 hours"}, "q_24_hours"),
    ],
)
def test_a_name_in_data_that_is_not_given_is_made_from_the_words(words, name):
    version, client = a_draft(), editor()

    client.post(address("question", version, "new"), QUESTION | {"name": ""} | words)

    assert names(version)[-1] == name


def test_answers_without_a_code_get_numbers_and_keep_them():
    written = read_lines("早餐\n2 | 午餐 | Lunch\n晚餐｜Dinner", coded=True)

    assert [(one["value"], one["labels"]) for one in written] == [
        ("1", {"zh-hans": "早餐"}),
        ("2", {"zh-hans": "午餐", "en": "Lunch"}),
        ("3", {"zh-hans": "晚餐", "en": "Dinner"}),
    ]


def test_the_page_shows_what_fits_the_kind_of_answer_and_goes_back_to_the_same_line():
    version, client = a_draft(), editor()

    page = client.get(address("question", version, "2")).content.decode()

    assert "data-shown-rule" in page
    assert "/form/#place-2" in page


def test_other_languages_lie_folded_until_something_in_them_is_wrong():
    version, client = a_draft(), editor()
    place = address("question", version, "new")

    fresh = client.get(place).content.decode()
    refused = client.post(place, QUESTION | {"labels_en": "x" * 401}).content.decode()

    assert '<details class="more">' in fresh
    assert '<details class="more" open>' in refused
    folded = fresh.index('<details class="more">')
    assert fresh.index('name="labels_zh-hans"') < folded < fresh.index('name="labels_en"')
