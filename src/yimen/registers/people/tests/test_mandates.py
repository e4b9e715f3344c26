"""Others act for a person within the mandate and not beyond it; who is barred stays barred for its time."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from yimen.ground.languages.dates import written
from yimen.ground.life import Refused
from yimen.registers.people import acts, reads
from yimen.registers.people.acts import BarReason
from yimen.registers.people.models import Bar, Mandate
from yimen.registers.people.tests.make import AT, LI, TODAY, WANG, account, days, may_act_for, person

pytestmark = pytest.mark.django_db
SPRING = days("2026-03-02", "2026-05-31")


def mandate(principal: int, **changes: object) -> int:
    words = {"matters": [], "agent_name": LI.name, **SPRING, "by": "account:1", "at": AT, **changes}
    return acts.give_mandate(principal, LI.id_number, **words)


@pytest.mark.rule("A-102")
@pytest.mark.parametrize(
    ("matters", "asked", "on", "may"),
    [
        ([], "any", date(2026, 3, 2), True),
        ([], "any", date(2026, 5, 31), True),
        ([], "any", date(2026, 3, 1), False),
        ([], "any", date(2026, 6, 1), False),
        (["food", "closing"], "food", date(2026, 4, 1), True),
        (["food"], "foods", date(2026, 4, 1), False),
        (["food"], "", date(2026, 4, 1), False),
    ],
)
def test_an_agent_acts_in_the_matters_and_days_of_the_mandate(matters, asked, on, may):
    agent_account, _agent = account(LI, name="li")
    principal = person()
    mandate(principal, matters=matters)

    assert may_act_for(agent_account, principal, matter_code=asked, on=on) is may


@pytest.mark.rule("A-102")
def test_a_revoked_mandate_ends_at_once():
    agent_account, agent = account(LI, name="li")
    principal = person()
    number = mandate(principal)

    acts.revoke_mandate(number, principal_id=principal, by="account:1", at=AT + timedelta(hours=1))

    assert not may_act_for(agent_account, principal, matter_code="any", on=TODAY)
    assert [one.id for one in reads.principals(agent_account, TODAY)] == [agent]
    with pytest.raises(Refused):
        acts.revoke_mandate(number, principal_id=principal, by="account:1", at=AT)


def test_nobody_revokes_the_mandate_of_another():
    agent_account, agent = account(LI, name="li")
    principal = person()
    number = mandate(principal)

    with pytest.raises(Refused):
        acts.revoke_mandate(number, principal_id=agent, by="account:2", at=AT)

    assert may_act_for(agent_account, principal, matter_code="any", on=TODAY)


def test_whoever_has_no_mandate_acts_for_nobody_else():
    li_account, li = account(LI, name="li")
    wang = person()

    assert not may_act_for(li_account, wang, matter_code="any", on=TODAY)
    assert may_act_for(li_account, li, matter_code="any", on=TODAY)
    assert not may_act_for(424242, wang, matter_code="any", on=TODAY)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        (days("2026-05-01", "2026-04-30"), "order"),
        (days("2026-01-01", "2026-03-01"), "past"),
        ({"agent_name": "李建军"}, "unknown"),
        ({"matters": [str(n) for n in range(201)]}, "too_many"),
    ],
)
def test_a_mandate_that_cannot_be_is_refused(changes, code):
    person(LI)
    principal = person()

    with pytest.raises(Refused) as refused:
        mandate(principal, **changes)

    assert refused.value.code == code
    assert not Mandate.objects.exists()


def test_an_unknown_number_and_a_wrong_name_get_the_same_answer():
    principal, answers = person(), []
    for registered in (False, True):
        if registered:
            person(LI)
        with pytest.raises(Refused) as refused:
            mandate(principal, agent_name="李某")
        answers.append((str(refused.value.reason), refused.value.field, refused.value.code))

    assert answers[0] == answers[1]


@pytest.mark.rule("A-113")
def test_only_a_verified_person_lets_others_act():
    person(LI)
    principal = person(verified=False)

    with pytest.raises(Refused) as refused:
        mandate(principal)

    assert refused.value.code == "level"


def test_nobody_needs_a_mandate_for_themselves():
    principal = person()

    with pytest.raises(Refused) as refused:
        acts.give_mandate(
            principal, WANG.id_number, matters=[], **SPRING, by="account:1", at=AT, agent_name=WANG.name
        )

    assert refused.value.code == "self"


def test_a_list_says_of_each_mandate_how_it_stands():
    person(LI)
    principal = person()
    mandate(principal)
    gone = mandate(principal, **days("2026-03-02", "2026-03-03"))
    mandate(principal, **days("2026-09-01", "2026-09-30"))
    acts.revoke_mandate(mandate(principal), principal_id=principal, by="account:1", at=AT)

    lines = reads.mandates(principal, on=date(2026, 4, 1))

    assert [line.state for line in lines] == ["revoked", "coming", "ended", "valid"]
    assert [line.id for line in lines if line.state == "ended"] == [gone]


def test_closing_an_account_ends_mandates_on_both_sides():
    agent_account, agent = account(LI, name="li")
    principal = person()
    mandate(principal)

    acts.close_account(agent_account, by=f"account:{agent_account}", at=AT)

    assert [line.state for line in reads.mandates(principal, on=TODAY)] == ["revoked"]
    assert reads.by_id(agent).name == ""


@pytest.mark.rule("A-210", "A-607")
@pytest.mark.parametrize(
    ("matter", "on", "barred"),
    [
        (5, date(2026, 3, 2), True),
        (5, date(2027, 3, 1), True),
        (5, date(2027, 3, 2), False),
        (6, date(2026, 3, 2), False),
    ],
)
def test_a_ban_holds_for_one_person_one_matter_and_its_time(matter, on, barred):
    person_id, other = person(), person(LI)

    acts.bar(person_id, 5, until=date(2027, 3, 2), reason="提供虚假材料", by="account:9", at=AT)

    assert (reads.bar_on(person_id, matter, on=on) is not None) is barred
    assert reads.bar_on(other, 5, on=on) is None
    assert bool(reads.bars(person_id, on=on)) is (on < date(2027, 3, 2))


@pytest.mark.rule("A-210", "A-607")
@pytest.mark.parametrize("reason", [*BarReason, "伪造印章"])
def test_a_ban_says_in_the_readers_words_why_and_until_when(reason):
    person_id = person()
    acts.bar(person_id, 5, until=date(2027, 3, 2), reason=reason, by="account:9", at=AT)

    found = reads.bar_on(person_id, 5, on=TODAY)

    with override("en"):
        why = getattr(reason, "label", reason)
        assert found.words.endswith(f"from this person before {written(date(2027, 3, 2))}. {why}")


@pytest.mark.rule("A-607")
def test_of_two_bans_the_longer_counts():
    person_id = person()

    acts.bar(person_id, 5, until=date(2027, 3, 2), reason="虚假材料", by="account:9", at=AT)
    acts.bar(person_id, 5, until=date(2029, 3, 2), reason="骗取许可", by="account:9", at=AT)

    assert reads.bar_on(person_id, 5, on=TODAY).until_on == date(2029, 3, 2)


@pytest.mark.parametrize(("until", "reason"), [(TODAY, "x"), (date(2027, 1, 1), " ")])
def test_a_ban_without_reason_or_time_is_refused(until, reason):
    person_id = person()

    with pytest.raises(Refused):
        acts.bar(person_id, 5, until=until, reason=reason, by="account:9", at=AT)

    assert not Bar.objects.exists()
