"""Who draws up guided questions for the first time reads what they are and begins with one made from the matter."""

import pytest

from yimen.registers.catalogue import reads
from yimen.registers.catalogue.tests.make import CONTENT, SITUATIONS
from yimen.registers.designer.beginnings import suggested
from yimen.registers.designer.tests.test_pages import a_draft, address, editor

pytestmark = pytest.mark.django_db
OPTIONAL = {
    "names": {"zh-hans": "租赁合同", "en": "Lease"},
    "required": "optional",
    "copies": 1,
    "basis": "第十二条",
    "note": {"zh-hans": "租赁场所的提交"},
}
PAPERS = [*CONTENT["materials"], OPTIONAL]


def situations(version):
    return reads.draft_content(version).get("situations")


def test_a_matter_without_guided_questions_says_what_they_are_and_offers_some():
    words = editor().get(address("situations", a_draft(materials=PAPERS))).content.decode()

    assert "A guided question asks about something" in words
    assert "Does “Lease” apply to you?" in words
    assert "Do you meet this condition: Suitable premises?" in words
    assert "Business licence" not in words  # it is fetched, nobody brings it


@pytest.mark.rule("A-104")
@pytest.mark.parametrize("key", ["material:5", "condition:1"])
def test_what_it_begins_with_is_whole_and_may_be_published(key):
    version, client = a_draft(materials=PAPERS), editor()

    client.post(address("begin", version), {"from": key})

    assert reads.findings(reads.draft_content(version)) == []
    assert situations(version)["questions"][0]["options"][0]["value"] == "yes"
    page = client.get(address("situations", version)).content.decode()
    assert "Every situation has its row." in page
    assert "A guided question asks about something" not in page


@pytest.mark.rule("A-104")
def test_only_what_may_be_left_out_is_spared():
    made = suggested({"materials": PAPERS, "conditions": CONTENT["conditions"]})

    assert list(made) == ["material:5", "condition:1"]
    assert [row["then"] for row in made["material:5"]["rows"]] == [{"needed": [5]}, {"spared": [5]}]
    assert made["material:5"]["questions"][0]["hint"] == OPTIONAL["note"]


def test_questions_that_are_there_stay():
    version, client = a_draft(situations=SITUATIONS), editor()

    client.post(address("begin", version), {"from": "condition:1"})
    assert situations(version) == SITUATIONS
    assert client.post(address("begin", version), {"from": "condition:99"}).status_code == 404
