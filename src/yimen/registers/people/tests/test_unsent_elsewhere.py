"""What was typed is kept for browsers that we know, and leads back to a page that can show it."""

from datetime import timedelta

import pytest
from django.test import Client

from yimen.registers.people import browsers, unsent
from yimen.registers.people.models import Typed
from yimen.registers.people.tests.make import AT, LOGIN, account, sign_in
from yimen.registers.people.tests.typed import DETAILS, FORM, GONE, lost, session_ends, told

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_limits")]


@pytest.mark.parametrize("value", ["", "x", "AAAA", "AQE" + "A" * 120])
def test_a_cookie_that_we_did_not_make_keeps_nothing(client, value):
    account()
    client.cookies[browsers.COOKIE] = value

    client.post(DETAILS, FORM)

    assert not Typed.objects.exists()


def test_a_cookie_that_was_changed_or_is_too_old_keeps_nothing(client, at):
    account()
    sign_in(client)
    session_ends(client)
    good = client.cookies[browsers.COOKIE].value
    client.cookies[browsers.COOKIE] = good[:-8] + ("A" * 8)
    client.post(DETAILS, FORM)
    assert not Typed.objects.exists()

    client.cookies[browsers.COOKIE] = good
    at["now"] = AT + timedelta(hours=9)
    client.post(DETAILS, FORM)
    assert not Typed.objects.exists()


def test_strangers_fill_no_table(client):
    for _n in range(3):
        client.post(DETAILS, FORM)
        Client().post(DETAILS, FORM)

    assert not Typed.objects.exists()


def test_a_forged_form_keeps_nothing():
    account()
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(LOGIN)
    token = str(page.context["csrf_token"])
    sign_in(strict, csrfmiddlewaretoken=token)
    session_ends(strict)

    assert strict.post(DETAILS, FORM).status_code == 403
    assert not Typed.objects.exists()

    token = strict.cookies["csrftoken"].value
    strict.post(DETAILS, {**FORM, "csrfmiddlewaretoken": token})
    assert Typed.objects.exists()


def test_what_comes_back_can_be_sent_with_its_own_token():
    account()
    strict = Client(enforce_csrf_checks=True)
    sign_in(strict, csrfmiddlewaretoken=str(strict.get(LOGIN).context["csrf_token"]))
    session_ends(strict)
    strict.post(DETAILS, {**FORM, "csrfmiddlewaretoken": strict.cookies["csrftoken"].value})
    sign_in(strict, csrfmiddlewaretoken=strict.cookies["csrftoken"].value)

    token = str(strict.get(DETAILS).context["csrf_token"])

    assert strict.post(DETAILS, FORM).status_code == 403
    assert strict.post(DETAILS, {**FORM, "csrfmiddlewaretoken": token}).status_code == 302


def test_what_a_page_sends_by_itself_is_not_kept(client):
    account()
    lost(client, headers={"Sec-Fetch-Mode": "cors"})

    assert not Typed.objects.exists()


def test_a_page_that_only_takes_forms_leads_back_to_where_the_form_was(client):
    account()
    lost(client, "/my/consent/", {"agree": "yes"}, headers={"Referer": f"http://testserver{DETAILS}"})
    sign_in(client)

    back = client.get("/my/consent/")

    assert (back.status_code, back["Location"]) == (302, DETAILS)
    assert told(GONE, client.get(DETAILS))


@pytest.mark.parametrize(
    "referer",
    ["", "https://evil.example/", "http://testserver//evil.example/", "http://testserver/my/consent/", "x"],
)
def test_it_leads_to_ones_own_space_if_the_page_is_not_ours_or_not_known(client, referer):
    account()
    lost(client, "/my/consent/", {}, headers={"Referer": referer})
    sign_in(client)

    assert client.get("/my/consent/")["Location"] == "/my/"


def test_it_leads_on_if_that_page_only_takes_forms_as_well(client):
    account()
    lost(client, "/my/consent/", {}, headers={"Referer": "http://testserver/my/details/reveal/"})
    sign_in(client)

    assert client.get("/my/consent/")["Location"] == "/my/details/reveal/"
    assert client.get("/my/details/reveal/")["Location"] == "/my/"
    assert client.get("/my/consent/").status_code == 405


def test_an_officers_form_leads_to_the_desk(client):
    account()
    sent = lost(client, "/desk/accept/", {"case": "1"})

    assert sent["Location"] == f"{LOGIN}?next=/desk/accept/"
    assert client.session[unsent.UNSENT]["from"] == "/desk/"
