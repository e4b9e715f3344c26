"""A year is announced: dates that were provisional are computed again, and what moved them is kept."""

from datetime import date

import pytest

from yimen.affairs.cases.listeners import compute_dates_again
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.tests.make import accepted, on
from yimen.ground.bus import journal
from yimen.ground.calendar import acts as calendar_acts
from yimen.ground.calendar import reads as calendar_reads
from yimen.ground.calendar.events import CalendarAnnounced

pytestmark = pytest.mark.django_db
AT = on(24, 12, 9)
BEFORE = date(2027, 1, 18)  # twenty working days from 21 December if no day of January were a holiday


@pytest.fixture(autouse=True)
def fresh():
    calendar_reads.forget()
    yield
    calendar_reads.forget()


def announced(days: dict[date, tuple[bool, str]]) -> CalendarAnnounced:
    calendar_acts.announce(2027, days, notice="关于2027年部分节假日安排的通知", by="account:9", at=AT)
    return CalendarAnnounced(subject=2027, by="account:9", at=AT, year=2027, notice="n")


@pytest.mark.rule("T-02", "T-22")
def test_a_provisional_date_is_computed_again_and_the_move_is_recorded():
    case = accepted(at=on(21, 12))
    assert Case.objects.get(pk=case).provisional
    assert Case.objects.get(pk=case).statutory_due_on == BEFORE

    compute_dates_again(announced({date(2027, 1, 1): (False, "元旦")}))

    row, last = Case.objects.get(pk=case), journal.history(case)[-1]
    assert (row.statutory_due_on, row.provisional) == (date(2027, 1, 19), False)
    assert last.type == "cases.DueRecomputed"
    assert (last.data["old_due_on"], last.data["new_due_on"]) == ("2027-01-18", "2027-01-19")
    assert (last.data["cause"], last.actor) == ("calendar 2027", "system")


@pytest.mark.rule("T-22")
def test_a_date_that_stays_leaves_no_record_of_a_move():
    case = accepted(at=on(21, 12))

    compute_dates_again(announced({date(2027, 1, 2): (False, "元旦")}))  # a Saturday

    row = Case.objects.get(pk=case)
    assert (row.statutory_due_on, row.provisional) == (BEFORE, False)
    assert "cases.DueRecomputed" not in [one.type for one in journal.history(case)]
