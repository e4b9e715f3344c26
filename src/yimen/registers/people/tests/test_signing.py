"""Signing in: locks, limits, second factors, passwords, and what a stranger can learn from it (nothing)."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import RequestFactory

from yimen.ground.bus import journal
from yimen.ground.clock import now
from yimen.registers.people import acts, middleware, passwords, reads, signing
from yimen.registers.people.models import Account, FormerPassword
from yimen.registers.people.tests.make import AT, PASSWORD, account, confirm, sign_in, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_limits")]


@pytest.fixture
def at(monkeypatch):
    """A clock that the test sets."""
    clock = {"now": AT}
    for place in (signing, middleware, passwords):
        monkeypatch.setattr(place, "now", lambda: clock["now"])
    return clock


@pytest.mark.rule("F-412")
def test_signing_in_leads_to_the_page_that_was_wanted_and_is_written_down(client):
    account_id, _person = account()

    asked = client.get("/my/mandates/")
    answer = client.post(asked["Location"], {"login": "wang", "password": PASSWORD, "next": "/my/mandates/"})

    assert answer["Location"] == "/my/mandates/"
    assert signed_in(client)
    assert [told.type for told in journal.history(account_id)][-1] == "people.SignedIn"


def test_what_is_left_empty_while_signing_in_is_told_by_its_name(client):
    page = client.post("/accounts/login/", {"login": "wang"}, headers={"accept-language": "en"})

    assert page.context["form"].errors["password"] == ["Enter “Password”."]


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil.example"]
)
def test_signing_in_never_leads_to_another_site(client, elsewhere):
    account()

    answer = sign_in(client, next=elsewhere)

    assert answer.status_code == 302
    assert "evil" not in answer["Location"]
    assert "javascript" not in answer["Location"]


@pytest.mark.rule("F-402")
def test_five_failures_lock_a_name_for_half_an_hour_even_for_the_right_password(client, at):
    account_id, _person = account()
    for _try in range(5):
        assert sign_in(client, password="wrong").status_code == 200

    sign_in(client)
    assert not signed_in(client)
    at["now"] = AT + timedelta(minutes=29)
    sign_in(client)
    assert not signed_in(client)
    at["now"] = AT + timedelta(minutes=31)
    sign_in(client)

    assert signed_in(client)
    said = [told.type for told in journal.history(account_id)]
    assert said.count("people.SignInFailed") == 5
    assert said.count("people.SignInLocked") == 1


@pytest.mark.rule("F-402")
def test_changing_between_name_and_address_does_not_win_more_tries(at):
    acts.open_account("wang", PASSWORD, email="wang@example.org", by="system", at=AT)

    for name in ("wang", "WANG", "wang@example.org", " wang ", "Wang@Example.org"):
        acts.sign_in_failed(name, address="192.0.2.1", at=AT)

    assert reads.locked_until("wang", at=AT) == AT + timedelta(minutes=30)


@pytest.mark.rule("F-402")
def test_failures_with_long_pauses_or_a_success_between_do_not_add_up():
    account_id, _person = account()
    for n in range(4):
        acts.sign_in_failed("wang", address="", at=AT + timedelta(minutes=n))
    acts.signed_in(account_id, address="", at=AT + timedelta(minutes=5))
    for n in range(4):
        acts.sign_in_failed("wang", address="", at=AT + timedelta(minutes=6 + n))
    acts.sign_in_failed("wang", address="", at=AT + timedelta(hours=2))

    assert reads.locked_until("wang", at=AT + timedelta(hours=2)) is None


def test_a_stranger_cannot_learn_which_names_exist(client):
    account()

    pages = {}
    for name in ("wang", "nobody"):
        answers = [sign_in(client, name=name, password="wrong") for _try in range(6)]
        pages[name] = [
            (one.status_code, one.context["form"].non_field_errors(), one.context["form"].errors.get("login"))
            for one in answers
        ]
        cache.clear()

    assert pages["wang"] == pages["nobody"]


@pytest.mark.rule("F-402")
@pytest.mark.parametrize(("minutes", "still"), [(29, True), (31, False)])
def test_a_citizen_is_signed_out_after_half_an_hour_away(client, at, minutes, still):
    account()
    sign_in(client)
    assert signed_in(client)

    at["now"] = AT + timedelta(minutes=minutes)

    assert signed_in(client) is still


@pytest.mark.rule("F-402")
def test_an_officer_is_signed_out_after_a_quarter_of_an_hour(client, at):
    account()
    sign_in(client)
    assert signed_in(client)
    session = client.session
    session[middleware.OFFICER] = True
    session.save()

    at["now"] = AT + timedelta(minutes=16)

    assert not signed_in(client)


def test_a_desk_page_writes_the_session_once_and_not_each_time(client, at):
    account_id, _person = account()
    sign_in(client)
    request = RequestFactory().get("/desk/")
    request.user, request.session = Account.objects.get(pk=account_id), client.session
    limits = middleware.SessionLimits(lambda _request: HttpResponse())

    limits(request)
    assert request.session[middleware.OFFICER] is True
    request.session.modified = False
    limits(request)

    assert not request.session.modified


@pytest.mark.rule("F-402")
def test_nobody_stays_signed_in_beyond_a_working_day(client, at):
    account()
    sign_in(client)
    for quarter in range(8 * 4):
        at["now"] = AT + timedelta(minutes=15 * quarter)
        assert signed_in(client)

    at["now"] = AT + timedelta(hours=8, minutes=1)

    assert not signed_in(client)


def told_unsent(answer) -> bool:
    return "您最后提交的内容没有送达" in answer.content.decode()


@pytest.mark.rule("F-402")
def test_whoever_sent_something_after_the_session_ended_is_told_after_signing_in(client, at):
    account()
    sign_in(client)
    assert signed_in(client)
    at["now"] = AT + timedelta(minutes=31)

    sent = client.post("/my/details/", {"phone": ""})
    sign_in(client)

    assert sent["Location"] == "/accounts/login/?next=/my/details/"
    assert told_unsent(client.get("/my/details/"))
    assert not told_unsent(client.get("/my/details/"))


@pytest.mark.rule("F-402")
def test_whoever_lost_the_session_without_a_trace_is_told_too(client):
    account()
    client.post("/my/details/", {"phone": "13900668001"})
    sign_in(client)

    assert told_unsent(client.get("/my/details/"))


def test_nobody_is_told_of_what_they_only_looked_at_before_signing_in(client):
    account()
    client.get("/my/details/")
    sign_in(client)

    assert not told_unsent(client.get("/my/details/"))


@pytest.mark.rule("F-402", "F-424")
def test_signing_out_ends_the_session_on_the_server(client):
    account()
    sign_in(client)
    cookie = client.cookies["yimen_session"].value

    client.post("/accounts/logout/")
    client.cookies["yimen_session"] = cookie

    assert not signed_in(client)


@pytest.mark.rule("F-424")
def test_what_one_person_saw_is_not_kept_by_the_browser_for_the_next(client):
    account()
    sign_in(client)

    assert client.get("/my/details/")["Cache-Control"] == "private, no-store"


@pytest.mark.rule("F-401")
def test_an_officer_with_an_old_password_is_asked_for_a_new_one(client, at):
    account_id, _person = account()
    Account.objects.filter(pk=account_id).update(password_set_at=AT - timedelta(days=91))
    sign_in(client)

    answer = client.get("/desk/")

    assert answer.status_code == 302
    assert answer["Location"] == "/accounts/password/change/"


@pytest.mark.rule("F-404")
def test_with_a_second_factor_the_password_alone_opens_nothing(client):
    account_id, _person = account()
    secret = generate_totp_secret()
    TOTP.activate(Account.objects.get(pk=account_id), secret)

    half = sign_in(client)
    assert half["Location"].startswith("/accounts/2fa/authenticate/")
    assert not signed_in(client)
    wrong = client.post("/accounts/2fa/authenticate/", {"code": "000000x"})
    assert wrong.status_code == 200
    assert not signed_in(client)
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    client.post("/accounts/2fa/authenticate/", {"code": code})

    assert signed_in(client)


@pytest.mark.rule("F-404")
def test_an_account_without_a_mail_address_can_have_a_second_factor(client):
    account()
    sign_in(client)
    confirm(client)

    page = client.get("/accounts/2fa/totp/activate/")
    secret = page.context["form"].secret
    code = format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))
    answer = client.post("/accounts/2fa/totp/activate/", {"code": code})

    assert page.status_code == 200
    assert answer.status_code == 302
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}


@pytest.mark.rule("F-401")
@pytest.mark.parametrize(
    ("password", "good"),
    [
        ("Lychee-Garden-8", True),
        ("lycheegarden", False),
        ("Short-1", False),
        ("1234567890123", False),
        ("lychee12345garden", False),
        ("荔枝Lychee2026园", True),
        ("Wang-wang-1", False),
    ],
)
def test_passwords_are_long_and_mixed(client, password, good):
    client.post("/accounts/signup/", {"username": "wang-wang", "password1": password, "password2": password})

    assert Account.objects.filter(username="wang-wang").exists() is good


@pytest.mark.rule("F-401")
def test_the_last_five_passwords_are_not_taken_again():
    account_id, _person = account()
    user = Account.objects.get(pk=account_id)
    rule = passwords.NotRecent()
    for n in range(6):
        user.set_password(f"Lychee-Garden-{n}")
        user.save()

    rule.validate("Lychee-Garden-0", user)
    with pytest.raises(ValidationError):
        rule.validate("Lychee-Garden-1", user)

    assert FormerPassword.objects.filter(account_id=account_id).count() == 5
    assert reads.password_age(account_id, at=now()) == 0


@pytest.mark.rule("F-422")
def test_passwords_are_kept_as_slow_hashes_only():
    account_id, _person = account()

    assert Account.objects.get(pk=account_id).password.startswith("scrypt$")
