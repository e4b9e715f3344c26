"""An identity is verified in several ways, each against the register, none with a face."""

from datetime import timedelta

import pytest

from yimen.ground.bus import journal
from yimen.ground.life import Refused
from yimen.registers.people import acts, reads
from yimen.registers.people.acts import proof
from yimen.registers.people.tests.make import (
    AT,
    CARD,
    LI,
    TOKEN,
    WANG,
    account,
    person,
    register_of_identities,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def letterbox(monkeypatch) -> list[tuple[str, str]]:
    """What was sent to which telephone."""
    sent: list[tuple[str, str]] = []
    monkeypatch.setattr(proof, "_couriers", [lambda phone, code: sent.append((phone, code))])
    return sent


def level(person_id: int) -> int:
    return reads.by_id(person_id).real_name_level


@pytest.mark.rule("A-113", "A-114", "F-219", "K-21")
@pytest.mark.parametrize(("way", "answers"), [("sms", {}), ("bank", {"card": "6222 0212 3456 7890 123"})])
def test_document_telephone_and_code_verify_a_person_without_a_face(letterbox, way, answers):
    register_of_identities()
    person_id = person(verified=False)

    assert acts.begin_proof(person_id, way, answers, by="account:1", at=AT) is True
    assert level(person_id) == 0
    ((phone, code),) = letterbox
    acts.finish_proof(person_id, code, by="account:1", at=AT + timedelta(minutes=2))

    assert phone == WANG.phone
    assert level(person_id) == 2


@pytest.mark.rule("F-220")
def test_the_network_identity_verifies_at_once():
    register_of_identities()
    person_id = person(verified=False)

    assert acts.begin_proof(person_id, "network", {"token": TOKEN.lower()}, by="account:1", at=AT) is False

    assert level(person_id) == 3


@pytest.mark.parametrize(
    ("way", "answers"),
    [("bank", {"card": "1"}), ("bank", {}), ("network", {"token": ""}), ("network", {"token": CARD})],
)
def test_wrong_answers_verify_nothing_and_are_written_down(letterbox, way, answers):
    register_of_identities()
    person_id = person(verified=False)

    with pytest.raises(Refused) as refused:
        acts.begin_proof(person_id, way, answers, by="account:1", at=AT)

    assert refused.value.code == "no_match"
    assert (level(person_id), letterbox) == (0, [])
    assert journal.history(person_id)[-1].type == "people.IdentityNotVerified"


def test_a_person_whom_the_register_does_not_know_is_not_verified(letterbox):
    person_id = person(LI, verified=False)

    with pytest.raises(Refused):
        acts.begin_proof(person_id, "sms", {}, by="account:1", at=AT)

    assert (level(person_id), letterbox) == (0, [])


def test_after_five_wrong_answers_nothing_more_is_heard_that_day():
    register_of_identities()
    person_id = person(verified=False)
    for _try in range(5):
        with pytest.raises(Refused):
            acts.begin_proof(person_id, "network", {"token": "WRONG"}, by="account:1", at=AT)

    with pytest.raises(Refused) as refused:
        acts.begin_proof(person_id, "network", {"token": TOKEN}, by="account:1", at=AT)

    assert refused.value.code == "too_often"
    assert level(person_id) == 0
    acts.begin_proof(person_id, "network", {"token": TOKEN}, by="account:1", at=AT + timedelta(hours=25))
    assert level(person_id) == 3


@pytest.mark.parametrize(
    ("typed", "later", "code"),
    [("000000x", timedelta(minutes=1), "wrong_code"), (None, timedelta(minutes=6), "late")],
)
def test_a_wrong_or_late_code_verifies_nothing(letterbox, typed, later, code):
    register_of_identities()
    person_id = person(verified=False)
    acts.begin_proof(person_id, "sms", {}, by="account:1", at=AT)

    with pytest.raises(Refused) as refused:
        acts.finish_proof(person_id, typed or letterbox[0][1], by="account:1", at=AT + later)

    assert refused.value.code == code
    assert level(person_id) == 0


def test_a_code_is_used_up_after_three_wrong_tries_and_after_one_right_one(letterbox):
    register_of_identities()
    first, second = person(verified=False), person(LI, verified=False)
    for one in (first, second):
        acts.begin_proof(one, "sms", {}, by="account:1", at=AT)
    (_phone, code), (_other, other) = letterbox
    for _try in range(3):
        with pytest.raises(Refused):
            acts.finish_proof(first, "no", by="account:1", at=AT)
    acts.finish_proof(second, other, by="account:1", at=AT)

    for one, right in ((first, code), (second, other)):
        with pytest.raises(Refused) as refused:
            acts.finish_proof(one, right, by="account:1", at=AT)
        assert refused.value.code == "late"
    assert (level(first), level(second)) == (0, 2)


def test_codes_are_not_sent_twice_a_minute(letterbox):
    register_of_identities()
    person_id = person(verified=False)
    acts.begin_proof(person_id, "sms", {}, by="account:1", at=AT)

    with pytest.raises(Refused):
        acts.begin_proof(person_id, "sms", {}, by="account:1", at=AT + timedelta(seconds=30))
    acts.begin_proof(person_id, "sms", {}, by="account:1", at=AT + timedelta(seconds=90))

    assert len(letterbox) == 2


def test_without_a_courier_no_code_is_pretended(monkeypatch):
    monkeypatch.setattr(proof, "_couriers", [proof._no_courier])
    register_of_identities()
    person_id = person(verified=False)

    with pytest.raises(Refused) as refused:
        acts.begin_proof(person_id, "sms", {}, by="account:1", at=AT)

    assert refused.value.code == "no_courier"


@pytest.mark.rule("A-114")
def test_an_officer_at_the_window_verifies_but_nobody_verifies_themselves():
    account_id, person_id = account(verified=False)

    with pytest.raises(Refused) as refused:
        acts.verify(person_id, way="window", by=f"account:{account_id}", at=AT)
    assert (refused.value.code, level(person_id)) == ("self", 0)
    acts.verify(person_id, way="window", by="account:9000000900", at=AT)

    assert level(person_id) == 3


def test_verifying_again_in_a_weaker_way_does_not_lower_the_level():
    register_of_identities()
    person_id = person()

    acts.verify(person_id, way="register", by="system", at=AT)

    assert level(person_id) == 3


def test_an_unknown_way_is_refused():
    person_id = person(verified=False)

    for call in (
        lambda: acts.begin_proof(person_id, "face", {}, by="account:1", at=AT),
        lambda: acts.verify(person_id, way="sms", by="system", at=AT),
    ):
        with pytest.raises(Refused) as refused:
            call()
        assert refused.value.code == "unknown"


def test_a_city_mounts_its_own_way(monkeypatch):
    monkeypatch.setitem(
        acts.WAYS, "card", acts.Way("Social security card", 2, lambda _person, _answers: True)
    )
    person_id = person(verified=False)

    acts.begin_proof(person_id, "card", {}, by="account:1", at=AT)

    assert level(person_id) == 2
