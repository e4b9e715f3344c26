"""Rows by statements composed once behave as rows through Django's own."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from yimen.ground.bus.journal import publish
from yimen.ground.bus.models import Entry
from yimen.ground.bus.tests.make import BellRung
from yimen.ground.calendar.models import CalendarDay
from yimen.ground.rows import add, first, keep, lock, read, values

pytestmark = pytest.mark.django_db
DAY = date(2031, 5, 1)
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


def a_day(day: date = DAY, **changes: object) -> CalendarDay:
    return CalendarDay(**{"day": day, "working": False, "name": "劳动节", **changes})


def test_rows_are_added_in_one_statement_and_read_back_equal():
    with CaptureQueriesContext(connection) as asked:
        add(a_day(), a_day(date(2031, 5, 2), name=""))

    assert len(asked) == 1
    assert list(CalendarDay.objects.filter(day__year=2031).values_list("day", "working", "name")) == [
        (DAY, False, "劳动节"),
        (date(2031, 5, 2), False, ""),
    ]
    found = read(CalendarDay, DAY)
    assert found == CalendarDay.objects.get(pk=DAY)
    assert not found._state.adding


def test_nothing_to_add_asks_nothing():
    with CaptureQueriesContext(connection) as asked:
        add()

    assert len(asked) == 0


def test_only_the_named_fields_are_written():
    add(a_day())
    row = read(CalendarDay, DAY)
    row.name, row.working = "调休", True

    keep(row, ["name"])

    again = CalendarDay.objects.get(pk=DAY)
    assert (again.name, again.working) == ("调休", False)


def test_a_row_that_is_gone_is_said_to_be_gone():
    row = a_day()

    assert read(CalendarDay, DAY) is None
    with pytest.raises(CalendarDay.DoesNotExist), transaction.atomic():
        lock(CalendarDay, DAY)
    with pytest.raises(CalendarDay.DoesNotExist):
        keep(row, ["name"])


def test_a_locked_row_is_the_same_row_and_is_locked():
    add(a_day())

    with CaptureQueriesContext(connection) as asked, transaction.atomic():
        assert lock(CalendarDay, DAY).name == "劳动节"

    assert any("FOR UPDATE" in one["sql"] for one in asked.captured_queries)


def test_a_field_that_is_stored_otherwise_is_converted_and_a_key_may_be_composite():
    with transaction.atomic():
        publish(BellRung(subject=7, by="system", at=NOON, times=3))
    through_django = Entry.objects.get(subject=7)

    row = read(Entry, through_django.pk)

    assert (row.data, row.at) == (through_django.data, NOON)
    assert row.data["times"] == 3


def test_a_name_that_is_no_field_is_refused():
    with pytest.raises(KeyError):
        keep(a_day(), ["nothing"])


def test_columns_are_read_under_a_condition_and_converted():
    add(a_day(), a_day(date(2031, 5, 2), name="x", working=True))

    rows = values(CalendarDay, ("day", "name"), "working = %s AND day >= %s", [True, DAY])

    assert rows == [(date(2031, 5, 2), "x")]
    assert first(CalendarDay, "day >= %s ORDER BY day DESC", [DAY]) == CalendarDay.objects.get(name="x")
    assert first(CalendarDay, "day > %s", [date(2032, 1, 1)]) is None


@pytest.mark.parametrize("value", [None, "", "劳动节", "x" * 40])
def test_what_is_written_as_it_is_comes_back_as_through_the_mapper(value):
    with CaptureQueriesContext(connection):
        row = a_day(name=value or "")
        add(row)

    assert CalendarDay.objects.get(pk=DAY).name == (value or "")
