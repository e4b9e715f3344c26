"""Not taking an application on."""

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.life import LIFE, DeclineGround, State
from yimen.affairs.cases.tests.make import LI, accepted, on, refused, said, state, submitted
from yimen.affairs.cases.ways import possible

pytestmark = pytest.mark.django_db


def decline(case, ground="not_required", reason="依法不需要许可", **words):
    acts.decline(case, ground=ground, reason=reason, by=LI, at=on(3), **words)


@pytest.mark.rule("A-201", "A-209")
def test_who_needs_no_permission_is_told_so_with_the_reason():
    case = submitted()

    decline(case)

    sheet = reads.sheet(case)
    assert (sheet.line.state, sheet.decline_ground, sheet.decision_reason) == (
        "declined",
        "not_required",
        "依法不需要许可",
    )
    assert said(case)[-1] == "CaseDeclined"


@pytest.mark.rule("A-202")
def test_an_organ_without_the_power_names_the_one_that_has_it():
    case = submitted()

    with refused(case, "empty", field="competent_organ"):
        decline(case, "not_competent", competent_organ="  ")
    decline(case, "not_competent", competent_organ="茂名市市场监督管理局")

    assert reads.sheet(case).competent_organ == "茂名市市场监督管理局"


@pytest.mark.rule("A-207")
@pytest.mark.parametrize("ground", ["complete", "", "incomplete", "busy"])
def test_there_is_no_ground_to_decline_a_complete_application(ground):
    case = submitted()

    with refused(case, "unknown", field="ground"):
        decline(case, ground)
    assert set(DeclineGround.values) == {"not_required", "not_competent", "false"}


@pytest.mark.rule("A-201", "A-204", "A-205", "A-207")
def test_the_outcomes_of_an_intake_are_those_of_the_law_and_no_others():
    left = possible(LIFE.possible(State.SUBMITTED), filing=False, first=False)

    assert left == {
        "accept",
        "ask_for_more",
        "confirm_receipt",
        "correct",
        "correct_situation",
        "decline",
        "deem_accepted",
        "deem_renewed",  # of a permit, where its end comes first
        "grant_on_the_spot",
        "refuse_on_the_spot",
        "withdraw",
    }


@pytest.mark.rule("A-209")
def test_nothing_is_declined_without_a_reason():
    case = submitted()

    with refused(case, "empty", field="reason"):
        decline(case, reason=" \n ")


@pytest.mark.rule("A-210")
def test_false_papers_are_a_ground():
    case = submitted()

    with refused(case, "not_entitled", field="ground"):
        decline(case, "false", "营业执照系伪造")
    decline(case, "false", "营业执照系伪造", entitled=True)

    assert state(case) == "declined"


@pytest.mark.rule("A-207")
def test_what_was_accepted_cannot_be_declined_later():
    case = accepted()

    with refused(case, "out_of_order"):
        decline(case)
