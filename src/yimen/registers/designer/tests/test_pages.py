"""Editors draw up forms and guided questions without code: pages, gates and what they refuse."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from yimen.registers.agencies import acts as agencies
from yimen.registers.agencies import reads as agency_reads
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import acts as catalogue
from yimen.registers.catalogue import reads
from yimen.registers.catalogue.tests.make import (
    AT,
    CONTENT,
    ORGAN_USCC,
    SITUATIONS,
    an_organ,
    content_with,
    published_matter,
)
from yimen.registers.designer import urls
from yimen.registers.people.models import Account

pytestmark = pytest.mark.django_db
MATTER = ORGAN_USCC + "4" + CONTENT["base_code"]
NAMES = [pattern.name for pattern in urls.urlpatterns]
READING = {"preview", "schema"}
WRITING = [one for one in NAMES if one not in {"home", *READING}]
PATTERNS = {pattern.name: pattern for pattern in urls.urlpatterns}
QUESTION = {
    "labels_zh-hans": "冷藏设备数量",
    "labels_en": "Number of refrigerators",
    "name": "fridges",
    "kind": "number",
    "serves": "condition:1",
    "required": "on",
    "fewest": "1",
    "most": "20",
}


def editor(name="li", role=Role.CATALOGUE_EDITOR, organ=None):
    account = Account.objects.filter(username=name).first() or Account.objects.create_user(name)
    post = agencies.create_post(organ or an_organ(), role, role, delegated=(), by="system", at=AT)
    agencies.appoint(post, account.pk, name, letter="A", on=AT.date(), by="system", at=AT)
    agency_reads.forget()
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


def a_draft(**changes):
    return catalogue.draft(content_with(**changes), code=MATTER, organ_id=an_organ(), by="account:1", at=AT)


def address(name, version, place="0", n=1):
    known = {"version_id": version, "place": place, "n": n}
    return reverse(f"designer:{name}", kwargs={one: known[one] for one in PATTERNS[name].pattern.converters})


def form_of(version):
    return reads.draft_content(version)["form"]


def names(version):
    return [one["name"] for one in form_of(version)]


@pytest.mark.parametrize("name", NAMES)
def test_only_editors_come_in(name):
    version = a_draft()

    assert Client().get(address(name, version)).status_code == 302
    assert editor("zhou", Role.WINDOW).get(address(name, version)).status_code == 403


@pytest.mark.parametrize("name", [one for one in NAMES if one != "home"])
def test_an_editor_of_another_organ_finds_nothing(name):
    version = a_draft()
    stranger = editor("fremd", organ=an_organ("rsj", uscc=""))

    assert stranger.get(address(name, version)).status_code in {404, 405}
    assert stranger.post(address(name, version)).status_code in {404, 405}


@pytest.mark.rule("H-412")
@pytest.mark.parametrize("name", WRITING)
def test_what_is_published_is_not_drawn_up(name):
    published = published_matter("OTHER-1").version_id
    own = editor()

    assert {
        own.get(address(name, published)).status_code,
        own.post(address(name, published)).status_code,
    } <= {404, 405}


@pytest.mark.parametrize("name", NAMES)
def test_every_page_opens_for_the_editor(name):
    version = a_draft(situations=SITUATIONS)

    assert editor().get(address(name, version)).status_code in {200, 302, 405}


def test_a_question_is_added_changed_moved_removed_and_taken_back():
    version, client = a_draft(), editor()

    answer = client.post(address("question", version, "new"), QUESTION)
    assert answer.status_code == 302
    assert names(version) == ["shop", "area", "kind", "cook", "fridges"]
    assert form_of(version)[-1]["labels"] == {"zh-hans": "冷藏设备数量", "en": "Number of refrigerators"}
    client.post(address("question", version, "4"), QUESTION | {"most": "30"})
    assert form_of(version)[-1]["most"] == "30"
    client.post(address("change", version), {"do": "up:4"})
    assert names(version) == ["shop", "area", "kind", "fridges", "cook"]
    client.post(address("change", version), {"do": "remove:0"})
    assert names(version) == ["area", "kind", "fridges", "cook"]
    for expected in (
        ["shop", "area", "kind", "fridges", "cook"],
        ["shop", "area", "kind", "cook", "fridges"],
    ):
        client.post(address("undo", version))
        assert names(version) == expected
    client.post(address("undo", version))
    client.post(address("undo", version))
    assert form_of(version) == CONTENT["form"]
    assert "nothing to take back" in client.post(address("undo", version), follow=True).content.decode()


@pytest.mark.rule("A-103")
def test_a_question_without_a_purpose_is_refused_at_its_place_and_what_was_typed_stays():
    version, client = a_draft(), editor()

    answer = client.post(address("question", version, "new"), QUESTION | {"serves": ""})

    words = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="id_serves_error"' in words
    assert "This question serves no condition and no paper." in words
    assert "Number of refrigerators" in words
    assert form_of(version) == CONTENT["form"]


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Shop"},
        {"name": "shop"},
        {"kind": "choice"},
        {"fewest": "many"},
        {"fewest": "30"},
        {"most": "1e1"},
        {"kind": "choice", "options": "a | 甲\na | 乙"},
        {"kind": "file"},
        {"when": "past"},
        {"pattern": "digits"},
        {"compare_is": "at_least", "compare_field": "shop"},
        {"if_field_1": "shop", "if_op_1": "greater", "if_value_1": "x"},
        {"if_field_1": "fridges", "if_op_1": "equals", "if_value_1": "x"},
        {"labels_zh-hans": ""},
        {"serves": "condition:9"},
    ],
)
def test_a_question_that_cannot_be_is_refused_and_nothing_is_written(changes):
    version, client = a_draft(), editor()

    answer = client.post(address("question", version, "new"), QUESTION | changes)

    assert answer.status_code == 422
    assert form_of(version) == CONTENT["form"]


@pytest.mark.rule("A-103")
@pytest.mark.parametrize(
    ("op", "said", "kept"), [("equals", "热食", "hot"), ("in", "Hot food，cold", ["hot", "cold"])]
)
def test_words_on_screen_are_taken_as_the_code_of_the_answer(op, said, kept):
    version, client = a_draft(), editor()

    condition = {"if_field_1": "kind", "if_op_1": op, "if_value_1": said}
    assert client.post(address("question", version, "new"), QUESTION | condition).status_code == 302

    assert form_of(version)[-1]["shown_when"] == {"field": "kind", op: kept}
    overview = client.get(address("form", version)).content.decode()
    assert "“Kind” is “Hot food" in overview
    assert "condition:1" not in overview


@pytest.mark.rule("A-103")
@pytest.mark.parametrize(
    ("op", "said"), [("equals", "warm"), ("equals", ""), ("in", "hot, warm"), ("not", "x")]
)
def test_an_answer_that_a_question_does_not_have_is_refused_at_the_condition(op, said):
    version, client = a_draft(), editor()

    condition = {"if_field_1": "kind", "if_op_1": op, "if_value_1": said}
    answer = client.post(address("question", version, "new"), QUESTION | condition)

    assert answer.status_code == 422
    assert 'id="id_if_value_1_error"' in answer.content.decode()
    assert "Its answers are: hot, cold." in answer.content.decode()
    assert form_of(version) == CONTENT["form"]


def test_a_group_with_its_questions_and_conditions_is_drawn_up_and_shown_again():
    version, client = a_draft(), editor()
    group = QUESTION | {"name": "owners", "kind": "group", "fewest": "1", "most": "5"}
    client.post(address("question", version, "new"), group)
    inner = {**QUESTION, "serves": "", "name": "part", "fewest": "", "most": ""}
    client.post(address("question", version, "new") + "?in=4", inner)
    client.post(
        address("question", version, "new") + "?in=4",
        inner | {"name": "more", "if_field_1": "part", "if_op_1": "greater", "if_value_1": "3"},
    )

    owners = form_of(version)[-1]
    assert [one["name"] for one in owners["fields"]] == ["part", "more"]
    assert owners["fields"][1]["shown_when"] == {"field": "part", "greater": "3"}
    again = client.get(address("question", version, "4.1")).content.decode()
    assert 'value="greater" selected' in again
    assert reads.findings(reads.draft_content(version)) == []


def test_a_block_and_the_form_of_another_matter_are_taken_over_under_free_names():
    version, client = a_draft(), editor()
    published_matter("OTHER-1")

    client.post(address("take_over", version), {"block": "owners"})
    client.post(address("take_over", version), {"code": "OTHER-1"})
    client.post(address("take_over", version), {"code": "NO-SUCH"})

    assert names(version) == [
        "shop",
        "area",
        "kind",
        "cook",
        "owners",
        "shop_2",
        "area_2",
        "kind_2",
        "cook_2",
    ]
    assert reads.findings(reads.draft_content(version)) == []


def test_every_block_may_be_published():
    version, client = a_draft(form=[]), editor()
    for block in ("applicant", "address", "owners", "account"):
        client.post(address("take_over", version), {"block": block})

    assert reads.findings(reads.draft_content(version)) == []


@pytest.mark.parametrize(
    ("language", "words"), [("zh-hans", "店名"), ("en", "Name of the shop"), ("fr", "Name of the shop")]
)
@pytest.mark.parametrize("mode", ["standard", "elder", "contrast"])
def test_the_form_is_seen_in_every_language_and_mode(language, words, mode):
    version, client = a_draft(), editor()

    answer = client.get(address("preview", version) + f"?language={language}&mode={mode}&face=window")

    assert words in answer.content.decode()
    assert f'data-mode="{mode}"' in answer.content.decode()


@pytest.mark.rule("A-203")
def test_the_preview_judges_by_the_same_rules_and_keeps_what_was_typed():
    version, client = a_draft(), editor()

    answer = client.post(address("preview", version), {"shop": "荔枝小馆", "area": "large", "kind": "cold"})

    assert "This is not a number." in answer.content.decode()
    assert "荔枝小馆" in answer.content.decode()
    good = client.post(address("preview", version), {"shop": "荔枝小馆", "area": "8", "kind": "cold"})
    assert "These answers would be taken." in good.content.decode()


def test_a_change_of_language_on_the_preview_judges_nothing():
    version, client = a_draft(), editor()

    answer = client.post(address("preview", version), {"area": "large", "_language": "fr"})

    assert 'value="large"' in answer.content.decode()
    assert "aria-invalid" not in answer.content.decode()


def test_the_form_is_given_as_a_schema():
    version, client = a_draft(), editor()

    given = client.get(address("schema", version)).json()

    assert given["$schema"].endswith("2020-12/schema")
    assert set(given["properties"]) == {"shop", "area", "kind", "cook"}


ASK = {"labels_zh-hans": "是否首次申请", "name": "new", "options": "yes | 是 | Yes\nno | 否 | No"}


def test_questions_and_rows_are_drawn_up_and_gaps_are_shown_with_an_example():
    version, client = a_draft(), editor()
    client.post(address("ask", version, n=1), ASK)
    client.post(address("row", version, n=1), {"on_new": ["no"], "paper_2": "spared", "promised_days": "2"})

    words = client.get(address("situations", version)).content.decode()
    assert "No row says what applies to" in words
    client.post(address("row", version, n=2), {"on_new": ["yes"]})
    words = client.get(address("situations", version)).content.decode()
    assert "Every situation has its row." in words
    assert reads.draft_content(version)["situations"]["rows"][0] == {
        "when": [{"question": "new", "in": ["no"]}],
        "then": {"spared": [2], "promised_days": 2},
    }
    tried = client.get(address("situations", version) + "?s-new=no").content.decode()
    assert "Rows that count: 1" in tried
    client.post(address("row", version, n=3), {"on_new": ["yes"], "paper_1": "spared"})
    assert "contradict each other" in client.get(address("situations", version)).content.decode()
    client.post(address("change_situations", version), {"do": "r:remove:3"})
    client.post(address("change_situations", version), {"do": "hit", "hit": "first"})
    assert reads.draft_content(version)["situations"]["hit"] == "first"
    assert reads.findings(reads.draft_content(version)) == []


def test_what_a_row_says_is_shown_again_in_its_form():
    version, client = a_draft(situations=SITUATIONS), editor()

    words = client.get(address("row", version, n=1)).content.decode()
    answer = client.post(address("row", version, n=1), {"on_new": ["no"], "elsewhere": "NO-SUCH"})

    assert 'value="spared" selected' in words
    assert answer.status_code == 422
    assert "No matter in force has this code." in answer.content.decode()
    assert reads.draft_content(version)["situations"] == SITUATIONS


def test_a_place_that_is_none_is_answered_calmly():
    version, client = a_draft(), editor()

    for place in ("9", "0.3", "x", "1.x", "99999999", "-1"):
        assert client.get(address("question", version, place)).status_code == 404
    for n in (0, 3, 10**9):
        assert client.get(address("ask", version, n=n)).status_code == 404
        assert client.get(address("row", version, n=n)).status_code == 404
    for command in ("", "up", "fly:1", "q:up:0", "x:y:z"):
        assert client.post(address("change_situations", version), {"do": command}).status_code == 404


@pytest.mark.parametrize("name", ["form", "question", "preview", "situations", "ask", "row"])
def test_a_page_asks_five_questions_at_most(name):
    version = a_draft(situations=SITUATIONS)
    client, place = editor(), address(name, version)
    client.get(place)

    with CaptureQueriesContext(connection) as seen:
        assert client.get(place).status_code == 200

    assert len([one for one in seen if one["sql"].startswith("SELECT")]) <= 5
