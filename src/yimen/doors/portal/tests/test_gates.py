"""Every address of the online hall, walked by a stranger, by another person and by the one it belongs to."""

from types import SimpleNamespace

import pytest
from django.urls import reverse

from yimen.doors.portal import urls
from yimen.doors.portal.tests.make import MATTER, asked_for_more, begin, browser, li, wang
from yimen.registers.catalogue.tests.make import SITUATIONS, an_organ, published_matter

pytestmark = pytest.mark.django_db
PATTERNS = {pattern.name: pattern for pattern in urls.urlpatterns}
FOR_OPERATORS = sorted(name for name in PATTERNS if PATTERNS[name].callback.gate == "staff(operator)")
NAMES = sorted(PATTERNS.keys() - FOR_OPERATORS)
OF_A_CASE = [name for name in NAMES if "case_id" in PATTERNS[name].pattern.converters]
OPEN = [name for name in NAMES if PATTERNS[name].callback.gate == "public"]
LANGUAGES = {"zh-hans": "zh-CN", "zh-hant": "zh-Hant", "en": "en", "fr": "fr", "ja": "ja"}
SITUATED = "SITUATED-1"
OF_A_DRAFT = {"form", "papers", "check", "discard"}
NOTHING_THERE = {"gaps": 302, "take_back": 404}  # the case promised no paper and rests on no commitment


def address(name, case=1):
    code = SITUATED if name == "situation" else MATTER
    known = {"case_id": case, "code": code, "organ_id": an_organ(), "n": 1, "report_id": 1}
    return reverse(f"portal:{name}", kwargs={one: known[one] for one in PATTERNS[name].pattern.converters})


@pytest.fixture
def own():
    """Wang with a draft and with a case that waits for papers."""
    client = wang()
    published_matter(SITUATED, situations=SITUATIONS)
    case = asked_for_more()
    return SimpleNamespace(client=client, draft=begin(client), case=case)


def case_for(own, name):
    return own.draft if name in OF_A_DRAFT else own.case


def test_the_addresses_are_known():
    assert {"home", "my", "case", "form"} <= set(NAMES)
    assert set(OF_A_CASE) >= {"form", "check", "case", "supplement", "withdraw"}
    assert FOR_OPERATORS == ["report", "report_answer", "report_contact", "reports"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_stranger_reads_what_is_public_and_is_sent_to_sign_in_elsewhere(own, name, method):
    answer = getattr(browser(), method)(address(name, case_for(own, name)))

    if name not in OPEN:
        assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/accounts/login/")
    elif method == "get":
        assert answer.status_code == 200
    else:
        assert answer.status_code in {200, 302, 405}


@pytest.mark.parametrize("name", FOR_OPERATORS)
def test_a_citizen_reads_no_reports(own, name):
    assert {own.client.get(address(name)).status_code, own.client.post(address(name)).status_code} == {403}


@pytest.mark.parametrize("name", OF_A_CASE)
def test_another_person_is_told_that_there_is_no_such_case(own, name):
    other = li()
    tries = [(method, number) for method in ("get", "post") for number in (own.draft, own.case)]

    answers = {getattr(other, method)(address(name, number)).status_code for method, number in tries}

    assert answers in ({404}, {404, 405})


@pytest.mark.parametrize("name", NAMES)
def test_every_page_opens_for_the_one_it_belongs_to_in_every_language(own, name):
    for language, tag in LANGUAGES.items():
        answer = own.client.get(address(name, case_for(own, name)), headers={"accept-language": language})

        assert answer.status_code == NOTHING_THERE.get(name, 200)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            assert f'<html lang="{tag}"' in answer.content.decode()
            assert answer["Content-Language"] == language


@pytest.mark.parametrize("name", OF_A_CASE)
def test_a_number_that_is_no_case_is_answered_calmly(own, name):
    numbers = [0, 10**12, 2**63 - 1, 2**63, 10**30]

    assert {own.client.get(address(name, one)).status_code for one in numbers} == {404}
