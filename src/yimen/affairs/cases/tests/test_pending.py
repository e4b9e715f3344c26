"""What must be settled before the decision: whoever knows of it sets it and settles it."""

from functools import partial

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.tests.make import DAYS, QIAN, granted, on, refused, reviewed, row, state
from yimen.ground.life import Refused

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("decide", [acts.grant, partial(acts.refuse, reason="理由")])
def test_nothing_is_decided_before_what_it_waits_for_is_settled(decide):
    case = reviewed()
    acts.register_pending("tests", "the tests are done")
    acts.await_first(case, "tests")

    with pytest.raises(Refused) as refusal:
        decide(case, by=QIAN, at=on(4), calendar=DAYS)

    assert (refusal.value.code, "the tests are done" in str(refusal.value.reason)) == ("pending", True)
    assert state(case) == "accepted"


def test_once_settled_the_decision_is_free_and_the_mark_stays():
    case = reviewed()
    acts.await_first(case, "tests")
    acts.settle(case, "tests")

    acts.grant(case, by=QIAN, at=on(4), calendar=DAYS)

    assert row(case).pending == []
    assert "tests" in reads.sheet(case).marks


def test_a_decided_case_waits_for_nothing_more():
    case = granted()

    with refused(case, "out_of_order"):
        acts.await_first(case, "tests")


def test_a_mark_alone_holds_nothing_up():
    case = reviewed()
    acts.mark(case, "tests")

    assert (row(case).marks, row(case).pending) == (["tests"], [])
