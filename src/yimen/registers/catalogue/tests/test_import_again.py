"""Lists loaded again: only what a list has columns for changes, and nobody's draft is written over."""

from datetime import date

import pytest

from yimen.registers.catalogue import acts, presenting, reads, register
from yimen.registers.catalogue.models import Version
from yimen.registers.catalogue.templatetags.matters import rule_id
from yimen.registers.catalogue.tests.lists import WHOLE, as_csv, as_json, load
from yimen.registers.catalogue.tests.make import AT, CONTENT, SITUATIONS, content_with, published_matter

pytestmark = pytest.mark.django_db
EDITOR = "account:11"


def own_list(sheet):
    """The row of a matter in the list that anybody downloads from the register."""
    entry = register.entry(sheet.code, on=date(2026, 1, 6))
    return dict(zip(presenting.headings(), presenting.cells(entry), strict=True))


@pytest.mark.rule("H-301", "H-412")
def test_the_own_list_of_the_register_changes_nothing():
    sheet = published_matter(situations=SITUATIONS)
    before = reads.draft_content(sheet.version_id)

    report = load("own.csv", as_csv([own_list(sheet)]), organ_id=sheet.organ_id)

    assert (report.rejected, report.changed, report.unchanged) == ([], 0, 1)
    assert reads.draft_content(sheet.version_id) == before


@pytest.mark.rule("H-412")
def test_a_list_changes_only_what_it_has_columns_for():
    sheet = published_matter(situations=SITUATIONS)
    row = {"名称": "食品经营许可", "实施编码": sheet.code, "事项类型": "行政许可", "咨询方式": "0668-6600000"}

    report = load("some.csv", as_csv([row]), organ_id=sheet.organ_id)

    assert (report.rejected, report.changed) == ([], 1)
    new = reads.draft_content(Version.objects.get(state="draft").pk)
    assert new == {**reads.draft_content(sheet.version_id), "phone": "0668-6600000"}
    assert new["titles"] == CONTENT["titles"]


def test_a_row_of_a_list_is_known_by_its_name_and_keeps_what_the_file_does_not_say():
    sheet = published_matter()
    row = {
        "名称": "食品经营许可",
        "实施编码": sheet.code,
        "事项类型": "行政许可",
        "申请材料": "申请书；租赁合同",
    }

    load("some.csv", as_csv([row]), organ_id=sheet.organ_id)

    papers = reads.draft_content(Version.objects.get(state="draft").pk)["materials"]
    assert papers[0] == CONTENT["materials"][0]
    assert papers[1]["names"] == {"zh-hans": "租赁合同"}
    assert len(papers) == 2


@pytest.mark.rule("H-412")
def test_a_draft_on_which_an_editor_works_is_not_written_over():
    load("guides.json", as_json(WHOLE))
    version = Version.objects.get()
    acts.revise(version.pk, {**reads.draft_content(version.pk), "phone": "12345"}, by=EDITOR, at=AT)

    report = load("guides.json", as_json({**WHOLE, "complaint": "020-99999999"}))

    assert [line.reasons[0][0] for line in report.rejected] == ["edited"]
    content = reads.draft_content(version.pk)
    assert (content["phone"], content["complaint"]) == ("12345", "020-12345")


def test_a_draft_of_an_editor_is_not_written_over_either():
    sheet = published_matter("X-1")
    draft = acts.draft(content_with(phone="1"), code="X-1", organ_id=sheet.organ_id, by=EDITOR, at=AT)
    row = {"名称": "食品经营许可", "实施编码": "X-1", "事项类型": "行政许可", "咨询方式": "0668-6600000"}

    report = load("some.csv", as_csv([row]), organ_id=sheet.organ_id)

    assert [line.reasons[0][0] for line in report.rejected] == ["edited"]
    assert reads.draft_content(draft)["phone"] == "1"


@pytest.mark.parametrize(("code", "shown"), [("H-102", "H-102"), ("twice", ""), ("other_organ", "")])
def test_only_rules_stand_in_the_report(code, shown):
    assert rule_id(code) == shown
