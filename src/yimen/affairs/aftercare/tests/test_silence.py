"""Renewal by silence: what was asked for in time and not decided by midnight counts as granted, and nothing else does."""

from datetime import date, timedelta
from functools import partial

import pytest

from yimen.affairs.aftercare.tests.make import (
    DAY_29,
    DAY_30,
    DAYS,
    LI,
    QIAN,
    ZHAO,
    a_matter,
    again,
    ask,
    decide,
    issued,
    midnight_after,
    of_case,
    on,
    refused,
    said,
)
from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.tests.make import reviewed, row, state
from yimen.registers.permits import acts as permits

pytestmark = pytest.mark.django_db


@pytest.mark.rule("A-605", "A-411", "L-10", "A-609")
def test_in_time_and_undecided_at_midnight_counts_as_renewed():
    matter = a_matter()
    permit = issued(matter)
    case = ask(permit, "renewal", matter, at=DAY_30)
    acts.accept(case, by=LI, at=DAY_30, calendar=DAYS)

    with refused("too_early"):
        acts.deem_renewed(case, at=midnight_after() - timedelta(seconds=1), calendar=DAYS)
    acts.deem_renewed(case, at=midnight_after(), calendar=DAYS)

    new = of_case(case, at=midnight_after())
    assert (state(case), row(case).decided_by) == ("granted", "system")
    assert (new.deemed, new.standing) == (True, "valid")
    assert (new.valid_from, new.valid_until) == (date(2027, 3, 3), date(2028, 3, 2))
    assert again(permit).state == "replaced"
    assert said(case)[-1] == "cases.CaseDeemedRenewed"
    assert said(new.id) == ["permits.PermitDeemedRenewed"]
    with refused("out_of_order"):
        acts.deem_renewed(case, at=midnight_after(), calendar=DAYS)


@pytest.mark.rule("A-605")
@pytest.mark.parametrize("stop", ["submitted", "suspended"])
def test_neither_silence_before_acceptance_nor_a_stopped_clock_keeps_the_law_from_renewing(stop):
    matter = a_matter()
    case = ask(issued(matter), "renewal", matter, at=DAY_30)
    if stop == "suspended":
        acts.accept(case, by=LI, at=DAY_30, calendar=DAYS)
        acts.suspend(case, ground="testing", basis="x", planned_days=90, by=ZHAO, at=DAY_29)

    acts.deem_renewed(case, at=midnight_after(), calendar=DAYS)

    assert state(case) == "granted"


@pytest.mark.rule("K-05", "A-411")
def test_a_first_application_is_never_granted_by_silence():
    case = reviewed(a_matter())

    with refused("no_silent_grant"):
        acts.deem_renewed(case, at=on(1, 12, year=2027), calendar=DAYS)
    assert case not in reads.renewed_by_silence(date(2030, 1, 1))
    assert state(case) == "accepted"


@pytest.mark.rule("A-604", "K-05")
def test_a_late_request_is_taken_in_and_silence_renews_nothing():
    matter = a_matter()
    permit = issued(matter)
    case = ask(permit, "renewal", matter, at=DAY_29)

    with refused("no_silent_grant"):
        acts.deem_renewed(case, at=midnight_after(), calendar=DAYS)
    assert again(permit, midnight_after()).standing == "expired"
    assert reads.sheet(case).late_renewal


@pytest.mark.rule("A-605")
@pytest.mark.parametrize("decision", [acts.grant, partial(acts.refuse, reason="理由")])
def test_after_midnight_the_organ_can_no_longer_decide(decision):
    matter = a_matter()
    case = ask(issued(matter), "renewal", matter, at=DAY_30)
    acts.accept(case, by=LI, at=DAY_30, calendar=DAYS)
    acts.review(case, verdict="agree", opinion="", by=ZHAO, at=DAY_30)

    with refused("too_late"):
        decision(case, by=QIAN, at=midnight_after(), calendar=DAYS)
    decision(case, by=QIAN, at=midnight_after() - timedelta(seconds=1), calendar=DAYS)


def test_silence_renews_nothing_that_was_revoked_meanwhile():
    matter = a_matter()
    permit = issued(matter)
    case = ask(permit, "renewal", matter, at=DAY_30)
    acts.accept(case, by=LI, at=DAY_30, calendar=DAYS)
    acts.review(case, verdict="agree", opinion="", by=ZHAO, at=DAY_30)
    permits.end(permit.id, "revoke", ground="fraud", reason="骗取", by=QIAN, at=DAY_29)

    with refused("out_of_order"):
        acts.deem_renewed(case, at=midnight_after(), calendar=DAYS)
    acts.refuse(case, reason="许可已被撤销", by=QIAN, at=midnight_after(), calendar=DAYS)
    assert state(case) == "refused"


def test_a_late_renewal_decided_after_the_end_begins_with_the_decision():
    matter = a_matter()
    case = ask(issued(matter), "renewal", matter, at=on(1, 3, year=2027))
    decide(case, at=on(8, 3, year=2027))

    assert (of_case(case).term_from, of_case(case).valid_until) == (date(2027, 3, 8), date(2028, 3, 8))
