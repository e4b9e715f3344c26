"""The situation at the window and its correction before acceptance."""

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Missing
from yimen.affairs.cases.tests.make import DAYS, LI, MONDAY, picture, refused, said, submitted
from yimen.doors.desk.tests.make import MATTER, WALK_IN, clerk
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.tests.make import CONTENT, SITUATIONS, published_matter

pytestmark = pytest.mark.django_db
OWNERS = {
    "name": "owners",
    "kind": "table",
    "labels": {"zh-hans": "股东", "en": "Owners"},
    "serves": "condition:1",
    "most": 3,
    "fields": [
        {
            "name": "name",
            "kind": "text",
            "labels": {"zh-hans": "姓名", "en": "Owner's name"},
            "required": True,
        }
    ],
}


def words(answer):
    return answer.content.decode()


@pytest.mark.rule("A-104")
def test_the_window_asks_for_the_papers_of_the_situation_only():
    published_matter(situations=SITUATIONS)
    client = clerk()
    assert "Is it the first application?" in words(client.get(f"/desk/window/?code={MATTER}"))

    shown = words(client.post("/desk/window/", WALK_IN | {"s-new": "no", "_situation": "1"}))
    assert 'name="p-1"' in shown
    assert 'name="p-2"' not in shown
    assert "老李饭店" in shown
    assert "Please mend the following" not in shown
    answer = client.post("/desk/window/", WALK_IN | {"s-new": "no"})
    case = int(answer["Location"].split("/")[3])
    sheet = reads.sheet(case)
    assert sheet.situation["answers"] == {"new": "no"}
    assert [one["material"] for one in sheet.materials] == [1]
    assert sheet.promised_days == 2
    assert "Is it the first application?" in words(client.get(f"/desk/cases/{case}/"))


def test_without_answers_the_whole_list_is_taken_at_the_window():
    published_matter(situations=SITUATIONS)

    answer = clerk().post("/desk/window/", WALK_IN)

    assert reads.sheet(int(answer["Location"].split("/")[3])).situation is None


def test_rows_at_the_window_are_added_and_judged_in_their_row():
    published_matter(form=[*CONTENT["form"], OWNERS])
    client = clerk()
    typed = WALK_IN | {"q-owners-n": "1", "q-owners-0-name": "李建国"}

    more = words(client.post("/desk/window/", typed | {"_row": "owners:add"}))
    assert 'name="q-owners-1-name"' in more
    assert 'value="李建国"' in more
    wrong = words(client.post("/desk/window/", typed | {"q-owners-0-name": "店\x00"}))
    assert 'id="id_q-owners-0-name_error"' in wrong


def test_an_officer_corrects_the_situation_with_a_reason():
    matter = catalogue.in_situation(published_matter(situations=SITUATIONS), {"new": "no"})
    case = submitted(matter, papers=())
    client = clerk()
    address = f"/desk/cases/{case}/situation/"

    shown = words(
        client.post(address, {"s-new": "yes", "s-fried": "yes", "_situation": "1", "reason": "系首次"})
    )
    assert "系首次" in shown
    assert reads.sheet(case).situation["answers"] == {"new": "no"}
    assert client.post(address, {"s-new": "yes", "s-fried": "yes", "reason": ""}).status_code == 422
    assert client.post(address, {"s-new": "yes", "s-fried": "yes", "reason": "系首次"}).status_code == 302

    sheet = reads.sheet(case)
    assert sheet.situation["answers"] == {"new": "yes", "fried": "yes"}
    assert [one.n for one in reads.terms_of(sheet).needed] == [1, 2, 3]
    assert sheet.promised_days == 5
    assert said(case)[-1] == "SituationCorrected"


@pytest.mark.rule("A-104")
def test_papers_and_questions_outside_the_situation_cannot_be_asked_for_afterwards():
    case = submitted(
        catalogue.in_situation(published_matter(situations=SITUATIONS), {"new": "no"}), papers=()
    )

    for item in (Missing("缺", material=2), Missing("缺", field="area")):
        with refused(case, "unlisted", field="items"):
            acts.ask_for_more(case, [item], by=LI, at=MONDAY, calendar=DAYS)


@pytest.mark.parametrize(
    ("answers", "reason", "code", "field"),
    [
        ({}, "x", "open", "answers"),
        ({"new": "yes"}, "x", "open", "answers"),
        ({"new": "no"}, " ", "empty", "reason"),
    ],
)
def test_a_correction_that_decides_nothing_is_refused(answers, reason, code, field):
    case = submitted(published_matter(situations=SITUATIONS))

    with refused(case, code, field=field):
        acts.correct_situation(case, answers, reason=reason, by=LI, at=MONDAY)


def test_after_acceptance_the_situation_stays():
    case = submitted(published_matter(situations=SITUATIONS))
    acts.accept(case, by=LI, at=MONDAY, calendar=DAYS)
    before = picture(case)

    assert clerk().get(f"/desk/cases/{case}/situation/").status_code in {200, 404}
    with refused(case, "out_of_order"):
        acts.correct_situation(case, {"new": "no"}, reason="x", by=LI, at=MONDAY)
    assert picture(case) == before
