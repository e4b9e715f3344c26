"""A hearing is held: chair, minutes, signatures, and the decision that waits for its record."""

import pytest

from yimen.affairs.cases import acts as cases
from yimen.affairs.cases.tests.make import DAYS, QIAN, ZHAO, accepted
from yimen.affairs.hearings import acts, reads
from yimen.affairs.hearings.tests.make import (
    CHAIR,
    HEAD,
    SIGNED,
    asked,
    closed,
    heard,
    hold,
    minutes,
    on,
    pending,
    public_case,
    refused,
    review,
    set_up,
    state,
    summoned,
    told,
    withdraw,
)
from yimen.ground.life import Refused

pytestmark = pytest.mark.django_db


@pytest.mark.rule("A-704")
def test_nothing_is_heard_while_the_chair_is_challenged_and_the_head_names_another():
    case = summoned()
    acts.challenge(case, 1, reason="与申请人系亲属", by="party:1", at=on(9))
    with refused(case, "challenged"):
        hold(case, at=on(17))
    with refused(case, "chair", field="chair"):  # the one who was challenged does not come back
        acts.decide_challenge(case, upheld=True, answer="成立", chair=CHAIR, by=HEAD, at=on(10))
    with refused(case, "two_people"):
        acts.decide_challenge(case, upheld=False, answer="不成立", by=CHAIR, at=on(10))

    acts.decide_challenge(
        case, upheld=True, answer="成立", chair="account:106", chair_name="吴", by=HEAD, at=on(10)
    )
    with refused(case, "chair"):
        hold(case, at=on(17))
    hold(case, by="account:106", at=on(17))


def test_the_same_challenge_is_decided_once():
    case = summoned()
    acts.challenge(case, 1, reason="亲属", by="party:1", at=on(9))
    with refused(case, "twice"):
        acts.challenge(case, 0, reason="亲属", by="person:1", at=on(9))
    acts.decide_challenge(case, upheld=False, answer="不成立", by=HEAD, at=on(10))
    with refused(case, "twice"):
        acts.challenge(case, 1, reason="亲属", by="party:1", at=on(11))
    with refused(case, "out_of_order"):
        acts.decide_challenge(case, upheld=False, answer="不成立", by=HEAD, at=on(11))


@pytest.mark.parametrize("early", [asked, told])
def test_without_notice_nothing_is_held(early):
    case = early()
    with refused(case, "out_of_order"):
        hold(case, at=on(17))


def test_a_hearing_does_not_begin_before_its_time():
    case = summoned()
    with refused(case, "too_early"):
        hold(case, at=on(17, hour=8))


@pytest.mark.rule("A-704")
def test_the_reviewer_gives_evidence_and_reasons_or_there_was_no_hearing():
    case = summoned()
    with refused(case, "no_review", field="review"):
        hold(case, minutes(entries=[acts.Entry("defence", "1", "反对")]), at=on(17))


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"points": [" "]}, "empty", "points"),
        ({"present": [0, 9]}, "unknown", "n"),
        ({"entries": [acts.Entry("song", "organ", "x")]}, "unknown", "entries"),
    ],
)
def test_the_minutes_are_checked(changes, code, field):
    case = summoned()
    with refused(case, code, field=field):
        hold(case, minutes(**changes), at=on(17))


@pytest.mark.rule("A-704")
def test_everyone_who_was_there_signs_or_the_refusal_is_noted():
    case = heard()
    words = {"by": CHAIR, "at": on(17, hour=11), "calendar": DAYS}
    with refused(case, "unsigned", field="sign_1"):
        acts.close_record(case, {**SIGNED, "1": ("", "")}, **words)
    with refused(case, "empty", field="note_1"):
        acts.close_record(case, {**SIGNED, "1": ("refused", " ")}, **words)
    with refused(case, "chair"):
        acts.close_record(case, SIGNED, **{**words, "by": ZHAO})

    acts.close_record(case, {**SIGNED, "1": ("refused", "认为笔录不全")}, **words)
    assert reads.sheet(case).parties[1].note == "认为笔录不全"


@pytest.mark.rule("A-705")
def test_the_decision_waits_until_each_point_in_dispute_is_taken_up_on_the_record():
    case = closed()
    review(case, on(18))
    acts.speak(case, 1, way="nothing", by=ZHAO, at=on(18))
    assert pending(case) == ["hearing_findings"]
    with refused(case, "pending"):
        cases.grant(case, by=QIAN, at=on(18), calendar=DAYS)
    with refused(case, "empty", field="finding_2"):
        acts.find_on_record(case, ["净化设备达标"], by=ZHAO, at=on(18))

    acts.find_on_record(case, ["净化设备达标", "营业至二十二时"], by=ZHAO, at=on(18))
    cases.grant(case, by=QIAN, at=on(19), calendar=DAYS)
    said = reads.record_words(case)
    assert "根据听证笔录作出" in said[0]
    assert said[1:3] == ["关于争议焦点“排烟是否扰民”：净化设备达标", "关于争议焦点“营业时间”：营业至二十二时"]


def test_before_the_record_is_closed_nothing_is_decided():
    case = heard()
    review_pending = pending(case)

    assert "hearing" in review_pending
    with refused(case, "out_of_order"):  # the clock stands still
        cases.grant(case, by=QIAN, at=on(17), calendar=DAYS)


@pytest.mark.rule("A-701")
def test_a_matter_of_major_public_interest_is_announced_and_held_before_the_decision():
    case = public_case()
    assert (state(case), pending(case)) == ("called", ["hearing", "hearing_findings"])
    review(case)
    with refused(case, "pending"):
        cases.grant(case, by=QIAN, at=on(3, hour=12), calendar=DAYS)

    summoned(set_up(case))
    assert [one.case_id for one in reads.announced(on(6).date())] == [case]
    hold(case, minutes(present=[0], entries=[acts.Entry("review", "organ", "依据充分")]), at=on(17))
    signed = {who: SIGNED[who] for who in ("chair", "organ", "0")}
    acts.close_record(case, signed, by=CHAIR, at=on(17), calendar=DAYS)
    acts.find_on_record(case, ["一", "二"], by=ZHAO, at=on(18))
    assert pending(case) == []


@pytest.mark.rule("A-701")
def test_an_organ_may_call_a_hearing_itself_and_a_right_that_lapsed_does_not_stop_it():
    case = told()
    acts.lapse(case, at=on(11))
    acts.call(case, reason="周边居民反映强烈", by=ZHAO, at=on(12))

    assert (state(case), pending(case)) == ("called", ["hearing", "hearing_findings"])
    with refused(case, "out_of_order"):
        acts.call(case, reason="再来", by=ZHAO, at=on(12))


def test_a_matter_without_a_hearing_opens_no_file():
    case = accepted()
    with pytest.raises(Refused):
        acts.begin(case, by="system", at=on(3))
    assert reads.head(case) is None


def test_taken_back_in_the_middle_the_hearing_ends_and_nothing_more_is_done():
    case = summoned()
    withdraw(case, on(10))
    with refused(case, "out_of_order"):  # even before the listener has heard
        hold(case, at=on(17))

    assert acts.drop(case, by="system", at=on(10))
    assert state(case) == "dropped"
    assert not acts.drop(case, by="system", at=on(10))
