"""What a programmer relies on who has only the description: names, numbers, filters, examples, and pages of problems."""

import json

import pytest
from django.test import Client

from yimen.doors.api.problems import MEANT
from yimen.doors.api.schemas import DIGITS
from yimen.doors.api.shell import api
from yimen.doors.api.tests.make import (
    BODIES,
    MATTER,
    a_caller,
    a_case,
    a_stranger,
    fields,
    granted,
    handed_in,
    problem,
)
from yimen.ground.bus.event import kinds

WHOLE = json.loads(json.dumps(api.get_openapi_schema()))
OPERATIONS = {one["operationId"]: one for methods in WHOLE["paths"].values() for one in methods.values()}


def test_operations_are_named_without_the_names_of_modules():
    assert all(name.replace("-", "").isalpha() and "yimen" not in name for name in OPERATIONS)
    assert {"submit", "decide-on-the-spot", "read-case", "send-file"} <= set(OPERATIONS)


def test_the_description_names_its_server_its_events_and_examples():
    kinds_of_hook = WHOLE["components"]["schemas"]["WebhookIn"]["properties"]["kinds"]

    assert WHOLE["servers"]
    listed = [one for one in kinds_of_hook["items"]["enum"] if not one.startswith("tests.")]
    assert listed == sorted(one for one in kinds() if not one.startswith("tests."))
    for name in ("submit", "accept", "review", "decide", "deliver", "rate"):
        assert OPERATIONS[name]["requestBody"]["content"]["application/json"]["example"]


def test_numbers_in_addresses_are_text():
    numbers = [
        one
        for operation in OPERATIONS.values()
        for one in operation.get("parameters", [])
        if one["name"] in {"case_id", "document_id", "webhook_id", "file_id", "case"}
    ]

    assert len(numbers) > 30
    assert all(DIGITS.items() <= {**one["schema"], "pattern": DIGITS["pattern"]}.items() for one in numbers)


def test_every_code_has_its_place_on_the_page_of_problems(db):
    for language in ("en", "zh-hans"):
        page = Client().get("/api/v1/problems", headers={"Accept-Language": language})
        assert page.status_code == 200
        assert all(f'id="{code}"' in page.content.decode() for code in MEANT)


@pytest.mark.django_db
def test_cases_are_found_by_state_number_and_matter():
    caller = a_caller()
    case = granted(caller)
    other = a_case(caller)
    caller.post(f"/cases/{other}/withdraw", BODIES["withdraw"])
    printed = caller.get(f"/cases/{case}").json()["number"]

    def found(**query) -> list[str]:
        return [one["id"] for one in caller.get("/cases", **query).json()["items"]]

    assert found() == found(matter=MATTER) == found(number=printed) == found(number=case) == [case]
    assert found(state="withdrawn") == [other]
    assert found(matter="nothing") == found(number="0") == found(number="x") == []
    assert [one["id"] for one in a_stranger().get("/cases", number=case).json()["items"]] == []


@pytest.mark.django_db
def test_a_page_is_as_long_as_was_asked():
    caller = a_caller()
    handed_in(caller)
    a_case(caller)

    page = caller.get("/cases", limit="1").json()

    assert len(page["items"]) == 1
    assert len(caller.get("/cases", limit="1", cursor=page["next"]).json()["items"]) == 1
    for wrong in ("0", "101", "x"):
        assert fields(problem(caller.get("/cases", limit=wrong), 422, "schema")) == {"limit"}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/cases", "/matters", "/events", "/organs", "/webhooks"])
def test_what_a_query_does_not_know_is_refused_and_not_ignored(path):
    told = problem(a_caller().get(path, sort="number"), 422, "schema")

    assert fields(told) == {"sort"}


@pytest.mark.django_db
def test_an_event_that_does_not_exist_is_refused():
    body = {**BODIES["webhooks"], "kinds": ["cases.CaseAccepted", "cases.Nothing"]}

    assert fields(problem(a_caller().post("/webhooks", body), 422, "kinds")) == {"kinds.1"}


@pytest.mark.django_db
def test_an_act_that_moves_nothing_tells_where_the_case_stands():
    caller = a_caller()
    case = handed_in(caller)

    assert caller.post(f"/cases/{case}/plan-check", BODIES["plan-check"]).json()["state"] == "submitted"


@pytest.mark.django_db
def test_head_is_answered_as_get_without_the_body():
    caller = a_caller()
    case = handed_in(caller)
    headers = {"Authorization": f"Bearer {caller.token}"}

    told = caller.browser.head(f"/api/v1/cases/{case}", headers=headers)

    assert (told.status_code, told.content) == (200, b"")
    assert told["Content-Type"].startswith("application/json")
    assert caller.browser.head(f"/api/v1/cases/{case}/accept", headers=headers).status_code == 405
