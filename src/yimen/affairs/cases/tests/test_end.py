"""How a case ends: served, closed, late with a reason, or taken back."""

from datetime import date

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.life import DeliveryMethod
from yimen.affairs.cases.tests.make import (
    DAYS,
    LI,
    MONDAY,
    QIAN,
    accepted,
    application,
    delivered,
    granted,
    on,
    refused,
    reviewed,
    row,
    said,
    state,
    submitted,
    wang,
)
from yimen.affairs.cases.tests.test_listening import issue
from yimen.registers.people import acts as people

pytestmark = pytest.mark.django_db


def serve(case, method="personal", proof="本人签收", at=None):
    acts.deliver(case, method=method, proof=proof, by=LI, at=at or on(5))


def late():
    """A case decided a day after the promised date, the ninth."""
    case = reviewed()
    acts.grant(case, by=QIAN, at=on(10), calendar=DAYS)
    return case


@pytest.mark.rule("A-511")
@pytest.mark.parametrize(
    "method", sorted({*DeliveryMethod.values} - {"electronic", "left", "notice", "post"})
)
def test_service_is_recorded_with_method_day_and_proof(method):
    case = granted()

    serve(case, method, "回执 123")

    sheet = reads.sheet(case)
    assert (sheet.line.state, sheet.delivered_at) == ("delivered", on(5))
    assert (sheet.delivery_method, sheet.delivery_proof) == (method, "回执 123")
    assert said(case)[-1] == "CaseDelivered"


@pytest.mark.rule("A-511", "A-507")
def test_what_is_posted_is_on_its_way_and_serves_nothing_before_its_receipt_is_recorded():
    case = granted()

    n = acts.deliver(case, method="post", proof="EMS 1099", by=LI, at=on(5))

    [posted] = reads.sheet(case).services
    assert (state(case), posted["outcome"], posted["served_on"]) == ("granted", "sent", None)
    assert (posted["number"], said(case)[-1]) == ("EMS 1099", "ServiceTried")
    received = {"outcome": "served", "on": date(2026, 3, 9), "note": "本人签收"}
    acts.conclude_service(case, n, **received, by=LI, at=on(10), calendar=DAYS)
    assert (state(case), reads.local_date(row(case).delivered_at)) == ("delivered", date(2026, 3, 9))


@pytest.mark.rule("A-511")
def test_a_decision_that_is_still_being_made_is_not_served_electronically():
    case = granted()
    people.agree_to_electronic_service(wang().id, agree=True, by="account:1", at=MONDAY)

    with refused(case, "unmade", field="method"):
        serve(case, "electronic", "")


@pytest.mark.rule("A-511")
def test_electronic_service_needs_the_stored_consent():
    case = granted()

    with refused(case, "no_consent", field="method"):
        serve(case, "electronic", "")
    people.agree_to_electronic_service(wang().id, agree=True, by="account:1", at=MONDAY)
    issue(case)
    serve(case, "electronic", "")

    assert state(case) == "delivered"


@pytest.mark.rule("A-511")
def test_consent_taken_back_counts_no_longer():
    case = granted()
    people.agree_to_electronic_service(wang().id, agree=True, by="account:1", at=MONDAY)
    people.agree_to_electronic_service(wang().id, agree=False, by="account:1", at=on(3))

    with refused(case, "no_consent", field="method"):
        serve(case, "electronic", "")


@pytest.mark.rule("A-511")
def test_other_ways_need_a_proof_and_ways_unknown_to_the_law_are_none():
    case = granted()

    with refused(case, "empty", field="proof"):
        serve(case, "post", " ")
    with refused(case, "unknown", field="method"):
        serve(case, "pigeon")


@pytest.mark.parametrize("make", [submitted, reviewed, delivered])
def test_only_a_decision_is_served_and_once(make):
    case = make()

    with refused(case, "out_of_order"):
        serve(case)


@pytest.mark.rule("A-410", "0-2")
def test_a_late_case_is_not_closed_before_its_reason_is_stated():
    case = late()
    serve(case, at=on(11))

    with refused(case, "unexplained", field="overdue_reason"):
        acts.close(case, by=LI, at=on(12))
    acts.explain_overdue(case, reason="系统检修", by=LI, at=on(12))
    acts.close(case, by=LI, at=on(12))

    assert (state(case), reads.sheet(case).overdue_reason) == ("closed", "系统检修")


@pytest.mark.rule("A-410")
def test_the_reason_for_being_late_is_not_empty_and_a_case_in_time_has_none():
    case = late()
    with refused(case, "empty", field="reason"):
        acts.explain_overdue(case, reason="", by=LI, at=on(12))

    punctual = granted()
    with refused(punctual, "in_time"):
        acts.explain_overdue(punctual, reason="x", by=LI, at=on(12))


@pytest.mark.parametrize("make", [submitted, accepted, granted])
def test_only_a_served_case_is_closed(make):
    case = make()

    with refused(case, "out_of_order"):
        acts.close(case, by=LI, at=on(12))


@pytest.mark.parametrize("make", [submitted, accepted, reviewed])
def test_an_application_is_taken_back_before_it_is_decided(make):
    case = make()

    acts.withdraw(case, reason="搬家", by="account:1", at=on(5))

    assert (state(case), row(case).waiting_role, said(case)[-1]) == ("withdrawn", "", "CaseWithdrawn")


def test_a_draft_or_a_decided_case_is_not_taken_back():
    decided = granted()
    draft = acts.save_draft(application(), case_id=None, by="account:1", at=MONDAY)

    for case in (decided, draft):
        with refused(case, "out_of_order"):
            acts.withdraw(case, by="account:1", at=on(5))


def test_a_closed_case_stays_as_it_is():
    case = delivered()
    acts.close(case, by=LI, at=on(6))

    with refused(case, "out_of_order"):
        acts.close(case, by=LI, at=on(6))
    assert reads.sheet(case).possible == frozenset()
