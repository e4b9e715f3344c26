"""`yimen clients open`: an operator lets a system in from the command line."""

import pytest
from typer.testing import CliRunner

from yimen.doors.api.commands import clients
from yimen.doors.api.tests.make import Caller, an_organ
from yimen.registers.catalogue.tests.make import published_matter

pytestmark = pytest.mark.django_db


def opened(*words: str):
    return CliRunner().invoke(clients, ["open", *words])


def test_the_secret_that_is_printed_opens_the_interface(client):
    published_matter()

    told = dict(line.split("=", 1) for line in opened("bureau", "--organ", "scjgj").output.splitlines())
    token = client.post("/identity/o/api/token", {"grant_type": "client_credentials", **told}).json()

    assert Caller(token["access_token"]).get("/matters").json()["total"] == 1


def test_an_organ_that_does_not_exist_is_named():
    answer = opened("bureau", "--organ", "nothing")

    assert answer.exit_code == 2
    assert "nothing" in answer.output


def test_a_scope_that_does_not_exist_is_named():
    an_organ()

    answer = opened("bureau", "--organ", "scjgj", "--scope", "cases:everything")

    assert answer.exit_code == 2
    assert "cases:everything" in answer.output


def test_a_name_that_is_too_long_is_refused():
    an_organ()

    assert opened("b" * 33, "--organ", "scjgj").exit_code == 2
