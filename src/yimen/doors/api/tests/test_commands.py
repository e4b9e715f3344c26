"""`yimen clients`: an operator lets a system in from the command line, lists it and shuts it out."""

import json

import pytest
from typer.testing import CliRunner

from yimen.doors.api.commands import clients
from yimen.doors.api.tests.make import Caller, an_organ
from yimen.ground import memory
from yimen.ground.bus import journal
from yimen.registers.catalogue.tests.make import published_matter

pytestmark = pytest.mark.django_db


def run(*words: str):
    return CliRunner().invoke(clients, [*words])


def opened(*words: str):
    return run("open", *words)


def words_of(answer) -> dict[str, str]:
    return dict(line.split("=", 1) for line in answer.output.splitlines())


def token(client, told: dict[str, str]):
    return client.post("/identity/o/api/token", {"grant_type": "client_credentials", **told})


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


def test_a_name_that_is_taken_keeps_its_secret_and_its_organs(client):
    published_matter()
    told = words_of(opened("bureau", "--organ", "scjgj", "--scope", "matters:read"))

    assert opened("bureau", "--organ", "scjgj").exit_code == 2

    assert token(client, told).status_code == 200
    assert json.loads(run("list", "--json").output)[0]["scopes"] == ["matters:read"]


def test_a_new_secret_ends_the_old_one_and_its_tokens(client):
    published_matter()
    old = words_of(opened("bureau", "--organ", "scjgj"))
    caller = Caller(token(client, old).json()["access_token"])

    new = words_of(run("rotate", "bureau"))

    assert token(client, old).status_code == 401
    assert token(client, new).status_code == 200
    assert caller.get("/matters").status_code == 401


def test_a_system_that_is_shut_out_gets_no_answer_and_is_listed_no_more(client):
    published_matter()
    told = words_of(opened("bureau", "--organ", "scjgj"))
    caller = Caller(token(client, told).json()["access_token"])
    assert "bureau  scjgj" in run("list").output

    assert run("close", "bureau").exit_code == 0

    assert caller.get("/matters").status_code == 401
    assert token(client, told).status_code == 401
    assert run("list").output == ""


@pytest.mark.rule("F-412")
def test_what_is_done_to_a_system_is_written_down_without_its_secrets():
    organ = an_organ()
    secrets = [
        words_of(opened("bureau", "--organ", "scjgj", "--scope", "matters:read"))["client_secret"],
        words_of(run("rotate", "bureau"))["client_secret"],
    ]
    run("close", "bureau")

    said = journal.select("type LIKE %s ORDER BY position", ["api.%"])

    assert [one.type for one in said] == ["api.ClientOpened", "api.ClientSecretChanged", "api.ClientClosed"]
    assert said[0].data == {"client": "bureau", "organs": [organ], "scopes": ["matters:read"]}
    assert {one.actor for one in said} == {"system:command"}
    assert not any(secret in str(one.data) for secret in secrets for one in said)


@pytest.mark.parametrize("act", ["rotate", "close"])
def test_a_token_that_is_known_to_a_process_opens_nothing_after_fifteen_seconds(client, act, monkeypatch):
    published_matter()
    told = words_of(opened("bureau", "--organ", "scjgj"))
    caller = Caller(token(client, told).json()["access_token"])
    assert caller.get("/matters").status_code == 200

    run(act, "bureau")
    monkeypatch.setattr(memory, "moment", lambda: 15.0)

    assert caller.get("/matters").status_code == 401


@pytest.mark.parametrize("act", ["rotate", "close"])
def test_a_name_that_nobody_has_is_refused(act):
    assert run(act, "nobody").exit_code == 2
