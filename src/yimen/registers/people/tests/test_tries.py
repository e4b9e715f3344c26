"""Wrong guesses are counted where every process sees them, and forgotten after a while."""

from datetime import timedelta

import pytest

from yimen.ground.life import Refused
from yimen.registers.people import acts
from yimen.registers.people.acts.tries import MOST, SPAN
from yimen.registers.people.models import Tries
from yimen.registers.people.tests.make import AT, LI, WANG, account, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.rule("F-402", "F-418")]


def guess(*, right: bool = False, who: str = "10.0.0.1", kind: str = "code", at=AT) -> bool:
    return acts.is_right(kind, who, right=right, at=at)


def worn_out() -> None:
    for _try in range(MOST):
        assert not guess()


def test_after_too_many_wrong_guesses_a_right_one_is_not_heard_either():
    worn_out()

    with pytest.raises(Refused) as refused:
        guess(right=True)

    assert refused.value.code == "too_often"


def test_others_and_other_secrets_are_not_touched():
    worn_out()

    assert guess(right=True, who="10.0.0.2")
    assert guess(right=True, kind="password")


def test_right_guesses_are_not_counted_and_wrong_ones_are_forgotten():
    for _look in range(MOST + 1):
        assert guess(right=True)
    worn_out()

    assert guess(right=True, at=AT + SPAN + timedelta(seconds=1))
    assert not guess(at=AT + SPAN + timedelta(seconds=1))
    assert Tries.objects.count() == 1


def test_what_has_a_limit_is_counted_up_to_it_and_no_further():
    asked = [acts.may_once_more("feedback", "10.0.0.1", at=AT) for _try in range(12)]

    assert asked == [True] * 10 + [False] * 2
    assert Tries.objects.get().count == 10
    assert not acts.may_once_more("feedback", "10.0.0.1", at=AT + SPAN + timedelta(seconds=1))
    assert acts.may_once_more("feedback", "10.0.0.1", at=AT + timedelta(hours=1))


@pytest.mark.parametrize("page", ["/my/represented/", "/my/mandates/"])
def test_an_account_asks_only_so_often_who_is_registered(client, page):
    account()
    sign_in(client)
    asked = {
        "name": LI.name,
        "id_kind": LI.id_kind,
        "id_number": LI.id_number,
        "phone": WANG.phone,
        "first": "2099-01-01",
        "last": "2099-12-31",
    }

    answers = [client.post(page, asked).status_code for _try in range(MOST + 1)]

    assert answers == [200] * MOST + [429]
