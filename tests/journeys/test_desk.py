"""Officers' ways in a real browser: a draft to publication, a hearing to the decision, a permit to its end, a record to the city archive."""

import threading
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from yimen.affairs.aftercare.models import Proceeding
from yimen.affairs.aftercare.tests.pages import held
from yimen.affairs.archives import acts as archive
from yimen.affairs.archives.models import Package
from yimen.affairs.archives.rules import Terms
from yimen.affairs.archives.tests.make import archived
from yimen.affairs.cases.beside import Service
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.tests.make import accepted, wang
from yimen.affairs.hearings import acts as hearings
from yimen.affairs.hearings.models import Hearing
from yimen.ground.calendar.reads import calendar
from yimen.registers.agencies import acts as agencies
from yimen.registers.agencies import reads as agency_reads
from yimen.registers.agencies.reads import Role
from yimen.registers.agencies.tests.make import organ
from yimen.registers.catalogue import acts as catalogue
from yimen.registers.catalogue.models import Version
from yimen.registers.catalogue.tests.make import an_organ, content_with, published_matter
from yimen.registers.people import acts as people

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("announced", "house"),
]
SHANGHAI = ZoneInfo("Asia/Shanghai")
PASSWORD = "journey-password-1"


def now() -> datetime:
    return datetime.now(SHANGHAI)


@pytest.fixture
def house(settings, tmp_path) -> None:
    """Files and archive of the test's own; quick passwords; nobody needs a second factor."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.ARCHIVE_COPIES = [(str(tmp_path / name), "disk") for name in ("a", "b", "c")]
    settings.CITY_ARCHIVE = "city-archive"
    settings.STAFF_MFA = False
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def officer(visitor):
    """Let an officer come who holds one role: `officer(Role.LEGAL, at=organ_id, width=390)`."""

    def comes(role: str, *, at: int | None = None, **words: object):
        place = at or an_organ()
        name = f"{role}-{place}"
        account = people.open_account(name, PASSWORD, by="system", at=now())
        post = agencies.create_post(place, role, role, by="system", at=now())
        agencies.appoint(
            post, account, name, letter="A", on=now().date() - timedelta(days=9), by="system", at=now()
        )
        agency_reads.forget()
        one = visitor(**words)
        one.signs_in(name, PASSWORD)
        return one

    return comes


def sends(one, act: str, **fields: str) -> None:
    """Fill in the form of an act in its disclosure, choosing where there are choices, and send it."""
    form = f"form[action$='/{act}/']"
    if one.page.locator(f"details:not([open]):has({form}) > summary").count():
        one.page.click(f"details:has({form}) > summary")
    for name, value in fields.items():
        field = one.page.locator(f"{form} [name='{act}-{name}']")
        kind = field.first.evaluate("e => e.type")
        if kind in {"radio", "checkbox"}:
            one.page.check(f"{form} [name='{act}-{name}'][value='{value}']")
        elif kind == "select-one":
            field.select_option(value)
        else:
            field.fill(value)
    one.page.click(f"{form} button")
    one.looks()
    assert one.page.locator(".error-summary").count() == 0, one.page.inner_text(".error-summary")


def passes_on(one, version: int) -> None:
    """Read the draft that waits, tick every point, pass it on."""
    one.goes_to("/desk/catalogue/waiting/")
    one.page.click(f"#main a[href='/desk/catalogue/versions/{version}/'] >> nth=0")
    one.looks()
    for box in one.page.locator("form[action$='/pass/'] [type=checkbox]").all():
        box.check()
    one.page.click("form[action$='/pass/'] button")
    one.looks()


@pytest.mark.rule("H-412")
def test_a_draft_goes_from_the_editor_through_both_offices_to_publication(officer):
    code = "11511300008778693M4440125001000"
    version = catalogue.draft(
        content_with(), code=code, organ_id=an_organ(), by="account:9000000999", at=now()
    )
    page = f"/desk/catalogue/versions/{version}/"

    editor = officer(Role.CATALOGUE_EDITOR)
    editor.goes_to(page)
    editor.page.click("form[action$='/submit/'] button")
    editor.looks()
    head = officer(Role.ORGAN_HEAD, width=390)
    passes_on(head, version)
    office = officer(Role.ESTABLISHMENT)
    passes_on(office, version)
    passes_on(officer(Role.LEGAL, language="fr"), version)

    head.goes_to(page)
    head.page.fill("form[action$='/confirm/'] [type=password]", PASSWORD)
    head.page.click("form[action$='/confirm/'] button")
    head.looks()
    assert "权责事项确认书" in head.page.inner_text("h1")
    office.goes_to(page)
    office.page.fill("form[action$='/publish/'] [type=date]", now().date().isoformat())
    office.page.click("form[action$='/publish/'] button")
    office.looks()

    assert Version.objects.get(pk=version).state == "published"


@pytest.mark.rule("A-702", "A-704")
def test_a_hearing_is_arranged_held_and_its_points_are_taken_up_in_the_decision(officer):
    case = accepted(published_matter(flags={"hearing": "public_interest"}), at=now())
    hearings.begin(case, by="system", at=now())
    page = f"/desk/hearings/{case}/"
    legal = officer(Role.LEGAL)
    chair = f"account:{agency_reads.officers_at(an_organ(), at=now())[0][0]}"
    reviewer = officer(Role.REVIEWER)
    reviewer.goes_to("/desk/hearings/")
    reviewer.goes_to(page)
    day = calendar().working_days_after(now().date(), 10).on
    sends(reviewer, "set_time", starts_at=f"{day}T09:30", place="政务中心三楼听证室", chair=chair)
    handed = {"letter": "time", "method": "personal", "outcome": "served", "proof": "本人签收"}
    sends(reviewer, "tell_person", n="0", **handed)
    long_ago = now() - timedelta(days=60)
    Hearing.objects.filter(pk=case).update(starts_at=now() - timedelta(hours=1), set_at=long_ago)
    Service.objects.filter(case_id=case).update(served_on=long_ago.date())

    legal.goes_to(page)
    sends(
        legal,
        "hold_hearing",
        present="0",
        review="排烟口距住宅12米，符合标准。",
        points="排烟是否扰民\n营业时间",
    )
    sends(legal, "close_record", sign_chair="signed", sign_organ="signed", sign_0="signed")
    reviewer.goes_to(page)
    sends(reviewer, "find_on_record", finding_1="经检测达标。", finding_2="限二十二时前营业。")
    reviewer.goes_to(f"/desk/cases/{case}/")
    sends(reviewer, "review", verdict="agree")
    approver = officer(Role.APPROVER, width=390)
    approver.goes_to(f"/desk/cases/{case}/")
    sends(approver, "grant")

    assert Case.objects.get(pk=case).state == "granted"


@pytest.mark.rule("A-606")
def test_a_permit_is_proposed_for_revocation_decided_after_the_holder_spoke_and_the_decision_served(officer):
    wang()
    permit = held()
    reviewer = officer(Role.REVIEWER, width=390)
    reviewer.goes_to(f"/desk/permits/{permit.id}/")
    reviewer.page.click("a[href$='/propose/']")
    reviewer.looks()
    reviewer.page.select_option("[name=ground]", "unqualified")
    reviewer.page.fill("[name=facts]", "经核查，经营场所不存在。")
    reviewer.page.fill("[name=reason]", "不符合法定条件。")
    reviewer.page.click("#main-form button.button >> nth=0")
    reviewer.looks()
    sends(reviewer, "serve_notice", method="personal", proof="本人签收")
    sends(reviewer, "state_views", views="场所正在装修。")
    Proceeding.objects.update(respond_by=now().date() - timedelta(days=1))

    approver = officer(Role.APPROVER, mode="contrast")
    approver.goes_to("/desk/permits/")
    approver.page.click("#main a[href^='/desk/endings/'] >> nth=0")
    approver.looks()
    sends(approver, "decide", reason="事实清楚，证据确凿。", pay_note="经核查，被许可人没有损失。")
    window = officer(Role.WINDOW)
    window.goes_to(f"/desk/endings/{Proceeding.objects.get().pk}/")
    sends(window, "serve", method="personal", proof="本人签收")

    assert Proceeding.objects.get().state == "served"


def a_record() -> None:
    """A case closed and packed, to be kept for thirty years; in a thread of its own, as the worker does it."""

    def work() -> None:
        terms = Terms("30", "controlled", "none", "机关文件材料归档范围")
        rule = archive.propose_retention("kind:01", "行政许可", terms, by="account:9000000901", at=now())
        archive.decide_retention(rule, approve=True, by="account:9000000902", at=now())
        archived()
        connection.close()

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()


@pytest.mark.rule("G-309")
def test_a_record_is_handed_over_to_the_city_archive_and_signed_by_both(officer):
    a_record()
    package = Package.objects.get()
    giver = officer(Role.ARCHIVIST)
    receiver = officer(Role.ARCHIVIST, at=organ("city-archive"), mode="elder")
    giver.goes_to("/desk/archive/")
    giver.goes_to(f"/desk/archive/packages/{package.pk}/")
    giver.goes_to("/desk/archive/handovers/new/")
    giver.page.check("[name=why][value=custody]")
    giver.page.check(f"[name=package][value='{package.pk}']")
    giver.page.click("#main-form button.button >> nth=0")
    giver.looks()
    giver.page.click("form[action$='/sign/'] button")
    giver.looks()

    receiver.goes_to("/desk/archive/handovers/")
    receiver.page.click("#main td.cell-title a")
    receiver.looks()
    receiver.page.click("form[action$='/receive/'] button")
    receiver.looks()

    assert Package.objects.get(pk=package.pk).state == "handed_over"
