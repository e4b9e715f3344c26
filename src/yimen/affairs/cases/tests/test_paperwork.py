"""What the documents of a case say of it: names and numbers, the periods, facts and law, conditions and remedies."""

import pytest

from yimen.affairs.cases import acts
from yimen.affairs.cases.tests.make import DAYS, accepted, granted, on
from yimen.affairs.cases.tests.says import says, words
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.tests.make import A, a_pair, organ

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
