"""Checking, declaring and handing in: what is missing or wrong leads to its place, and twice is once."""

from types import SimpleNamespace

import pytest
from django.utils.translation import override

from yimen.affairs.cases import acts as case_acts
from yimen.affairs.cases import reads
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.tests.make import FACTS
from yimen.doors.portal.tests.make import (
    CLERK,
    MATTER,
    add_paper,
    begin,
    browser,
    fields_in_error,
    hand_in,
    ready,
    state,
    wang,
    words,
)
from yimen.ground.bus import journal
from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.ground.languages.dates import written
from yimen.means.documents import reads as documents
from yimen.registers.catalogue import reads as catalogue_reads
from yimen.registers.catalogue.tests.make import CONTENT, published_matter
from yimen.registers.people import acts as people_acts
from yimen.registers.people import reads as people_reads
from yimen.registers.people.acts import BarReason
from yimen.registers.people.tests.make import WANG

pytestmark = pytest.mark.django_db


def test_what_is_still_missing_is_listed_before_handing_in(applicant):
    case = begin(applicant)

    page = hand_in(applicant, case)

    assert [one.name("en") for one in page.context["missing"]] == ["Application", "Floor plan"]
    assert f"/apply/{case}/papers/#material-2" in words(page)
    assert state(case) == "draft"


def test_every_answer_leads_to_its_question_and_back_to_the_check(applicant):
    case = ready(applicant)
    page = words(applicant.get(f"/apply/{case}/check/"))

    way = f"/apply/{case}/form/?page=1&back=check"
    assert f'href="{way.replace("&", "&amp;")}#id_area"' in page
    assert 'id="id_area"' in words(applicant.get(way))
    assert "Save and check again" in words(applicant.get(way))
    assert applicant.post(way, {**FACTS, "area": "nothing"}).status_code == 200
    assert applicant.post(way, {**FACTS, "area": "87"})["Location"] == f"/apply/{case}/check/"
    assert reads.sheet(case).facts["area"] == "87"


def test_what_is_wrong_with_the_answers_is_told_once_by_its_question(applicant):
    case = ready(applicant)
    applicant.post(f"/apply/{case}/form/", {**FACTS, "area": "a room", "_later": "1"})

    page = words(applicant.get(f"/apply/{case}/check/"))

    assert page.count("This is not a number.") == 1
    assert "Area: This is not a number." in page
    assert f"/apply/{case}/form/?page=1&amp;back=check#id_area" in page


@pytest.mark.rule("A-109")
def test_without_the_declaration_nothing_is_handed_in(applicant):
    case = ready(applicant)

    page = applicant.post(f"/apply/{case}/check/", {})

    assert fields_in_error(page) == {"true"}
    assert state(case) == "draft"


def test_a_whole_application_is_handed_in_and_confirmed(applicant):
    case = ready(applicant)

    answer = hand_in(applicant, case)
    page = applicant.get(answer["Location"])

    assert state(case) == "submitted"
    assert reads.sheet(case).line.number in words(page)
    assert reads.code_of(case) in words(page)
    assert 'aria-current="step"' not in words(page)
    assert "Please keep the query code" in words(page)
    assert f'href="tel:{page.context["office"].phone}"' in words(page)


def test_the_confirmation_leads_to_the_receipt_once_it_is_sealed(applicant, monkeypatch):
    case = ready(applicant)
    hand_in(applicant, case)
    assert "It is being made and sealed" in words(applicant.get(f"/apply/{case}/done/"))

    receipt = SimpleNamespace(kind="receipt", id=77, name="Receipt for papers", ready=True)
    monkeypatch.setattr(documents, "documents_of", lambda _case: [receipt])

    assert 'href="/documents/77/' in words(applicant.get(f"/apply/{case}/done/"))


@pytest.mark.rule("A-104")
def test_a_mandate_is_not_asked_of_whoever_acts_for_themself():
    mandate = {
        "names": {"zh-hans": "授权委托书", "en": "Power of attorney"},
        "required": "optional",
        "agent": True,
        "originals": 1,
        "basis": "第十四条",
    }
    published_matter(materials=[*CONTENT["materials"], mandate])
    applicant = wang()
    case = begin(applicant)
    page = f"/apply/{case}/papers/"

    assert "Power of attorney" in words(browser().get(f"/apply/{MATTER}/"))
    assert "Power of attorney" not in words(applicant.get(f"/apply/{MATTER}/"))
    assert "Power of attorney" not in words(applicant.get(page))
    Case.objects.filter(pk=case).update(agent_id=1)
    assert "Power of attorney" in words(applicant.get(page))


def test_handing_in_twice_makes_one_case(applicant):
    case = ready(applicant)

    answers = [hand_in(applicant, case) for _click in range(3)]

    assert {answer["Location"] for answer in answers} == {f"/apply/{case}/done/"}
    assert Case.objects.count() == 1
    assert [told.type for told in journal.history(case)].count("cases.CaseSubmitted") == 1


def test_a_click_that_comes_after_the_acceptance_still_leads_to_the_confirmation(applicant):
    case = ready(applicant)
    hand_in(applicant, case)
    case_acts.accept(case, by=CLERK, at=now(), calendar=calendar())

    assert hand_in(applicant, case)["Location"] == f"/apply/{case}/done/"
    assert applicant.get(f"/apply/{case}/done/").status_code == 200


def test_what_was_handed_in_is_changed_no_more(applicant):
    case = ready(applicant)
    hand_in(applicant, case)

    answers = [
        applicant.post(f"/apply/{case}/form/", {**FACTS, "shop": "另一家"}),
        add_paper(applicant, case, 3),
        applicant.post(f"/apply/{case}/papers/", {"_remove": "1"}),
        applicant.post(f"/apply/{case}/discard/"),
    ]

    assert {answer["Location"] for answer in answers} == {f"/apply/{case}/done/"}
    assert reads.sheet(case).facts["shop"] == FACTS["shop"]
    assert [one["material"] for one in reads.sheet(case).materials] == [1, 2]


@pytest.mark.parametrize("step", ["form", "papers", "check"])
def test_going_back_after_handing_in_leads_to_the_confirmation(applicant, step):
    case = ready(applicant)
    hand_in(applicant, case)

    assert applicant.get(f"/apply/{case}/{step}/")["Location"] == f"/apply/{case}/done/"


def bar_wang(reason=BarReason.FRAUD):
    """Keep the applicant from the matter for some years."""
    person = people_reads.find(WANG.id_kind, WANG.id_number)
    matter = catalogue_reads.published(MATTER, on=now().date())
    until = now().date().replace(month=1, day=1, year=now().year + 3)
    people_acts.bar(person.id, matter.matter_id, until=until, reason=reason, by="account:9", at=now())
    return until


@pytest.mark.rule("A-210", "A-607")
def test_whoever_is_barred_reads_why_and_until_when_before_they_begin(applicant):
    with override("en"):
        until = written(bar_wang())

    page = applicant.get(f"/apply/{MATTER}/")
    answer = applicant.post(f"/apply/{MATTER}/", follow=True)

    for one in (page, answer):
        assert f"before {until}. A permit that was got by fraud or bribery" in words(one)
        assert "Begin" not in words(one)
    assert not Case.objects.exists()


@pytest.mark.rule("A-210", "A-607")
def test_a_draft_that_was_begun_before_the_bar_is_not_handed_in(applicant):
    case = ready(applicant)
    bar_wang(BarReason.FALSE_PAPERS)

    page = applicant.get(f"/apply/{case}/check/")

    assert "Facts were concealed or false papers handed in with an application." in words(page)
    assert "Hand in</button>" not in words(page)
    assert "Facts were concealed" in words(hand_in(applicant, case))
    assert state(case) == "draft"
