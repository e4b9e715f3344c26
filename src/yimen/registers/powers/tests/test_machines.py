"""The register of power for machines: ids, lists, feeds, the site map, codes for the wall."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest
from django.conf import settings

from yimen.registers.catalogue import (
    acts,
    import_files,
    importing,
    national,
    newest,
    reads,
    register,
)
from yimen.registers.catalogue.tests.make import AT, published_matter
from yimen.registers.powers.tests.make import FULL, browser, heard, place

pytestmark = pytest.mark.django_db


ATOM = "{http://www.w3.org/2005/Atom}"


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
        assert links["alternate"] == settings.PUBLIC_URL + address.removesuffix("feed.atom")
        assert browser().get(links["alternate"].removeprefix(settings.PUBLIC_URL)).status_code == 200
        assert browser().get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304


def test_a_feed_speaks_the_readers_language_and_a_reason_is_no_markup():
    sheet = published_matter()
    acts.suspend(sheet.matter_id, reason="<b>检修</b> & 升级", by="a", at=AT + timedelta(hours=2))
    heard()

    root = ET.fromstring(browser("fr").get("/powers/feed.atom").content)

    entry = root.find(f"{ATOM}entry")
    assert entry.find(f"{ATOM}title").text.endswith("Licence d'exploitation alimentaire")
    summary = entry.find(f"{ATOM}summary")
    assert summary.get("type") == "html"
    assert "&lt;b&gt;检修&lt;/b&gt; &amp; 升级" in summary.text


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
