"""Legal periods on the real calendar (rulebook, section T; vectors of T.3)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from yimen.ground.calendar.rules import (
    Calendar,
    Due,
    Stretch,
    hours_after,
    merged,
    posted_in_time,
    received_on,
    today_of,
    unit_of,
)
from yimen.ground.calendar.tests.make import real_calendar

D = date
DAYS = real_calendar()
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.rule("T-01", "T-10", "T-11", "K-07")
@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (D(2026, 2, 13), 5, D(2026, 2, 27)),  # Friday; 14 February is worked, then the long holiday
        (D(2026, 2, 14), 5, D(2026, 2, 28)),  # a make-up working day
        (D(2026, 3, 7), 5, D(2026, 3, 13)),  # a Saturday night online
        (D(2026, 2, 13), 20, D(2026, 3, 19)),
        (D(2026, 2, 13), 30, D(2026, 4, 2)),
        (D(2026, 9, 18), 20, D(2026, 10, 22)),
        (D(2026, 4, 1), 45, D(2026, 6, 8)),
        (D(2026, 4, 1), 60, D(2026, 6, 30)),
        (D(2026, 9, 28), 10, D(2026, 10, 16)),
        (D(2026, 4, 28), 15, D(2026, 5, 21)),
        (D(2026, 3, 2), 20, D(2026, 3, 30)),
        (D(2026, 3, 2), 0, D(2026, 3, 2)),
    ],
)
def test_working_days(start, n, due):
    assert DAYS.working_days_after(start, n) == Due(due)


@pytest.mark.rule("T-14", "K-08")
@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (D(2026, 7, 28), 60, D(2026, 9, 28)),  # 26 September lies in a holiday block
        (D(2026, 8, 3), 60, D(2026, 10, 8)),
        (D(2026, 3, 2), 1, D(2026, 3, 3)),
    ],
)
def test_calendar_days_move_off_rest_days(start, n, due):
    assert DAYS.calendar_days_after(start, n) == Due(due)


@pytest.mark.rule("T-15")
@pytest.mark.parametrize(
    ("start", "n", "due"),
    [
        (D(2025, 8, 31), 6, D(2026, 2, 28)),  # no 31 February; the 28th is a make-up working day
        (D(2026, 4, 3), 6, D(2026, 10, 8)),
        (D(2025, 12, 31), 2, D(2026, 2, 28)),
    ],
)
def test_months_end_on_the_corresponding_date(start, n, due):
    assert DAYS.months_after(start, n) == Due(due)


@pytest.mark.rule("T-15")
def test_a_leap_day_has_its_year_end_in_february():
    assert DAYS.years_after(D(2024, 2, 29), 1).on == D(2025, 2, 28)


@pytest.mark.rule("L-09")
def test_thirty_days_before_are_not_moved():
    assert DAYS.calendar_days_before(D(2026, 12, 31), 30) == D(2026, 12, 1)


@pytest.mark.rule("T-05", "T-03")
def test_the_calendar_of_2026_is_the_announced_one():
    spans = [((1, 1), (1, 3)), ((2, 15), (2, 23)), ((4, 4), (4, 6)), ((5, 1), (5, 5)), ((6, 19), (6, 21))]
    spans += [((9, 25), (9, 27)), ((10, 1), (10, 7))]
    off = {
        D(2026, *a) + timedelta(days=n) for a, b in spans for n in range((D(2026, *b) - D(2026, *a)).days + 1)
    }
    worked = {D(2026, 1, 4), D(2026, 2, 14), D(2026, 2, 28), D(2026, 5, 9), D(2026, 9, 20), D(2026, 10, 10)}

    assert {day for day in DAYS.off if day.year == 2026} == off
    assert {day for day in DAYS.worked if day.year == 2026} == worked
    statutory = {D(2026, 1, 1), D(2026, 4, 5), D(2026, 5, 1), D(2026, 5, 2), D(2026, 6, 19), D(2026, 9, 25)}
    statutory |= {D(2026, 2, 16), D(2026, 2, 17), D(2026, 2, 18), D(2026, 2, 19)}
    statutory |= {D(2026, 10, 1), D(2026, 10, 2), D(2026, 10, 3)}
    assert len(statutory) == 13
    assert statutory <= DAYS.off


@pytest.mark.rule("T-04")
@pytest.mark.parametrize("day", [D(2027, 3, 8), D(2026, 5, 4), D(2026, 6, 1), D(2025, 8, 1)])
def test_days_off_for_some_people_are_working_days_unless_a_block_covers_them(day):
    covered = day in DAYS.off

    assert DAYS.is_working(day) is not covered
    assert covered is (day == D(2026, 5, 4))


@pytest.mark.rule("T-02")
def test_beyond_the_announced_years_a_date_is_provisional():
    due = DAYS.working_days_after(D(2026, 12, 28), 10)

    assert due.provisional
    assert due.on == D(2027, 1, 11)
    assert not DAYS.working_days_after(D(2026, 12, 1), 5).provisional


@pytest.mark.rule("T-06")
def test_the_legal_date_is_that_of_shanghai():
    late = datetime(2026, 3, 1, 16, 30, tzinfo=ZoneInfo("UTC"))

    assert today_of(late) == D(2026, 3, 2)


@pytest.mark.rule("T-12", "T-06", "K-06")
@pytest.mark.parametrize(
    ("arrived", "expected"),
    [
        (datetime(2026, 3, 7, 22, 10, tzinfo=SHANGHAI), D(2026, 3, 7)),
        (datetime(2026, 3, 7, 16, 30, tzinfo=ZoneInfo("UTC")), D(2026, 3, 8)),  # past midnight in Shanghai
    ],
)
def test_an_arrival_counts_on_its_own_date_at_any_hour(arrived, expected):
    assert received_on(arrived, None, needs_confirmation=False) == expected


@pytest.mark.rule("T-13")
def test_where_the_law_asks_for_confirmation_its_date_counts():
    arrived = datetime(2026, 3, 6, 17, 0, tzinfo=SHANGHAI)

    assert received_on(arrived, None, needs_confirmation=True) is None
    assert received_on(arrived, datetime(2026, 3, 9, 9, 0, tzinfo=SHANGHAI), needs_confirmation=True) == D(
        2026, 3, 9
    )


@pytest.mark.rule("T-16")
def test_the_last_day_ends_at_midnight_or_when_the_counter_closes():
    due = Due(D(2026, 3, 13))

    assert datetime(2026, 3, 13, 23, 59, 59, tzinfo=SHANGHAI) < due.ends_at()
    assert due.ends_at() == datetime(2026, 3, 14, 0, 0, tzinfo=SHANGHAI)
    assert due.ends_at(time(17, 30)) == datetime(2026, 3, 13, 17, 30, tzinfo=SHANGHAI)


@pytest.mark.rule("T-17")
def test_hours_run_from_their_instant():
    assert hours_after(datetime(2026, 2, 14, 15, 20, tzinfo=SHANGHAI), 24) == datetime(
        2026, 2, 15, 15, 20, tzinfo=SHANGHAI
    )


@pytest.mark.rule("T-18")
def test_the_days_on_the_road_do_not_count():
    due = Due(D(2026, 9, 28))

    assert posted_in_time(datetime(2026, 9, 28, 23, 50, tzinfo=SHANGHAI), due)
    assert not posted_in_time(datetime(2026, 9, 29, 0, 0, tzinfo=SHANGHAI), due)


@pytest.mark.rule("T-19", "K-02")
@pytest.mark.parametrize(
    ("statute", "days", "applicant", "unit"),
    [
        ("licensing", 20, False, "working_days"),
        ("licensing", 45, False, "working_days"),
        ("licensing", 30, True, "calendar_days"),
        ("licensing", 5, True, "working_days"),
        ("penalty", 7, False, "working_days"),
        ("penalty", 15, False, "calendar_days"),
        ("penalty", 90, False, "calendar_days"),
        ("reconsideration", 10, False, "working_days"),
        ("reconsideration", 60, False, "calendar_days"),
        ("disclosure", 20, False, "working_days"),
        ("data_sharing", 10, False, "working_days"),
        ("petition", 5, False, "working_days"),
        ("petition", 60, False, "calendar_days"),
        ("investment", 7, False, "working_days"),
    ],
)
def test_a_bare_number_of_days_means_what_its_statute_says(statute, days, applicant, unit):
    assert unit_of(statute, days, for_applicant=applicant) == unit


@pytest.mark.rule("T-20")
def test_the_days_of_a_special_procedure_are_skipped():
    review = Stretch(D(2026, 3, 9), D(2026, 3, 20))

    assert DAYS.working_days_after(D(2026, 3, 2), 20, stopped=[review]).on == D(2026, 4, 14)


@pytest.mark.rule("T-21")
def test_overlapping_stretches_are_merged_not_added():
    one, two = Stretch(D(2026, 3, 9), D(2026, 3, 16)), Stretch(D(2026, 3, 12), D(2026, 3, 20))

    assert merged([two, one]) == (Stretch(D(2026, 3, 9), D(2026, 3, 20)),)
    assert DAYS.working_days_after(D(2026, 3, 2), 20, stopped=[one, two]).on == D(2026, 4, 14)


@pytest.mark.rule("T-17", "T-20")
def test_hours_run_on_through_rest_days_but_not_through_stopped_ones():
    assert DAYS.hours_end(D(2026, 3, 6), 48).on == D(2026, 3, 8)  # a Sunday
    assert DAYS.hours_end(D(2026, 3, 6), 48, stopped=[Stretch(D(2026, 3, 7), D(2026, 3, 9))]).on == D(
        2026, 3, 11
    )


@pytest.mark.rule("T-14", "T-15", "T-20", "T-21")
@pytest.mark.parametrize(
    ("stopped", "by_days", "by_months"),
    [
        ([], D(2026, 3, 23), D(2026, 4, 2)),
        ([(D(2026, 3, 9), D(2026, 3, 20))], D(2026, 4, 3), D(2026, 4, 14)),
        ([(D(2026, 3, 9), D(2026, 3, 16)), (D(2026, 3, 12), D(2026, 3, 20))], D(2026, 4, 3), D(2026, 4, 14)),
        (
            [(D(2026, 2, 25), D(2026, 3, 3))],
            D(2026, 3, 23),
            D(2026, 4, 3),
        ),  # one day of it lies after the start
        ([(D(2026, 3, 23), D(2026, 3, 27))], D(2026, 3, 30), D(2026, 4, 7)),
        ([(D(2026, 4, 8), D(2026, 4, 9))], D(2026, 3, 23), D(2026, 4, 2)),
    ],
)
def test_stopped_days_count_in_no_period_of_days_or_months(stopped, by_days, by_months):
    stretches = [Stretch(*one) for one in stopped]

    assert DAYS.calendar_days_after(D(2026, 3, 2), 20, stopped=stretches).on == by_days
    assert DAYS.months_after(D(2026, 3, 2), 1, stopped=stretches).on == by_months


def test_an_explanation_counts_as_the_period_does():
    lines = DAYS.explain(D(2026, 2, 13), 5)

    assert [line.day for line in lines if line.counts][-1] == D(2026, 2, 27)
    assert [line.number for line in lines if line.counts] == [1, 2, 3, 4, 5]
    assert str(lines[1].why) == "春节"


def test_a_local_closure_is_no_working_day_there():
    here = Calendar(years=frozenset({2026}), closures=(Stretch(D(2026, 7, 20), D(2026, 7, 21)),))

    assert here.working_days_after(D(2026, 7, 17), 1).on == D(2026, 7, 22)


@pytest.mark.parametrize(
    ("reckon", "n"),
    [
        (reckon, n)
        for reckon in ("working_days_after", "calendar_days_after", "months_after", "explain")
        for n in (-1, 10**6)
    ]
    + [("working_days_before", -1), ("calendar_days_before", 10**6)],
)
def test_a_period_that_no_law_knows_is_refused(reckon, n):
    with pytest.raises(ValueError, match="period"):
        getattr(DAYS, reckon)(D(2026, 1, 1), n)


def test_a_period_that_began_before_the_announced_years_is_provisional():
    assert DAYS.working_days_after(D(2003, 12, 20), 20).provisional
    assert not DAYS.working_days_after(D(2003, 12, 31), 20).provisional


@pytest.mark.parametrize(
    ("end", "n", "latest"),
    [
        (D(2026, 3, 13), 7, D(2026, 3, 3)),  # 4 to 6 and 9 to 12 March lie between
        (D(2026, 2, 27), 7, D(2026, 2, 10)),  # 11 to 14 and 24 to 26 February
        (D(2026, 3, 13), 0, D(2026, 3, 12)),
    ],
)
def test_whole_working_days_lie_between_a_notice_and_its_day(end, n, latest):
    day = DAYS.working_days_before(end, n)

    assert sum(DAYS.is_working(day + timedelta(days=k)) for k in range(1, (end - day).days)) == n
    assert day == latest
