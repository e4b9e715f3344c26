"""Writes of one transaction go to the database together, and everyone sees them where they would have seen them before."""

from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from yimen.ground.bus.journal import history, publish
from yimen.ground.bus.tests.make import BellRung
from yimen.ground.calendar.models import CalendarDay, CalendarYear
from yimen.ground.hold import as_one, hold, together
from yimen.ground.rows import add, add_new, keep, read
from yimen.ground.statements import ask

pytestmark = pytest.mark.django_db
MAY, NOON = date(2031, 5, 1), datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


def a_day(n: int = 1, **changes: object) -> CalendarDay:
    return CalendarDay(**{"day": date(2031, 5, n), "working": False, "name": "劳动节", **changes})


def a_year(year: int) -> CalendarYear:
    return CalendarYear(year=year, notice="", loaded_at=NOON)


def days() -> list[tuple[int, str]]:
    rows = CalendarDay.objects.filter(day__year=2031).order_by("day")
    return [(one.day.day, one.name) for one in rows]


def rung(times: int) -> BellRung:
    return BellRung(subject=7, by="system", at=NOON, times=times)


def asked_in(block) -> list[str]:
    with CaptureQueriesContext(connection) as asked:
        block()
    return [one["sql"] for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]


def test_a_change_rows_beside_it_and_what_is_said_are_one_statement():
    add(a_day())

    def act() -> None:
        with as_one():
            with hold(CalendarDay, MAY) as row:
                row.name = "调休"
                keep(row, ["name"])
                add(a_year(2031))
                publish(rung(1))
                add(a_year(2032))
            publish(rung(2), rung(3))

    lock, written = asked_in(act)

    assert "FOR UPDATE" in lock
    assert written.startswith("WITH")
    assert days() == [(1, "调休")]
    assert CalendarYear.objects.filter(year__gt=2030).count() == 2
    assert [one.data["times"] for one in history(7)] == [1, 2, 3]


def test_one_write_alone_is_sent_as_it_is():
    def act() -> None:
        with as_one():
            add(a_day())

    (written,) = asked_in(act)

    assert written.startswith("INSERT")


def test_outside_of_one_transaction_nothing_waits():
    def act() -> None:
        with together():
            add(a_day())
            publish(rung(1))

    assert len(asked_in(act)) == 2


def test_whoever_reads_finds_what_waited():
    with as_one():
        add(a_day())
        assert days() == [(1, "劳动节")]
        publish(rung(1))
        assert len(history(7)) == 1
        add(a_day(2))
        assert read(CalendarDay, date(2031, 5, 2)) is not None
    assert len(days()) == 2


def test_a_row_changed_twice_or_after_it_was_added_ends_as_it_was_changed_last():
    with as_one():
        row = a_day()
        add(row)
        for name in ("一", "二", "三"):
            row.name = name
            keep(row, ["name"])
        add(a_day(2))
    assert days() == [(1, "三"), (2, "劳动节")]


def test_an_error_takes_everything_back():
    def act() -> None:
        with as_one():
            add(a_day())
            publish(rung(1))
            raise LookupError

    with pytest.raises(LookupError):
        act()
    assert (days(), history(7)) == ([], [])


def test_what_the_database_refuses_is_refused_at_the_latest_at_the_end_and_nothing_stays():
    add(a_day())

    def act() -> None:
        with as_one():
            publish(rung(1))
            add(a_day())

    with pytest.raises(IntegrityError):
        act()
    assert history(7) == []


@pytest.mark.parametrize("whole", [as_one, together])
def test_a_row_that_would_double_another_is_refused_in_words_and_nothing_stays(whole):
    def act() -> None:
        with whole():
            add_new(a_day(name="调休"), lambda: LookupError("twice"))
            publish(rung(1))

    act()
    with pytest.raises(LookupError, match="twice"):
        act()
    assert (days(), len(history(7))) == ([(1, "调休")], 1)


def test_a_change_of_a_row_that_is_gone_is_refused_at_the_latest_at_the_end():
    def act() -> None:
        with as_one():
            publish(rung(1))
            keep(a_day(), ["name"])
            add(a_day(2, name="二"))

    with pytest.raises(CalendarDay.DoesNotExist):
        act()
    assert (days(), history(7)) == ([], [])


def test_of_two_changes_the_one_whose_row_is_gone_is_named():
    add(a_day())

    def act() -> None:
        with as_one():
            keep(a_day(name="调休"), ["name"])
            keep(a_year(2031), ["notice"])
            publish(rung(1))

    with pytest.raises(CalendarYear.DoesNotExist):
        act()
    assert days() == [(1, "劳动节")]


def test_nothing_to_say_and_nothing_to_add_is_nothing_to_send():
    def act() -> None:
        with as_one():
            publish()
            add()

    assert asked_in(act) == []


def test_a_part_that_is_taken_back_leaves_what_was_before_it():
    with as_one():
        add(a_day())
        with suppress(LookupError), transaction.atomic():
            add(a_day(2))
            raise LookupError
        add(a_day(3))
    assert [n for n, _name in days()] == [1, 3]


def test_a_part_that_the_database_refuses_leaves_what_was_before_it():
    with as_one():
        add(a_day())
        with suppress(IntegrityError), transaction.atomic():
            publish(rung(1))
            add(a_day())
        publish(rung(2))
    assert [n for n, _name in days()] == [1]
    assert [one.data["times"] for one in history(7)] == [2]


def test_a_whole_within_a_whole_stands_or_falls_by_itself():
    with as_one():
        add(a_day())
        with suppress(LookupError), as_one():
            add(a_day(2))
            raise LookupError
        with as_one():
            add(a_day(3))
    assert [n for n, _name in days()] == [1, 3]


def test_one_cursor_serves_many_questions_until_the_connection_is_another():
    kept = ask("SELECT %s::int", [1])
    assert kept.fetchone() == (1,)
    assert ask("SELECT %s::int", [2]) is kept
    with CaptureQueriesContext(connection) as asked:
        assert ask("SELECT %s::int", [3]) is not kept
    assert len(asked) == 1
    connection.health_check_done, connection.health_check_enabled = False, True
    try:
        proved = ask("SELECT %s::int", [4])
    finally:
        connection.health_check_enabled = False
    assert proved is not kept
    assert ask("SELECT %s::int", [5]) is proved
