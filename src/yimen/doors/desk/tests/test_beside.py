"""The pages beside a case: service, checks, fees, deadlines; and the applicant's own side of them."""

import re
from datetime import date
from io import BytesIO

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Missing, Serving
from yimen.doors.desk.tests.make import (
    accepted,
    an_account,
    browser,
    hold_post,
    officer,
    published_matter,
    stranger,
    waiting,
    words,
)
from yimen.ground.calendar import reads as deadlines
from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.ground.files.tests.make import photo
from yimen.ground.tests.asked import asked
from yimen.registers.agencies.reads import Role

pytestmark = pytest.mark.django_db
FEE = {
    "names": {"zh-hans": "许可证工本费", "en": "Certificate fee"},
    "amount_fen": 1000,
    "standard": "每证10元",
    "basis": "《某法》第九条",
    "level": "law",
}


def rows(case):
    return reads.sheet(case)


@pytest.mark.rule("A-511")
def test_an_attempt_is_written_down_with_a_photo_and_a_refusal_keeps_what_was_typed():
    case, client = accepted(), officer("zhou", Role.WINDOW)
    address = f"/desk/service/{case}/"
    data = {"serve-document": "acceptance", "serve-method": "left", "serve-outcome": "served"}

    bad = client.post(address, {**data, "serve-proof": "贴于门口", "serve-reason": "拒绝签收"})
    assert (bad.status_code, rows(case).services) == (422, ())
    assert "贴于门口" in bad.content.decode()
    assert "witnesses who sign" in bad.content.decode()
    from_phone = BytesIO(photo())
    from_phone.name = "door.jpg"
    good = client.post(
        address, {**data, "serve-proof": "贴于门口", "serve-reason": "拒绝签收", "serve-pictures": from_phone}
    )

    assert good.status_code == 302, good.context["serve"].errors
    assert len(rows(case).services[0]["files"]) == 1
    assert "贴于门口" in client.get(address).content.decode()


@pytest.mark.rule("A-511")
def test_what_was_posted_is_concluded_and_published_from_the_page():
    case, client = accepted(), officer("zhou", Role.WINDOW)
    sent = {
        "serve-document": "acceptance",
        "serve-method": "post",
        "serve-outcome": "sent",
        "serve-number": "X1",
    }
    client.post(f"/desk/service/{case}/", sent)
    n = rows(case).services[0]["n"]
    early = {"publish-document": "acceptance", "publish-reason": "下落不明"}

    assert client.post(f"/desk/service/{case}/publish/", early).status_code == 422
    client.post(f"/desk/service/{case}/{n}/", {"conclude-outcome": "failed", "conclude-note": "查无此人"})
    assert client.post(f"/desk/service/{case}/publish/", early).status_code == 422
    client.post(f"/desk/service/{case}/publish/", {**early, "publish-missing_proof": "社区证明"})

    assert [one["outcome"] for one in rows(case).services] == ["failed", "published"]
    assert "王秀英" in browser().get("/notices/").content.decode()


def offered(client, case):
    """The documents that the page offers to serve."""
    form = client.get(f"/desk/service/{case}/").context["serve"]
    return [value for value, _words in form["document"].field.choices]


@pytest.mark.rule("A-511")
def test_only_a_document_that_was_made_is_served_and_each_once():
    case, client = waiting(), officer("zhou", Role.WINDOW)
    sent = {"serve-method": "personal", "serve-outcome": "served", "serve-receiver": "王秀英（本人）"}

    def serves(document):
        answer = client.post(f"/desk/service/{case}/", {**sent, "serve-document": document})
        return answer.status_code

    assert offered(client, case) == []
    assert "Nothing of this case waits to be served." in words(client.get(f"/desk/service/{case}/"))
    assert serves("supplement") == 422
    acts.ask_for_more(case, [Missing("缺页", material=2)], by="account:1", at=now(), calendar=calendar())
    assert offered(client, case) == ["supplement"]
    assert serves("acceptance") == 422
    assert serves("supplement") == 302
    assert serves("supplement") == 422

    assert [one["document"] for one in rows(case).services] == ["supplement"]


@pytest.mark.rule("A-511")
def test_a_document_that_did_not_arrive_and_a_further_one_of_its_kind_may_be_served():
    case, client = accepted(), officer("zhou", Role.WINDOW)
    acts.suspend(case, ground="testing", basis="第四十五条", planned_days=3, by="account:1", at=now())

    def serve(document, **more):
        one = Serving(document, "personal", receiver="本人", **more)
        acts.serve(case, one, by="account:1", at=now(), calendar=calendar())

    serve("acceptance", outcome="failed", reason="家中无人")
    serve("special")
    assert offered(client, case) == ["acceptance"]
    acts.prolong(case, planned_days=2, reason="复检", by="account:1", at=now(), calendar=calendar())

    assert offered(client, case) == ["special", "acceptance"]


@pytest.mark.rule("A-302")
def test_a_check_is_arranged_written_down_and_signed_by_two():
    matter = published_matter(flags={"supplement_days": 10, "site_check": True})
    case, one = accepted(matter), officer("zhao", Role.REVIEWER)
    hold_post("sun", Role.REVIEWER)
    zhao, sun = (f"account:{an_account(name).pk}" for name in ("zhao", "sun"))
    plan = {"plan-kind": "site", "plan-place": "环城路12号", "plan-planned_at": "2099-03-04T10:00"}

    assert one.post(f"/desk/checks/{case}/", {**plan, "plan-officers": [zhao]}).status_code == 422
    one.post(f"/desk/checks/{case}/", {**plan, "plan-officers": [zhao, sun]})
    n = rows(case).checks[0]["n"]
    record = {"record-held_at": "2026-03-04T10:00", "record-found_0": "86平方米", "record-conforms_0": "on"}
    assert one.get(f"/desk/checks/{case}/{n}/").status_code == 200
    one.post(f"/desk/checks/{case}/{n}/", {**record, "record-present": ""})
    two = browser(an_account("sun"))
    assert "Sign the record" in two.get(f"/desk/checks/{case}/").content.decode()
    two.post(f"/desk/checks/{case}/{n}/sign/")

    kept = rows(case)
    assert (kept.checks[0]["signed"], kept.pending) == ([zhao, sun], ())


@pytest.mark.rule("G-105", "A-802")
def test_a_fee_is_waived_by_two_people_on_the_page_and_no_form_asks_for_an_amount():
    matter = published_matter(fees=[FEE], charged=True)
    case, window, decider = accepted(matter), officer("zhou", Role.WINDOW), officer("qian", Role.APPROVER)
    page = window.get(f"/desk/fees/{case}/").content.decode()
    assert not re.search(r'name="[^"]*(amount|fen)', page)

    window.post(f"/desk/fees/{case}/1/ask/", {"ask-1-ground": "allowance", "ask-1-reason": "低保"})
    assert window.post(f"/desk/fees/{case}/1/approve/").status_code == 403
    decider.post(f"/desk/fees/{case}/1/approve/")

    assert rows(case).fees[0]["state"] == "waived"
    assert window.post(f"/desk/fees/{case}/1/pay/", {"pay-1-receipt": "R"}).status_code == 422


@pytest.mark.parametrize("page", ["service", "checks", "fees"])
def test_officers_of_another_organ_see_none_of_it(page):
    case = accepted()

    assert stranger().get(f"/desk/{page}/{case}/").status_code == 404


def test_the_operator_sets_what_the_law_leaves_open():
    client = officer("boss", Role.OPERATOR)
    page = client.get("/desk/deadlines/").content.decode()
    assert "L-41" in page
    assert 'value="L-05|"' not in page
    good = {"row": "L-35|", "length": "2", "since": "2030-01-01", "source": "《某市办法》第八条"}

    assert client.post("/desk/deadlines/", {**good, "source": ""}).status_code == 422
    assert client.post("/desk/deadlines/", {**good, "row": "L-05|"}).status_code == 422
    assert client.post("/desk/deadlines/", good).status_code == 302

    deadlines.forget()
    assert deadlines.deadline("L-35", on=date(2030, 1, 2)).length == 2
    deadlines.forget()


@pytest.mark.rule("A-511")
def test_only_the_applicant_sees_what_was_served_to_them():
    case = accepted()
    one = Serving("acceptance", "personal", receiver="本人")
    acts.serve(case, one, by="account:1", at=now(), calendar=calendar())

    assert browser(an_account("nobody")).get(f"/my/cases/{case}/served/").status_code == 404
    assert browser().get("/overdue/").status_code == 200
    assert browser().get("/overdue/?before=nonsense").status_code == 200


def test_the_pages_beside_a_case_ask_the_database_seldom():
    case, client = accepted(published_matter(fees=[FEE], charged=True)), officer("zhou", Role.WINDOW)
    for page in (f"/desk/fees/{case}/", f"/desk/service/{case}/", f"/desk/checks/{case}/"):
        assert len(asked(client, page)) <= 5, page
