"""Notify and commit: chosen freely, decided on the spot, taken back before the decision, checked afterwards."""

from datetime import date

import pytest

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Choices, Paper
from yimen.affairs.cases.models import Case, Commitment
from yimen.affairs.cases.tests.make import (
    DAYS,
    LI,
    MONDAY,
    QIAN,
    on,
    refused,
    row,
    said,
    state,
    submitted,
    wang,
)
from yimen.affairs.cases.tests.special import (
    COMMITMENT,
    INSPECTOR,
    commitment_matter,
    committed,
    grant_commitment,
)
from yimen.affairs.cases.tests.test_listening import hear, kinds, told
from yimen.ground.bus import journal
from yimen.ground.life import Refused
from yimen.registers.catalogue.tests.make import published_matter
from yimen.registers.people import acts as people
from yimen.registers.people import reads as people_reads

pytestmark = pytest.mark.django_db
SECOND = "account:8000"


def granted_on_commitment():
    case = committed()
    grant_commitment(case)
    return case


def found(case, outcome, words="抽查场所", *, at=None):
    acts.check_commitment(
        case, outcome=outcome, finding=words, second=SECOND, by=INSPECTOR, at=at or on(10), calendar=DAYS
    )


@pytest.mark.rule("A-907", "A-909")
def test_a_commitment_stands_for_the_proof_and_is_decided_on_the_spot():
    case = committed()
    kept = reads.check(case)
    assert kept.items == ("有与经营的食品相适应的场所", "场所平面图")
    assert kept.notice == {
        "duty": "场所应当符合卫生要求",
        "content": "承诺场所符合要求",
        "liability": "不实承诺的，撤销决定",
    }

    grant_commitment(case)

    assert (state(case), row(case).accepted_at, row(case).decided_at) == ("granted", MONDAY, MONDAY)
    assert said(case) == [
        "CaseSubmitted",
        "CommitmentMade",
        "CaseAccepted",
        "CaseGranted",
        "CommitmentCheckDue",
    ]


@pytest.mark.rule("A-907", "K-17")
def test_whoever_chooses_the_ordinary_way_is_treated_as_ever():
    matter = commitment_matter()
    ordinary = submitted(matter)
    with refused(ordinary, "not_immediate"):
        acts.grant_on_the_spot(ordinary, by=QIAN, at=MONDAY, calendar=DAYS)

    acts.accept(ordinary, by=LI, at=MONDAY, calendar=DAYS)
    other = submitted(published_matter())
    acts.accept(other, by=LI, at=MONDAY, calendar=DAYS)

    same = ("state", "waiting_role", "promised_due_on", "statutory_due_on", "stage", "marks", "pending")
    assert [getattr(row(ordinary), one) for one in same] == [getattr(row(other), one) for one in same]
    assert reads.check(ordinary) is None


@pytest.mark.rule("A-907")
def test_where_no_commitment_is_offered_none_can_be_made():
    with pytest.raises(Refused) as refusal:
        committed(published_matter())

    assert (refusal.value.code, refusal.value.field) == ("not_offered", "commitment")
    assert not Case.objects.exists()


@pytest.mark.rule("A-909")
def test_the_commitment_may_be_taken_back_before_the_decision_and_the_case_goes_the_ordinary_way():
    case = committed()

    acts.take_back_commitment(case, by="account:1", at=on(3), calendar=DAYS)

    assert (state(case), row(case).marks, reads.check(case).state) == ("submitted", ["gaps"], "taken_back")
    with refused(case, "not_immediate"):
        grant_commitment(case, at=on(3))
    acts.accept(case, by=LI, at=on(4), calendar=DAYS)
    assert row(case).waiting_role == "reviewer"


@pytest.mark.rule("A-909")
def test_after_the_decision_it_cannot_be_taken_back_nor_twice():
    granted, twice = granted_on_commitment(), committed(published_matter("COMMIT-2", **_offered()))
    acts.take_back_commitment(twice, by="account:1", at=on(3), calendar=DAYS)

    for case in (granted, twice, submitted()):
        with refused(case, "out_of_order"):
            acts.take_back_commitment(case, by="account:1", at=on(4), calendar=DAYS)


def _offered():
    return {"commitment": COMMITMENT}


@pytest.mark.rule("A-205", "A-909")
def test_silence_about_a_commitment_leads_straight_to_the_decision_and_back_if_it_is_taken_back():
    case = committed()
    acts.deem_accepted(case, at=on(10), calendar=DAYS)
    assert (state(case), row(case).waiting_role) == ("accepted", "approver")

    acts.take_back_commitment(case, by="account:1", at=on(11), calendar=DAYS)

    assert (row(case).stage, row(case).waiting_role) == (0, "reviewer")


@pytest.mark.rule("A-907", "A-909")
def test_after_taking_it_back_the_proofs_are_missing_and_nothing_is_granted_without_them():
    case = committed()
    acts.accept(case, by=LI, at=on(3), calendar=DAYS)
    acts.take_back_commitment(case, by="account:1", at=on(4), calendar=DAYS)

    [gap] = reads.gaps_of(case)
    assert (gap.n, gap.due_on, said(case)[-1]) == (2, date(2026, 3, 18), "GapsOpened")
    acts.review(case, verdict="agree", opinion="符合条件", by="account:102", at=on(5))
    with refused(case, "pending"):
        acts.grant(case, by=QIAN, at=on(5), calendar=DAYS)

    acts.fill_gaps(case, [Paper(2, reference="R-2")], by="account:1", at=on(6))
    acts.grant(case, by=QIAN, at=on(6), calendar=DAYS)
    assert state(case) == "granted"


@pytest.mark.rule("A-907", "A-204")
def test_before_acceptance_the_proofs_may_be_asked_for_in_the_one_notice():
    case = committed()
    acts.take_back_commitment(case, by="account:1", at=on(3), calendar=DAYS)
    missing = [acts.Missing("承诺已撤回，请提交", material=2)]
    acts.ask_for_more(case, missing, by=LI, at=on(4), calendar=DAYS)

    acts.supplement(case, [Paper(2, reference="R-2")], by="account:1", at=on(5), calendar=DAYS)

    assert row(case).pending == []


@pytest.mark.rule("A-909")
def test_whoever_had_handed_the_proofs_in_owes_nothing():
    case = committed(papers=(Paper(1, reference="R-1"), Paper(2, reference="R-2")))

    acts.take_back_commitment(case, by="account:1", at=on(3), calendar=DAYS)

    assert (row(case).pending, reads.gaps_of(case)) == ([], [])


@pytest.mark.rule("A-910")
def test_the_check_is_due_in_the_published_time_and_a_kept_commitment_is_done():
    case = granted_on_commitment()
    assert (reads.check(case).state, reads.check(case).due_on) == ("waiting", date(2026, 3, 30))
    listed, _next = reads.checks([row(case).organ_id])
    assert [one.case_id for one in listed] == [case]

    found(case, "kept", "")

    assert (reads.check(case).state, reads.checks([row(case).organ_id])) == ("kept", ([], ""))
    with refused(case, "out_of_order"):
        found(case, "kept")


@pytest.mark.rule("A-910")
def test_what_was_not_kept_is_mended_by_a_day():
    case = granted_on_commitment()

    found(case, "not_kept", "排风未装")
    assert (reads.check(case).state, reads.check(case).due_on) == ("mending", date(2026, 3, 24))
    acts.record_mending(case, mended=True, finding="", by=INSPECTOR, at=on(20))

    assert (reads.check(case).state, said(case)[-1]) == ("mended", "CommitmentKept")


@pytest.mark.rule("A-910")
def test_what_was_not_mended_by_its_day_is_to_be_revoked_without_being_false():
    case = granted_on_commitment()
    found(case, "not_kept", "排风未装")

    with refused(case, "too_early", field="mended"):
        acts.record_mending(
            case, mended=False, finding="仍未安装", second=SECOND, by=INSPECTOR, at=on(24, hour=23)
        )
    with refused(case, "empty", field="finding"):
        acts.record_mending(case, mended=False, finding=" ", second=SECOND, by=INSPECTOR, at=on(25))
    acts.record_mending(case, mended=False, finding="仍未安装", second=SECOND, by=INSPECTOR, at=on(25))

    broken = journal.history(case)[-1]
    assert (broken.type, broken.data["false"], broken.data["finding"]) == (
        "cases.CommitmentBroken",
        False,
        "仍未安装",
    )
    assert not people_reads.is_excluded_from_commitments(row(case).person_id)


@pytest.mark.rule("A-910", "A-911")
def test_a_false_promise_is_to_be_revoked_at_once_and_excludes_until_it_is_repaired():
    case = granted_on_commitment()

    found(case, "false", "场所并不存在")

    assert (reads.check(case).state, reads.check(case).false) == ("broken", True)
    assert (said(case)[-1], journal.history(case)[-1].data["person"]) == ("CommitmentBroken", wang().id)
    with pytest.raises(Refused) as refusal:
        committed(published_matter("COMMIT-2", **_offered()))
    assert refusal.value.code == "excluded"
    assert submitted(published_matter("COMMIT-3", **_offered()))  # the ordinary way stays open

    with pytest.raises(Refused):
        people.repair_commitments(case, repair=" ", by=INSPECTOR, at=on(11))
    people.repair_commitments(case, repair="履行义务后申请信用修复", by=INSPECTOR, at=on(12))
    assert state(committed(published_matter("COMMIT-4", **_offered()))) == "submitted"


@pytest.mark.parametrize(
    ("outcome", "words", "field"),
    [("perhaps", "x", "outcome"), ("false", "", "finding"), ("not_kept", " ", "finding")],
)
def test_a_finding_is_one_of_three_and_what_is_held_against_someone_has_reasons(outcome, words, field):
    case = granted_on_commitment()

    with refused(case, "unknown" if field == "outcome" else "empty", field=field):
        found(case, outcome, words)
    assert reads.check(case).state == "waiting"


def test_a_commitment_of_an_application_that_was_refused_is_not_checked():
    case = committed()

    acts.refuse_on_the_spot(case, reason="不属于本机关管辖的场所", by=QIAN, at=MONDAY, calendar=DAYS)

    assert Commitment.objects.get(pk=case).state == "void"


@pytest.mark.rule("A-907")
def test_the_commitment_the_order_to_mend_and_the_grant_are_documents():
    case = granted_on_commitment()
    found(case, "not_kept", "排风未装")
    hear(case)

    assert kinds(case) == ["receipt", "commitment", "acceptance", "grant", "promised_mending"]
    assert "commitment_mend" in told(case)


@pytest.mark.rule("A-905", "A-907")
def test_a_commitment_and_a_promise_of_secondary_papers_go_together():
    case = submitted(
        commitment_matter(),
        papers=(Paper(1, reference="R-1"),),
        choices=Choices(commitment=True, gaps=True),
    )

    assert row(case).marks == ["commitment", "gaps"]
    with refused(case, "pending"):
        grant_commitment(case)
    acts.fill_gaps(case, [Paper(3)], by=LI, at=on(3))
    grant_commitment(case, at=on(3))
    assert state(case) == "granted"


@pytest.mark.rule("A-302", "A-910")
@pytest.mark.parametrize("second", ["", "王检查", INSPECTOR])
@pytest.mark.parametrize("outcome", ["not_kept", "false"])
def test_what_speaks_against_the_holder_is_found_by_two(outcome, second):
    case = granted_on_commitment()
    words = {"outcome": outcome, "finding": "场所不存在", "by": INSPECTOR, "at": on(10), "calendar": DAYS}

    with refused(case, "two_officers", field="second"):
        acts.check_commitment(case, second=second, **words)
