"""Acceptance with gaps: only secondary papers, promised in writing, told once, and nothing decided before they came."""

from datetime import date, timedelta
from functools import partial

import pytest

from yimen.affairs.cases import acts, paperwork, reads
from yimen.affairs.cases.acts import Choices, Paper
from yimen.affairs.cases.models import Case, Gap
from yimen.affairs.cases.sweeping import sweep
from yimen.affairs.cases.tests.make import (
    DAYS,
    LI,
    MONDAY,
    PAPERS,
    QIAN,
    ZHAO,
    application,
    on,
    refused,
    row,
    said,
    state,
    submitted,
)
from yimen.affairs.cases.tests.special import GAPS, gaps_matter, pass_review, promised
from yimen.affairs.cases.tests.test_listening import hear, kinds, told
from yimen.ground.bus import journal
from yimen.ground.bus.event import restore
from yimen.ground.life import Refused
from yimen.means.documents import rules
from yimen.registers.catalogue.tests.make import CONTENT, published_matter

pytestmark = pytest.mark.django_db
THIRD = [Paper(3, reference="R-3")]


def accepted_with_gaps(matter=None):
    case = promised(matter)
    acts.accept(case, by=LI, at=MONDAY, calendar=DAYS)
    return case


@pytest.mark.rule("A-905", "A-906", "H-305")
def test_the_promise_is_kept_with_its_moment_and_acceptance_says_once_what_is_due_when():
    case = promised()

    (gap,) = reads.gaps_of(case)
    assert (gap.n, gap.name, gap.due_on, gap.filled_at) == (3, "健康证明", None, None)
    assert Gap.objects.get(case_id=case).promised_by == "account:1"
    assert said(case) == ["CaseSubmitted", "GapsPromised"]

    acts.accept(case, by=LI, at=on(4), calendar=DAYS)

    assert reads.gaps_of(case)[0].due_on == date(2026, 3, 18)  # ten working days after acceptance
    assert (row(case).pending, row(case).promised_due_on) == (["gaps"], date(2026, 3, 11))
    assert said(case)[-2:] == ["CaseAccepted", "GapsOpened"]


@pytest.mark.rule("A-905", "H-305")
@pytest.mark.parametrize("papers", [(), (Paper(1, reference="R-1"),), (Paper(3, reference="R-3"),)])
def test_a_main_paper_cannot_be_promised(papers):
    with pytest.raises(Refused) as refusal:
        promised(papers=papers)

    assert (refusal.value.code, refusal.value.field) == ("main_missing", "gaps")
    assert not Case.objects.exists()
    assert not Gap.objects.exists()


@pytest.mark.rule("A-905")
def test_where_nothing_is_missing_there_is_nothing_to_promise():
    with pytest.raises(Refused) as refusal:
        promised(papers=(*PAPERS, *THIRD))

    assert refusal.value.code == "no_gaps"


@pytest.mark.rule("A-906")
@pytest.mark.parametrize("decide", [acts.grant, partial(acts.refuse, reason="理由")])
def test_nothing_is_decided_before_the_gaps_are_filled(decide):
    case = accepted_with_gaps()
    pass_review(case, at=on(3))

    with refused(case, "pending"):
        decide(case, by=QIAN, at=on(4), calendar=DAYS)
    acts.fill_gaps(case, THIRD, by="account:1", at=on(4))
    decide(case, by=QIAN, at=on(4, hour=15), calendar=DAYS)

    assert state(case) in {"granted", "refused"}
    assert [one["material"] for one in reads.sheet(case).materials] == [1, 2, 3]


@pytest.mark.rule("A-906")
def test_an_immediate_matter_waits_for_its_gaps_too():
    accept, review, decide, deliver = CONTENT["steps"]
    steps = [{**accept, "days": 0}, {**review, "days": 0}, decide, deliver]
    case = promised(published_matter("GAPS-2", handling="immediate", promised_days=1, steps=steps, gaps=GAPS))

    with refused(case, "pending"):
        acts.grant_on_the_spot(case, by=QIAN, at=MONDAY, calendar=DAYS)


@pytest.mark.rule("A-905")
def test_gaps_are_filled_paper_by_paper():
    materials = [*CONTENT["materials"], {**CONTENT["materials"][2], "names": {"zh-hans": "培训证明"}}]
    case = accepted_with_gaps(published_matter("GAPS-3", materials=materials, gaps=GAPS))

    acts.fill_gaps(case, [Paper(5)], by=LI, at=on(4))
    assert row(case).pending == ["gaps"]
    with refused(case, "not_promised", field="papers"):
        acts.fill_gaps(case, [Paper(5)], by=LI, at=on(5))
    acts.fill_gaps(case, THIRD, by="account:1", at=on(16))

    assert (row(case).pending, row(case).marks) == ([], ["gaps"])
    assert [event for event in said(case) if event == "GapFilled"] == ["GapFilled"] * 2


@pytest.mark.parametrize(
    ("papers", "code"), [([], "empty"), ([Paper(1)], "not_promised"), ([Paper(99)], "not_promised")]
)
def test_only_what_was_promised_is_taken_as_promised(papers, code):
    case = accepted_with_gaps()

    with refused(case, code, field="papers"):
        acts.fill_gaps(case, papers, by="account:1", at=on(4))


def test_a_case_without_a_promise_awaits_no_paper():
    case = submitted()

    with refused(case, "out_of_order"):
        acts.fill_gaps(case, THIRD, by="account:1", at=on(4))


@pytest.mark.rule("A-905")
def test_the_papers_may_come_before_acceptance_and_then_nothing_is_opened():
    case = promised()
    acts.fill_gaps(case, THIRD, by="account:1", at=MONDAY + timedelta(minutes=5))

    acts.accept(case, by=LI, at=on(3), calendar=DAYS)

    assert (row(case).pending, "GapsOpened" in said(case)) == ([], False)


@pytest.mark.rule("A-205", "A-905")
def test_silence_opens_the_gaps_too():
    case = promised()

    acts.deem_accepted(case, at=on(10), calendar=DAYS)

    assert (row(case).accepted_at, reads.gaps_of(case)[0].due_on) == (MONDAY, date(2026, 3, 24))


@pytest.mark.rule("A-906")
@pytest.mark.parametrize(
    ("outcome", "ends"), [("", "withdrawn"), ("withdrawn", "withdrawn"), ("returned", "returned")]
)
def test_an_unfilled_gap_closes_the_case_by_itself_after_its_last_day(outcome, ends):
    case = accepted_with_gaps(gaps_matter(outcome=outcome))
    last = reads.gaps_of(case)[0].due_on
    assert last == date(2026, 3, 16)

    with refused(case, "too_early"):
        acts.close_unfilled(case, at=on(16, hour=23))
    sweep(at=on(16, hour=23))
    assert state(case) == "accepted"
    sweep(at=on(17, hour=0))

    assert (state(case), row(case).closed_at, row(case).waiting_role) == (ends, on(17, hour=0), "")
    assert said(case)[-1] == "GapsUnfilled"
    sweep(at=on(18))
    assert said(case).count("GapsUnfilled") == 1


@pytest.mark.rule("A-906")
def test_the_citys_own_rule_says_the_days_and_the_outcome_where_the_matter_does_not(settings):
    settings.GAPS_DAYS, settings.GAPS_OUTCOME = 3, "returned"
    case = accepted_with_gaps(published_matter("GAPS-4"))

    assert reads.gaps_of(case)[0].due_on == date(2026, 3, 5)
    sweep(at=on(6))
    assert state(case) == "returned"


@pytest.mark.rule("A-906")
def test_on_the_last_day_a_paper_still_counts_and_afterwards_no_more():
    case, late = accepted_with_gaps(), accepted_with_gaps(published_matter("GAPS-5", gaps=GAPS))

    acts.fill_gaps(case, THIRD, by="account:1", at=on(16, hour=23))
    with refused(late, "too_late"):
        acts.fill_gaps(late, THIRD, by="account:1", at=on(17, hour=0))

    sweep(at=on(17))
    assert (state(case), state(late)) == ("accepted", "withdrawn")


@pytest.mark.rule("A-906")
def test_a_stopped_clock_does_not_let_the_gaps_wait_for_ever():
    case = accepted_with_gaps()
    acts.suspend(case, ground="testing", basis="技术规范", planned_days=30, by=ZHAO, at=on(3))

    sweep(at=on(17))

    assert state(case) == "withdrawn"


@pytest.mark.rule("A-905")
def test_the_promise_the_acceptance_and_the_end_are_documents_and_messages():
    case = accepted_with_gaps()
    hear(case)
    sweep(at=on(17))
    hear(case)

    assert kinds(case) == ["receipt", "gaps", "acceptance", "ending"]
    assert told(case) == ["case_accepted", "case_gaps", "case_gaps_unfilled", "case_received"]


@pytest.mark.rule("A-905")
def test_the_notice_of_acceptance_names_the_papers_and_the_day():
    case = accepted_with_gaps()
    (accepted,) = [one for one in journal.history(case) if one.type == "cases.CaseAccepted"]
    envelope = {"subject": case, "organ": accepted.organ, "by": accepted.actor, "at": accepted.at}

    data = paperwork.data(reads.sheet(case), restore(accepted.type, envelope, accepted.data))
    body = rules.BODIES["acceptance"](data)

    assert (body.items, data["gaps_due_on"]) == (["健康证明"], "2026-03-16")
    assert "容缺受理" in body.paragraphs[0]
    assert "2026年3月16日" in body.paragraphs[2]


def test_a_draft_keeps_the_choice():
    case = acts.save_draft(application(gaps_matter()), case_id=None, by="account:1", at=MONDAY)

    acts.choose(case, Choices(gaps=True))

    assert row(case).marks == ["gaps"]
    acts.choose(case, Choices())
    assert row(case).marks == []
