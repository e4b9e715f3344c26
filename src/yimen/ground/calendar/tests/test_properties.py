"""What holds for every legal period, whatever the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.ground.calendar.rules import Stretch, merged
from yimen.ground.calendar.tests.make import real_calendar

DAYS = real_calendar()
STARTS = st.dates(date(2004, 1, 1), date(2026, 6, 30))
LENGTHS = st.integers(0, 60)
STRETCHES = st.lists(
    st.tuples(st.dates(date(2010, 1, 1), date(2010, 12, 31)), st.integers(0, 20)).map(
        lambda pair: Stretch(pair[0], pair[0] + timedelta(days=pair[1]))
    ),
    max_size=4,
)


@pytest.mark.rule("T-11")
@given(STARTS, LENGTHS)
def test_longer_periods_end_later(start, n):
    assert DAYS.working_days_after(start, n).on < DAYS.working_days_after(start, n + 1).on


@given(STARTS, LENGTHS)
def test_later_starts_never_end_earlier(start, n):
    assert DAYS.working_days_after(start, n).on <= DAYS.working_days_after(start + timedelta(days=1), n).on


@pytest.mark.rule("T-14")
@given(STARTS, st.integers(1, 365))
def test_no_period_ends_on_a_rest_day(start, n):
    assert not DAYS.is_rest_day(DAYS.working_days_after(start, min(n, 60)).on)
    assert not DAYS.is_rest_day(DAYS.calendar_days_after(start, n).on)
    assert not DAYS.is_rest_day(DAYS.months_after(start, n % 12 + 1).on)


@pytest.mark.rule("T-21")
@given(STRETCHES)
def test_merging_keeps_the_same_days(stretches):
    days = {s.first + timedelta(days=n) for s in stretches for n in range((s.last - s.first).days + 1)}
    kept = [
        s.first + timedelta(days=n) for s in merged(stretches) for n in range((s.last - s.first).days + 1)
    ]

    assert sorted(days) == kept


@pytest.mark.rule("T-20")
@given(st.dates(date(2010, 1, 1), date(2010, 10, 1)), st.integers(1, 30), STRETCHES)
def test_stopping_the_clock_never_makes_a_date_earlier(start, n, stretches):
    due = DAYS.working_days_after(start, n, stopped=stretches).on

    assert due >= DAYS.working_days_after(start, n).on
    assert not any(due in stretch for stretch in stretches)


@pytest.mark.rule("T-20")
@given(st.dates(date(2010, 1, 1), date(2010, 10, 1)), st.integers(1, 90), STRETCHES)
def test_in_calendar_days_as_many_days_are_counted_as_without_stopping(start, n, stretches):
    due = DAYS.calendar_days_after(start, n, stopped=stretches).on
    days = [start + timedelta(days=one) for one in range(1, (due - start).days + 1)]
    counted = [day for day in days if not any(day in stretch for stretch in stretches)]

    assert due == counted[-1]
    assert all(DAYS.is_rest_day(day) for day in counted[n - 1 : -1])


@given(STARTS, st.integers(1, 60))
def test_counting_back_gives_the_same_number(start, n):
    assert DAYS.working_days_between(start, DAYS.working_days_after(start, n).on) == n
