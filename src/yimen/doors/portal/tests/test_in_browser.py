"""In a real browser: the Enter key sends the form, files are sent in parts and shown, the end of the session is announced."""

from collections.abc import Iterator
from time import sleep

import pytest
from playwright.sync_api import Page, expect

from yimen.affairs.cases.acts import Missing
from yimen.affairs.cases.models import Material
from yimen.doors.portal.tests.make import asked_for_more, begin, browser, state, wang
from yimen.doors.portal.tests.test_situations import OWNERS
from yimen.ground.files.tests.make import picture
from yimen.ground.tests.browsing import telephone
from yimen.registers.catalogue.tests.make import CONTENT, published_matter

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
HOURS = 60 * 60 * 1000


@pytest.fixture
def page(live_server, settings, tmp_path) -> Iterator[Page]:
    """A telephone on which Wang has signed in."""
    settings.MEDIA_ROOT = tmp_path / "files"
    with telephone(live_server.url, wang()) as page:
        yield page


def photo(name: str, colour: str) -> dict[str, object]:
    return {"name": name, "mimeType": "image/png", "buffer": picture("PNG", colour=colour)}


def test_the_enter_key_sends_the_form_and_leaves_the_reading_mode_alone(page):
    page.goto("/track/")
    page.fill("[name=number]", "2800")
    page.press("[name=number]", "Enter")

    expect(page.locator(".error-summary")).to_be_visible()
    assert page.get_attribute("html", "data-mode") == "standard"


def test_the_notice_is_answered_with_several_files_shown_before_they_are_handed_in(page):
    case = asked_for_more(Missing("缺页", material=2), Missing("面积不对", field="area"))
    page.goto(f"/my/cases/{case}/supplement/")
    page.fill("[name=area]", "120")

    with page.expect_navigation():
        page.set_input_files("#file-2", [photo("a.png", "red"), photo("b.png", "blue")])

    assert page.locator("#material-2 .paper-rows img").count() == 2
    assert page.input_value("[name=area]") == "120"
    assert state(case) == "supplementing"
    page.press("[name=area]", "Enter")
    page.wait_for_url(f"**/my/cases/{case}/*")
    expect(page.locator(".notice-success")).to_be_visible()
    assert Material.objects.filter(case_id=case, round=1).count() == 2


def test_a_refused_file_is_explained_at_its_paper_and_the_others_may_go_on(page):
    case = asked_for_more(Missing("看不清", material=1), Missing("缺页", material=2))
    page.goto(f"/my/cases/{case}/supplement/")

    page.set_input_files("#file-2", [{"name": "a.png", "mimeType": "image/png", "buffer": b"MZ no photo"}])

    expect(page.locator("#material-2 [data-upload-note]")).to_contain_text("HEIC")
    expect(page.locator("#material-1 [data-upload-note]")).to_be_empty()
    assert page.is_enabled("#file-1")


def test_two_minutes_before_the_session_ends_one_is_asked_to_stay(page, settings):
    published_matter()
    case = begin(wang_again(page, settings))
    page.clock.install()
    page.goto(f"/apply/{case}/form/")
    warning = page.locator(".timeout")

    page.clock.run_for(7 * HOURS)
    expect(warning).to_be_hidden()
    page.clock.run_for(59 * 60 * 1000)
    expect(warning).to_be_visible()
    page.keyboard.press("Enter")
    expect(warning).to_be_hidden()


def wang_again(page, settings):
    """The test's own client of the person who is signed in on the telephone."""
    client = browser()
    kept = {one["name"]: one["value"] for one in page.context.cookies()}
    client.cookies[settings.SESSION_COOKIE_NAME] = kept[settings.SESSION_COOKIE_NAME]
    return client


def test_errors_are_shown_first_even_after_a_row_was_added(page, settings):
    published_matter(form=[*CONTENT["form"], OWNERS])
    case = begin(wang_again(page, settings))
    page.goto(f"/apply/{case}/form/")
    with page.expect_navigation():
        page.click("[name=_row][value='owners:add']")
    assert "#row-owners" in page.url

    with page.expect_navigation():
        page.click("#main-form button:text('Continue')")

    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator(".error-summary")).to_be_in_viewport()
    assert "#" not in page.url


def test_a_paper_is_added_by_choosing_it_and_no_button_is_left_to_press(page, settings):
    published_matter()
    case = begin(wang_again(page, settings))
    page.goto(f"/apply/{case}/papers/")
    expect(page.locator("[data-upload-add]").first).to_be_hidden()

    with page.expect_navigation():
        page.set_input_files("#file-1", [photo("a.png", "red")])

    assert Material.objects.filter(case_id=case, material=1).count() == 1


def test_whoever_goes_on_while_a_file_is_being_sent_takes_it_along(page, settings):
    published_matter()
    case = begin(wang_again(page, settings))
    page.route("**/part/", lambda route: (sleep(1), route.continue_()))
    page.goto(f"/apply/{case}/papers/")

    page.set_input_files("#file-1", [photo("a.png", "red")])
    page.click("#main-form > p.row button >> nth=0")

    page.wait_for_url(f"**/apply/{case}/check/")
    assert Material.objects.filter(case_id=case, material=1).count() == 1


def test_a_button_that_prints_is_shown_by_the_script(page):
    matter = published_matter()
    page.goto(f"/matters/{matter.code}/")

    expect(page.locator("[data-print]")).to_be_visible()
