"""Fees of a case: from the published list, never typed; waived by two; no clock waits for them."""

import inspect

import pytest

from yimen.affairs.cases import acts, charges, paperwork, reads
from yimen.affairs.cases.tests.make import (
    DAYS,
    LI,
    QIAN,
    ZHAO,
    accepted,
    immediate,
    on,
    refused,
    row,
    said,
    submitted,
)
from yimen.affairs.cases.tests.test_listening import hear
from yimen.ground.bus import journal
from yimen.ground.bus.event import restore
from yimen.means.documents.reads import documents_of
from yimen.registers.catalogue.tests.make import published_matter

pytestmark = pytest.mark.django_db
FEE = {
    "names": {"zh-hans": "许可证工本费", "en": "Certificate fee"},
    "amount_fen": 1000,
    "unit": "证",
    "standard": "每证10元",
    "basis": "《中华人民共和国某法》第九条",
    "level": "law",
    "payee": "国库（非税收入）",
    "reductions": "",
}


def charged(*fees, kind="07"):
    return published_matter(
        fees=list(fees), charged=True, kind=kind, base_code=f"44{kind}25001000", code=CODE[kind]
    )


CODE = {"07": "11511300008778693M4440725001000", "01": "11511300008778693M4440125001000"}


def owing(*fees, kind="07"):
    return accepted(charged(*(fees or (FEE,)), kind=kind))


def fee(case, n=1):
    return next(one for one in reads.sheet(case).fees if one["n"] == n)


@pytest.mark.rule("G-105", "A-802", "A-801")
def test_the_only_fee_falls_due_at_acceptance_with_the_published_amount():
    case = owing()

    assert (fee(case)["amount_fen"], fee(case)["state"], fee(case)["basis"]) == (1000, "due", FEE["basis"])
    told = journal.history(case)[-1]
    assert (told.type, told.data["amount_fen"], told.data["person"]) == (
        "cases.FeeDue",
        1000,
        row(case).person_id,
    )


@pytest.mark.rule("A-801")
def test_a_matter_without_fees_owes_nothing():
    assert reads.sheet(accepted()).fees == ()


@pytest.mark.rule("G-105")
def test_no_act_takes_an_amount():
    for act in (
        acts.charge,
        acts.ask_waiver,
        acts.approve_waiver,
        acts.record_payment,
        acts.accept,
        acts.grant,
    ):
        assert not {name for name in inspect.signature(act).parameters if "amount" in name or "fen" in name}


@pytest.mark.rule("G-105")
def test_a_rate_is_multiplied_by_what_the_applicant_answered():
    case = owing({**FEE, "amount_fen": 250, "per": "area"})

    assert fee(case)["amount_fen"] == 250 * 86


@pytest.mark.rule("G-105")
def test_a_fee_that_the_answers_call_for_falls_due_and_another_does_not():
    cold = {**FEE, "when": {"field": "kind", "equals": "cold"}}
    hot = {**FEE, "amount_fen": 9900, "when": {"field": "kind", "equals": "hot"}}

    case = owing(cold, hot)

    assert [one["n"] for one in reads.sheet(case).fees] == [1]


def test_a_fee_of_the_grant_falls_due_with_the_grant():
    case = owing({**FEE, "due": "grant"})
    assert reads.sheet(case).fees == ()
    acts.review(case, verdict="agree", opinion="", by=ZHAO, at=on(3))

    acts.grant(case, by=QIAN, at=on(3, hour=11), calendar=DAYS)

    assert said(case)[-2:] == ["CaseGranted", "FeeDue"]


@pytest.mark.rule("A-802", "G-105")
def test_where_only_the_window_can_see_which_applies_it_chooses_from_the_list():
    case = owing(FEE, {**FEE, "amount_fen": 4000}, {**FEE, "amount_fen": None})
    assert reads.sheet(case).fees == ()

    acts.charge(case, n=2, by=LI, at=on(3))

    assert fee(case, 2)["amount_fen"] == 4000
    for n, code in ((2, "twice"), (3, "no_amount"), (4, "unlisted"), (0, "unlisted")):
        with refused(case, code, field="n"):
            acts.charge(case, n=n, by=LI, at=on(3))


@pytest.mark.rule("G-101", "K-22", "A-801")
@pytest.mark.parametrize("level", ["local", "rule", "document", ""])
def test_a_lower_rule_sets_no_fee_for_a_licence(level):
    assert charges.charge(1, {**FEE, "level": level}, "01", {}) is None
    assert charges.owed([{**FEE, "level": level}], "01", {}, "acceptance") == []
    assert charges.charge(1, {**FEE, "level": "law"}, "01", {}).amount_fen == 1000
    assert charges.charge(1, {**FEE, "basis": ""}, "07", {}) is None


@pytest.mark.parametrize(
    ("answer", "fen"), [("3", 3000), ("2.5", 2500), ("", None), ("many", None), ("-1", None), ("NaN", None)]
)
def test_an_answer_that_is_no_number_gives_no_amount(answer, fen):
    assert charges.amount({**FEE, "per": "area"}, {"area": answer}) == fen


def waiver(case, by=LI, ground="allowance", reason="持有低保证"):
    acts.ask_waiver(case, n=1, ground=ground, reason=reason, by=by, at=on(3))


@pytest.mark.rule("G-105")
def test_a_fee_is_waived_on_a_listed_ground_by_a_second_person():
    case = owing()
    waiver(case)
    with refused(case, "two_people", field="n"):
        acts.approve_waiver(case, n=1, by=LI, at=on(4))

    acts.approve_waiver(case, n=1, by=QIAN, at=on(4))

    kept = fee(case)
    assert (kept["state"], kept["asked_by"], kept["settled_by"], kept["ground"]) == (
        "waived",
        LI,
        QIAN,
        "allowance",
    )
    with refused(case, "out_of_order", field="n"):
        acts.record_payment(case, n=1, receipt="R", by=LI, at=on(4))


@pytest.mark.rule("G-105")
def test_a_waiver_needs_a_listed_ground_and_a_reason_and_may_be_refused():
    case = owing()
    with refused(case, "unknown", field="ground"):
        waiver(case, ground="friend")
    with refused(case, "empty", field="reason"):
        waiver(case, reason="")
    waiver(case)
    with refused(case, "two_people", field="n"):
        acts.refuse_waiver(case, n=1, reason="x", by=LI, at=on(4))

    acts.refuse_waiver(case, n=1, reason="证件过期", by=QIAN, at=on(4))

    assert (fee(case)["state"], said(case)[-1]) == ("due", "FeeWaiverRefused")


def test_a_payment_is_written_down_once_with_its_receipt():
    case = owing()
    with refused(case, "empty", field="receipt"):
        acts.record_payment(case, n=1, receipt=" ", by=LI, at=on(3))
    with refused(case, "unknown", field="n"):
        acts.record_payment(case, n=2, receipt="R", by=LI, at=on(3))

    acts.record_payment(case, n=1, receipt="非税44090000123", by=LI, at=on(3))

    assert (fee(case)["state"], fee(case)["receipt"]) == ("paid", "非税44090000123")
    with refused(case, "out_of_order", field="n"):
        acts.record_payment(case, n=1, receipt="R", by=LI, at=on(3))


@pytest.mark.rule("G-107", "A-406", "K-03")
def test_no_clock_waits_for_a_payment_and_no_decision_does():
    free, case = accepted(), owing()

    assert row(case).statutory_due_on == row(free).statutory_due_on
    acts.review(case, verdict="agree", opinion="", by=ZHAO, at=on(3))
    acts.grant(case, by=QIAN, at=on(4), calendar=DAYS)
    acts.deliver(case, method="personal", proof="签收", by=LI, at=on(4))
    assert fee(case)["state"] == "due"


def test_an_immediate_matter_owes_its_fee_as_well():
    matter = immediate()
    assert reads.sheet(submitted(matter)).fees == ()


@pytest.mark.rule("A-802", "G-105")
def test_the_notice_of_a_fee_says_the_item_the_amount_and_the_basis():
    case = owing()
    told = journal.history(case)[-1]
    envelope = {"subject": told.subject, "organ": told.organ, "by": told.actor, "at": told.at}

    says = paperwork.data(reads.sheet(case), restore(told.type, envelope, told.data))
    hear(case)

    assert (says["fee"], says["amount"], says["fee_basis"]) == ("许可证工本费", "10.00元", FEE["basis"])
    assert "fee" in [one.kind for one in documents_of(case)]


def test_a_fee_is_charged_only_while_the_case_is_handled():
    case = submitted(charged(FEE))

    with refused(case, "out_of_order"):
        acts.charge(case, n=1, by=LI, at=on(3))
