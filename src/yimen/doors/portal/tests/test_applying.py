"""Applying step by step: everything is kept on the server, nothing typed is lost, twice is once."""

import html
import json

import pytest

from yimen.affairs.cases import reads
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.tests.make import FACTS
from yimen.doors.portal.tests.make import (
    MATTER,
    begin,
    browser,
    fields_in_error,
    hand_in,
    li,
    ready,
    state,
    words,
)
from yimen.ground.clock import now
from yimen.registers.catalogue import acts as catalogue
from yimen.registers.catalogue import reads as catalogue_reads
from yimen.registers.catalogue.tests.make import published_matter
from yimen.registers.people.tests.make import account, sent_too_late

pytestmark = pytest.mark.django_db
WRONG = {"shop": "荔枝小馆", "area": "a room", "kind": "warm"}


def test_a_stranger_may_read_what_is_needed_and_is_asked_to_sign_in_first(applicant):
    stranger = browser()

    assert "Application" in words(stranger.get(f"/apply/{MATTER}/"))
    assert stranger.post(f"/apply/{MATTER}/")["Location"] == f"/accounts/login/?next=/apply/{MATTER}/"
    assert not Case.objects.exists()


def test_an_account_without_a_person_is_asked_for_the_person_first(applicant):
    newcomer = browser(account(None, name="new")[0])

    assert newcomer.post(f"/apply/{MATTER}/")["Location"] == f"/my/details/?then=/apply/{MATTER}/"
    assert not Case.objects.exists()


@pytest.mark.parametrize("code", ["nothing", "'", "../etc", "x" * 500])
def test_a_matter_that_does_not_exist_cannot_be_applied_for(applicant, code):
    assert applicant.post(f"/apply/{code}/").status_code == 404


def test_a_matter_that_is_not_online_cannot_be_applied_for_here(applicant):
    published_matter(
        "OFFLINE-1", channels=["window"], visits=1, depth=1, visit_reason="核验", audience=["natural"]
    )

    assert applicant.get("/apply/OFFLINE-1/").status_code == 404
    assert applicant.post("/apply/OFFLINE-1/").status_code == 404


def test_beginning_twice_leads_to_the_one_draft_and_offers_it(applicant):
    first = begin(applicant)

    page = words(applicant.get(f"/apply/{MATTER}/"))
    second = begin(applicant)

    assert first == second
    assert Case.objects.count() == 1
    assert f'href="/apply/{first}/form/"' in page
    assert "You began this application before." in page


def test_the_draft_of_somebody_else_or_of_another_matter_is_not_offered(applicant):
    published_matter("B-1")
    first = begin(applicant)

    assert f"/apply/{first}/" not in words(applicant.get("/apply/B-1/"))
    assert begin(li()) != first
    assert Case.objects.count() == 2


def test_what_was_handed_in_is_no_draft_any_more(applicant):
    first = ready(applicant)
    hand_in(applicant, first)

    assert begin(applicant) != first


def test_what_is_typed_is_kept_on_the_server_step_by_step(applicant):
    case = begin(applicant)
    applicant.post(f"/apply/{case}/form/", {"shop": "荔枝小馆", "_later": "1"})
    elsewhere = browser(int(applicant.session["_auth_user_id"]))

    page = elsewhere.get(f"/apply/{case}/form/")

    assert 'value="荔枝小馆"' in words(page)
    assert "荔枝" not in bytes(Case.objects.get(pk=case).facts).decode("utf-8", "replace")


def test_saving_by_itself_answers_in_one_word_and_judges_nothing(applicant):
    case = begin(applicant)

    answer = applicant.post(f"/apply/{case}/form/", {**WRONG, "_autosave": "1"})

    assert json.loads(answer.content) == {"saved": True}
    assert reads.sheet(case).facts["area"] == "a room"


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "number"), ("zh-hans", "数字"), ("fr", "nombre"), ("ja", "数値")],
)
def test_wrong_answers_are_said_at_their_fields_in_the_readers_language_and_kept(applicant, language, said):
    case = begin(applicant)

    page = applicant.post(f"/apply/{case}/form/", WRONG, headers={"accept-language": language})

    assert fields_in_error(page) == {"area", "kind"}
    assert said in " ".join(page.context["form"].errors["area"]).lower()
    assert 'id="id_area_error"' in words(page)
    assert 'value="a room"' in words(page)
    assert applicant.get(f"/apply/{case}/papers/").status_code == 200


def test_an_empty_form_names_every_question_that_must_be_answered(applicant):
    case = begin(applicant)

    assert fields_in_error(applicant.post(f"/apply/{case}/form/", {})) == {"shop", "area", "kind"}


def test_a_question_that_does_not_apply_is_neither_asked_nor_kept(applicant):
    case = begin(applicant)

    answer = applicant.post(f"/apply/{case}/form/", {**FACTS, "cook": "440981199001010017", "extra": "x"})

    assert answer["Location"] == f"/apply/{case}/papers/"
    assert set(reads.sheet(case).facts) == {"shop", "area", "kind"}


def test_a_question_that_applies_is_checked(applicant):
    case = begin(applicant)

    page = applicant.post(f"/apply/{case}/form/", {**FACTS, "kind": "hot", "cook": "440981199001010018"})

    assert fields_in_error(page) == {"cook"}


@pytest.mark.parametrize(
    "shop", ["<script>alert(1)</script>", "x" * 5000, "荔\x00枝", "𠮷野家", "=1+1", "{{ 7 }}"]
)
def test_odd_words_do_no_harm(applicant, shop):
    case = begin(applicant)

    first = applicant.post(f"/apply/{case}/form/", {**FACTS, "shop": shop})
    page = applicant.get(f"/apply/{case}/check/")

    assert first.status_code in {200, 302}
    assert "<script>alert" not in words(page)
    assert page.status_code == 200


def test_a_change_of_language_half_way_keeps_what_was_typed_and_judges_nothing(applicant):
    case = begin(applicant)

    page = applicant.post(f"/apply/{case}/form/", {**WRONG, "_language": "fr"})

    assert '<html lang="fr"' in words(page)
    assert 'value="a room"' in words(page)
    assert fields_in_error(page) == set()
    assert reads.sheet(case).facts == {}


def test_a_matter_that_was_suspended_meanwhile_is_said_so_and_nothing_is_lost(applicant):
    case = ready(applicant)
    matter = catalogue_reads.published(MATTER, on=now().date())
    catalogue.suspend(matter.matter_id, reason="系统升级", by="account:1", at=now())
    catalogue_reads.forget()

    page = hand_in(applicant, case)

    assert "suspended" in words(page)
    assert state(case) == "draft"


def test_a_draft_can_be_thrown_away_by_its_owner_only(applicant):
    case = begin(applicant)

    assert li().post(f"/apply/{case}/discard/").status_code == 404
    assert f'href="/apply/{case}/discard/"' in words(applicant.get("/my/"))
    assert "Throw this draft away?" in words(applicant.get(f"/apply/{case}/discard/"))
    applicant.post(f"/apply/{case}/discard/", {"_language": "fr"})
    assert state(case) == "draft"
    assert applicant.post(f"/apply/{case}/discard/")["Location"] == "/my/"
    assert not Case.objects.exists()
    assert applicant.post(f"/apply/{case}/discard/").status_code == 404


def test_after_the_session_has_ended_the_draft_waits(applicant):
    case = begin(applicant)
    applicant.post(f"/apply/{case}/form/", {**FACTS, "_later": "1"})
    person = int(applicant.session["_auth_user_id"])
    applicant.session.flush()

    away = applicant.post(f"/apply/{case}/form/", FACTS)

    assert away["Location"] == f"/accounts/login/?next=/apply/{case}/form/"
    assert FACTS["shop"] in html.unescape(words(browser(person).get(f"/apply/{case}/form/")))


def test_ones_own_space_lists_the_draft_and_nobody_elses(applicant):
    begin(applicant)

    assert "Food business licence" in words(applicant.get("/my/")) or "食品经营许可" in words(
        applicant.get("/my/")
    )
    assert "/form/" not in words(li().get("/my/"))


def test_a_page_of_the_form_comes_back_and_the_draft_stays_as_it_was(applicant):
    published_matter()
    case = begin(applicant)
    address = f"/apply/{case}/form/"
    applicant.post(address, {**FACTS, "shop": "荔枝小馆", "_later": "1"})

    page = sent_too_late(applicant, address, {**FACTS, "shop": "荔枝大酒楼"})

    assert 'value="荔枝大酒楼"' in words(page)
    assert reads.sheet(case).facts["shop"] == "荔枝小馆"
