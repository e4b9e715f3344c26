"""Every address of the desk, walked by a stranger, a citizen, an officer of another organ and without a second factor."""

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.urls import reverse

from yimen.doors.desk import urls
from yimen.doors.desk.acting import MEANS
from yimen.doors.desk.tests.make import (
    an_account,
    browser,
    citizen,
    clerk,
    foreign,
    hold_post,
    officer,
    state,
    stranger,
    take_place,
    waiting,
)
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue.tests.make import SITUATIONS, an_organ, published_matter

pytestmark = pytest.mark.django_db
PATTERNS = {pattern.name: pattern for pattern in urls.urlpatterns}
NAMES = sorted(PATTERNS)
OF_A_CASE = [name for name in NAMES if "case_id" in PATTERNS[name].pattern.converters]
FOR_OPERATORS = [name for name in NAMES if PATTERNS[name].callback.gate == "staff(operator)"]
EVERYTHING = [role for role in Role.values if role != Role.OPERATOR]


def address(name, case=1):
    known = {"case_id": case, "name": "accept", "organ_id": an_organ(), "parked_id": 1}
    return reverse(f"desk:{name}", kwargs={one: known[one] for one in PATTERNS[name].pattern.converters})


def answers(client, path):
    return {client.get(path).status_code, client.post(path).status_code}


def test_the_addresses_are_known():
    assert {"inbox", "case", "act", "window", "operation"} <= set(NAMES)
    assert set(OF_A_CASE) >= {"case", "act", "ask", "reveal", "receipt"}
    assert FOR_OPERATORS


@pytest.mark.parametrize("name", NAMES)
def test_every_address_is_for_officers(name):
    assert PATTERNS[name].callback.gate.startswith("staff(")


@pytest.mark.parametrize("name", NAMES)
def test_a_stranger_is_sent_to_sign_in(name):
    for answer in (browser().get(address(name)), browser().post(address(name))):
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/accounts/login/")


@pytest.mark.parametrize("name", NAMES)
def test_a_citizen_is_turned_away(name):
    assert answers(citizen(), address(name)) == {403}


@pytest.mark.parametrize("name", NAMES)
def test_an_officer_without_a_second_factor_is_sent_to_set_one_up(settings, name):
    settings.STAFF_MFA = True
    client = officer("allmacht", *Role.values)

    for answer in (client.get(address(name)), client.post(address(name))):
        assert (answer.status_code, answer["Location"]) == (302, "/accounts/2fa/totp/activate/")


@pytest.mark.parametrize("name", OF_A_CASE)
def test_an_officer_of_another_organ_is_told_that_there_is_no_such_case(name):
    case = waiting()

    assert answers(stranger(), address(name, case)) <= {404, 405}
    assert state(case) == "submitted"


@pytest.mark.parametrize("act", sorted(MEANS))
def test_no_act_reaches_a_case_of_another_organ(act):
    case = waiting()

    assert stranger().post(f"/desk/cases/{case}/{act}/").status_code == 404
    assert state(case) == "submitted"


@pytest.mark.parametrize("name", FOR_OPERATORS)
def test_the_operation_of_the_platform_is_for_operators(name):
    assert answers(officer("alle", *EVERYTHING), address(name)) == {403}
    assert 403 not in answers(officer("ops", Role.OPERATOR), address(name))


@pytest.mark.parametrize("name", NAMES)
def test_every_page_opens_for_an_officer_of_the_organ(name):
    case = waiting(published_matter("SITUATED-1", situations=SITUATIONS))
    client = officer("allmacht", *Role.values)

    nothing_to_do = {
        "check": {404},
        "supplement": {302},
    }  # the case rests on no commitment and no notice is open
    expected = nothing_to_do.get(name, {200, 405})
    assert client.get(address(name, case)).status_code in expected


@pytest.mark.parametrize("name", OF_A_CASE)
def test_a_number_that_is_no_case_is_answered_calmly(name):
    client = officer("zhou", Role.WINDOW, Role.INSPECTOR)

    for number in (0, 2**63 - 1, 2**63, 10**30):
        assert answers(client, address(name, number)) <= {404, 405}


@pytest.mark.rule("A-903")
def test_whoever_is_b_while_a_is_there_sees_nothing():
    case = waiting()
    post = hold_post("wu", Role.WINDOW)
    take_place(post, "zhou", "B")
    client = officer("zhou")

    assert client.get("/desk/", follow=True).status_code == 200
    assert client.get(f"/desk/cases/{case}/").status_code == 403
    assert client.get("/desk/window/").status_code == 403


@pytest.mark.rule("A-107")
def test_the_lists_show_no_case_of_another_organ():
    own, other = waiting(), foreign()
    client = clerk()

    shown = "".join(
        client.get(path).content.decode()
        for path in ("/desk/?all=1", "/desk/ended/", f"/desk/?q={other}", "/desk/?q=王秀英")
    )

    assert f"/desk/cases/{own}/" in shown
    assert f"/desk/cases/{other}/" not in shown


def test_the_window_of_a_hall_sees_the_cases_of_its_whole_house():
    hall = an_organ("hall", uscc="")
    below = an_organ("below", uscc="", parent_id=hall)
    case = waiting(published_matter("BELOW-1", organ_id=below))

    assert officer("zhou", Role.WINDOW, organ=hall).get(f"/desk/cases/{case}/").status_code == 200
    assert officer("wu", Role.WINDOW, organ=an_organ()).get(f"/desk/cases/{case}/").status_code == 404


def test_an_officer_with_a_second_factor_comes_in(settings):
    settings.STAFF_MFA = True
    client = clerk()
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(an_account("zhou"), secret)

    assert client.get("/desk/").status_code == 200
