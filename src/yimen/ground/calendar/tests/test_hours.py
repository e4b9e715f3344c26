"""Office hours: weeks, special days, days of rest, and what the last day of a period ends with."""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.ground.bus import journal
from yimen.ground.calendar import acts, reads
from yimen.ground.calendar.hours import Opening, Spell, Timetable, fault
from yimen.ground.calendar.models import OfficeHours, SpecialHours
from yimen.ground.calendar.rules import Due, Stretch, in_time
from yimen.ground.calendar.tests.make import real_calendar
from yimen.ground.life import Refused

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAYS = real_calendar()
MORNING, AFTERNOON = Spell(time(9), time(12)), Spell(time(14), time(17, 30))
HALL = Timetable(
    week=dict.fromkeys(range(5), (MORNING, AFTERNOON)) | {5: (MORNING,)},
    special={date(2026, 3, 4): (), date(2026, 10, 1): (MORNING,)},
)
AT = datetime(2026, 3, 1, 8, 0, tzinfo=SHANGHAI)


def at(*moment: int) -> datetime:
    return datetime(*moment, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (at(2026, 3, 2, 9, 0), True),
        (at(2026, 3, 2, 8, 59), False),
        (at(2026, 3, 2, 12, 0), False),
        (at(2026, 3, 2, 13, 0), False),
        (at(2026, 3, 2, 17, 29), True),
        (at(2026, 3, 7, 10, 0), True),  # the hall is open on Saturdays
        (at(2026, 3, 7, 15, 0), False),
        (at(2026, 3, 8, 10, 0), False),  # a Sunday
        (at(2026, 2, 28, 15, 0), False),  # a make-up Saturday keeps the hall's own Saturday
        (at(2026, 9, 20, 15, 0), True),  # a make-up Sunday without hours of its own: Monday's
        (at(2026, 2, 16, 10, 0), False),  # a Monday in the long holiday
        (at(2026, 2, 21, 10, 0), False),  # a Saturday in the long holiday
        (at(2026, 3, 4, 10, 0), False),  # a special day without hours
        (at(2026, 10, 1, 10, 0), True),  # special hours on a holiday
        (datetime(2026, 3, 2, 1, 0, tzinfo=ZoneInfo("UTC")), True),
    ],
)
def test_a_hall_is_open_in_its_spells(moment, is_open):
    assert HALL.is_open(moment, DAYS) is is_open


def test_a_closure_shuts_a_hall_unless_the_day_is_special():
    closed = real_calendar().__class__(
        years=frozenset({2026}), closures=(Stretch(date(2026, 3, 2), date(2026, 3, 7)),)
    )
    night = Timetable(HALL.week, {date(2026, 3, 3): (MORNING,)})

    assert not HALL.is_open(at(2026, 3, 2, 10, 0), closed)
    assert not HALL.is_open(at(2026, 3, 7, 10, 0), closed)
    assert night.is_open(at(2026, 3, 3, 10, 0), closed)


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        (at(2026, 3, 2, 10, 0), at(2026, 3, 2, 10, 0)),
        (at(2026, 3, 2, 12, 30), at(2026, 3, 2, 14, 0)),
        (at(2026, 3, 3, 20, 0), at(2026, 3, 5, 9, 0)),  # the next day is special: closed
        (at(2026, 2, 14, 18, 0), at(2026, 2, 24, 9, 0)),  # over the long holiday
    ],
)
def test_the_next_opening_is_found(moment, opening):
    assert HALL.next_opening(moment, DAYS) == opening


NOTICE = "防风通告"


@pytest.mark.parametrize(
    ("moment", "closes", "opens", "why"),
    [
        (at(2026, 3, 2, 10, 0), at(2026, 3, 2, 12, 0), None, ""),
        (at(2026, 3, 2, 12, 30), None, at(2026, 3, 2, 14, 0), ""),
        (at(2026, 3, 7, 13, 0), None, at(2026, 3, 9, 9, 0), ""),  # a usual weekend
        (at(2026, 2, 14, 18, 0), None, at(2026, 2, 24, 9, 0), "春节"),
        (at(2026, 3, 15, 18, 0), None, at(2026, 3, 17, 9, 0), NOTICE),  # closed from the next day on
        (at(2026, 3, 16, 10, 0), None, at(2026, 3, 17, 9, 0), NOTICE),
    ],
)
def test_how_a_place_stands_is_told_with_what_closes_it(moment, closes, opens, why):
    storm = Stretch(date(2026, 3, 16), date(2026, 3, 16))
    days = replace(DAYS, closures=(storm,), notices={storm: NOTICE})

    assert HALL.opening(moment, days) == Opening(closes, opens, why)


def test_a_place_without_hours_never_opens():
    assert Timetable().opening(AT, DAYS) is None
    assert Timetable().next_opening(AT, DAYS) is None
    assert Timetable().closes_on(date(2026, 3, 2), DAYS) is None


@pytest.mark.rule("T-16")
def test_filing_at_a_counter_is_in_time_until_it_closes_and_online_until_midnight():
    due = Due(date(2026, 3, 13))
    closes = HALL.closes_on(due.on, DAYS)

    assert closes == time(17, 30)
    assert in_time(at(2026, 3, 13, 17, 29), due, closes)
    assert not in_time(at(2026, 3, 13, 17, 30), due, closes)
    assert in_time(at(2026, 3, 13, 23, 59), due)
    assert not in_time(at(2026, 3, 14, 0, 0), due)


@pytest.mark.parametrize(
    ("spells", "code"),
    [
        ([], ""),
        ([AFTERNOON, MORNING], ""),
        ([MORNING, Spell(time(12), time(13))], ""),
        ([Spell(time(9), time(9))], "order"),
        ([Spell(time(10), time(9))], "order"),
        ([MORNING, Spell(time(11, 59), time(13))], "overlap"),
    ],
)
def test_spells_of_a_day_lie_apart_and_in_order(spells, code):
    assert fault(spells) == code


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2026, 10, 31)).map(lambda one: one.replace(tzinfo=SHANGHAI))
)
def test_the_next_opening_is_open_and_never_in_the_past(moment):
    opening = HALL.next_opening(moment, DAYS)

    assert opening is not None
    assert opening >= moment
    assert HALL.is_open(opening, DAYS)


@pytest.fixture
def fresh():
    reads.forget()
    yield
    reads.forget()


@pytest.mark.django_db
def test_hours_are_set_whole_and_told(fresh):
    acts.set_hours(" hall ", {0: [MORNING, AFTERNOON], 1: [MORNING]}, by="account:1", at=AT)
    acts.set_hours("hall", {0: [MORNING]}, by="account:1", at=AT)
    reads.forget()

    assert reads.hours("hall") == [(0, "09:00", "12:00")]
    assert reads.open_at("hall", at(2026, 3, 2, 9, 0))
    assert not reads.open_at("elsewhere", at(2026, 3, 2, 9, 0))
    told = journal.history(0)[-1]
    assert (told.type, told.data) == ("calendar.OfficeHoursChanged", {"place": "hall", "day": None})


@pytest.mark.django_db
def test_a_special_day_replaces_its_weekday_and_can_be_set_again(fresh):
    acts.set_hours("hall", {0: [MORNING]}, by="account:1", at=AT)
    acts.set_special_day("hall", date(2026, 3, 2), [], by="account:1", at=AT)
    acts.set_special_day("hall", date(2026, 3, 8), [AFTERNOON], by="account:1", at=AT)
    reads.forget()

    assert not reads.open_at("hall", at(2026, 3, 2, 10, 0))
    assert reads.open_at("hall", at(2026, 3, 8, 15, 0))

    acts.set_special_day("hall", date(2026, 3, 2), [MORNING], by="account:1", at=AT)
    reads.forget()

    assert reads.open_at("hall", at(2026, 3, 2, 10, 0))
    assert SpecialHours.objects.filter(place="hall", day=date(2026, 3, 2)).count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("place", "week", "field"),
    [
        (" ", {0: [MORNING]}, "place"),
        ("hall", {7: [MORNING]}, "weekday"),
        ("hall", {-1: [MORNING]}, "weekday"),
        ("hall", {0: [Spell(time(12), time(9))]}, "hours"),
        ("hall", {0: [MORNING, MORNING]}, "hours"),
    ],
)
def test_hours_that_make_no_sense_are_refused_and_nothing_is_written(place, week, field):
    with pytest.raises(Refused) as refused:
        acts.set_hours(place, week, by="account:1", at=AT)

    assert refused.value.field == field
    assert not OfficeHours.objects.exists()
    assert journal.history(0) == []


@pytest.mark.django_db
def test_a_special_day_that_makes_no_sense_is_refused_and_nothing_is_written():
    with pytest.raises(Refused):
        acts.set_special_day("hall", date(2026, 3, 2), [Spell(time(12), time(9))], by="account:1", at=AT)

    assert not SpecialHours.objects.exists()
