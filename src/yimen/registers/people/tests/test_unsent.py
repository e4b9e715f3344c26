"""What was typed stays: it comes back to the same person after signing in, to nobody else, and is kept nowhere for long."""

from base64 import urlsafe_b64decode
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from yimen.ground.clock import now
from yimen.registers.people import acts, browsers
from yimen.registers.people.models import Person, Typed
from yimen.registers.people.tests.make import AT, LI, LOGIN, account, sign_in
from yimen.registers.people.tests.typed import (
    BACK,
    DETAILS,
    FORM,
    GONE,
    LONG,
    NAME,
    lost,
    told,
    words,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("fresh_limits")]


def test_a_form_comes_back_filled_after_signing_in(client):
    account()
    sent = lost(client)
    sign_in(client)

    page = client.get(DETAILS)

    assert sent["Location"] == f"{LOGIN}?next={DETAILS}"
    assert told(BACK, page)
    assert not told(GONE, page)
    assert 'value="13900668099"' in words(page)
    assert 'value="人民路 1 号"' in words(page)
    assert not page.context["form"].errors
    assert "csrfmiddlewaretoken" in words(page)
    assert page["Cache-Control"] == "private, no-store"


@pytest.mark.rule("F-402")
def test_it_also_comes_back_when_the_session_ended_by_itself(client, at):
    account()
    sign_in(client)
    client.get(DETAILS)
    at["now"] = AT + timedelta(minutes=31)

    client.post(DETAILS, FORM)
    sign_in(client)

    assert told(BACK, client.get(DETAILS))


def test_it_also_comes_back_when_the_session_was_ended_from_elsewhere(client):
    account()
    sign_in(client)
    Session.objects.all().delete()
    waiting = client.post(DETAILS, FORM, follow=True)
    sign_in(client)

    assert [said.level_tag for said in waiting.context["messages"]][-1] == "info"
    assert "13900668099" not in words(waiting)
    assert told(BACK, client.get(DETAILS))


def test_nothing_is_done_until_it_is_sent_again(client):
    _account, person = account()
    lost(client)
    sign_in(client)
    before = bytes(Person.objects.get(pk=person).phone)

    client.get(DETAILS)
    assert bytes(Person.objects.get(pk=person).phone) == before

    sent = client.post(DETAILS, FORM)
    assert sent.status_code == 302
    assert bytes(Person.objects.get(pk=person).phone) != before
    assert not Typed.objects.exists()
    assert not told(BACK, client.get(DETAILS))


def test_it_stays_when_the_page_is_loaded_again_or_its_language_is_switched(client):
    account()
    lost(client)
    sign_in(client)
    client.get(DETAILS)

    switched = client.post(DETAILS, {**FORM, "_language": "fr"})

    assert 'value="13900668099"' in words(switched)
    assert 'value="13900668099"' in words(client.get(DETAILS))


def test_a_form_that_was_sent_only_to_switch_the_language_comes_back_too(client):
    account()
    lost(client, form={**FORM, "_language": "fr"})
    sign_in(client)

    page = client.get(DETAILS)

    assert 'lang="fr"' in words(page)
    assert 'value="13900668099"' in words(page)


def test_it_comes_back_only_on_its_own_page(client):
    account()
    lost(client, NAME, {"name": "王秀珍"})
    sign_in(client)

    assert "王秀珍" not in words(client.get(DETAILS))
    assert 'value="王秀珍"' in words(client.get(NAME))


@pytest.mark.rule("F-424")
def test_somebody_else_who_signs_in_sees_nothing_and_it_is_thrown_away(client):
    account()
    account(LI, name="li")
    lost(client)

    sign_in(client, "li")
    page = client.get(DETAILS)

    assert not Typed.objects.exists()
    assert not told(BACK, page)
    assert not told(GONE, page)
    assert "13900668099" not in words(page)
    client.post("/accounts/logout/")
    sign_in(client)
    assert "13900668099" not in words(client.get(DETAILS))


@pytest.mark.rule("F-424")
def test_another_browser_of_the_same_person_does_not_get_it(client):
    account()
    lost(client)
    other = Client()
    sign_in(other)

    assert not told(BACK, other.get(DETAILS))


@pytest.mark.rule("F-424")
def test_signing_out_throws_it_away_and_the_browser_forgets_who_signed_in(client):
    account()
    lost(client)
    sign_in(client)
    client.post("/accounts/logout/")

    assert not Typed.objects.exists()
    assert client.cookies[browsers.COOKIE].value == ""
    client.post(DETAILS, FORM)
    assert not Typed.objects.exists()


def test_what_lies_under_a_key_that_is_gone_is_lost_and_breaks_nothing(client):
    account()
    lost(client)
    sign_in(client)
    Typed.objects.update(sealed=b"\x01\xff" + bytes(40))

    assert told(GONE, client.get(DETAILS))


def test_closing_the_account_throws_it_away():
    account_id, _person = account()
    acts.keep_typed("browser", account_id, DETAILS, {"a": ["b"]}, at=AT)

    acts.close_account(account_id, by="system", at=AT)

    assert not Typed.objects.exists()
    assert not acts.keep_typed("browser", account_id, DETAILS, {"a": ["b"]}, at=AT)


def test_after_half_an_hour_it_is_gone_and_that_is_told(client, at):
    account()
    lost(client)
    at["now"] = AT + timedelta(minutes=29)
    sign_in(client)
    assert told(BACK, client.get(DETAILS))

    at["now"] = AT + timedelta(minutes=31)
    page = client.get(DETAILS)

    assert settings.TYPED_MINUTES == 30
    assert told(GONE, page)
    assert "13900668099" not in words(page)


def test_what_was_kept_long_enough_is_swept_away():
    account_id, _person = account()
    for n in range(2):
        acts.keep_typed(f"{n}", account_id, DETAILS, {"a": ["b"]}, at=AT + timedelta(minutes=n))

    assert acts.forget_old_typed(at=AT + timedelta(minutes=30)) == 1
    assert Typed.objects.count() == 1


def test_a_form_that_is_too_long_is_not_kept_and_that_is_told(client):
    account()
    lost(client, form={"address": "长" * (acts.MOST_BYTES // 3)})
    sign_in(client)

    page = client.get(DETAILS)

    assert told(LONG, page)
    assert not Typed.objects.exists()


def test_a_browser_keeps_one_form_the_last(client):
    account()
    lost(client)
    client.post(NAME, {"name": "王秀珍"})

    assert Typed.objects.count() == 1
    sign_in(client)
    assert 'value="王秀珍"' in words(client.get(NAME))


def test_files_secrets_and_buttons_are_left_out(client, monkeypatch):
    account()
    kept = []
    monkeypatch.setattr(acts, "keep_typed", lambda *given, **_at: kept.append(given[3]) or True)

    lost(
        client,
        form={
            **FORM,
            "csrfmiddlewaretoken": "x",
            "password": "x",
            "password2": "x",
            "token": "x",
            "_row": "x",
            "file": SimpleUploadedFile("a.txt", b"text"),
        },
    )

    assert kept == [{name: [value] for name, value in FORM.items()}]


@pytest.mark.rule("F-422")
def test_the_row_says_nothing_to_whoever_reads_the_database(client):
    account()
    lost(client)

    row = Typed.objects.get()

    for secret in ("13900668099", "人民路", DETAILS):
        assert secret.encode() not in bytes(row.sealed)
    assert len(bytes(row.browser_index)) == 32


def test_the_cookie_says_nothing_and_is_out_of_reach_of_scripts(client):
    account()
    sign_in(client)
    first = client.cookies[browsers.COOKIE]
    known = browsers.of(
        RequestFactory().get("/", headers={"Cookie": f"{browsers.COOKIE}={first.value}"}), at=now()
    )

    assert first["httponly"]
    assert first["samesite"] == "Lax"
    assert first["max-age"] == 8.5 * 3600
    assert known.number.encode() not in urlsafe_b64decode(first.value)

    before = first.value
    sign_in(client)
    assert client.cookies[browsers.COOKIE].value == before  # nobody signed in anew
