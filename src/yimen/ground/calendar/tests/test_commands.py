"""The calendar on the command line: what it prints, and what it says to nonsense."""

import json
from datetime import date, time

import pytest
from typer.testing import CliRunner

from yimen.ground.calendar import reads
from yimen.ground.calendar.commands import app, read_days, read_week
from yimen.ground.calendar.hours import Spell
from yimen.ground.calendar.models import CalendarYear

pytestmark = pytest.mark.django_db
GOOD = "date,working,name\n2027-01-01,0,元旦\n2027-01-03,1,元旦\n"


@pytest.fixture(autouse=True)
def fresh():
    reads.forget()
    yield
    reads.forget()


def run(*words: str):
    return CliRunner().invoke(app, list(words))


def test_a_date_is_computed_and_explained():
    shown = run("due", "2026-02-13", "5")

    assert shown.stdout.splitlines()[-1] == "2026-02-27"
    assert "春节" in shown.stdout
    told = json.loads(run("due", "2026-02-13", "5", "--json").stdout)
    assert (told["due_on"], told["provisional"]) == ("2026-02-27", False)
    assert told["days"][0] == {"day": "2026-02-14", "number": 1, "why": ""}


@pytest.mark.parametrize(
    ("unit", "n", "due"),
    [
        ("calendar_days", "60", "2026-04-14"),
        ("months", "6", "2026-08-13"),
        ("years", "1", "2027-02-15 (provisional)"),
    ],
)
def test_other_units_are_computed_too(unit, n, due):
    assert run("due", "2026-02-13", n, "--unit", unit).stdout.strip() == due


@pytest.mark.parametrize(
    "words",
    [
        ("2026-02-30", "5"),
        ("tomorrow", "5"),
        ("2026-02-13", "5", "--unit", "weeks"),
        ("2026-02-13", "99999999"),
        ("9999-12-30", "5"),
        ("2026-02-13", "99999", "--unit", "months"),
    ],
)
def test_what_cannot_be_computed_is_said_without_a_trace(words):
    answer = run("due", *words)

    assert answer.exit_code == 2
    assert "Traceback" not in answer.output
    assert answer.stderr.strip()


def test_a_year_is_loaded_and_shown(tmp_path):
    (tmp_path / "2027.csv").write_text("\ufeff" + GOOD, "utf-8")

    loaded = run("load", str(tmp_path / "2027.csv"), "--year", "2027", "--notice", "2027年通知")

    assert loaded.stdout.strip() == "2027: 2 days loaded"
    assert "2027-01-03 Sun  worked  元旦" in run("show", "2027").stdout
    assert json.loads(run("show", "2027", "--json").stdout)["notice"] == "2027年通知"
    assert "2027年通知" in run("show").stdout


@pytest.mark.parametrize(
    "text",
    [
        "date,working\n2027-01-01,0\n",
        "date,working,name\n2027-01-01,yes,元旦\n",
        "date,working,name\n2027-13-01,0,元旦\n",
        "date,working,name\n2027-01-01,0,元旦\n2027-01-01,1,元旦\n",
        "date,working,name\n2027-01-01\n",
    ],
)
def test_a_file_that_cannot_be_read_loads_nothing(tmp_path, text):
    (tmp_path / "bad.csv").write_text(text, "utf-8")

    answer = run("load", str(tmp_path / "bad.csv"), "--year", "2027", "--notice", "n")

    assert answer.exit_code == 1
    assert not CalendarYear.objects.filter(year=2027).exists()


def test_bytes_that_are_no_text_and_files_that_are_not_there_are_said_so(tmp_path):
    (tmp_path / "bad.csv").write_bytes(b"\xff\xfe\x00date")

    for name in ("bad.csv", "nowhere.csv"):
        answer = run("load", str(tmp_path / name), "--year", "2027", "--notice", "n")
        assert answer.exit_code == 1
        assert name in answer.stderr


def test_what_the_act_refuses_the_command_says(tmp_path):
    (tmp_path / "2027.csv").write_text(GOOD, "utf-8")

    answer = run("load", str(tmp_path / "2027.csv"), "--year", "2028", "--notice", "n")

    assert answer.exit_code == 2
    assert answer.stderr.strip()
    assert "Traceback" not in answer.stderr
    assert run("show", "2028").exit_code == 2


def test_offices_are_closed_and_reopened():
    number = run("close", "440981000000", "2026-07-20", "2026-07-21", "--notice", "n").stdout.split()[-1]
    reads.forget()

    assert "440981000000  2026-07-20 to 2026-07-21  n" in run("closures").stdout
    assert run("due", "2026-07-17", "1", "--division", "440981001000").stdout.strip().endswith("2026-07-22")
    assert run("reopen", number, "--notice", "m").exit_code == 0
    assert run("reopen", number, "--notice", "m").exit_code == 2
    assert run("close", "1", "2026-07-20", "2026-07-21", "--notice", "n").exit_code == 2


@pytest.fixture
def hall(monkeypatch):
    monkeypatch.setattr(reads, "_places", ["hall".__eq__])


@pytest.mark.usefixtures("hall")
def test_hours_are_set_and_shown():
    run("hours", "hall", "--set", "mon-fri 09:00-12:00 14:00-17:30", "--set", "sat 09:00-12:00")
    reads.forget()

    shown = run("hours", "hall").stdout.splitlines()
    assert len(shown) == 11
    assert shown[0] == "mon  09:00-12:00"
    assert shown[-1] == "sat  09:00-12:00"


@pytest.mark.parametrize(
    "span",
    ["", "mon", "mon 9-12", "xyz 09:00-12:00", "mon-xyz 09:00-12:00", "mon 09:00", "sat-mon 09:00-12:00"],
)
@pytest.mark.usefixtures("hall")
def test_hours_that_cannot_be_read_are_refused(span):
    assert run("hours", "hall", "--set", span).exit_code == 2
    assert reads.hours("hall") == []


@pytest.mark.usefixtures("hall")
def test_one_day_has_hours_of_its_own_or_stays_closed():
    run("hours", "hall", "--set", "mon 09:00-12:00")

    assert run("special", "hall", "2026-03-02").stdout == "2026-03-02  closed\n"
    assert run("special", "hall", "2026-03-07", "09:00-11:00", "14:00-16:00").exit_code == 0
    reads.forget()

    assert reads.timetable("hall").special == {
        date(2026, 3, 2): (),
        date(2026, 3, 7): (Spell(time(9), time(11)), Spell(time(14), time(16))),
    }
    for wrong in (
        ("nosuch", "2026-03-02"),
        ("hall", "2.3.2026"),
        ("hall", "2026-03-02", "nine"),
        ("hall", "2026-03-02", "12:00-09:00"),
    ):
        assert run("special", *wrong).exit_code == 2


@pytest.mark.parametrize("more", [[], ["--set", "mon 09:00-12:00"]])
def test_a_place_that_is_not_there_has_no_hours(more):
    answer = run("hours", "nosuch", *more)

    assert (answer.exit_code, "nosuch" in answer.stderr) == (2, True)
    assert reads.hours("nosuch") == []


def test_days_and_hours_are_read_from_text():
    assert read_days(GOOD) == {date(2027, 1, 1): (False, "元旦"), date(2027, 1, 3): (True, "元旦")}
    assert read_week(["fri-sat 09:00-12:00"]) == {
        4: [Spell(time(9), time(12))],
        5: [Spell(time(9), time(12))],
    }
