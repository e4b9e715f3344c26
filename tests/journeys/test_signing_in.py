"""In a real browser: a passkey is added and opens the account without a password, under the strict policy."""

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from yimen.ground.tests.browsing import chromium
from yimen.registers.people.tests.make import PASSWORD, account

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
SUBMIT = "main form button.button >> nth=0"


@pytest.fixture
def page() -> Iterator[Page]:
    """A window of a browser that has a key built in; what its console complains of fails the test."""
    complaints: list[str] = []
    with chromium() as browser:
        page = browser.new_page(locale="zh-CN")
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        devices = page.context.new_cdp_session(page)
        devices.send("WebAuthn.enable")
        devices.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
        yield page
    assert complaints == []


@pytest.mark.rule("F-404", "A-114")
def test_a_passkey_is_added_and_opens_the_account(page, live_server):
    account()
    page.goto(f"{live_server.url}/accounts/login/?next=/accounts/2fa/webauthn/add/")
    page.fill("[name=login]", "wang")
    page.fill("[name=password]", PASSWORD)
    page.click(SUBMIT)
    page.fill("[name=password]", PASSWORD)
    page.click(SUBMIT)
    page.check("[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/accounts/2fa/recovery-codes/**")
    page.goto(f"{live_server.url}/accounts/logout/")
    page.click(SUBMIT)
    page.wait_for_load_state()

    page.goto(f"{live_server.url}/accounts/login/?next=/my/details/")
    page.click("#passkey_login")
    page.wait_for_url(lambda address: urlsplit(address).path == "/my/details/")

    assert "王秀英" in page.inner_text("main")


@pytest.mark.rule("F-402")
def test_signing_out_leaves_nothing_behind_the_back_button(page, live_server):
    account()
    page.goto(f"{live_server.url}/accounts/login/?next=/my/details/")
    page.fill("[name=login]", "wang")
    page.fill("[name=password]", PASSWORD)
    page.click(SUBMIT)
    page.wait_for_url(lambda address: urlsplit(address).path == "/my/details/")
    page.click("header form button.link-button:visible")
    page.wait_for_load_state()

    page.go_back()

    assert "王秀英" not in page.inner_text("body")


def test_what_was_typed_comes_back_after_signing_in_again(page, live_server):
    account()
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{live_server.url}/accounts/login/?next=/my/details/")
    page.fill("[name=login]", "wang")
    page.fill("[name=password]", PASSWORD)
    page.click(SUBMIT)
    page.wait_for_url(lambda address: urlsplit(address).path == "/my/details/")
    page.fill("[name=phone]", "13900668099")
    page.context.clear_cookies(name="yimen_session")

    page.click("#main-form button.button")
    page.wait_for_url("**/accounts/login/**")
    page.fill("[name=login]", "wang")
    page.fill("[name=password]", PASSWORD)
    page.click(SUBMIT)
    page.wait_for_url(lambda address: urlsplit(address).path == "/my/details/")
    assert page.input_value("[name=phone]") == "13900668099"
    assert page.is_visible("main .notice-info")

    page.click("#main-form button.button")
    page.wait_for_load_state()
    assert page.is_visible("main .notice-success")
    assert page.input_value("[name=phone]") == "13900668099"
