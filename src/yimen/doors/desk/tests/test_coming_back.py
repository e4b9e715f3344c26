"""What an officer typed when the session had ended comes back on the page of the case, and nothing is done by it."""

import pytest

from yimen.affairs.cases import reads
from yimen.doors.desk.tests.make import MATTER, WALK_IN, clerk, state, waiting, words
from yimen.registers.people import reads as people
from yimen.registers.people.tests.make import WANG, sent_too_late

pytestmark = pytest.mark.django_db


def test_a_long_reason_comes_back_in_the_form_of_its_act():
    case = waiting()
    client = clerk()

    page = sent_too_late(client, f"/desk/cases/{case}/decline/", {"decline-reason": "不属于本机关职权"})

    assert page.status_code == 200
    assert page.context["open_act"] == "decline"
    assert "不属于本机关职权" in words(page)
    assert state(case) == "submitted"


def test_it_comes_back_for_as_long_as_it_is_not_sent_and_no_longer():
    case = waiting()
    client, address = clerk(), f"/desk/cases/{case}/reveal/"
    sent_too_late(client, address, {"reveal-why": "核对原件"})

    assert 'value="核对原件"' in words(client.get(address))
    assert WANG.id_number in words(client.post(address, {"reveal-why": "核对原件"}))
    assert client.get(address).status_code == 405


def test_why_a_number_should_be_shown_comes_back_and_nothing_is_shown_yet():
    case = waiting()

    page = sent_too_late(clerk(), f"/desk/cases/{case}/reveal/", {"reveal-why": "核对原件"})

    assert '<details class="more no-print" open>' in words(page)
    assert 'value="核对原件"' in words(page)
    assert WANG.id_number not in words(page)
    assert people.who_looked(reads.sheet(case).person_id) == []


def test_several_cases_are_not_accepted_by_coming_back():
    case = waiting()
    client = clerk()

    page = sent_too_late(client, "/desk/accept/", {"case": [str(case)]})

    assert page.context["able"] == [case]
    assert state(case) == "submitted"
    assert "Accept 1 case" in words(page)


def test_a_whole_application_at_the_window_comes_back():
    waiting()

    page = sent_too_late(clerk(), "/desk/window/", WALK_IN)

    assert page.context["matter"].code == MATTER
    assert page.context["handed"] == {1, 2}
    assert 'value="老李饭店"' in words(page)
    assert f'value="{WALK_IN["id_number"]}"' in words(page)
    assert not page.context["form"].errors
    assert people.find("resident", WALK_IN["id_number"]).name != WALK_IN["name"]
