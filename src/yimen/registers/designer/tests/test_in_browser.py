"""In a real browser: what is typed is not lost by a wrong link, and only what fits the kind of answer is asked."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from yimen.ground.tests.browsing import telephone
from yimen.registers.designer.tests.test_pages import QUESTION, a_draft, address, editor, names

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(live_server, settings) -> Iterator[Page]:
    """A telephone on which an editor has signed in."""
    settings.STAFF_MFA = False
    with telephone(live_server.url, editor()) as page:
        yield page


def test_whoever_leaves_with_something_typed_is_asked_and_whoever_saves_is_not(page):
    version, asked = a_draft(), []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.goto(address("question", version, "new"))
    back = page.get_by_role("link", name="Back to the form")

    page.fill("[name='labels_zh-hans']", QUESTION["labels_zh-hans"])
    back.click(no_wait_after=True)
    expect(page.locator("[name='labels_zh-hans']")).to_have_value(QUESTION["labels_zh-hans"])
    assert asked == ["beforeunload"]

    page.get_by_role("button", name="Save", exact=True).click()  # refused: no purpose
    expect(page.locator("#id_serves_error")).to_be_visible()
    assert len(asked) == 1
    page.get_by_role("link", name="Back to the form").click(no_wait_after=True)
    expect(page.locator("#id_serves_error")).to_be_visible()
    assert len(asked) == 2

    page.select_option("[name=serves]", QUESTION["serves"])
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Saved.")
    page.get_by_role("link", name="Preview").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Preview")
    assert len(asked) == 2
    assert len(names(version)) == 5


def test_only_what_fits_the_kind_of_answer_is_asked(page):
    page.goto(address("question", a_draft(), "new"))

    expect(page.locator("[name=options]")).to_be_hidden()
    page.select_option("[name=kind]", "choice")
    expect(page.locator("[name=options]")).to_be_visible()
    expect(page.locator("[name=pattern]")).to_be_hidden()
    page.fill("[name=options]", "甲\n乙")
    page.select_option("[name=kind]", "text")
    expect(page.locator("[name=options]")).to_be_visible()  # something stands in it

    expect(page.locator("[name=if_value_1]")).to_be_hidden()
    page.select_option("[name=if_field_1]", "shop")
    expect(page.locator("[name=if_value_1]")).to_be_visible()
    expect(page.locator("[name=if_field_2]")).to_be_visible()
