"""The decision, in its turn or on the spot."""

from datetime import date

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.tests.make import (
    DAYS,
    LI,
    QIAN,
    ZHAO,
    accepted,
    granted,
    immediate,
    on,
    refused,
    reviewed,
    row,
    said,
    state,
    submitted,
)
from yimen.registers.catalogue.tests.make import CONTENT, published_matter

pytestmark = pytest.mark.django_db


def grant(case, by=QIAN):
    acts.grant(case, by=by, at=on(4), calendar=DAYS)


def refuse(case, reason="场所不符合规定", by=QIAN):
    acts.refuse(case, reason=reason, by=by, at=on(4), calendar=DAYS)


@pytest.mark.rule("A-501")
def test_a_grant_is_recorded_with_who_when_and_the_day_to_hand_it_over():
    case = reviewed()

    grant(case)

    kept = row(case)
    assert (kept.state, kept.decided_by, kept.decided_at) == ("granted", QIAN, on(4))
    assert (kept.deliver_due_on, said(case)[-1]) == (date(2026, 3, 18), "CaseGranted")


@pytest.mark.rule("A-501")
def test_a_refusal_has_reasons():
    case = reviewed()

    with refused(case, "empty", field="reason"):
        refuse(case, " \t")
    refuse(case)

    assert (state(case), reads.sheet(case).decision_reason) == ("refused", "场所不符合规定")


@pytest.mark.parametrize("decide", [grant, refuse])
def test_nothing_is_decided_before_the_review_is_done(decide):
    case = accepted()

    with refused(case, "out_of_order"):
        decide(case)


@pytest.mark.parametrize("decide", [grant, refuse])
@pytest.mark.parametrize("make", [submitted, granted])
def test_nothing_is_decided_before_acceptance_or_twice(decide, make):
    case = make()

    with refused(case, "out_of_order"):
        decide(case)


@pytest.mark.parametrize("decide", [grant, refuse])
@pytest.mark.parametrize("who", [LI, ZHAO])
def test_whoever_accepted_or_reviewed_does_not_decide_where_the_matter_wants_two(decide, who):
    case = reviewed(published_matter(flags={**CONTENT["flags"], "two_officers_decide": True}))

    with refused(case, "two_people"):
        decide(case, by=who)
    decide(case)


@pytest.mark.rule("A-301")
def test_an_immediate_matter_is_accepted_and_granted_in_one_breath():
    case = submitted(immediate())

    acts.grant_on_the_spot(case, by=QIAN, at=on(2), calendar=DAYS)

    kept = row(case)
    assert (kept.state, kept.accepted_at, kept.decided_at) == ("granted", on(2), on(2))
    assert said(case) == ["CaseSubmitted", "CaseAccepted", "CaseGranted"]


@pytest.mark.rule("A-301", "A-501")
def test_a_refusal_on_the_spot_has_reasons_too():
    case = submitted(immediate())

    with refused(case, "empty", field="reason"):
        acts.refuse_on_the_spot(case, reason="", by=QIAN, at=on(2), calendar=DAYS)
    acts.refuse_on_the_spot(case, reason="不符合条件", by=QIAN, at=on(2), calendar=DAYS)

    assert state(case) == "refused"


@pytest.mark.rule("A-301")
def test_other_matters_are_not_decided_on_the_spot():
    case = submitted()

    with refused(case, "not_immediate"):
        acts.grant_on_the_spot(case, by=QIAN, at=on(2), calendar=DAYS)
    with refused(case, "not_immediate"):
        acts.refuse_on_the_spot(case, reason="x", by=QIAN, at=on(2), calendar=DAYS)


def test_an_accepted_case_is_not_decided_on_the_spot():
    case = accepted(immediate())

    with refused(case, "out_of_order"):
        acts.grant_on_the_spot(case, by=QIAN, at=on(2), calendar=DAYS)
