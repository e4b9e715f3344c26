"""The register of power in public: every field, every version, every reason, for people and machines."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from yimen.ground.bus import hearing, journal
from yimen.ground.bus.event import restore
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import (
    acts,
    import_files,
    importing,
    national,
    newest,
    presenting,
    reads,
    register,
)
from yimen.registers.catalogue.models import Matter
from yimen.registers.catalogue.tests.make import AT, CONTENT, an_organ, content_with, published_matter
from yimen.registers.catalogue.tests.way import PLAIN
from yimen.registers.powers.models import Change

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
FULL = {
    "local_base_code": "44-1",
    "local_code": "GZ-1",
    "business_name": {"zh-hans": "餐饮服务（新办）"},
    "business_code": "114409812000000000444012500100001",
    "power_source": "1",
    "level": "4",
    "competence": {"zh-hans": "县级办理本辖区内餐饮服务"},
    "organ_nature": "statutory",
    "commissioned_by": "茂名市市场监督管理局",
    "promised_note": "现场核查不计",
    "flow_window": {"zh-hans": "取号、提交、受理"},
    "flow_online": {"zh-hans": "登录、填报、提交"},
    "special_procedures": [
        {"kind": "site_check", "names": {"zh-hans": "现场核查"}, "days": 5, "unit": "working_days"}
    ],
    "charged": False,
    "hours": {"zh-hans": "工作日9:00至17:00"},
    "online_address": "https://example.invalid/pc",
    "single_sign_on": True,
    "mobile_address": "https://example.invalid/m",
    "planned_from": "2026-01-05",
    "planned_until": "2030-12-31",
    "scope": "county",
    "joint_organs": "消防救援大队",
    "intermediary": "无",
    "quantity": {"zh-hans": "不限"},
    "in_hall": True,
    "by_appointment": True,
    "flags": {"online_payment": False},
    "by_post": True,
    "self_service": False,
    "depths": ["consult", "handle"],
    "local_themes": "荔枝产业",
    "town": "石仔岭街道 440981002000",
    "village": "南宫社区 440981002001",
    "reconsideration": "高州市人民政府",
    "reconsideration_address": "府前路1号",
    "reconsideration_phone": "0668-6612300",
    "reconsideration_url": "https://example.invalid/fy",
    "court": "高州市人民法院",
    "court_address": "法院路1号",
    "court_phone": "0668-6612301",
    "court_url": "https://example.invalid/ss",
    "rights": {"zh-hans": "依法申请行政复议"},
}


@pytest.fixture(autouse=True)
def _plain(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    agencies.forget()
    reads.forget()
    yield
    agencies.forget()


def browser(language="en"):
    return Client(headers={"accept-language": language})


def heard():
    """Let the listeners of this module hear what the catalogue said, as the worker would after the commit."""
    for matter in Matter.objects.all():
        for told in journal.history(matter.pk):
            envelope = {"subject": told.subject, "organ": told.organ, "by": told.actor, "at": told.at}
            for listener in hearing.listeners().values():
                if listener.name.startswith("yimen.registers.powers") and told.type in listener.kinds:
                    listener.hears(restore(told.type, envelope, told.data))


def place(code, rest=""):
    return f"/powers/matters/{code}/{rest}"


@pytest.mark.rule("A-115", "H-301", "H-302")
def test_the_table_shows_every_field_in_the_order_of_the_schema():
    sheet = published_matter(**FULL)
    page = browser("zh-hans").get(place(sheet.code)).content.decode()

    entry = register.entry(sheet.code, on=date(2026, 1, 6))
    silent = [
        one.heading
        for one in (*national.BASIC, *national.EXTENDED)
        if national.empty(presenting.value_of(entry, one))
        and one.place not in {"@fee_basis", "visit_reason", "kind", "reach", "statutory.note"}
    ]
    assert silent == []
    for words in (
        "县级办理本辖区内餐饮服务",
        "现场核查不计",
        "https://example.invalid/ss",
        "荔枝产业",
        "依法申请行政复议",
        "网上办理流程",
    ):
        assert words in page
    shown = [row.field for group in presenting.table(entry, "zh-hans") for row in group.rows]
    wanted = [one.name for one in (*national.BASIC, *national.EXTENDED, *national.LISTED)]
    assert shown == sorted(shown, key=wanted.index)


@pytest.mark.rule("A-115", "H-303", "H-304")
def test_papers_steps_fees_and_answers_are_shown_whole():
    papers = [
        {
            **CONTENT["materials"][0],
            "size": "A4",
            "standard": {"zh-hans": "字迹清楚"},
            "source_note": "窗口领取",
            "blank": {"zh-hans": "空白表"},
            "sample": {"zh-hans": "样表"},
            "note": {"zh-hans": "用黑色笔"},
            "form": "paper",
            "source": "applicant",
        }
    ]
    fees = [
        {
            "names": {"zh-hans": "工本费"},
            "amount_fen": 1000,
            "standard": "每证10元",
            "basis": "某法第一条",
            "level": "law",
        }
    ]
    sheet = published_matter(materials=papers, fees=fees, charged=True, form=[])

    page = browser("zh-hans").get(place(sheet.code)).content.decode()

    for words in (
        "字迹清楚",
        "窗口领取",
        "空白表",
        "样表",
        "用黑色笔",
        "A4",
        "原件",
        "第十二条",
        "工本费",
        "每证10元",
        "要多久?",
        "五个工作日。",
        "审查",
        "申请人自备",
    ):
        assert words in page
    fields = browser().get(place(sheet.code, "matter.json")).json()["fields"]["申请材料"][0]
    assert set(fields) == {one.heading for one in national.MATERIAL}
    assert fields["受理标准"] == "字迹清楚"


def test_a_page_is_shown_in_every_language():
    sheet = published_matter(**FULL)

    for language, words in (
        ("fr", "Licence d&#x27;exploitation alimentaire"),
        ("en", "Food business licence"),
        ("ja", "食品经营许可"),
    ):
        page = browser(language).get(place(sheet.code))
        assert page.status_code == 200
        assert words in page.content.decode()


def test_lists_count_by_organ_and_kind():
    sheet = published_matter()

    assert "Administrative licensing 1" in browser().get("/powers/").content.decode()
    page = browser().get(f"/powers/organs/{sheet.organ_id}/").content.decode()
    assert sheet.code in page
    assert sheet.code not in browser().get(f"/powers/organs/{sheet.organ_id}/?kind=20").content.decode()
    assert browser().get("/powers/organs/999999/").status_code == 404
    assert browser().get(place("nowhere")).status_code == 404


@pytest.mark.rule("H-412")
def test_history_shows_what_each_version_changed():
    sheet = published_matter()
    version = acts.renew(sheet.version_id, by="a", at=AT)
    content = {**reads.draft_content(version), "phone": "0668-6619999", "materials": CONTENT["materials"][1:]}
    content["form"] = []
    acts.revise(version, content)
    acts.load_in_force(version, effective_on=date(2026, 2, 2), by="system:test", at=AT)
    reads.forget()

    answer = browser().get(place(sheet.code))
    page = answer.content.decode()

    (_new, groups, many), (_first, nothing, none) = answer.context["history"]
    assert [(one.name, [change.kind for change in one.changes]) for one in groups] == [
        ("terms", ["changed"]),
        ("materials", ["removed"]),
        ("form", ["removed"] * 4),
    ]
    assert (many, nothing, none) == (6, (), 0)
    assert "6 changes" in page
    pieces = groups[0].changes[0].pieces
    assert "".join(one.text for one in pieces if one.op != "in") == "0668-6612345"
    assert "".join(one.text for one in pieces if one.op != "out") == "0668-6619999"
    assert page.count("<del>") == sum(
        one.op == "out" for part in groups for change in part.changes for one in change.pieces
    )
    assert "Application" in groups[1].changes[0].pieces[0].text


@pytest.mark.rule("H-412")
def test_a_version_under_review_is_not_in_the_public_register():
    sheet = published_matter()
    version = acts.renew(sheet.version_id, by="account:11", at=AT)
    acts.revise(version, {**reads.draft_content(version), "phone": "0668-6619999"})
    acts.submit(version, by="account:11", at=AT, calendar=PLAIN)

    page = browser().get(place(sheet.code))

    assert [one.version_n for one, _groups, _many in page.context["history"]] == [1]
    assert "0668-6619999" not in page.content.decode()
    only = acts.draft(
        content_with(phone="0668-6618888"), code="X-9", organ_id=an_organ(), by="account:11", at=AT
    )
    acts.submit(only, by="account:11", at=AT, calendar=PLAIN)
    assert browser().get(place("X-9")).status_code == 404


def test_a_suspended_or_withdrawn_matter_says_why():
    sheet = published_matter()
    acts.suspend(sheet.matter_id, reason="系统升级", by="a", at=AT)
    reads.forget()
    heard()

    page = browser().get(place(sheet.code)).content.decode()
    assert "系统升级" in page
    assert f'href="/matters/{sheet.code}/"' not in page

    acts.withdraw(sheet.matter_id, reason="国务院取消", by="a", at=AT + timedelta(hours=1))
    reads.forget()
    heard()
    assert "国务院取消" in browser().get(place(sheet.code)).content.decode()
    assert browser().get(place(sheet.code, "matter.json")).json()["state"] == "withdrawn"


def test_a_change_heard_twice_is_noted_once():
    sheet = published_matter()
    heard()
    heard()

    assert [(one.what, one.code) for one in Change.objects.all()] == [("published", sheet.code)]


def test_the_register_is_read_page_by_page_and_nothing_is_read_twice(monkeypatch):
    monkeypatch.setattr("yimen.registers.powers.data_pages.PAGE", 2)
    codes = {published_matter(f"C-{n}", organ_id=an_organ()).code for n in range(5)}

    seen, cursor = [], "0"
    while cursor:
        answer = browser().get(f"/powers/register.json?cursor={cursor}").json()
        seen += [one["code"] for one in answer["items"]]
        cursor = answer["next"]

    assert sorted(seen) == sorted(codes)
    assert browser().get("/powers/register.json?cursor=x").status_code == 422
    assert browser().get(f"/powers/register.json?cursor={10**30}").status_code == 422


def test_one_matter_for_machines_has_ids_and_marks_that_last():
    sheet = published_matter()
    first = browser().get(place(sheet.code, "matter.json"))
    said = first.json()

    assert (said["id"], said["version"]) == (str(sheet.matter_id), 1)
    assert said["service"]["@type"] == "GovernmentService"
    assert said["fields"]["实施编码"] == sheet.code
    again = browser().get(place(sheet.code, "matter.json"), headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first["Last-Modified"]
    acts.suspend(sheet.matter_id, reason="检修", by="a", at=AT)
    reads.forget()
    changed = browser().get(place(sheet.code, "matter.json"), headers={"if-none-match": first["ETag"]})
    assert (changed.status_code, changed.json()["state"]) == (200, "suspended")


def test_the_page_and_the_guide_say_the_same_to_search_engines():
    sheet = published_matter()
    text = browser().get(place(sheet.code)).content.decode()
    service = json.loads(text.split('<script type="application/ld+json">')[1].split("</script>")[0])

    guide = reads.json_ld(sheet, "en", service["url"])
    assert service == guide


@pytest.mark.rule("H-301", "H-302")
def test_a_list_that_was_handed_out_can_be_taken_in_again():
    sheet = published_matter(**FULL, statutory={"days": 20, "unit": "working_days", "note": "自受理之日起"})
    answer = browser().get(f"/powers/organs/{sheet.organ_id}/list.csv")
    table = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [one["实施编码"] for one in table] == [sheet.code]
    before = register.entry(sheet.code, on=date(2026, 1, 6)).content

    report = importing.load(import_files.rows("list.csv", answer.content), importing.Orders(), by="a", at=AT)

    assert (report.read, report.rejected) == (1, [])
    content = newest.latest([sheet.code])[sheet.code].content
    lost = [
        one.heading
        for one in national.SIMPLE
        if national.said(one, national.at(content, one.place))
        != national.said(one, national.at(before, one.place))
    ]
    assert lost == []


def test_a_table_runs_nothing_in_a_spreadsheet():
    sheet = published_matter(competence={"zh-hans": "=cmd|' /C calc'!A0"})

    text = browser().get(f"/powers/organs/{sheet.organ_id}/list.csv").content.decode()

    assert "'=cmd" in text
    assert browser().get(f"/powers/organs/{sheet.organ_id}/list.xlsx").content[:2] == b"PK"


def feed_of(address):
    answer = browser().get(address)
    assert answer["Content-Type"].startswith("application/atom+xml")
    return answer, ET.fromstring(answer.content)


def test_the_feeds_are_valid_atom():
    sheet = published_matter()
    acts.suspend(sheet.matter_id, reason="检修", by="a", at=AT + timedelta(hours=2))
    heard()

    for address in ("/powers/feed.atom", f"/powers/organs/{sheet.organ_id}/feed.atom"):
        answer, root = feed_of(address)
        assert root.tag == f"{ATOM}feed"
        for name in ("id", "title", "updated"):
            assert root.find(f"{ATOM}{name}").text
        assert root.find(f"{ATOM}author/{ATOM}name").text
        entries = root.findall(f"{ATOM}entry")
        ids = [one.find(f"{ATOM}id").text for one in entries]
        assert len(entries) == len(set(ids)) == 2
        assert all(one.startswith(settings.PUBLIC_URL) for one in ids)
        moments = [one.find(f"{ATOM}updated").text for one in entries]
        assert moments == sorted(moments, reverse=True)
        assert root.find(f"{ATOM}updated").text == moments[0]
        assert "检修" in entries[0].find(f"{ATOM}summary").text
        links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
        assert links["self"] == settings.PUBLIC_URL + address
        assert browser().get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_an_empty_feed_is_a_feed():
    assert feed_of("/powers/feed.atom")[1].findall(f"{ATOM}entry") == []


def test_the_site_map_names_every_page():
    sheet = published_matter()
    root = ET.fromstring(browser().get("/powers/sitemap.xml").content)

    places = {one.text for one in root.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}
    assert f"{settings.PUBLIC_URL}/powers/matters/{sheet.code}/" in places
    assert f"{settings.PUBLIC_URL}/powers/organs/{sheet.organ_id}/" in places
    assert "/powers/sitemap.xml" in browser().get("/robots.txt").content.decode()


def test_codes_for_the_wall():
    sheet = published_matter()

    assert browser().get(place(sheet.code, "qr.svg"))["Content-Type"] == "image/svg+xml"
    assert browser().get(place(sheet.code, "qr.png")).content[:4] == b"\x89PNG"
    page = browser().get(f"/powers/organs/{sheet.organ_id}/codes/").content.decode()
    assert f"/powers/matters/{sheet.code}/qr.svg" in page


def test_public_pages_ask_little(django_assert_max_num_queries):
    sheet = published_matter(**FULL)
    heard()
    browser().get("/powers/")

    for address in (
        "/powers/",
        f"/powers/organs/{sheet.organ_id}/",
        place(sheet.code),
        place(sheet.code, "matter.json"),
        f"/powers/organs/{sheet.organ_id}/codes/",
    ):
        with django_assert_max_num_queries(6):
            browser().get(address)


def test_the_page_of_a_matter_asks_three_questions():
    matter = published_matter()
    place = f"/powers/matters/{matter.code}/"
    Client().get(place)

    with CaptureQueriesContext(connection) as seen:
        assert Client().get(place).status_code == 200

    assert len(seen) == 3
