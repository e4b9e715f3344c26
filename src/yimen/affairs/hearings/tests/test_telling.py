"""The letters of a hearing are served on everyone by the rules that hold for every document (A-511, A-704, L-08)."""

import pytest

from yimen.affairs.cases import reads as case_reads
from yimen.affairs.cases.tests.desk import officer, words
from yimen.affairs.cases.tests.make import DAYS, ZHAO
from yimen.affairs.hearings import acts, reads
from yimen.affairs.hearings.models import Hearing, Party
from yimen.affairs.hearings.tests.make import (
    OTHER,
    appointment,
    asked,
    hear,
    heard,
    hold,
    on,
    refused,
    served,
    set_up,
    state,
    summoned,
    tell,
    with_neighbour,
)
from yimen.means.documents import reads as documents
from yimen.registers.agencies.reads import Role

pytestmark = pytest.mark.django_db


def deem(case: int, at) -> None:
    [(number, n)] = reads.published_long_ago(at.date())
    acts.deem_told(number, n, at=at, calendar=DAYS)
    assert number == case


# Time and place


@pytest.mark.rule("A-704", "L-08")
def test_a_hearing_of_which_nobody_was_notified_is_not_held():
    case = set_up()

    with refused(case, "untold"):
        hold(case)


@pytest.mark.rule("A-704", "L-08")
@pytest.mark.parametrize(("applicant", "neighbour"), [(5, 6), (6, 5), (5, None), (None, 5)])
def test_one_who_was_served_late_or_never_is_enough(applicant, neighbour):
    case = set_up()
    for day, serving in (
        (applicant, served),
        (neighbour, lambda c, d: tell(c, 1, on(d, hour=12), document="time")),
    ):
        if day:
            serving(case, day)

    with refused(case, "untold"):
        hold(case)


@pytest.mark.rule("A-704", "L-08")
def test_another_time_is_set_then_and_told_again_to_everyone_even_after_the_twenty_days():
    case = summoned(day=6)
    late = appointment(on(7, 4, hour=9), reason="听证通知书未按时送达")
    with refused(case, "too_late", field="starts_at"):  # the first time can still be kept
        acts.set_time(case, late, by=ZHAO, at=on(5, hour=13), calendar=DAYS)
    acts.set_time(case, late, by=ZHAO, at=on(9), calendar=DAYS)
    with refused(case, "untold"):  # the notices told of another time
        hold(case, at=on(7, 4))

    summoned(case, day=10)
    hold(case, at=on(7, 4))
    assert state(case) == "held"


@pytest.mark.rule("A-704")
def test_the_notice_to_the_applicant_is_served_in_the_case_wherever_it_is_written_down():
    case = set_up()
    tell(case, 0, on(5, hour=12), document="time")
    tell(case, 1, on(5, hour=12), document="time")

    assert [one["document"] for one in case_reads.sheet(case).services] == ["hearing_notice", "special"]
    heard(case)
    assert state(case) == "held"


@pytest.mark.rule("A-704")
def test_who_is_found_after_the_time_was_set_is_told_of_it_too():
    case = summoned()
    acts.add_person(case, OTHER, by=ZHAO, at=on(6))
    hear(case, "hearings")

    found = reads.sheet(case).parties[2]
    letters = {one.kind for one in documents.documents_of(found.number)}
    assert letters == {"interest_notice", "hearing_right", "hearing_notice"}
    with refused(case, "untold"):
        hold(case)


def test_before_a_time_is_set_no_notice_of_it_is_served():
    case = asked()

    with refused(case, "out_of_order", field="letter"):
        tell(case, 1, on(5, hour=12), document="time")


# The ways of service


@pytest.mark.rule("A-511")
def test_a_letter_counts_from_the_day_on_which_it_was_served_not_on_which_that_was_written_down():
    case = with_neighbour()
    tell(case, 1, on(6), on=on(4).date())

    one = reads.sheet(case).parties[1]
    assert (one.told_at.date(), one.respond_by_on) == (on(4).date(), on(11).date())


@pytest.mark.rule("A-511")
@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"way": "left"}, "witnesses", "witnesses"),
        ({"way": "post", "outcome": "failed"}, "empty", "reason"),
        ({"on": on(4).date()}, "future", "on"),
        ({"on": on(1).date()}, "early", "on"),
        ({"document": "song"}, "unknown", "letter"),
        ({"way": "notice", "proof": "大厅公告栏"}, "others_first", "method"),
    ],
)
def test_a_letter_is_served_as_the_law_wants_it(given, code, field):
    case = with_neighbour()

    with refused(case, code, field=field):
        tell(case, 1, on(3), **given)


@pytest.mark.rule("A-511")
def test_what_failed_tells_nobody_and_a_public_notice_counts_after_thirty_days():
    case = with_neighbour()
    tell(case, 0)
    tell(case, 1, on(3), way="post", outcome="failed", reason="查无此人")
    with refused(case, "others_first", field="method"):
        tell(case, 1, on(3), way="notice", proof="政务服务网、社区公告栏")
    tell(case, 1, on(3), way="personal", outcome="failed", reason="铁将军把门")
    assert reads.sheet(case).parties[1].told_at is None

    tell(case, 1, on(4), way="notice", proof="政务服务网、社区公告栏")
    assert (reads.sheet(case).parties[1].told_at, state(case)) == (None, "due")
    assert reads.published_long_ago(on(3, 4).date()) == []
    deem(case, on(4, 4))

    one = reads.sheet(case).parties[1]
    assert (one.told_at.date(), state(case)) == (on(3, 4).date(), "offered")
    with refused(case, "twice", field="n"):
        tell(case, 1, on(4, 4))


@pytest.mark.rule("A-511", "A-704")
def test_the_page_shows_every_attempt_and_takes_the_next_one_down():
    case = set_up()
    tell(case, 1, on(5, hour=12), document="time", way="post", outcome="failed", reason="查无此人")
    page = words(officer("zhao", Role.REVIEWER).get(f"/desk/hearings/{case}/"))

    assert "Failed" in page
    assert 'name="tell_person-witnesses"' in page
    assert 'name="tell_person-on"' in page


def published(case: int, day: int) -> None:
    """The letter about the matter could neither be handed over nor posted to the neighbour, and was published."""
    for way in ("personal", "post"):
        tell(case, 1, on(day), way=way, outcome="failed", reason="查无此人", proof="")
    tell(case, 1, on(day), way="notice", proof="大厅公告栏", reason="下落不明")


@pytest.mark.rule("A-511")
def test_what_was_published_in_vain_holds_up_none_behind_it():
    dropped, found, third = (with_neighbour() for _n in range(3))
    for day, case in enumerate((dropped, found, third), start=4):
        published(case, day)
    acts.drop(dropped, by="system", at=on(9))
    Party.objects.filter(case_id=found, n=1).update(told_at=on(9))

    assert [case for case, _n in reads.published_long_ago(on(1, 6).date(), limit=1)] == [third]


@pytest.mark.rule("A-303", "A-511")
def test_whose_letter_was_published_is_told_even_where_the_hearing_was_waived_meanwhile():
    case = with_neighbour()
    published(case, 4)
    Hearing.objects.filter(case_id=case).update(state="waived")

    deem(case, on(1, 6))
    assert reads.sheet(case).parties[1].told_at is not None
