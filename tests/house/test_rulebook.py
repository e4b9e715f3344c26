"""The rulebook is whole, every mark names a rule of it, and docs/rules.md says what the tests prove."""

import json
import re
import tomllib
from collections import Counter

import pytest
from typer.testing import CliRunner

from tests.house.source import ROOT
from yimen.site.proofs import proofs
from yimen.site.rulebook import DECLARED, PAGE, STATES, app, declared, page, rulebook, section_of, titles

SETTLED = ("0", "T", "A", "H", "K", "L")  # letters of the book in which no rule may be open
COUNTS = {
    "0": 3,
    "T": 19,
    "A": 126,
    "B": 42,
    "C": 28,
    "D": 23,
    "E": 60,
    "F": 78,
    "G": 34,
    "H": 28,
    "I": 21,
    "J": 22,
    "K": 30,
    "L": 41,
    "M": 5,
}
MARKS = re.compile(r"([VSMLID])(: .+)?")


@pytest.fixture(scope="module")
def rules():
    return rulebook(ROOT)


def test_no_rule_of_the_book_is_missing(rules):
    counts = {letter: sum(rule.id[0] == letter for rule in rules) for letter in COUNTS}

    assert counts == COUNTS
    assert len(rules) == sum(COUNTS.values())


def test_every_rule_has_a_statement_and_a_mark(rules):
    silent = [rule.id for rule in rules if not rule.text.endswith((".", ")", "]")) or not rule.mark]
    unknown = [rule.id for rule in rules for mark in rule.mark.split(", ") if not MARKS.match(mark)]

    assert silent == []
    assert unknown == []


def test_every_rule_stands_under_a_title(rules):
    assert {rule.section for rule in rules} - set(titles(ROOT)) == set()


def test_every_mark_of_a_test_names_a_rule(rules):
    strangers = {rule: tests for rule, tests in proofs(ROOT).items() if rule not in {one.id for one in rules}}

    assert strangers == {}


def test_what_is_said_of_rules_is_said_of_rules_that_exist(rules):
    known = {one.id for one in rules} | {one.section for one in rules} | {one.section[0] for one in rules}

    assert set(declared(ROOT)) - known == set()
    assert all(why for _state, why in declared(ROOT).values())


def test_nothing_is_said_twice_or_of_a_rule_that_a_test_proves(rules):
    book = tomllib.loads((ROOT / "docs" / "law" / "states.toml").read_text("utf-8"))
    places = Counter(place for entries in book.values() for key in entries for place in key.split())
    tested = {rule.id for rule in rules if rule.state == "tested"}

    assert [place for place, times in places.items() if times > 1] == []
    assert tested & set(places) == set()


@pytest.mark.parametrize("letter", SETTLED)
def test_a_section_that_is_done_has_no_open_rule(rules, letter):
    assert [rule.id for rule in rules if rule.id[0] == letter and rule.state == "open"] == []


def test_a_table_of_traps_and_deadlines_is_proven_but_for_modules_to_come(rules):
    unproven = {rule.id for rule in rules if rule.id[0] in "KL" and rule.state != "tested"}

    assert unproven == {"K-24", "K-27"}


def test_the_page_of_rules_is_up_to_date():
    assert PAGE.read_text("utf-8") == page(ROOT), "run: yimen rules write"


@pytest.mark.parametrize(
    ("rule", "section"), [("T-11", "T"), ("A-101", "A.1"), ("A-1001", "A.10"), ("0-3", "0")]
)
def test_the_section_of_a_rule_follows_from_its_id(rule, section):
    assert section_of(rule) == section


@pytest.mark.parametrize("word", ["", "T11", "AA-1", "T-", "T-1x"])
def test_what_is_no_id_is_refused(word):
    with pytest.raises(ValueError, match="no id"):
        section_of(word)


LAW = """title = "Time"
[rule.T-01]
says = "A working day is a day of work."
marks = ["V"]
[rule.T-02]
says = "The calendar is loaded."
marks = ["D"]
"""
TESTS = """
import pytest
pytestmark = [pytest.mark.django_db, pytest.mark.rule("T-01")]

@pytest.mark.rule("T-02")
@pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.rule("T-03"))])
def test_one(x): ...

@pytest.mark.rule("T-04")
class TestMany:
    def test_two(self): ...
    def helper(self): ...

def no_test(): ...
"""


def small_house(path, law=LAW, states=""):
    (path / "docs" / "law").mkdir(parents=True)
    (path / "docs" / "law" / "T.toml").write_text(law, "utf-8")
    (path / "docs" / "law" / "states.toml").write_text(states, "utf-8")
    (path / "src").mkdir()
    return path


def test_marks_are_found_wherever_they_may_stand(tmp_path):
    (small_house(tmp_path) / "src" / "test_it.py").write_text(TESTS, "utf-8")

    assert proofs(tmp_path) == {
        "T-01": ["src/test_it.py::test_one", "src/test_it.py::test_two"],
        "T-02": ["src/test_it.py::test_one"],
        "T-03": ["src/test_it.py::test_one"],
        "T-04": ["src/test_it.py::test_two"],
    }


def test_a_test_wins_over_what_is_said_and_a_rule_over_its_section(tmp_path):
    states = '[later]\n"T" = "Not yet."\n[configuration]\n"T-02" = "The city\'s own."\n'
    house = small_house(tmp_path, states=states)

    assert [(rule.state, rule.why) for rule in rulebook(house)] == [
        ("later", "Not yet."),
        ("configuration", "The city's own."),
    ]

    (house / "src" / "test_it.py").write_text(TESTS, "utf-8")
    assert [rule.state for rule in rulebook(house)] == ["tested", "tested"]


def test_a_rule_that_stands_twice_is_refused(tmp_path):
    house = small_house(tmp_path)
    (house / "docs" / "law" / "A1.toml").write_text(LAW, "utf-8")

    with pytest.raises(ValueError, match="stands twice"):
        rulebook(house)


def test_a_state_nobody_knows_is_refused(tmp_path):
    house = small_house(tmp_path, states='[tested]\n"T-01" = "I say so."\n')

    with pytest.raises(ValueError, match="tested"):
        rulebook(house)
    assert "tested" not in DECLARED


def test_the_command_lists_one_section_or_state():
    answer = CliRunner().invoke(app, ["--section", "A.1", "--json"])

    listed = json.loads(answer.stdout)
    assert {one["section"] for one in listed} == {"A.1"}
    assert {one["state"] for one in listed} <= set(STATES)
    assert CliRunner().invoke(app, ["--state", "perhaps"]).exit_code == 2


def test_the_command_writes_the_page(tmp_path):
    answer = CliRunner().invoke(app, ["write", str(tmp_path / "new" / "rules.md")])

    assert answer.exit_code == 0
    assert (tmp_path / "new" / "rules.md").read_text("utf-8") == page(ROOT)
