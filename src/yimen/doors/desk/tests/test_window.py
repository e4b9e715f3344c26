"""Somebody stands at the window: taken in, registered once, and with a receipt in the hand."""

import re
from datetime import timedelta

import pytest
from django.utils.translation import override

from yimen.affairs.cases import reads
from yimen.affairs.cases.models import Case, Material
from yimen.doors.desk.tests.make import (
    FOREIGN,
    MATTER,
    WALK_IN,
    an_account,
    another_organ,
    citizen,
    clerk,
    foreign,
    officer,
    stranger,
    waiting,
    words,
)
from yimen.ground.clock import now
from yimen.ground.languages.dates import written
from yimen.means.documents.models import Document
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.models import Absence
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.tests.make import an_organ, published_matter
from yimen.registers.people import acts as people_acts
from yimen.registers.people import reads as people
from yimen.registers.people.models import Person

pytestmark = pytest.mark.django_db
DETAILS = ("name", "id_kind", "id_number", "phone")


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
    assert 'class="desk-who no-print"' in words(receipt)
    assert "<dd>申请书; 场所平面图</dd>" in words(receipt)
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
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_everything_typed_is_kept(client, field, wrong):
    page = take_in(client, **{field: wrong})

    assert errors(page) == {field}
    assert not Case.objects.exists()
    assert 'value="老李饭店"' in words(page)
    assert re.search(r'<input type="radio" name="q-kind" value="cold"[^>]* checked', words(page))
    assert re.search(r'name="p-2" value="1" checked', words(page))
    assert not re.search(r'name="p-3" value="1" checked', words(page))


def test_everything_wrong_about_the_person_is_said_at_once(client):
    page = take_in(client, name="<b>", id_number="440981199001010018", phone="12")

    assert errors(page) == {"name", "id_number", "phone"}


def test_an_answer_that_cannot_be_right_is_said_at_its_question_beside_what_is_wrong_with_the_person(client):
    page = take_in(client, name="", **{"q-area": "a room"})

    assert errors(page) == {"name"}
    assert set(page.context["questions"].errors) == {"area"}
    assert 'value="a room"' in words(page)
    assert 'href="#id_q-area"' in words(page)
    assert not Case.objects.exists()


@pytest.mark.parametrize("code", ["nothing", "", "'", "x" * 5000])
def test_without_a_matter_nothing_is_taken_in_and_the_search_says_so(client, code):
    page = take_in(client, code=code)

    assert page.status_code == 422
    assert "No matter in force has this code." in words(page)
    assert 'name="q"' in words(page)
    assert not Case.objects.exists()


def test_before_a_matter_is_chosen_only_the_search_is_shown(client):
    page = words(client.get("/desk/window/"))

    assert 'name="q"' in page
    assert 'name="id_number"' not in page
    assert f"?code={MATTER}" in page


def test_words_find_the_matter_and_a_code_leads_straight_to_it(client):
    found = client.get("/desk/window/?q=开饭店")
    straight = client.get(f"/desk/window/?q={MATTER}")

    assert [line.code for line, _own in found.context["lines"]] == [MATTER]
    assert straight["Location"] == f"/desk/window/?code={MATTER}"


def test_nothing_found_is_said(client):
    assert "Nothing was found" in words(client.get("/desk/window/?q=zzzzqqqq"))


def test_ones_own_organ_comes_first_and_others_only_where_it_has_nothing(client):
    published_matter(FOREIGN, organ_id=another_organ())

    own = client.get("/desk/window/?q=开饭店").context["lines"]
    everywhere = client.get("/desk/window/?q=开饭店&everywhere=1").context["lines"]
    elsewhere = stranger().get("/desk/window/?q=开饭店").context["lines"]

    assert [(line.code, mine) for line, mine in own] == [(MATTER, True)]
    assert [(line.code, mine) for line, mine in everywhere] == [(MATTER, True), (FOREIGN, False)]
    assert [(line.code, mine) for line, mine in elsewhere] == [(FOREIGN, True)]


def test_with_a_matter_its_summary_and_papers_stand_above_the_form_and_the_code_is_hidden(client):
    page = words(client.get(f"/desk/window/?code={MATTER}"))

    assert "Needed before opening a restaurant." in page
    assert "Floor plan" in page
    assert "May follow later" in page
    assert re.search(rf'<input type="hidden" name="code" value="{MATTER}"', page)
    assert page.count('name="code"') == 1


def test_whoever_may_not_take_the_matter_is_told_before_filling_anything_in(client):
    published_matter(FOREIGN, organ_id=another_organ())

    page = words(client.get(f"/desk/window/?code={FOREIGN}"))

    assert "This matter belongs to another organ." in page
    assert 'name="id_number"' not in page


def test_somebody_known_is_not_registered_again_and_another_name_is_refused(client):
    take_in(client)
    other = take_in(client, name="李建华", ticket="b")
    again = take_in(client, ticket="c")

    assert errors(other) == {"name"}
    assert again.status_code == 302
    assert (Person.objects.count(), Case.objects.count()) == (1, 2)


@pytest.mark.rule("A-113", "F-410", "F-425")
def test_a_case_taken_in_at_the_window_is_not_the_case_of_an_account_that_only_named_the_document(client):
    thief = citizen()
    thief.post("/my/details/", {**{name: WALK_IN[name] for name in DETAILS}, "address": ""})

    take_in(client)
    case = Case.objects.get().id

    assert Person.objects.count() == 2
    assert thief.get(f"/my/cases/{case}/").status_code == 404
    assert thief.post(f"/my/cases/{case}/withdraw/", {"reason": "x"}).status_code == 404
    assert Case.objects.get().state == "submitted"


@pytest.mark.rule("A-113")
def test_the_window_verifies_the_account_of_whoever_stands_there_with_their_document(client):
    owner = citizen()
    owner.post("/my/details/", {**{name: WALK_IN[name] for name in DETAILS}, "address": ""})
    Case.objects.filter(pk=waiting()).update(
        person_id=Person.objects.get(self_declared=True).pk
    )  # handed in by the account

    wrong = take_in(client, account="zhou", renamed="on")
    take_in(client, account="wang", renamed="on", ticket="b")

    assert errors(wrong) == {"account"}
    cases = list(Case.objects.all())
    assert [owner.get(f"/my/cases/{one.id}/").status_code for one in cases] == [200, 200]
    assert len({one.person_id for one in cases}) == 1


@pytest.mark.rule("A-113")
def test_a_name_that_the_document_does_not_show_is_put_right_at_the_window(client):
    take_in(client, name="李建华")

    wrong = take_in(client, ticket="b")
    take_in(client, renamed="on", ticket="c")

    assert errors(wrong) == {"name"}
    assert people.by_id(Case.objects.last().person_id).name == WALK_IN["name"]


def test_a_form_sent_twice_is_one_case(client):
    ticket = client.get(f"/desk/window/?code={MATTER}").context["form"]["ticket"].value()

    answers = {take_in(client, ticket=ticket)["Location"] for _click in range(3)}

    assert Case.objects.count() == 1
    assert answers == {f"/desk/cases/{Case.objects.get().id}/receipt/"}


def test_every_form_has_its_own_ticket(client):
    tickets = {
        client.get(f"/desk/window/?code={MATTER}").context["form"]["ticket"].value() for _form in range(3)
    }

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


@pytest.mark.rule("A-215")
def test_the_receipt_says_what_is_missing_where_to_ask_and_how_to_follow_the_case(client, settings):
    settings.PUBLIC_URL = "https://city.example"
    receipt = client.get(take_in(client, **{"p-2": ""})["Location"])

    organ = agencies.organs()[an_organ()]
    assert receipt.context["missing"] == ["Floor plan", "Health certificate"]
    assert "https://city.example/track/" in words(receipt)
    assert 'src="data:image/svg+xml' in words(receipt)
    assert organ.address("en") in words(receipt)
    assert organ.phone in words(receipt)
    assert "zhou · " in words(receipt)
    assert words(receipt).count("Signature of the ") == 2


@pytest.mark.rule("A-208")
def test_the_receipt_leads_to_its_sealed_document(client):
    case = waiting()
    paper = Document.objects.create(
        kind="receipt",
        title="收件凭证",
        subject=case,
        organ_id=an_organ(),
        number="收字1号",
        digest="0" * 64,
        ordered_at=now(),
        data=b"",
    )

    page = words(client.get(f"/desk/cases/{case}/receipt/"))

    assert f'href="/documents/{paper.pk}/"' in page


def test_officers_read_of_a_shared_paper_that_other_offices_give_it(client):
    page = words(client.get(f"/desk/window/?code={MATTER}"))

    assert "Fetched from other offices" in page
    assert "you need not bring it" not in page


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
def test_an_absence_in_the_past_is_refused_at_its_date(client):
    page = client.post("/desk/absence/", {"first": "2020-12-10", "last": "2020-12-11"})

    assert set(page.context["form"].errors) == {"first"}
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


@pytest.mark.rule("A-210", "A-607")
def test_for_whoever_is_barred_the_window_is_told_why_and_until_when(client):
    person = people_acts.NewPerson("李建国", "resident", WALK_IN["id_number"], "13800138000", "")
    number = people_acts.register(person, account_id=None, by="system", at=now())
    matter = catalogue.published(MATTER, on=now().date())
    until = now().date().replace(month=1, day=1, year=now().year + 3)
    reason = people_acts.BarReason.FALSE_PROMISE
    people_acts.bar(number, matter.matter_id, until=until, reason=reason, by="account:9", at=now())

    page = take_in(client)

    with override("en"):
        told = f"before {written(until)}. A permit that was got by a false promise was revoked."
    assert told in words(page)
    assert not Case.objects.exists()
