"""Special ways through the interface: choices with the application, the new acts, and what is refused."""

from datetime import date

import pytest
from django.utils.translation import override

from yimen.affairs.cases import reads
from yimen.affairs.cases.tests.special import (
    GAPS,
    a_town,
    commitment_matter,
    filing_matter,
    gaps_matter,
    town_matter,
)
from yimen.doors.api.tests.make import a_caller, application, problem
from yimen.ground.clock import now
from yimen.ground.languages.dates import written
from yimen.registers.catalogue.tests.make import published_matter
from yimen.registers.people import acts as people

pytestmark = pytest.mark.django_db


def handed_in(caller, **changes):
    return caller.post("/cases", application(**changes)).json()


@pytest.mark.rule("A-905", "A-906")
def test_an_application_with_gaps_is_filled_and_decided():
    caller = a_caller()
    gaps_matter()
    case = handed_in(caller, matter="GAPS-1", gaps=True)["id"]
    caller.post(f"/cases/{case}/accept", {"officer": "li"})
    caller.post(f"/cases/{case}/review", {"verdict": "agree", "officer": "zhao"})

    problem(caller.post(f"/cases/{case}/decide", {"outcome": "grant", "officer": "qian"}), 422, "pending")
    assert caller.get(f"/cases/{case}").json()["pending"] == ["gaps"]
    filled = caller.post(f"/cases/{case}/fill-gaps", {"papers": [{"material": 3, "reference": "R-3"}]})
    assert filled.status_code == 200
    assert caller.get(f"/cases/{case}").json()["pending"] == []


@pytest.mark.rule("A-905", "H-305")
def test_a_main_paper_cannot_be_promised_through_the_interface():
    caller = a_caller()
    published_matter("GAPS-9", gaps=GAPS)

    told = problem(
        caller.post("/cases", application(matter="GAPS-9", gaps=True, papers=[])), 422, "main_missing"
    )

    assert told["errors"][0]["field"] == "gaps"


@pytest.mark.rule("A-907", "A-909", "A-911")
def test_a_commitment_is_decided_on_the_spot_checked_and_a_false_one_excludes():
    caller = a_caller()
    commitment_matter()
    papers = [{"material": 1, "reference": "R-1"}]
    case = handed_in(caller, matter="COMMIT-1", commitment=True, papers=papers)["id"]

    assert (
        caller.post(f"/cases/{case}/decide-on-the-spot", {"officer": "li", "outcome": "grant"}).json()[
            "state"
        ]
        == "granted"
    )
    problem(caller.post(f"/cases/{case}/take-back-commitment", {}), 409, "out_of_order")
    caller.post(
        f"/cases/{case}/check-commitment", {"outcome": "false", "finding": "场所不存在", "second": "b"}
    )

    again = application(matter="COMMIT-1", commitment=True, papers=papers)
    problem(caller.post("/cases", again), 403, "excluded")


@pytest.mark.rule("A-304")
def test_a_first_review_is_named_by_its_office():
    caller = a_caller()
    town_matter()
    a_town()
    problem(caller.post("/cases", application(matter="FIRST-1")), 422, "first_organ")
    case = handed_in(caller, matter="FIRST-1", first_organ="genzi")["id"]

    problem(caller.post(f"/cases/{case}/accept", {"officer": "li"}), 409, "first_review")
    assert caller.post(f"/cases/{case}/accept-first", {"officer": "li"}).json()["state"] == "first_review"
    opinion = {"officer": "zhao", "verdict": "agree", "opinion": "情况属实"}
    assert caller.post(f"/cases/{case}/forward", opinion).json()["state"] == "submitted"


@pytest.mark.rule("K-28")
def test_a_filing_is_filed_by_its_receipt_and_no_act_decides_it():
    caller = a_caller()
    filing_matter()
    made = handed_in(caller, matter="FILING-1")
    assert made["state"] == "filed"

    problem(caller.post(f"/cases/{made['id']}/accept", {"officer": "li"}), 409, "filing")
    problem(
        caller.post(f"/cases/{made['id']}/decide", {"officer": "li", "outcome": "refuse", "reason": "否"}),
        409,
        "filing",
    )


@pytest.mark.rule("A-210", "A-607")
def test_whoever_is_barred_is_refused_with_the_reason_and_the_day():
    caller = a_caller()
    matter = published_matter()
    case = handed_in(caller, matter=matter.code)["id"]
    person = reads.owner(int(case)).person_id
    until = date(now().year + 3, 1, 1)
    people.bar(person, matter.matter_id, until=until, reason=people.BarReason.FRAUD, by="account:9", at=now())

    told = problem(caller.post("/cases", application(matter=matter.code)), 403, "barred")

    with override("en"):
        assert f"before {written(until)}. A permit that was got by fraud" in told["title"]
