"""One's own space: what waits comes first with its day, open cases before those that are over, and a way back."""

from datetime import timedelta

import pytest
from django.test import Client

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.models import Case, Gap, Service, Supplement
from yimen.doors.portal.tests.make import CLERK, asked_for_more, browser, submitted, wang, words
from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.ground.tests.asked import asked
from yimen.means.notices import acts as notices
from yimen.registers.catalogue.tests.make import published_matter
from yimen.registers.people import reads as people
from yimen.registers.people.tests.make import WANG

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    return wang()


def over(case: int, state: str = "closed", days: int = 400) -> int:
    """A case that ended so many days ago."""
    moment = now() - timedelta(days=days)
    Case.objects.filter(pk=case).update(state=state, decided_at=moment, delivered_at=moment, closed_at=moment)
    return case


def promised(case: int) -> int:
    """An accepted case with a promised paper that is due in five days."""
    acts.accept(case, by=CLERK, at=now(), calendar=calendar())
    Case.objects.filter(pk=case).update(marks=["gaps"])
    Gap.objects.create(
        case_id=case,
        n=1,
        name="合同",
        promised_at=now(),
        promised_by=CLERK,
        due_on=now().date() + timedelta(days=5),
    )
    return case


def shown(page) -> list[int]:
    return [one.id for one in page.context["cases"]]


def test_open_cases_stand_before_those_that_are_over_on_every_page(client):
    matter = published_matter()
    old = [submitted(matter) for _n in range(3)]
    newer = [over(submitted(matter)) for _n in range(30)]

    first = client.get("/my/")
    second = client.get(f"/my/?cursor={first.context['next']}")

    assert shown(first) == [*reversed(old), *reversed(newer[8:])]
    assert shown(second) == list(reversed(newer[:8]))
    assert second.context["next"] == ""


def test_what_waits_is_named_with_its_day_wherever_its_case_stands(client):
    supplement, gap = asked_for_more(), promised(submitted())
    matter = published_matter("OTHER-2")
    for _n in range(26):
        submitted(matter)
    due = Supplement.objects.get(case_id=supplement).respond_by_on

    page = client.get("/my/")

    assert {(one.what, one.case_id, one.day) for one in page.context["todo"]} == {
        ("supplement", supplement, due),
        ("gaps", gap, now().date() + timedelta(days=5)),
    }
    assert supplement not in shown(page)
    assert f"/my/cases/{supplement}/supplement/" in words(page)
    assert f"/my/cases/{gap}/gaps/" in words(page)


@pytest.mark.rule("E-402")
def test_a_service_may_be_rated_for_some_weeks_and_then_no_longer_waits(client):
    fresh, filed = over(submitted(), "delivered", 3), over(submitted(), "filed", 3)
    over(submitted(), "closed", 40)

    waiting = client.get("/my/").context["todo"]

    assert [(one.what, one.case_id) for one in waiting] == [("rate", filed), ("rate", fresh)]
    client.post(f"/my/cases/{filed}/rate/", {"level": "5"})
    assert [one.case_id for one in client.get("/my/").context["todo"]] == [fresh]


@pytest.mark.rule("A-511")
def test_a_decision_waits_for_its_confirmation_and_only_then_for_a_rating(client):
    case, day = over(submitted(), "delivered", 3), now().date()
    served = Service.objects.create(
        case_id=case,
        document="grant",
        way="electronic",
        outcome="served",
        on=day,
        served_on=day,
        by=CLERK,
        at=now(),
    )

    assert [one.what for one in client.get("/my/").context["todo"]] == ["confirm"]
    acts.confirm_service(case, served.n, by="account:1", at=now())
    assert [one.what for one in client.get("/my/").context["todo"]] == ["rate"]


def test_ones_own_space_asks_the_database_seldom(client):
    asked_for_more()
    promised(submitted())

    for address in ("/my/", "/my/messages/"):
        found = asked(client, address)
        assert len(found) <= 5, found


def test_the_page_of_a_case_puts_what_waits_first_and_taking_back_last(client):
    case = asked_for_more()

    page = words(client.get(f"/my/cases/{case}/"))

    first, last = page.index(f"/my/cases/{case}/supplement/"), page.index(f"/my/cases/{case}/withdraw/")
    assert 'class="button"' in page[page.rindex("<a", 0, first) : first]
    assert first < page.index('id="case-history"') < last
    assert reads.sheet(case).open_supplement is not None


def test_a_promised_paper_is_the_first_thing_on_the_page_of_its_case(client):
    case = promised(submitted())

    page = words(client.get(f"/my/cases/{case}/"))

    assert page.index("Promised papers are due by") < page.index('id="case-history"')


def test_messages_come_page_by_page_and_only_those_seen_are_read(client):
    case = submitted()
    person = people.find(WANG.id_kind, WANG.id_number)
    for n in range(25):
        at = now() + timedelta(minutes=n)
        notices.tell(
            person.id, "case_granted", subject=case, data={"title": "许可", "titles": {}}, cause=str(n), at=at
        )

    first = client.get("/my/messages/")
    assert words(first).count(">Unread<") == 20
    assert client.get("/my/").context["unread"] == 5
    second = client.get("/my/messages/", {"cursor": first.context["next"]})
    assert words(second).count(">Unread<") == 5
    assert client.get("/my/").context["unread"] == 0


def test_a_message_about_a_permit_leads_to_the_permit(client):
    case, person = submitted(), people.find(WANG.id_kind, WANG.id_number)
    data = {"title": "许可", "titles": {}, "permit": 4711}
    notices.tell(person.id, "permit_holds_again", subject=case, data=data, cause="1", at=now())

    page = words(client.get("/my/messages/"))

    assert '<a href="/my/permits/4711/">Open the permit</a>' in page
    assert "Open the case" not in page


def test_a_message_leads_to_what_is_to_be_done_as_long_as_it_waits(client):
    case = asked_for_more()
    person = people.find(WANG.id_kind, WANG.id_number)
    data = {"title": "许可", "titles": {}, "respond_by_on": now().date().isoformat()}
    notices.tell(person.id, "case_supplement", subject=case, data=data, cause="1", at=now())

    waiting = words(client.get("/my/messages/"))
    acts.withdraw(case, reason="不办了", by="account:1", at=now())
    after = words(client.get("/my/messages/"))

    assert f"/my/cases/{case}/supplement/" in waiting
    assert f"/my/cases/{case}/supplement/" not in after
    assert "Open the case" in after


@pytest.mark.parametrize(
    "address",
    [
        "/my/messages/",
        "/my/details/",
        "/my/mandates/",
        "/my/access/",
        "/my/permits/",
        "/my/cases/{}/",
        "/my/cases/{}/supplement/",
        "/my/cases/{}/served/",
        "/my/cases/{}/withdraw/",
        "/my/cases/{}/rate/",
    ],
)
def test_every_page_of_ones_own_space_shows_the_way_back(client, address):
    page = words(client.get(address.format(asked_for_more())))

    crumbs = page[page.index('class="crumbs"') :]
    crumbs = crumbs[: crumbs.index("</nav>")]
    assert 'href="/my/"' in crumbs
    assert crumbs.count("aria-current") == 1


def test_nobody_else_sees_what_waits(client):
    asked_for_more()

    assert browser().get("/my/").status_code == 302


def test_the_space_of_whoever_has_many_cases_asks_five_questions(client, django_assert_max_num_queries):
    promised(submitted())
    over(submitted(published_matter("OTHER-2")), days=3)
    client.get("/my/")

    with django_assert_max_num_queries(5):
        page = client.get("/my/")

    assert page.context["todo"]
