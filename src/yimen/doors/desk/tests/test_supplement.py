"""A walk-in applicant brings what was asked for: named on the case page, taken in at the window, on paper or as files."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext, override

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Missing
from yimen.affairs.cases.models import Material, Supplement
from yimen.doors.desk.tests.make import (
    WALK_IN,
    browser,
    clerk,
    officer,
    state,
    stranger,
    told,
    waiting,
    words,
)
from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.ground.files.models import File, State
from yimen.ground.files.tests.make import picture
from yimen.ground.languages.texts import RECORD
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue.tests.make import published_matter

pytestmark = pytest.mark.django_db
BOTH = (Missing("李某的身份证缺页", material=2), Missing("面积不对", field="area"))


@pytest.fixture
def client():
    return clerk()


def rows_of(page) -> dict[str, Any]:
    return {row.key: row for _words, rows in page.context["groups"] for row in rows}


def on_record(words_: str) -> str:
    with override(RECORD):
        return gettext(words_)


def window_case(client, **changes: str) -> int:
    answer = client.post("/desk/window/", {**WALK_IN, **changes})
    return int(answer["Location"].split("/")[3])


def asked(*items: Missing) -> int:
    case = waiting()
    acts.ask_for_more(case, list(items or BOTH), way="phone", by="account:1", at=now(), calendar=calendar())
    return case


def take_in(client, case: int, **data):
    return client.post(f"/desk/cases/{case}/supplement/", data)


def brought(case: int) -> list[tuple[int, str]]:
    return list(Material.objects.filter(case_id=case, round=1).values_list("material", "via"))


def photo(name: str = "plan.png", data: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture() if data is None else data, "image/png")


@pytest.mark.rule("A-215")
def test_what_was_asked_for_is_taken_in_at_the_window_and_the_case_goes_on(client):
    case = asked()

    page = words(client.get(f"/desk/cases/{case}/supplement/"))
    answer = take_in(client, case, **{"p-2": "1", "q-area": "70"})

    assert "李某的身份证缺页" in page
    assert "面积不对" in page
    assert answer["Location"] == f"/desk/cases/{case}/"
    assert told(client, answer) == ["The papers are taken in."]
    assert (state(case), brought(case)) == ("submitted", [(2, "paper")])
    assert reads.sheet(case).facts["area"] == "70"
    assert Supplement.objects.get(case_id=case).answered_at is not None


def test_a_paper_is_taken_in_as_a_file_that_belongs_to_the_case(client):
    case = asked(Missing("缺页", material=2))

    take_in(client, case, **{"file-2": photo()})

    assert brought(case) == [(2, "file")]
    assert list(File.objects.values_list("keeper", flat=True)) == [f"case:{case}"]


def test_what_is_still_missing_is_said_and_what_came_is_kept(client):
    case = asked(Missing("看不清", material=1), Missing("缺页", material=2))

    half = take_in(client, case, **{"p-1": "1", "file-2": photo("x.png", b"words")})
    added = take_in(client, case, **{"file-2": photo()})
    kept = added.context["papers"][1][1].files[0].id
    whole = take_in(client, case, **{"p-1": "1", "kept-2": str(kept)})

    assert half.status_code == added.status_code == 422
    assert half.context["papers"][0][1].on_paper
    assert half.context["papers"][1][1].error
    assert added.context["error"].startswith("Still missing")
    assert whole.status_code == 302
    assert sorted(brought(case)) == [(1, "paper"), (2, "file")]


def test_an_answer_that_cannot_be_right_is_said_at_its_question(client):
    case = asked()

    page = take_in(client, case, **{"p-2": "1", "q-area": "one room"})

    assert (page.status_code, set(page.context["form"].errors)) == (422, {"area"})
    assert 'value="one room"' in words(page)
    assert state(case) == "supplementing"


def test_the_file_of_somebody_else_is_not_taken_along(client):
    case = asked(Missing("缺页", material=2))
    foreign = File.objects.create(name="a.png", by="account:77", at=now(), state=State.READY, declared_size=1)

    assert take_in(client, case, **{"kept-2": str(foreign.pk)}).status_code == 422
    assert take_in(client, case, **{"kept-2": "9" * 40}).status_code == 422
    assert state(case) == "supplementing"


def test_the_page_belongs_to_the_window_of_the_organ_while_a_notice_is_open(client):
    case = asked()

    assert officer("zhao", Role.REVIEWER).get(f"/desk/cases/{case}/supplement/").status_code == 403
    assert stranger().get(f"/desk/cases/{case}/supplement/").status_code == 404
    assert client.get(f"/desk/cases/{waiting()}/supplement/").status_code == 302


def test_the_case_page_names_what_was_asked_for_and_leads_the_window_to_it(client):
    case = asked()

    page = words(client.get(f"/desk/cases/{case}/"))
    reviewer = words(officer("zhao", Role.REVIEWER).get(f"/desk/cases/{case}/"))

    assert "By telephone, with the document" in page
    assert f'href="/desk/cases/{case}/supplement/"' in page
    assert "Nothing by you at this stage." not in page
    assert "李某的身份证缺页" in reviewer
    assert f'href="/desk/cases/{case}/supplement/"' not in reviewer


def test_whoever_follows_the_case_with_its_code_reads_what_is_wanted_and_no_reasons(client):
    case = asked()
    sheet = reads.sheet(case)

    page = browser().post("/track/", {"number": sheet.line.number, "code": reads.code_of(case)})

    assert [one.field or one.material for one in page.context["wanted"]] == [2, "area"]
    assert "<li>Area</li>" in words(page)
    assert "李某" not in words(page)


@pytest.mark.parametrize(
    ("way", "said"),
    [("online", "on its way"), ("phone", "telephone"), ("window", "hand it over"), ("post", "post it")],
)
def test_the_notice_is_confirmed_in_the_way_in_which_it_was_told(client, way, said):
    case = waiting()

    answer = client.post(f"/desk/cases/{case}/ask/", {"m2": "缺页", "way": way})

    assert said in told(client, answer)[0]


def test_whoever_asks_sees_what_was_handed_in_and_no_question_that_does_not_apply(client):
    case = waiting()

    page = client.get(f"/desk/cases/{case}/ask/")

    offered = rows_of(page)
    assert "f-area" in offered
    assert "f-cook" not in offered
    assert reads.sheet(case).facts["shop"] in words(page)
    assert [key for key, row in offered.items() if row.came] == ["m1", "m2"]


@pytest.mark.rule("A-204")
def test_papers_that_are_needed_and_did_not_come_are_ticked_and_need_no_reason(client):
    case = waiting()
    Material.objects.filter(case_id=case, material=2).delete()
    page = client.get(f"/desk/cases/{case}/ask/")

    answer = client.post(f"/desk/cases/{case}/ask/", {"t-m2": "1"})

    assert [key for key, row in rows_of(page).items() if row.ticked] == ["m2", "m3"]
    assert "Not handed in" in words(page)
    assert answer.status_code == 302
    (item,) = Supplement.objects.get(case_id=case).items
    assert (item["material"], item["reason"]) == (2, on_record("Not handed in"))


def test_what_came_is_not_asked_for_again_without_a_reason_and_the_ticks_stay(client):
    case = waiting()

    page = client.post(f"/desk/cases/{case}/ask/", {"t-m1": "1", "f-area": "面积不对"})

    assert page.status_code == 422
    assert 'href="#m1"' in words(page)
    assert [key for key, row in rows_of(page).items() if row.ticked] == ["m1"]
    assert "面积不对" in words(page)
    assert not Supplement.objects.exists()


@pytest.mark.rule("A-204")
def test_a_question_without_the_answer_it_needs_is_ticked(client):
    published_matter()
    case = window_case(client, **{"q-area": ""})

    rows = rows_of(client.get(f"/desk/cases/{case}/ask/"))

    assert rows["f-area"].ticked
    assert not rows["f-shop"].ticked
    assert rows["f-shop"].answer == "老李饭店"
