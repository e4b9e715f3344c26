"""Loading a year."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from yimen.ground.bus import journal
from yimen.ground.calendar import acts, reads
from yimen.ground.calendar.models import CalendarDay, CalendarYear, OfficeHours
from yimen.ground.life import Refused

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 10, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
NEW_YEAR = {date(2027, 1, 1): (False, "元旦"), date(2027, 1, 3): (True, "元旦")}


@pytest.fixture(autouse=True)
def fresh():
    reads.forget()
    yield
    reads.forget()


@pytest.mark.rule("T-02")
def test_the_shipped_years_are_loaded():
    assert set(CalendarYear.objects.values_list("year", flat=True)) == set(range(2004, 2027))
    assert reads.calendar().working_days_after(date(2026, 2, 13), 5).on == date(2026, 2, 27)


@pytest.mark.rule("T-02")
def test_a_loaded_year_is_no_longer_provisional(django_capture_on_commit_callbacks):
    assert reads.calendar().working_days_after(date(2026, 12, 31), 1).provisional

    with django_capture_on_commit_callbacks(execute=True):
        acts.announce(2027, NEW_YEAR, notice="国办发明电〔2026〕1号", by="account:1", at=AT)

    assert not reads.calendar().working_days_after(date(2026, 12, 31), 1).provisional
    assert journal.history(2027)[-1].type == "calendar.CalendarAnnounced"


@pytest.mark.parametrize(
    ("days", "notice", "field"),
    [(NEW_YEAR, " ", "notice"), ({}, "n", "days"), ({date(2026, 1, 1): (False, "元旦")}, "n", "days")],
)
def test_nonsense_is_refused_and_nothing_is_written(days, notice, field):
    before = CalendarDay.objects.count()

    with pytest.raises(Refused) as refused:
        acts.announce(2027, days, notice=notice, by="account:1", at=AT)

    assert refused.value.field == field
    assert CalendarDay.objects.count() == before
    assert journal.history(2027) == []


def test_offices_are_open_in_their_hours_on_working_days():
    OfficeHours.objects.create(place="hall", weekday=0, opens="09:00", closes="12:00")

    def is_open(*moment: int) -> bool:
        return reads.open_at("hall", datetime(*moment, tzinfo=ZoneInfo("Asia/Shanghai")), reads.calendar())

    assert is_open(2026, 3, 2, 9, 0)
    assert not is_open(2026, 3, 2, 12, 0)
    assert is_open(2026, 2, 28, 10, 0)  # a make-up Saturday has Monday's hours
    assert not is_open(2026, 2, 16, 10, 0)  # a Monday in the long holiday


def test_a_closure_out_of_order_is_refused():
    with pytest.raises(Refused):
        acts.close_offices(
            "440981000000", date(2026, 7, 21), date(2026, 7, 20), notice="n", by="account:1", at=AT
        )
