"""Acting for somebody by mandate: what it names is open, everything else stays closed, and the principal sees it."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from yimen.affairs.cases.tests.make import FACTS
from yimen.doors.portal.tests.make import MATTER, begin, li, submitted, wang, words
from yimen.ground.clock import now
from yimen.ground.tests.asked import asked
from yimen.means.notices import acts as notices
from yimen.registers.catalogue.tests.make import CONTENT, published_matter
from yimen.registers.people import acts as people
from yimen.registers.people import reads as people_reads
from yimen.registers.people.tests.make import LI, WANG, sent_too_late

pytestmark = pytest.mark.django_db
OTHER = "OTHER-1"


@pytest.fixture
def city():
    """Wang with a case and a draft in each of two matters; Li, who acts for Wang in one of them."""
    principal, agent = wang(), li()
    person = people_reads.find(WANG.id_kind, WANG.id_number)
    covered, closed = submitted(), submitted(published_matter(OTHER))
    principal.post(f"/apply/{OTHER}/")
    draft = begin(principal)
    for case in (covered, closed):
        notices.tell(
            person.id, "case_granted", subject=case, data={"title": "许可"}, cause=f"test-{case}", at=now()
        )
    mandate = give(person.id, [MATTER])
    agent.post("/my/acting/", {"person": str(person.id)})
    return SimpleNamespace(
        principal=principal,
        agent=agent,
        covered=covered,
        closed=closed,
        draft=draft,
        mandate=mandate,
        id=person.id,
    )


def give(person, matters):
    day = now().date()
    return people.give_mandate(
        person, LI.id_number, matters=matters, first=day, last=day + timedelta(30), by="account:1", at=now()
    )


def cases(page):
    return [one.id for one in page.context["cases"]]


@pytest.mark.rule("A-102")
def test_an_agent_sees_the_cases_drafts_and_messages_of_the_matters_in_the_mandate(city):
    page = city.agent.get("/my/")

    assert cases(page) == [city.covered]
    assert [one.id for one in page.context["drafts"]] == [city.draft]
    assert {one.subject for one, _waits in city.agent.get("/my/messages/").context["lines"]} == {city.covered}
    assert cases(city.principal.get("/my/")) == [city.closed, city.covered]


@pytest.mark.rule("A-102")
@pytest.mark.parametrize(
    "address", ["/my/cases/{}/", "/my/cases/{}/withdraw/", "/apply/{}/done/", "/my/cases/{}/served/"]
)
def test_a_case_outside_the_mandate_is_not_there_for_an_agent(city, address):
    assert city.agent.get(address.format(city.covered)).status_code == 200
    assert city.agent.get(address.format(city.closed)).status_code == 404
    assert city.agent.post(address.format(city.closed)).status_code in {404, 405}


@pytest.mark.rule("A-102")
def test_an_agent_throws_no_draft_of_another_matter_away(city):
    other = city.principal.get("/my/").context["drafts"]
    closed = next(one.id for one in other if one.id != city.draft)

    assert city.agent.post(f"/apply/{closed}/discard/").status_code == 404
    assert city.agent.post(f"/apply/{OTHER}/", follow=True).redirect_chain[-1][0] == f"/apply/{OTHER}/"
    assert city.agent.get(f"/apply/{OTHER}/").context["draft"] is None
    assert len(city.principal.get("/my/").context["drafts"]) == 2


@pytest.mark.rule("A-102")
def test_a_mandate_without_named_matters_opens_all_until_it_is_taken_back(city):
    everything = give(city.id, [])
    assert cases(city.agent.get("/my/")) == [city.closed, city.covered]

    for mandate in (everything, city.mandate):
        people.revoke_mandate(mandate, principal_id=city.id, by="account:1", at=now())

    assert city.agent.get(f"/my/cases/{city.covered}/").status_code == 404


@pytest.mark.rule("A-102")
def test_whoever_began_a_case_for_another_reads_it_no_longer_once_the_mandate_ends(city):
    begun = city.agent.post(f"/apply/{MATTER}/")["Location"]
    assert city.agent.get(begun).status_code == 200

    people.revoke_mandate(city.mandate, principal_id=city.id, by="account:1", at=now())

    assert city.agent.get(begun).status_code == 404


@pytest.mark.rule("A-102", "F-425")
def test_the_principal_reads_who_looked_for_them_once_a_day(city):
    for _again in range(2):
        city.agent.get(f"/my/cases/{city.covered}/")
    city.principal.get(f"/my/cases/{city.closed}/")

    page = city.principal.get("/my/access/")

    assert [(one.field, one.who) for one in page.context["lines"]] == [("case", LI.name)]
    assert "acts for you" in words(page)


def test_an_agent_leaves_the_messages_of_the_principal_unread(city):
    city.agent.get("/my/messages/")

    assert city.principal.get("/my/").context["unread"] == 2


@pytest.mark.parametrize("address", ["/my/", "/my/messages/", "/my/permits/"])
def test_the_lists_of_an_agent_ask_the_database_seldom(city, address):
    found = asked(city.agent, address)

    assert len(found) <= 5, found


@pytest.mark.rule("A-102")
def test_the_matters_of_a_mandate_are_named_by_code_or_name_and_shown_by_name():
    principal, _agent, matter = wang(), li(), published_matter()
    name = matter.name("zh-hans")
    published_matter(OTHER, titles={"zh-hans": "名称，含逗号 和空格", "en": "Name, with a comma"})
    day = now().date().isoformat()
    typed = {"name": LI.name, "id_number": LI.id_number, "first": day, "last": day}

    for matters in (f"{OTHER}，{name}", f"Name, with a comma\n{MATTER}"):
        assert principal.post("/my/mandates/", {**typed, "matters": matters})["Location"] == "/my/mandates/"

    lines = principal.get("/my/mandates/").context["lines"]
    assert [set(line.matters) for line in lines] == [{OTHER, MATTER}] * 2
    assert "Name, with a comma" in lines[0].names


@pytest.mark.rule("A-102", "A-108")
def test_a_form_takes_no_answer_for_an_agent_from_cases_outside_the_mandate():
    principal, agent = wang(), li()
    person = people_reads.find(WANG.id_kind, WANG.id_number)
    submitted(published_matter(OTHER))
    published_matter(form=[{**CONTENT["form"][0], "known": "earlier"}])
    give(person.id, [MATTER])
    agent.post("/my/acting/", {"person": str(person.id)})

    form = f"/apply/{begin(agent)}/form/"

    assert FACTS["shop"] in words(principal.get(form))
    assert FACTS["shop"] not in words(agent.get(form))


@pytest.mark.rule("A-102", "F-425")
def test_what_an_agent_typed_comes_back_and_the_principal_reads_who_looked(city):
    address = f"/my/cases/{city.covered}/withdraw/"

    page = sent_too_late(city.agent, address, {"reason": "不再办理"})

    assert "不再办理" in words(page)
    assert [one.who for one in city.principal.get("/my/access/").context["lines"]] == [LI.name]
