"""Persons are entered once, sealed, found again, corrected, copied and let go."""

import json

import pytest
from django.db import connection

from yimen.ground import vault
from yimen.ground.bus import journal
from yimen.ground.life import Refused
from yimen.registers.people import acts, reads
from yimen.registers.people.acts import NewPerson
from yimen.registers.people.models import Account, Person
from yimen.registers.people.tests.make import (
    AT,
    CHILD,
    LI,
    SHOP_CODE,
    TODAY,
    WANG,
    account,
    may_act_for,
    person,
    register_of_identities,
)

pytestmark = pytest.mark.django_db


def said(subject: int) -> list[str]:
    return [told.type.removeprefix("people.") for told in journal.history(subject)]


@pytest.mark.rule("F-422", "F-425")
def test_no_byte_of_the_tables_says_who_a_person_is():
    person()

    with connection.cursor() as cursor:
        cursor.execute("SELECT p::text FROM people_person p")
        row = cursor.fetchone()[0]
    for plain in (WANG.name, WANG.id_number, WANG.phone, WANG.address):
        assert plain not in row
        assert plain.encode().hex() not in row


def test_a_person_is_found_by_number_however_it_is_written():
    person_id = person()

    for written in (WANG.id_number, "440981 19900101 0017", "440981900101001"):
        found = reads.find("resident", written)
        assert found is not None
        assert found.id == person_id
    assert reads.find("resident", LI.id_number) is None
    assert reads.find("passport", WANG.id_number) is None


@pytest.mark.rule("F-217")
def test_a_sheet_shows_numbers_masked():
    sheet = reads.by_id(person())

    assert (sheet.masked_name, sheet.masked_id, sheet.masked_phone) == (
        "王**",
        "440***********0017",
        "139****8001",
    )
    assert (sheet.birth_year, sheet.kind, sheet.real_name_level) == (1990, "natural", 3)


@pytest.mark.rule("J-302")
@pytest.mark.parametrize("name", ["𬭚", "䶮", "阿卜杜拉·买买提", "永" * 30])
def test_rare_and_long_names_come_back_whole(name):
    new = NewPerson(name, "resident", WANG.id_number, WANG.phone)

    assert reads.by_id(person(new)).name == name


def test_registering_a_document_twice_is_refused_without_saying_whose_it_is():
    first = person()

    with pytest.raises(Refused) as refused:
        acts.register(WANG, account_id=None, by="system", at=AT)

    assert (refused.value.field, refused.value.code) == ("id_number", "twice")
    assert "王" not in str(refused.value.reason)
    assert Person.objects.count() == 1
    assert said(first) == ["PersonRegistered", "IdentityVerified"]


def test_an_account_belongs_to_one_person_for_good():
    account_id, _person = account()

    with pytest.raises(Refused):
        acts.register(LI, account_id=account_id, by="system", at=AT)

    assert Person.objects.count() == 1


@pytest.mark.rule("F-201", "F-203")
def test_the_version_of_the_notice_that_was_shown_is_written_down():
    person_id = person()

    assert journal.history(person_id)[0].data["notice"] == "2026-11"


@pytest.mark.rule("F-208")
def test_a_child_does_not_register_alone():
    account_id, _none = account(None)

    with pytest.raises(Refused) as refused:
        acts.register(CHILD, account_id=account_id, by=f"account:{account_id}", at=AT)

    assert refused.value.code == "child"
    assert not Person.objects.exists()


@pytest.mark.rule("F-208", "A-102")
def test_a_guardian_named_by_the_register_acts_until_the_child_is_grown():
    register_of_identities()
    account_id, guardian = account()

    child = acts.register_represented(CHILD, representative_id=guardian, by=f"account:{account_id}", at=AT)

    grown = TODAY.replace(year=2036, month=2, day=28)
    assert [one.id for one in reads.principals(account_id, TODAY)] == [guardian, child]
    assert may_act_for(account_id, child, matter_code="any", on=TODAY)
    assert not may_act_for(account_id, child, matter_code="any", on=grown)
    assert [one.id for one in reads.principals(account_id, grown)] == [guardian]


@pytest.mark.rule("F-208")
def test_a_stranger_is_not_taken_for_a_guardian():
    register_of_identities()
    _account, stranger = account(LI, name="li")

    with pytest.raises(Refused) as refused:
        acts.register_represented(CHILD, representative_id=stranger, by="system", at=AT)

    assert refused.value.code == "no_match"
    assert Person.objects.count() == 1


def test_whoever_is_not_verified_represents_nobody():
    register_of_identities()
    _account, guardian = account(verified=False)

    with pytest.raises(Refused) as refused:
        acts.register_represented(CHILD, representative_id=guardian, by="system", at=AT)

    assert refused.value.code == "level"


@pytest.mark.rule("A-102")
def test_the_legal_representative_acts_for_the_enterprise_until_the_register_names_another():
    shop = NewPerson("高州市荔枝小馆", "uscc", SHOP_CODE, "06686668888")
    acts.enter_in_register(shop, today=TODAY, representative=WANG.id_number)
    wang_account, wang = account()
    li_account, li = account(LI, name="li")
    shop_id = acts.register_represented(shop, representative_id=wang, by="system", at=AT)

    acts.enter_in_register(shop, today=TODAY, representative=LI.id_number)
    again = acts.register_represented(shop, representative_id=li, by="system", at=AT)

    assert again == shop_id
    assert reads.by_id(shop_id).kind == "legal"
    assert may_act_for(li_account, shop_id, matter_code="x", on=TODAY)
    assert not may_act_for(wang_account, shop_id, matter_code="x", on=TODAY)


@pytest.mark.rule("F-425", "F-412")
def test_seeing_a_number_in_full_is_told_to_the_person():
    person_id = person()

    plain = acts.reveal(
        person_id,
        "id_number",
        why="核对营业执照",
        by="account:7",
        at=AT,
        who="李窗口 · 市场监督管理局",
        organ=12,
    )

    assert plain == WANG.id_number
    (seen,) = reads.who_looked(person_id)
    assert (seen.actor, seen.field, seen.why, seen.who) == (
        "account:7",
        "id_number",
        "核对营业执照",
        "李窗口 · 市场监督管理局",
    )


@pytest.mark.rule("F-425")
@pytest.mark.parametrize(
    ("field", "why"), [("id_number", "  "), ("password", "curious"), ("id_index", "curious")]
)
def test_nothing_is_shown_without_a_reason_or_beyond_the_fields(field, why):
    person_id = person()

    with pytest.raises(Refused):
        acts.reveal(person_id, field, why=why, by="account:7", at=AT)

    assert reads.who_looked(person_id) == []


@pytest.mark.rule("A-511")
def test_consent_to_electronic_service_is_stored_and_taken_back():
    person_id = person()
    assert not reads.consents_to_electronic_service(person_id)

    acts.agree_to_electronic_service(person_id, agree=True, by="account:1", at=AT)
    acts.agree_to_electronic_service(person_id, agree=True, by="account:1", at=AT)
    assert reads.consents_to_electronic_service(person_id)
    acts.agree_to_electronic_service(person_id, agree=False, by="account:1", at=AT)

    assert not reads.consents_to_electronic_service(person_id)
    assert said(person_id).count("ConsentChanged") == 2


@pytest.mark.rule("F-210")
def test_a_corrected_name_has_to_be_verified_again():
    person_id = person()

    acts.correct_name(person_id, "王秀瑛", by="account:1", at=AT)

    sheet = reads.by_id(person_id)
    assert (sheet.name, sheet.real_name_level) == ("王秀瑛", 0)
    with pytest.raises(Refused):
        acts.correct_name(person_id, "王秀瑛", by="account:1", at=AT)


@pytest.mark.rule("F-210")
def test_a_copy_of_ones_data_holds_everything_in_the_clear_and_is_written_down():
    register_of_identities()
    account_id, person_id = account()
    acts.bar(person_id, 5, until=TODAY.replace(year=2027), reason="虚假材料", by="system", at=AT)

    copy = json.loads(json.dumps(acts.export(person_id, by=f"account:{account_id}", at=AT), default=str))

    assert copy["person"]["id_number"] == WANG.id_number
    assert copy["person"]["phone"] == WANG.phone
    assert copy["account"]["name"] == "wang"
    assert copy["bars"] == [{"matter": 5, "reason": "虚假材料", "from": "2026-03-02", "until": "2027-03-02"}]
    assert "people.PersonRegistered" in {line["what"] for line in copy["history"]}
    assert said(person_id)[-1] == "PersonalDataExported"


@pytest.mark.rule("F-210")
def test_other_modules_add_their_part_to_the_copy(monkeypatch):
    monkeypatch.setattr("yimen.registers.people.records._parts", {})
    reads.register_part("letters", lambda person_id: [person_id])
    person_id = person()

    assert acts.export(person_id, by="account:1", at=AT)["letters"] == [person_id]


@pytest.mark.rule("F-211", "F-212")
def test_closing_an_account_wipes_what_nothing_keeps():
    account_id, person_id = account()

    acts.close_account(account_id, by=f"account:{account_id}", at=AT)

    row, left = Person.objects.get(pk=person_id), Account.objects.get(pk=account_id)
    for field in ("name", "id_number", "phone", "address"):
        assert vault.unseal(getattr(row, field), context=f"people.{field}") == ""
    assert (left.is_active, left.person_id, left.email, left.has_usable_password()) == (
        False,
        None,
        "",
        False,
    )
    assert left.username != "wang"
    assert reads.find("resident", WANG.id_number) is None
    assert acts.register(WANG, account_id=None, by="system", at=AT) != person_id
    with pytest.raises(Refused):
        acts.close_account(account_id, by="system", at=AT)


@pytest.mark.rule("F-211", "A-210", "K-29")
def test_a_ban_outlives_the_account_and_waits_for_the_person():
    account_id, person_id = account()
    acts.bar(person_id, 5, until=TODAY.replace(year=2027), reason="虚假材料", by="system", at=AT)

    acts.close_account(account_id, by=f"account:{account_id}", at=AT)
    again = acts.register(WANG, account_id=None, by="system", at=AT)

    assert again == person_id
    assert reads.bar_on(again, 5, on=TODAY).until_on == TODAY.replace(year=2027)
    assert reads.by_id(again).real_name_level == 0


@pytest.mark.rule("F-212")
def test_an_account_with_an_open_affair_is_not_closed(monkeypatch):
    monkeypatch.setattr("yimen.registers.people.records._affairs", [])
    reads.register_affairs(lambda _person: reads.Stays(open=("一个办件正在办理。",)))
    account_id, person_id = account()

    with pytest.raises(Refused) as refused:
        acts.close_account(account_id, by="system", at=AT)

    assert refused.value.code == "open_affairs"
    assert Account.objects.get(pk=account_id).is_active
    assert reads.by_id(person_id).name == WANG.name
