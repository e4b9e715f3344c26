"""The pages of signing in and of the account: five languages, our look, other sessions, choices that stay."""

from datetime import timedelta
from html import unescape

import pytest
from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import gettext as _
from django.utils.translation import override

from yimen.ground.clock import now
from yimen.registers.people import acts, reads
from yimen.registers.people.models import Account
from yimen.registers.people.tests.make import AT, LOGIN, PASSWORD, account, confirm, sign_in, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_limits")]


@pytest.mark.parametrize(
    "address",
    [
        LOGIN,
        "/accounts/signup/",
        "/accounts/password/reset/",
        "/accounts/password/reset/done/",
        "/.well-known/openid-configuration",
    ],
)
@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en", "fr", "ja"])
def test_pages_before_signing_in_open_in_five_languages(client, address, language):
    answer = client.get(address, headers={"accept-language": language})

    assert answer.status_code == 200
    if "html" in answer["Content-Type"]:
        assert (
            f'lang="{ {"zh-hans": "zh-CN", "zh-hant": "zh-Hant"}.get(language, language) }"'
            in answer.content.decode()
        )


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/password/change/",
        "/accounts/email/",
        "/accounts/2fa/",
        "/accounts/2fa/totp/activate/",
        "/accounts/2fa/webauthn/",
        "/accounts/2fa/webauthn/add/",
        "/accounts/sessions/",
        "/accounts/logout/",
    ],
)
def test_pages_of_the_account_open_in_our_look(client, address):
    account()
    sign_in(client)
    confirm(client)

    answer = client.get(address)

    assert answer.status_code == 200
    assert "look/look.css" in answer.content.decode()


def test_other_sessions_are_listed_and_can_be_ended():
    account()
    here, there = Client(), Client()
    sign_in(here)
    sign_in(there)

    assert here.get("/accounts/sessions/").context["sessions"][1:]
    here.post("/accounts/sessions/")

    assert signed_in(here)
    assert not signed_in(there)


def test_sessions_that_open_no_page_any_more_are_not_listed(django_assert_max_num_queries):
    account_id, _person = account()
    browsers = [Client() for _n in range(4)]
    for browser in browsers:
        sign_in(browser)
    here, ended, late, alive = browsers
    ended.session.flush()
    Session.objects.filter(pk=late.session.session_key).update(expire_date=now() - timedelta(minutes=1))

    answer = here.get("/accounts/sessions/")
    with django_assert_max_num_queries(5):
        here.get("/accounts/sessions/")

    listed = {one.session_key for one in answer.context["sessions"]}
    assert listed == {here.session.session_key, alive.session.session_key}
    assert UserSession.objects.filter(user_id=account_id).count() == 2
    assert Client().get("/accounts/sessions/").status_code == 302


@pytest.mark.parametrize("address", [LOGIN, "/accounts/signup/", "/accounts/password/reset/"])
def test_the_pages_of_signing_in_carry_the_citys_name(client, address):
    page = client.get(address).content.decode()

    assert str(settings.SITE_IDENTITY["organ"]) in page
    assert ">testserver<" not in page


def test_switching_the_language_on_the_sign_in_page_keeps_what_was_typed(client):
    account()

    answer = sign_in(client, password="", _language="fr")

    assert 'lang="fr"' in answer.content.decode()
    assert 'value="wang"' in answer.content.decode()
    assert not answer.context["form"].errors


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/accounts/signup/", ["用户名", "密码", "确认密码"]),
        ("/accounts/password/reset/", ["电子邮箱"]),
        ("/accounts/password/change/", ["当前密码", "新密码", "确认密码"]),
        ("/accounts/reauthenticate/", ["密码"]),
        ("/accounts/2fa/totp/activate/", ["验证码"]),
    ],
)
def test_an_empty_form_of_the_account_names_what_is_missing(client, address, said):
    if "signup" not in address and "reset" not in address:
        account()
        sign_in(client)
        confirm(client)

    answer = client.post(address)

    told = [error for errors in answer.context["form"].errors.values() for error in errors]
    assert told == [f"请填写{one}。" for one in said]


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "fr", "ja"])
def test_what_is_wrong_with_a_new_account_is_said_in_the_language_of_the_page(client, language):
    typed = {"username": "wang", "email": "wang@", "password1": "12345", "password2": "12345"}

    with override(language):
        expected = {
            _("Use other characters beside digits."),
            _("Enter an e-mail address such as wang@example.org."),
        }
    answer = client.post("/accounts/signup/", typed, headers={"accept-language": language})

    page = unescape(answer.content.decode())
    assert [words for words in expected if words not in page] == []
    assert "This password" not in page


def test_opening_an_account_says_nothing_about_an_address_that_is_known(client):
    acts.open_account("wang", PASSWORD, email="wang@example.org", by="system", at=AT)
    EmailAddress.objects.create(
        user=Account.objects.get(), email="wang@example.org", primary=True, verified=True
    )
    new = {"username": "someone", "password1": PASSWORD, "password2": PASSWORD}

    pages = [
        client.post("/accounts/password/reset/", {"email": email})
        for email in ("wang@example.org", "x@example.org")
    ]
    taken, free = (
        Client().post("/accounts/signup/", {**new, "username": name, "email": email})
        for name, email in (("someone", "wang@example.org"), ("other", "x@example.org"))
    )

    assert pages[0].status_code == pages[1].status_code == 302
    assert pages[0]["Location"] == pages[1]["Location"]
    assert (taken.status_code, taken["Location"]) == (free.status_code, free["Location"])


def test_a_known_address_typed_by_a_stranger_opens_nothing_of_its_owner():
    account_id, person_id = account()
    Account.objects.filter(pk=account_id).update(email="wang@example.org")
    EmailAddress.objects.create(user_id=account_id, email="wang@example.org", primary=True, verified=True)
    data = {
        "username": "thief",
        "email": "wang@example.org",
        "password1": "Other-Garden-9",
        "password2": "Other-Garden-9",
    }
    Client().post("/accounts/signup/", data)

    thief, owner = Client(), Client()
    sign_in(thief, "wang@example.org", "Other-Garden-9")
    sign_in(owner, "wang@example.org")

    assert thief.get("/my/details/").context is None or thief.get("/my/details/").context["person"] is None
    assert owner.get("/my/details/").context["person"].id == person_id


@pytest.mark.rule("J-205")
def test_large_print_and_language_stay_with_the_account_once_something_is_sent(client):
    account_id, person = account()
    client.force_login(Account.objects.get(pk=account_id))
    assert not reads.reads_large_print(person)

    client.get("/my/details/", headers={"Accept-Language": "fr"})
    assert Account.objects.get(pk=account_id).language == ""

    client.post("/language/", {"_mode": "elder", "_language": "fr", "next": "/"})

    kept = Account.objects.get(pk=account_id)
    assert (kept.language, kept.mode) == ("fr", "elder")
    assert reads.reads_large_print(person)
    assert reads.account_of(person)[2] == "fr"


def test_a_choice_that_was_kept_is_not_written_again(client):
    account_id, _person = account()
    client.force_login(Account.objects.get(pk=account_id))
    client.post("/language/", {"_mode": "contrast", "next": "/"})

    with CaptureQueriesContext(connection) as asked:
        client.post("/language/", {"_mode": "contrast", "next": "/"})

    assert not any(one["sql"].startswith('UPDATE "people_account"') for one in asked.captured_queries)


@pytest.mark.rule("F-402")
def test_a_form_of_another_site_changes_no_choice_of_the_account():
    account_id, _person = account()
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(Account.objects.get(pk=account_id))
    before = (Account.objects.get(pk=account_id).language, Account.objects.get(pk=account_id).mode)

    refused = strict.post("/language/", {"_language": "ja", "_mode": "elder", "next": "/"})

    after = Account.objects.get(pk=account_id)
    assert refused.status_code == 403
    assert (after.language, after.mode) == before
