"""Calls pass by what only pages need, and by nothing that guards them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yimen.doors.api.tests.make import a_caller, application
from yimen.registers.catalogue.tests.make import published_matter
from yimen.registers.people.tests.make import account, sign_in

pytestmark = pytest.mark.django_db
GUARDS = ("Content-Security-Policy", "Permissions-Policy", "X-Content-Type-Options", "Referrer-Policy")


def test_a_call_opens_no_session_whatever_cookies_it_brings():
    caller = a_caller()
    account()
    browser = Client()
    sign_in(browser)
    caller.get("/cases")

    with CaptureQueriesContext(connection) as asked:
        answer = browser.get("/api/v1/cases", headers={"Authorization": f"Bearer {caller.token}"})

    assert answer.status_code == 200
    assert not any("django_session" in one["sql"] for one in asked)
    assert not answer.cookies


def test_a_session_opens_no_call():
    account()
    browser = Client()
    sign_in(browser)

    assert browser.get("/api/v1/cases").status_code == 401


@pytest.mark.parametrize("path", ["/api/v1/cases", "/api/v1/nowhere", "/api/v1/docs", "/api/v1/openapi.json"])
def test_every_answer_carries_what_guards_it_and_its_length(path):
    answer = Client().get(path)

    assert all(answer.headers.get(name) for name in GUARDS)
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    assert answer.headers["Content-Language"]


def test_transport_security_is_told_to_programs_too(settings):
    settings.SECURE_HSTS_SECONDS = 60

    answer = Client().get("/api/v1/cases", secure=True)

    assert answer.headers["Strict-Transport-Security"].startswith("max-age=60")


def test_the_description_for_people_is_a_page():
    page = Client().get("/api/v1/docs")

    assert page.headers["X-Frame-Options"] == "DENY"
    assert b"<html" in page.content


def test_an_unknown_address_and_an_odd_path_are_problems(client):
    for path in ("/api/v1/", "/api/v1/cases/x/accept", "/api/v1//cases", "/api/v1/cases/"):
        answer = client.get(path)
        assert (path, answer.status_code) == (path, 404)
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_a_call_to_a_name_that_is_not_ours_is_refused(client):
    answer = client.get("/api/v1/cases", headers={"Host": "elsewhere.example"})

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_same_answer_to_the_letter_when_asked_again():
    published_matter()
    caller, body = a_caller(), application()

    first, again = (caller.post("/cases", body, key="k-1") for _n in range(2))

    assert first.status_code == again.status_code == 201
    assert first.content == again.content
