"""From a case or an event a program finds the matter and the organ, and in the guide all that handing in needs."""

import pytest

from yimen.affairs.cases.tests.special import a_town, commitment_matter, gaps_matter, town_matter
from yimen.doors.api.tests.make import (
    MATTER,
    a_caller,
    a_case,
    another_organ,
    handed_in,
    problem,
    settle,
)
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue.tests.make import (
    CONTENT,
    ORGAN_USCC,
    SITUATIONS,
    an_organ,
    published_matter,
)

pytestmark = pytest.mark.django_db


def test_from_a_case_its_matter_and_its_organ_are_found():
    caller = a_caller()
    case = caller.get(f"/cases/{handed_in(caller)}").json()

    for code in (case["matter_code"], case["matter"]):
        assert caller.get(f"/matters/{code}").json()["identifier"] == MATTER
    for code in (case["organ_code"], case["organ"], ORGAN_USCC):
        told = caller.get(f"/organs/{code}").json()
        assert (told["id"], told["name"]) == (an_organ(), "Market Regulation Bureau")
    assert [one["matter_code"] for one in caller.get("/cases").json()["items"]] == [MATTER]


def test_an_event_names_matter_and_organ_by_their_codes(transactional_db):
    caller = a_caller()
    handed_in(caller)
    settle()

    (data,) = [one["data"] for one in caller.get("/events").json()["items"] if "matter" in one["data"]]

    assert (data["matter_code"], data["organ_code"]) == (MATTER, agencies.organ(an_organ()).key)


def test_organs_are_listed_and_an_unknown_one_is_unknown():
    caller = a_caller()
    another_organ()

    told = {one["code"]: one for one in caller.get("/organs").json()}

    assert {"rsj", agencies.organ(an_organ()).key} <= set(told)
    for code in ("nothing", "0", "9" * 19, "9" * 500):
        problem(caller.get(f"/organs/{code}"), 404, "unknown")


def test_a_guide_tells_papers_steps_fees_conditions_and_their_basis():
    fee = {
        "names": {"zh-hans": "工本费", "en": "Cost of the document"},
        "amount_fen": 1000,
        "basis": "第五条",
        "level": "law",
    }
    accept, review, decide, deliver = CONTENT["steps"]
    published_matter(fees=[fee], steps=[accept, {**review, "parallel": 1}, decide, deliver])

    told = a_caller().get(f"/matters/{MATTER}").json()

    assert [(one["n"], one["required"], one["main"]) for one in told["materials"]] == [
        (1, "required", True),
        (2, "required", True),
        (3, "later", False),
        (4, "optional", False),
    ]
    assert (told["fees"][0]["n"], told["fees"][0]["name"]) == (1, "Cost of the document")
    assert [one["parallel"] for one in told["steps"]] == [0, 1, 0, 0]
    assert told["conditions"] == [{"n": 1, "text": "Suitable premises"}]
    assert told["legalBasis"][0]["articles"] == "第三十五条"
    assert (told["firstReview"], told["commitment"]) == ({"needed": False}, {"offered": False})
    assert "hours" in told


@pytest.mark.rule("A-905", "A-907", "A-304")
def test_a_guide_tells_which_special_ways_are_offered():
    caller = a_caller()
    gaps_matter()
    commitment_matter()
    town_matter()
    a_town()

    gaps = caller.get("/matters/GAPS-1").json()["gaps"]
    commitment = caller.get("/matters/COMMIT-1").json()["commitment"]
    first = caller.get("/matters/FIRST-1").json()["firstReview"]

    assert gaps == {"offered": True, "materials": [3]}
    assert commitment["offered"]
    assert commitment["content"]
    assert first["needed"]
    assert "genzi" in {one["code"] for one in first["offices"]}


def test_a_guide_tells_which_papers_apply_in_which_situation():
    published_matter(situations=SITUATIONS)

    rows = a_caller().get(f"/matters/{MATTER}").json()["situation"]["rows"]

    assert len(rows) == len(SITUATIONS["rows"])
    assert all({"needed", "spared", "fees"} <= set(one["then"]) for one in rows)
    assert rows[0]["when"][0]["question"] == "new"


@pytest.mark.parametrize(
    ("language", "title"), [("fr", "Licence d'exploitation alimentaire"), ("ja", "食品经营许可")]
)
def test_cases_and_papers_are_named_in_the_callers_language(language, title):
    caller = a_caller()
    case = handed_in(caller)
    a_case(caller)
    caller.language = language

    whole = caller.get(f"/cases/{case}").json()

    assert whole["title"] == caller.get("/cases").json()["items"][0]["title"] == title
    caller.language = "en"
    assert [one["name"] for one in caller.get(f"/cases/{case}").json()["papers"]] == [
        "Application",
        "Floor plan",
    ]


def test_numbers_that_a_browser_cannot_hold_are_text():
    caller = a_caller()
    case = handed_in(caller)

    assert [one["case_id"] for one in caller.get(f"/cases/{case}").json()["papers"]] == [case, case]
