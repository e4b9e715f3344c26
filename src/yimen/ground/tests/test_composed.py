"""A statement composed once brings the same rows as its QuerySet, whatever is put into its blanks."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.models import Q
from django.db.models.functions import JSONObject

from yimen.ground.bus.models import Parked
from yimen.ground.calendar.models import CalendarDay
from yimen.ground.composed import DAY, NUMBER, WORD, Composed

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)


def parked(listener, position):
    return Parked.objects.create(
        listener=listener, xid=1, position=position, subject=7, type="bell", not_before=NOON
    )


def test_numbers_and_words_are_put_into_their_blanks():
    first = parked("a", 1)
    parked("b", 2)
    rows = Parked.objects.filter(Q(pk=NUMBER) | Q(listener=WORD)).annotate(said=JSONObject(what="type"))
    asked = Composed(rows.order_by("pk"), ("listener", "said", "not_before"), (NUMBER, WORD))

    assert asked.ask(first.pk, "c") == [("a", {"what": "bell"}, NOON)]
    assert [one[0] for one in asked.ask(first.pk, "b")] == ["a", "b"]
    assert asked.ask(0, "c") == []


def test_a_day_is_put_into_its_blank_and_a_word_into_a_pattern():
    CalendarDay.objects.create(day=date(2031, 5, 1), working=False, name="劳动节")
    rows = CalendarDay.objects.filter(day__gte=DAY, name__startswith=WORD).order_by("day")
    asked = Composed(rows, ("day", "name"), (DAY, f"{WORD}%"))

    assert asked.ask(date(2031, 5, 1), "劳%") == [(date(2031, 5, 1), "劳动节")]
    assert asked.ask(date(2031, 5, 2), "劳%") == []
    assert asked.ask(date(2031, 5, 1), "国%") == []


def test_a_blank_that_does_not_stand_in_the_statement_is_a_mistake():
    with pytest.raises(ValueError, match="do not stand"):
        Composed(Parked.objects.all(), ("listener",), (NUMBER,))


def test_every_question_is_one_statement(django_assert_num_queries):
    asked = Composed(Parked.objects.filter(pk=NUMBER), ("listener",), (NUMBER,))

    with django_assert_num_queries(2):
        asked.ask(1)
        asked.ask(2)


def test_what_is_no_blank_stands_in_the_statement_whatever_it_holds():
    parked("100%", 1)
    parked("it's", 2)
    quoted = Composed(
        Parked.objects.filter(listener__in=["100%", "it's"], pk__gte=NUMBER), ("listener",), (NUMBER,)
    )
    like = Composed(Parked.objects.filter(listener__contains="0%", pk__gte=NUMBER), ("listener",), (NUMBER,))

    given: list[object] = []
    with connection.execute_wrapper(
        lambda execute, sql, values, many, context: (
            given.extend(values),
            execute(sql, values, many, context),
        )[1]
    ):
        assert sorted(quoted.ask(0)) == [("100%",), ("it's",)]
        assert like.ask(0) == [("100%",)]
    assert given == [0, 0]
