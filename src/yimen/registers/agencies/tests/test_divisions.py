"""The list of divisions: what is taken, what is said of the rest, and how it is found again."""

import gzip
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from typer.testing import CliRunner

from yimen.ground.life import Refused
from yimen.registers.agencies import importing, reads
from yimen.registers.agencies.commands import divisions
from yimen.registers.agencies.divisions import end_division
from yimen.registers.agencies.models import Division, DivisionText
from yimen.registers.agencies.tests.make import as_csv

pytestmark = pytest.mark.django_db
# Dongguan has no counties: its padded code stands on two levels.
LINES = [
    ("440000000000", "广东省", "1", ""),
    ("440900000000", "茂名市", "2", "440000000000"),
    ("440981000000", "高州市", "3", "440900000000"),
    ("440981001000", "石仔岭街道", "4", "440981000000"),
    ("440981001001", "城东社区居委会", "5", "440981001000"),
    ("441900000000", "东莞市", "2", "440000000000"),
    ("441900000000", "东莞市", "3", "441900000000"),
    ("441900003000", "东城街道", "4", "441900000000"),
]


@pytest.fixture
def loaded(tmp_path):
    return importing.load(as_csv(tmp_path, LINES))


def codes(lines):
    return [(one.code, one.level) for one in lines]


def test_the_list_is_loaded(loaded):
    assert (loaded.read, loaded.written, loaded.rejected) == (8, 8, [])


def test_the_same_list_twice_changes_nothing(loaded, tmp_path):
    again = importing.load(as_csv(tmp_path, LINES))

    assert (again.read, again.written) == (8, 0)


def test_children_may_stand_before_their_parents(tmp_path):
    outcome = importing.load(as_csv(tmp_path, LINES[::-1]))

    assert (outcome.written, outcome.rejected) == (8, [])
    assert codes(reads.division_subtree("440981001000", 4)) == [("440981001000", 4), ("440981001001", 5)]


def test_a_dry_run_counts_and_keeps_nothing(tmp_path):
    outcome = importing.load(as_csv(tmp_path, LINES), dry_run=True)

    assert outcome.written == 8
    assert not Division.objects.exists()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (("44", "广东省", "1", ""), "the code is not six or twelve digits"),
        (("４４００００００００００", "广东省", "1", ""), "the code is not six or twelve digits"),
        (("440000000000", "广东省", "6", ""), "the level is not 1 to 5"),
        (("440000000000", "广东省", "", ""), "the level is not 1 to 5"),
        (("440000000000", " ", "1", ""), "the name is missing"),
        (("440000000000", "广" * 81, "1", ""), "the name is longer than 80 characters"),
        (("440900000000", "茂名市", "2", ""), "the parent is missing"),
        (("450100000000", "南宁市", "2", "450000000000"), "the parent is not in the list"),
        (LINES[0], "the same code and level stood before"),
    ],
)
def test_a_line_that_cannot_be_taken_is_named_and_the_others_are_taken(tmp_path, line, reason):
    outcome = importing.load(as_csv(tmp_path, [*LINES, line]))

    assert (outcome.written, outcome.rejected) == (8, [(10, reason)])


def test_whatever_hangs_under_a_rejected_line_is_rejected_too(tmp_path):
    lost = [("450100000000", "南宁市", "2", "450000000000"), ("450102000000", "兴宁区", "3", "450100000000")]
    outcome = importing.load(as_csv(tmp_path, [*LINES, *lost]))

    assert [line for line, _reason in outcome.rejected] == [10, 11]


def test_a_new_name_replaces_the_old_one(loaded, tmp_path):
    outcome = importing.load(as_csv(tmp_path, [("440981000000", "高州新市", "3", "440900000000")]))

    assert outcome.written == 1
    assert reads.division_names(["440981000000"], "en") == {"440981000000": "高州新市"}


def test_one_code_on_two_levels_is_two_divisions(loaded):
    assert codes(reads.division_subtree("441900000000", 3)) == [("441900000000", 3), ("441900003000", 4)]
    assert codes(reads.division_subtree("441900000000", 2)) == [
        ("441900000000", 2),
        ("441900000000", 3),
        ("441900003000", 4),
    ]


def test_a_subtree_is_one_query(loaded, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(reads.division_subtree("440000000000", 1)) == 8


def test_a_subtree_is_found_through_its_index(loaded):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT d.* FROM agencies_division r JOIN agencies_division d "
            "ON d.path ~>=~ r.path AND d.path ~<~ (r.path || '0') WHERE r.code = '440900000000' AND r.level = 2"
        )
        plan = "\n".join(line for (line,) in cursor.fetchall())

    assert "division_subtree" in plan


def test_the_subtree_of_an_unknown_division_is_empty(loaded):
    assert reads.division_subtree("999999999999", 1) == []
    assert reads.division_subtree("441900000000", 5) == []


def test_names_that_begin_with_the_words_come_first(tmp_path):
    importing.load(
        as_csv(
            tmp_path,
            [
                *LINES,
                ("440982000000", "小高州区", "3", "440900000000"),
                ("440981002000", "高州街道", "4", "440981000000"),
            ],
        )
    )

    assert [one.name for one in reads.search_divisions("高州")] == ["高州市", "高州街道", "小高州区"]


def test_a_search_may_stay_below_one_division(loaded):
    assert codes(reads.search_divisions("东", within="441900000000")) == [
        ("441900000000", 2),
        ("441900000000", 3),
        ("441900003000", 4),
    ]
    assert reads.search_divisions("东", within="999999999999") == []


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", "高州市" * 50])
def test_signs_of_the_database_are_ordinary_letters(loaded, text):
    assert reads.search_divisions(text) == []


def test_a_division_that_ended_is_not_found_but_keeps_its_name(loaded):
    Division.objects.filter(code="440981001000").update(valid_to="2026-01-01", successor="440981100000")

    assert reads.search_divisions("石仔岭") == []
    assert reads.division_names(["440981001000"], "zh-hans") == {"440981001000": "石仔岭街道"}


def test_names_come_in_the_readers_language_where_there_is_one(loaded):
    province = Division.objects.get(code="440000000000")
    DivisionText.objects.create(division=province, language="en", name="Guangdong")

    assert reads.division_names(["440000000000", "440900000000"], "en") == {
        "440000000000": "Guangdong",
        "440900000000": "茂名市",
    }


def run(*words):
    return CliRunner().invoke(divisions, [str(word) for word in words])


def test_the_command_says_what_it_did_and_ends_with_2_for_rejected_lines(tmp_path):
    good, bad = as_csv(tmp_path, LINES), as_csv(tmp_path, [("4", "x", "1", "")], "bad.csv")

    assert (run("import", good).exit_code, run("import", bad).exit_code) == (0, 2)
    assert "line 2: the code is not six or twelve digits" in run("import", bad).output
    assert "440981000000  3  高州市" in run("find", "高州").output


def test_the_command_lists_a_division_and_all_below_it(loaded):
    shown = run("below", "440981001000", 4).output.splitlines()

    assert [line.split()[0] for line in shown] == ["440981001000", "440981001001"]
    assert shown[1].startswith("  ")
    assert run("below", "999999999999", 1).exit_code == 2


def test_a_packed_list_is_read(tmp_path):
    packed = tmp_path / "list.csv.gz"
    packed.write_bytes(gzip.compress(as_csv(tmp_path, LINES).read_bytes()))

    assert run("import", packed, "--json").exit_code == 0
    assert Division.objects.count() == 8


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.csv.gz", b"not packed"),
        ("list.csv.gz", gzip.compress(b"code,name" * 90, mtime=0)[:-20]),
        ("list.csv.gz", gzip.compress(b"x" * 900, mtime=0)[:12] + b"\xff" * 9),
        ("list.csv", "代码".encode("gbk")),
        ("list.csv", b'code,name,level,parent_code\n"' + b"x" * 200_000),
    ],
    ids=["not packed", "cut short", "broken", "another encoding", "an endless field"],
)
def test_a_file_that_cannot_be_read_is_said_so(tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)

    answer = run("import", path)

    assert (answer.exit_code, "cannot be read" in answer.output) == (1, True)
    assert run("import", tmp_path / "nothing.csv").exit_code == 1


CIVIL_AFFAIRS = """行政区划代码;单位名称
110000;北京市
110101;东城区
440000;广东省
440900;茂名市
440981;高州市
460000;海南省
469001;五指山市
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_the_civil_affairs_list_of_six_digits_is_taken_as_it_is_handed_round(tmp_path, encoding, mark):
    path = tmp_path / "list.csv"
    path.write_bytes(CIVIL_AFFAIRS.replace(";", mark).encode(encoding))

    assert run("import", path).exit_code == 0

    found = {one.code: (one.level, one.parent_code) for one in Division.objects.all()}
    assert found["440981000000"] == (3, "440900000000")
    assert found["110101000000"] == (3, "110000000000")
    assert found["469001000000"] == (3, "460000000000")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "it is empty"),
        ("code,name,level,parent_code\n", "it holds no division"),
        (
            "number,title\n440000000000,x\n",
            "no column code, name, level, parent_code; its columns are number, title",
        ),
        ("代码,名称\n440000000000,广东省\n", "no column level, parent_code"),
    ],
)
def test_a_file_without_its_columns_or_rows_is_said_once(tmp_path, text, said):
    path = tmp_path / "list.csv"
    path.write_text(text, "utf-8")

    done = run("import", path)

    assert done.exit_code == 1
    assert said in done.stderr


def test_a_sign_that_the_database_cannot_keep_is_rejected_with_its_line(tmp_path):
    outcome = importing.load(as_csv(tmp_path, [("440000000000", "广\0东", "1", "")]))

    assert outcome.rejected == [(2, "it holds a sign that cannot be kept")]


def test_a_name_that_no_division_has_is_said(loaded):
    done = run("find", "nosuch")

    assert (done.exit_code, "nosuch" in done.stderr) == (2, True)


TODAY = datetime(2026, 3, 2, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
LAST = date(2026, 6, 30)


def end(code, level, **more):
    return end_division(code, level, on=LAST, by="system", at=TODAY, **more)


def test_a_division_ends_on_a_day_and_its_successor_takes_its_place(loaded):
    assert end("440981001001", 5, successor="441900003000") == 1

    kept = Division.objects.get(code="440981001001")
    assert (kept.valid_to, kept.successor) == (LAST, "441900003000")
    assert reads.search_divisions("城东") == []
    assert codes(reads.search_divisions("城东", on=LAST)) == [("440981001001", 5)]
    assert reads.search_divisions("城东", on=date(2026, 7, 1)) == []


def test_a_division_with_others_below_it_ends_only_with_them(loaded):
    with pytest.raises(Refused) as refusal:
        end("440981000000", 3)
    assert (refusal.value.field, refusal.value.code) == ("code", "below")
    assert Division.objects.filter(valid_to__isnull=False).count() == 0

    assert end("440981000000", 3, below=True) == 3


@pytest.mark.parametrize(
    ("code", "level", "successor", "field", "fault"),
    [
        ("999999000000", 3, "", "code", "unknown"),
        ("440981001001", 4, "", "code", "unknown"),
        ("440981001001", 5, "123456789012", "successor", "unknown"),
        ("440981001001", 5, "440981001001", "successor", "unknown"),
    ],
)
def test_a_division_that_is_not_there_neither_ends_nor_succeeds(loaded, code, level, successor, field, fault):
    with pytest.raises(Refused) as refusal:
        end(code, level, successor=successor)
    assert (refusal.value.field, refusal.value.code) == (field, fault)


def test_a_division_ends_once(loaded):
    end("440981001001", 5)

    with pytest.raises(Refused) as refusal:
        end("440981001001", 5)
    assert refusal.value.code == "twice"


def test_a_division_is_ended_from_the_command_line(loaded):
    words = ["end", "440981001001", "5", "--on", "2026-06-30", "--successor", "441900003000"]

    first, second = CliRunner().invoke(divisions, words), CliRunner().invoke(divisions, words)

    assert (first.exit_code, first.output.strip()) == (0, "1 ended")
    assert second.exit_code == 2
