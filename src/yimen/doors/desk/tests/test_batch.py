"""Several cases accepted at once: shown before it is done, counted, each accepted on its own and once."""

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.models import Material
from yimen.doors.desk.tests.make import (
    clerk,
    foreign,
    officer,
    several,
    state,
    told,
    waiting,
    words,
)
from yimen.ground.bus import journal
from yimen.ground.clock import now
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue.tests.make import an_organ, published_matter

pytestmark = pytest.mark.django_db


def accept_many(client, *cases, query=""):
    return client.post(f"/desk/accept/{query}", {"case": [str(case) for case in cases], "confirmed": "1"})


def test_what_was_chosen_is_shown_with_applicant_and_matter_before_it_is_accepted():
    cases = several(2)
    Material.objects.filter(case_id=cases[0], material=2).delete()

    page = clerk().post("/desk/accept/?all=1", {"case": [str(case) for case in cases]})

    sheet = reads.sheet(cases[0])
    assert page.status_code == 200
    assert page.context["able"] == cases
    assert [missing for _line, missing in page.context["lines"]] == [
        ["Floor plan", "Health certificate"],
        ["Health certificate"],
    ]
    assert sheet.line.applicant in words(page)
    assert sheet.line.number in words(page)
    assert "Accept 2 cases" in words(page)
    assert {state(case) for case in cases} == {"submitted"}


def test_whoever_goes_back_from_what_was_chosen_finds_it_ticked():
    first, second = several(2)
    client = clerk()

    shown = client.post("/desk/accept/?all=1", {"case": [str(first)]})
    inbox = words(client.get(shown.context["back"]))

    assert shown.context["back"] == f"/desk/?all=1&case={first}"
    assert f'value="{first}" form="batch" checked' in inbox
    assert f'value="{second}" form="batch">' in inbox
    assert 'action="/desk/accept/?all=1"' in inbox


def test_what_cannot_be_accepted_is_said_before_and_not_sent():
    first, second = several(2)
    acts.withdraw(second, by="account:1", at=now())

    page = clerk().post("/desk/accept/", {"case": [str(first), str(second)]})

    assert page.context["able"] == [first]
    assert words(page).count("Cannot be accepted now") == 1


def test_a_change_of_language_on_the_page_before_accepts_nothing():
    case = waiting()

    page = clerk().post("/desk/accept/", {"case": [str(case)], "confirmed": "1", "_language": "fr"})

    assert page.status_code == 200
    assert state(case) == "submitted"


def test_two_identical_requests_accept_once_and_say_so_both_times():
    cases = several(2)
    client = clerk()

    first, second = told(client, accept_many(client, *cases)), told(client, accept_many(client, *cases))

    assert first == second == ["2 cases accepted."]
    for case in cases:
        assert [one.type for one in journal.history(case)].count("cases.CaseAccepted") == 1


def test_the_page_before_asks_the_database_seldom(django_assert_max_num_queries):
    cases = several(5)
    client = clerk()
    data = {"case": [str(case) for case in cases]}
    client.post("/desk/accept/", data)

    with django_assert_max_num_queries(5):
        client.post("/desk/accept/", data)


def test_after_several_were_accepted_the_filters_stay():
    case = waiting()

    page = words(clerk().get("/desk/?all=1&state=submitted"))
    answer = accept_many(clerk(), case, query="?all=1&state=submitted&cursor=2026-01-01|1")

    assert 'action="/desk/accept/?all=1&amp;state=submitted"' in page
    assert answer["Location"] == "/desk/?all=1&state=submitted"


def test_whoever_chose_nothing_is_told_so():
    client = clerk()

    answer = client.post("/desk/accept/", {})

    assert answer["Location"] == "/desk/"
    assert told(client, answer) == ["Choose at least one case first."]


def test_several_are_accepted_at_once():
    cases = several(3)
    client = clerk()

    assert told(client, accept_many(client, *cases)) == ["3 cases accepted."]
    assert {state(case) for case in cases} == {"accepted"}


def test_of_several_what_could_not_be_accepted_is_said_by_its_number():
    first, second, third = several(3)
    acts.withdraw(second, by="account:1", at=now())
    client = clerk()

    said = told(client, accept_many(client, first, second, third))

    assert [state(case) for case in (first, second, third)] == ["accepted", "withdrawn", "accepted"]
    assert said[0].startswith(reads.sheet(second).line.number)
    assert said[1:] == ["2 cases accepted."]


def test_one_case_out_of_sight_among_several_and_nothing_is_done():
    own, other = waiting(), foreign()

    answer = accept_many(clerk(), own, other)

    assert answer.status_code == 404
    assert (state(own), state(other)) == ("submitted", "submitted")


def test_of_several_those_that_are_seen_but_not_ones_own_are_said_and_left():
    matter = published_matter()
    other_organ = an_organ("rsj", uscc="")
    own, seen = waiting(matter), waiting(published_matter("B-1", organ_id=other_organ))
    officer("zhou", Role.REVIEWER, organ=other_organ)
    client = clerk()

    said = told(client, accept_many(client, own, seen))

    assert (state(own), state(seen)) == ("accepted", "submitted")
    assert len(said) == 2


def test_the_same_case_chosen_twice_is_accepted_once():
    case = waiting()
    client = clerk()

    assert told(client, accept_many(client, case, case)) == ["1 case accepted."]


@pytest.mark.parametrize("chosen", [[], ["x"], [""], ["-1"], ["１"], ["9" * 25]])
def test_an_odd_choice_accepts_nothing(chosen):
    case = waiting()

    assert clerk().post("/desk/accept/", {"case": chosen, "confirmed": "1"}).status_code in {302, 404}
    assert state(case) == "submitted"
