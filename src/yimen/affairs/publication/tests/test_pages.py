"""Pages of publication for applicants and officers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yimen.affairs.cases.tests.desk import browser, officer, stranger, words
from yimen.affairs.cases.tests.make import wang
from yimen.affairs.publication import acts, reads
from yimen.affairs.publication.models import Entry
from yimen.affairs.publication.tests.make import APPROVER, objected, on, planned, published, state
from yimen.ground import memory
from yimen.ground.clock import now
from yimen.ground.tests.asked import asked
from yimen.registers.agencies.reads import Role
from yimen.registers.people.models import Account

pytestmark = pytest.mark.django_db


def applicant():
    account = Account.objects.create_user("wangxy")
    account.person_id = wang().id
    account.save()
    return browser(account)


def still_open(case: int) -> int:
    Entry.objects.filter(pk=case).update(object_by_on=now().date())
    return case


def do(client, case: int, act: str, **data):
    return client.post(
        f"/desk/publication/{case}/{act}/", {f"{act}-{name}": value for name, value in data.items()}
    )


@pytest.mark.rule("A-504")
def test_the_applicant_sees_what_will_be_shown_and_objects():
    case, client = still_open(planned()), applicant()
    page = words(client.get(f"/my/cases/{case}/publication/"))
    assert "王**" in page

    assert client.post(f"/my/cases/{case}/publication/", {"reason": " "}).status_code == 422
    assert client.post(f"/my/cases/{case}/publication/", {"reason": "秘密"}).status_code == 302
    assert reads.entry(case).objection == "秘密"
    assert "秘密" in words(client.get(f"/my/cases/{case}/publication/"))


def test_the_applicant_may_agree_at_once():
    case, client = still_open(planned()), applicant()
    assert client.post(f"/my/cases/{case}/publication/", {"agree": "1"}).status_code == 302
    assert state(case) == "published"
    client.post(f"/my/cases/{case}/publication/", {"agree": "1"})
    assert state(case) == "published"


def test_nobody_else_objects():
    case = planned()
    other = browser(Account.objects.create_user("fremd2"))

    assert other.get(f"/my/cases/{case}/publication/").status_code == 404
    assert browser().get(f"/my/cases/{case}/publication/").status_code == 302


@pytest.mark.rule("A-504")
def test_an_objection_waits_on_the_officers_list_and_is_decided_there():
    case = objected()
    client = officer("sun", Role.APPROVER)
    assert [one.case_id for one in client.get("/desk/publication/").context["lines"]] == [case]
    assert "配方属于商业秘密" in words(client.get(f"/desk/publication/{case}/"))

    assert do(client, case, "decide_objection", outcome="upheld", answer=" ").status_code == 422
    assert do(client, case, "decide_objection", outcome="magic", answer="x").status_code == 422
    assert do(client, case, "decide_objection", outcome="upheld", answer="予以采纳").status_code == 302
    assert state(case) == "withheld"


def test_roles_and_organs_keep_to_their_own():
    case = objected()
    window = officer("li", Role.WINDOW)

    assert do(window, case, "decide_objection", outcome="upheld", answer="x").status_code == 403
    assert do(stranger(), case, "decide_objection", outcome="upheld", answer="x").status_code == 404
    assert do(window, case, "dance").status_code == 404
    assert state(case) == "objected"


def test_an_officer_corrects_and_the_head_withdraws():
    case = published()
    head = officer("he", Role.ORGAN_HEAD)
    assert do(head, case, "correct", summary="更正", reason="有误").status_code == 302
    assert do(head, case, "withdraw", reason="").status_code == 422
    assert do(head, case, "withdraw", reason="依法撤销").status_code == 302
    assert state(case) == "withdrawn"
    assert do(head, case, "correct", summary="x", reason="y").status_code == 422


def test_a_proposal_goes_from_one_desk_to_another():
    case = planned()
    reviewer = officer("zhao", Role.REVIEWER)
    assert do(reviewer, case, "propose_withholding", ground="privacy", reason="理由").status_code == 302
    assert do(reviewer, case, "approve_withholding").status_code == 403
    assert do(officer("sun", Role.APPROVER), case, "approve_withholding").status_code == 302
    assert state(case) == "withheld"


def test_a_late_publication_is_said():
    planned()
    client = officer("sun", Role.APPROVER)
    client.get("/desk/publication/")
    with CaptureQueriesContext(connection) as asked:
        page = client.get("/desk/publication/")
    assert page.context["late"] == 1
    assert len([one for one in asked if one["sql"].startswith("SELECT")]) <= 5


def test_the_case_page_leads_to_the_publication():
    case = published()
    approver, person = officer("sun", Role.APPROVER), applicant()
    assert f"/desk/publication/{case}/" in words(approver.get(f"/desk/cases/{case}/"))
    assert f"/my/cases/{case}/publication/" in words(person.get(f"/my/cases/{case}/"))
    assert len(asked(approver, f"/desk/cases/{case}/")) <= 4
    assert len(asked(person, f"/my/cases/{case}/")) <= 5


def test_however_many_decisions_are_listed_the_database_is_asked_as_often():
    case, person = published(), applicant()
    once = asked(person, "/decisions/")
    row = Entry.objects.get(pk=case)
    for more in range(1, 4):
        row.pk, row.objection = case + more, b"sealed"
        row.save(force_insert=True)

    assert len(once) <= 5
    assert len(asked(person, "/decisions/")) == len(once)


@pytest.mark.parametrize(
    ("language", "matter", "organ"),
    [
        ("en", "Food business licence", "Market Regulation Bureau"),
        ("zh-hans", "食品经营许可", "高州市市场监督管理局"),
    ],
)
def test_decisions_are_named_in_the_readers_language(language, matter, organ):
    case = published()

    for path in ("/decisions/", f"/decisions/{case}/"):
        page = words(browser().get(path, headers={"accept-language": language}))
        assert matter in page
        assert organ in page
        if language == "en":
            assert "高州市市场监督管理局" not in page
            assert ">食品经营许可" not in page


def test_a_decision_that_a_fresh_process_shows_for_the_first_time_asks_five_times():
    case, reader = published(), applicant()
    memory.forget_all()

    with CaptureQueriesContext(connection) as seen:
        assert reader.get(f"/decisions/{case}/").status_code == 200

    assert len([one for one in seen if one["sql"].startswith("SELECT")]) <= 5


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", ">Food business licence</a>"), ("ja", '<span lang="zh-CN">食品经营许可</span></a>')],
)
def test_what_waits_to_be_published_is_named_in_the_readers_language(language, name):
    planned()
    client = officer("sun", Role.APPROVER)

    page = words(client.get("/desk/publication/", headers={"accept-language": language}))

    assert name in page
    assert len(asked(client, "/desk/publication/")) <= 5


def test_ones_own_page_asks_the_database_five_times():
    assert len(asked(applicant(), f"/my/cases/{still_open(planned())}/publication/")) <= 5


def test_what_is_not_planned_has_no_page():
    case = objected()
    acts.decide_objection(case, outcome="upheld", answer="理由", by=APPROVER, at=on(11))
    assert browser().get(f"/decisions/{case}/").status_code == 404
    assert officer("sun", Role.APPROVER).get(f"/desk/publication/{case + 1}/").status_code == 404
