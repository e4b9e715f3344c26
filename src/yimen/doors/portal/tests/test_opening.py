"""Whether an office is open now: on its page, and on the guide of a matter that names its hours or those of the hall."""

from datetime import date, datetime, time

import pytest

from yimen.doors.portal.pages import finding
from yimen.doors.portal.tests.make import MATTER, browser, words
from yimen.ground.calendar import acts as calendar
from yimen.ground.calendar import reads as calendar_reads
from yimen.ground.calendar.hours import Spell
from yimen.ground.calendar.rules import SHANGHAI
from yimen.registers.agencies import acts as agency_acts
from yimen.registers.agencies import reads as agencies
from yimen.registers.agencies.acts import NewOrgan
from yimen.registers.catalogue.tests.make import AT, an_organ, published_matter

pytestmark = pytest.mark.django_db
CITY = "440981000000"
DAY = (Spell(time(9), time(12)), Spell(time(14), time(17, 30)))
HALL_HOURS = {"zh-hans": "周一至周六 9:00-12:00"}


@pytest.fixture(autouse=True)
def _hours():
    an_organ()
    texts = {"zh-hans": {"name": "政务服务中心", "hours": HALL_HOURS["zh-hans"]}}
    agency_acts.open_organ(NewOrgan("hall", "hall", CITY, texts), by="system", at=AT)
    agencies.forget()
    calendar.set_hours("scjgj", dict.fromkeys(range(5), DAY), by="account:1", at=AT)
    calendar.set_hours("hall", dict.fromkeys(range(6), DAY[:1]), by="account:1", at=AT)
    yield
    agencies.forget()
    calendar_reads.forget()


@pytest.fixture
def see(monkeypatch):
    def look(path, *moment, language="en"):
        calendar_reads.forget()
        monkeypatch.setattr(finding, "now", lambda: datetime(*moment, tzinfo=SHANGHAI))
        return words(browser().get(path, headers={"accept-language": language}))

    return look


def test_an_office_says_until_when_it_is_open_and_when_it_opens_next(see):
    page = f"/organs/{an_organ()}/"

    assert "Open now, until 12:00" in see(page, 2026, 3, 2, 10, 0)
    assert "Closed now, opens today at 14:00" in see(page, 2026, 3, 2, 12, 30)
    assert "Closed now, opens on Monday, March 9, 2026 at 9:00" in see(page, 2026, 3, 6, 18, 0)
    assert "lundi 9 mars 2026" in see(page, 2026, 3, 6, 18, 0, language="fr")


def test_a_closure_is_named_with_its_notice(see):
    monday = date(2026, 3, 9)
    calendar.close_offices(CITY, monday, monday, notice="防风通告<1>", by="account:1", at=AT)

    page = see(f"/organs/{an_organ()}/", 2026, 3, 9, 10, 0)

    assert "opens on Tuesday, March 10, 2026 at 9:00" in page
    assert '<span lang="zh-CN">防风通告&lt;1&gt;</span>' in page


def test_a_guide_goes_by_whose_hours_the_matter_names(see):
    published_matter()
    published_matter("IN-HALL", hours=HALL_HOURS)
    published_matter("ELSEWHERE", hours={"zh-hans": "周日 9:00-10:00"})
    saturday = (2026, 3, 7, 10, 0)

    assert "Closed now, opens on Monday" in see(f"/matters/{MATTER}/", *saturday)
    assert "Open now, until 12:00" in see("/matters/IN-HALL/", *saturday)
    elsewhere = see("/matters/ELSEWHERE/", *saturday)
    assert "Open now" not in elsewhere
    assert "Closed now" not in elsewhere


def test_an_office_whose_hours_the_calendar_does_not_know_says_nothing(see):
    page = see(f"/organs/{an_organ('village', uscc='')}/", 2026, 3, 2, 10, 0)

    assert "Open now" not in page
    assert "Closed" not in page
