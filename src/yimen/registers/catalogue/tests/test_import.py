"""Importing lists: real defects are found, incomplete matters stay drafts, the same file twice changes nothing."""

import io
import json
import re
import zipfile
from datetime import date

import pytest
from typer.testing import CliRunner

from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import commands, import_files, reads
from yimen.registers.catalogue.models import Matter, Version, Wording
from yimen.registers.catalogue.tests.lists import (
    BUREAU,
    LIST,
    STATION,
    SUBSIDY,
    WHOLE,
    as_csv,
    as_json,
    as_xlsx,
    load,
    with_sheet,
)
from yimen.registers.catalogue.tests.make import an_organ

pytestmark = pytest.mark.django_db


def reasons(lines):
    return {(line.row, rule) for line in lines for rule, _words in line.reasons}


@pytest.mark.rule("H-304")
def test_steps_that_do_not_add_up_are_found_and_the_matter_stays_a_draft():
    report = load("guides.json", as_json(SUBSIDY))

    assert (report.new, report.rejected) == (1, [])
    assert reasons(report.incomplete) == {(1, "H-304")}
    assert "30" in report.incomplete[0].reasons[0][1]
    assert "20" in report.incomplete[0].reasons[0][1]
    assert Version.objects.get().state == "draft"


def test_a_whole_matter_is_in_force_only_if_asked_for():
    assert load("guides.json", as_json(WHOLE)).published == 0

    report = load("guides.json", as_json(WHOLE), publish_on=date(2026, 1, 5))

    assert (report.unchanged, report.published, report.incomplete) == (1, 1, [])
    sheet = reads.published(WHOLE["impl_code"], on=date(2026, 1, 5))
    assert sheet.name("zh-hans") == "一次性创业补贴申领"
    assert [step.kind for step in sheet.steps] == ["accept", "review", "decide"]


@pytest.mark.rule("H-102")
def test_rows_without_a_valid_organ_code_are_rejected_with_their_row_number():
    report = load("list.csv", as_csv(LIST))

    assert report.read == 4
    assert reasons(report.rejected) == {(4, "H-102"), (5, "H-102")}
    assert len({line.reasons[0][1] for line in report.rejected}) == 2  # missing and wrong are two reasons
    assert Matter.objects.count() == 2


@pytest.mark.rule("A-115")
def test_a_bare_list_becomes_drafts_that_say_what_they_lack():
    report = load("list.csv", as_csv(LIST))

    lacks = {rule for line in report.incomplete for rule, _words in line.reasons}
    assert {"A-115", "A-409"} <= lacks
    assert set(Version.objects.values_list("state", flat=True)) == {"draft"}


def test_the_same_file_twice_changes_nothing():
    load("list.csv", as_csv(LIST))
    before = list(Version.objects.order_by("pk").values()), Wording.objects.count(), len(agencies.organs())

    report = load("list.csv", as_csv(LIST))

    assert (report.new, report.changed, report.unchanged, report.organs) == (0, 0, 2, 0)
    assert (
        list(Version.objects.order_by("pk").values()),
        Wording.objects.count(),
        len(agencies.organs()),
    ) == before


def test_a_changed_row_changes_its_draft():
    load("list.csv", as_csv(LIST))

    report = load("list.csv", as_csv([{**LIST[0], "name": "学生资助政策与流程咨询"}]))

    assert (report.changed, report.new) == (1, 0)
    assert Wording.objects.filter(place="titles", text="学生资助政策与流程咨询").exists()


@pytest.mark.rule("H-412")
def test_a_changed_row_of_a_published_matter_becomes_a_new_version():
    load("guides.json", as_json(WHOLE), publish_on=date(2026, 1, 5))

    report = load("guides.json", as_json({**WHOLE, "consult": "020-34384581"}))

    assert report.changed == 1
    assert list(Version.objects.order_by("n").values_list("n", "state")) == [(1, "published"), (2, "draft")]
    assert reads.published(WHOLE["impl_code"], on=date(2026, 1, 5)).phone == "020-34384580"


def test_a_dry_run_reports_the_same_and_writes_nothing():
    tried = load("list.csv", as_csv(LIST), dry_run=True)

    assert Matter.objects.count() == 0
    assert agencies.by_uscc(BUREAU) is None
    assert tried.as_json() == load("list.csv", as_csv(LIST)).as_json()


def test_an_organ_is_opened_once_and_found_again():
    report = load("list.csv", as_csv(LIST))

    assert report.organs == 1
    assert agencies.by_uscc(BUREAU).name("zh-hans") == "区教科体局"


def test_rows_without_a_code_go_to_the_organ_that_is_named():
    organ = an_organ()

    report = load("list.csv", as_csv(LIST), organ_id=organ)

    assert report.rejected == []
    assert Matter.objects.filter(organ_id=organ).count() == 2


def test_a_code_that_belongs_to_another_organ_is_rejected():
    load("list.csv", as_csv(LIST[:1]))

    report = load("list.csv", as_csv([{**LIST[0], "org_uscc": "11511301008778386B"}]))

    assert [line.reasons[0][0] for line in report.rejected] == ["other_organ"]
    assert Matter.objects.count() == 1


def test_the_second_row_with_a_code_is_rejected_and_the_first_is_named():
    report = load("list.csv", as_csv([LIST[0], {**LIST[1], "impl_code": LIST[0]["impl_code"]}]))

    assert [(line.row, line.reasons[0][0]) for line in report.rejected] == [(3, "twice")]
    assert "2" in report.rejected[0].reasons[0][1]


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"name": "  "}, "A-115"),
        ({"item_type": "一件事"}, "H-104"),
        ({"org_code": STATION[:-1]}, "H-102"),
        ({"name": "长" * 301}, "H-301"),
        ({"impl_code": "X" * 81}, "H-301"),
    ],
)
def test_a_row_that_cannot_be_a_matter_is_rejected(changes, rule):
    report = load("guides.json", as_json({**SUBSIDY, **changes}))

    assert [line.reasons[0][0] for line in report.rejected] == [rule]
    assert Matter.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"unit": "日"}, "T-19"),
        ({"unit": "月"}, "T-19"),
        ({"promised_days": 40}, "A-408"),
        ({"promised_days": "很快"}, "H-301"),
        ({"statutory_days": 1e9}, "H-301"),
        ({"materials": ["其他材料"]}, "A-105"),
        ({"materials": [{"name": "证书", "necessity": "也许"}]}, "H-303"),
        ({"complaint": "020-123456（原文如此）"}, "H-406"),
        ({"impl_code": STATION + "5002014105002"}, "H-102"),
        ({"steps": ["受理", "想一想"]}, "H-304"),
        ({"fee": "80元/件"}, "H-405"),
        ({"item_type": "行政许可"}, "H-409"),
        ({"org_nature": "受委托组织"}, "H-411"),
        ({"visits": 1}, "H-403"),
    ],
)
@pytest.mark.rule("T-19", "A-105", "A-408", "H-102", "H-406")
def test_defects_of_real_lists_are_found(changes, rule):
    report = load("guides.json", as_json({**WHOLE, **changes}))

    assert rule in {found for _row, found in reasons(report.incomplete)}


@pytest.mark.rule("H-301", "H-302", "H-303")
def test_what_a_guide_says_beyond_the_least_is_kept_in_the_words_of_the_exchange_schema():
    more = {
        "level": "镇（乡、街道）级",
        "power_source": "上级委托",
        "in_hall": True,
        "express": "是",
        "reservation": False,
        "cross_region": [["跨省通办", "全部境内地区", "全程网办"]],
        "org_nature": "授权组织",
        "special": [{"type": "实地核查", "days": 5, "unit": "工作日", "note": "现场核查一个工作日"}],
    }

    load("guides.json", as_json({**WHOLE, **more}))

    content = reads.draft_content(Version.objects.get().pk)
    assert (content["level"], content["power_source"], content["organ_nature"]) == ("5", "5", "authorised")
    assert (content["in_hall"], content["by_post"], content["by_appointment"]) == (True, True, False)
    assert content["reach"] == [{"zh-hans": "跨省通办，全部境内地区，全程网办"}]
    special = content["special_procedures"][0]
    assert (special["kind"], special["days"], special["unit"]) == ("site_check", 5, "working_days")
    assert (content["depth"], content["channels"], content["visits"]) == (3, ["online", "window"], 0)
    assert (content["materials"][0]["required"], content["materials"][0]["source"]) == (
        "required",
        "government",
    )


@pytest.mark.rule("A-106")
def test_what_is_exempt_from_submission_is_not_asked_for():
    rows = [
        {"name": "营业执照", "exempt_submission": True, "necessity": "必要", "originals": 1, "basis": "一"}
    ]

    load("guides.json", as_json({**WHOLE, "materials": rows}), publish_on=date(2026, 1, 5))

    sheet = reads.published(WHOLE["impl_code"], on=date(2026, 1, 5))
    assert sheet.materials[0].shared
    assert sheet.needed == ()


def test_values_of_any_type_do_no_harm():
    odd = {key: {"a": [1, None, {"b": True}]} for key in SUBSIDY}
    numbers = dict.fromkeys(SUBSIDY, 7)
    lists = {key: [None, [], {}, 3.5, "x", {"name": ["y"]}] for key in SUBSIDY}

    report = load(
        "guides.json",
        json.dumps([odd, numbers, lists, "no row", None, 5, {**WHOLE, "name": "名\x00称"}]).encode(),
    )

    assert report.read == 7
    assert len(report.rejected) >= 5
    assert Wording.objects.filter(text="名称").exists()


def test_a_workbook_with_chinese_headings_is_read():
    report = load("list.xlsx", as_xlsx(LIST))

    assert (report.read, report.new) == (4, 2)
    assert {line.row for line in report.rejected} == {4, 5}
    content = reads.draft_content(Version.objects.first().pk)
    assert [one["names"]["zh-hans"] for one in content["materials"]] == ["申请书", "身份证复印件"]


def test_a_list_in_the_old_chinese_encoding_is_read():
    assert load("list.csv", as_csv(LIST, "gb18030")).new == 2


def bomb():
    out = io.BytesIO()
    with (
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("xl/workbook.xml", "w", force_zip64=True) as part,
    ):
        for _n in range(45):
            part.write(bytes(10_000_000))
    return out.getvalue()


def row_numbered(number):
    """Give a row of a sheet that tells nothing of its size this number."""
    return lambda words: re.sub("<dimension[^>]*>", "", words).replace('<row r="3"', f'<row r="{number}"')


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.json", b"{"),
        ("x.json", b'{"items": 3}'),
        ("x.json", b"[" * 100_000),
        ("x.json", b"[]"),
        ("x.csv", b""),
        ("x.csv", b'a,b\n"open'),
        ("x.csv", b"\xff\xfe\x00\x01\x80\x81"),
        ("x.xlsx", b"PK no workbook"),
        ("x.json", b"[" + b'{"a":' * 900 + b"1" + b"}" * 900 + b"]"),
        ("x.xlsx", with_sheet(as_xlsx(LIST), lambda words: words.replace("<sheetData>", "<sheetData>&no;"))),
        (
            "x.xlsx",
            with_sheet(as_xlsx(LIST), row_numbered(99_999_999_999)),
        ),
        ("x.xlsx", b""),
        ("x.pdf", b"%PDF-1.7"),
        ("x", b"name"),
    ],
)
def test_an_unreadable_file_says_so(name, data):
    with pytest.raises(import_files.Unreadable) as refused:
        import_files.rows(name, data)

    assert str(refused.value.reason)


def test_a_workbook_that_unpacks_without_end_is_refused():
    with pytest.raises(import_files.Unreadable):
        import_files.rows("x.xlsx", bomb())


def run(*arguments):
    return CliRunner().invoke(commands.app, ["import", *map(str, arguments)])


def test_the_command_ends_with_0_if_every_row_was_taken(tmp_path):
    path = tmp_path / "guides.json"
    path.write_bytes(as_json(WHOLE))

    result = run(path, "--json")

    assert result.exit_code == 0
    assert json.loads(result.stdout)["new"] == 1


def test_the_command_ends_with_2_if_rows_were_rejected(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(as_csv(LIST))

    result = run(path, "--dry-run")

    assert result.exit_code == 2
    assert "row 4  户口登记" in result.stdout
    assert Matter.objects.count() == 0


def test_the_command_ends_with_1_if_the_file_cannot_be_read(tmp_path):
    path = tmp_path / "list.csv"
    path.write_bytes(b"")

    assert run(path).exit_code == 1
    assert run(tmp_path / "missing.csv").exit_code == 1
    assert run(path, "--organ", "nobody").exit_code == 2
    assert run(path, "--publish-on", "tomorrow").exit_code == 2


def test_a_table_without_the_column_of_names_is_said_once(tmp_path):
    path = tmp_path / "list.csv"
    path.write_text("标题,类型\n户口登记,01\n", "utf-8")

    result = run(path)

    assert result.exit_code == 1
    assert "name (事项名称)" in result.stderr
    assert "标题" in result.stderr
