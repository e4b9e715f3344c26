"""A case through the interface: its whole life, acts in the wrong order, and what an act costs."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from yimen.affairs.cases.tests import make as cases
from yimen.doors.api.parts.cases import ACTS
from yimen.doors.api.tests.make import (
    APPLICANT,
    BODIES,
    LIFE,
    Caller,
    a_caller,
    a_case,
    a_head,
    a_token,
    another_organ,
    application,
    fields,
    granted,
    handed_in,
    problem,
)
from yimen.ground.bus import journal
from yimen.registers.catalogue.tests.make import CONTENT, published_matter

pytestmark = pytest.mark.django_db


def test_a_case_lives_its_whole_life_through_the_interface():
    caller = a_caller()
    case = handed_in(caller)

    states = [caller.post(f"/cases/{case}/{act}", body).json().get("state") for act, body in LIFE]

    assert states[:4] == ["accepted", "accepted", "granted", "delivered"]
    whole = caller.get(f"/cases/{case}").json()
    assert (whole["id"], whole["state"], len(whole["papers"])) == (case, "delivered", 2)
    events = [one["event"] for one in caller.get(f"/cases/{case}/history").json()]
    assert events[:2] == ["cases.CaseSubmitted", "cases.CaseAccepted"]
    assert "ratings.CaseRated" in events


def test_whoever_acts_is_named_with_the_client_that_vouches_for_them():
    caller = a_caller()
    case = handed_in(caller)
    caller.post(f"/cases/{case}/accept", {"officer": "li"})

    assert [one["actor"] for one in caller.get(f"/cases/{case}/history").json()] == [
        "client:bureau",
        "client:bureau/li",
    ]


def test_the_numbers_that_identify_people_are_hidden():
    caller = a_caller()

    words = str(caller.get(f"/cases/{handed_in(caller)}").json())

    assert APPLICANT["id_number"] not in words
    assert APPLICANT["phone"] not in words
    assert APPLICANT["name"] in words


@pytest.mark.rule("A-203", "A-207")
def test_what_is_missing_is_asked_for_and_handed_in():
    caller = a_caller()
    case = handed_in(caller)

    asked = caller.post(f"/cases/{case}/ask", {"items": [{"reason": "平面图不清", "material": 2}]})
    incomplete = caller.post(f"/cases/{case}/supplement", {"papers": []})
    answered = caller.post(f"/cases/{case}/supplement", BODIES["supplement"])

    assert asked.json()["state"] == "supplementing"
    assert fields(problem(incomplete, 422, "missing")) == {"papers"}
    assert answered.json()["state"] == "submitted"
    whole = caller.get(f"/cases/{case}").json()
    assert [one["material"] for one in whole["papers"]] == [1, 2, 2]
    assert len(whole["supplements"]) == 1


def test_an_application_is_declined():
    caller = a_caller()
    case = handed_in(caller)

    done = caller.post(f"/cases/{case}/decline", BODIES["decline"]).json()

    assert done["state"] == caller.get(f"/cases/{case}").json()["state"] == "declined"


def test_an_immediate_matter_is_decided_on_the_spot():
    cases.immediate()
    caller = a_caller()
    case = a_case(caller)

    done = caller.post(f"/cases/{case}/decide-on-the-spot", {"officer": "li", "outcome": "grant"}).json()

    assert done["state"] == caller.get(f"/cases/{case}").json()["state"] == "granted"


@pytest.mark.rule("A-402")
def test_a_period_is_extended_by_the_head():
    a_head("sun")
    caller = a_caller()
    case = handed_in(caller)
    caller.post(f"/cases/{case}/accept", {"officer": "li"})
    before = caller.get(f"/cases/{case}").json()["promised_due_on"]

    done = caller.post(f"/cases/{case}/extend", {"officer": "sun", "days": 5, "reason": "案情复杂"})

    assert done.status_code == 200
    assert caller.get(f"/cases/{case}").json()["promised_due_on"] > before


@pytest.mark.rule("A-402")
@pytest.mark.parametrize(
    ("name", "role"), [("zhao", "reviewer"), ("sun", "approver"), ("qian", "organ_head")]
)
def test_nobody_but_the_head_of_the_organ_extends_a_period(name, role):
    a_head("qian", organ=another_organ())
    a_head("sun" if name == "qian" else name, role=role)
    caller = a_caller()
    case = handed_in(caller)
    caller.post(f"/cases/{case}/accept", BODIES["accept"])

    told = problem(caller.post(f"/cases/{case}/extend", {**BODIES["extend"], "officer": name}), 422, "role")

    assert fields(told) == {"officer"}


@pytest.mark.parametrize(
    "act",
    [
        "accept",
        "accept-first",
        "review",
        "forward",
        "decide",
        "decide-on-the-spot",
        "decline",
        "extend",
        "approve-waiver",
    ],
)
def test_an_act_that_somebody_answers_for_names_them(act):
    caller = a_caller()
    case = handed_in(caller)

    for nobody in ({}, {"officer": ""}, {"officer": " "}):
        body = {name: value for name, value in BODIES[act].items() if name != "officer"}
        told = problem(caller.post(f"/cases/{case}/{act}", {**body, **nobody}), 422, "schema")
        assert fields(told) == {"officer"}


def test_the_answer_to_every_act_is_the_state_the_case_is_in():
    caller = a_caller()
    case = handed_in(caller)

    for act, body in LIFE[:4]:
        told = caller.post(f"/cases/{case}/{act}", body).json()["state"]
        assert told == cases.state(int(case)), act


@pytest.mark.parametrize("act", sorted(set(ACTS) - {"explain-overdue"}))
def test_an_act_on_a_case_that_has_ended_is_out_of_order(act):
    a_head("sun")
    caller = a_caller()
    case = handed_in(caller)
    caller.post(f"/cases/{case}/withdraw", {"reason": "不办了"})
    before = cases.picture(int(case))

    problem(caller.post(f"/cases/{case}/{act}", BODIES[act]), 409, "out_of_order")

    assert cases.picture(int(case)) == before


def test_a_case_that_is_not_late_needs_no_explanation():
    caller = a_caller()
    case = handed_in(caller)

    problem(caller.post(f"/cases/{case}/explain-overdue", {"reason": "系统故障"}), 422, "in_time")


@pytest.mark.parametrize("act", ["review", "decide", "deliver", "close", "supplement", "extend"])
def test_an_act_before_its_time_is_out_of_order(act):
    a_head("sun")
    caller = a_caller()
    case = handed_in(caller)

    problem(caller.post(f"/cases/{case}/{act}", BODIES[act]), 409, "out_of_order")

    assert cases.state(int(case)) == "submitted"


def test_a_second_rating_is_refused():
    caller = a_caller()
    case = granted(caller)
    for act, body in LIFE[3:]:
        caller.post(f"/cases/{case}/{act}", body)

    problem(caller.post(f"/cases/{case}/rate", {"level": 1, "told_by": "online"}), 409, "twice")


@pytest.mark.rule("E-404")
def test_a_rating_needs_its_own_scope_and_how_the_applicant_told_it():
    caller = a_caller()
    case = granted(caller)
    caller.post(f"/cases/{case}/deliver", LIFE[3][1])
    office = Caller(a_token(scopes=["cases:act"]))

    problem(office.post(f"/cases/{case}/rate", BODIES["rate"]), 403, "forbidden")
    told = problem(caller.post(f"/cases/{case}/rate", {"level": 5}), 422, "schema")

    assert fields(told) == {"told_by"}


@pytest.mark.rule("E-404")
def test_the_journal_names_the_client_that_passed_a_rating_on():
    caller = a_caller()
    case = granted(caller)
    for act, body in LIFE[3:]:
        caller.post(f"/cases/{case}/{act}", body)

    (rated,) = [one for one in journal.history(int(case)) if one.type == "ratings.CaseRated"]

    assert (rated.actor, rated.data["told_by"]) == ("client:bureau", "online")


@pytest.mark.rule("A-302")
def test_a_second_officer_is_another_one():
    accept, review, decide, deliver = CONTENT["steps"]
    published_matter(steps=[accept, {**review, "two_officers": True}, decide, deliver])
    caller = a_caller()
    case = a_case(caller)
    caller.post(f"/cases/{case}/accept", {"officer": "li"})
    body = {"officer": "zhao", "verdict": "agree"}

    for second in ("", "zhao"):
        problem(caller.post(f"/cases/{case}/review", {**body, "second": second}), 422, "two_officers")
    assert caller.post(f"/cases/{case}/review", {**body, "second": "qian"}).status_code == 200


def test_an_applicant_whose_name_does_not_fit_the_document_is_refused():
    caller = a_caller()
    handed_in(caller)

    told = problem(
        caller.post("/cases", application(applicant={**APPLICANT, "name": "李四"})), 422, "no_match"
    )

    assert fields(told) == {"applicant.name"}


@pytest.mark.parametrize(
    ("number", "kind"),
    [("440981199001010018", "resident"), ("1", "resident"), ("11511300008778693X", "uscc")],
)
def test_a_document_number_that_is_not_valid_is_refused(number, kind):
    published_matter()

    answer = a_caller().post(
        "/cases", application(applicant={"name": "王秀英", "id_number": number, "id_kind": kind})
    )

    assert answer.status_code == 422
    assert fields(answer.json()) == {"applicant.id_number"}


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({**cases.FACTS, "area": "big"}, "facts.area"),
        ({**cases.FACTS, "kind": ["cold"]}, "facts.kind"),
        ({**cases.FACTS, "shop": {"a": 1}}, "facts.shop"),
        ({**cases.FACTS, "shop": ""}, "facts.shop"),
        ({**cases.FACTS, "shop": "x" * 301}, "facts.shop"),
        ({**cases.FACTS, "other": 1}, "facts.other"),
        ({"shop": "荔枝小馆", "area": 86}, "facts.kind"),
    ],
)
def test_a_form_that_is_not_filled_in_well_names_the_question(facts, field):
    published_matter()

    told = problem(a_caller().post("/cases", application(facts=facts)), 422, "form")

    assert fields(told) == {field}


@pytest.mark.parametrize("place", range(len(LIFE)))
def test_an_act_costs_few_statements(place):
    caller = a_caller()
    case, warm = handed_in(caller), a_case(caller)
    for act, body in LIFE[:place]:
        caller.post(f"/cases/{case}/{act}", body)
        caller.post(f"/cases/{warm}/{act}", body)
    act, body = LIFE[place]
    caller.post(f"/cases/{warm}/{act}", body)

    with CaptureQueriesContext(connection) as spent:
        done = caller.post(f"/cases/{case}/{act}", body)

    assert done.status_code == 200
    assert_cheap(spent, most=8)


def test_handing_in_costs_few_statements():
    published_matter()
    caller = a_caller()
    a_case(caller)

    with CaptureQueriesContext(connection) as spent:
        a_case(caller)

    assert_cheap(spent, most=8)


def test_a_life_is_read_and_written_in_fifteen_statements():
    published_matter()
    caller = a_caller()
    a_case(caller)  # what a process keeps is kept

    with CaptureQueriesContext(connection) as spent:
        case = a_case(caller)
        for act, body in LIFE:
            assert caller.post(f"/cases/{case}/{act}", body).status_code == 200

    work = [one["sql"] for one in spent.captured_queries if "SAVEPOINT" not in one["sql"]]
    assert [one.split()[0] for one in work].count("WITH") == 1 + len(LIFE)
    assert len(work) <= 15, "\n".join(work)


def assert_cheap(spent: CaptureQueriesContext, *, most: int) -> None:
    """At most so many statements, in one transaction (here: one savepoint within the test's own)."""
    words = [one["sql"] for one in spent.captured_queries]
    turns = [one for one in words if "SAVEPOINT" in one]
    work = [one for one in words if "SAVEPOINT" not in one]

    assert len(work) <= most, "\n".join(work)
    assert len(turns) <= 2, turns  # the one opened and the one released


@pytest.mark.rule("A-511")
@pytest.mark.parametrize("act", ["serve", "publish-service"])
@pytest.mark.parametrize("document", ["extension", "special", "supplement", "fee", "grant", "hearing_notice"])
def test_no_document_is_served_of_a_kind_that_the_case_never_had(act, document):
    published_matter()
    caller = a_caller()
    case = a_case(caller)
    assert caller.post(f"/cases/{case}/accept", BODIES["accept"]).status_code == 200
    body = {**BODIES[act], "document": document}

    told = problem(caller.post(f"/cases/{case}/{act}", body), 422, "not_made")

    assert told["errors"][0]["field"] == "document"
    assert caller.post(f"/cases/{case}/serve", BODIES["serve"]).status_code == 200
