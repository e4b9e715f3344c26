"""The eight special procedures: only a served notice lets the clock stand, and only for the days it told."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.affairs.cases import acts, listeners, reads, rules
from yimen.affairs.cases.life import SuspensionGround
from yimen.affairs.cases.models import Extension, Suspension
from yimen.affairs.cases.sweeping import sweep
from yimen.affairs.cases.tests.make import (
    DAYS,
    MONDAY,
    QIAN,
    SHANGHAI,
    accepted,
    on,
    refused,
    row,
    said,
    serve_notice,
    state,
    wang,
)
from yimen.ground.bus import journal
from yimen.means.documents.events import DocumentIssued
from yimen.registers.people import acts as people

pytestmark = pytest.mark.django_db
HEAD, BASIS = "account:104", "《食品经营许可管理办法》第二十条"


def begin(case, *, ground="expert_review", days=10, at=None):
    acts.suspend(case, ground=ground, basis=BASIS, planned_days=days, by=QIAN, at=at or on(9))


def resume(case, at):
    acts.resume(case, by=QIAN, at=at, calendar=DAYS)


@pytest.mark.rule("A-405", "K-03", "E-124")
def test_without_a_served_notice_the_clock_was_never_stopped_and_the_stretch_is_kept_and_marked():
    case = accepted()
    begin(case)

    resume(case, on(20))

    kept = Suspension.objects.get(case_id=case)
    assert (row(case).statutory_due_on, row(case).promised_due_on) == (date(2026, 3, 30), date(2026, 3, 9))
    assert (kept.first_on, kept.last_on, kept.void) == (date(2026, 3, 9), date(2026, 3, 20), "unsent")
    assert (said(case)[-1], journal.history(case)[-1].data["why"]) == ("StretchVoid", "unsent")
    assert reads.sheet(case).stretches == []


@pytest.mark.rule("A-405", "T-20")
def test_the_clock_stands_from_the_day_of_service_not_from_the_day_the_procedure_began():
    case = accepted()
    begin(case)
    assert row(case).statutory_due_on == date(2026, 3, 30)

    serve_notice(case, at=on(11))

    assert Suspension.objects.get(case_id=case).until_on == date(2026, 3, 24)
    assert row(case).statutory_due_on == date(2026, 4, 14)
    resume(case, on(20))
    assert row(case).statutory_due_on == date(2026, 4, 10)  # 11 to 20 March: eight working days


@pytest.mark.rule("A-405", "T-22")
def test_every_move_of_the_date_says_the_old_one_the_new_one_and_why():
    case = accepted()
    begin(case)
    serve_notice(case, at=on(9))

    told = journal.history(case)[-1]
    assert (told.type, told.data["old_due_on"], told.data["new_due_on"]) == (
        "cases.StretchBegun",
        "2026-03-30",
        "2026-04-14",
    )
    assert (told.data["ground"], told.data["until_on"]) == ("expert_review", "2026-03-20")


@pytest.mark.rule("A-405", "T-20")
def test_when_the_days_told_are_over_the_clock_runs_again_by_itself():
    case = accepted()
    begin(case, days=5)
    serve_notice(case, at=on(9))

    resume(case, on(27))

    assert row(case).statutory_due_on == date(2026, 4, 7)  # 9 to 13 March, however long it took
    assert Suspension.objects.get(case_id=case).last_on == date(2026, 3, 27)


@pytest.mark.rule("A-405", "T-20", "T-21")
def test_a_new_notice_stops_it_anew_from_the_day_it_is_served():
    case = accepted()
    begin(case, days=5)
    serve_notice(case, at=on(9))

    acts.prolong(case, planned_days=5, reason="需要复检", by=QIAN, at=on(16), calendar=DAYS)
    assert row(case).statutory_due_on == date(2026, 4, 7)
    serve_notice(case, at=on(18))

    assert row(case).statutory_due_on == date(2026, 4, 14)
    resume(case, on(19))
    assert row(case).statutory_due_on == date(2026, 4, 9)  # five days, then 18 and 19 March
    assert state(case) == "accepted"
    assert [one["void"] for one in reads.sheet(case).suspensions] == ["", ""]


@pytest.mark.rule("A-405")
def test_a_new_notice_needs_a_reason_and_days_and_a_procedure_under_way():
    case = accepted()
    with refused(case, "out_of_order"):
        acts.prolong(case, planned_days=5, reason="复检", by=QIAN, at=on(9), calendar=DAYS)
    begin(case)

    with refused(case, "empty", field="reason"):
        acts.prolong(case, planned_days=5, reason=" ", by=QIAN, at=on(10), calendar=DAYS)
    with refused(case, "empty", field="planned_days"):
        acts.prolong(case, planned_days=0, reason="复检", by=QIAN, at=on(10), calendar=DAYS)


@pytest.mark.rule("A-407", "E-124")
def test_a_notice_served_after_the_last_day_stops_nothing():
    case = accepted()
    begin(case, at=on(30, hour=23))

    serve_notice(case, at=on(31, hour=0))

    assert row(case).statutory_due_on == date(2026, 3, 30)
    assert Suspension.objects.get(case_id=case).void == "late"
    assert journal.history(case)[-1].data == {"ground": "expert_review", "why": "late"}


@pytest.mark.rule("A-407", "T-20")
def test_a_notice_served_in_the_last_second_of_the_last_day_is_in_time():
    case = accepted()
    begin(case, at=on(30))

    serve_notice(case, at=datetime(2026, 3, 30, 23, 59, 59, tzinfo=SHANGHAI))

    assert row(case).statutory_due_on == date(2026, 4, 14)


@pytest.mark.rule("A-405", "A-511")
def test_a_posted_notice_counts_from_its_arrival():
    case = accepted()
    begin(case)
    n = serve_notice(case, at=on(9), way="post", outcome="sent", number="XA12345678944", receiver="")
    assert row(case).statutory_due_on == date(2026, 3, 30)

    acts.conclude_service(
        case, n, outcome="served", on=date(2026, 3, 12), note="签收", by=QIAN, at=on(16), calendar=DAYS
    )

    assert reads.sheet(case).stretches[0].first == date(2026, 3, 12)
    assert row(case).statutory_due_on == date(2026, 4, 14)


@pytest.mark.rule("A-405", "A-511")
@pytest.mark.parametrize(("agrees", "due"), [(True, date(2026, 4, 14)), (False, date(2026, 3, 30))])
def test_who_agreed_is_served_electronically_when_the_notice_lies_in_their_space(agrees, due):
    case = accepted()
    people.agree_to_electronic_service(wang().id, agree=agrees, by="account:1", at=MONDAY)
    begin(case)
    issued = DocumentIssued(
        subject=case, organ=1, by="system", at=on(9, hour=11), document=77, kind="special", number="特字1号"
    )

    listeners.serve_electronically(issued)
    listeners.serve_electronically(issued)

    assert row(case).statutory_due_on == due
    assert [one["document_id"] for one in reads.sheet(case).services] == ([77] if agrees else [])


@pytest.mark.rule("A-406", "K-03", "A-302")
@pytest.mark.parametrize(
    "ground",
    ["site_check", "publicity", "consultation", "other_departments", "payment", "sign_off", "absence"],
)
def test_grounds_that_the_law_does_not_list_are_each_refused(ground):
    case = accepted()

    assert ground not in SuspensionGround.values
    with refused(case, "unknown", field="ground"):
        begin(case, ground=ground)


@pytest.mark.rule("A-405")
def test_a_case_under_a_procedure_whose_notice_was_not_served_stays_in_the_list_of_what_is_due():
    case = accepted()

    begin(case)

    assert row(case).next_due_on == date(2026, 3, 9)


moments = st.dates(date(2026, 2, 1), date(2026, 4, 30))


@pytest.mark.rule("A-405", "T-20", "T-21")
@given(first=moments, length=st.integers(0, 30), notified=st.none() | moments, told=st.integers(0, 30))
def test_no_day_before_the_notice_nor_after_the_day_told_is_ever_skipped(first, length, notified, told):
    last = first + timedelta(days=length)
    until = notified and max(first, notified) + timedelta(days=told)

    stretch = rules.lawful_stretch(first, last, notified, until)

    if stretch is None:
        assert notified is None or notified > last
    else:
        assert max(first, notified) == stretch.first <= stretch.last == min(last, until)


# the one extension


def extend(case, at, days=10):
    acts.extend(case, days=days, reason="案情复杂", approver=HEAD, at=at, calendar=DAYS)


@pytest.mark.rule("A-402", "K-09", "E-205")
def test_an_extension_is_in_time_until_the_last_second_in_shanghai_and_not_a_second_longer():
    case = accepted()

    with refused(case, "too_late", field="days"):
        extend(case, datetime(2026, 3, 31, 0, 0, 0, tzinfo=SHANGHAI))
    extend(case, datetime(2026, 3, 30, 23, 59, 59, tzinfo=SHANGHAI))

    assert row(case).statutory_due_on == date(2026, 4, 14)


@pytest.mark.rule("A-402", "E-205", "K-09")
def test_an_extension_that_was_not_told_before_the_period_ended_has_no_effect():
    case = accepted()
    extend(case, on(16))
    assert sweep(at=on(30, hour=23)) == 0
    with refused(case, "in_time"):
        acts.void_extension(case, at=on(30, hour=23), calendar=DAYS)

    assert sweep(at=on(31, hour=1)) == 1

    assert row(case).statutory_due_on == date(2026, 3, 30)
    assert Extension.objects.get(case_id=case).void
    assert said(case)[-1] == "ExtensionVoid"
    assert sweep(at=on(31, hour=2)) == 0


@pytest.mark.rule("A-402", "E-205")
@pytest.mark.parametrize("changes", [{}, {"way": "post", "outcome": "sent", "number": "XA1", "receiver": ""}])
def test_an_extension_told_in_time_stands(changes):
    case = accepted()
    extend(case, on(16))

    serve_notice(case, "extension", at=on(17), **changes)
    sweep(at=on(31, hour=1))

    assert row(case).statutory_due_on == date(2026, 4, 14)
    assert Extension.objects.get(case_id=case).notified_at == on(17)


@pytest.mark.rule("A-402", "K-09")
def test_a_void_extension_is_still_the_one_extension():
    case = accepted()
    extend(case, on(16))
    sweep(at=on(31, hour=1))

    with refused(case, "twice", field="days"):
        extend(case, on(31))
