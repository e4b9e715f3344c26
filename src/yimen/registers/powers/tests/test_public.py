"""The register of power in public: every field, every version, every reason, for people and machines."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from yimen.registers.catalogue import (
    acts,
    national,
    presenting,
    reads,
    register,
)
from yimen.registers.catalogue.tests.make import AT, CONTENT, an_organ, content_with, published_matter
from yimen.registers.catalogue.tests.way import PLAIN
from yimen.registers.powers.models import Change
from yimen.registers.powers.tests.make import FULL, browser, heard, place

pytestmark = pytest.mark.django_db


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


def shown(entry, language):
    """The fields of an entry with their labels and lines, as a reader sees them."""
    with override(language):
        groups = [group.rows for group in presenting.table(entry, language)]
        groups.append(presenting.papers(entry, language)[0].rows)
        return {row.field: (str(row.label), row.lines) for rows in groups for row in rows}


@pytest.mark.rule("A-115", "H-301", "H-303")
def test_values_of_the_table_stand_in_the_readers_words():
    days = (0.25, 0.5, 0.25, 0)
    steps = [{**one, "days": n} for one, n in zip(CONTENT["steps"], days, strict=True)]
    first, *others = CONTENT["materials"]
    papers = [{**first, "copies": 1, "source": "applicant"}, *others]
    period = {"statutory": {"days": 3, "unit": "working_days"}, "promised_days": 1}
    sheet = published_matter(handling="registration", steps=steps, materials=papers, **period)
    entry = register.entry(sheet.code, on=date(2026, 1, 6))
    english, french = shown(entry, "en"), shown(entry, "fr")

    assert english["handling"][1] == ("Registered on the spot",)
    assert english["nature"][1] == ("Original and photocopy",)
    assert english["required"] == ("Necessity", ("Necessary",))
    assert english["source"][0] == "Where the paper comes from"
    assert english["themes"][1] == ("Permits to operate",)
    assert english["organ_name"][1] == ("Market Regulation Bureau",)
    assert "0,25 jour ouvré" in french["steps"][1][0]
    assert "0,25 jours" not in french["steps"][1][0]
    assert presenting.record(entry)["申请材料"][0]["材料类型"] == "原件和复印件"
    with override("en"):
        assert presenting.record(entry)["主题分类"] == ["准营准办"]
        assert presenting.record(entry)["办件类型"] == "登记件"


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


def test_what_changed_last_is_named_in_the_readers_language():
    published_matter(**FULL)
    heard()

    page = browser().get("/powers/").content.decode()

    assert ">Food business licence</a>" in page
    assert "食品经营许可" not in page


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


@pytest.mark.rule("A-115", "0-3")
def test_a_matter_with_a_version_that_waits_is_stopped_whole():
    sheet = published_matter()
    later = acts.draft(
        content_with(phone="0668-6600000"), code=sheet.code, organ_id=sheet.organ_id, by="account:1", at=AT
    )
    acts.load_in_force(later, effective_on=date(2099, 1, 1), by="system:test", at=AT)
    acts.suspend(sheet.matter_id, reason="系统升级", by="a", at=AT)
    reads.forget()
    heard()

    page = browser().get(place(sheet.code)).content.decode()
    assert "suspended at the moment" in page
    assert "系统升级" in page
    assert browser().get(place(sheet.code, "matter.json")).json()["state"] == "suspended"

    acts.withdraw(sheet.matter_id, reason="国务院取消", by="a", at=AT + timedelta(hours=1))
    reads.forget()
    heard()
    assert "国务院取消" in browser().get(place(sheet.code)).content.decode()
    assert browser().get(place(sheet.code, "matter.json")).json()["state"] == "withdrawn"
    assert sheet.code not in browser().get("/powers/register.json").content.decode()


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


def test_the_page_of_a_matter_asks_two_questions():
    matter = published_matter()
    place = f"/powers/matters/{matter.code}/"
    Client().get(place)

    with CaptureQueriesContext(connection) as seen:
        assert Client().get(place).status_code == 200

    assert len(seen) == 2


def test_what_stands_on_a_day_is_the_same_asked_alone_and_among_all_versions():
    sheet = published_matter(**FULL)
    versions = register.versions_of(sheet.code)

    for on in (date(2020, 1, 1), date(2026, 1, 6), date(2030, 1, 1)):
        assert register.standing(versions, on=on) == register.entry(sheet.code, on=on)
    assert register.standing([], on=date(2026, 1, 6)) is None
