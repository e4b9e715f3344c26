"""The special ways in a real browser: situations, promises, permits, interested persons, the register of power."""

from datetime import timedelta

import pytest

from tests.journeys.test_main_job import PASSWORD, now, photo, the_worker_works
from yimen.affairs.cases import acts as cases
from yimen.affairs.cases.acts import Serving
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.tests.make import FACTS
from yimen.affairs.cases.tests.special import COMMITMENT, GAPS
from yimen.affairs.hearings import acts as hearings
from yimen.affairs.hearings import reads as hearing_reads
from yimen.affairs.hearings.models import Party
from yimen.affairs.hearings.tests.make import NEIGHBOUR, TOUCHED
from yimen.affairs.publication import acts as publication
from yimen.ground.calendar.reads import calendar
from yimen.ground.numbers import printed
from yimen.registers.catalogue.tests.make import SITUATIONS, published_matter
from yimen.registers.people import acts as people
from yimen.registers.people import reads as people_reads
from yimen.registers.permits.models import Permit

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("announced"),
]
BY = "system:test"
SHORT = {"kind": "licence", "validity": {"amount": 2, "unit": "months"}}
CLERK, REVIEWER, APPROVER = "account:9000000901", "account:9000000902", "account:9000000903"


@pytest.fixture(autouse=True)
def quick(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    new = people.NewPerson("王秀英", "resident", "440981199001010017", "13900668001")
    person = people.register(new, account_id=None, by=BY, at=now())
    people.open_account("wang", PASSWORD, person_id=person, by=BY, at=now())


def accept_and_review(case: int) -> None:
    """Let the office work."""
    cases.accept(case, by=CLERK, at=now(), calendar=calendar())
    cases.review(case, verdict="agree", opinion="符合条件", by=REVIEWER, at=now())


def fill_in(wang) -> None:
    """Answer the form."""
    wang.page.fill("[name=shop]", "荔枝小馆")
    wang.page.fill("[name=area]", "86")
    wang.page.check("[name=kind][value=cold]")
    wang.page.click("#main-form button.button >> nth=0")
    wang.looks()


def add_papers(wang, *materials: int) -> None:
    for material in materials:
        wang.page.set_input_files(f"#file-{material}", photo())
        wang.page.wait_for_selector(f"#material-{material} .paper-rows")
    wang.looks()


def hand_in(wang) -> Case:
    """Look everything over and hand it in."""
    wang.page.click("#main-form > p.row button.button >> nth=0")
    wang.looks()
    wang.page.check("[name=true]")
    wang.page.click("#main-form button.button >> nth=0")
    wang.looks()
    return Case.objects.get()


@pytest.mark.rule("A-905")
def test_from_the_questions_through_a_promised_paper_to_a_permit_and_its_renewal(visitor):
    flags = {"supplement_days": 10, "protects": True}
    first, fries, plain = SITUATIONS["rows"]
    situations = {**SITUATIONS, "rows": [first, {**fries, "then": {"not_asked": ["cook"]}}, plain]}
    matter = published_matter(situations=situations, gaps=GAPS, permit=SHORT, flags=flags)
    wang = visitor(width=390)
    wang.signs_in("wang", PASSWORD)
    wang.goes_to(f"/matters/{matter.code}/situation/")
    for answer in ("yes", "yes"):
        wang.page.check(f"#main-form input[value={answer}] >> nth=-1")
        wang.page.click("#main-form button.button")
        wang.looks()
    assert "油炸" in wang.page.inner_text("main")

    wang.page.click(f"main a[href^='/apply/{matter.code}/'] >> nth=0")
    wang.looks()
    wang.page.click("main form button.button")
    fill_in(wang)
    add_papers(wang, 1, 2)
    wang.page.check("[name=gaps]")
    case = hand_in(wang)
    accept_and_review(case.pk)

    wang.goes_to(f"/my/cases/{case.pk}/")
    wang.page.click(f"main a[href='/my/cases/{case.pk}/gaps/']")
    add_papers(wang, 3)
    wang.page.click("#main-form p.row button.button")
    wang.looks()
    cases.grant(case.pk, by=APPROVER, at=now(), calendar=calendar())
    the_worker_works()

    permit = Permit.objects.get()
    wang.goes_to("/my/permits/")
    wang.page.click(f"main a[href='/my/permits/{permit.pk}/']")
    wang.looks()
    wang.page.click(f"form[action='/my/permits/{permit.pk}/apply/renewal/'] button")
    wang.looks()
    assert Case.objects.exclude(pk=case.pk).get().purpose == "renewal"


@pytest.mark.rule("A-907")
def test_a_commitment_in_writing_is_decided_on_the_spot(visitor):
    matter = published_matter(commitment=COMMITMENT)
    wang = visitor(width=390, mode="elder")
    wang.signs_in("wang", PASSWORD)
    wang.goes_to(f"/apply/{matter.code}/")
    wang.page.click("main form button.button")
    fill_in(wang)
    add_papers(wang, 1)
    wang.page.check("[name=way][value=commitment]")
    wang.page.click("[name=_choose]")
    wang.looks()
    case = hand_in(wang)

    cases.accept(case.pk, by=CLERK, at=now(), calendar=calendar())
    cases.grant(case.pk, by=APPROVER, at=now(), calendar=calendar())
    the_worker_works()

    wang.goes_to(f"/my/cases/{case.pk}/")
    assert "准予" in wang.page.inner_text("#case-now")
    assert "告知承诺" in wang.page.inner_text("#case-documents")


def handed_in_by_act(**terms: object) -> int:
    """A case of Wang's, handed in without a browser, accepted."""
    person = people_reads.find("resident", "440981199001010017")
    assert person is not None
    whole = cases.Application(
        matter=published_matter(**terms),
        person=person,
        facts=FACTS,
        papers=(cases.Paper(1, reference="R-1"), cases.Paper(2, reference="R-2")),
    )
    case = cases.submit(whole, by="account:1", at=now(), calendar=calendar())
    cases.accept(case, by=CLERK, at=now(), calendar=calendar())
    return case


@pytest.mark.rule("A-303", "A-701")
def test_a_neighbour_states_a_view_with_number_and_code(visitor):
    case = handed_in_by_act(flags=TOUCHED)
    hearings.begin(case, by="system", at=now())
    hearings.add_person(case, NEIGHBOUR, by=REVIEWER, at=now())
    letter_served = Serving("matter", "personal", proof="本人签收")
    hearings.tell_person(case, 1, letter_served, by=CLERK, at=now(), calendar=calendar())
    letter = Party.objects.get(case_id=case, n=1)
    neighbour = visitor(width=390)

    neighbour.goes_to("/hearings/say/")
    neighbour.page.fill("[name=number]", printed(letter.number))
    neighbour.page.fill("[name=code]", "AAAAAAAAAA")
    neighbour.page.click("#main-form button.button")
    neighbour.looks()
    assert neighbour.page.input_value("[name=number]") == printed(letter.number)
    neighbour.page.fill("[name=code]", party_code(letter.number))
    neighbour.page.click("#main-form button.button")
    neighbour.looks()
    assert "王秀英" not in neighbour.page.inner_text("main")
    neighbour.page.fill("form[action$='/speak/'] textarea", "油烟会影响我家。")
    neighbour.page.click("form[action$='/speak/'] button")
    neighbour.looks()
    assert "油烟会影响我家。" in neighbour.page.inner_text("main dl")
    neighbour.page.click("form[action$='/ask/'] button")
    neighbour.looks()
    assert neighbour.page.locator("form[action$='/ask/']").count() == 0


def party_code(number: int) -> str:
    found = hearing_reads.party(number)
    assert found is not None
    return found.code


def test_from_a_search_to_the_register_of_power_and_to_a_decision(visitor):
    case = handed_in_by_act()
    cases.review(case, verdict="agree", opinion="符合条件", by=REVIEWER, at=now())
    cases.grant(case, by=APPROVER, at=now(), calendar=calendar())
    publication.plan(case, "granted", by="system", at=now(), calendar=calendar())
    publication.publish(case, at=now() + timedelta(days=9))
    guest = visitor(language="fr", mode="contrast")

    guest.goes_to("/")
    guest.page.fill("#q", "开饭店")
    guest.page.click(".hero .search button")
    guest.looks()
    guest.page.click("main .list h2 a >> nth=0")
    guest.looks()
    guest.goes_to("/powers/")
    guest.page.click("main .list a >> nth=0")
    guest.looks()
    guest.page.click("main a[href^='/powers/matters/'] >> nth=0")
    guest.looks()
    assert guest.page.locator("main a[href$='matter.json']").count() == 1

    guest.goes_to("/decisions/")
    guest.page.fill("[name=q]", "食品经营")
    guest.page.click("main form.filters button")
    guest.looks()
    guest.page.click(f"main a[href='/decisions/{case}/']")
    guest.looks()
    assert "王秀英" not in guest.page.inner_text("main")
