"""Machines answer the same questions as people, and are refused at the same places."""

import pytest

from yimen.affairs.cases import reads
from yimen.affairs.cases.models import Case
from yimen.doors.api.tests import make
from yimen.doors.api.tests.make import a_caller, problem
from yimen.registers.catalogue.tests.make import CONTENT, ORGAN_USCC, SITUATIONS, published_matter

pytestmark = pytest.mark.django_db(transaction=False)
MATTER = ORGAN_USCC + "4" + CONTENT["base_code"]
PERSON = {"name": "王秀英", "id_kind": "resident", "id_number": "440981199001010017", "phone": "13900668001"}
OWNERS = {
    "name": "owners",
    "kind": "group",
    "labels": {"zh-hans": "股东", "en": "Owners"},
    "serves": "condition:1",
    "required": True,
    "most": 3,
    "fields": [
        {
            "name": "name",
            "kind": "text",
            "labels": {"zh-hans": "姓名", "en": "Owner's name"},
            "required": True,
        },
        {
            "name": "id_number",
            "kind": "id_number",
            "labels": {"zh-hans": "证号", "en": "Number"},
            "personal": True,
        },
        {"name": "amount", "kind": "money", "labels": {"zh-hans": "出资额", "en": "Amount"}, "summed": True},
    ],
}


def body(**changes):
    facts = {"shop": "荔枝小馆", "kind": "cold"}
    return {
        "matter": MATTER,
        "applicant": PERSON,
        "facts": facts,
        "papers": [{"material": 1, "reference": "R-1"}],
        **changes,
    }


def places(told):
    return [one["field"] for one in told["errors"]]


@pytest.mark.rule("A-104")
def test_the_situation_decides_which_papers_are_taken():
    caller = a_caller()
    published_matter(situations=SITUATIONS)

    answer = caller.post("/cases", body(situation={"new": "no"}))
    case = int(answer.json()["id"])
    assert answer.status_code == 201
    assert reads.sheet(case).promised_days == 2
    assert caller.get(f"/cases/{case}").json()["situation"] == {"new": "no"}
    before = Case.objects.count()
    problem(
        caller.post("/cases", body(situation={"new": "no"}, papers=[{"material": 2, "reference": "R-2"}])),
        422,
        "unlisted",
    )
    assert Case.objects.count() == before


@pytest.mark.parametrize(
    ("situation", "field"),
    [({"new": "yes"}, "situation.fried"), ({"new": "maybe"}, "situation.new"), ({"x": "y"}, "situation.x")],
)
def test_answers_that_decide_nothing_are_refused_at_their_place(situation, field):
    caller = a_caller()
    published_matter(situations=SITUATIONS)

    answer = caller.post("/cases", body(situation=situation))

    problem(answer, 422, "situation")
    assert field in places(answer.json())
    assert Case.objects.count() == 0


def test_errors_in_rows_are_named_as_the_page_names_them():
    caller = a_caller()
    published_matter(form=[*CONTENT["form"], OWNERS])
    owners = [{"name": "李建国"}, {"name": "", "id_number": "1"}]

    answer = caller.post("/cases", body(facts={"shop": "a", "area": "1", "kind": "cold", "owners": owners}))

    problem(answer, 422, "form")
    assert places(answer.json()) == ["facts.owners[1].name", "facts.owners[1].id_number"]


def test_a_thousand_rows_are_one_error():
    caller = a_caller()
    published_matter(form=[*CONTENT["form"], OWNERS])

    answer = caller.post(
        "/cases", body(facts={"shop": "a", "area": "1", "kind": "cold", "owners": [{"name": ""}] * 1000})
    )

    assert places(answer.json()) == ["facts.owners"]


def test_a_matter_describes_its_questions():
    caller = a_caller()
    published_matter(situations=SITUATIONS)

    told = caller.get(f"/matters/{MATTER}").json()["situation"]

    assert [one["name"] for one in told["questions"]] == ["new", "fried"]
    assert told["questions"][1]["when"] == [{"question": "new", "in": ["yes"]}]


def test_the_situation_is_corrected_before_acceptance_only():
    caller = a_caller()
    published_matter(situations=SITUATIONS)
    case = caller.post("/cases", body(situation={"new": "no"})).json()["id"]

    answers = {"new": "yes", "fried": "no"}
    told = caller.post(f"/cases/{case}/correct-situation", {"answers": answers, "reason": "系首次申请"})
    assert told.status_code == 200, told.content
    assert reads.sheet(int(case)).promised_days == 5
    caller.post(f"/cases/{case}/accept", make.BODIES["accept"])
    problem(
        caller.post(f"/cases/{case}/correct-situation", {"answers": {"new": "no"}, "reason": "x"}),
        409,
        "out_of_order",
    )
