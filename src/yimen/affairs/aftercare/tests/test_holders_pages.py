"""The pages of whoever holds a permit, and of who acts for them: its answers, its renewal, a mandate, views and hearings."""

from datetime import timedelta

import pytest

from yimen.affairs.aftercare import reads
from yimen.affairs.aftercare.models import Proceeding
from yimen.affairs.aftercare.tests.make import FACTS, TERM, a_matter
from yimen.affairs.aftercare.tests.pages import (
    held,
    li,
    noticed,
    officer,
    show,
    someone,
)
from yimen.affairs.cases import reads as cases
from yimen.affairs.cases.models import Case
from yimen.ground.clock import now
from yimen.ground.tests.asked import asked
from yimen.registers.catalogue.tests.make import CONTENT
from yimen.registers.people import acts as people
from yimen.registers.people.tests.make import LI
from yimen.registers.permits.models import Permit

pytestmark = pytest.mark.django_db


def test_a_permit_is_named_and_its_answers_are_given_in_the_readers_language():
    client = someone()
    opened = {
        "name": "opened",
        "kind": "date",
        "labels": {"zh-hans": "开业日期", "en": "Opening day"},
        "serves": "condition:1",
    }
    matter = a_matter(form=[*CONTENT["form"], opened])
    permit = held(matter, facts={**FACTS, "opened": "2026-12-01"})

    for path in ("/my/permits/", f"/my/permits/{permit.id}/", f"/permits/{permit.code}/"):
        page = show(client, path).words
        assert "Food licence" in page, path
        assert "食品经营许可证" not in page, path
    page = show(client, f"/my/permits/{permit.id}/").words
    for said in (
        "Name of the shop",
        "Cold food",
        "Opening day",
        "Dec. 1, 2026",
        '<span lang="zh-CN">荔枝小馆',
    ):
        assert said in page
    assert "2026-12-01" not in page


def test_officers_read_the_name_of_a_permit_in_their_language():
    someone()
    permit, head = held(), officer("chen", "organ_head", "approver", "inspector")

    for path in ("/desk/permits/", f"/desk/permits/{permit.id}/", f"/desk/permits/{permit.id}/propose/"):
        page = show(head, path).words
        assert "Food licence" in page, path
        assert "食品经营许可证" not in page, path
    assert len(asked(head, "/desk/permits/")) <= 5


@pytest.mark.rule("A-602", "A-106")
def test_a_renewal_is_asked_for_with_everything_filled_in_already():
    client = someone()
    permit = held()
    assert client.post(f"/my/permits/{permit.id}/apply/renewal/").status_code == 404  # a year ahead
    Permit.objects.filter(pk=permit.id).update(valid_until=now().date() + timedelta(days=100))

    answer = client.post(f"/my/permits/{permit.id}/apply/renewal/")
    draft = Case.objects.get(state="draft")
    assert answer["Location"] == f"/apply/{draft.id}/form/"
    assert (draft.purpose, draft.permit_id) == ("renewal", permit.id)
    assert "荔枝小馆" in client.get(answer["Location"]).content.decode()
    assert client.post(f"/my/permits/{permit.id}/apply/renewal/")["Location"] == answer["Location"]

    done = client.post(f"/apply/{draft.id}/check/", {"true": "on"})
    assert done["Location"] == f"/apply/{draft.id}/done/"
    assert cases.sheet(draft.id).line.state == "submitted"
    assert "under way" in show(client, f"/my/permits/{permit.id}/").words
    assert "Open the permit" in show(client, f"/my/cases/{draft.id}/").words


def test_what_the_matter_does_not_take_is_not_offered():
    client = someone()
    permit = held(a_matter(permit={**TERM, "purposes": ["new", "change"]}))
    Permit.objects.filter(pk=permit.id).update(valid_until=now().date() + timedelta(days=100))

    page = show(client, f"/my/permits/{permit.id}/").words
    assert "Ask for a change" in page
    assert "Ask for its renewal" not in page
    assert client.post(f"/my/permits/{permit.id}/apply/renewal/").status_code == 404


@pytest.mark.rule("A-102")
def test_an_agent_whose_mandate_does_not_cover_the_matter_sees_and_begins_nothing():
    someone()
    permit = held()
    agent = li()
    today = now().date()
    people.give_mandate(
        permit.person_id,
        LI.id_number,
        matters=["OTHER-1"],
        first=today,
        last=today,
        by="account:1",
        at=now(),
    )

    agent.post("/my/acting/", {"person": str(permit.person_id)})
    number = noticed(permit, "penalty", "forfeit", penalty_number="罚1号")
    addresses = [f"/my/permits/{permit.id}/", f"/my/permits/{permit.id}/qr.svg", f"/my/endings/{number}/"]

    assert [agent.get(one).status_code for one in addresses] == [404, 404, 404]
    assert agent.get("/my/permits/").context["lines"] == ()
    assert agent.post(f"/my/permits/{permit.id}/apply/change/").status_code == 404
    assert not Case.objects.filter(state="draft").exists()


@pytest.mark.rule("A-102", "F-425")
def test_an_agent_sees_the_permits_of_the_matters_in_the_mandate_and_the_holder_sees_that():
    holder, agent, today = someone(), li(), now().date()
    matter = a_matter()
    permit, number = held(matter), 0
    people.give_mandate(
        permit.person_id,
        LI.id_number,
        matters=[matter.code],
        first=today,
        last=today,
        by="account:1",
        at=now(),
    )
    number = noticed(permit, "penalty", "forfeit", penalty_number="罚1号")

    agent.post("/my/acting/", {"person": str(permit.person_id)})

    assert [one.id for one in agent.get("/my/permits/").context["lines"]] == [permit.id]
    assert agent.get(f"/my/endings/{number}/").status_code == 200
    page = show(holder, "/my/access/").words
    assert LI.name in page
    assert permit.number in page


def test_the_holder_states_views_and_answers_the_offer_of_a_hearing():
    client = someone()
    permit = held()
    number = noticed(permit, "penalty", "forfeit", penalty_number="罚1号")
    Proceeding.objects.filter(pk=number).update(respond_by=now().date())

    assert "Read the notice" in show(client, f"/my/permits/{permit.id}/").words
    assert show(client, f"/my/endings/{number}/", **{"views-views": " "}).code == 422
    client.post(f"/my/endings/{number}/", {"views-views": "我有话说"})
    client.post(f"/my/endings/{number}/", {"hearing": "yes"})
    again = show(client, f"/my/endings/{number}/", hearing="no")

    found = reads.proceeding(number)
    assert (found.views, found.hearing, again.code) == ("我有话说", "asked", 422)


@pytest.mark.rule("A-1206")
def test_the_hearing_is_not_offered_to_the_holder_once_the_time_to_ask_for_it_is_over():
    client = someone()
    number = noticed(held(), "penalty", "forfeit", penalty_number="罚1号")
    address = f"/my/endings/{number}/"

    assert "I want a hearing" not in show(client, address).words
    assert "The time to ask for a hearing is over." in show(client, address, hearing="yes").words
    Proceeding.objects.filter(pk=number).update(respond_by=now().date())
    assert "I want a hearing" in show(client, address).words
