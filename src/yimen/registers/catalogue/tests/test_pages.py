"""The catalogue's desk and the power lists, through their addresses."""

import csv
import io
import json
from datetime import date

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from yimen.registers.agencies.reads import Role
from yimen.registers.catalogue import acts, gates
from yimen.registers.catalogue.models import (
    ListFile,
    Matter,
    Version,
)
from yimen.registers.catalogue.tests.desk import a_draft, address, officer
from yimen.registers.catalogue.tests.lists import BUREAU, LIST, as_csv
from yimen.registers.catalogue.tests.make import AT, ORGAN_USCC, SITUATIONS, an_organ, published_matter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_sign_in")]
ROW = [{**LIST[0]}, {**LIST[2]}]


def test_strangers_are_sent_to_sign_in_and_other_officers_are_turned_away():
    clerk = officer("li", Role.WINDOW, an_organ())

    for name in ("matters", "upload", "quality"):
        assert Client().get(address(name)).status_code == 302
        assert clerk.get(address(name)).status_code == 403


def test_an_editor_finds_the_matters_of_the_own_organ_only():
    organ = an_organ()
    other = an_organ("rsj", uscc=BUREAU)
    own, foreign = a_draft(organ), a_draft(other, "X-2", titles={"zh-hans": "别家事项"})
    editor = officer("wen", Role.CATALOGUE_EDITOR, organ)

    page = editor.get(address("matters"))

    assert "Food business licence" in page.content.decode()
    assert "别家事项" not in page.content.decode()
    assert editor.get(address("version", own)).status_code == 200
    assert editor.get(address("version", foreign)).status_code == 404
    assert editor.get(address("edit", foreign)).status_code == 404
    assert editor.post(address("submit", foreign)).status_code == 404


def test_the_establishment_office_sees_the_whole_city():
    a_draft(an_organ("rsj", uscc=BUREAU))
    page = officer("bian", Role.ESTABLISHMENT, an_organ()).get(address("matters"))

    assert "Food business licence" in page.content.decode()


@pytest.mark.parametrize(
    "query", ["?q=%00", "?state=nonsense", "?cursor=x", "?cursor=99999999999999999999", "?q=" + "x" * 500]
)
def test_odd_questions_are_answered(query):
    page = officer("bian", Role.ESTABLISHMENT, an_organ()).get(address("matters") + query)

    assert page.status_code in {200, 400}


def test_the_list_is_cut_into_pages_that_meet():
    organ = an_organ()
    for n in range(31):
        a_draft(organ, f"X-{n}", titles={"zh-hans": f"事项{n}号"})
    editor = officer("wen", Role.CATALOGUE_EDITOR, organ)

    first = editor.get(address("matters"))
    second = editor.get(address("matters") + f"?cursor={first.context['next']}")

    assert [len(page.context["lines"]) for page in (first, second)] == [30, 1]
    assert second.context["next"] == ""


def test_the_page_of_a_draft_says_what_is_to_mend():
    version = a_draft(an_organ(), phone="", materials=[{"names": {"zh-hans": "其他材料"}}])

    page = officer("wen", Role.CATALOGUE_EDITOR, an_organ()).get(address("version", version)).content.decode()

    assert "The telephone for questions is missing." in page
    assert "This paper is a catch-all" in page
    assert "A-105" in page
    assert "Hand in to the head" not in page


def test_a_draft_with_every_kind_of_hole_still_has_its_page():
    version = acts.draft(
        {"titles": {"zh-hans": "空"}, "kind": "20", "steps": [{"names": {"zh-hans": "想"}}]},
        code="X",
        organ_id=an_organ(),
        by="account:1",
        at=AT,
    )

    page = officer("wen", Role.CATALOGUE_EDITOR, an_organ()).get(address("version", version))

    assert page.status_code == 200


def test_a_matter_is_suspended_resumed_and_withdrawn_with_a_reason():
    sheet = published_matter()
    office = officer("bian", Role.ESTABLISHMENT, sheet.organ_id)

    assert office.post(address("suspend", sheet.version_id), {"reason": ""}).status_code == 422
    assert Version.objects.get().state == "published"
    office.post(address("suspend", sheet.version_id), {"reason": "系统升级"})
    assert Version.objects.get().state == "suspended"
    office.post(address("resume", sheet.version_id))
    assert Version.objects.get().state == "published"
    office.post(address("withdraw", sheet.version_id), {"reason": "取消"})
    assert Version.objects.get().state == "withdrawn"
    assert office.post(address("withdraw", sheet.version_id), {"reason": "再次"}).status_code == 422


def upload(browser, name, data, **words):
    return browser.post(address("upload"), {"file": SimpleUploadedFile(name, data), **words})


def test_a_list_is_judged_first_and_written_when_it_is_applied():
    office = officer("bian", Role.ESTABLISHMENT, an_organ())

    answer = upload(office, "list.csv", as_csv(ROW))

    report = office.get(answer.headers["Location"])
    assert Matter.objects.count() == 0
    assert "户口登记" in report.content.decode()
    assert "The organ&#x27;s code is missing." in report.content.decode()
    assert office.post(answer.headers["Location"]).status_code == 302
    assert Matter.objects.count() == 1
    kept = ListFile.objects.get()
    assert (bytes(kept.data), kept.report["new"], bool(kept.applied_at)) == (b"", 1, True)
    again = office.post(answer.headers["Location"])
    assert "This list was applied before." in again.content.decode()
    assert Matter.objects.count() == 1


def test_rows_without_a_code_can_be_given_to_an_organ():
    organ = an_organ()
    office = officer("bian", Role.ESTABLISHMENT, organ)

    answer = upload(office, "list.csv", as_csv(ROW), organ=str(organ))

    assert office.get(answer.headers["Location"]).context["rejected"] == []


def test_an_unreadable_list_is_refused_at_its_field():
    office = officer("bian", Role.ESTABLISHMENT, an_organ())

    answer = upload(office, "list.pdf", b"%PDF-1.7")

    assert answer.status_code == 200
    assert "file" in answer.context["form"].errors
    assert ListFile.objects.count() == 0
    assert office.get(address("list_report", 12345)).status_code == 404


def test_editors_of_one_organ_do_not_import():
    editor = officer("wen", Role.CATALOGUE_EDITOR, an_organ())

    assert upload(editor, "list.csv", as_csv(ROW)).status_code == 403
    assert ListFile.objects.count() == 0


def test_the_quality_report_names_defects_and_searches_in_vain():
    organ = an_organ()
    a_draft(organ, phone="")
    acts.note_nothing_found("养龙许可", on=date(2026, 1, 5))

    page = officer("bian", Role.ESTABLISHMENT, organ).get(address("quality")).content.decode()

    assert "The telephone for questions is missing." in page
    assert "养龙许可" in page


@pytest.mark.parametrize("role", [*gates.DESK])
def test_whoever_the_menu_leads_to_a_page_may_read_it(role):
    a_draft(an_organ())
    browser, menu = officer("wen", role, an_organ()), apps.get_app_config("catalogue").menu

    seen = [one for one in menu if str(role) in one.roles]

    assert seen
    for one in seen:
        assert browser.get(reverse(one.address)).status_code == 200, one.address
    assert len({one.address for one in menu}) == len(menu)


@pytest.mark.rule("A-115")
def test_the_power_list_of_an_organ_is_public_for_machines():
    sheet = published_matter()

    for key in ("scjgj", str(sheet.organ_id), ORGAN_USCC):
        answer = Client(headers={"accept-language": "en"}).get(address("power_list_json"), {"organ": key})
        assert answer.status_code == 200, key
        given = json.loads(answer.content)
        assert (given["total"], given["matters"][0]["name"]) == (1, "Food business licence")
        assert given["organ"]["name"] == "Market Regulation Bureau"

    assert Client().get(address("power_list_json"), {"organ": "nobody"}).status_code == 404
    assert Client().get(address("power_list_json")).status_code == 404


def test_the_power_list_as_a_table_runs_nothing_in_a_spreadsheet_and_can_be_imported_again():
    published_matter("=HYPERLINK(1)", titles={"zh-hans": "@SUM(1+1)"})

    answer = Client().get(address("power_list_csv"), {"organ": "scjgj"})

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[1][:2] == ["'@SUM(1+1)", "'=HYPERLINK(1)"]
    assert rows[0][:2] == ["事项名称", "实施编码"]
    assert "attachment" in answer.headers["Content-Disposition"]


@pytest.mark.rule("H-412", "A-103")
def test_a_version_shows_its_form_and_its_guided_questions_to_whoever_judges_it(plain_sign_in):
    version = a_draft(an_organ(), situations=SITUATIONS)
    legal = officer("legal", Role.LEGAL, an_organ())

    words = legal.get(address("version", version)).content.decode()

    assert "Cook&#x27;s identity number" in words
    assert "“Kind” is “Hot food”" in words
    assert "Do you fry?" in words
    assert "Papers that are not needed: 2. Floor plan, 3. Health certificate" in words
    assert f"/desk/designer/{version}/preview/" in words
