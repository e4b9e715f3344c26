"""A town's window takes in and accepts what was handed down to it, and nothing else of that organ."""

import pytest

from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import gates, reads
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.tests.make import application
from yimen.doors.desk.tests.make import WALK_IN, an_account, officer
from yimen.ground.bus import hearing, journal
from yimen.ground.bus.event import restore
from yimen.ground.calendar.reads import calendar
from yimen.ground.clock import now
from yimen.means.documents import reads as documents
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.reads import Role
from yimen.registers.agencies.tests.make import organ
from yimen.registers.catalogue import acts, delegations
from yimen.registers.catalogue.acts.delegating import Handing
from yimen.registers.catalogue.tests.make import AT, published_matter
from yimen.registers.permits import reads as permits

pytestmark = pytest.mark.django_db


@pytest.fixture
def town():
    delegations.forget()
    yield organ("genzi", kind="town", words=REMEDIES)
    delegations.forget()


REMEDIES = {"reconsideration": "高州市人民政府", "court": "高州市人民法院"}


def handed_to(town, kind="entrusted", **terms):
    matter = published_matter(**terms)
    what = Handing(town, kind, "本镇申请的受理", "高府〔2026〕3号", AT.date())
    new = acts.delegate(matter.matter_id, what, by="account:1", at=AT)
    delegations.forget()
    return new


@pytest.mark.rule("H-411")
def test_a_town_takes_in_and_accepts_what_is_entrusted_to_it_in_the_name_of_the_bureau(town):
    handed_to(town)
    window = officer("zhen", Role.WINDOW, organ=town)

    answer = window.post("/desk/window/", WALK_IN)
    assert answer.status_code == 302, answer.content.decode()[:2000]
    case = Case.objects.get()
    assert window.get(answer.headers["Location"]).status_code == 200
    assert window.post(f"/desk/cases/{case.id}/accept/").status_code == 302

    case.refresh_from_db()
    assert case.state == "accepted"
    assert case.organ_name == "高州市市场监督管理局"
    page = window.get(f"/desk/cases/{case.id}/").content.decode()
    assert f'action="/desk/cases/{case.id}/grant/' not in page


def test_without_a_delegation_a_town_takes_nothing_in(town):
    published_matter()
    window = officer("zhen", Role.WINDOW, organ=town)

    answer = window.post("/desk/window/", WALK_IN)

    assert answer.status_code == 200
    assert "This matter belongs to another organ." in answer.content.decode()
    assert not Case.objects.exists()


def test_a_town_sees_only_the_cases_it_took_in(town):
    handed_to(town)
    case = cases.submit(application(), by="person:7", at=now(), calendar=calendar())

    assert officer("zhen", Role.WINDOW, organ=town).get(f"/desk/cases/{case}/").status_code == 404


def test_after_it_is_taken_back_nothing_new_is_taken_in_and_what_was_goes_on(town):
    new = handed_to(town)
    window = officer("zhen", Role.WINDOW, organ=town)
    window.post("/desk/window/", WALK_IN)

    acts.revoke(new, on=now().date(), reason="机构调整", by="account:1", at=now())
    delegations.forget()

    assert window.post("/desk/window/", {**WALK_IN, "ticket": "2"}).status_code == 200
    assert Case.objects.count() == 1


def listed(window) -> list[int]:
    return [one.id for one in window.get("/desk/").context["page"].lines]


def papers_of(case: int) -> list[str]:
    """The organs that speak in the documents of a case."""
    for told in journal.history(case):
        envelope = {"subject": told.subject, "organ": told.organ, "by": told.actor, "at": told.at}
        for name, listener in hearing.listeners().items():
            if told.type in listener.kinds and ".cases." in name:
                listener.hears(restore(told.type, envelope, told.data))
    return [one.organ_name for one in documents.documents_of(case)]


@pytest.mark.rule("H-411", "A-912")
@pytest.mark.parametrize("kind", ["entrusted", "devolved"])
def test_the_inbox_of_a_town_lists_what_it_took_in_and_nothing_else(town, kind):
    handed_to(town, kind)
    window = officer("zhen", Role.WINDOW, organ=town)
    window.post("/desk/window/", WALK_IN)
    cases.submit(application(), by="person:7", at=now(), calendar=calendar())

    case = Case.objects.get(station_id=town)
    assert listed(window) == [case.id]
    assert [one.id for one in reads.inbox([town]).lines] == [case.id]
    both = reads.inbox([town, case.organ_id], roles=["window"]).lines
    assert [one.id for one in both].count(case.id) == 1


@pytest.mark.rule("H-411")
@pytest.mark.parametrize(
    ("kind", "decides"),
    [("entrusted", False), ("devolved", True)],
)
def test_an_entrusted_power_speaks_in_the_name_of_the_bureau_a_devolved_one_in_the_towns_own(
    town, kind, decides
):
    handed_to(town, kind, permit={"kind": "licence", "validity": {"amount": 5, "unit": "years"}})
    officer("zhen", Role.WINDOW, organ=town).post("/desk/window/", WALK_IN)
    case = Case.objects.get()
    reviewer = officer("shen", Role.REVIEWER, organ=town)
    who = agencies.officer(an_account("shen").pk, at=now())

    cases.accept(case.id, by="account:3", at=now(), calendar=calendar())
    assert gates.may(who, reads.sheet(case.id), "review") is decides
    assert (listed(reviewer) == [case.id]) is decides
    cases.review(case.id, verdict="agree", opinion="符合条件", by="account:4", at=now())
    cases.grant(case.id, by="account:5", at=now(), calendar=calendar())

    name = agencies.organ(town if decides else case.organ_id).name("zh-hans")
    assert papers_of(case.id) == [name] * 3
    cases.deliver(case.id, method="personal", proof="本人签收", by="account:3", at=now())
    assert [one.id for one in reads.ended([town]).lines] == [case.id]
    assert [one.organ_name for one in permits.of_case(case.id, at=now())] == [name]
