"""The description for machines is valid, whole, and true: every operation is called as it describes."""

import json
import re
import socket

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from jsonschema import Draft202012Validator
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from yimen.doors.api import acts
from yimen.doors.api.shell import api
from yimen.doors.api.tests.make import BODIES, Caller, a_caller, a_case, a_token, granted, problem

DESCRIPTION = json.loads(json.dumps(api.get_openapi_schema()))
OPERATIONS = [
    (method, path, one) for path, methods in DESCRIPTION["paths"].items() for method, one in methods.items()
]
NAMES = [f"{method} {path}" for method, path, _one in OPERATIONS]
each = pytest.mark.parametrize(("method", "path", "one"), OPERATIONS, ids=NAMES)


def test_the_description_is_open_to_everyone():
    answer = Client().get("/api/v1/openapi.json")

    assert answer.json() == DESCRIPTION
    assert DESCRIPTION["openapi"].startswith("3.1")
    assert len(OPERATIONS) > 20


def test_people_find_every_operation_on_the_page(db):
    words = Client().get("/api/v1/docs", headers={"Accept-Language": "en"}).content.decode()

    assert [path for _method, path, _one in OPERATIONS if path not in words] == []
    assert [scope for scope in acts.SCOPES if scope not in words] == []


def test_every_reference_leads_somewhere_and_every_schema_is_one():
    words = json.dumps(DESCRIPTION)
    names = {part.split('"')[0] for part in words.split("#/components/schemas/")[1:]}

    assert names <= set(DESCRIPTION["components"]["schemas"])
    for schema in DESCRIPTION["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


def test_every_operation_has_its_own_name():
    assert len({one["operationId"] for _method, _path, one in OPERATIONS}) == len(OPERATIONS)


@each
def test_an_operation_says_what_it_does_and_what_it_needs(method, path, one):
    ((scheme, scopes),) = one["security"][0].items()

    assert one["summary"]
    assert one["description"]
    assert scheme in DESCRIPTION["components"]["securitySchemes"]
    assert set(scopes) < set(acts.SCOPES)
    assert len(scopes) == 1


@each
def test_an_operation_describes_the_problems_that_apply(method, path, one):
    expected = {"400", "401", "403", "405", "422", "429", "503"}
    if "{" in path or method == "post" or any(parameter["required"] for parameter in one["parameters"]):
        expected.add("404")
    if method == "post":
        expected |= {"409", "411", "413", "415"}
    answers = one["responses"]

    assert {status for status in answers if int(status) >= 400} == expected
    for status in expected:
        assert set(answers[status]["content"]) == {"application/problem+json"}
    assert all("Retry-After" in answers[status]["headers"] for status in ("429", "503"))


@each
def test_every_post_asks_for_its_key_and_nothing_else_does(method, path, one):
    keys = [one for one in one["parameters"] if one["name"] == "Idempotency-Key"]

    assert [key["required"] for key in keys] == ([True] if method == "post" else [])


def called(caller: Caller, method: str, path: str):
    """Call an operation about the number 1 with input that fits its schema."""
    where = re.sub(r"\{[a-z_]+\}", "1", path.removeprefix("/api/v1"))
    if method == "post":
        return caller.post(where, BODIES[where.rpartition("/")[2]])
    asked = {"case": 1} if where == "/documents" else {}
    return caller.get(where, **asked) if method == "get" else caller.delete(where)


@each
def test_an_operation_needs_a_token(db, method, path, one):
    problem(called(Caller("wrong"), method, path), 401, "token")


@each
def test_an_operation_needs_the_scope_it_describes_and_no_other(db, method, path, one):
    scope = one["security"][0]["oauth2"][0]
    a_caller()
    rich, poor = Caller(a_token(scopes=[scope])), Caller(a_token(scopes=sorted(set(acts.SCOPES) - {scope})))

    problem(called(poor, method, path), 403, "forbidden")
    assert called(rich, method, path).status_code in {200, 201, 404}


described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


def looked_up(host: str | None, port: object, **_words: object) -> list[tuple[object, ...]]:
    """Answer as a name server that knows every name with a dot: real ones let a test wait for what is invented."""
    if not host or "." not in host:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("1.1.1.1", port))]


@pytest.fixture
def known(db, settings, monkeypatch):
    """A client's token and cases in three states; the connection of the test outlives its requests, as with Django's own client."""
    settings.API_CALLS_PER_MINUTE = 0
    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    caller = a_caller()
    there = [granted(caller), a_case(caller), a_case(caller)]
    caller.post(f"/cases/{there[1]}/accept", {"officer": "li"})
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield caller.token, there
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.filterwarnings("ignore")
@described.parametrize()
@settings(
    max_examples=15,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_operation_keeps_to_its_description(case, known):
    token, there = known
    number = case.path_parameters.get("case_id")
    place = int(number) % 4 if str(number).isdecimal() else len(there)
    if place < len(there):  # three of four calls meet a case that is there
        case.path_parameters["case_id"] = there[place]

    case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, checks=CHECKS)
