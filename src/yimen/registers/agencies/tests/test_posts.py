"""Posts with the places A and B: who has which powers on which day."""

from datetime import UTC, date, timedelta

import pytest

from yimen.ground.bus import journal
from yimen.registers.agencies import acts, reads
from yimen.registers.agencies.models import Absence, Holding
from yimen.registers.agencies.reads import Role
from yimen.registers.agencies.tests.make import (
    AT,
    LAST_YEAR,
    A,
    B,
    a_pair,
    appoint,
    away,
    officer,
    on,
    organ,
    post,
    refused,
    roles,
)

pytestmark = pytest.mark.django_db
SECOND, THIRD, FOURTH = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)


def holding(account: int) -> int:
    return Holding.objects.get(account_id=account).pk


def test_a_role_that_does_not_exist_is_refused():
    with refused("unknown", field="role"):
        acts.create_post(organ(), "emperor", "岗位", by="system", at=AT)


def test_a_place_has_one_holder():
    place = a_pair(organ())

    with refused("taken", field="letter"):
        appoint(place, 13, "A")
    assert Holding.objects.count() == 2


def test_a_and_b_are_two_people():
    place = post(organ())
    appoint(place, A, "A")

    with refused("same_person", field="account"):
        appoint(place, A, "B")


def test_there_is_no_third_place():
    with refused("unknown", field="letter"):
        appoint(post(organ()), A, "C")


def test_whoever_holds_nothing_is_no_officer():
    assert reads.officer(99, at=AT) is None


@pytest.mark.rule("A-903")
def test_while_a_is_there_b_is_an_officer_without_powers():
    place = a_pair(organ())

    assert (roles(A), roles(B)) == ({"reviewer"}, frozenset())
    assert officer(B).scope_ids == frozenset()
    assert place


@pytest.mark.rule("A-903")
def test_the_absence_of_a_sends_tasks_and_powers_to_b_on_exactly_its_days():
    home = organ()
    a_pair(home)
    away(A, THIRD, FOURTH)

    assert [roles(B, on(day)) for day in (2, 3, 4, 5)] == [
        frozenset(),
        {"reviewer"},
        {"reviewer"},
        frozenset(),
    ]
    assert [reads.holders(home, Role.REVIEWER, at=on(day)) for day in (2, 3, 4, 5)] == [[A], [B], [B], [A]]
    assert officer(B, on(3)).scope_ids == {home}


@pytest.mark.rule("A-903")
def test_an_absence_lasts_to_the_last_minute_of_its_day():
    home = organ()
    a_pair(home)
    away(A, THIRD, THIRD)

    assert roles(B, on(3, hour=23).replace(minute=59)) == {"reviewer"}
    assert roles(B, on(4, hour=0)) == frozenset()


@pytest.mark.rule("A-903", "T-06")
def test_the_day_of_a_moment_is_that_of_shanghai_in_whatever_zone_it_is_written():
    home = organ()
    a_pair(home)
    away(A, THIRD, THIRD)

    assert roles(B, on(3, hour=7).astimezone(UTC)) == {"reviewer"}
    assert roles(B, on(4, hour=7).astimezone(UTC)) == frozenset()


@pytest.mark.rule("A-903")
def test_the_absence_of_somebody_else_gives_b_nothing():
    a_pair(organ())
    away(77, SECOND, FOURTH)

    assert roles(B) == frozenset()


@pytest.mark.rule("A-903")
def test_when_a_has_left_b_has_the_powers_and_the_tasks_until_there_is_a_new_a():
    home = organ()
    place = a_pair(home)
    acts.leave_post(holding(A), on=SECOND, by="system", at=AT)

    assert (roles(B), reads.holders(home, Role.REVIEWER, at=AT)) == ({"reviewer"}, [B])
    assert reads.officer(A, at=AT) is None

    appoint(place, 13, "A", since=FOURTH)
    assert (roles(B, on(3)), roles(B, on(4))) == ({"reviewer"}, frozenset())


def test_a_holding_that_ends_in_the_future_is_held_until_then():
    home = organ()
    a_pair(home)
    acts.leave_post(holding(A), on=FOURTH, by="system", at=AT)

    assert (roles(A, on(3)), roles(B, on(3))) == ({"reviewer"}, frozenset())
    assert reads.holders(home, Role.REVIEWER, at=on(3)) == [A]
    assert reads.officer(A, at=on(4)) is None
    assert reads.holders(home, Role.REVIEWER, at=on(4)) == [B]


def test_a_holding_begins_on_its_day():
    home = organ()
    appoint(post(home), A, since=THIRD)

    assert (roles(A, on(2)), roles(A, on(3))) == (frozenset(), {"reviewer"})
    assert reads.holders(home, Role.REVIEWER, at=on(2)) == []


def test_nobody_leaves_twice_or_before_the_beginning():
    appoint(post(organ()), A, since=THIRD)

    with refused("order", field="on"):
        acts.leave_post(holding(A), on=SECOND, by="system", at=AT)
    acts.leave_post(holding(A), on=FOURTH, by="system", at=AT)
    with refused("out_of_order"):
        acts.leave_post(holding(A), on=FOURTH, by="system", at=AT)


@pytest.mark.parametrize(
    ("first", "last"), [(SECOND, SECOND), (SECOND, FOURTH), (THIRD, THIRD), (FOURTH, date(2026, 4, 1))]
)
def test_absences_do_not_overlap(first, last):
    away(A, SECOND, FOURTH)

    with refused("twice", field="first"):
        away(A, first, last)
    assert Absence.objects.count() == 1


def test_absences_may_touch_and_two_people_may_be_away_on_one_day():
    away(A, SECOND, THIRD)
    away(A, FOURTH, FOURTH)
    away(B, SECOND, FOURTH)

    assert Absence.objects.count() == 3


@pytest.mark.rule("A-903")
def test_an_absence_is_not_reported_for_days_that_are_over():
    with refused("past", field="first"):
        away(A, SECOND - timedelta(days=1), FOURTH)
    assert not Absence.objects.exists()


def test_an_absence_ends_no_earlier_than_it_begins():
    with refused("order", field="last"):
        away(A, FOURTH, THIRD)


def test_who_is_back_early_takes_over_on_that_day():
    home = organ()
    a_pair(home)
    away(A, SECOND, FOURTH)

    acts.end_absence(A, on=THIRD, by="account:11", at=AT)

    assert [reads.holders(home, Role.REVIEWER, at=on(day)) for day in (2, 3, 4)] == [[B], [A], [A]]
    assert [told.type for told in journal.history(A)] == ["agencies.AbsenceReported", "agencies.AbsenceEnded"]


def test_who_is_back_on_the_first_day_was_never_away():
    away(A, SECOND, FOURTH)

    acts.end_absence(A, on=SECOND, by="account:11", at=AT)

    assert not Absence.objects.exists()
    with refused("out_of_order"):
        acts.end_absence(A, on=SECOND, by="account:11", at=AT)


def test_the_page_of_an_organ_shows_both_holders_and_who_is_away():
    home = organ()
    a_pair(home)
    away(A, SECOND, SECOND)

    (line,) = reads.posts(home, at=AT)

    assert [(letter, name, gone) for _n, letter, name, gone in line.holders] == [
        ("A", "officer 11", True),
        ("B", "officer 12", False),
    ]


@pytest.mark.rule("A-912")
def test_a_role_at_an_organ_counts_for_all_below_it_and_for_nobody_beside():
    hall = organ("hall", kind="hall")
    below, beside = organ("below", parent_id=hall), organ("beside")
    appoint(post(hall, Role.WINDOW), A)

    clerk = officer(A)

    assert [clerk.may(Role.WINDOW, one) for one in (hall, below, beside)] == [True, True, False]
    assert not clerk.may(Role.REVIEWER, hall)
    assert not clerk.may(Role.WINDOW, 2**40)


def test_a_role_below_does_not_count_above():
    hall = organ("hall", kind="hall")
    below = organ("below", parent_id=hall)
    appoint(post(below, Role.WINDOW), A)

    assert not officer(A).may(Role.WINDOW, hall)


def test_a_chief_representative_has_what_was_delegated_to_the_post():
    home = organ()
    appoint(post(home, Role.CHIEF_REPRESENTATIVE, delegated=["X-1", "X-2"]), A)
    appoint(post(home, Role.CHIEF_REPRESENTATIVE), B)

    some, everything = officer(A), officer(B)

    assert [some.may(Role.CHIEF_REPRESENTATIVE, home, matter=code) for code in ("X-1", "X-3")] == [
        True,
        False,
    ]
    assert everything.may(Role.CHIEF_REPRESENTATIVE, home, matter="X-3")


def test_two_posts_at_two_organs_add_up():
    first, second = organ("first"), organ("second")
    appoint(post(first, Role.WINDOW), A)
    appoint(post(second, Role.REVIEWER), A)

    both = officer(A)

    assert (both.all_roles, both.scope_ids) == ({"window", "reviewer"}, {first, second})
    assert not both.may(Role.REVIEWER, first)


def test_an_officer_is_known_with_one_query(django_assert_num_queries):
    a_pair(organ())
    reads.organs()

    with django_assert_num_queries(1):
        reads.officer(A, at=AT)


def test_an_officer_is_remembered_for_a_moment_and_forgotten_when_told(django_assert_num_queries):
    place = post(organ())
    reads.organs()
    assert reads.officer_soon(A, at=AT) is None

    appoint(place, A, since=LAST_YEAR)
    with django_assert_num_queries(0):
        assert reads.officer_soon(A, at=AT) is None
    reads.forget()

    assert reads.officer_soon(A, at=AT) is not None
