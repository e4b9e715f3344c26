"""Registrations and filings: what is complete is registered on the spot, or is the filing itself."""

from datetime import date

import pytest

from yimen.affairs.cases import acts, gates, reads
from yimen.affairs.cases.acts import Missing, Paper
from yimen.affairs.cases.life import NOT_FOR_FILINGS
from yimen.affairs.cases.sweeping import sweep
from yimen.affairs.cases.tests.attempts import ACTS
from yimen.affairs.cases.tests.make import (
    DAYS,
    FACTS,
    LI,
    MONDAY,
    PAPERS,
    QIAN,
    application,
    on,
    refused,
    row,
    said,
    state,
    submitted,
)
from yimen.affairs.cases.tests.special import filing_matter, pass_review, registration_matter
from yimen.affairs.cases.tests.test_first_review import officer
from yimen.affairs.cases.tests.test_listening import hear, kinds, told

pytestmark = pytest.mark.django_db


@pytest.mark.rule("A-306", "L-39")
def test_a_complete_registration_is_registered_on_the_spot():
    case = submitted(registration_matter())

    acts.grant_on_the_spot(case, by=QIAN, at=MONDAY, calendar=DAYS)

    assert (state(case), row(case).decided_at) == ("granted", MONDAY)


@pytest.mark.rule("A-306", "L-39")
def test_else_it_has_three_working_days_and_three_more_with_approval():
    case = submitted(registration_matter())
    acts.accept(case, by=LI, at=MONDAY, calendar=DAYS)
    assert row(case).statutory_due_on == date(2026, 3, 5)

    with refused(case, "too_long", field="days"):
        acts.extend(case, days=4, reason="情形复杂", approver="account:104", at=on(4), calendar=DAYS)
    acts.extend(case, days=3, reason="情形复杂", approver="account:104", at=on(4), calendar=DAYS)

    assert row(case).statutory_due_on == date(2026, 3, 10)
    with refused(case, "twice", field="days"):
        acts.extend(case, days=1, reason="再延", approver="account:104", at=on(5), calendar=DAYS)
    pass_review(case, at=on(5))
    acts.grant(case, by=QIAN, at=on(6), calendar=DAYS)


@pytest.mark.rule("K-28")
def test_receipt_of_complete_information_is_the_filing():
    case = submitted(filing_matter())

    assert (state(case), row(case).closed_at, row(case).waiting_role) == ("filed", MONDAY, "")
    assert said(case) == ["CaseSubmitted", "CaseFiled"]
    hear(case)
    assert (kinds(case), told(case)) == (["receipt", "filing"], ["case_filed"])


@pytest.mark.rule("K-28")
@pytest.mark.parametrize("act", sorted(NOT_FOR_FILINGS - {"deem_accepted"}))
def test_no_act_approves_or_rejects_a_filing(act):
    case = submitted(filing_matter(), papers=())

    with refused(case, "filing"):
        ACTS[act](case, on(3))


@pytest.mark.rule("K-28")
def test_nobody_is_offered_to_approve_or_reject_a_filing():
    case = submitted(filing_matter(), papers=())
    everyone = officer(
        row(case).organ_id, "window", "reviewer", "approver", "organ_head", "chief_representative"
    )

    assert set(gates.offered(everyone, reads.sheet(case), at=MONDAY)) == {
        "correct",
        "correct_situation",
        "ask_for_more",
    }


@pytest.mark.rule("K-28")
def test_what_is_incomplete_is_guided_to_completeness_and_then_filed():
    papers = submitted(filing_matter(), papers=(Paper(1),))
    assert (state(papers), row(papers).waiting_role) == ("submitted", "window")
    acts.ask_for_more(papers, [Missing("请补交", material=2)], by=LI, at=on(3), calendar=DAYS)
    acts.supplement(papers, [Paper(2)], by="account:1", at=on(4), calendar=DAYS)

    answers = submitted(filing_matter(), facts={"shop": "荔枝小馆"})
    assert state(answers) == "submitted"
    acts.correct(answers, FACTS, changed=["area", "kind"], by=LI, at=on(3))

    assert (state(papers), state(answers)) == ("filed", "filed")
    assert (said(papers)[-1], said(answers)[-1]) == ("CaseFiled", "CaseFiled")
    assert row(papers).closed_at == on(4)


@pytest.mark.rule("K-28")
def test_silence_about_a_filing_is_its_filing():
    case = submitted(filing_matter(), papers=(Paper(1),))

    sweep(at=on(10, hour=0))

    assert (state(case), row(case).accepted_at, said(case)[-1]) == ("filed", None, "CaseFiled")


def test_a_draft_of_a_filing_is_filed_when_it_is_handed_in():
    whole = application(filing_matter())
    case = acts.save_draft(whole, case_id=None, by="account:1", at=MONDAY)
    acts.add_papers(case, PAPERS, at=MONDAY)

    acts.submit_draft(case, whole, by="account:1", at=on(3), calendar=DAYS)

    assert (state(case), row(case).closed_at) == ("filed", on(3))
