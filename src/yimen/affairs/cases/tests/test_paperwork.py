"""What the documents of a case say of it: names and numbers, the periods, facts and law, conditions and remedies."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from yimen.affairs.cases import acts, findings, reads
from yimen.affairs.cases.tests.make import (
    DAYS,
    LI,
    MONDAY,
    QIAN,
    ZHAO,
    accepted,
    granted,
    on,
    refused,
    reviewed,
)
from yimen.affairs.cases.tests.says import words
from yimen.affairs.cases.tests.special import committed, grant_commitment, promised
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.tests.make import A, a_pair, organ
from yimen.registers.catalogue.tests.make import published_matter
from yimen.registers.permits import reads as permits

pytestmark = pytest.mark.django_db


def extended(approver: str) -> int:
    case = accepted()
    acts.extend(case, days=5, reason="需要复核", approver=approver, at=on(4), calendar=DAYS)
    return case


@pytest.mark.rule("A-402")
def test_the_notice_of_an_extension_names_the_head_who_approved_it():
    a_pair(organ())
    agencies.forget()

    text = words(extended(f"account:{A}"), "CaseExtended")

    assert f"经本机关负责人（officer {A}）批准" in text
    assert "account:" not in text


@pytest.mark.rule("A-402")
def test_a_head_whose_name_is_not_known_is_not_named_by_a_number():
    assert "经本机关负责人批准" in words(extended("account:104"), "CaseExtended")


@pytest.mark.rule("A-506")
def test_the_decision_bears_the_whole_number_of_the_applicant_s_document():
    assert "居民身份证 440981199001010017" in words(granted(), "CaseGranted")


def conditioned(matter: Any = None) -> int:
    """A grant with a remark for the file and a condition that is to be printed."""
    case = reviewed(matter)
    more = acts.Grant("经集体讨论同意", "不得制售冷食类食品", "未设置专间，食品安全法第三十三条")
    acts.grant(case, more=more, by=QIAN, at=on(4), calendar=DAYS)
    return case


@pytest.mark.rule("A-506")
def test_the_decision_prints_the_conditions_with_what_they_rest_on_and_no_remark_for_the_file():
    text = words(conditioned(), "CaseGranted")

    assert "附加条件：不得制售冷食类食品（理由和依据：未设置专间，食品安全法第三十三条）。" in text
    assert "集体讨论" not in text


@pytest.mark.rule("A-502", "A-609")
def test_the_certificate_has_the_conditions_and_never_the_remark():
    case = conditioned(
        published_matter(permit={"kind": "licence", "validity": {"amount": 1, "unit": "years"}})
    )

    [permit] = permits.of_case(case, at=on(4))

    assert permit.conditions == "不得制售冷食类食品（理由和依据：未设置专间，食品安全法第三十三条）"


@pytest.mark.rule("A-506")
def test_conditions_that_rest_on_nothing_are_refused():
    case = reviewed()
    with refused(case, "empty", field="conditions_why"):
        acts.grant(case, more=acts.Grant(conditions="不得制售冷食"), by=QIAN, at=on(4), calendar=DAYS)


@pytest.mark.rule("A-506")
def test_a_grant_rests_on_what_was_found_and_on_the_article_about_decisions_and_names_remedies():
    text = words(granted(), "CaseGranted")

    assert "申请材料齐全、符合法定形式；" in text
    assert "意见：符合条件" in text
    assert "《中华人民共和国行政许可法》第三十八条第一款，决定准予" in text
    assert "第四十二条" not in text
    assert "六十日内向高州市人民政府申请行政复议" in text


@pytest.mark.rule("A-506")
def test_a_refusal_rests_on_what_the_review_found_against_it():
    case = accepted()
    acts.review(case, verdict="disagree", opinion="操作间面积不足。", by=ZHAO, at=on(3))
    acts.refuse(case, reason="场所不符合规定", false_papers=True, by=QIAN, at=on(4), calendar=DAYS)

    text = words(case, "CaseRefused")

    assert "隐瞒有关情况或者提供虚假材料；" in text
    assert "意见：操作间面积不足。根据" in text
    assert "第三十八条第二款、第七十八条，决定不予" in text


@pytest.mark.rule("A-506", "A-302")
def test_the_facts_of_a_decision_are_those_of_the_signed_record_of_a_check():
    case = SimpleNamespace(
        reviews=(),
        checks=(
            {
                "kind": "inspection",
                "standard": "GB 31654",
                "held_at": "2026-03-04T10:00:00+08:00",
                "done_at": "2026-03-05T10:00:00+08:00",
                "findings": [
                    {"point": "油烟", "found": "超标。", "conforms": False},
                    {"point": "布局", "found": "合理", "conforms": True},
                ],
            },
        ),
    )

    assert findings.found(case, {}, supports=False) == [
        "2026年3月4日检验、检测、检疫（依据GB 31654）认定：油烟：超标"
    ]
    assert findings.of_refusal([], false_papers=False) == "认定的事实见下列理由"


@pytest.mark.rule("A-907")
def test_what_is_accepted_on_a_commitment_is_not_said_to_be_complete():
    case = committed()
    grant_commitment(case)

    assert "以告知承诺方式提出" in words(case, "CaseAccepted")
    assert "除依承诺免于提交的材料外，申请材料齐全" in words(case, "CaseGranted")


@pytest.mark.rule("T-19")
@pytest.mark.parametrize(("unit", "said"), [("calendar_days", "按自然日计算"), ("months", "按月计算")])
def test_a_period_in_other_units_than_working_days_says_so(unit, said):
    statutory = {"days": 2 if unit == "months" else 60, "unit": unit}
    text = words(accepted(published_matter(statutory=statutory)), "CaseAccepted")

    assert f"法定办结期限自受理次日起{said}" in text
    assert "办理期限自受理次日起按工作日计算" not in text


@pytest.mark.rule("A-508")
def test_a_channel_online_is_named_only_where_the_city_has_one(settings):
    case = granted()
    assert "网上申请" not in words(case, "CaseGranted")

    settings.RECONSIDERATION_URL = "https://xzfy.example.cn/"

    assert "（网上申请：https://xzfy.example.cn/）" in words(case, "CaseGranted")


@pytest.mark.rule("A-510")
def test_an_accepted_case_that_ends_over_promised_papers_names_its_remedies():
    case = promised()
    acts.accept(case, by=LI, at=MONDAY, calendar=DAYS)
    acts.close_unfilled(case, at=on(30))

    assert "如不服上述处理，可以自知道上述处理之日起六十日内" in words(case, "GapsUnfilled")
    found = reads.remedies_of(reads.sheet(case), today=date(2026, 3, 31), calendar=DAYS)
    assert found is not None
