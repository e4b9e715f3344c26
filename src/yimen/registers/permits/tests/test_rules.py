"""Terms, renewal days, reminders and bars, to the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.registers.permits import rules
from yimen.registers.permits.life import GROUNDS, LIFE, Ending, Ground, Pay, State

DAYS = (90, 60, 35)
dates = st.dates(date(2000, 1, 1), date(2090, 12, 31))


@pytest.mark.rule("T-15")
@pytest.mark.parametrize(
    ("start", "amount", "unit", "end"),
    [
        (date(2025, 8, 31), 6, "months", date(2026, 2, 28)),
        (date(2024, 2, 29), 1, "years", date(2025, 2, 28)),
        (date(2024, 2, 29), 4, "years", date(2028, 2, 29)),
        (date(2026, 3, 2), 5, "years", date(2031, 3, 2)),
        (date(2026, 12, 31), 2, "months", date(2027, 2, 28)),
        (date(2026, 3, 2), 0, "years", None),
    ],
)
def test_a_term_ends_on_the_corresponding_date_or_the_months_end(start, amount, unit, end):
    assert rules.term_end(start, amount, unit) == end


@given(dates, st.integers(1, 120))
def test_a_term_never_leaves_its_month_and_never_grows_past_its_day(start, months):
    end = rules.corresponding(start, months)

    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day <= start.day
    assert end.day == start.day or (end + timedelta(days=1)).day == 1


@pytest.mark.rule("A-602", "L-09")
@given(dates, st.integers(1, 120))
def test_the_last_day_to_ask_lies_so_many_calendar_days_before_the_end(until, days):
    day = rules.renewal_day(until, days)

    assert (until - day).days == days
    assert not rules.is_late_renewal(day, until, days)
    assert rules.is_late_renewal(day + timedelta(days=1), until, days)


@pytest.mark.rule("A-602", "L-09")
def test_thirty_days_before_the_end_of_the_year():
    assert rules.renewal_day(date(2026, 12, 31), 30) == date(2026, 12, 1)


@pytest.mark.rule("A-602")
@given(dates, st.integers(0, 400))
def test_whoever_asks_early_loses_no_day(until, early):
    first, last = rules.renewed_term(until, 5, "years", on=until - timedelta(days=early))

    assert (first, last) == (until + timedelta(days=1), rules.corresponding(until, 60))


def test_a_late_renewal_decided_after_the_end_begins_with_the_decision():
    on = date(2027, 1, 8)

    assert rules.renewed_term(date(2026, 12, 31), 1, "years", on=on) == (on, date(2028, 1, 8))


def test_the_last_day_belongs_to_the_term():
    first, until = date(2026, 1, 1), date(2026, 12, 31)

    assert rules.standing(State.VALID, first, until, until) == "valid"
    assert rules.standing(State.VALID, first, until, date(2027, 1, 1)) == "expired"
    assert rules.standing(State.REVOKED, first, until, date(2027, 1, 1)) == "revoked"
    assert rules.standing(State.VALID, first, None, date(2099, 1, 1)) == "valid"


@pytest.mark.rule("A-602")
def test_a_term_that_has_not_begun_holds_nothing_yet():
    first, eve = date(2027, 1, 1), date(2026, 12, 31)

    assert rules.standing(State.VALID, first, None, eve) == "upcoming"
    assert rules.standing(State.SUSPENDED, first, None, eve) == "upcoming"
    assert rules.standing(State.REVOKED, first, None, eve) == "revoked"
    assert rules.standing(State.VALID, first, None, first) == "valid"


@pytest.mark.rule("A-602")
@pytest.mark.parametrize(
    ("state", "before"), [(State.VALID, "valid"), (State.SUSPENDED, "suspended"), (State.REVOKED, "replaced")]
)
def test_what_was_renewed_stands_until_its_renewal_begins(state, before):
    first, until = date(2026, 1, 1), date(2026, 12, 31)
    newer = rules.Successor(state, until + timedelta(days=1))

    assert rules.standing(State.REPLACED, first, until, until, successor=newer) == before
    assert rules.standing(State.REPLACED, first, until, newer.valid_from, successor=newer) == "replaced"


@pytest.mark.rule("A-603")
@pytest.mark.parametrize(
    ("left", "told", "due"),
    [
        (91, [], None),
        (90, [], 90),
        (89, [90], None),
        (60, [90], 60),
        (50, [], 60),
        (35, [90, 60], 35),
        (34, [35], None),
        (0, [], 35),
        (-1, [], None),
    ],
)
def test_each_reminder_is_due_once_and_a_missed_one_is_not_sent_late(left, told, due):
    today = date(2026, 6, 1)

    assert rules.reminder_due(today + timedelta(days=left), today, told=told, days=DAYS) == due


@pytest.mark.rule("A-603")
@given(dates, st.sets(st.integers(0, 400), max_size=5))
def test_a_daily_look_sends_each_reminder_exactly_once(until, days):
    told: list[int] = []
    for left in range(max(days, default=0), -1, -1):
        due = rules.reminder_due(until, until - timedelta(days=left), told=told, days=days)
        told += [due] if due is not None else []

    assert sorted(told) == sorted(days)


@pytest.mark.rule("A-607", "L-11", "L-12")
def test_a_bar_lasts_to_the_corresponding_date_and_the_day_after_is_free():
    assert rules.free_again(date(2026, 3, 9), 1) == date(2027, 3, 10)
    assert rules.free_again(date(2028, 2, 29), 3) == date(2031, 3, 1)


@pytest.mark.rule("K-11", "A-606")
def test_the_four_endings_differ_in_state_ground_duty_and_pay():
    assert len({LIFE.moves[ending][1] for ending in Ending if ending != Ending.SUSPEND}) == 4
    pays = {ending: {terms.pays for terms in GROUNDS.values() if terms.ending == ending} for ending in Ending}
    assert pays[Ending.REVOKE] == {Pay.DAMAGES, Pay.NOTHING}
    assert pays[Ending.WITHDRAW] == {Pay.COMPENSATION}
    assert pays[Ending.FORFEIT] == pays[Ending.CANCEL] == {Pay.NOTHING}
    barred = {ground for ground, terms in GROUNDS.items() if terms.bar_years}
    assert barred == {Ground.FRAUD, Ground.PROMISE_FALSE}
    assert {GROUNDS[one].bar_years for one in barred} == {3}
    assert {ground for ground, terms in GROUNDS.items() if terms.hearing} == {
        Ground.PENALTY,
        Ground.SUSPENSION,
    }
    assert set(GROUNDS) == set(Ground)
    assert sum(terms.ending == Ending.CANCEL for terms in GROUNDS.values()) == 6  # art. 70
