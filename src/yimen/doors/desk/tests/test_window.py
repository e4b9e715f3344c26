"""Somebody stands at the window: taken in, registered once, and with a receipt in the hand."""

import re
from datetime import timedelta

import pytest

from yimen.affairs.cases import reads
from yimen.affairs.cases.models import Case, Material
from yimen.doors.desk.tests.make import (
    FOREIGN,
    MATTER,
    WALK_IN,
    an_account,
    clerk,
    foreign,
    officer,
    stranger,
    waiting,
    words,
)
from yimen.ground.clock import now
from yimen.registers.agencies.models import Absence
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue.tests.make import published_matter
from yimen.registers.people import reads as people
from yimen.registers.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def client():
    published_matter()
    return clerk()


def take_in(client, **changes):
    return client.post("/desk/window/", {**WALK_IN, **changes})


def errors(page) -> set[str]:
    return set(page.context["form"].errors)


def test_the_matter_that_was_opened_stands_in_the_form(client):
    page = client.get(f"/desk/window/?code={MATTER}")

    assert page.context["form"]["code"].value() == MATTER
    assert 'name="q-shop"' in words(page)


@pytest.mark.rule("A-215")
def test_whoever_comes_is_registered_and_leaves_with_number_and_code(client):
    answer = take_in(client)
    receipt = client.get(answer["Location"])
    case = Case.objects.get()

    assert (case.state, case.channel) == ("submitted", "window")
    assert reads.sheet(case.id).facts == {"shop": "老李饭店", "area": "86", "kind": "cold"}
    assert list(Material.objects.values_list("material", "via")) == [(1, "paper"), (2, "paper")]
    assert reads.sheet(case.id).line.number in words(receipt)
    assert reads.code_of(case.id) in words(receipt)
    assert people.by_id(case.person_id).real_name_level > 0


@pytest.mark.rule("A-215")
def test_nobody_is_sent_away_for_a_missing_paper_or_answer(client):
    only_who = {name: value for name, value in WALK_IN.items() if not name.startswith(("p-", "q-"))}

    assert client.post("/desk/window/", only_who).status_code == 302
    assert Case.objects.get().state == "submitted"


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("name", ""),
        ("name", "<b>"),
        ("id_number", "440981199001010018"),
        ("id_number", ""),
        ("id_kind", "x"),
        ("phone", "12"),
        ("code", "nothing"),
        ("code", ""),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_everything_typed_is_kept(client, field, wrong):
    page = take_in(client, **{field: wrong})

    assert errors(page) == {field}
    assert not Case.objects.exists()
    if field != "code":
        assert 'value="老李饭店"' in words(page)
        assert re.search(r'<option value="cold" selected', words(page))
        assert re.search(r'name="p-2" value="1" checked', words(page))
        assert not re.search(r'name="p-3" value="1" checked', words(page))


def test_somebody_known_is_not_registered_again_and_another_name_is_refused(client):
    take_in(client)
    other = take_in(client, name="李建华", ticket="b")
    again = take_in(client, ticket="c")

    assert errors(other) == {"name"}
    assert again.status_code == 302
    assert (Person.objects.count(), Case.objects.count()) == (1, 2)


def test_a_form_sent_twice_is_one_case(client):
    ticket = client.get(f"/desk/window/?code={MATTER}").context["form"]["ticket"].value()

    answers = {take_in(client, ticket=ticket)["Location"] for _click in range(3)}

    assert Case.objects.count() == 1
    assert answers == {f"/desk/cases/{Case.objects.get().id}/receipt/"}


def test_every_form_has_its_own_ticket(client):
    tickets = {client.get("/desk/window/").context["form"]["ticket"].value() for _form in range(3)}

    assert len(tickets) == 3


def test_the_matter_of_another_organ_is_refused_with_words(client):
    foreign()

    page = take_in(client, code=FOREIGN)

    assert errors(page) == {"code"}
    assert Case.objects.count() == 1
    assert errors(take_in(stranger())) == {"code"}


def test_a_village_agent_takes_in_as_well(client):
    agent = officer("cun", Role.VILLAGE_AGENT)

    assert take_in(agent).status_code == 302


def test_a_change_of_language_takes_nothing_in_and_keeps_what_was_typed(client):
    page = take_in(client, _language="fr", name="")

    assert errors(page) == set()
    assert 'value="老李饭店"' in words(page)
    assert not Case.objects.exists()


def test_signs_of_a_spreadsheet_or_a_page_are_only_words(client):
    take_in(client, **{"q-shop": '=cmd|"x"!A1<script>'})
    case = Case.objects.get()

    page = words(client.get(f"/desk/cases/{case.id}/"))

    assert reads.sheet(case.id).facts["shop"] == '=cmd|"x"!A1<script>'
    assert "!A1<script>" not in page


def test_the_receipt_is_for_the_window_of_the_organ(client):
    case = waiting()

    assert client.get(f"/desk/cases/{case}/receipt/").status_code == 200
    assert officer("zhao", Role.REVIEWER).get(f"/desk/cases/{case}/receipt/").status_code == 403


@pytest.mark.rule("A-903")
def test_an_absence_is_listed_and_may_be_called_off(client):
    tomorrow = now().date() + timedelta(days=1)
    client.post("/desk/absence/", {"first": tomorrow, "last": tomorrow, "reason": "培训"})

    page = client.get("/desk/absence/")
    assert [(one.first_on, one.last_on) for one in page.context["absences"]] == [(tomorrow, tomorrow)]

    client.post("/desk/absence/end/", {"first": tomorrow.isoformat()})
    assert not Absence.objects.exists()


@pytest.mark.rule("A-903")
def test_whoever_is_back_early_was_away_until_yesterday(client):
    yesterday = now().date() - timedelta(days=1)
    away = Absence.objects.create(
        account_id=an_account("zhou").pk, first_on=yesterday, last_on=yesterday + timedelta(days=9)
    )

    client.post("/desk/absence/end/", {"first": yesterday.isoformat()})

    away.refresh_from_db()
    assert away.last_on == yesterday


@pytest.mark.parametrize("first", ["", "soon", "2026-02-31", "2030-01-01"])
def test_what_was_not_reported_cannot_be_ended(client, first):
    page = client.post("/desk/absence/end/", {"first": first}, follow=True)

    assert [one.level_tag for one in page.context["messages"]] == ["error"]
    assert not Absence.objects.exists()
