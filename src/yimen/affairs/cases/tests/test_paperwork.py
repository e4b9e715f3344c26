"""What the documents of a case say of it: names and numbers, the periods, facts and law, conditions and remedies."""

from typing import Any

import pytest

from yimen.affairs.cases import acts
from yimen.affairs.cases.tests.make import DAYS, QIAN, accepted, granted, on, refused, reviewed
from yimen.affairs.cases.tests.says import words
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
