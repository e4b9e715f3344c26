"""Who only says who they are gets nothing of what is known under the document they name."""

import pytest

from yimen.ground.bus import journal
from yimen.ground.life import Refused
from yimen.registers.people import acts, reads
from yimen.registers.people.acts import NewPerson
from yimen.registers.people.models import Account, Bar, Person
from yimen.registers.people.tests.make import (
    AT,
    LI,
    SHOP_CODE,
    TODAY,
    TOKEN,
    WANG,
    account,
    person,
    register_of_identities,
)

pytestmark = [pytest.mark.django_db, pytest.mark.rule("A-113", "F-410")]
CLERK = "account:9000000900"


def present(new: NewPerson = WANG, *, renamed: bool = False) -> int:
    return acts.present(new, renamed=renamed, by=CLERK, at=AT)


def mine(account_id: int) -> int:
    return Account.objects.get(pk=account_id).person_id


def acts_for(account_id: int) -> list[int]:
    return [one.id for one in reads.principals(account_id, TODAY)]


def proved(account_id: int) -> None:
    acts.begin_proof(mine(account_id), "network", {"token": TOKEN}, by=f"account:{account_id}", at=AT)


@pytest.mark.parametrize("name", [WANG.name, "张三"])
def test_a_number_that_an_account_only_names_is_not_its_own(name):
    thief, said = account(NewPerson(name, WANG.id_kind, WANG.id_number, "13700137000"), verified=False)

    real = present()

    assert real != said
    assert acts_for(thief) == [said]
    assert reads.find("resident", WANG.id_number).id == real
    assert reads.by_id(real).real_name_level == 3
    assert reads.account_of(real) is None
    assert reads.find("resident", LI.id_number) is None


def test_an_account_that_was_there_first_does_not_open_what_comes_later_through_another_channel():
    thief, said = account(verified=False)

    entered = acts.register(WANG, account_id=None, by="client:1", at=AT)

    assert acts_for(thief) == [said] != [entered]


@pytest.mark.rule("F-211", "F-212")
@pytest.mark.parametrize("name", [WANG.name, "张三"])
def test_the_number_of_somebody_who_left_brings_nothing_of_theirs(name):
    first, left = account(name="first")
    acts.bar(left, 5, until=TODAY.replace(year=2027), reason="虚假材料", by="system", at=AT)
    acts.close_account(first, by=f"account:{first}", at=AT)

    second, said = account(NewPerson(name, WANG.id_kind, WANG.id_number, "13700137000"), verified=False)

    assert said != left
    assert acts_for(second) == [said]
    assert Person.objects.get(pk=left).closed_at == AT
    assert reads.by_id(left).name == WANG.name
    assert reads.bar_on(said, 5, on=TODAY).until_on == TODAY.replace(year=2027)  # a ban is not shaken off so


@pytest.mark.rule("F-211", "F-212")
def test_another_name_does_not_bring_back_somebody_who_left():
    first, left = account(name="first")
    acts.bar(left, 5, until=TODAY.replace(year=2027), reason="虚假材料", by="system", at=AT)
    acts.close_account(first, by=f"account:{first}", at=AT)

    with pytest.raises(Refused) as refused:
        person(NewPerson("张三", WANG.id_kind, WANG.id_number, WANG.phone))

    assert refused.value.code == "no_match"
    assert reads.by_id(left).name == WANG.name


def test_whoever_proves_it_holds_the_document_with_all_that_is_known_under_it_and_all_they_handed_in():
    register_of_identities()
    real = present()
    acts.bar(real, 5, until=TODAY.replace(year=2027), reason="虚假材料", by="system", at=AT)
    owner, said = account(verified=False)
    acts.bar(said, 6, until=TODAY.replace(year=2027), reason="虚假材料", by="system", at=AT)

    proved(owner)

    assert acts_for(owner) == [real]
    assert set(Bar.objects.values_list("person_id", flat=True)) == {real}
    assert Person.objects.get(pk=said).closed_at == AT
    assert reads.by_id(said).name == ""


def test_of_two_accounts_that_name_a_document_only_the_one_that_proves_it_holds_it():
    register_of_identities()
    thief, _said = account(verified=False, name="thief")
    owner, _said = account(verified=False, name="owner")

    proved(owner)
    with pytest.raises(Refused) as refused:
        proved(thief)

    assert refused.value.code == "twice"
    assert reads.find("resident", WANG.id_number).id == mine(owner)


def test_wrong_proofs_are_counted_for_the_document_and_not_for_each_account():
    register_of_identities()
    first, _said = account(verified=False, name="first")
    second, _said = account(verified=False, name="second")
    for _n in range(5):
        with pytest.raises(Refused):
            acts.begin_proof(mine(first), "network", {"token": "x"}, by="system", at=AT)

    with pytest.raises(Refused) as refused:
        proved(second)

    assert refused.value.code == "too_often"


def test_a_window_puts_a_false_name_right_by_the_document_it_sees():
    false = acts.register(
        NewPerson("张三", WANG.id_kind, WANG.id_number, WANG.phone), account_id=None, by="client:1", at=AT
    )

    with pytest.raises(Refused) as refused:
        present()
    taken_over = present(renamed=True)

    assert (refused.value.field, refused.value.code) == ("name", "no_match")
    assert taken_over == false
    assert reads.by_id(false).name == WANG.name
    assert reads.by_id(false).real_name_level == 3
    told = [(one.type, one.actor) for one in journal.history(false)][1:]
    assert told == [("people.NameCorrected", CLERK), ("people.IdentityVerified", CLERK)]


def test_a_window_verifies_the_account_of_whoever_stands_there():
    owner, _said = account(verified=False)
    real = present()

    acts.verify_account("wang", real, by=CLERK, at=AT)
    acts.verify_account("wang", real, by=CLERK, at=AT)  # once more changes nothing

    assert acts_for(owner) == [real]


@pytest.mark.parametrize("name", ["li", "nobody", ""])
def test_a_window_gives_no_account_to_a_person_whose_document_it_did_not_name(name):
    account(LI, name="li", verified=False)
    real = present()

    with pytest.raises(Refused) as refused:
        acts.verify_account(name, real, by=CLERK, at=AT)

    assert (refused.value.field, refused.value.code) == ("account", "no_match")
    assert reads.account_of(real) is None


def test_nobody_verifies_their_own_account_at_a_window():
    owner, _said = account(verified=False)
    real = present()

    with pytest.raises(Refused) as refused:
        acts.verify_account("wang", real, by=f"account:{owner}", at=AT)

    assert refused.value.code == "self"


@pytest.mark.rule("A-102")
def test_no_account_becomes_an_enterprise_by_its_code():
    account_id, _none = account(None)

    with pytest.raises(Refused) as refused:
        acts.register(
            NewPerson("荔城饮品店", "uscc", SHOP_CODE, WANG.phone), account_id=account_id, by="system", at=AT
        )

    assert (refused.value.field, refused.value.code) == ("id_kind", "representative")
    assert not Person.objects.exists()


@pytest.mark.rule("A-102")
def test_a_mandate_names_no_agent_who_only_says_who_they_are():
    _owner, principal = account()
    account(LI, name="li", verified=False)

    with pytest.raises(Refused) as refused:
        acts.give_mandate(
            principal,
            LI.id_number,
            matters=[],
            first=TODAY,
            last=TODAY,
            by="system",
            at=AT,
            agent_name=LI.name,
        )

    assert refused.value.code == "unknown"
