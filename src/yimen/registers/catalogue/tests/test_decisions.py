"""Decision tables: what they decide, and that their flaws are found, whatever the table."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from yimen.registers.catalogue import decisions, situations
from yimen.registers.catalogue.rules import findings, judge
from yimen.registers.catalogue.sheets import build
from yimen.registers.catalogue.tests.make import content_with
from yimen.registers.catalogue.tests.test_chart import HEAD


def question(name, *values, when=()):
    options = [{"value": one, "labels": {"zh-hans": one, "en": one.upper()}} for one in values]
    return {
        "name": name,
        "labels": {"zh-hans": name, "en": name.upper()},
        "options": options,
        "when": list(when),
    }


def on(name, *values):
    return {"question": name, "in": list(values)}


def row(*when, **then):
    return {"when": list(when), "then": then}


NEW = question("new", "yes", "no")
FRIED = question("fried", "yes", "no", when=[on("new", "yes")])
GOOD = {
    "hit": "unique",
    "questions": [NEW, FRIED],
    "rows": [
        row(on("new", "no"), spared=[2, 3], promised_days=2),
        row(on("new", "yes"), on("fried", "yes"), needed=[3]),
        row(on("new", "yes"), on("fried", "no"), spared=[3], not_asked=["cook"], asked=["area"]),
    ],
}


def matter(table=GOOD, **changes):
    return build(HEAD, content_with(situations=table, **changes))


def of_situations(table):
    found = judge(content_with(situations=table))
    return [(one.rule, one.place) for one in found if one.place.startswith("situations")]


def test_a_situation_leaves_only_what_it_needs():
    small = situations.in_situation(matter(), {"new": "yes", "fried": "no"})

    assert [one.n for one in small.materials] == [1, 2, 4]
    assert [one.name for one in small.form] == ["shop", "area", "kind"]
    assert small.promised_days == 5
    assert situations.in_situation(matter(), {"new": "no"}).promised_days == 2


@pytest.mark.rule("A-106")
def test_a_situation_can_ask_for_what_may_follow_later_but_never_for_what_is_shared():
    table = {**GOOD, "rows": [row(needed=[3, 4])]}
    small = situations.in_situation(matter(table), {"new": "no"})

    assert [(one.n, one.required) for one in small.materials] == [
        (1, "required"),
        (2, "required"),
        (3, "required"),
        (4, "optional"),
    ]


def test_open_or_unknown_answers_decide_nothing():
    assert situations.in_situation(matter(), {"new": "yes"}) is None
    assert situations.in_situation(matter(), {"new": "maybe"}) is None
    assert situations.in_situation(matter(), {"fried": "yes"}) is None
    assert situations.in_situation(build(HEAD, content_with()), {"new": "no"}) is None


def test_an_answer_to_a_question_that_is_not_asked_does_not_count():
    small = situations.in_situation(matter(), {"new": "no", "fried": "yes", "x": "y"})

    assert small.situation["answers"] == {"new": "no"}


def test_what_was_kept_counts_even_if_the_table_reads_otherwise_today():
    kept = situations.in_situation(matter(), {"new": "no"}).situation
    other = {**GOOD, "rows": [row()]}

    assert [one.n for one in situations.as_then(matter(other), kept).materials] == [1, 4]


def test_a_matter_can_be_the_wrong_one():
    table = {
        **GOOD,
        "rows": [row(elsewhere="OTHER-1", words={"zh-hans": "请办理变更", "en": "Apply for a change"})],
    }
    small = situations.in_situation(matter(table), {"new": "no"})

    assert situations.elsewhere(small) == ("OTHER-1", {"zh-hans": "请办理变更", "en": "Apply for a change"})
    assert situations.elsewhere(matter(table)) is None


def test_rows_that_count_together_need_the_most():
    rows = [
        row(on("new", "yes"), needed=[3], promised_days=3, fees=[1]),
        row(on("fried", "yes"), spared=[3], promised_days=4, fees=[2]),
        row(on("new", "no"), spared=[2]),
    ]
    table = decisions.table_of({**GOOD, "hit": "collect", "rows": rows})

    both = decisions.decided(table, {"new": "yes", "fried": "yes"})
    assert (both.needed, both.spared, both.promised_days, both.fees) == ((3,), (), 4, (1, 2))


def test_the_first_row_that_fits_counts():
    table = decisions.table_of(
        {**GOOD, "hit": "first", "rows": [row(on("new", "no"), promised_days=1), row()]}
    )

    assert decisions.decided(table, {"new": "no"}).promised_days == 1
    assert decisions.decided(table, {"new": "yes", "fried": "no"}).promised_days is None


def test_a_sound_table_may_be_published():
    assert of_situations(GOOD) == []
    assert findings(content_with(situations=GOOD)) == []


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ({**GOOD, "rows": GOOD["rows"][:2]}, ("A-115", "situations")),
        ({**GOOD, "rows": [*GOOD["rows"], row(on("new", "no"))]}, ("A-115", "situations.rows.4")),
        (
            {**GOOD, "rows": [*GOOD["rows"], row(on("new", "no"), on("fried", "yes"))]},
            ("A-115", "situations.rows.4"),
        ),
        (
            {**GOOD, "questions": [NEW, FRIED, question("idle", "a", "b")]},
            ("A-103", "situations.questions.3"),
        ),
        ({**GOOD, "hit": "any"}, ("A-104", "situations")),
        (
            {**GOOD, "rows": [*GOOD["rows"][:2], row(on("new", "yes"), on("fried", "no"), spared=[9])]},
            ("A-104", "situations.rows.3"),
        ),
        ({**GOOD, "rows": [row(on("no_such", "x"))]}, ("A-104", "situations.rows.1")),
        ({**GOOD, "rows": [row(promised_days=6)]}, ("A-408", "situations.rows.1")),
        ({**GOOD, "rows": [row(no_steps=[1])]}, ("H-304", "situations.rows.1")),
        ({**GOOD, "rows": [row(fees=[1])]}, ("A-802", "situations.rows.1")),
        ({**GOOD, "rows": [row(not_asked=["x"])]}, ("A-103", "situations.rows.1")),
        (
            {**GOOD, "questions": [question("new", "yes")], "rows": [row()]},
            ("A-103", "situations.questions.1"),
        ),
    ],
)
def test_what_is_wrong_with_a_table_is_said_at_its_place(table, expected):
    assert expected in of_situations(table)


def test_a_gap_is_told_with_an_example():
    found = [
        one
        for one in judge(content_with(situations={**GOOD, "rows": GOOD["rows"][:2]}))
        if one.place == "situations"
    ]

    assert "new: yes; fried: no" in str(found[0].words)


def test_more_than_five_questions_before_an_answer_are_refused():
    asked = [question(f"q{n}", "a", "b") for n in range(6)]
    rows = [row(on("q0", "a")), row(on("q0", "b"), *[on(f"q{n}", "a", "b") for n in range(1, 6)])]

    assert ("A-115", "situations") in of_situations({"hit": "unique", "questions": asked, "rows": rows})


def test_a_flood_of_combinations_ends_in_words_and_not_in_waiting():
    asked = [question(f"q{n}", *"abcdefghijkl") for n in range(20)]

    assert [
        flaw.code for flaw in decisions.flaws(decisions.table_of({"questions": asked, "rows": [row()]}))
    ] == ["too_many_ways"]


VALUES = ("a", "b", "c")


@st.composite
def tables(draw):
    asked = []
    for n in range(draw(st.integers(1, 4))):
        values = VALUES[: draw(st.integers(2, 3))]
        when = []
        if n and draw(st.booleans()):
            earlier = draw(st.sampled_from(asked))
            offered = [one["value"] for one in earlier["options"]]
            when = [on(earlier["name"], *draw(st.sets(st.sampled_from(offered), min_size=1)))]
        asked.append(question(f"q{n}", *values, when=when))
    condition = st.sampled_from(asked).flatmap(
        lambda one: st.sets(st.sampled_from([o["value"] for o in one["options"]]), min_size=1).map(
            lambda values: on(one["name"], *sorted(values))
        )
    )
    rows = draw(
        st.lists(
            st.builds(
                lambda when, days: row(*when, promised_days=days),
                st.lists(condition, max_size=2),
                st.integers(1, 3),
            ),
            max_size=6,
        )
    )
    return {"hit": draw(st.sampled_from(decisions.POLICIES)), "questions": asked, "rows": rows}


def every_situation(table):
    """Every combination of answers, asked or not, cut down to what is asked: another way to the same situations."""
    found = set()
    for values in product(*[[o["value"] for o in one["options"]] for one in table["questions"]]):
        whole = dict(zip([one["name"] for one in table["questions"]], values, strict=True))
        there = {}
        for one in table["questions"]:
            if all(there.get(c["question"]) in c["in"] for c in one["when"]):
                there[one["name"]] = whole[one["name"]]
        found.add(tuple(sorted(there.items())))
    return [dict(one) for one in found]


def fitting(table, answers):
    return [
        n
        for n, one in enumerate(table["rows"], start=1)
        if all(answers.get(c["question"]) in c["in"] for c in one["when"])
    ]


@settings(max_examples=300, deadline=None)
@given(tables())
def test_the_check_finds_what_trying_everything_finds(table):
    everything = [fitting(table, answers) for answers in every_situation(table)]
    flaws = decisions.flaws(decisions.table_of(table))
    codes = {flaw.code for flaw in flaws}

    assert ("gap" in codes) == any(not rows for rows in everything)
    doubled = {tuple(rows[:2]) for rows in everything if len(rows) > 1} if table["hit"] == "unique" else set()
    assert {flaw.rows for flaw in flaws if flaw.code in {"overlap", "contradiction"}} == doubled
    counted = {n for rows in everything for n in (rows if table["hit"] == "collect" else rows[:1])}
    assert {flaw.rows[0] for flaw in flaws if flaw.code == "dead_row"} == set(
        range(1, len(table["rows"]) + 1)
    ) - counted


@settings(max_examples=200, deadline=None)
@given(tables())
def test_every_flaw_shows_in_its_example(table):
    sheet = decisions.table_of(table)
    for flaw in decisions.flaws(sheet):
        answers = dict(flaw.example)
        if flaw.code == "gap":
            assert decisions.decided(sheet, answers) is None
        if flaw.code in {"contradiction", "overlap"}:
            assert set(flaw.rows) <= set(fitting(table, answers))


@settings(max_examples=200, deadline=None)
@given(tables(), st.data())
def test_answering_one_by_one_comes_to_an_end_and_to_the_same_decision(table, data):
    sheet = decisions.table_of(table)
    answers = {}
    while (one := decisions.following(sheet, answers)) is not None:
        answers[one.name] = data.draw(st.sampled_from([value for value, _labels in one.options]))

    assert decisions.cleaned(sheet, {**answers, "x": "y"}) == answers
    outcome = decisions.decided(sheet, answers)
    assert (outcome is None) == (fitting(table, answers) == [])
    if outcome is not None:
        assert decisions.thawed(decisions.frozen(answers, outcome)) == outcome
