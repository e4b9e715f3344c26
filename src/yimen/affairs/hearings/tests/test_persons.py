"""Interested persons are told and heard before the decision (Licensing Law art. 36; A-303)."""

import pytest

from yimen.affairs.cases import acts as cases
from yimen.affairs.cases.tests.make import (
    DAYS,
    MONDAY,
    QIAN,
    ZHAO,
    accepted,
    immediate,
    submitted,
)
from yimen.affairs.cases.tests.make import (
    state as case_state,
)
from yimen.affairs.hearings import acts, reads
from yimen.affairs.hearings.acts import Found
from yimen.affairs.hearings.models import Party
from yimen.affairs.hearings.tests.make import (
    NEIGHBOUR,
    OTHER,
    TOUCHED,
    on,
    pending,
    refused,
    state,
    tell,
    told,
    touching,
    with_neighbour,
    withdraw,
)
from yimen.ground.life import Refused
from yimen.registers.catalogue.tests.make import published_matter

pytestmark = pytest.mark.django_db


def review(case: int) -> None:
    cases.review(case, verdict="agree", opinion="符合条件", by=ZHAO, at=on(3, hour=11))


@pytest.mark.rule("A-303")
def test_from_the_moment_of_acceptance_a_matter_that_touches_others_cannot_be_decided():
    case = accepted(published_matter(flags=TOUCHED))  # no listener has run yet

    assert pending(case) == ["hearing", "third_parties"]
    review(case)
    with refused(case, "pending"):
        cases.grant(case, by=QIAN, at=on(3, hour=12), calendar=DAYS)


def test_silence_that_becomes_acceptance_waits_as_well():
    case = submitted(published_matter(flags=TOUCHED))
    cases.deem_accepted(case, at=on(12), calendar=DAYS)

    assert pending(case) == ["hearing", "third_parties"]


@pytest.mark.parametrize(
    ("decide", "words"), [(cases.grant_on_the_spot, {}), (cases.refuse_on_the_spot, {"reason": "理由"})]
)
def test_nothing_is_decided_on_the_spot_that_touches_others(decide, words):
    matter = immediate()
    case = submitted(
        published_matter(
            matter.code, handling="immediate", promised_days=1, flags=TOUCHED, steps=steps(matter)
        )
    )

    with refused(case, "pending"):
        decide(case, **words, by=QIAN, at=MONDAY, calendar=DAYS)


def steps(matter):
    return [{"kind": one.kind, "names": one.names, "days": 0, "role": one.role} for one in matter.steps]


@pytest.mark.rule("A-303")
def test_the_decision_is_free_once_everyone_was_told_heard_and_answered():
    case = told()
    acts.waive(case, 0, by="person:1", at=on(4))
    acts.waive(case, 1, by="party:1", at=on(4))
    assert pending(case) == ["third_parties"]

    acts.speak(case, 1, words="油烟会影响我家。", way="oral", by=ZHAO, at=on(4))
    assert pending(case) == ["third_parties"]  # heard, but not answered

    acts.answer_view(case, 1, adopted=True, answer="要求加装油烟净化设备。", by=ZHAO, at=on(5))
    assert pending(case) == []
    review(case)
    cases.grant(case, by=QIAN, at=on(5), calendar=DAYS)
    assert case_state(case) == "granted"


def test_who_says_nothing_is_waited_for_until_the_last_second_of_the_fifth_working_day():
    case = told()

    with refused(case, "too_early"):
        acts.lapse(case, at=on(10, hour=23).replace(minute=59, second=59))
    assert reads.lapsing(on(10).date()) == []

    assert reads.lapsing(on(11).date()) == [case]
    acts.lapse(case, at=on(11, hour=0))
    assert (state(case), pending(case), reads.lapsing(on(11).date())) == ("waived", [], [])


def test_who_has_nothing_to_say_holds_nothing_up():
    case = told()
    acts.speak(case, 1, way="nothing", by=ZHAO, at=on(4))

    assert pending(case) == ["hearing"]


def test_one_of_two_not_told_holds_the_decision_up():
    case = told()
    acts.add_person(case, OTHER, by=ZHAO, at=on(4))
    acts.lapse(case, at=on(11))

    assert pending(case) == ["hearing", "third_parties"]
    tell(case, 2, at=on(11))
    acts.lapse(case, at=on(19))
    assert pending(case) == []


def test_a_person_found_late_opens_the_right_again():
    case = told()
    acts.lapse(case, at=on(11))
    assert pending(case) == []

    acts.add_person(case, OTHER, by=ZHAO, at=on(12))
    assert (state(case), pending(case)) == ("due", ["hearing", "third_parties"])


def test_an_officer_may_find_that_others_are_touched_where_the_matter_says_nothing():
    case = accepted()
    acts.add_person(case, NEIGHBOUR, by=ZHAO, at=on(3))

    assert (state(case), pending(case)) == ("due", ["hearing", "third_parties"])


def test_nobody_touched_needs_reasons_and_frees_the_decision():
    case = touching()
    with refused(case, "empty", field="reason"):
        acts.find_nobody(case, reason=" ", by=ZHAO, at=on(3))

    acts.find_nobody(case, reason="周边五十米内无住户", by=ZHAO, at=on(3))
    assert (state(case), pending(case)) == ("waived", [])


def test_with_a_person_listed_nobody_can_say_that_there_is_none():
    case = with_neighbour()

    with refused(case, "out_of_order"):
        acts.find_nobody(case, reason="无", by=ZHAO, at=on(3))


@pytest.mark.parametrize(
    ("found", "code", "field"),
    [
        (NEIGHBOUR, "twice", "name"),
        (Found("", "某处"), "empty", "name"),
        (Found("陈大文", " "), "empty", "address"),
    ],
)
def test_whom_the_officer_lists_is_checked(found, code, field):
    case = with_neighbour()

    with refused(case, code, field=field):
        acts.add_person(case, found, by=ZHAO, at=on(3))


@pytest.mark.parametrize(
    ("method", "proof", "code", "field"),
    [
        ("personal", " ", "empty", "proof"),
        ("electronic", "", "no_consent", "method"),
        ("pigeon", "x", "unknown", "method"),
    ],
)
def test_telling_needs_a_lawful_way_and_its_proof(method, proof, code, field):
    case = with_neighbour()

    with refused(case, code, field=field):
        tell(case, 1, on(3), way=method, proof=proof)


def test_nobody_is_told_twice():
    case = told()
    with refused(case, "twice", field="n"):
        tell(case, 1)


def test_a_second_view_has_to_be_answered_again():
    case = told()
    acts.speak(case, 1, words="一", way="online", by="party:1", at=on(4))
    acts.answer_view(case, 1, adopted=False, answer="不采纳", by=ZHAO, at=on(4))
    acts.speak(case, 1, words="二", way="online", by="party:1", at=on(5))

    assert "third_parties" in pending(case)
    assert reads.sheet(case).parties[1].said == "一\n二"


def test_what_nobody_said_is_not_answered():
    case = told()
    with refused(case, "out_of_order", field="n"):
        acts.answer_view(case, 1, adopted=True, answer="好", by=ZHAO, at=on(4))


def test_after_the_decision_nothing_more_is_listed():
    case = accepted()
    review(case)
    cases.grant(case, by=QIAN, at=on(4), calendar=DAYS)

    with pytest.raises(Refused):
        acts.add_person(case, NEIGHBOUR, by=ZHAO, at=on(5))


def test_names_and_views_lie_sealed():
    case = told()
    acts.speak(case, 1, words="油烟会影响我家。", way="oral", by=ZHAO, at=on(4))

    row = Party.objects.get(case_id=case, n=1)
    assert "陈大文".encode() not in bytes(row.detail)
    assert "油烟".encode() not in bytes(row.said)


@pytest.mark.rule("L-06")
def test_the_time_of_a_case_that_was_taken_back_holds_up_none_behind_it():
    first, second = told(), told()
    withdraw(first, on(4))
    assert acts.drop(first, by="system", at=on(4))

    assert reads.lapsing(on(11).date(), limit=1) == [second]
    Party.objects.filter(case_id=first).update(over=False)  # as it was dropped before that was noted
    assert reads.lapsing(on(11).date(), limit=1) == [second]


@pytest.mark.rule("L-06")
def test_the_time_of_a_case_that_ended_without_its_hearing_ends_once_and_settles_nothing():
    case = told()
    withdraw(case, on(4))  # nobody has heard of it yet
    before = pending(case)

    assert reads.lapsing(on(11).date(), limit=1) == [case]
    acts.lapse(case, at=on(11))
    assert (pending(case), reads.lapsing(on(11).date(), limit=1)) == (before, [])


@pytest.mark.rule("A-303", "L-06")
def test_who_waived_the_hearing_and_says_nothing_is_waited_for_no_longer_than_five_days():
    case = told()
    for n in (0, 1):
        acts.waive(case, n, by=f"party:{n}", at=on(4))
    assert (state(case), pending(case)) == ("waived", ["third_parties"])

    assert reads.lapsing(on(11).date()) == [case]
    acts.lapse(case, at=on(11))
    assert pending(case) == []
