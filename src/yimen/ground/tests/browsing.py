"""A real browser for tests: Debian's Chromium, and a telephone on which somebody has signed in."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser. Its loop runs in the thread of the test, which asks the database all the same."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as tool:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = tool.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def telephone(address: str, client: Client) -> Iterator[Page]:
    """Open a page of 390 pixels in English on which whoever signed in with the client is signed in."""
    name = settings.SESSION_COOKIE_NAME
    kept = {name: client.cookies[name].value, "yimen_language": "en"}
    with chromium() as browser:
        context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=address)
        context.add_cookies([{"name": one, "value": kept[one], "url": address} for one in kept])
        yield context.new_page()
