"""The page of a case at the desk: dates, steps, findings, papers, and links that lead somewhere."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from yimen.affairs.cases import acts
from yimen.affairs.cases.acts import Missing, Paper
from yimen.affairs.cases.tests.make import application
from yimen.doors.desk.tests.make import (
    accepted,
    an_account,
    clerk,
    delivered,
    do,
    hold_post,
    officer,
    reviewed,
    waiting,
    words,
)
from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.ground.files import acts as files
from yimen.ground.files.tests.make import pdf, picture, saved
from yimen.ground.tests.asked import asked
from yimen.registers.agencies.reads import Role

pytestmark = pytest.mark.django_db


def test_every_page_of_a_case_opens_in_every_language():
    case = reviewed()
    client = officer("alle", *Role.values)

    for language in ("zh-hans", "zh-hant", "en", "fr", "ja"):
        page = client.get(f"/desk/cases/{case}/", headers={"accept-language": language})
        assert (page.status_code, page["Content-Language"]) == (200, language)


def test_the_date_that_counts_is_named_for_each_state():
    client = officer("alle", *Role.values)

    def counts(case) -> tuple[str, bool]:
        said, day = client.get(f"/desk/cases/{case}/").context["counts"]
        with override("en"):
            return str(said), day is not None

    asked = waiting()
    acts.ask_for_more(asked, [Missing("缺页", material=2)], by="account:1", at=now(), calendar=calendar())
    stopped = accepted()
    acts.suspend(stopped, ground="hearing", basis="第四十五条", planned_days=5, by="account:1", at=now())

    assert counts(waiting()) == ("Answer on acceptance due", True)
    assert counts(asked) == ("The applicant answers by", True)
    assert counts(accepted()) == ("Decision promised by", True)
    assert counts(stopped) == ("The clock runs on; decision promised by", True)
    notice = acts.Serving("special", "personal", receiver="本人")
    acts.serve(stopped, notice, by="account:1", at=now(), calendar=calendar())
    assert counts(stopped) == ("The clock stands still; decision promised by", True)
    assert counts(delivered()) == ("", False)


def test_the_steps_say_which_is_now_and_who_has_to_act():
    client = officer("alle", *Role.values)

    def standing(case) -> list[tuple[str, str]]:
        lines = client.get(f"/desk/cases/{case}/").context["steps"]
        with override("en"):
            return [("now" if one.now else "done" if one.done else "", str(one.who)) for one in lines]

    asked = waiting()
    acts.ask_for_more(asked, [Missing("缺页", material=2)], by="account:1", at=now(), calendar=calendar())
    who = ["Window", "Reviewer", "Approver", "Window"]

    assert standing(waiting()) == list(zip(["now", "", "", ""], who, strict=True))
    assert standing(asked)[0] == ("now", "Applicant")
    assert standing(accepted()) == list(zip(["done", "now", "", ""], who, strict=True))
    assert standing(reviewed()) == list(zip(["done", "done", "now", ""], who, strict=True))
    assert standing(delivered()) == list(zip(["done", "done", "done", "done"], who, strict=True))


def test_what_was_found_is_said_in_words_with_the_officers_name():
    case = accepted()
    zhao = officer("zhao", Role.REVIEWER)
    do(zhao, case, "review", step=2, verdict="disagree", opinion="面积不够")

    page = words(zhao.get(f"/desk/cases/{case}/"))

    assert "Conditions are not met" in page
    assert "面积不够" in page
    assert re.search(r'<p class="hint">zhao · ', page)
    assert "disagree" not in page
    assert "account:" not in page


@pytest.mark.parametrize("second", ["account", "钱二"])
def test_the_second_officer_is_named_too(second):
    case, zhao = accepted(), officer("zhao", Role.REVIEWER)
    hold_post("qian", Role.REVIEWER)
    given = f"account:{an_account('qian').pk}" if second == "account" else second
    acts.review(
        case, verdict="agree", opinion="", second=given, by=f"account:{an_account('zhao').pk}", at=now()
    )

    page = words(zhao.get(f"/desk/cases/{case}/"))

    assert f"zhao, {'qian' if second == 'account' else second} · " in page
    assert "account:" not in page


def test_papers_that_are_files_have_a_picture_and_open_in_a_tab_of_their_own():
    photo = files.keep(picture(), "平面图.jpg", by="account:1", at=now())
    document = files.keep(saved(pdf(pages=3)), "申请书.pdf", by="account:1", at=now())
    files.attach([photo, document], "case:0", by="account:1")
    handed = application(papers=(Paper(1, file_id=document), Paper(2, file_id=photo)))
    case = acts.submit(handed, by="account:1", at=now(), calendar=calendar())

    page = words(clerk().get(f"/desk/cases/{case}/"))

    assert f'src="/files/{photo}/preview/" alt="" loading="lazy"' in page
    assert f'href="/files/{photo}/?show" target="_blank"' in page
    assert "平面图.jpg" in page
    assert "PDF · 3 pages" in " ".join(page.split())


def test_a_case_with_files_is_shown_in_five_questions_to_the_database():
    photo = files.keep(picture(), "平面图.jpg", by="account:1", at=now())
    handed = application(papers=(Paper(1, reference="R"), Paper(2, file_id=photo)))
    case = acts.submit(handed, by="account:1", at=now(), calendar=calendar())
    client = clerk()
    client.get(f"/desk/cases/{case}/")

    with CaptureQueriesContext(connection) as asked:
        client.get(f"/desk/cases/{case}/")

    assert len([one for one in asked if one["sql"].startswith("SELECT")]) <= 5


def test_the_operator_reads_what_happened_in_words_and_no_bare_accounts():
    accepted()

    operator = officer("wacht", Role.OPERATOR)

    assert len(asked(operator, "/desk/operation/")) <= 5
    page = words(operator.get("/desk/operation/"))

    assert "Accepted; promised by" in page
    assert "account:" not in page


def test_no_link_leads_an_officer_to_a_closed_door():
    case = acts.submit(application(), by="account:1", at=now(), calendar=calendar())
    window, head = clerk(), officer("tou", Role.ORGAN_HEAD)

    for one in (window, head):
        page = one.get(f"/desk/cases/{case}/").content.decode()
        for address in (f"/desk/service/{case}/", f"/desk/checks/{case}/"):
            opens = one.get(address).status_code == 200
            assert (f'href="{address}"' in page) is opens
    assert head.get(f"/desk/checks/{case}/").status_code == 403


def test_a_state_never_speaks_to_the_officer_as_to_the_applicant():
    case = waiting()
    acts.ask_for_more(case, [Missing("缺页", material=2)], by="account:1", at=now(), calendar=calendar())
    client = officer("alle", *Role.values)

    for page in (f"/desk/cases/{case}/", f"/desk/service/{case}/"):
        seen = client.get(page, headers={"accept-language": "en"}).content.decode()
        assert "Waiting for the applicant&#x27;s papers" in seen
        assert "Waiting for your papers" not in seen


def test_the_columns_of_the_deadlines_are_called_by_what_they_hold():
    page = officer("alle", *Role.values).get("/desk/deadlines/", headers={"accept-language": "en"})

    assert "Subject of the deadline" in page.content.decode()
    assert "Counted from" in page.content.decode()
