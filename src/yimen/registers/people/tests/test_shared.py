"""What one serving process notes about signing in, the next one knows; what has run out is thrown away."""

from datetime import timedelta

import pytest
from allauth.core.internal import ratelimit
from allauth.mfa.totp.internal import auth
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yimen.ground.clock import now
from yimen.registers.people import acts
from yimen.registers.people.acts import expired
from yimen.registers.people.models import Account, Shared, SignInTries
from yimen.registers.people.tests.make import AT, account, sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def another_process(monkeypatch):
    """From its call on, the cache is another process's own object, as after a restart."""

    def change() -> None:
        for module in (auth, ratelimit):
            monkeypatch.setattr(module, "cache", caches.create_connection("default"))

    return change


@pytest.mark.rule("F-404")
def test_a_code_of_a_second_factor_that_one_process_took_is_refused_by_the_next(another_process):
    account_id, _person = account()
    secret = generate_totp_secret()
    factor = TOTP.activate(Account.objects.get(pk=account_id), secret)
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))

    assert factor.validate_code(code)
    another_process()

    assert not factor.validate_code(code)


@pytest.mark.rule("F-402")
def test_a_limit_that_is_used_up_in_one_process_is_used_up_in_the_next(another_process, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "reset_password": "2/h/ip"}

    def asked() -> int:
        another_process()
        return Client().post("/accounts/password/reset/", {"email": "li@example.org"}).status_code

    assert [asked(), asked(), asked()] == [302, 302, 429]


def test_pages_that_need_no_limit_do_not_ask_for_one(client):
    account()
    sign_in(client)

    with CaptureQueriesContext(connection) as asked:
        client.get("/")

    assert not any("people_shared" in one["sql"] for one in asked)


@pytest.mark.rule("F-424")
def test_sessions_and_what_is_shared_go_when_they_have_run_out_and_not_before():
    at = now()
    here, gone = Client(), Client()
    account()
    for browser in (here, gone):
        sign_in(browser)
    Session.objects.filter(pk=gone.session.session_key).update(expire_date=at - timedelta(seconds=1))
    Shared.objects.all().delete()
    Shared.objects.create(cache_key="old", value="", expires=at - timedelta(seconds=1))
    Shared.objects.create(cache_key="new", value="", expires=at + timedelta(minutes=1))

    assert acts.forget_expired(at=at) == 2

    assert [one.pk for one in Session.objects.all()] == [here.session.session_key]
    assert list(Shared.objects.values_list("pk", flat=True)) == ["new"]
    assert not UserSession.objects.exclude(session_key=here.session.session_key).exists()
    assert acts.forget_expired(at=at) == 0


@pytest.mark.rule("F-402")
def test_failures_count_for_as_long_as_a_lock_lasts_and_are_then_forgotten_under_any_name():
    account()
    for name in ("wang", "nobody"):
        for _try in range(5):
            acts.sign_in_failed(name, address="10.0.0.1", at=AT)

    assert acts.forget_expired(at=AT + timedelta(minutes=30)) == 0
    assert acts.forget_expired(at=AT + timedelta(minutes=30, seconds=1)) == 2
    assert not SignInTries.objects.exists()


def test_one_turn_deletes_so_much_and_the_next_one_goes_on(monkeypatch):
    monkeypatch.setattr(expired, "MOST", 2)
    old = AT - timedelta(days=1)
    Shared.objects.bulk_create(Shared(cache_key=str(n), value="", expires=old) for n in range(3))

    assert [acts.forget_expired(at=AT) for _turn in range(3)] == [2, 1, 0]
