"""Two hands on one case in the same moment: the table of moves holds, and each move is told once."""

from datetime import timedelta
from functools import partial

import pytest

from tests.races.make import at_one_case
from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Missing, Paper
from yimen.affairs.cases.models import Case, Extension, Material, Review, Supplement
from yimen.affairs.cases.tests.make import (
    DAYS,
    LI,
    MONDAY,
    QIAN,
    ZHAO,
    accepted,
    application,
    delivered,
    granted,
    on,
    reviewed,
    row,
    said,
    state,
    submitted,
)
from yimen.ground.bus import journal
from yimen.ground.life import Refused
from yimen.ground.tests.together import at_once, became
from yimen.site import sweeping
from yimen.watch.ratings import acts as ratings
from yimen.watch.ratings.models import Rating

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
SUN, ZHOU = "account:104", "account:105"


def said_of(case: int) -> list[str]:
    """What was said of a case that may be gone."""
    return [told.type.removeprefix("cases.") for told in journal.history(case)]


def waits_for_papers() -> int:
    case = submitted()
    acts.ask_for_more(case, [Missing("没有签名", material=1)], way="window", by=LI, at=on(3), calendar=DAYS)
    return case


accept = partial(acts.accept, at=on(3), calendar=DAYS)
decline = partial(acts.decline, ground="not_required", reason="无需许可", by=SUN, at=on(3))
ask = partial(acts.ask_for_more, items=[Missing("没有签名", material=1)], by=SUN, at=on(3), calendar=DAYS)
review = partial(acts.review, verdict="agree", opinion="符合条件", at=on(4))
grant = partial(acts.grant, by=QIAN, at=on(4), calendar=DAYS)
refuse = partial(acts.refuse, reason="场所不符", by=SUN, at=on(4), calendar=DAYS)
extend = partial(acts.extend, days=5, reason="案情复杂", at=on(4), calendar=DAYS)
suspend = partial(acts.suspend, ground="testing", basis="第二十条", planned_days=7, by=SUN, at=on(4))
supplement = partial(
    acts.supplement, papers=[Paper(1, reference="R-3")], by="account:1", at=on(4), calendar=DAYS
)
lapse = partial(acts.lapse, at=on(30, month=4))
deliver = partial(acts.deliver, method="personal", proof="本人签收", at=on(5))
close = partial(acts.close, at=on(6))
ONE_WINS = {
    "two accept": (submitted, partial(accept, by=LI), partial(accept, by=ZHOU)),
    "one accepts, one declines": (submitted, partial(accept, by=LI), decline),
    "one accepts, one asks for more": (submitted, partial(accept, by=LI), ask),
    "two ask for more": (submitted, ask, ask),
    "papers come as the case lapses": (waits_for_papers, supplement, lapse),
    "papers come twice": (waits_for_papers, supplement, supplement),
    "two review": (accepted, partial(review, by=ZHAO), partial(review, by=SUN)),
    "one grants, one refuses": (reviewed, grant, refuse),
    "two grant": (reviewed, grant, partial(grant, by=SUN)),
    "one grants, one stops the clock": (reviewed, grant, suspend),
    "two stop the clock": (accepted, suspend, partial(suspend, by=ZHOU)),
    "two hand over": (granted, partial(deliver, by=LI), partial(deliver, by=ZHOU)),
    "two close": (delivered, partial(close, by=LI), partial(close, by=ZHOU)),
}


@pytest.mark.parametrize("name", ONE_WINS)
def test_of_two_acts_that_exclude_each_other_one_is_done_and_one_out_of_order(name):
    begin, one, other = ONE_WINS[name]
    case = begin()
    before = said(case)

    answers = at_one_case(case, partial(one, case), partial(other, case))

    assert became(answers) == ["done", "out_of_order"]
    assert len(said(case)) == len(before) + 1
    loser = next(answer for answer in answers if isinstance(answer, Refused))
    assert str(loser.reason)


def test_the_children_of_a_case_are_added_once():
    asked, seen = submitted(), accepted()

    at_one_case(asked, *[partial(ask, asked)] * 4)
    at_one_case(seen, *[partial(review, seen, by=f"account:{n}") for n in range(4)])

    assert Supplement.objects.filter(case_id=asked).count() == 1
    assert Review.objects.filter(case_id=seen).count() == 1


@pytest.mark.rule("A-402")
def test_a_period_extended_by_two_heads_at_once_is_extended_once():
    case = accepted()

    answers = at_one_case(case, partial(extend, case, approver=SUN), partial(extend, case, approver=ZHOU))

    assert became(answers) == ["done", "twice"]
    assert Extension.objects.filter(case_id=case).count() == 1
    assert said(case).count("CaseExtended") == 1


def test_whoever_takes_back_while_a_clerk_accepts_has_taken_back():
    case = submitted()

    answers = at_one_case(
        case, partial(acts.withdraw, case, by="account:1", at=on(3)), partial(accept, case, by=LI)
    )

    told = [event for event in said(case) if event != "CaseSubmitted"]
    assert state(case) == "withdrawn"
    if became(answers) == ["done", "done"]:
        assert told == ["CaseAccepted", "CaseWithdrawn"]
    else:
        assert (became(answers), told) == (["done", "out_of_order"], ["CaseWithdrawn"])


@pytest.mark.rule("A-205")
@pytest.mark.parametrize("clerk_first", [True, False])
def test_the_clerk_of_the_last_minute_and_the_clock_do_not_both_accept(clerk_first):
    case, last = submitted(), on(9, hour=23) + timedelta(minutes=59)
    clerk = partial(acts.accept, case, by=LI, at=last, calendar=DAYS)
    clock = partial(sweeping.sweep, at=on(10, hour=0))

    answers = at_one_case(case, *((clerk, clock) if clerk_first else (clock, clerk)))

    by_clerk = None in answers
    events = [event for event in said(case) if event.endswith("Accepted")]
    assert events == (["CaseAccepted"] if by_clerk else ["CaseDeemedAccepted"])
    assert (row(case).accepted_at, row(case).deemed) == ((last, False) if by_clerk else (MONDAY, True))
    assert (0 if by_clerk else 1) in answers
    assert became(answers).count("out_of_order") == (0 if by_clerk else 1)


@pytest.mark.rule("A-205", "E-206")
def test_four_sweeps_at_once_accept_each_silent_case_once():
    cases = [submitted() for _n in range(5)]

    answers = at_once(*[partial(sweeping.sweep, at=on(10, hour=0))] * 4)

    assert sum(answers) == len(cases)
    assert [said(case).count("CaseDeemedAccepted") for case in cases] == [1] * len(cases)


def a_draft() -> int:
    return acts.save_draft(application(), case_id=None, by="account:1", at=MONDAY)


def test_two_browsers_that_begin_the_same_matter_at_once_go_on_with_one_draft():
    ready = application()

    begun = at_once(*[partial(acts.save_draft, ready, case_id=None, by="account:1", at=MONDAY)] * 4)

    assert len(set(begun)) == 1
    assert Case.objects.count() == 1
    assert said(begun[0]) == ["DraftSaved"]


def test_a_draft_handed_in_twice_at_once_is_one_case():
    case, ready = a_draft(), application()
    twice = partial(acts.submit_draft, case, ready, by="account:1", at=MONDAY, calendar=DAYS)

    answers = at_one_case(case, twice, twice, twice)

    assert became(answers) == ["done", "out_of_order", "out_of_order"]
    assert Case.objects.count() == 1
    assert said(case) == ["DraftSaved", "CaseSubmitted"]


def test_nothing_slips_into_a_draft_after_it_was_handed_in():
    case, ready = a_draft(), application(facts={"shop": "甲", "area": "1", "kind": "cold"})
    late = application(facts={"shop": "乙", "area": "2", "kind": "cold"})

    answers = at_one_case(
        case,
        partial(acts.submit_draft, case, ready, by="account:1", at=MONDAY, calendar=DAYS),
        partial(acts.save_draft, late, case_id=case, by="account:1", at=MONDAY),
        partial(acts.add_papers, case, [Paper(1, reference="R-9")], at=MONDAY),
    )

    kept = answers[2] is None
    assert state(case) == "submitted"
    assert reads.sheet(case).facts["shop"] == "甲"
    assert Material.objects.filter(case_id=case).count() == kept


def test_a_draft_is_either_handed_in_or_thrown_away():
    case, ready = a_draft(), application()

    def throw_away() -> str:
        acts.discard_draft(case)
        return "gone"

    def try_to_hand_in() -> str:
        try:
            acts.submit_draft(case, ready, by="account:1", at=MONDAY, calendar=DAYS)
        except Case.DoesNotExist:
            return "unknown"
        return "handed in"

    answers = at_one_case(case, throw_away, try_to_hand_in)

    if answers[0] == "gone":
        assert (answers[1], Case.objects.count(), said_of(case)) == ("unknown", 0, ["DraftSaved"])
    else:
        assert (became(answers), state(case)) == (["done", "out_of_order"], "submitted")


def test_a_service_rated_four_times_at_once_is_rated_once():
    line = reads.line(delivered())

    answers = at_once(
        *[partial(ratings.rate, line, level, by="account:1", at=on(6)) for level in (1, 2, 5, 5)],
        behind=("LOCK TABLE ratings_rating IN SHARE MODE", []),
    )

    assert became(answers) == ["done", "twice", "twice", "twice"]
    assert Rating.objects.count() == 1
    told = said_of(line.id)
    assert told.count("ratings.CaseRated") == 1
    assert told.count("ratings.BadRatingGiven") == (Rating.objects.get().level < 3)
