"""The reader's language and reading mode: chosen once, kept, and switched without losing page or words."""

import pytest
from django.conf import settings
from django.test import Client, RequestFactory

from yimen.ground.languages.middleware import MODES, wished
from yimen.ground.languages.texts import LANGUAGES, pick, to_simplified, to_traditional

COOKIE = settings.LANGUAGE_COOKIE_NAME


def asked(header: str = "", cookie: str = "", query: str = "") -> str:
    request = RequestFactory().get("/" + query, headers={"accept-language": header})
    if cookie:
        request.COOKIES[COOKIE] = cookie
    return wished(request)


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "zh-hans"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-hans"),
        ("zh", "zh-hans"),
        ("zh-TW", "zh-hant"),
        ("zh-HK,en", "zh-hant"),
        ("zh-Hant-HK", "zh-hant"),
        ("en-GB,en;q=0.9", "en"),
        ("fr-CA", "fr"),
        ("ja", "ja"),
        ("de,fr;q=0.5", "fr"),
        ("de", "zh-hans"),
        ("*", "zh-hans"),
        (";;,,q=1", "zh-hans"),
        ("x" * 5000, "zh-hans"),
    ],
)
def test_the_browsers_wish_is_followed_as_far_as_there_are_words(header, language):
    assert asked(header) == language


def test_what_was_chosen_goes_before_what_the_browser_wishes():
    assert asked("fr", cookie="ja") == "ja"
    assert asked("fr", cookie="ja", query="?lang=en") == "en"


@pytest.mark.parametrize("odd", ["xx", "EN", "zh-hans\r\nX: y", "../en"])
def test_a_language_that_does_not_exist_is_no_choice(odd):
    assert asked("fr", cookie=odd) == "fr"


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_switch_keeps_the_page_and_remembers(client, language):
    answer = client.post("/language/", {"_language": language, "next": "/matters/?q=水&page=1"})
    page = client.get(answer["Location"])

    assert answer["Location"] == "/matters/?q=水&page=1" or "q=%E6%B0%B4" in answer["Location"]
    assert page["Content-Language"] == language
    assert (client.cookies[COOKIE].value, client.cookies[COOKIE]["httponly"]) == (language, True)


@pytest.mark.django_db
@pytest.mark.parametrize("mode", MODES)
def test_the_reading_mode_is_remembered(client, mode):
    client.post("/language/", {"_mode": mode, "next": "/"})

    assert f'data-mode="{mode}"' in client.get("/").content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "elsewhere",
    ["https://example.com/", "//example.com", "javascript:alert(1)", "/\\example.com", "http:///x"],
)
def test_the_switch_leads_nowhere_else(client, elsewhere):
    assert client.post("/language/", {"_language": "en", "next": elsewhere})["Location"] == "/"


@pytest.mark.django_db
@pytest.mark.parametrize("odd", [{"_language": "xx"}, {"_mode": "dark"}, {"_language": ""}, {}])
def test_an_odd_choice_changes_nothing(client, odd):
    answer = client.post("/language/", {**odd, "next": "/"})

    assert answer.status_code == 302
    assert COOKIE not in answer.cookies
    assert "yimen_mode" not in answer.cookies


@pytest.mark.django_db
def test_the_switch_is_no_page(client):
    assert client.get("/language/").status_code == 405


@pytest.mark.django_db
def test_a_half_filled_form_survives_the_switch_and_is_not_judged(client):
    page = client.post("/feedback/", {"contact": "半个地址", "words": "", "_language": "en"})

    assert (page.status_code, page["Content-Language"]) == (200, "en")
    assert 'value="半个地址"' in page.content.decode()
    assert not page.context["form"].errors


@pytest.mark.django_db
def test_a_form_survives_a_change_of_mode(client):
    page = client.post("/feedback/", {"contact": "me", "_mode": "elder"})

    assert 'data-mode="elder"' in page.content.decode()
    assert 'value="me"' in page.content.decode()


@pytest.mark.django_db
def test_a_link_with_a_language_is_remembered_and_answers_differ_by_it(client):
    answer = client.get("/?lang=ja")

    assert answer["Content-Language"] == "ja"
    assert client.get("/")["Content-Language"] == "ja"
    assert {"Cookie", "Accept-Language"} <= {word.strip() for word in answer["Vary"].split(",")}


def test_a_text_is_picked_in_the_language_or_the_nearest_and_says_so():
    texts = {"zh-hans": "水", "en": "water"}

    assert pick(texts, "en") == ("water", False)
    assert pick(texts, "fr") == ("water", True)
    assert pick(texts, "zh-hant") == ("水", True)
    assert pick({"de": "Wasser"}, "ja") == ("Wasser", True)
    with pytest.raises(KeyError):
        pick({}, "en")


def test_characters_are_drafted_and_folded():
    assert to_traditional("开办餐饮店") == "開辦餐飲店"
    assert to_simplified("開辦餐飲店") == "开办餐饮店"
    assert to_simplified("") == to_traditional("") == ""


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/language/", "/feedback/"])
def test_a_form_of_another_site_chooses_nothing(address):
    strict = Client(enforce_csrf_checks=True)
    strict.cookies[COOKIE] = "fr"

    refused = strict.post(address, {"_language": "ja", "_mode": "elder", "next": "/"})

    assert refused.status_code == 403
    assert COOKIE not in refused.cookies
    assert "yimen_mode" not in refused.cookies
    assert strict.get("/")["Content-Language"] == "fr"
