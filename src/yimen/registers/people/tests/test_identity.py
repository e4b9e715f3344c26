"""Other systems of the city let people sign in here: the whole exchange, and what they may not learn."""

import base64
import hashlib
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.idp.oidc.models import Client as System
from django.core.cache import cache

from yimen.registers.people.tests.make import WANG, account, sign_in

pytestmark = pytest.mark.django_db
BACK = "https://library.gaozhou.example/back"
VERIFIER = "v" * 50
SECRET = "a-secret-for-tests"
#: Claims of an identity token that speak of the token and of who asked for it, and of no person.
ABOUT_THE_TOKEN = {"iss", "aud", "exp", "iat", "nonce", "jti", "at_hash"}


@pytest.fixture
def library() -> System:
    """A system that may ask for name and level."""
    cache.clear()
    system = System(name="图书馆")
    system.set_secret(SECRET)
    system.set_redirect_uris([BACK])
    system.set_scopes(["openid", "real_name"])
    system.save()
    return system


def ask(library: System, **changes: str) -> dict[str, str]:
    challenge = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
    return {
        "response_type": "code",
        "client_id": library.pk,
        "redirect_uri": BACK,
        "scope": "openid real_name",
        "state": "s-1",
        "nonce": "n-1",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        **changes,
    }


def consent(client, library: System, *, action: str = "grant", **changes: str):
    page = client.get("/identity/o/authorize", ask(library, **changes))
    form = page.context["form"]
    data = {"request": form.initial["request"], "scopes": ["openid", "real_name"], "action": action}
    return page, client.post("/identity/o/authorize", data)


def exchange(client, library: System, code: str, *, secret: str = SECRET, verifier: str = VERIFIER):
    data = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": BACK,
        "client_id": library.pk,
        "client_secret": secret,
        "code_verifier": verifier,
    }
    return client.post("/identity/o/api/token", data)


def code_of(answer) -> str:
    return parse_qs(urlsplit(answer["Location"]).query)["code"][0]


@pytest.mark.rule("A-113")
def test_another_system_learns_name_and_level_and_no_number(client, library):
    account_id, _person = account()
    sign_in(client)

    page, answer = consent(client, library)
    told = exchange(client, library, code_of(answer)).json()
    about = client.get(
        "/identity/o/api/userinfo", headers={"authorization": f"Bearer {told['access_token']}"}
    ).json()

    assert page.status_code == 200
    assert "图书馆" in page.content.decode()
    assert answer["Location"].startswith(BACK)
    who = {"sub": str(account_id), "name": WANG.name, "real_name_level": 3}
    assert about == who
    claims = jwt.decode(told["id_token"], options={"verify_signature": False})
    assert set(claims) - set(who) <= ABOUT_THE_TOKEN
    assert {name: claims.get(name) for name in who} == who


def test_the_identity_token_is_signed_with_the_key_that_is_published(client, library):
    account()
    sign_in(client)
    _page, answer = consent(client, library)

    token = exchange(client, library, code_of(answer)).json()["id_token"]
    keys = jwt.PyJWKSet.from_dict(client.get("/.well-known/jwks.json").json())
    claims = jwt.decode(
        token, keys[jwt.get_unverified_header(token)["kid"]].key, algorithms=["RS256"], audience=library.pk
    )

    assert claims["nonce"] == "n-1"
    assert client.get("/.well-known/openid-configuration").json()["issuer"] == claims["iss"]


def test_the_consent_page_leads_to_the_clients_address_and_no_other(client, library):
    account()
    sign_in(client)

    page, _answer = consent(client, library)
    other = client.get("/my/details/")

    assert "form-action 'self' https://library.gaozhou.example;" in page["Content-Security-Policy"]
    assert "form-action 'self';" in other["Content-Security-Policy"]


def test_whoever_refuses_tells_nothing(client, library):
    account()
    sign_in(client)

    _page, answer = consent(client, library, action="cancel")

    assert "error=access_denied" in answer["Location"]
    assert "code=" not in answer["Location"]


def test_a_stranger_signs_in_first(client, library):
    answer = client.get("/identity/o/authorize", ask(library))

    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_an_address_that_is_not_registered_is_never_led_to(client, library):
    account()
    sign_in(client)

    answer = client.get("/identity/o/authorize", ask(library, redirect_uri="https://evil.example/back"))

    assert "Location" not in answer
    assert 'name="request"' not in answer.content.decode()
    assert 'href="https://evil' not in answer.content.decode()


@pytest.mark.parametrize("wrong", [{"secret": "guess"}, {"verifier": "w" * 50}])
def test_a_code_is_worth_nothing_without_the_secrets(client, library, wrong):
    account()
    sign_in(client)
    _page, answer = consent(client, library)

    told = exchange(client, library, code_of(answer), **wrong)

    assert told.status_code in {400, 401}
    assert "access_token" not in told.json()


def test_a_code_works_once(client, library):
    account()
    sign_in(client)
    _page, answer = consent(client, library)

    assert exchange(client, library, code_of(answer)).status_code == 200
    assert exchange(client, library, code_of(answer)).status_code == 400
