"""What identifies people is hidden from programs too; whoever has to see it says why, and the person can read that."""

import pytest

from yimen.affairs.cases.tests import make as cases
from yimen.doors.api.models import Answer
from yimen.doors.api.tests.make import APPLICANT, a_caller, a_case, a_stranger, fields, problem
from yimen.registers.catalogue.tests.make import CONTENT, published_matter
from yimen.registers.people import reads as people

pytestmark = pytest.mark.django_db
COOK = "11010519491231002X"
FACTS = {**cases.FACTS, "kind": "hot", "cook": COOK}
ASKED = {"officer": "li", "reason": "核对健康证明"}


def a_case_with_a_cook(caller) -> str:
    published_matter()
    return a_case(caller, facts=FACTS)


@pytest.mark.rule("F-425")
def test_personal_answers_of_the_form_are_hidden():
    caller = a_caller()

    facts = caller.get(f"/cases/{a_case_with_a_cook(caller)}").json()["facts"]

    assert facts == {**FACTS, "cook": "110***********002X"}


@pytest.mark.rule("F-425")
def test_personal_answers_in_rows_are_hidden():
    name = {"name": "id", "kind": "id_number", "labels": {"zh-hans": "号码"}, "personal": True}
    rows = {"name": "cooks", "kind": "group", "labels": {"zh-hans": "厨师"}, "fields": [name]}
    published_matter(form=[*CONTENT["form"], rows | {"serves": "condition:1", "most": "3"}])
    caller = a_caller()

    case = a_case(caller, facts={**cases.FACTS, "cooks": [{"id": COOK}]})

    assert caller.get(f"/cases/{case}").json()["facts"]["cooks"] == [{"id": "110***********002X"}]


@pytest.mark.rule("F-425", "F-412")
def test_whoever_has_to_see_them_says_why_and_the_person_reads_it():
    caller = a_caller()
    case = a_case_with_a_cook(caller)

    told = caller.post(f"/cases/{case}/reveal", ASKED).json()

    assert (told["id_number"], told["phone"]) == (APPLICANT["id_number"], APPLICANT["phone"])
    assert told["facts"]["cook"] == COOK
    seen = people.who_looked(cases.wang().id)
    assert {one.field for one in seen} == {"id_number", "phone", "form"}
    assert {one.actor for one in seen} == {"client:bureau/li"}
    assert all(ASKED["reason"] in one.why and one.who.startswith("li · ") for one in seen)


@pytest.mark.rule("F-425")
@pytest.mark.parametrize(("left", "field"), [("officer", "officer"), ("reason", "reason")])
def test_nothing_is_shown_without_officer_and_reason(left, field):
    caller = a_caller()

    told = problem(
        caller.post(f"/cases/{a_case_with_a_cook(caller)}/reveal", {**ASKED, left: "  "}), 422, "schema"
    )

    assert fields(told) == {field}
    assert people.who_looked(cases.wang().id) == []


def test_what_was_shown_is_kept_sealed_and_other_organs_see_nothing():
    caller = a_caller()
    case = a_case_with_a_cook(caller)
    caller.post(f"/cases/{case}/reveal", ASKED)

    assert not [one for one in Answer.objects.values_list("body", flat=True) if COOK in str(one)]
    problem(a_stranger().post(f"/cases/{case}/reveal", ASKED), 404, "unknown")


@pytest.mark.rule("F-424")
@pytest.mark.parametrize("path", ["/cases", "/cases/{}", "/cases/{}/history", "/matters"])
def test_no_answer_is_kept_on_the_way(path):
    caller = a_caller()
    case = a_case_with_a_cook(caller)

    assert caller.get(path.format(case))["Cache-Control"] == "no-store"
