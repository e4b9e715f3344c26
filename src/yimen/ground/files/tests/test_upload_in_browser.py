"""Sending files in a real browser: in parts, over a line that breaks, and with words when one is refused."""

import pytest
from django.contrib.auth import get_user_model
from playwright.sync_api import expect

from yimen.ground.files.models import File, State
from yimen.ground.files.tests.make import picture
from yimen.ground.tests.browsing import telephone

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
FORM = """
const form = document.querySelector("main form") || document.querySelector("form");
form.insertAdjacentHTML("beforeend", `<section><input type="file" id="papers" multiple data-upload="uploaded">
<progress max="1" value="0" hidden data-broken="The line broke."></progress><p data-upload-note></p></section>`);
form.addEventListener("submit", (event) => { event.preventDefault(); document.title = "sent"; });
"""


@pytest.fixture
def page(live_server, client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    client.force_login(get_user_model().objects.create_user(username="li", password="Unguessed-2026"))
    with telephone(live_server.url, client) as page:
        page.goto("/verify/")
        page.evaluate(FORM)
        page.add_script_tag(url="/static/files/upload.js")
        yield page


def send(page, *files: tuple[str, bytes]) -> None:
    given = [{"name": name, "mimeType": "image/png", "buffer": data} for name, data in files]
    page.set_input_files("#papers", given)


def test_files_are_sent_in_parts_and_the_form_follows(page):
    send(page, ("a.png", picture("PNG")), ("b.png", picture("PNG", colour="blue")))

    expect(page).to_have_title("sent")
    assert set(File.objects.values_list("state", flat=True)) == {State.READY}
    sent = page.eval_on_selector_all("[name=uploaded]", "all => all.map((one) => one.value)")
    assert sorted(sent) == sorted(str(number) for number in File.objects.values_list("pk", flat=True))


def test_a_broken_line_is_taken_up_again(page):
    broken: list[str] = []

    def once(route, request) -> None:
        if request.method == "PATCH" and not broken:
            broken.append(request.url)
            route.abort()
        else:
            route.continue_()

    page.route("**/files/*/part/", once)
    send(page, ("a.png", picture("PNG")))

    expect(page).to_have_title("sent")
    assert broken
    assert File.objects.get().state == State.READY


def test_a_refused_file_is_explained_and_nothing_is_sent(page):
    send(page, ("a.png", b"MZ is no photo"))

    expect(page.locator("[data-upload-note]")).not_to_be_empty()
    assert "HEIC" in page.inner_text("[data-upload-note]")
    assert page.title() != "sent"
    assert page.is_enabled("#papers")
    assert page.query_selector("[name=uploaded]") is None
