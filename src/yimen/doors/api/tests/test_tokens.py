"""Who calls: clients fetch tokens with their secret; scopes and organs bound what a token opens."""

from datetime import timedelta

import pytest
from allauth.idp.oidc.models import Token
from django.test import Client

from yimen.affairs.cases.tests import make as cases
from yimen.doors.api import acts, gates, reads
from yimen.doors.api.models import Access
from yimen.doors.api.tests.make import (
    BODIES,
    SECRET,
    Caller,
    a_caller,
    a_stranger,
    a_token,
    an_organ,
    another_organ,
    application,
    handed_in,
    problem,
)
from yimen.ground import memory
from yimen.ground.clock import now
from yimen.ground.life import Refused
from yimen.registers.catalogue.tests.make import AT, published_matter
from yimen.registers.people.models import Account

pytestmark = pytest.mark.django_db


def fetched(secret: str = SECRET, **more: str):
    words = {"grant_type": "client_credentials", "client_id": "bureau", "client_secret": secret, **more}
    return Client().post("/identity/o/api/token", words)


def test_a_client_fetches_a_token_with_its_secret():
    a_caller()

    token = fetched().json()

    assert token["token_type"] == "Bearer"
    assert 0 < token["expires_in"] <= 3600
    assert Caller(token["access_token"]).get("/cases").json() == {"items": [], "next": ""}


def test_an_address_that_asks_for_tokens_too_often_has_to_wait(settings):
    settings.API_TOKENS_PER_MINUTE = 3
    a_caller()
    assert [fetched("wrong").status_code for _n in range(3)] == [401] * 3

    answer = fetched()

    assert (answer.status_code, answer.json()["error"]) == (429, "temporarily_unavailable")
    assert 1 <= int(answer["Retry-After"]) <= 20


def test_a_client_may_ask_for_fewer_scopes_than_it_has():
    a_caller()

    caller = Caller(fetched(scope="cases:read").json()["access_token"])

    assert caller.get("/cases").status_code == 200
    problem(caller.get("/matters"), 403, "forbidden")


def test_a_client_gets_no_scope_that_it_was_not_given():
    a_caller(scopes=["cases:read"])

    answer = fetched(scope="cases:read cases:act")

    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_scope"


@pytest.mark.parametrize("secret", ["", "wrong", SECRET.upper()])
def test_a_wrong_secret_gets_no_token(secret):
    a_caller()
    before = Token.objects.count()

    answer = fetched(secret)

    assert answer.status_code in {400, 401}
    assert answer.json()["error"] == "invalid_client"
    assert Token.objects.count() == before


def test_an_unknown_client_gets_no_token():
    a_caller()

    assert fetched(client_id="nobody").json()["error"] == "invalid_client"


def test_a_client_cannot_use_another_way_to_a_token():
    a_caller()

    assert fetched(grant_type="password").status_code == 400
    assert fetched(grant_type="authorization_code").status_code == 400


@pytest.mark.parametrize(
    "header",
    [None, "", "Bearer", "Bearer ", "Bearer wrong", "Basic YTpi", "Bearer " + "x" * 5000, "Bearer é"],
)
def test_without_a_valid_token_nothing_is_told(header):
    headers = {} if header is None else {"Authorization": header}

    answer = Client().get("/api/v1/cases", headers={**headers, "Accept-Language": "en"})

    problem(answer, 401, "token")
    assert answer["WWW-Authenticate"].startswith("Bearer")


def test_an_expired_token_opens_nothing():
    a_caller()
    late = Caller(a_token(until=now() - timedelta(seconds=1)))

    problem(late.get("/cases"), 401, "token")


def test_a_token_is_not_remembered_longer_than_it_lives(monkeypatch):
    a_caller()
    value = a_token(until=now() + timedelta(seconds=5))
    assert gates.caller(value) is not None
    Token.objects.update(expires_at=now())

    assert gates.caller(value) is not None
    monkeypatch.setattr(memory, "moment", lambda: 5.0)
    assert gates.caller(value) is None


def test_a_known_token_is_not_looked_up_for_every_call(django_assert_num_queries):
    caller = a_caller()
    caller.get("/webhooks")

    with django_assert_num_queries(1):
        caller.get("/webhooks")


def test_a_revoked_token_opens_nothing_once_forgotten():
    caller = a_caller()
    assert caller.get("/cases").status_code == 200

    Token.objects.all().delete()
    memory.forget_all()

    problem(caller.get("/cases"), 401, "token")


def test_a_persons_token_is_no_clients_token():
    caller = a_caller()
    person = Account.objects.create_user("wang", password="Litchi-2026!x")
    Token.objects.update(user=person)

    problem(caller.get("/cases"), 401, "token")


@pytest.mark.rule("A-107")
def test_a_client_reads_nothing_of_another_organ():
    case, stranger = handed_in(a_caller()), a_stranger()

    assert stranger.get("/cases").json()["items"] == []
    for path in (f"/cases/{case}", f"/cases/{case}/history", f"/documents?case={case}"):
        problem(stranger.get(path), 404, "unknown")


@pytest.mark.parametrize("act", ["accept", "withdraw", "close", "explain-overdue"])
def test_a_client_does_nothing_to_a_case_of_another_organ(act):
    case, stranger = handed_in(a_caller()), a_stranger()
    before = cases.picture(int(case))

    problem(stranger.post(f"/cases/{case}/{act}", BODIES[act]), 404, "unknown")
    problem(stranger.post(f"/cases/{case}/rate", {"level": 1, "told_by": "post"}), 404, "unknown")

    assert cases.picture(int(case)) == before


def test_a_client_hands_nothing_in_to_another_organ():
    published_matter()

    problem(a_stranger().post("/cases", application()), 404, "unknown_matter")


def test_a_client_without_organs_sees_nothing():
    case = handed_in(a_caller())
    nobody = a_caller("nobody", organs=[])

    assert nobody.get("/cases").json()["items"] == []
    assert nobody.get("/events").json()["items"] == []
    problem(nobody.get(f"/cases/{case}"), 404, "unknown")


def test_a_client_acts_for_everything_below_its_organ():
    hall = another_organ()
    below = an_organ("window", uscc="", parent_id=hall)
    a_caller("hall", organs=[hall])

    assert reads.organs_of("hall") == {hall, below}
    Access.objects.all().delete()
    assert reads.organs_of("hall") == frozenset()


def test_a_client_is_not_let_in_with_a_scope_that_does_not_exist():
    with pytest.raises(Refused) as refused:
        acts.open_client(
            "bureau", "bureau", SECRET, organs=[], scopes=["cases:everything"], by="system", at=AT
        )

    assert refused.value.field == "scopes"


@pytest.mark.rule("A-302")
def test_two_officers_of_a_client_with_the_longest_name_stay_two():
    name = "b" * acts.LONGEST_NAME
    caller = gates.Caller(name, frozenset(), frozenset())

    assert caller.actor("c" * 39 + "1") != caller.actor("c" * 39 + "2")
    with pytest.raises(Refused):
        acts.open_client(name + "b", "too long", SECRET, organs=[], by="system", at=AT)
