"""What time does to cases: rows of a case that has ended, and one that breaks, hold up none behind them."""

from datetime import timedelta

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Missing, Serving
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.sweeping import sweep
from yimen.affairs.cases.tests.make import (
    DAYS,
    LI,
    MONDAY,
    accepted,
    granted,
    on,
    published_matter,
    state,
    submitted,
)
from yimen.affairs.cases.tests.special import (
    TOWN_WINDOW,
    gaps_matter,
    promised,
    with_town,
)
from yimen.ground.bus import setbacks
from yimen.ground.bus.models import Setback

pytestmark = pytest.mark.django_db
LATER = on(1, month=6)
TODAY = LATER.date()


def withdrawn(case: int) -> int:
    acts.withdraw(case, by="account:1", at=on(5))
    return case


def unanswered(matter, day: int) -> int:
    case = submitted(matter, at=on(day))
    acts.ask_for_more(case, [Missing("缺", material=1)], way="window", by=LI, at=on(day), calendar=DAYS)
    return case


def unfilled(matter, day: int) -> int:
    case = promised(matter, at=on(day))
    acts.accept(case, by=LI, at=on(day), calendar=DAYS)
    return case


def untold(matter, day: int) -> int:
    case = accepted(matter, at=on(day))
    acts.extend(case, days=10, reason="案情复杂", approver="account:104", at=on(day + 1), calendar=DAYS)
    return case


@pytest.mark.rule("A-211")
def test_a_notice_of_a_case_that_ended_holds_up_none_behind_it():
    matter = published_matter()
    withdrawn(unanswered(matter, 2))
    second = unanswered(matter, 3)

    assert reads.unanswered(TODAY, limit=1) == [second]
    sweep(at=LATER)
    assert state(second) == "returned"
    assert reads.unanswered(TODAY, limit=1) == []  # though its notice was never answered


@pytest.mark.rule("A-906")
def test_promised_papers_of_a_case_that_ended_hold_up_none_behind_them():
    matter = gaps_matter()
    withdrawn(unfilled(matter, 2))
    second = unfilled(matter, 3)

    assert reads.unfilled(TODAY, limit=1) == [second]
    sweep(at=LATER)
    assert state(second) == "withdrawn"
    assert reads.unfilled(TODAY, limit=1) == []


@pytest.mark.rule("A-402", "E-205")
def test_an_untold_extension_of_a_case_that_ended_holds_up_none_behind_it():
    matter = published_matter()
    withdrawn(untold(matter, 2))
    second = untold(matter, 3)

    assert reads.untold_extensions(TODAY, limit=1) == [second]
    sweep(at=LATER)
    assert reads.untold_extensions(TODAY, limit=1) == []
    assert Case.objects.get(pk=second).statutory_due_on == DAYS.working_days_after(on(3).date(), 20).on


def missing_person(day: int, matter) -> int:
    """A case whose decision neither hand nor post could serve, and that was published."""
    case = granted(matter, at=on(day))
    for way in ("personal", "post"):
        failed = Serving("grant", way, outcome="failed", reason="查无此人")
        acts.serve(case, failed, by=LI, at=on(day, hour=14), calendar=DAYS)
    acts.publish_service(case, document="grant", reason="下落不明", by=LI, at=on(day, hour=15), calendar=DAYS)
    return case


@pytest.mark.rule("A-511")
def test_a_published_decision_that_was_handed_over_meanwhile_holds_up_none_behind_it():
    matter = published_matter()
    fetched, second = missing_person(2, matter), missing_person(3, matter)
    acts.deliver(fetched, method="personal", proof="本人签收", by=LI, at=on(6))

    assert [case for case, _n in reads.published_long_ago(TODAY, limit=1)] == [second]
    sweep(at=LATER)
    assert (state(second), reads.published_long_ago(TODAY, limit=1)) == ("delivered", [])


def test_a_first_review_of_a_case_that_ended_holds_up_none_behind_it():
    first, second = with_town(), with_town(at=on(3))
    for case, day in ((first, 2), (second, 3)):
        acts.accept_first(case, by=TOWN_WINDOW, at=on(day), calendar=DAYS)
    withdrawn(first)

    assert [case for case, _organ, _day in reads.late_first_reviews(TODAY, limit=1)] == [second]


@pytest.mark.rule("A-205")
def test_silence_about_what_was_answered_or_taken_back_holds_up_none_behind_it():
    matter = published_matter()
    withdrawn(submitted(matter))
    acts.accept(submitted(matter), by=LI, at=MONDAY, calendar=DAYS)
    third = submitted(matter, at=on(3))

    assert reads.overdue_for_acceptance(TODAY, limit=1) == [third]


@pytest.mark.rule("T-22")
def test_what_was_computed_again_holds_up_none_behind_it():
    matter = published_matter()
    first, second = accepted(matter), accepted(matter)
    acts.ask_to_recompute(None, cause="test", at=on(3))

    turns = []
    for _round in range(2):
        [(case, cause)] = reads.to_recompute(limit=1)
        acts.recompute(case, cause=cause, at=on(3), calendar=DAYS)
        turns.append(case)
    assert (sorted(turns), reads.to_recompute(limit=1)) == (sorted([first, second]), [])


@pytest.mark.rule("A-205", "E-206")
def test_a_damaged_case_is_tried_with_growing_pauses_and_holds_up_none_behind_it(monkeypatch):
    monkeypatch.setattr(setbacks, "MOST", 1)
    matter = published_matter()
    damaged, sound = submitted(matter), submitted(matter, at=on(3))
    Case.objects.filter(pk=damaged).update(statutory_unit="aeons")

    assert sweep(at=LATER) == 0  # the oldest has its turn, and breaks
    assert sweep(at=LATER) == 1
    assert (state(damaged), state(sound)) == ("submitted", "accepted")

    pauses, at = [], LATER
    for _time in range(5):
        row = Setback.objects.get(name="cases.deem_accepted", number=damaged)
        assert sweep(at=row.not_before - timedelta(seconds=1)) == 0
        assert Setback.objects.get(pk=row.pk).tries == row.tries
        pauses.append(row.not_before - at)
        at = row.not_before
        sweep(at=at)
    assert pauses == [*setbacks.PAUSES, setbacks.PAUSES[-1]]

    Case.objects.filter(pk=damaged).update(statutory_unit="working_days")
    assert sweep(at=at + setbacks.PAUSES[-1]) == 1
    assert (state(damaged), Setback.objects.count()) == ("accepted", 0)


def test_where_what_waits_cannot_be_read_the_other_kinds_go_on(monkeypatch):
    def damaged(*_words, **_more):
        raise KeyError

    monkeypatch.setattr(reads, "to_recompute", damaged)
    case = submitted()

    assert (sweep(at=LATER), state(case)) == (1, "accepted")


def test_a_setback_of_what_moved_on_is_forgotten():
    gone = Setback.objects.create(name="cases.lapse", number=1, tries=3, since=MONDAY, not_before=MONDAY)

    sweep(at=MONDAY + setbacks.STALE)
    assert Setback.objects.filter(pk=gone.pk).exists()
    sweep(at=MONDAY + setbacks.STALE + timedelta(seconds=1))
    assert not Setback.objects.filter(pk=gone.pk).exists()
