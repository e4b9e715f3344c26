"""Officers at work: the inbox, acts on a case, several at once, two clerks at the same case."""

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.models import Supplement
from yimen.affairs.cases.tests.make import FACTS, application, immediate
from yimen.doors.desk.tests.make import (
    MATTER,
    accepted,
    an_account,
    browser,
    clerk,
    delivered,
    do,
    officer,
    reviewed,
    several,
    state,
    told,
    waiting,
    words,
)
from yimen.ground.bus import journal
from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.registers.agencies.models import Absence
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue.tests.make import published_matter
from yimen.registers.people import reads as people
from yimen.registers.people.tests.make import WANG

pytestmark = pytest.mark.django_db


def lines(page) -> list[int]:
    return [line.id for line in page.context["page"].lines]


def test_the_inbox_shows_what_waits_for_ones_roles_and_all_only_when_asked():
    matter = published_matter()
    new, old = waiting(matter), accepted(matter)
    client = clerk()

    assert lines(client.get("/desk/")) == [new]
    assert set(lines(client.get("/desk/?all=1"))) == {new, old}
    assert lines(officer("zhao", Role.REVIEWER).get("/desk/")) == [old]


def test_the_inbox_is_filtered_by_state_number_and_name():
    matter = published_matter()
    new, old = waiting(matter), accepted(matter)
    client = clerk()

    assert lines(client.get("/desk/?all=1&state=accepted")) == [old]
    assert lines(client.get(f"/desk/?q={reads.sheet(old).line.number}")) == [old]
    assert set(lines(client.get(f"/desk/?q={WANG.name}"))) == {new, old}
    assert lines(client.get("/desk/?q=王秀")) == []
    assert lines(client.get("/desk/?soon=1&all=1&state=draft")) == []


def test_the_inbox_finds_by_the_first_digits_of_a_number_and_a_part_of_the_matter():
    case = waiting()
    line = reads.sheet(case).line
    client = clerk()

    for text in (line.number[:6], line.number[:-1], line.title[1:4], line.title):
        assert lines(client.get("/desk/", {"q": text})) == [case]
    for text in (line.number[:3], line.title[0], "0" + line.number[:6], "%", "__"):
        assert lines(client.get("/desk/", {"q": text})) == []


def test_an_inbox_in_which_nothing_was_found_does_not_say_that_nothing_waits():
    waiting()

    page = words(clerk().get("/desk/?q=王"))

    assert "Nothing was found for “王”" in page
    assert "type the whole name" in page
    assert "Nothing waits for you." not in page


@pytest.mark.parametrize(
    "query",
    [
        "state=nonsense",
        "cursor=x",
        "cursor=2026-13-01|1",
        "cursor=2026-01-01|" + "9" * 19,
        "q=" + "9" * 60,
        "q=%00",
        "q=%F0%A0%AE%B7",
        "q=%27%3B--",
        "soon=2",
        "all=yes",
    ],
)
def test_odd_questions_to_the_inbox_are_answered(query):
    waiting()

    assert clerk().get(f"/desk/?{query}").status_code in {200, 400}


@pytest.mark.parametrize("cursor", ["x", "-1", "9" * 19, "9" * 30, "９"])
def test_odd_questions_to_the_ended_are_answered(cursor):
    delivered()

    assert clerk().get(f"/desk/ended/?cursor={cursor}").status_code == 200


def test_the_inbox_is_cut_into_pages_that_meet():
    cases = several(27)
    client = clerk()

    first = client.get("/desk/")
    second = client.get("/desk/", {"cursor": first.context["page"].next})

    assert [len(lines(first)), len(lines(second))] == [25, 2]
    assert set(lines(first)) | set(lines(second)) == set(cases)
    assert second.context["page"].next == ""


def test_words_of_the_applicant_are_shown_as_words():
    case = acts.submit(
        _application("<script>alert(1)</script>"), by="account:1", at=now(), calendar=calendar()
    )

    page = words(clerk().get(f"/desk/cases/{case}/"))

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page


def _application(shop):
    return application(facts={**FACTS, "shop": shop})


def test_numbers_of_the_applicant_are_hidden_until_a_reason_is_given():
    case = waiting()
    client = clerk()

    before = words(client.get(f"/desk/cases/{case}/"))
    empty = client.post(f"/desk/cases/{case}/reveal/", {"reveal-why": " "})
    assert empty.status_code == 422
    assert set(empty.context["reveal"].errors) == {"why"}
    assert "Say why you need to see this." in words(empty)
    assert '<details class="more no-print" open>' in words(empty)
    shown = client.post(f"/desk/cases/{case}/reveal/", {"reveal-why": "核对原件"})

    assert WANG.id_number not in before
    assert WANG.id_number in words(shown)
    assert "no-store" in shown["Cache-Control"]
    assert WANG.id_number not in str(shown.cookies)
    assert WANG.id_number not in words(client.get(f"/desk/cases/{case}/"))


@pytest.mark.rule("G-310")
def test_of_a_case_whose_record_was_destroyed_nothing_is_left_to_show():
    case = waiting()
    acts.withdraw(case, by=f"person:{reads.sheet(case).person_id}", at=now())
    acts.erase(case, by="account:9", at=now())
    client = clerk()

    page = client.get(f"/desk/cases/{case}/")

    assert page.status_code == 200
    assert "（已销毁）</dd>" in words(page)
    assert f"/desk/cases/{case}/reveal/" not in words(page)
    assert client.post(f"/desk/cases/{case}/reveal/", {"reveal-why": "核对原件"}).status_code == 404


def test_the_person_reads_who_looked_and_why():
    case = waiting()
    clerk().post(f"/desk/cases/{case}/reveal/", {"reveal-why": "核对原件"})

    seen = people.who_looked(reads.sheet(case).person_id)

    assert {one.field for one in seen} == {"id_number", "phone"}
    assert all("核对原件" in one.why and "zhou" in one.who for one in seen)


@pytest.mark.parametrize("act", ["nothing", "withdraw", "deem_accepted", "__class__"])
def test_there_are_no_other_acts(act):
    case = waiting()

    assert do(officer("alle", *Role.values), case, act).status_code == 404
    assert state(case) == "submitted"


def test_an_act_of_another_role_is_refused():
    case = reviewed()

    assert do(clerk(), case, "grant").status_code == 403
    assert state(case) == "accepted"


def test_whoever_may_accept_accepts_and_reads_that_it_is_done():
    case = waiting()
    client = clerk()

    assert told(client, do(client, case, "accept")) == ["Done: Accept"]
    assert state(case) == "accepted"


def test_the_same_act_by_two_clerks_is_done_once_and_the_second_reads_why_not():
    case = waiting()
    first, second = clerk("zhou"), browser(an_account("zhou"))
    do(first, case, "accept")

    late = do(second, case, "accept")

    assert late.status_code == 422
    assert [one for one in told(second, late) if one.startswith("Accept: ")]
    assert [one.type for one in journal.history(case)].count("cases.CaseAccepted") == 1


def test_a_refusal_stands_at_its_field_and_what_was_typed_stays():
    case = reviewed()
    client = officer("qian", Role.APPROVER)

    page = do(client, case, "refuse", reason="   ")
    long = do(client, case, "refuse", reason="长" * 4001)

    assert page.status_code == 422
    assert 'id="id_refuse-reason_error"' in words(page)
    assert "长" * 4001 in words(long)
    assert state(case) == "accepted"


def test_a_change_of_language_on_a_case_keeps_the_opinion_and_does_nothing():
    case = accepted()
    client = officer("zhao", Role.REVIEWER)

    page = client.post(
        f"/desk/cases/{case}/review/",
        {"review-verdict": "agree", "review-opinion": "符合 conditions", "_language": "fr"},
    )

    assert page.status_code == 200
    assert "符合 conditions" in words(page)
    assert reads.sheet(case).reviews == ()


@pytest.mark.parametrize(("delegated", "status"), [((), 302), ((MATTER,), 302), (("OTHER",), 403)])
def test_a_chief_representative_decides_what_was_delegated(delegated, status):
    case = waiting(immediate())
    client = officer("shou", Role.CHIEF_REPRESENTATIVE, delegated=delegated)

    assert do(client, case, "grant_on_the_spot", remark="").status_code == status
    assert state(case) == ("granted" if status == 302 else "submitted")


def test_a_chief_representative_accepts_what_somebody_else_decides():
    case = waiting()
    client = officer("shou", Role.CHIEF_REPRESENTATIVE, delegated=("OTHER",))

    page = words(client.get(f"/desk/cases/{case}/"))

    assert "/accept/" in page
    assert "/grant_on_the_spot/" not in page
    assert do(client, case, "accept").status_code == 302


@pytest.mark.rule("A-204")
def test_everything_missing_is_told_in_one_notice():
    case = waiting()
    client = clerk()

    empty = client.post(f"/desk/cases/{case}/ask/", {"m1": " "})
    sent = client.post(f"/desk/cases/{case}/ask/", {"m1": "看不清", "f-area": "面积不对"})
    said = told(client, sent)
    again = client.post(f"/desk/cases/{case}/ask/", {"m2": "又缺"})

    assert (empty.status_code, again.status_code) == (422, 422)
    assert said[0] == "The notice is on its way."
    assert "又缺" in words(again)
    items = Supplement.objects.get().items
    assert [item["reason"] for item in items] == ["看不清", "面积不对"]
    assert (items[0]["material"], items[1]["field"]) == (1, "area")


def test_an_absence_is_reported_once_and_wrong_days_are_said():
    client = clerk()
    days = {"first": "2030-05-06", "last": "2030-05-08", "reason": "培训"}

    wrong = client.post("/desk/absence/", {**days, "last": "2030-05-01"})
    right = client.post("/desk/absence/", days)
    twice = client.post("/desk/absence/", days)

    assert set(wrong.context["form"].errors) == {"last"}
    assert 'value="2030-05-06"' in words(wrong)
    assert right["Location"] == "/desk/absence/"
    assert set(twice.context["form"].errors) == {"first"}
    assert Absence.objects.count() == 1


@pytest.mark.parametrize("first", ["", "tomorrow", "2030-02-30", "99999-01-01", "0000-00-00"])
def test_a_day_that_does_not_exist_is_said_at_its_field(first):
    page = clerk().post("/desk/absence/", {"first": first, "last": "2030-05-08"})

    assert "first" in page.context["form"].errors
    assert not Absence.objects.exists()


def test_what_was_delivered_is_found_among_the_ended():
    case = delivered()

    assert lines(clerk().get("/desk/ended/")) == [case]
