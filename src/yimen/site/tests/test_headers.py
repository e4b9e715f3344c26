"""Every answer, good or bad, carries the policies; cookies are closed; nothing of the inside is told."""

import pytest
from django.test import Client

from yimen.ground.look.middleware import POLICY
from yimen.site import settings as ours

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


ANSWERS = [
    ("get", "/", 200),
    ("get", "/track/", 200),
    ("get", "/look/", 200),
    ("get", "/accounts/login/", 200),
    ("get", "/my/", 302),
    ("get", "/desk/", 302),
    ("get", "/nothing/", 404),
    ("get", "/matters/nothing/", 404),
    ("delete", "/track/", 403),
    ("post", "/track/", 403),
    ("get", "/?q=%00", 400),
    ("get", "/api/v1/docs", 200),
    ("get", "/api/v1/openapi.json", 200),
    ("get", "/api/v1/cases/1", 401),
    ("post", "/api/v1/cases", 400),
    ("get", "/api/v1/nothing", 404),
    ("get", "/robots.txt", 200),
    ("get", "/.well-known/openid-configuration", 200),
    ("get", "/static/look/look.css", 200),
]


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_answer_carries_the_policies(client, method, path, status):
    answer = getattr(client, method)(path)
    answer.close()  # a file among them

    if not path.startswith(("/api/", "/static/")):
        assert answer.status_code == status
    assert answer.get("Content-Security-Policy") == POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_page_that_breaks_says_nothing_of_the_inside(client, settings):
    settings.ROOT_URLCONF = "yimen.site.tests.broken_urls"

    answer = client.get("/broken/")

    assert answer.status_code == 500
    assert "the inside" not in answer.content.decode()
    assert answer["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize("path", ["/", "/track/", "/look/", "/accounts/login/", "/api/v1/docs"])
def test_no_page_has_scripts_or_styles_of_its_own(client, path):
    page = client.get(path).content.decode()

    assert "<style" not in page
    assert " style=" not in page
    assert " onclick=" not in page
    for script in page.split("<script")[1:]:
        assert "src=" in script.partition(">")[0] or "json" in script.partition(">")[0]


def test_nothing_is_fetched_from_elsewhere(client):
    page = client.get("/").content.decode()

    assert 'src="http' not in page
    assert '<link rel="stylesheet" href="http' not in page


def test_cookies_are_closed_to_scripts_and_to_other_sites(client):
    client.post("/language/", {})
    page = Client()
    page.get("/track/")
    page.post("/language/", {"_language": "en", "_mode": "elder"})

    for name in ("yimen_language", "yimen_mode"):
        assert (page.cookies[name]["httponly"], page.cookies[name]["samesite"]) == (True, "Lax")
    assert page.cookies["csrftoken"]["samesite"] == "Lax"
    assert ours.SESSION_COOKIE_HTTPONLY is True


def test_a_page_of_ones_own_is_kept_by_nobody(client):
    assert "no-store" in client.get("/accounts/login/").get("Cache-Control", "")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost@evil.example"])
def test_another_host_is_not_answered_for(client, host):
    assert client.get("/", headers={"host": host}).status_code == 400
