"""A person takes a copy of their cases along, and is not wiped while one is open."""

import pytest

from yimen.affairs.cases import acts
from yimen.affairs.cases.tests.make import FACTS, LI, delivered, on, submitted, wang
from yimen.registers.people import reads as people
from yimen.registers.people.records import everything

pytestmark = pytest.mark.django_db


def test_an_open_case_speaks_against_wiping_and_a_closed_one_is_kept():
    assert people.what_stays(wang().id, on=on(3).date()) == people.Stays()

    submitted()
    assert len(people.what_stays(wang().id, on=on(3).date()).open) == 1
    assert people.what_stays(wang().id, on=on(3).date()).kept == ()

    acts.close(delivered(), by=LI, at=on(9))
    assert len(people.what_stays(wang().id, on=on(9).date()).open) == 1
    assert len(people.what_stays(wang().id, on=on(9).date()).kept) == 1


@pytest.mark.rule("F-210")
def test_the_copy_of_ones_data_holds_every_case_with_its_answers():
    submitted()
    delivered()

    cases = everything(wang().id)["cases"]

    assert [one["state"] for one in cases] == ["delivered", "submitted"]
    assert cases[0]["answers"] == FACTS
    assert cases[0]["received_at"]
