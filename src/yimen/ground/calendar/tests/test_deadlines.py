"""Table L: every row with its values and a computed example, and what a city may and may not set."""

import json
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from yimen.ground.bus import journal
from yimen.ground.calendar import acts, reads
from yimen.ground.calendar.commands import app
from yimen.ground.calendar.deadlines import Deadline, balanced, received_by, replied_on, silence
from yimen.ground.calendar.models import DeadlineRule
from yimen.ground.calendar.rules import SHANGHAI, Calendar
from yimen.ground.calendar.tests.make import real_calendar
from yimen.ground.languages.texts import LANGUAGES
from yimen.ground.life import Refused

DAYS = real_calendar()
TODAY = date(2026, 3, 2)  # a Monday
W, C, M, Y = "working_days", "calendar_days", "months", "years"
# code, part, length, unit, extension, what follows if missed, from (or before), the last day
FORWARD = [
    ("L-01", "", 5, W, 0, "deemed_from_receipt", "2026-02-13", "2026-02-27"),
    ("L-02", "", 20, W, 10, "violation", "2026-03-02", "2026-03-30"),
    ("L-03", "", 45, W, 15, "violation", "2026-03-02", "2026-05-08"),
    ("L-04", "", 20, W, 0, "violation", "2026-03-02", "2026-03-30"),
    ("L-05", "", 10, W, 0, "violation", "2026-09-28", "2026-10-16"),
    ("L-06", "", 5, W, 0, "right_lapses", "2026-03-02", "2026-03-09"),
    ("L-07", "", 20, W, 0, "violation", "2026-03-02", "2026-03-30"),
    ("L-11", "", 1, Y, 0, "", "2025-03-03", "2026-03-03"),
    ("L-12", "", 3, Y, 0, "", "2023-03-03", "2026-03-03"),
    ("L-13", "", 20, W, 20, "remedy", "2026-03-02", "2026-03-30"),
    ("L-14", "", 7, W, 0, "", "2026-03-02", "2026-03-11"),
    ("L-15", "", 15, W, 0, "agency_decides", "2026-03-02", "2026-03-23"),
    ("L-15", "co_producer", 15, W, 0, "consent", "2026-03-02", "2026-03-23"),
    ("L-16", "", 20, W, 0, "", "2026-03-02", "2026-03-30"),
    ("L-17", "", 0, "date", 0, "", "2025-12-31", "2026-01-31"),
    ("L-17", "government", 0, "date", 0, "", "2025-12-31", "2026-03-31"),
    ("L-18", "", 60, C, 0, "late", "2026-03-02", "2026-05-06"),
    ("L-18", "not_told", 1, Y, 0, "late", "2025-03-03", "2026-03-03"),
    ("L-19", "", 5, W, 0, "deemed_at_end", "2026-03-02", "2026-03-09"),
    ("L-20", "", 5, W, 0, "", "2026-03-02", "2026-03-09"),
    ("L-20", "answer", 10, W, 0, "abandoned", "2026-03-02", "2026-03-16"),
    ("L-21", "", 7, W, 0, "", "2026-03-02", "2026-03-11"),
    ("L-21", "answer", 10, W, 0, "no_evidence", "2026-03-02", "2026-03-16"),
    ("L-21", "simplified", 3, W, 0, "", "2026-03-02", "2026-03-05"),
    ("L-21", "simplified_answer", 5, W, 0, "no_evidence", "2026-03-02", "2026-03-09"),
    ("L-22", "", 60, C, 30, "may_sue", "2026-03-02", "2026-05-06"),
    ("L-22", "simplified", 30, C, 0, "may_sue", "2026-03-02", "2026-04-01"),
    ("L-23", "", 6, M, 0, "late", "2025-08-31", "2026-02-28"),
    ("L-24", "", 15, C, 0, "late", "2026-03-02", "2026-03-17"),
    ("L-25", "", 90, C, 0, "", "2026-03-02", "2026-06-01"),
    ("L-26", "", 5, W, 0, "right_lapses", "2026-03-02", "2026-03-09"),
    ("L-27", "", 15, C, 0, "three_percent_a_day", "2026-03-02", "2026-03-17"),
    ("L-28", "", 1, W, 0, "", "2026-03-02", "2026-03-03"),
    ("L-28", "conditional", 10, W, 10, "", "2026-03-02", "2026-03-16"),
    ("L-29", "", 20, W, 0, "", "2026-03-02", "2026-03-30"),
    ("L-29", "correction", 10, W, 0, "", "2026-03-02", "2026-03-16"),
    ("L-30", "", 10, W, 5, "", "2026-03-02", "2026-03-16"),
    ("L-30", "review", 2, W, 0, "", "2026-03-02", "2026-03-04"),
    ("L-31", "", 3, Y, 0, "", "2023-03-03", "2026-03-03"),
    ("L-32", "", 6, M, 0, "fine", "2025-09-02", "2026-03-02"),
    ("L-35", "", 1, W, 0, "yellow_red", "2026-03-02", "2026-03-03"),
    ("L-35", "rectify", 5, W, 10, "yellow_red", "2026-03-02", "2026-03-09"),
    ("L-37", "", 60, C, 30, "", "2026-03-02", "2026-05-06"),
    ("L-38", "", 20, W, 40, "", "2026-03-02", "2026-03-30"),
    ("L-38", "filing", 0, W, 0, "", "2026-03-02", "2026-03-02"),
    ("L-39", "", 3, W, 3, "", "2026-03-02", "2026-03-05"),
    ("L-39", "on_the_spot", 0, W, 0, "", "2026-03-02", "2026-03-02"),
    ("L-40", "", 20, Y, 0, "", "2006-03-02", "2026-03-02"),
]
BACKWARD = [
    ("L-08", "", 7, W, "violation", "2026-03-16", "2026-03-04"),
    ("L-09", "", 30, C, "case_law", "2026-06-30", "2026-05-31"),
    ("L-10", "", 0, C, "deemed_renewed", "2026-06-30", "2026-06-30"),
    ("L-36", "", 1, W, "", "2026-03-09", "2026-03-05"),
    ("L-41", "", 10, C, "voidable", "2026-03-20", "2026-03-10"),
]
HOURS = [("L-33", "", 24), ("L-34", "", 1), ("L-34", "central", 2), ("L-34", "other", 4)]


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.fixture(autouse=True)
def fresh():
    reads.forget()
    yield
    reads.forget()


def by_law(rows):
    return [pytest.param(*row, id=f"{row[0]} {row[1]}".strip()) for row in rows]


@pytest.mark.django_db
@pytest.mark.rule(
    "L-01", "L-02", "L-03", "L-04", "L-05", "L-06", "L-07", "L-11", "L-12", "L-13", "L-14", "L-15", "L-16", "L-17",
    "L-18", "L-19", "L-20", "L-21", "L-22", "L-23", "L-24", "L-25", "L-26", "L-27", "L-28", "L-29", "L-30", "L-31",
    "L-32", "L-35", "L-37", "L-38", "L-39", "L-40", "K-15", "K-19",
)  # fmt: skip
@pytest.mark.parametrize(
    ("code", "part", "length", "unit", "extension", "missed", "start", "last"), by_law(FORWARD)
)
def test_a_seeded_deadline_has_its_values_and_ends_on_its_day(
    code, part, length, unit, extension, missed, start, last
):
    row = reads.deadline(code, part, on=TODAY)

    assert (row.length, row.unit, row.extension, row.missed) == (length, unit, extension, missed)
    assert row.last_day(day(start), DAYS).on == day(last)
    assert row.source
    assert row.what["zh-hans"]
    assert row.what["en"]


@pytest.mark.django_db
@pytest.mark.rule("L-08", "L-09", "L-10", "L-36", "L-41")
@pytest.mark.parametrize(("code", "part", "length", "unit", "missed", "event", "latest"), by_law(BACKWARD))
def test_a_deadline_before_an_event_is_counted_back_from_it(code, part, length, unit, missed, event, latest):
    row = reads.deadline(code, part, on=TODAY)

    assert (row.length, row.unit, row.missed, row.before) == (length, unit, missed, True)
    assert row.latest_before(day(event), DAYS) == day(latest)


@pytest.mark.django_db
@pytest.mark.rule("L-33", "L-34")
@pytest.mark.parametrize(("code", "part", "hours"), HOURS)
def test_a_deadline_of_hours_runs_from_the_instant(code, part, hours):
    found = datetime(2026, 3, 7, 22, 10, tzinfo=SHANGHAI)

    row = reads.deadline(code, part, on=TODAY)

    assert (row.unit, (row.instant(found) - found).total_seconds()) == ("hours", hours * 3600)


@pytest.mark.django_db
def test_each_of_the_forty_one_rows_is_seeded_and_nothing_is_asked_twice(django_assert_num_queries):
    codes = {one.code for one in reads.deadlines()}

    assert {f"L-{n:02d}" for n in range(1, 42)} <= codes
    with django_assert_num_queries(0):
        reads.deadline("L-05", on=TODAY)


def test_a_deadline_is_named_in_every_language():
    named = [words for one in reads.shipped() for words in (one.what, one.start, one.approver) if words]

    assert [words for words in named if set(words) != set(LANGUAGES) or not all(words.values())] == []


@pytest.mark.django_db
def test_the_shipped_rows_are_what_the_database_is_seeded_with():
    assert set(reads.deadlines()) == set(reads.shipped())


@pytest.mark.django_db
@pytest.mark.rule("L-02", "L-03", "L-13", "L-22")
@pytest.mark.parametrize(
    ("code", "last"),
    [("L-02", "2026-04-14"), ("L-03", "2026-05-28"), ("L-13", "2026-04-28"), ("L-22", "2026-06-01")],
)
def test_an_extension_lengthens_the_period_and_names_who_approves(code, last):
    row = reads.deadline(code, on=TODAY)

    assert row.last_day(TODAY, DAYS, extended=True).on == day(last)
    assert row.approver["zh-hans"]


@pytest.mark.django_db
@pytest.mark.rule("K-13", "L-13")
def test_a_corrected_request_for_disclosure_begins_its_clock_anew_and_a_licence_does_not():
    asked, corrected = day("2026-03-02"), day("2026-03-16")

    assert reads.deadline("L-13", on=TODAY).restarted(asked, corrected, DAYS).on == day("2026-04-14")
    assert reads.deadline("L-13", on=TODAY).restarted(asked, None, DAYS).on == day("2026-03-30")
    assert reads.deadline("L-02", on=TODAY).restarted(asked, corrected, DAYS).on == day("2026-03-30")


@pytest.mark.django_db
@pytest.mark.rule("K-01", "K-12", "L-01", "L-15", "L-19")
@pytest.mark.parametrize(
    ("code", "part", "means", "counts_from"),
    [
        ("L-01", "", "deemed_from_receipt", "2026-03-02"),
        ("L-19", "", "deemed_at_end", "2026-03-09"),
        ("L-15", "", "agency_decides", "2026-03-23"),
        ("L-15", "co_producer", "consent", "2026-03-23"),
    ],
)
def test_silence_means_what_each_law_says_and_counts_from_its_own_day(code, part, means, counts_from):
    said = silence(reads.deadline(code, part, on=TODAY), TODAY, DAYS)

    assert (said.code, said.on) == (means, day(counts_from))


@pytest.mark.rule("K-14")
@pytest.mark.parametrize(
    ("route", "received"),
    [
        ("in_person", "2026-03-02"),
        ("registered_post", "2026-03-04"),
        ("ordinary_post", "2026-03-05"),
        ("online", "2026-03-05"),
    ],
)
def test_a_request_for_disclosure_is_received_as_its_route_says(route, received):
    days = {"handed": day("2026-03-02"), "signed": day("2026-03-04"), "confirmed": day("2026-03-05")}

    assert received_by(route, **days) == day(received)


@pytest.mark.rule("K-14")
def test_an_unconfirmed_request_is_not_received_yet_and_a_reply_counts_from_the_post_office_only():
    assert received_by("online", handed=TODAY) is None
    assert replied_on("registered_post", posted=TODAY) == TODAY
    assert replied_on("registered_post", posted=TODAY, carrier="courier") is None
    assert replied_on("in_person", posted=TODAY, signed=day("2026-03-04")) == day("2026-03-04")
    with pytest.raises(ValueError, match="route"):
        received_by("pigeon", handed=TODAY)


@pytest.mark.rule("K-15")
def test_the_table_of_the_annual_report_adds_up_or_does_not():
    assert balanced(new=12, carried_in=3, results=13, carried_out=2)
    assert not balanced(new=12, carried_in=3, results=13, carried_out=3)


@pytest.mark.rule("K-02", "K-08")
@given(
    start=st.dates(date(2020, 1, 1), date(2026, 8, 1)),
    n=st.integers(1, 60),
)
def test_working_days_never_end_on_a_rest_day_and_calendar_days_are_moved_off_one(start, n):
    def ends(unit):
        row = Deadline("X-01", "", {}, {}, n, unit)
        return row.last_day(start, DAYS).on

    assert DAYS.is_working(ends(W))
    assert DAYS.is_working(ends(C))
    assert ends(W) >= ends(C) or n < 3
    assert (ends(C) - start).days >= n


@pytest.mark.rule("K-07", "T-02")
def test_a_make_up_saturday_counts_and_an_unannounced_year_is_said_to_be_provisional():
    row = Deadline("X-01", "", {}, {}, 1, W)

    assert row.last_day(date(2026, 2, 13), DAYS).on == date(2026, 2, 14)  # a Saturday that is worked
    assert row.last_day(date(2027, 1, 4), DAYS).provisional
    assert not row.last_day(date(2026, 3, 2), DAYS).provisional
    assert Calendar().working_days_after(date(2026, 2, 13), 1).on == date(2026, 2, 16)


@pytest.mark.parametrize("unit", ["hours", W])
def test_a_row_is_not_computed_the_wrong_way_round(unit):
    row = Deadline("X-01", "", {}, {}, 3, unit, before=unit == W)

    with pytest.raises(ValueError, match="X-01"):
        row.last_day(TODAY, DAYS)
    with pytest.raises(ValueError, match="X-01"):
        (
            row.latest_before(TODAY, DAYS)
            if unit == "hours"
            else row.instant(datetime(2026, 3, 2, tzinfo=SHANGHAI))
        )


AT = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)


def own(code="L-35", part="", length=2, since=date(2026, 7, 1), source="《高州市好差评管理办法》第八条"):
    acts.set_deadline(code, part, length=length, since=since, source=source, by="account:1", at=AT)
    reads.forget()


@pytest.mark.django_db
def test_a_city_sets_its_own_row_from_a_day_on_and_says_by_which_rule():
    own()

    assert reads.deadline("L-35", on=date(2026, 6, 30)).length == 1
    row = reads.deadline("L-35", on=date(2026, 7, 1))
    assert (row.length, row.local, row.source) == (2, True, "《高州市好差评管理办法》第八条")
    assert journal.history(0)[-1].data["length"] == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"code": "L-05"}, "code", "firm"),
        ({"code": "L-09"}, "code", "firm"),
        ({"code": "L-99"}, "code", "unknown"),
        ({"part": "nothing"}, "code", "unknown"),
        ({"length": 0}, "length", "range"),
        ({"length": 9999}, "length", "range"),
        ({"source": " "}, "source", "empty"),
    ],
)
def test_the_letter_of_the_law_and_nonsense_are_refused_and_nothing_is_written(changes, field, code):
    before = DeadlineRule.objects.count()

    with pytest.raises(Refused) as refusal:
        own(**changes)

    assert (refusal.value.field, refusal.value.code) == (field, code)
    assert DeadlineRule.objects.count() == before


@pytest.mark.django_db
def test_a_second_rule_for_the_same_day_is_refused():
    own()

    with pytest.raises(Refused) as refusal:
        own(length=3)

    assert (refusal.value.field, refusal.value.code) == ("since", "twice")


@pytest.mark.django_db
def test_the_command_lists_the_table_for_a_day():
    own()

    told = json.loads(CliRunner().invoke(app, ["deadlines", "--on", "2026-07-01", "--json"]).stdout)
    lines = CliRunner().invoke(app, ["deadlines", "--on", "2026-03-02"]).stdout.splitlines()

    rows = {(one["code"], one["part"]): one for one in told}
    assert (rows["L-35", ""]["length"], rows["L-35", ""]["local"]) == (2, True)
    assert any(line.startswith("L-17 government") and "03-31" in line for line in lines)
    assert CliRunner().invoke(app, ["deadlines", "--on", "tomorrow"]).exit_code == 2
