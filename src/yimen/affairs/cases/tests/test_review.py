"""The review, step after step, and sending back."""

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.tests.make import (
    DAYS,
    LI,
    QIAN,
    ZHAO,
    accepted,
    on,
    refused,
    reviewed,
    row,
    said,
    state,
    submitted,
)
from yimen.registers.catalogue.tests.make import CONTENT, published_matter

pytestmark = pytest.mark.django_db


@pytest.mark.rule("A-912")
def test_whoever_accepted_a_case_does_not_review_it():
    case = accepted()

    with refused(case, "two_people"):
        acts.review(case, verdict="agree", opinion="", by=LI, at=on(3))


@pytest.mark.rule("A-302", "A-912")
def test_whoever_accepted_a_case_does_not_review_it_as_the_second_officer_either():
    case = accepted(with_reviews({"two_officers": True}))

    with refused(case, "two_people", field="second"):
        review(case, second=LI)
    review(case, second=QIAN)


@pytest.mark.rule("A-912", "A-917")
def test_a_step_that_was_published_for_the_window_is_its_own():
    accept, review, decide, deliver = CONTENT["steps"]
    case = accepted(published_matter(steps=[accept, {**review, "role": "window"}, decide, deliver]))

    acts.review(case, verdict="agree", opinion="", by=LI, at=on(3))

    assert row(case).waiting_role == "approver"


def review(case, *, by=ZHAO, verdict="agree", opinion="符合条件", **words):
    acts.review(case, verdict=verdict, opinion=opinion, by=by, at=on(3), **words)


def with_reviews(*reviews):
    """The restaurant licence with other steps of review between acceptance and decision."""
    accept, review_, decide, deliver = CONTENT["steps"]
    middle = [{**review_, **one} for one in reviews]
    return published_matter(steps=[accept, *middle, decide, deliver])


def test_a_review_is_recorded_and_the_case_waits_for_the_decision():
    case = accepted()

    review(case)

    found = reads.sheet(case).reviews
    assert [(one["verdict"], one["by"], one["opinion"]) for one in found] == [("agree", ZHAO, "符合条件")]
    assert (row(case).stage, row(case).waiting_role, said(case)[-1]) == (1, "approver", "CaseReviewed")


def test_a_case_that_is_not_accepted_is_not_reviewed():
    case = submitted()

    with refused(case, "out_of_order"):
        review(case)


SIDE_BY_SIDE = {"parallel": 1, "days": 3}


def inbox_of(case, *roles):
    """The numbers of the cases that wait for some roles of the case's organ."""
    return [one.id for one in reads.inbox([row(case).organ_id], roles=sorted(roles)).lines]


@pytest.mark.rule("E-121")
def test_a_case_waits_for_every_role_whose_step_is_open_and_is_listed_once():
    case = accepted(with_reviews(SIDE_BY_SIDE, {**SIDE_BY_SIDE, "role": "window"}))
    assert [inbox_of(case, role) for role in ("reviewer", "window", "approver")] == [[case], [case], []]
    assert inbox_of(case, "reviewer", "window") == [case]
    many = [row(case).organ_id, *range(1, 30)]
    assert [one.id for one in reads.inbox(many, roles=["window"]).lines] == [case]

    review(case, step=2)
    assert [inbox_of(case, role) for role in ("reviewer", "window", "approver")] == [[], [case], []]
    review(case, step=3)
    assert [inbox_of(case, role) for role in ("reviewer", "window", "approver")] == [[], [], [case]]
    acts.send_back(case, step=3, reason="现场照片缺失", by=QIAN, at=on(4))
    assert [inbox_of(case, role) for role in ("reviewer", "window", "approver")] == [[case], [case], []]


@pytest.mark.rule("E-121")
def test_the_second_of_two_roles_waits_for_the_decision_no_more():
    case = accepted(with_reviews({**SIDE_BY_SIDE, "role": "approver"}, SIDE_BY_SIDE))
    assert row(case).also_roles == ["reviewer"]
    review(case, step=3)
    review(case, step=2)
    acts.grant(case, by=QIAN, at=on(4), calendar=DAYS)

    assert [inbox_of(case, role) for role in ("reviewer", "approver", "window")] == [[], [], [case]]
    assert row(case).also_roles is None


def test_a_finished_review_is_not_done_again():
    case = reviewed()

    with refused(case, "out_of_order"):
        review(case)


def test_a_finding_against_needs_its_opinion_and_a_finding_is_one_of_two():
    case = accepted()

    with refused(case, "empty", field="opinion"):
        review(case, verdict="disagree", opinion=" ")
    with refused(case, "unknown", field="verdict"):
        review(case, verdict="perhaps")


@pytest.mark.rule("A-302")
@pytest.mark.parametrize("second", ["", ZHAO, "张三丰", " account:102"])
def test_facts_are_checked_by_two_different_officers(second):
    case = accepted(with_reviews({"two_officers": True}))

    with refused(case, "two_officers", field="second"):
        review(case, second=second)
    review(case, second=QIAN)

    found = reads.sheet(case).reviews[0]
    assert (found["by"], found["second"]) == (ZHAO, QIAN)


def test_steps_side_by_side_are_done_in_any_order_but_each_once():
    matter = with_reviews({"parallel": 1, "days": 3}, {"parallel": 1, "days": 3})
    first, second = (step.n for step in matter.steps if step.kind == "review")
    case = accepted(matter)

    review(case, step=second)
    assert row(case).stage == 0
    with refused(case, "twice"):
        review(case, step=second)
    review(case, step=first)

    assert (row(case).stage, row(case).waiting_role) == (1, "approver")


@pytest.mark.rule("E-121")
def test_without_a_number_the_first_open_step_is_recorded_until_the_stage_is_done():
    matter = with_reviews({"parallel": 1, "days": 3}, {"parallel": 1, "days": 3, "role": "window"})
    case = accepted(matter)

    review(case)
    assert (row(case).stage, row(case).waiting_role) == (0, "window")
    review(case)

    assert [one["step"] for one in reads.sheet(case).reviews] == [2, 3]
    assert (row(case).stage, row(case).waiting_role) == (1, "approver")


def test_a_later_step_waits_its_turn():
    matter = with_reviews({"days": 2}, {"days": 1, "role": "approver"})
    _first, second = (step.n for step in matter.steps if step.kind == "review")
    case = accepted(matter)

    with refused(case, "out_of_order", field="step"):
        review(case, step=second)


def test_a_case_sent_back_is_reviewed_afresh_and_the_clock_goes_on():
    case = reviewed()
    step = reads.sheet(case).reviews[0]["step"]
    due = row(case).statutory_due_on

    acts.send_back(case, step=step, reason="现场照片缺失", by=QIAN, at=on(4))

    assert (state(case), row(case).stage, row(case).waiting_role) == ("accepted", 0, "reviewer")
    assert (row(case).statutory_due_on, said(case)[-1]) == (due, "CaseSentBack")
    assert [one["void"] for one in reads.sheet(case).reviews] == [True]
    with refused(case, "out_of_order"):
        acts.grant(case, by=QIAN, at=on(5), calendar=DAYS)
    review(case)
    acts.grant(case, by=QIAN, at=on(5), calendar=DAYS)


def test_a_case_is_sent_back_only_to_a_step_that_was_done_and_with_a_reason():
    case = reviewed()
    step = reads.sheet(case).reviews[0]["step"]

    with refused(case, "out_of_order", field="step"):
        acts.send_back(case, step=99, reason="x", by=QIAN, at=on(4))
    with refused(case, "empty", field="reason"):
        acts.send_back(case, step=step, reason=" ", by=QIAN, at=on(4))
    fresh = accepted()
    with refused(fresh, "out_of_order", field="step"):
        acts.send_back(fresh, step=step, reason="x", by=QIAN, at=on(4))
