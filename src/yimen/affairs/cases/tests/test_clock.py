"""What moves a due date: one extension and the eight procedures, and nothing else."""

from datetime import date

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.gates import ACTS
from yimen.affairs.cases.life import LIFE, SuspensionGround
from yimen.affairs.cases.tests.make import (
    DAYS,
    QIAN,
    accepted,
    granted,
    on,
    refused,
    row,
    said,
    serve_notice,
    state,
    submitted,
)
from yimen.ground.bus import journal
from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue.tests.make import published_matter

pytestmark = pytest.mark.django_db
HEAD = "account:104"


def extend(case, days=10, *, reason="案情复杂", at=None):
    acts.extend(case, days=days, reason=reason, approver=HEAD, at=at or on(4), calendar=DAYS)


def begin(case, ground="expert_review", *, basis="《食品经营许可管理办法》第二十条", days=10, at=None):
    acts.suspend(case, ground=ground, basis=basis, planned_days=days, by=QIAN, at=at or on(9))


def suspend(case, ground="expert_review", *, at=None, **more):
    begin(case, ground, at=at, **more)
    serve_notice(case, at=at or on(9))


def resume(case, at):
    acts.resume(case, by=QIAN, at=at, calendar=DAYS)


@pytest.mark.rule("A-402", "0-2")
def test_an_extension_by_the_head_lengthens_both_periods_and_says_why():
    case = accepted()

    extend(case)

    assert (row(case).statutory_due_on, row(case).promised_due_on) == (date(2026, 4, 14), date(2026, 3, 23))
    told = journal.history(case)[-1]
    assert (told.type, told.data["reason"], told.data["approver"]) == ("cases.CaseExtended", "案情复杂", HEAD)
    assert (told.data["old_due_on"], told.data["new_due_on"]) == ("2026-03-30", "2026-04-14")


@pytest.mark.rule("A-402")
def test_only_the_head_of_the_organ_extends():
    assert ACTS["extend"] == {Role.ORGAN_HEAD}


@pytest.mark.rule("A-402")
def test_a_second_extension_is_refused_however_short():
    case = accepted()
    extend(case, 2)

    with refused(case, "twice", field="days"):
        extend(case, 1)


@pytest.mark.rule("A-402")
@pytest.mark.parametrize("days", [0, -1, 11, 45])
def test_more_than_ten_days_or_none_cannot_be_added(days):
    case = accepted()

    with refused(case, "too_long", field="days"):
        extend(case, days)


@pytest.mark.rule("A-402")
def test_after_the_last_day_it_is_too_late_to_extend():
    case = accepted()

    with refused(case, "too_late", field="days"):
        extend(case, at=on(31, hour=0))
    extend(case, at=on(30, hour=23))
    assert row(case).statutory_due_on == date(2026, 4, 14)


@pytest.mark.rule("A-402", "A-405")
def test_a_period_is_extended_while_a_special_procedure_leaves_it_open():
    case = accepted()
    suspend(case)
    before = row(case).statutory_due_on

    extend(case, at=on(10))

    assert (state(case), row(case).statutory_due_on > before) == ("suspended", True)
    resume(case, on(20))
    assert row(case).statutory_due_on == date(2026, 4, 28)


@pytest.mark.rule("A-402")
def test_an_extension_needs_a_reason():
    case = accepted()

    with refused(case, "empty", field="reason"):
        extend(case, reason=" ")


@pytest.mark.rule("A-405", "T-20")
def test_the_days_of_an_expert_review_are_not_counted():
    case = accepted()
    suspend(case)
    assert state(case) == "suspended"

    resume(case, on(20))

    assert (state(case), row(case).statutory_due_on) == ("accepted", date(2026, 4, 14))
    told = journal.history(case)
    assert [one.type for one in told[-4:-1]] == [
        "cases.ClockStopped",
        "cases.NoticeServed",
        "cases.StretchBegun",
    ]
    assert told[-4].data["planned_days"] == 10
    assert (told[-1].data["first_on"], told[-1].data["last_on"]) == ("2026-03-09", "2026-03-20")


@pytest.mark.rule("A-405", "A-402")
def test_an_extension_and_a_procedure_add_up():
    case = accepted()
    extend(case)
    suspend(case)

    resume(case, on(20))

    assert row(case).statutory_due_on == date(2026, 4, 28)


@pytest.mark.rule("A-405", "T-21")
def test_two_procedures_that_meet_on_a_day_count_it_once():
    case = accepted()
    suspend(case)
    resume(case, on(13))
    suspend(case, "testing", at=on(13, hour=15))

    resume(case, on(20))

    assert row(case).statutory_due_on == date(2026, 4, 14)
    assert [one["ground"] for one in reads.sheet(case).suspensions] == ["expert_review", "testing"]


@pytest.mark.rule("A-405", "A-406")
def test_the_law_knows_eight_procedures():
    assert set(SuspensionGround.values) == {
        "hearing",
        "tender",
        "auction",
        "inspection",
        "testing",
        "quarantine",
        "appraisal",
        "expert_review",
    }


@pytest.mark.rule("A-406")
@pytest.mark.parametrize(
    "ground", ["site_check", "consultation", "absence", "system_failure", "publication", "payment", ""]
)
def test_nothing_else_stops_the_clock(ground):
    case = accepted()

    with refused(case, "unknown", field="ground"):
        suspend(case, ground)


@pytest.mark.rule("A-405")
def test_the_clock_stops_only_with_a_legal_basis_and_the_days_needed():
    case = accepted()

    with refused(case, "empty", field="basis"):
        suspend(case, basis=" ")
    with refused(case, "empty", field="planned_days"):
        suspend(case, days=0)


@pytest.mark.rule("A-407")
def test_the_clock_cannot_stop_before_acceptance():
    case = submitted()

    with refused(case, "out_of_order"):
        suspend(case)


@pytest.mark.rule("A-407")
def test_the_clock_cannot_stop_after_the_last_day():
    case = accepted()

    with refused(case, "too_late"):
        suspend(case, at=on(31, hour=0))
    suspend(case, at=on(30, hour=23))
    assert state(case) == "suspended"


def test_a_stopped_clock_is_not_stopped_again_and_a_running_one_not_resumed():
    case = accepted()
    with refused(case, "out_of_order"):
        resume(case, on(9))
    suspend(case)

    with refused(case, "out_of_order"):
        suspend(case)
    with refused(case, "out_of_order"):
        acts.grant(case, by=QIAN, at=on(10), calendar=DAYS)


@pytest.mark.rule("A-411")
def test_time_alone_grants_nothing():
    assert "deem_granted" not in LIFE.moves
    assert {act for act, (_from, to) in LIFE.moves.items() if to == "granted"} == {
        "grant",
        "grant_on_the_spot",
        "deem_renewed",
    }
    case = accepted()
    with refused(case, "no_silent_grant"):
        acts.deem_renewed(case, at=on(1, 12), calendar=DAYS)


def test_a_decided_case_has_no_clock_to_move():
    case = granted()
    said_before = said(case)

    assert acts.recompute(case, cause="calendar 2026", at=on(5), calendar=DAYS) is False
    with refused(case, "out_of_order"):
        extend(case)
    assert said(case) == said_before


def within_months(months=3):
    """A case that the law wants decided within some months of 2 March."""
    return accepted(published_matter("MONTH-1", statutory={"days": months, "unit": "months"}))


@pytest.mark.rule("A-402", "T-15")
def test_an_extension_adds_working_days_to_a_period_of_months():
    case = within_months()
    assert row(case).statutory_due_on == date(2026, 6, 2)

    extend(case, 5)

    assert (row(case).statutory_due_on, row(case).promised_due_on) == (date(2026, 6, 9), date(2026, 3, 16))


@pytest.mark.rule("A-405", "T-15", "T-20")
def test_the_days_of_an_expert_review_are_not_counted_in_a_period_of_months():
    case = within_months()
    suspend(case)

    resume(case, on(20))

    assert row(case).statutory_due_on == date(2026, 6, 15)  # twelve days after 2 June is a Sunday


@pytest.mark.rule("T-15", "T-17")
@pytest.mark.parametrize(
    ("unit", "n", "due"),
    [
        ("years", 1, date(2027, 3, 2)),
        ("hours", 240, date(2026, 3, 12)),
        ("hours", 252, date(2026, 3, 12)),  # never a day that lies beyond the law's last hour
        ("hours", 288, date(2026, 3, 14)),  # a Saturday: hours run on
    ],
)
def test_every_unit_that_a_matter_may_name_has_its_last_day(unit, n, due):
    case = accepted(published_matter("UNIT-1", statutory={"days": n, "unit": unit}))

    assert row(case).statutory_due_on == due


@pytest.mark.rule("A-402", "A-405", "T-14", "T-20")
def test_an_extension_and_a_procedure_add_up_in_calendar_days():
    case = accepted(published_matter("DAYS-1", statutory={"days": 45, "unit": "calendar_days"}))
    assert row(case).statutory_due_on == date(2026, 4, 16)
    extend(case)
    assert row(case).statutory_due_on == date(2026, 4, 30)
    suspend(case)

    resume(case, on(20))

    assert row(case).statutory_due_on == date(
        2026, 5, 14
    )  # from 28 April; 1 to 5 May are off, 9 May is worked
