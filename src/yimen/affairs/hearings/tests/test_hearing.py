"""A hearing from the right to it to the findings on its record (Licensing Law art. 46 to 48)."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import reads as case_reads
from yimen.affairs.cases.acts import Serving
from yimen.affairs.cases.tests.make import DAYS, LI, QIAN, ZHAO, row, wang
from yimen.affairs.cases.tests.make import state as case_state
from yimen.affairs.hearings import acts, reads, rules
from yimen.affairs.hearings.tests.make import (
    CHAIR,
    SIGNED,
    appointment,
    asked,
    closed,
    hear,
    heard,
    hold,
    on,
    refused,
    review,
    served,
    set_up,
    state,
    summoned,
    tell,
    told,
    with_neighbour,
)
from yimen.ground.calendar.reads import deadline
from yimen.means.documents import acts as making
from yimen.means.documents import reads as documents
from yimen.registers.people import acts as people

pytestmark = pytest.mark.django_db


# The right to a hearing


@pytest.mark.rule("A-702", "L-06")
def test_asking_is_in_time_until_the_last_second_of_the_fifth_working_day():
    case = told()
    acts.ask(case, 1, by="party:1", at=on(10, hour=23).replace(minute=59, second=59), calendar=DAYS)

    assert state(case) == "called"


@pytest.mark.rule("A-702", "L-06")
def test_on_the_sixth_day_the_right_has_lapsed():
    case = told()

    with refused(case, "too_late"):
        acts.ask(case, 1, by="party:1", at=on(11, hour=0), calendar=DAYS)


@pytest.mark.rule("A-702")
def test_no_decision_until_the_days_are_over_or_both_have_waived():
    case = told()
    review(case)
    acts.speak(case, 1, way="nothing", by=ZHAO, at=on(4))
    with refused(case, "pending"):
        cases.grant(case, by=QIAN, at=on(4), calendar=DAYS)

    acts.waive(case, 1, by="party:1", at=on(4))
    with refused(case, "pending"):
        cases.grant(case, by=QIAN, at=on(5), calendar=DAYS)

    acts.waive(case, 0, by="person:1", at=on(5))
    assert state(case) == "waived"
    cases.grant(case, by=QIAN, at=on(5), calendar=DAYS)
    assert case_state(case) == "granted"


def test_asking_twice_is_refused_and_both_may_ask():
    case = asked()
    with refused(case, "twice"):
        acts.ask(case, 1, by="party:1", at=on(6), calendar=DAYS)

    acts.ask(case, 0, by="person:1", at=on(6), calendar=DAYS)
    assert reads.head(case).hold_by_on == on(2, 4).date()  # counted from the first request


def test_a_waiver_is_final():
    case = told()
    acts.waive(case, 1, by="party:1", at=on(4))

    with refused(case, "waived"):
        acts.ask(case, 1, by="party:1", at=on(5), calendar=DAYS)


def test_who_was_not_told_cannot_ask_yet():
    case = with_neighbour()
    with refused(case, "out_of_order", field="n"):
        acts.ask(case, 1, by="party:1", at=on(4), calendar=DAYS)


# Time and place


@pytest.mark.rule("A-702", "L-07")
def test_the_hearing_is_held_within_twenty_working_days_of_the_request():
    case = asked()
    assert reads.head(case).hold_by_on == on(2, 4).date()

    with refused(case, "too_late", field="starts_at"):
        acts.set_time(case, appointment(on(3, 4)), by=ZHAO, at=on(6), calendar=DAYS)
    acts.set_time(case, appointment(on(2, 4)), by=ZHAO, at=on(6), calendar=DAYS)


@pytest.mark.rule("A-704", "L-08")
def test_a_notice_six_working_days_ahead_is_refused_and_seven_are_enough():
    case = asked()
    with refused(case, "too_soon", field="starts_at"):
        acts.set_time(case, appointment(on(17)), by=ZHAO, at=on(6), calendar=DAYS)

    acts.set_time(case, appointment(on(18)), by=ZHAO, at=on(6), calendar=DAYS)
    assert state(case) == "set"


@given(back=st.integers(0, 200), ahead=st.integers(0, 60))
def test_no_hearing_is_ever_lawful_with_less_than_seven_working_days_notice(back, ahead):
    told_on = on(31, 12).date() - timedelta(days=back)
    held_on = told_on + timedelta(days=ahead)
    working = sum(DAYS.is_working(told_on + timedelta(days=n)) for n in range(1, ahead))

    fault = rules.time_fault(told_on, held_on, None, DAYS)

    assert (fault == "too_soon") == (working < rules.NOTICE_DAYS)


@pytest.mark.rule("A-704", "L-08")
@given(back=st.integers(0, 300))
def test_the_days_of_notice_are_those_of_the_table_of_deadlines(back):
    held_on = on(31, 12).date() - timedelta(days=back)
    last = deadline("L-08", on=held_on).latest_before(held_on, DAYS)

    assert rules.tell_by(held_on, DAYS) == last
    assert rules.time_fault(last, held_on, None, DAYS) != "too_soon"
    assert rules.time_fault(last + timedelta(days=1), held_on, None, DAYS) == "too_soon"
    assert rules.tell_by(rules.earliest(held_on, DAYS), DAYS) >= held_on


def test_an_organ_that_is_late_may_still_set_the_earliest_lawful_day():
    first = rules.earliest(on(1, 4).date(), DAYS)
    assert rules.time_fault(on(1, 4).date(), first, on(2, 4).date(), DAYS) == ""


def test_a_hearing_is_on_a_working_day():
    case = asked()
    with refused(case, "rest_day", field="starts_at"):
        acts.set_time(case, appointment(on(21)), by=ZHAO, at=on(6), calendar=DAYS)


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"place": " "}, "empty", "place"),
        ({"chair": ""}, "empty", "chair"),
        ({"public": False}, "empty", "closed_reason"),
    ],
)
def test_what_is_told_is_whole(changes, code, field):
    case = asked()
    with refused(case, code, field=field):
        acts.set_time(case, appointment(**changes), by=ZHAO, at=on(5, hour=11), calendar=DAYS)


@pytest.mark.rule("A-704")
@pytest.mark.parametrize("chair", [LI, ZHAO])
def test_neither_who_accepted_nor_who_reviewed_may_chair(chair):
    case = asked()
    review(case, on(5))
    with refused(case, "chair", field="chair"):
        acts.set_time(case, appointment(chair=chair), by=QIAN, at=on(5, hour=12), calendar=DAYS)


@pytest.mark.rule("A-704")
@pytest.mark.parametrize("second", ["", QIAN])
def test_who_was_named_as_chair_reviews_and_checks_the_case_no_more(second):
    case = set_up(chair=QIAN)
    cases.resume(case, by=ZHAO, at=on(9), calendar=DAYS)
    by = ZHAO if second else QIAN
    site = {"officers": [ZHAO, QIAN], "place": "桂圆路86号", "planned_at": on(10)}
    with refused(case, "barred"):
        cases.review(case, verdict="agree", opinion="符合条件", second=second, by=by, at=on(9))
    with refused(case, "barred", field="officers"):
        cases.plan_check(case, **site, by=ZHAO, at=on(9))

    review(case, on(9))  # somebody else does
    acts.drop(case, by="system", at=on(10))
    cases.plan_check(case, **site, by=ZHAO, at=on(10))


@pytest.mark.rule("A-704")
def test_who_checked_on_site_does_not_chair():
    case = asked()
    site = {"officers": [ZHAO, QIAN], "place": "桂圆路86号", "planned_at": on(5)}
    cases.plan_check(case, **site, by=ZHAO, at=on(5))

    with refused(case, "chair", field="chair"):
        acts.set_time(case, appointment(chair=QIAN), by=ZHAO, at=on(5, hour=11), calendar=DAYS)


def test_postponing_needs_reasons_and_a_new_notice_of_the_same_length():
    case = set_up()
    later = on(25, hour=9)
    with refused(case, "empty", field="reason"):
        acts.set_time(case, appointment(later), by=ZHAO, at=on(13), calendar=DAYS)
    with refused(case, "too_soon", field="starts_at"):
        acts.set_time(case, appointment(on(18), reason="场地冲突"), by=ZHAO, at=on(13), calendar=DAYS)

    acts.set_time(case, appointment(later, reason="场地冲突"), by=ZHAO, at=on(13), calendar=DAYS)
    assert reads.head(case).starts_at == later


# The clock


@pytest.mark.rule("A-706", "A-405")
def test_the_time_of_a_hearing_that_was_told_is_not_counted():
    case = asked()
    before = row(case).statutory_due_on
    summoned(set_up(case))
    assert case_state(case) == "suspended"
    heard(case)
    closed(case)

    assert case_state(case) == "accepted"
    stopped = case_reads.sheet(case).suspensions[-1]
    assert (stopped["ground"], stopped["first_on"], stopped["last_on"]) == (
        "hearing",
        "2026-03-05",
        "2026-03-17",
    )
    working = sum(DAYS.is_working(on(5).date() + timedelta(days=n)) for n in range(13))
    assert row(case).statutory_due_on == DAYS.working_days_after(before, working).on


@pytest.mark.rule("A-706", "A-407")
def test_the_time_needed_is_told_with_the_notice_of_the_hearing_in_the_same_way_and_moment():
    case = set_up()
    served(case)

    notice, time = case_reads.sheet(case).services
    assert (notice["document"], time["document"]) == ("hearing_notice", "special")
    for name in ("way", "outcome", "on", "served_on", "receiver", "proof", "by", "at"):
        assert notice[name] == time[name]
    hear(case, "cases")
    records = [one for one in documents.documents_of(case) if one.kind == "service"]
    assert len(records) == 2


@pytest.mark.rule("A-706", "A-407")
def test_who_agreed_to_electronic_service_is_told_of_hearing_and_time_as_soon_as_the_notice_lies_there():
    case = asked()
    before = row(case).statutory_due_on
    people.agree_to_electronic_service(wang().id, agree=True, by="account:1", at=on(2))
    set_up(case)
    for _round in (1, 2):
        hear(case, "hearings", "cases")
        while making.issue_waiting(at=on(5, hour=12)):
            pass

    ways = {one["document"]: (one["way"], one["served_on"]) for one in case_reads.sheet(case).services}
    assert ways["hearing_notice"] == ways["special"] == ("electronic", "2026-03-05")
    assert len([one for one in case_reads.sheet(case).services if one["document"] == "special"]) == 1
    made = {one.id: one.number for one in documents.documents_of(case)}
    for one in case_reads.sheet(case).services:
        assert one["proof"] == made[one["document_id"]]
    tell(case, 1, on(5, hour=12), document="time")
    closed(heard(case))
    assert row(case).statutory_due_on > before


@pytest.mark.rule("A-706", "A-407")
def test_a_notice_of_the_time_that_was_made_before_the_consent_is_served_under_its_own_number():
    case = set_up()
    hear(case, "hearings", "cases")
    while making.issue_waiting(at=on(5, hour=12)):
        pass
    people.agree_to_electronic_service(wang().id, agree=True, by="account:1", at=on(5, hour=13))
    made = {one.kind: one for one in documents.documents_of(case)}
    paper = made["hearing_notice"]

    one = Serving("hearing_notice", "electronic", proof=paper.number, document_id=paper.id)
    cases.serve(case, one, by="system", at=on(5, hour=13), calendar=DAYS)

    notice, time = case_reads.sheet(case).services
    assert (notice["proof"], time["proof"]) == (paper.number, made["special"].number)


@pytest.mark.rule("A-407", "K-03", "A-704")
def test_a_hearing_whose_notice_never_reached_the_applicant_stops_no_clock_and_is_not_held():
    case = asked()
    before = row(case).statutory_due_on
    tell(set_up(case), 1, on(5, hour=12), document="time")

    with refused(case, "untold"):
        hold(case)
    assert (row(case).statutory_due_on, case_reads.sheet(case).suspensions[-1]["notified_on"]) == (
        before,
        None,
    )


@pytest.mark.rule("A-706")
def test_a_hearing_that_is_postponed_is_told_anew_and_its_time_is_not_counted_either():
    case = asked()
    before = row(case).statutory_due_on
    summoned(set_up(case))
    acts.set_time(case, appointment(on(26, hour=9), reason="场地冲突"), by=ZHAO, at=on(13), calendar=DAYS)
    summoned(case, day=13)
    hold(case, at=on(26, hour=9))
    acts.close_record(case, SIGNED, by=CHAIR, at=on(26, hour=11), calendar=DAYS)

    first, second = case_reads.sheet(case).suspensions
    assert (first["first_on"], first["last_on"], first["void"]) == ("2026-03-05", "2026-03-13", "")
    assert (second["first_on"], second["last_on"], second["void"]) == ("2026-03-13", "2026-03-26", "")
    working = sum(DAYS.is_working(on(5).date() + timedelta(days=n)) for n in range(22))
    assert row(case).statutory_due_on == DAYS.working_days_after(before, working).on


@pytest.mark.rule("K-03")
def test_without_time_and_place_told_a_request_alone_stops_no_clock():
    case = asked()

    assert (case_state(case), case_reads.sheet(case).suspensions) == ("accepted", ())


def test_a_clock_that_stands_already_goes_on_standing_and_is_stopped_for_the_hearing_afterwards():
    case = asked()
    cases.suspend(case, ground="testing", basis="规范", planned_days=5, by=ZHAO, at=on(5))
    set_up(case)
    assert [one["ground"] for one in case_reads.sheet(case).suspensions] == ["testing"]

    cases.resume(case, by=ZHAO, at=on(10), calendar=DAYS)
    assert acts.go_on(case, by="system", at=on(10), calendar=DAYS)
    assert case_state(case) == "suspended"
    assert not acts.go_on(case, by="system", at=on(10), calendar=DAYS)


def test_closing_the_record_does_not_start_a_clock_that_stands_for_something_else():
    case = asked()
    cases.suspend(case, ground="testing", basis="规范", planned_days=30, by=ZHAO, at=on(5))
    closed(heard(summoned(set_up(case))))

    assert case_state(case) == "suspended"


# The chair challenged


# The hearing


# Hearings by law and in the public interest


# The case ends
