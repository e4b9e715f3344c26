"""The acts that a case lists have the names of their addresses, and only those that can be done now are listed."""

import pytest

from yimen.affairs.cases.tests import make as cases
from yimen.affairs.cases.tests.special import gaps_matter
from yimen.doors.api import offered
from yimen.doors.api.parts import cases as first
from yimen.doors.api.parts import review as second
from yimen.doors.api.tests.make import BODIES, LIFE, a_caller, a_head, application, handed_in

pytestmark = pytest.mark.django_db


def acts_of(caller, case: str) -> list[str]:
    return caller.get(f"/cases/{case}").json()["acts"]


def test_every_act_has_an_address_and_every_address_may_be_listed():
    assert {*offered.MOVES, *offered.BESIDE} == {*first.ACTS, *second.ACTS, "rate"}


def test_what_is_listed_changes_as_the_case_goes_on():
    caller = a_caller()
    case = handed_in(caller)
    told = [acts_of(caller, case)]
    for act, body in LIFE:
        assert act in told[-1]
        caller.post(f"/cases/{case}/{act}", body)
        told.append(acts_of(caller, case))

    assert [[act for act, _body in LIFE if act in one] for one in told] == [
        ["accept"],
        ["review"],
        ["decide"],
        ["deliver"],
        ["rate"],
        [],
    ]
    assert told[0] == ["accept", "ask", "decline", "plan-check", "withdraw"]


@pytest.mark.parametrize("state", range(len(LIFE)))
def test_what_is_not_listed_is_refused(state):
    a_head("sun")
    caller = a_caller()
    case = handed_in(caller)
    for act, body in LIFE[:state]:
        caller.post(f"/cases/{case}/{act}", body)
    listed = acts_of(caller, case)
    there = cases.picture(int(case))

    for act in sorted({*first.ACTS, *second.ACTS} - {*listed, "serve"}):
        assert caller.post(f"/cases/{case}/{act}", BODIES[act]).status_code in {409, 422}, act
    assert cases.picture(int(case)) == there


def test_an_extension_is_offered_once_and_gaps_until_they_are_filled():
    a_head("sun")
    caller = a_caller()
    case = handed_in(caller)
    caller.post(f"/cases/{case}/accept", BODIES["accept"])
    assert "extend" in acts_of(caller, case)
    caller.post(f"/cases/{case}/extend", BODIES["extend"])
    assert "extend" not in acts_of(caller, case)
    gaps_matter()
    open_one = caller.post("/cases", application(matter="GAPS-1", gaps=True)).json()["id"]
    assert "fill-gaps" in acts_of(caller, open_one)
    caller.post(f"/cases/{open_one}/fill-gaps", BODIES["fill-gaps"])
    assert "fill-gaps" not in acts_of(caller, open_one)
