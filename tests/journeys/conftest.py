"""A browser, the real calendar, and axe after every step."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from yimen.ground.calendar import reads as calendar
from yimen.ground.calendar.models import CalendarDay, CalendarYear
from yimen.ground.calendar.tests.make import real_calendar
from yimen.ground.tests.browsing import chromium


@pytest.fixture
def announced(transactional_db) -> None:
    """The announced years: emptied with the other tables by the test before, so entered again."""
    days = real_calendar()
    if not CalendarYear.objects.exists():
        CalendarYear.objects.bulk_create(
            CalendarYear(year=year, notice="n", loaded_at=datetime.now(UTC)) for year in days.years
        )
        CalendarDay.objects.bulk_create(
            CalendarDay(day=day, working=day in days.worked, name="n") for day in days.off | days.worked
        )
    calendar.forget()


@pytest.fixture
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with chromium() as browser:
        yield browser


class Visitor:
    """Someone in front of a browser window of their own."""

    def __init__(
        self,
        browser: Browser,
        base: str,
        *,
        width: int = 1280,
        language: str = "zh-hans",
        mode: str = "standard",
    ) -> None:
        self.base = base
        self.complaints: list[str] = []
        context = browser.new_context(viewport={"width": width, "height": 900})
        cookies = {"yimen_language": language, "yimen_mode": mode}
        context.add_cookies([{"name": name, "value": value, "url": base} for name, value in cookies.items()])
        self.page: Page = context.new_page()
        self.page.on(
            "console", lambda said: self.complaints.append(said.text) if said.type == "error" else None
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def goes_to(self, path: str) -> None:
        """Open a page and look at it."""
        self.page.goto(self.base + path)
        self.looks()

    def signs_in(self, name: str, password: str) -> None:
        """Sign in."""
        self.page.goto(f"{self.base}/accounts/login/")
        self.page.fill("[name=login]", name)
        self.page.fill("[name=password]", password)
        self.page.click("main button[type=submit], main button.button")
        self.page.wait_for_load_state()

    def looks(self) -> None:
        """Find the page without a fault: no axe violation, nothing wider than the window, one main heading."""
        self.page.wait_for_load_state()
        found = Axe().run(self.page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], self.page.url
        wide = self.page.evaluate(
            "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        )
        assert not wide, f"{self.page.url} is wider than the window"
        assert self.page.locator("h1").count() == 1, self.page.url


@pytest.fixture
def visitor(browser, live_server):
    """Let someone come: `visitor(width=390, language="fr", mode="elder")`."""
    everyone: list[Visitor] = []

    def comes(**words: object) -> Visitor:
        everyone.append(Visitor(browser, live_server.url, **words))
        return everyone[-1]

    yield comes
    # a 4xx that the journey provokes on purpose is reported by the browser as well; anything else is a fault
    assert [said for one in everyone for said in one.complaints if "status of 4" not in said] == []
