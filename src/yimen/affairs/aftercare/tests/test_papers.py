"""What the documents about an ending say: the time to speak, the article, the days, the bar, the remedies."""

from typing import Any

import pytest

from yimen.affairs.aftercare import acts, paperwork, reads
from yimen.affairs.aftercare.acts import Held, Visit
from yimen.affairs.aftercare.tests.make import (
    ARTICLE,
    DAYS,
    SUN,
    ZHOU,
    decided,
    ended,
    hear,
    issued,
    on,
    proposal,
    proposed,
    serve,
)
from yimen.means.documents.rules import BODIES, Body, missing
from yimen.registers.permits.acts import Loss

pytestmark = pytest.mark.django_db


@pytest.fixture
def papers(monkeypatch) -> dict[str, Body]:
    """What was ordered, by kind; each has what it needs."""
    found: dict[str, Body] = {}

    def order(kind: str, *, data: dict[str, Any], **_more: object) -> None:
        assert missing(kind, data) == []
        found[kind] = BODIES[kind](data)

    monkeypatch.setattr(paperwork.documents, "order", order)
    return found


def said(body: Body) -> str:
    return "".join(body.paragraphs)


@pytest.mark.rule("A-606", "A-1205", "A-1206")
def test_the_notice_lets_the_time_run_from_its_receipt(papers):
    acts.propose(issued(), proposal("penalty", "forfeit", penalty_number="罚1号"), by=SUN, at=on(3))
    hear()

    notice = said(papers["intention"])
    assert "自收到本告知书之日起五个工作日内向本机关陈述意见、进行申辩" in notice
    assert "自收到本告知书之日起五个工作日内提出" in notice
    assert f"根据{ARTICLE}" in notice


@pytest.mark.rule("A-1206")
@pytest.mark.parametrize("held", [True, False])
def test_a_forfeiture_after_a_hearing_says_that_it_rests_on_its_record(papers, held):
    number = proposed(issued(), "penalty", "forfeit", penalty_number="罚1号")
    acts.answer_hearing(number, wanted=held, by="account:1", at=on(9))
    if held:
        held_then = Held(on(10).date(), on(20).date(), "事实成立")
        acts.record_hearing(number, held_then, by=SUN, at=on(20), calendar=DAYS)
    acts.decide(number, reason="理由", by=ZHOU, at=on(20))
    hear()

    assert ("根据听证笔录作出" in said(papers["forfeiture"])) is held


@pytest.mark.rule("A-606")
@pytest.mark.parametrize("ground", ["death", "entity_ended", "force_majeure", "by_law"])
def test_what_is_struck_off_by_law_gets_no_letter_that_promises_a_hearing(papers, ground):
    acts.propose(issued(), proposal(ground, "cancel"), by=SUN, at=on(3))
    hear()

    assert "intention" not in papers


@pytest.mark.rule("A-607", "A-506")
def test_a_revocation_for_fraud_names_the_bar_its_article_and_from_when_it_runs(papers):
    decided(issued())
    hear()

    decision = papers["revocation"]
    assert "第七十九条，你（单位）自本决定送达之日起三年内不得再次申请" in said(decision)
    assert "自送达之日起生效" in said(decision)
    assert "行政复议" in decision.remedies[0]


@pytest.mark.rule("A-1208", "A-507")
@pytest.mark.parametrize(
    ("ground", "ending", "kind"),
    [("penalty", "forfeit", "forfeiture"), ("suspension", "suspend", "suspension")],
)
def test_a_penalty_cites_the_law_that_was_broken(papers, ground, ending, kind):
    decided(issued(), ground, ending)
    hear()

    assert f"根据{ARTICLE}，决定" in said(papers[kind])
    assert "处罚决定书文号：高市监罚〔2026〕1号" in said(papers[kind])
    assert ("期限为30日，自本决定送达之次日起计算" in said(papers[kind])) is (kind == "suspension")
    assert papers[kind].remedies


@pytest.mark.rule("A-507", "A-506")
def test_an_order_to_mend_cites_its_article_and_names_the_remedies(papers):
    permit = issued()
    words = {"findings": "温度不足", "result": "mend", "mend": "更换", "basis": ARTICLE}
    visit = Visit(on(5).date(), {SUN: "孙", ZHOU: "周"}, mend_by=on(20).date(), **words)
    number = acts.record_check(permit, visit, by=SUN, at=on(5))
    acts.sign_check(number, holder_id=permit.person_id, by=ZHOU, at=on(5))
    hear()

    assert f"根据{ARTICLE}，责令你（单位）" in said(papers["mending"])
    assert "行政复议" in papers["mending"].remedies[0]


@pytest.mark.rule("A-606", "K-11")
@pytest.mark.parametrize(
    ("ground", "ending", "act"), [("fraud", "revoke", "撤销"), ("law_changed", "withdraw", "撤回")]
)
def test_the_striking_off_names_the_act_it_follows(papers, ground, ending, act):
    permit = issued()
    ended(permit, ground, ending, loss=Loss(note="无损失") if ending == "withdraw" else None)
    acts.strike_off_ended(permit.id, at=on(12))
    hear()

    assert f"该行政许可已于2026年3月11日被依法{act}" in said(papers["striking_off"])
    assert "撤销、撤回，或者" not in said(papers["striking_off"])


@pytest.mark.rule("A-511")
def test_the_record_of_service_tells_the_served_day_and_who_was_there(papers):
    permit = issued()
    number = proposed(permit)
    acts.decide(number, reason="理由", loss=Loss(note="无损失"), by=ZHOU, at=on(11))
    serve(number, at=on(20), on=on(18).date(), way="left", proof="拒收", witnesses="居委会李某")
    hear()

    rows = dict(papers["service"].rows)
    assert (rows["送达方式"], rows["送达日期"], rows["见证人"]) == ("留置送达", "2026年3月18日", "居委会李某")
    assert rows["送达文书"] == "撤销行政许可决定书"
    assert reads.proceeding(number).served_at.date() == on(18).date()
