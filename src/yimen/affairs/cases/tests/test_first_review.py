"""A first review by a lower organ: its own clock, everything sent up, nothing asked for twice."""

from datetime import date

import pytest

from yimen.affairs.cases import acts, gates, reads
from yimen.affairs.cases.acts import Choices, Missing, Paper
from yimen.affairs.cases.models import Case, FirstReview
from yimen.affairs.cases.sweeping import sweep
from yimen.affairs.cases.tests.make import (
    DAYS,
    LI,
    MONDAY,
    QIAN,
    ZHAO,
    on,
    refused,
    row,
    said,
    state,
    submitted,
)
from yimen.affairs.cases.tests.special import (
    TOWN_REVIEWER,
    TOWN_WINDOW,
    a_town,
    forwarded,
    pass_review,
    town_matter,
    with_town,
)
from yimen.affairs.cases.tests.test_listening import hear, kinds, told
from yimen.ground.bus import journal
from yimen.ground.life import Refused
from yimen.registers.agencies.reads import Held, Officer
from yimen.registers.catalogue.tests.make import an_organ, published_matter

pytestmark = pytest.mark.django_db


@pytest.mark.rule("A-304", "L-04")
def test_each_organ_has_its_own_clock_from_its_own_acceptance():
    case = with_town()
    acts.accept_first(case, by=TOWN_WINDOW, at=on(3), calendar=DAYS)
    assert (state(case), row(case).first_due_on, row(case).accepted_at) == (
        "first_review",
        date(2026, 3, 31),  # twenty working days
        None,
    )

    acts.forward(case, verdict="agree", opinion="情况属实", by=TOWN_REVIEWER, at=on(12), calendar=DAYS)
    assert (state(case), row(case).accept_due_on, row(case).statutory_due_on) == (
        "submitted",
        date(2026, 3, 19),
        None,
    )
    acts.accept(case, by=LI, at=on(16), calendar=DAYS)

    first = reads.first_review_of(case)
    assert (first.accepted_at, first.forwarded_at, first.opinion) == (on(3), on(12), "情况属实")
    assert (row(case).accepted_at, row(case).statutory_due_on) == (on(16), date(2026, 4, 14))
    pass_review(case, at=on(17))
    acts.grant(case, by=QIAN, at=on(18), calendar=DAYS)
    assert state(case) == "granted"


@pytest.mark.rule("A-108", "A-304")
def test_what_was_handed_in_below_is_not_asked_for_again_above():
    case = forwarded()

    with refused(case, "asked_twice", field="items"):
        acts.ask_for_more(case, [Missing("请再交一次", material=1)], by=LI, at=on(3), calendar=DAYS)
    acts.ask_for_more(case, [Missing("请补交", material=3)], by=LI, at=on(3), calendar=DAYS)

    assert state(case) == "supplementing"


@pytest.mark.rule("A-304")
def test_every_paper_and_the_opinion_go_up_with_the_case():
    case = forwarded()
    hear(case)

    assert [one["material"] for one in reads.sheet(case).materials] == [1, 2]
    assert kinds(case) == ["receipt", "first_acceptance", "first_opinion"]
    assert told(case) == ["case_first_review", "case_forwarded", "case_received"]


@pytest.mark.rule("A-304")
@pytest.mark.parametrize("act", ["accept", "grant_on_the_spot", "refuse_on_the_spot"])
def test_the_upper_organ_waits_for_the_lower_one(act):
    case = with_town()
    words = {"reason": "理由"} if act == "refuse_on_the_spot" else {}

    with refused(case, "first_review" if act == "accept" else "not_immediate"):
        getattr(acts, act)(case, **words, by=LI, at=on(3), calendar=DAYS)


@pytest.mark.rule("A-304", "A-912")
def test_whoever_took_the_case_on_below_gives_no_opinion_there():
    case = with_town()
    acts.accept_first(case, by=TOWN_WINDOW, at=on(3), calendar=DAYS)

    with refused(case, "two_people"):
        acts.forward(case, verdict="agree", opinion="好", by=TOWN_WINDOW, at=on(4), calendar=DAYS)


@pytest.mark.rule("A-304", "A-912")
def test_whoever_took_the_case_on_below_does_not_review_it_above():
    case = forwarded()
    acts.accept(case, by=LI, at=on(3), calendar=DAYS)

    with refused(case, "two_people"):
        acts.review(case, verdict="agree", opinion="好", by=TOWN_WINDOW, at=on(4))
    acts.review(case, verdict="agree", opinion="好", by=TOWN_REVIEWER, at=on(4))


def test_the_lower_organ_takes_on_once_and_sends_up_once():
    case = with_town()
    with refused(case, "out_of_order"):
        acts.forward(case, verdict="agree", opinion="好", by=TOWN_REVIEWER, at=on(3), calendar=DAYS)
    acts.accept_first(case, by=TOWN_WINDOW, at=on(3), calendar=DAYS)
    with refused(case, "out_of_order"):
        acts.accept_first(case, by=TOWN_WINDOW, at=on(3), calendar=DAYS)
    acts.forward(case, verdict="disagree", opinion="收入超过标准", by=TOWN_REVIEWER, at=on(4), calendar=DAYS)

    with refused(case, "out_of_order"):
        acts.forward(case, verdict="agree", opinion="好", by=TOWN_REVIEWER, at=on(4), calendar=DAYS)
    with refused(case, "out_of_order"):
        acts.accept_first(case, by=TOWN_WINDOW, at=on(4), calendar=DAYS)


@pytest.mark.parametrize(
    ("verdict", "opinion", "code", "field"),
    [("maybe", "x", "unknown", "verdict"), ("agree", " ", "empty", "opinion")],
)
def test_an_opinion_has_a_finding_and_reasons(verdict, opinion, code, field):
    case = with_town()
    acts.accept_first(case, by=TOWN_WINDOW, at=on(3), calendar=DAYS)

    with refused(case, code, field=field):
        acts.forward(case, verdict=verdict, opinion=opinion, by=TOWN_REVIEWER, at=on(4), calendar=DAYS)
    assert reads.first_review_of(case).forwarded_at is None


def test_an_ordinary_case_has_no_first_review():
    case = submitted()

    with refused(case, "out_of_order"):
        acts.accept_first(case, by=TOWN_WINDOW, at=on(3), calendar=DAYS)


@pytest.mark.parametrize("organ", [None, 999_999, "department"])
def test_the_office_that_examines_first_has_to_be_one_of_its_kind(organ):
    matter = town_matter()
    chosen = an_organ() if organ == "department" else organ

    with pytest.raises(Refused) as refusal:
        submitted(matter, choices=Choices(first_organ_id=chosen))

    assert (refusal.value.code, refusal.value.field) == ("first_organ", "first_organ")
    assert not Case.objects.exists()


def test_a_matter_without_a_first_review_forgets_the_office():
    case = submitted(published_matter(), choices=Choices(first_organ_id=a_town()))

    assert (row(case).first_organ_id, row(case).waiting_role) == (None, "window")


@pytest.mark.rule("A-205", "A-304")
def test_silence_below_begins_the_first_review_as_of_receipt_and_silence_above_is_acceptance():
    case = with_town()
    sweep(at=on(10, hour=0))
    assert (state(case), reads.first_review_of(case).deemed, row(case).first_due_on) == (
        "first_review",
        True,
        date(2026, 3, 30),
    )

    acts.forward(case, verdict="agree", opinion="属实", by=TOWN_REVIEWER, at=on(12), calendar=DAYS)
    sweep(at=on(20, hour=0))

    assert (state(case), row(case).accepted_at, row(case).deemed) == ("accepted", on(12), True)


@pytest.mark.rule("A-304", "L-04")
def test_forwarding_after_the_twentieth_day_is_said_to_be_late_and_can_be_listed():
    case = with_town()
    acts.accept_first(case, by=TOWN_WINDOW, at=MONDAY, calendar=DAYS)
    assert reads.late_first_reviews(date(2026, 3, 30)) == []
    assert reads.late_first_reviews(date(2026, 3, 31)) == [(case, a_town(), date(2026, 3, 30))]

    acts.forward(case, verdict="agree", opinion="属实", by=TOWN_REVIEWER, at=on(31), calendar=DAYS)

    assert journal.history(case)[-1].data["late"] is True
    assert reads.late_first_reviews(date(2026, 4, 30)) == []
    assert said(case)[-1] == "CaseForwarded"


def test_withdrawing_ends_the_first_review_too():
    case = with_town()
    acts.accept_first(case, by=TOWN_WINDOW, at=MONDAY, calendar=DAYS)

    acts.withdraw(case, by="account:1", at=on(3))

    assert (state(case), row(case).first_role) == ("withdrawn", "")
    assert reads.late_first_reviews(date(2026, 4, 30)) == []


def test_the_lower_organ_may_ask_for_what_is_missing_and_gets_the_answer():
    case = with_town()
    acts.ask_for_more(case, [Missing("没有签名", material=1)], by=TOWN_WINDOW, at=on(3), calendar=DAYS)
    assert row(case).first_role == ""

    acts.supplement(case, [Paper(1)], by="account:1", at=on(4), calendar=DAYS)

    assert (row(case).first_role, row(case).waiting_role) == ("window", "")


def lines(organs, roles):
    return [one.id for one in reads.inbox(organs, roles=roles).lines]


@pytest.mark.rule("A-304")
def test_the_case_lies_in_the_inbox_of_whoever_has_to_act():
    case = with_town()
    city, town = [row(case).organ_id], [a_town()]
    assert (lines(town, ["window"]), lines(city, ["window"])) == ([case], [])

    acts.accept_first(case, by=TOWN_WINDOW, at=MONDAY, calendar=DAYS)
    assert (lines(town, ["window"]), lines(town, ["reviewer"])) == ([], [case])
    assert lines(town, []) == [case]
    assert reads.inbox(town, roles=["reviewer"]).lines[0].due_on == date(2026, 3, 30)

    acts.forward(case, verdict="agree", opinion="属实", by=TOWN_REVIEWER, at=on(4), calendar=DAYS)
    assert (lines(town, ["reviewer"]), lines(city, ["window"])) == ([], [case])


def officer(organ, *roles):
    held = tuple(Held(organ, role, role, "A", ()) for role in roles)
    return Officer(1, "李四", held, "", frozenset({organ}))


@pytest.mark.rule("A-304")
def test_each_organ_is_offered_its_own_acts():
    case = with_town()
    town, city = officer(a_town(), "window", "reviewer"), officer(row(case).organ_id, "window")
    assert "accept_first" in gates.offered(town, reads.sheet(case), at=MONDAY)
    assert gates.offered(city, reads.sheet(case), at=MONDAY) == []

    acts.accept_first(case, by=TOWN_WINDOW, at=MONDAY, calendar=DAYS)
    assert gates.offered(town, reads.sheet(case), at=MONDAY) == ["forward"]
    acts.forward(case, verdict="agree", opinion="属实", by=TOWN_REVIEWER, at=on(4), calendar=DAYS)

    assert gates.offered(town, reads.sheet(case), at=on(4)) == []
    assert "accept" in gates.offered(city, reads.sheet(case), at=on(4))
    assert gates.case_for_officer(town, case).id == case  # who examined it may go on looking
    assert FirstReview.objects.get(pk=case).forwarded_by == TOWN_REVIEWER
    assert ZHAO != TOWN_REVIEWER
