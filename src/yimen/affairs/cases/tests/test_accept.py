"""Accepting, or silence that becomes acceptance."""

from datetime import date, timedelta

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Missing, Paper
from yimen.affairs.cases.tests.make import (
    DAYS,
    LI,
    MONDAY,
    QIAN,
    ZHAO,
    accepted,
    application,
    granted,
    on,
    refused,
    row,
    said,
    state,
    submitted,
)
from yimen.registers.catalogue.tests.make import CONTENT, published_matter

pytestmark = pytest.mark.django_db


def confirmed_matter():
    return published_matter(flags={**CONTENT["flags"], "receipt_needs_confirmation": True})


@pytest.mark.rule("A-207", "A-401")
def test_acceptance_starts_both_clocks_and_hands_on_to_the_first_step():
    case = submitted()

    acts.accept(case, by=LI, at=on(4), calendar=DAYS)

    kept = row(case)
    assert (kept.state, kept.accepted_by, kept.waiting_role) == ("accepted", LI, "reviewer")
    assert (kept.statutory_due_on, kept.promised_due_on) == (date(2026, 4, 1), date(2026, 3, 11))


@pytest.mark.rule("A-216")
def test_whichever_units_take_part_one_accepts_and_one_serves_the_decision():
    case = submitted()
    acts.accept(case, by=LI, at=MONDAY, calendar=DAYS)
    with refused(case, "out_of_order"):
        acts.accept(case, by=ZHAO, at=on(3), calendar=DAYS)
    acts.review(case, verdict="agree", opinion="符合条件", by=ZHAO, at=on(3))
    acts.grant(case, by=QIAN, at=on(4), calendar=DAYS)
    assert row(case).waiting_role == "window"  # which accepted it, serves it too
    acts.deliver(case, method="personal", proof="本人签收", by=LI, at=on(5))
    with refused(case, "out_of_order"):
        acts.deliver(case, method="personal", proof="本人签收", by=ZHAO, at=on(6))

    assert (said(case).count("CaseAccepted"), said(case).count("CaseDelivered")) == (1, 1)


@pytest.mark.parametrize("make", [accepted, granted])
def test_a_case_is_not_accepted_twice(make):
    case = make()

    with refused(case, "out_of_order"):
        acts.accept(case, by=LI, at=on(4), calendar=DAYS)


@pytest.mark.rule("T-13")
def test_where_the_arrival_must_be_confirmed_the_clock_waits_for_it():
    case = submitted(confirmed_matter())
    assert row(case).confirmed_at is None

    with refused(case, "unconfirmed"):
        acts.accept(case, by=LI, at=on(3), calendar=DAYS)
    acts.confirm_receipt(case, by=LI, at=on(4), calendar=DAYS)

    assert (row(case).received_at, row(case).confirmed_at) == (MONDAY, on(4))
    assert row(case).accept_due_on == date(2026, 3, 11)
    with refused(case, "twice"):
        acts.confirm_receipt(case, by=LI, at=on(5), calendar=DAYS)


@pytest.mark.rule("T-13", "A-205")
def test_silence_about_an_unconfirmed_arrival_is_no_acceptance():
    case = submitted(confirmed_matter())

    with refused(case, "too_early"):
        acts.deem_accepted(case, at=on(20), calendar=DAYS)
    assert case not in reads.overdue_for_acceptance(date(2026, 3, 20))


@pytest.mark.rule("A-205")
def test_silence_to_the_end_of_the_fifth_working_day_is_acceptance_as_of_receipt():
    case = submitted()
    assert case not in reads.overdue_for_acceptance(date(2026, 3, 9))
    assert case in reads.overdue_for_acceptance(date(2026, 3, 10))

    acts.deem_accepted(case, at=on(10, hour=0), calendar=DAYS)

    kept = row(case)
    assert (kept.state, kept.deemed, kept.accepted_at) == ("accepted", True, MONDAY)
    assert kept.statutory_due_on == date(2026, 3, 30)
    assert said(case)[-1] == "CaseDeemedAccepted"  # what the supervision centre counts as a red signal


@pytest.mark.rule("A-205")
def test_until_the_fifth_working_day_has_ended_nothing_is_deemed():
    case = submitted()

    with refused(case, "too_early"):
        acts.deem_accepted(case, at=on(9, hour=23) + timedelta(minutes=59), calendar=DAYS)


@pytest.mark.rule("A-205", "A-207")
@pytest.mark.parametrize("late", [on(10, hour=0), on(20)])
def test_what_silence_accepted_can_be_neither_accepted_later_nor_declined(late):
    case = submitted()

    with refused(case, "too_late"):
        acts.accept(case, by=LI, at=late, calendar=DAYS)
    with refused(case, "too_late"):
        acts.decline(case, ground="not_required", reason="无需许可", by=LI, at=late)


@pytest.mark.rule("A-205")
def test_on_the_last_minute_of_the_fifth_working_day_a_clerk_may_still_accept():
    case = submitted()
    last = on(9, hour=23) + timedelta(minutes=59)

    acts.accept(case, by=LI, at=last, calendar=DAYS)

    assert (row(case).accepted_at, row(case).deemed) == (last, False)


@pytest.mark.rule("A-205", "A-308")
def test_a_case_answered_in_time_is_never_deemed_accepted():
    case = accepted()

    with refused(case, "out_of_order"):
        acts.deem_accepted(case, at=on(20), calendar=DAYS)
    assert row(case).accepted_at == MONDAY


@pytest.mark.rule("A-205", "A-207", "A-212")
def test_silence_after_the_papers_came_counts_from_the_papers():
    case = submitted()
    acts.ask_for_more(case, [Missing("没有签名", material=1)], by=LI, at=on(3), calendar=DAYS)
    acts.supplement(case, [Paper(1, reference="R-3")], by="account:1", at=on(11), calendar=DAYS)
    assert row(case).accept_due_on == date(2026, 3, 18)

    acts.deem_accepted(case, at=on(19), calendar=DAYS)

    assert row(case).accepted_at == on(11)
    assert row(case).statutory_due_on == date(2026, 4, 9)


@pytest.mark.rule("A-203")
def test_a_slip_is_corrected_at_once_without_notice_or_clock():
    case = submitted()
    due = row(case).accept_due_on

    acts.correct(case, {"shop": "荔枝大馆"}, changed=["shop"], by=LI, at=on(3))

    assert (state(case), row(case).accept_due_on) == ("submitted", due)
    assert reads.sheet(case).facts == {"shop": "荔枝大馆"}
    assert reads.sheet(case).supplements == ()
    assert said(case)[-1] == "CaseCorrected"


@pytest.mark.rule("A-203")
def test_an_accepted_case_is_not_corrected_any_more():
    case = accepted()

    with refused(case, "out_of_order"):
        acts.correct(case, {"shop": "x"}, changed=["shop"], by=LI, at=on(3))


def test_a_draft_cannot_be_accepted():
    case = acts.save_draft(application(), case_id=None, by="account:1", at=MONDAY)

    with refused(case, "out_of_order"):
        acts.accept(case, by=LI, at=MONDAY, calendar=DAYS)
