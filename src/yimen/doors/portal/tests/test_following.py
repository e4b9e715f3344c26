"""Following a case: with its code and nothing else, answering the notice, taking it back, reading who looked."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from yimen.affairs.cases import acts, gates, reads
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.tests.make import FACTS
from yimen.doors.portal.models import Report
from yimen.doors.portal.pages import site as site_pages
from yimen.doors.portal.tests.make import (
    CLERK,
    begin,
    browser,
    li,
    printed,
    state,
    submitted,
    wang,
    words,
)
from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.registers.people import acts as people
from yimen.registers.people.acts.tries import MOST
from yimen.registers.people.tests.make import WANG

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    return wang()


def follow(number, code, who=None, **more):
    return (who or browser()).post("/track/", {"number": number, "code": code}, **more)


def test_number_and_code_show_the_state_and_nothing_private(client):
    case = submitted()

    page = follow(printed(case), reads.code_of(case))

    assert page.context["case"].id == case
    for private in (WANG.name, WANG.id_number, WANG.phone, FACTS["shop"]):
        assert private not in words(page)


def test_the_code_is_taken_as_people_type_it(client):
    case = submitted()

    page = follow(f" {case}{printed(case)[-1]} ", reads.code_of(case).lower())

    assert page.context["case"].id == case


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("", ""),
        ("1", "1"),
        ("abc", "ABCDEFGHJK"),
        ("9" * 40, "ABCDEFGHJK"),
        ("9" * 41, "A" * 21),
        ("２８００", "ABCDEFGHJK"),
        ("-1", "'; --"),
        ("\x00", "\x00"),
    ],
)
def test_what_belongs_to_no_case_is_answered_with_an_error(client, number, code):
    page = follow(number, code)

    assert (page.status_code, page.context["case"]) == (200, None)
    assert page.context["form"].errors


def test_a_wrong_code_and_a_case_that_does_not_exist_sound_the_same(client):
    case = submitted()

    wrong = follow(printed(case), "ABCDEFGHJK").context["form"].non_field_errors()
    absent = follow("2800 1234 5678 9012 3", "ABCDEFGHJK").context["form"].non_field_errors()

    assert list(wrong) == list(absent) != []


def test_a_draft_is_followed_by_nobody(client):
    submitted()
    draft = begin(client)

    assert follow(printed(draft), reads.code_of(draft)).context["case"] is None


def test_codes_are_long_and_those_of_neighbouring_cases_have_nothing_in_common(client):
    first, second = reads.code_of(submitted()), reads.code_of(submitted())

    assert len(first.replace(" ", "").replace("-", "")) == 10
    assert sum(a == b for a, b in zip(first, second, strict=True)) < 6


@pytest.mark.rule("F-402", "F-418")
def test_whoever_tries_codes_has_to_wait_and_the_owner_of_another_address_need_not(client):
    case = submitted()
    answers = [follow(printed(case), "ABCDEFGHJK").status_code for _try in range(MOST + 1)]

    right = follow(printed(case), reads.code_of(case))
    elsewhere = follow(printed(case), reads.code_of(case), REMOTE_ADDR="10.9.8.7")

    assert answers == [200] * MOST + [429]
    assert right.status_code == 429
    assert elsewhere.context["case"].id == case


@pytest.mark.rule("F-402", "F-418")
def test_codes_are_counted_wherever_they_are_asked_for_and_by_every_process(client):
    case = submitted()
    here, code = "127.0.0.1", reads.code_of(case)

    tried = {gates.has_code(case, "ABCDEFGHJK", here) for _try in range(MOST)}
    cache.clear()  # what one process keeps for itself is not asked

    assert tried == {False}
    assert follow(printed(case), code).status_code == 429
    assert not gates.has_code(case, code, here)
    assert gates.has_code(case, code, "10.9.8.7")


@pytest.mark.rule("F-418")
def test_following_asks_the_database_few_questions(client, django_assert_max_num_queries):
    case = submitted()
    follow(printed(case), reads.code_of(case))

    with django_assert_max_num_queries(5):
        follow(printed(case), reads.code_of(case))


@pytest.mark.rule("F-424")
def test_what_a_code_opens_is_not_kept_by_the_browser(client):
    case = submitted()

    assert "no-store" in follow(printed(case), reads.code_of(case))["Cache-Control"]


def test_right_codes_are_not_counted(client):
    case = submitted()

    for _look in range(MOST + 2):
        assert follow(printed(case), reads.code_of(case)).status_code == 200


def test_a_change_of_language_while_following_keeps_what_was_typed(client):
    page = browser().post("/track/", {"number": "28", "code": "AB", "_language": "ja"})

    assert 'value="28"' in words(page)
    assert '<html lang="ja"' in words(page)
    assert not page.context["form"].errors


def test_an_application_is_taken_back_after_one_more_question(client):
    case = submitted()

    assert client.get(f"/my/cases/{case}/withdraw/").status_code == 200
    assert state(case) == "submitted"
    client.post(f"/my/cases/{case}/withdraw/", {"reason": "改主意了"})
    again = client.post(f"/my/cases/{case}/withdraw/", {"reason": ""})

    assert state(case) == "withdrawn"
    assert again.context["form"].non_field_errors()


def test_taking_back_keeps_a_reason_that_is_too_long(client):
    case = submitted()

    page = client.post(f"/my/cases/{case}/withdraw/", {"reason": "长" * 501})

    assert set(page.context["form"].errors) == {"reason"}
    assert "长" * 501 in words(page)
    assert state(case) == "submitted"


def test_the_page_of_a_case_follows_its_state(client):
    case = submitted()
    before = client.get(f"/my/cases/{case}/")
    acts.accept(case, by=CLERK, at=now(), calendar=calendar())

    after = client.get(f"/my/cases/{case}/")

    assert (before.context["line"].state, after.context["line"].state) == ("submitted", "accepted")
    assert after.context["days"]
    assert not after.context["may_rate"]


def test_a_case_decided_in_time_is_never_called_late(client):
    case = submitted()
    acts.accept(case, by=CLERK, at=now(), calendar=calendar())
    Case.objects.filter(pk=case).update(
        state="granted",
        decided_at=now() - timedelta(days=40),
        promised_due_on=now().date() - timedelta(days=30),
        statutory_due_on=now().date() - timedelta(days=20),
    )

    own, followed = words(client.get(f"/my/cases/{case}/")), words(follow(printed(case), reads.code_of(case)))

    for page in (own, followed):
        assert "Decided on" in page
        assert "days late" not in page


def test_the_messages_are_ones_own_and_read_once_seen(client):
    other = li()

    assert client.get("/my/messages/").context["lines"] == []
    assert other.get("/my/messages/").status_code == 200


def test_who_looked_at_the_data_is_shown_to_the_person_with_the_reason_and_to_nobody_else(client):
    case = reads.sheet(submitted())
    people.reveal(
        case.person_id,
        "id_number",
        why="核对身份",
        by=CLERK,
        who="李窗口",
        organ=case.line.organ_id,
        at=now(),
    )

    own, other = words(client.get("/my/access/")), words(li().get("/my/access/"))

    assert "核对身份" in own
    assert "李窗口" in own
    assert WANG.id_number not in own
    assert "核对身份" not in other


@pytest.mark.parametrize(
    "cursor", ["x", "-1", "９", "9" * 19, "9" * 40, "1e9", "%00", "open|", "over|" + "9" * 19, "open|1"]
)
def test_odd_cursors_are_answered(client, cursor):
    assert client.get(f"/my/?cursor={cursor}").status_code in {200, 400}


def test_an_error_on_the_site_is_reported_with_its_contact_sealed(client):
    answered = browser().post("/feedback/", {"page": "/help/", "words": "错字", "contact": "13900668001"})

    report = Report.objects.get()
    assert answered["Location"] == "/feedback/"
    assert report.words == "错字"
    assert b"13900668001" not in bytes(report.contact)


def test_an_empty_report_is_refused_and_keeps_what_was_typed(client):
    empty = browser().post("/feedback/", {"contact": "me"})

    assert set(empty.context["form"].errors) == {"words"}
    assert 'value="me"' in words(empty)


def reported(address="192.0.2.1") -> int:
    cache.clear()  # as in another process, or after a restart
    return browser().post("/feedback/", {"words": "x"}, REMOTE_ADDR=address).status_code


@pytest.mark.rule("F-402")
def test_a_flood_of_reports_has_to_wait_whichever_process_answers(client, monkeypatch):
    flood = [reported() for _report in range(11)]
    elsewhere = reported("192.0.2.2")
    at = site_pages.now() + timedelta(hours=1)
    monkeypatch.setattr(site_pages, "now", lambda: at)

    assert flood == [302] * 10 + [429]
    assert elsewhere == 302
    assert reported() == 302
    assert Report.objects.count() == 12


def test_robots_are_kept_out_of_what_is_private():
    said = words(browser().get("/robots.txt"))

    assert {f"Disallow: {path}" for path in ("/my/", "/desk/", "/accounts/")} <= set(said.splitlines())
