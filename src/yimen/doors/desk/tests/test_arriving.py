"""Signing in leads officers to their desk, and pages for everyone have a way to it."""

import pytest

from yimen.doors.desk.tests.make import browser, hold_post, officer, words
from yimen.registers.agencies.reads import Role
from yimen.registers.people.models import Account
from yimen.registers.people.tests.make import LOGIN, PASSWORD

pytestmark = pytest.mark.django_db


def signed_in(name: str, address: str = LOGIN):
    client = browser()
    return client, client.post(address, {"login": name, "password": PASSWORD})


@pytest.fixture(autouse=True)
def accounts():
    for name in ("zhou", "wang"):
        Account.objects.create_user(name, password=PASSWORD)
    hold_post("zhou", Role.WINDOW)


def test_an_officer_who_signs_in_lands_at_the_desk_and_finds_it_again_from_the_front_page():
    client, answer = signed_in("zhou")

    assert answer["Location"] == "/desk/"
    assert 'href="/desk/"' in words(client.get("/"))


DAILY_WORK = {
    Role.CATALOGUE_EDITOR: "/desk/catalogue/waiting/",
    Role.ESTABLISHMENT: "/desk/catalogue/waiting/",
    Role.INSPECTOR: "/desk/permits/",
    Role.ARCHIVIST: "/desk/archive/",
    Role.OPERATOR: "/desk/operation/",
}


@pytest.mark.rule("F-408")
@pytest.mark.parametrize("role", Role)
def test_each_role_lands_where_its_daily_work_is(role):
    page = officer("jemand", role).get("/desk/", follow=True)

    assert page.status_code == 200
    assert page.request["PATH_INFO"] == DAILY_WORK.get(role, "/desk/")


def test_an_officer_who_was_on_the_way_somewhere_goes_on():
    _client, answer = signed_in("zhou", f"{LOGIN}?next=/matters/")

    assert answer["Location"] == "/matters/"


def test_an_applicant_lands_on_the_front_page_and_is_shown_no_desk():
    client, answer = signed_in("wang")

    assert answer["Location"] == "/"
    assert 'href="/desk/"' not in words(client.get("/"))


def test_the_front_page_sends_nobody_back_to_itself_after_signing_in():
    assert f'href="{LOGIN}"' in words(browser().get("/"))
    assert f'href="{LOGIN}?next=/matters/"' in words(browser().get("/matters/"))
