"""Answering the notice: material by material, file by file, and nothing of it seen before it is handed in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Missing
from yimen.affairs.cases.models import Material, Supplement
from yimen.affairs.cases.tests.make import FACTS
from yimen.doors.portal.tests.make import (
    CLERK,
    asked_for_more,
    li,
    paper,
    state,
    wang,
    words,
)
from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.ground.files import acts as files
from yimen.ground.files.models import File
from yimen.ground.files.tests.make import picture
from yimen.registers.people.tests.make import sent_too_late

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return wang()


def answer(client, case, **files):
    return client.post(f"/my/cases/{case}/supplement/", files)


def test_the_notice_is_answered_material_by_material(client):
    case = asked_for_more(Missing("看不清", material=1), Missing("缺页", material=2))

    page = client.get(f"/my/cases/{case}/supplement/")
    done = answer(
        client,
        case,
        **{"file-1": paper("a.png"), "file-2": [paper("b.png"), paper("c.png", picture("PNG", (9, 9)))]},
    )

    assert "看不清" in words(page)
    assert "缺页" in words(page)
    assert done["Location"] == f"/my/cases/{case}/"
    assert list(Material.objects.filter(case_id=case, round=1).values_list("material", flat=True)) == [
        1,
        2,
        2,
    ]
    assert state(case) == "submitted"


def test_a_half_answer_is_refused_by_name_and_the_half_is_kept(client):
    case = asked_for_more(Missing("看不清", material=1), Missing("缺页", material=2))

    half = answer(client, case, **{"file-1": paper("a.png")})
    whole = answer(client, case, **{"file-2": paper("b.png")})

    assert half.status_code == 422
    assert "Floor plan" in half.context["error"] or "场所平面图" in half.context["error"]
    assert whole.status_code == 302
    assert list(Material.objects.filter(case_id=case, round=1).values_list("material", flat=True)) == [1, 2]


def test_a_file_that_is_none_is_refused_and_the_case_still_waits(client):
    case = asked_for_more()

    page = answer(client, case, **{"file-2": paper("x.png", b"words")})

    assert (page.status_code, state(case)) == (422, "supplementing")


def test_a_paper_that_was_not_asked_for_is_left_out(client):
    case = asked_for_more(Missing("缺页", material=2))

    answer(client, case, **{"file-2": paper("b.png"), "file-1": paper("a.png")})

    assert list(Material.objects.filter(case_id=case, round=1).values_list("material", flat=True)) == [2]


def test_a_question_that_was_asked_again_is_answered_at_its_field(client):
    case = asked_for_more(Missing("面积不对", field="area"))

    page = client.get(f"/my/cases/{case}/supplement/")
    wrong = answer(client, case, area="a room")
    right = answer(client, case, area="120")

    assert 'value="86"' in words(page)
    assert (wrong.status_code, set(wrong.context["form"].errors)) == (422, {"area"})
    assert 'value="a room"' in words(wrong)
    assert right.status_code == 302
    assert reads.sheet(case).facts == {**FACTS, "area": "120"}


def test_an_answer_to_the_papers_leaves_the_facts_alone(client):
    case = asked_for_more(Missing("缺页", material=2))

    answer(client, case, **{"file-2": paper(), "area": "999"})

    assert reads.sheet(case).facts == FACTS


def add(client, case, material, **data):
    return client.post(f"/my/cases/{case}/supplement/", {"_add": str(material), **data})


def uploaded(client, name="b.png", data=None) -> int:
    """A file sent in parts by whoever is signed in."""
    me = f"account:{client.session['_auth_user_id']}"
    return files.keep(data or picture("PNG", (8, 8)), name, by=me, at=now())


def lying(client, case) -> list[str]:
    page = client.get(f"/my/cases/{case}/supplement/")
    return [file.name for item in page.context["wanted"] for file in item["files"]]


def test_files_are_added_one_after_the_other_shown_and_handed_in_together(client):
    case = asked_for_more(Missing("缺页", material=2))

    first = add(client, case, 2, **{"file-2": [paper("a.png"), paper("b.png", picture("PNG", (9, 9)))]})
    add(client, case, 2, **{"uploaded-2": str(uploaded(client, "c.png"))})
    page = words(client.get(f"/my/cases/{case}/supplement/"))

    assert first["Location"] == f"/my/cases/{case}/supplement/#material-2"
    assert lying(client, case) == ["a.png", "b.png", "c.png"]
    assert page.count("/preview/") == 3
    assert state(case) == "supplementing"
    assert answer(client, case).status_code == 302
    assert Material.objects.filter(case_id=case, round=1).count() == 3


def test_the_same_upload_named_twice_is_one_paper(client):
    case = asked_for_more(Missing("缺页", material=2))
    file = str(uploaded(client))
    add(client, case, 2, **{"uploaded-2": file})

    answer(client, case, **{"uploaded-2": file})

    assert Material.objects.filter(case_id=case, round=1).count() == 1


def test_a_file_is_taken_out_again(client):
    case = asked_for_more(Missing("缺页", material=2))
    add(client, case, 2, **{"file-2": [paper("a.png"), paper("b.png", picture("PNG", (9, 9)))]})
    first = client.get(f"/my/cases/{case}/supplement/").context["wanted"][0]["files"][0]

    client.post(f"/my/cases/{case}/supplement/", {"_remove": str(first.id)})
    client.post(f"/my/cases/{case}/supplement/", {"_remove": "nothing"})

    assert lying(client, case) == ["b.png"]
    assert state(case) == "supplementing"


def test_adding_nothing_is_said_at_the_paper(client):
    case = asked_for_more(Missing("看不清", material=1), Missing("缺页", material=2))

    page = add(client, case, 2)

    assert (page.status_code, page.context["at_material"]) == (422, 2)
    assert 'href="#file-2"' in words(page)


def test_the_file_of_somebody_else_cannot_be_handed_in(client):
    case = asked_for_more(Missing("缺页", material=2))
    other = uploaded(li())

    added = add(client, case, 2, **{"uploaded-2": str(other)})
    handed = answer(client, case, **{"uploaded-2": str(other)})

    assert (added.status_code, handed.status_code) == (422, 422)
    assert lying(client, case) == []
    assert state(case) == "supplementing"


def test_what_was_typed_stays_unjudged_while_a_file_is_added(client):
    case = asked_for_more(Missing("缺页", material=2), Missing("面积不对", field="area"))

    page = add(client, case, 2, **{"file-2": paper("a.png"), "area": "a room"})

    assert page.status_code == 200
    assert 'value="a room"' in words(page)
    assert "a.png" in words(page)
    assert not page.context["form"].errors


def test_officers_see_nothing_of_an_answer_before_it_is_handed_in(client):
    case = asked_for_more(Missing("看不清", material=1), Missing("缺页", material=2))
    add(client, case, 1, **{"file-1": paper("a.png")})

    refused = answer(client, case)

    assert refused.status_code == 422
    assert list(File.objects.values_list("keeper", flat=True)) == [""]


def test_a_case_shows_what_was_handed_in_with_small_pictures(client):
    case = asked_for_more(Missing("缺页", material=2))
    answer(client, case, **{"file-2": paper("plan.png")})

    page = words(client.get(f"/my/cases/{case}/"))

    assert FACTS["shop"] in page
    assert "plan.png" in page
    assert "/preview/" in page
    assert "Supplement" in page


def test_a_case_with_files_is_shown_in_few_questions_to_the_database(client):
    case = asked_for_more(Missing("缺页", material=2))
    answer(client, case, **{"file-2": paper("plan.png")})
    client.get(f"/my/cases/{case}/")

    with CaptureQueriesContext(connection) as asked:
        client.get(f"/my/cases/{case}/")

    assert len([one for one in asked if one["sql"].startswith("SELECT")]) <= 5


def test_a_second_notice_does_not_hand_in_the_papers_of_the_first_again(client):
    case = asked_for_more(Missing("缺页", material=2))
    answer(client, case, **{"file-2": paper("b.png")})
    acts.ask_for_more(
        case, [Missing("新情况", material=1)], ground="new_fact", by=CLERK, at=now(), calendar=calendar()
    )

    answer(client, case, **{"file-1": paper("a.png", picture("PNG", (7, 7)))})

    assert list(Material.objects.filter(case_id=case, round=2).values_list("material", flat=True)) == [1]


def test_answering_twice_changes_nothing(client):
    case = asked_for_more()
    answer(client, case, **{"file-2": paper()})

    again = answer(client, case, **{"file-2": paper()})

    assert again["Location"] == f"/my/cases/{case}/"
    assert Supplement.objects.filter(case_id=case).count() == 1
    assert Material.objects.filter(case_id=case, round=1).count() == 1


def test_a_change_of_language_on_the_notice_hands_nothing_in(client):
    case = asked_for_more(Missing("面积不对", field="area"))

    page = client.post(f"/my/cases/{case}/supplement/", {"area": "1 room", "_language": "en"})

    assert 'value="1 room"' in words(page)
    assert state(case) == "supplementing"


def test_an_answer_that_was_sent_after_the_session_ended_comes_back(client):
    case = asked_for_more(Missing("面积不对", field="area"))

    page = sent_too_late(client, f"/my/cases/{case}/supplement/", {"area": "1 room", "file": paper()})

    assert 'value="1 room"' in words(page)
    assert (page.status_code, state(case)) == (200, "supplementing")
