"""What is limited in number is granted in the order of acceptance, not of application."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as some

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Missing
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.tests.make import DAYS, LI, MONDAY, QIAN, ZHAO, on, refused, row, state, submitted
from yimen.affairs.cases.tests.special import limited_matter, pass_review
from yimen.affairs.cases.ways import InOrder, turn_fault
from yimen.registers.catalogue.tests.make import published_matter

pytestmark = pytest.mark.django_db


def accept(case, at):
    acts.accept(case, by=LI, at=at, calendar=DAYS)


def grant(case, at):
    acts.grant(case, by=QIAN, at=at, calendar=DAYS)


def waiting(matter, *moments):
    """Cases handed in one after the other at one minute each and accepted at these moments."""
    cases = [submitted(matter, at=MONDAY + timedelta(minutes=n)) for n in range(len(moments))]
    for case, moment in sorted(zip(cases, moments, strict=True), key=lambda pair: pair[1]):
        accept(case, moment)
        pass_review(case, at=moment + timedelta(minutes=1))
    return cases


@pytest.mark.rule("A-308", "K-10")
def test_whoever_was_accepted_first_is_granted_first_whenever_they_applied():
    first_in, first_accepted = waiting(limited_matter(), on(4), on(3))
    assert [one.case_id for one in reads.places(row(first_in).matter_id)] == [first_accepted, first_in]

    with refused(first_in, "not_your_turn"):
        grant(first_in, on(5))
    grant(first_accepted, on(5))
    grant(first_in, on(5))

    assert (state(first_accepted), state(first_in)) == ("granted", "granted")


@pytest.mark.rule("A-308")
def test_a_microsecond_decides_and_at_the_same_one_the_place_given_out():
    matter = limited_matter(3)
    later, sooner = waiting(matter, on(3) + timedelta(microseconds=1), on(3))
    one, two = submitted(matter), submitted(matter)
    accept(one, on(4))
    accept(two, on(4))

    order = [line.case_id for line in reads.places(matter.matter_id)]

    assert order == [sooner, later, one, two]
    assert [reads.standing(case).place for case in order] == [1, 2, 3, 4]


@pytest.mark.rule("A-308", "A-205", "K-01")
def test_silence_counts_from_receipt_in_the_order_too():
    matter = limited_matter()
    silent, answered = submitted(matter), submitted(matter, at=MONDAY + timedelta(hours=1))
    accept(answered, on(3))
    acts.deem_accepted(silent, at=on(10), calendar=DAYS)

    assert [one.case_id for one in reads.places(matter.matter_id)] == [silent, answered]
    assert [one.deemed for one in reads.places(matter.matter_id)] == [True, False]


@pytest.mark.rule("A-308")
def test_when_the_number_is_used_up_nobody_more_is_granted_until_one_is_given_back():
    matter = limited_matter(1)
    first, second = waiting(matter, on(3), on(4))
    grant(first, on(5))
    assert reads.left_of(matter.matter_id, on=on(5).date()) == (1, 0)

    with refused(second, "used_up"):
        grant(second, on(5))
    with transaction.atomic():
        acts.free_place(matter.matter_id)
    grant(second, on(5))

    assert reads.left_of(matter.matter_id, on=on(5).date()) == (1, 0)


@pytest.mark.rule("A-308", "A-205", "K-10")
def test_whoever_applied_earlier_and_may_be_accepted_by_silence_holds_a_grant_back():
    matter = limited_matter(1)
    silent, quick = submitted(matter), submitted(matter, at=MONDAY + timedelta(hours=1))
    accept(quick, on(3))
    pass_review(quick, at=on(3))
    with refused(quick, "unanswered"):
        grant(quick, on(4))

    acts.deem_accepted(silent, at=on(10), calendar=DAYS)

    with refused(quick, "not_your_turn"):
        grant(quick, on(10))


@pytest.mark.rule("A-308", "K-10")
@pytest.mark.parametrize("answer", ["accepted", "asked", "declined"])
def test_once_whoever_applied_earlier_is_answered_the_order_is_that_of_acceptance(answer):
    matter = limited_matter(1)
    earlier, quick = submitted(matter), submitted(matter, at=MONDAY + timedelta(hours=1))
    accept(quick, on(3))
    pass_review(quick, at=on(3))
    if answer == "accepted":
        accept(earlier, on(4))
    elif answer == "asked":
        acts.ask_for_more(earlier, [Missing("没有签名", material=1)], by=LI, at=on(4), calendar=DAYS)
    else:
        acts.decline(earlier, ground="not_required", reason="无需许可", by=LI, at=on(4))

    grant(quick, on(4))

    assert state(quick) == "granted"


@pytest.mark.rule("A-308")
@pytest.mark.parametrize("out", ["unqualified", "refused", "withdrawn"])
def test_only_whoever_may_still_qualify_holds_up_those_behind(out):
    matter = limited_matter()
    first, second = submitted(matter), submitted(matter, at=MONDAY + timedelta(minutes=1))
    accept(first, on(3))
    accept(second, on(4))
    pass_review(second, at=on(4))
    if out == "withdrawn":
        acts.withdraw(first, by="account:1", at=on(4))
    else:
        pass_review(first, at=on(4), verdict="disagree")
    if out == "refused":
        acts.refuse(first, reason="不符合布设规划", by=QIAN, at=on(4, hour=12), calendar=DAYS)

    grant(second, on(5))

    assert state(second) == "granted"


@pytest.mark.rule("A-308")
def test_a_finding_that_was_sent_back_counts_no_more():
    matter = limited_matter()
    first, second = submitted(matter), submitted(matter, at=MONDAY + timedelta(minutes=1))
    accept(first, on(3))
    accept(second, on(4))
    pass_review(first, at=on(4), verdict="disagree")
    pass_review(second, at=on(4))
    acts.send_back(first, step=2, reason="重新核实", by=QIAN, at=on(4))

    with refused(second, "not_your_turn"):
        grant(second, on(5))


@pytest.mark.rule("A-308")
@pytest.mark.parametrize(
    "change", ["accepted_at = accepted_at - interval '1 second'", "accepted_n = accepted_n - 1"]
)
def test_the_database_lets_neither_the_moment_nor_the_place_change(change):
    (case,) = waiting(limited_matter(), on(3))
    before = row(case).accepted_at, row(case).accepted_n

    with (
        pytest.raises(DatabaseError, match="never change"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE cases_case SET {change} WHERE id = %s", [case])

    assert (row(case).accepted_at, row(case).accepted_n) == before


def test_a_matter_without_a_number_has_no_order():
    case = submitted(published_matter())
    accept(case, on(3))

    assert (row(case).accepted_n, reads.standing(case), row(case).marks) == (None, None, [])
    assert reads.left_of(row(case).matter_id, on=on(3).date()) is None


@pytest.mark.rule("A-308")
def test_what_was_asked_for_more_takes_its_place_when_it_is_accepted():
    matter = limited_matter()
    asked, other = submitted(matter), submitted(matter, at=MONDAY + timedelta(minutes=1))
    acts.ask_for_more(asked, [Missing("没有签名", material=1)], by=LI, at=on(3), calendar=DAYS)
    accept(other, on(3))
    acts.supplement(asked, [acts.Paper(1)], by="account:1", at=on(4), calendar=DAYS)
    accept(asked, on(4))

    assert [one.case_id for one in reads.places(matter.matter_id)] == [other, asked]


@pytest.mark.rule("A-308", "K-10")
@given(
    number=some.integers(0, 5),
    granted=some.integers(0, 6),
    before=some.lists(some.booleans(), max_size=5),
)
def test_a_grant_needs_a_place_and_nobody_qualified_before(number, granted, before):
    fault = turn_fault(
        number=number, granted=granted, before=[InOrder(n, one) for n, one in enumerate(before)]
    )

    assert (fault == "") == (granted < number and not any(before))


def test_the_review_of_a_place_shows_no_name():
    (case,) = waiting(limited_matter(), on(3))

    shown = reads.places(row(case).matter_id)[0]

    assert "王秀英" not in str(shown)
    assert Case.objects.filter(accepted_n=1).exists()
    assert ZHAO not in str(shown)
