"""Local closures, and what a process keeps of the calendar."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from yimen.ground import memory
from yimen.ground.bus import journal
from yimen.ground.calendar import acts, reads
from yimen.ground.calendar.models import CalendarVersion, LocalClosure
from yimen.ground.life import Refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 7, 19, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
CITY, TOWN, OTHER = "440981000000", "440981001000", "440982000000"
FRIDAY, MONDAY, WEDNESDAY = date(2026, 7, 17), date(2026, 7, 20), date(2026, 7, 22)


@pytest.fixture(autouse=True)
def fresh():
    reads.forget()
    yield
    reads.forget()


def close(division: str = CITY) -> int:
    number = acts.close_offices(division, MONDAY, date(2026, 7, 21), notice="防风I级", by="account:1", at=AT)
    reads.forget()
    return number


@pytest.mark.parametrize(
    ("division", "due"), [(CITY, WEDNESDAY), (TOWN, WEDNESDAY), (OTHER, MONDAY), ("", MONDAY)]
)
def test_a_closure_of_a_city_closes_its_towns_and_nobody_else(division, due):
    close()

    assert reads.calendar(division).working_days_after(FRIDAY, 1).on == due


def test_a_closure_of_a_town_leaves_the_city_open():
    close(TOWN)

    assert reads.calendar(CITY).working_days_after(FRIDAY, 1).on == MONDAY


def test_a_closure_is_told_listed_and_taken_back():
    number = close()
    assert [one[0] for one in reads.closures()] == [number]

    acts.reopen_offices(number, notice="解除防风I级", by="account:1", at=AT)
    reads.forget()

    assert reads.closures() == []
    assert reads.calendar(CITY).working_days_after(FRIDAY, 1).on == MONDAY
    assert [one.type for one in journal.history(number)] == [
        "calendar.OfficesClosed",
        "calendar.OfficesReopened",
    ]


@pytest.mark.parametrize(
    ("division", "last", "notice", "field"),
    [
        (CITY, FRIDAY, "n", "last"),
        (CITY, WEDNESDAY, " ", "notice"),
        ("4409", WEDNESDAY, "n", "division"),
        ("", WEDNESDAY, "n", "division"),
        ("٤٤٠٩٨١٠٠٠٠٠٠", WEDNESDAY, "n", "division"),
    ],
)
def test_a_closure_that_makes_no_sense_is_refused_and_nothing_is_written(division, last, notice, field):
    with pytest.raises(Refused) as refused:
        acts.close_offices(division, MONDAY, last, notice=notice, by="account:1", at=AT)

    assert refused.value.field == field
    assert not LocalClosure.objects.exists()


def test_what_is_not_closed_cannot_be_reopened():
    before = reads._version()

    with pytest.raises(Refused) as unknown:
        acts.reopen_offices(10**9, notice="n", by="account:1", at=AT)
    with pytest.raises(Refused) as silent:
        acts.reopen_offices(close(), notice="", by="account:1", at=AT)

    assert (unknown.value.code, silent.value.field) == ("unknown", "notice")
    assert reads._version() == before + 1


def test_within_five_seconds_nothing_is_asked(django_assert_num_queries):
    reads.calendar(CITY)

    with django_assert_num_queries(0):
        reads.calendar(CITY)


def test_after_five_seconds_one_small_question_is_asked(django_assert_num_queries, monkeypatch):
    kept = reads.calendar(CITY)
    monkeypatch.setattr(memory, "moment", lambda: 6.0)

    with django_assert_num_queries(1):
        assert reads.calendar(CITY) is kept


def test_another_process_hears_of_a_change_by_the_version(monkeypatch):
    before = reads.calendar(CITY)
    acts.close_offices(CITY, MONDAY, MONDAY, notice="n", by="account:1", at=AT)
    monkeypatch.setattr(memory, "moment", lambda: 6.0)

    assert reads.calendar(CITY) is not before
    assert not reads.calendar(CITY).is_working(MONDAY)


def test_every_change_counts_the_version_up():
    close()
    acts.set_hours("hall", {}, by="account:1", at=AT)

    assert CalendarVersion.objects.get().number == 2


def test_a_division_lies_in_its_county_city_and_province():
    assert reads.above("440981001005") == [
        "440000000000",
        "440900000000",
        "440981000000",
        "440981001000",
        "440981001005",
    ]
    assert reads.above("") == []
