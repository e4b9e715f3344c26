"""The record of an ended case is packed, checked and archived by itself, whatever its end (G-301, G-302, G-305)."""

import csv
import io
import json
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from lxml import etree
from tests.house.source import ROOT

from yimen.affairs.archives import acts, bag, copies, rules
from yimen.affairs.archives.models import Package
from yimen.affairs.archives.tests.make import (
    DAYS,
    LATER,
    LI,
    MONDAY,
    archived,
    closed,
    faults,
    heard,
    on,
    opened,
    package_of,
    paths,
    submitted,
    turned_down,
)
from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import reads as case_reads
from yimen.affairs.cases.acts import Missing, Paper
from yimen.affairs.cases.tests.make import PAPERS, accepted, wang
from yimen.ground.files import acts as files
from yimen.ground.files.tests.make import picture
from yimen.means.notices.models import Message
from yimen.registers.catalogue.tests.make import published_matter
from yimen.registers.people import acts as people

pytestmark = pytest.mark.django_db


def messages_of(person: int) -> list[Message]:
    return list(Message.objects.filter(person_id=person))


NS = "{urn:yimen:archive:record:1}"


def record(package: Package) -> ET.Element:
    return ET.fromstring(opened(package).files[bag.RECORD])


def said(package: Package, path: str) -> list[str]:
    return [one.text for one in record(package).findall("/".join(NS + part for part in path.split("/")))]


@pytest.mark.rule("G-301", "G-305", "A-1008")
def test_a_closed_case_is_archived_without_anybody_asking():
    package = archived()

    assert package.state == "archived"
    assert package.number == "0001-ZW·2026-D30-000001"
    assert [copies.sha256_of(path) for path in paths(package)] == [package.digest] * 3
    assert faults() == []
    assert "archive" in case_reads.sheet(package.case_id).marks


@pytest.mark.rule("G-302")
def test_the_package_holds_everything_with_its_source_and_no_rating():
    case = closed()
    package = archived(case)
    files_ = opened(package).files

    kinds = [path.rpartition("-")[2] for path in files_ if path.startswith("data/documents/")]
    assert kinds == [
        "收件凭证.pdf",
        "受理通知书.pdf",
        "准予行政许可决定书.pdf",
        "送达回证（准予行政许可决定书）.pdf",
    ]
    application = json.loads(files_["data/application.json"])
    assert [one["words"] for one in application["answers"]] == ["荔枝小馆", "86", "冷食"]
    assert said(package, "materials/material/source") == ["引用", "引用", *["行政机关制作"] * 4]
    assert said(package, "case/delivery") == ["本人签收"]
    acts_ = [one["what"] for one in json.loads(files_["data/process.json"])]
    assert "permits.PermitIssued" in acts_
    assert [one for one in acts_ if one.startswith("cases.")][:6] == [
        f"cases.Case{one}" for one in ("Submitted", "Accepted", "Reviewed", "Granted", "Delivered", "Closed")
    ]
    assert "符合条件" in said(package, "process/act/opinion")
    assert not any("ratings" in one for one in acts_)


@pytest.mark.rule("G-302")
def test_where_each_paper_came_from_is_told_apart(settings):
    photo = files.keep(picture("PNG"), "plan.png", by="account:1", at=MONDAY, keeper="")
    certificate = "1.2.156.3005.2.11100000000013338W011.11430000006122244L.20230000403.001.U"
    case = submitted(papers=[Paper(1, file_id=photo), Paper(2), Paper(4, reference=certificate)])
    files.attach([photo], f"case:{case}", by="account:1")
    cases.withdraw(case, by="account:1", at=on(3))
    heard(case)
    package = archived(case)

    assert said(package, "materials/material/source")[:3] == ["申请人上传", "窗口收取纸质件", "电子证照"]
    assert opened(package).files["data/materials/001-申请书.jpg"][:3] == b"\xff\xd8\xff"
    reference = json.loads(opened(package).files["data/materials/003-营业执照.json"])
    assert reference["reference"] == certificate


def end_declined(case):
    cases.decline(case, ground="not_required", reason="无需许可", by=LI, at=on(3))


def end_withdrawn(case):
    cases.withdraw(case, by="account:1", at=on(3))


def end_returned(case):
    cases.ask_for_more(case, [Missing("不清晰", material=1)], way="window", by=LI, at=on(3), calendar=DAYS)
    cases.lapse(case, at=on(3, month=6))


@pytest.mark.rule("G-301")
@pytest.mark.parametrize(
    ("end", "result", "retention"),
    [(end_declined, "declined", "10"), (end_withdrawn, "withdrawn", "10"), (end_returned, "returned", "10")],
)
def test_every_end_is_archived(end, result, retention):
    case = submitted()
    end(case)
    heard(case, on(4, month=6))
    acts.pack_waiting(at=on(5, month=6))
    package = package_of(case)

    assert (package.state, package.result, package.retention) == ("archived", result, retention), (
        package.checks
    )
    assert faults() == []


def test_an_open_case_is_not_archived():
    case = accepted()

    with turned_down("open"):
        acts.order(case, at=LATER)


@pytest.mark.rule("G-305")
def test_ordering_and_packing_again_changes_nothing():
    package = archived()
    before = [path.read_bytes() for path in paths(package)]

    assert acts.order(package.case_id, at=LATER) == package.pk
    heard(package.case_id)
    assert acts.pack(package.pk, at=LATER) is False
    assert acts.pack_waiting(at=LATER) == 0

    assert Package.objects.count() == 1
    assert [path.read_bytes() for path in paths(package)] == before


def test_a_package_waits_for_documents_that_are_still_being_made():
    case = submitted()
    cases.withdraw(case, by="account:1", at=on(3))
    package = acts.order(case, at=on(3))
    heard_only_orders(case)

    assert acts.pack(package, at=on(3)) is False
    assert package_of(case).again_at > on(3)

    heard(case, on(4))
    assert acts.pack_waiting(at=on(4)) == 1
    assert package_of(case).state == "archived"


def heard_only_orders(case: int) -> None:
    from yimen.affairs.cases.tests.test_listening import hear

    hear(case)


@pytest.mark.rule("G-306")
def test_the_metadata_hold_the_minimum_and_follow_the_schema():
    package = archived()
    data = opened(package).files[bag.RECORD]

    schema = etree.XMLSchema(etree.parse(str(ROOT / "docs" / "archive" / "record.xsd")))
    schema.assertValid(etree.fromstring(data))
    assert rules.lacking(ET.fromstring(data)) == []
    assert said(package, "applicant/id") == ["440981199001010017"]
    assert said(package, "identity/number") == [package.number]
    rows = list(csv.reader(io.StringIO(opened(package).files["data/index.csv"].decode("utf-8-sig"))))
    assert rows[0] == ["档号", "文件", "格式", "大小", "SHA-256", "SM3"]
    assert len(rows) - 1 == len(said(package, "files/file/path"))


@pytest.mark.rule("G-306")
def test_each_part_of_the_minimum_is_missed():
    data = opened(archived()).files[bag.RECORD]

    for path, words in rules.MINIMUM.items():
        root = ET.fromstring(data)
        for one in root.findall("/".join(NS + part for part in path.split("/"))):
            one.text = " "
        assert rules.lacking(root) == [words], path


@pytest.mark.rule("A-1005")
def test_who_sent_and_who_received_and_when_can_be_told_from_the_package_alone():
    package = archived()

    assert said(package, "applicant/name") == ["王秀英"]
    assert said(package, "identity/responsible") == [package.organ_name]
    assert said(package, "case/applied") == ["2026-03-02T09:30:00+08:00"]
    assert said(package, "case/delivered") == ["2026-03-02T12:30:00+08:00"]


@pytest.mark.rule("A-1004")
def test_what_was_uploaded_comes_back_byte_for_byte():
    photo = files.keep(picture("PNG"), "plan.png", by="account:1", at=MONDAY)
    kept = files.store.read(files.File.objects.get(pk=photo).sha256)
    case = submitted(papers=[Paper(1, file_id=photo), PAPERS[1]])
    cases.withdraw(case, by="account:1", at=on(3))
    heard(case)

    assert opened(archived(case)).files["data/materials/001-申请书.jpg"] == kept


def test_numbers_have_no_gaps_and_are_counted_by_year_and_retention():
    first, second = archived(), archived(at=MONDAY + timedelta(days=7))

    assert [first.serial, second.serial] == [1, 2]
    case = submitted(published_matter())
    end_withdrawn(case)
    heard(case)
    assert archived(case).number == "0001-ZW·2026-D10-000001"


@pytest.mark.rule("A-1006")
def test_sent_and_received_are_the_moments_of_entering_the_others_system_and_are_kept():
    night = MONDAY.replace(
        day=1, hour=23, minute=40
    )  # a Sunday: nobody is there, the message has come all the same
    people.agree_to_electronic_service(wang().id, agree=True, by="account:1", at=night)
    case = submitted(at=night)
    cases.accept(case, by=LI, at=on(2), calendar=DAYS)
    cases.review(case, verdict="agree", opinion="符合条件", by="account:102", at=on(2, hour=11))
    cases.grant(case, by="account:103", at=on(2, hour=12), calendar=DAYS)
    heard(case, on(2, hour=13))
    cases.deliver(case, method="electronic", by=LI, at=on(3, hour=20))
    cases.close(case, by=LI, at=on(4))
    heard(case, on(4, hour=11))
    package = archived(case)

    [message] = [one for one in messages_of(wang().id) if one.kind == "case_delivered"]
    assert message.at == on(3, hour=20)
    assert said(package, "case/applied") == ["2026-03-01T23:40:00+08:00"]
    assert said(package, "case/delivered") == ["2026-03-03T20:00:00+08:00"]
    assert dict(record(package).find(f"{NS}case/{NS}delivery").attrib) == {"method": "electronic"}
