"""The main job in a real browser: from finding a matter to rating it, as citizen and as officers."""

import threading
from datetime import datetime, timedelta
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from PIL import Image

from yimen.affairs.cases.models import Case
from yimen.ground.bus import hearing
from yimen.means.documents import acts as documents
from yimen.registers.agencies import acts as agencies
from yimen.registers.catalogue.tests.make import an_organ, published_matter
from yimen.registers.people import acts as people
from yimen.watch.ratings.models import Rating

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("announced"),
]
SHANGHAI = ZoneInfo("Asia/Shanghai")
PASSWORD = "journey-password-1"
BY = "system:test"


def now() -> datetime:
    return datetime.now(SHANGHAI)


@pytest.fixture
def city(settings, tmp_path):
    """A bureau with three officers, a matter, and a citizen."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.STAFF_MFA = False
    organ = an_organ()
    for role in ("window", "reviewer", "approver"):
        account = people.open_account(f"officer-{role}", PASSWORD, by=BY, at=now())
        post = agencies.create_post(organ, role, role, by=BY, at=now())
        agencies.appoint(
            post, account, role, letter="A", on=now().date() - timedelta(days=9), by=BY, at=now()
        )
    person = people.register(
        people.NewPerson("王秀英", "resident", "440981199001010017", "13900668001"),
        account_id=None,
        by=BY,
        at=now(),
    )
    people.open_account("wang", PASSWORD, person_id=person, by=BY, at=now())
    return published_matter()


def photo() -> dict[str, object]:
    buffer = BytesIO()
    Image.new("RGB", (1200, 900), (200, 60, 40)).save(buffer, "JPEG")
    return {"name": "照片.jpg", "mimeType": "image/jpeg", "buffer": buffer.getvalue()}


def the_worker_works() -> None:
    """Listen and make documents in a thread of its own, as the worker does (the browser's driver holds this one)."""

    def work() -> None:
        hearing.hear_all(at=now())
        documents.issue_waiting(at=now())
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


def apply(wang, matter) -> None:
    """Fill in the four steps."""
    wang.goes_to("/matters/?q=开饭店")
    wang.page.click("text=食品经营许可 >> nth=0")
    wang.looks()
    wang.page.click(f"a[href='/apply/{matter.code}/']")
    wang.looks()
    wang.page.click("main form button.button")
    wang.looks()
    wang.page.fill("[name=shop]", "荔枝小馆")
    wang.page.fill("[name=area]", "eighty")
    wang.page.check("[name=kind][value=cold]")
    wang.page.click("#main-form button.button >> nth=0")
    wang.looks()
    assert wang.page.locator(".field-bad [name=area]").input_value() == "eighty"
    wang.page.fill("[name=area]", "86")
    wang.page.click("#main-form button.button >> nth=0")
    wang.looks()
    for material in (1, 2):
        wang.page.set_input_files(f"#file-{material}", photo())
        wang.page.wait_for_selector(f"#material-{material} .paper-rows")
    wang.page.click("#main-form > p.row button.button >> nth=0")
    wang.looks()
    wang.page.check("[name=true]")
    wang.page.click("#main-form button.button >> nth=0")
    wang.looks()


def test_a_citizen_applies_officers_decide_and_the_citizen_rates(city, visitor):
    wang = visitor(width=390)
    wang.signs_in("wang", PASSWORD)
    apply(wang, city)
    case = Case.objects.get()
    assert case.state == "submitted"

    clerk = visitor()
    clerk.signs_in("officer-window", PASSWORD)
    clerk.goes_to("/desk/")
    clerk.page.click("text=食品经营许可")
    clerk.looks()
    clerk.page.click(f"form[action='/desk/cases/{case.pk}/accept/'] button")
    clerk.looks()

    reviewer = visitor()
    reviewer.signs_in("officer-reviewer", PASSWORD)
    reviewer.goes_to(f"/desk/cases/{case.pk}/")
    reviewer.page.click(f"details:has(form[action='/desk/cases/{case.pk}/review/']) summary")
    reviewer.page.check("[name=review-verdict][value=agree]")
    reviewer.page.click(f"form[action='/desk/cases/{case.pk}/review/'] button")
    reviewer.looks()

    approver = visitor(language="fr")
    approver.signs_in("officer-approver", PASSWORD)
    approver.goes_to(f"/desk/cases/{case.pk}/")
    approver.page.click(f"details:has(form[action='/desk/cases/{case.pk}/grant/']) summary")
    approver.page.click(f"form[action='/desk/cases/{case.pk}/grant/'] button")
    approver.looks()

    clerk.goes_to(f"/desk/cases/{case.pk}/")
    clerk.page.click(f"details:has(form[action='/desk/cases/{case.pk}/deliver/']) summary")
    clerk.page.select_option("[name=deliver-method]", "personal")
    clerk.page.fill("[name=deliver-proof]", "本人签收")
    clerk.page.click(f"form[action='/desk/cases/{case.pk}/deliver/'] button")
    clerk.looks()

    the_worker_works()
    wang.goes_to(f"/my/cases/{case.pk}/")
    assert wang.page.locator("#case-documents a[href^='/documents/']").count() >= 4
    wang.page.click(f"a[href='/my/cases/{case.pk}/rate/']")
    wang.looks()
    assert wang.page.locator("[name=level]:checked").count() == 0
    wang.page.check("[name=level][value='5']")
    wang.page.click("#main-form button.button >> nth=0")
    wang.looks()
    assert Rating.objects.get().level == 5


def test_the_language_is_switched_half_way_and_nothing_typed_is_lost(city, visitor):
    wang = visitor(width=390)
    wang.signs_in("wang", PASSWORD)
    wang.goes_to(f"/apply/{city.code}/")
    wang.page.click("main form button.button")
    wang.page.fill("[name=shop]", "荔枝小馆")

    wang.page.click(".languages summary")
    wang.page.click(".languages button[value=fr]")
    wang.looks()

    assert wang.page.input_value("[name=shop]") == "荔枝小馆"
    assert wang.page.get_attribute("html", "lang") == "fr"
    assert wang.page.locator(".error-summary").count() == 0


@pytest.mark.rule("J-202", "J-205")
@pytest.mark.parametrize(
    ("language", "mode", "width"),
    [
        ("zh-hans", "elder", 390),
        ("fr", "standard", 390),
        ("ja", "contrast", 1280),
        ("zh-hant", "standard", 320),
        ("en", "elder", 1280),
    ],
)
def test_public_pages_are_whole_in_every_language_and_mode(city, visitor, language, mode, width):
    guest = visitor(language=language, mode=mode, width=width)

    for path in (
        "/",
        "/matters/",
        f"/matters/{city.code}/",
        "/organs/",
        "/track/",
        "/help/",
        "/look/",
        "/feedback/",
        "/accounts/login/",
        "/no-such-page/",
    ):
        guest.goes_to(path)
    if mode == "elder":
        guest.goes_to("/")
        assert float(guest.page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")) >= 24
        small = guest.page.evaluate(
            "[...document.querySelectorAll('main a, main button, main input:not([type=hidden])')].filter((e) => e.offsetParent && e.getBoundingClientRect().height < 60 && !e.closest('p')).map((e) => e.outerHTML.slice(0, 80))"
        )
        assert small == []


def test_a_case_is_followed_with_number_and_code_only(city, visitor):
    wang = visitor()
    wang.signs_in("wang", PASSWORD)
    apply(wang, city)
    number, code = (wang.page.locator(".big-number").nth(n).inner_text() for n in (0, 1))

    guest = visitor(width=390)
    guest.goes_to("/track/")
    guest.page.fill("[name=number]", number)
    guest.page.fill("[name=code]", "AAAAAAAAAA")
    guest.page.click("#main-form button.button")
    guest.looks()
    assert guest.page.input_value("[name=number]") == number
    guest.page.fill("[name=code]", code)
    guest.page.click("#main-form button.button")
    guest.looks()

    assert "食品经营许可" in guest.page.inner_text("main")
    assert "王秀英" not in guest.page.content()
