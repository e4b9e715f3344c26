"""The guide says in words why the days of the steps are not simply those that are promised."""

import pytest
from django.utils import translation

from yimen.registers.catalogue.reckoning import reckoned
from yimen.registers.catalogue.sheets import build
from yimen.registers.catalogue.situations import in_situation
from yimen.registers.catalogue.tests.make import content_with
from yimen.registers.catalogue.tests.test_chart import HEAD

NAMES = {"zh-hans": "环节"}


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def step(kind, days, parallel=0):
    return {"kind": kind, "names": NAMES, "days": days, "parallel": parallel}


STEPS = [step("accept", 1), step("review", 3, 1), step("review", 4, 1), step("decide", 2), step("deliver", 1)]


def said(promised, *, steps=STEPS, **changes):
    return reckoned(build(HEAD, content_with(promised_days=promised, steps=steps, **changes)))


@pytest.mark.rule("A-404", "H-304")
def test_a_promise_without_the_delivery_says_that_delivery_comes_after_it():
    words = said(7)

    assert "run from the day after acceptance to the decision" in words[0]
    assert "only the longest of them counts" in words[1]
    assert words[2:] == [
        "Up to the decision the steps take 7 working days, as promised.",
        "Delivery comes after the decision and takes 1 working day more.",
    ]


@pytest.mark.rule("H-304")
@pytest.mark.parametrize(
    ("promised", "words"),
    [
        (
            8,
            "Together the steps take 8 working days, acceptance and delivery included: no longer than promised.",
        ),
        (10, "Up to the decision the steps take 7 working days; promised are 10 working days at most."),
    ],
)
def test_a_promise_is_compared_with_the_sum_of_the_steps(promised, words):
    assert said(promised)[-1] == words


def test_a_situation_that_is_promised_fewer_days_says_so():
    then = [{"promised_days": 2}, {}]
    rows = [{"when": [{"question": "new", "in": [v]}], "then": t} for v, t in zip("yn", then, strict=True)]
    options = [{"value": value, "labels": NAMES} for value in "yn"]
    table = {
        "hit": "unique",
        "questions": [{"name": "new", "labels": NAMES, "options": options}],
        "rows": rows,
    }
    matter = build(HEAD, content_with(promised_days=7, steps=STEPS, situations=table))

    assert "promised are 2 working days;" in reckoned(in_situation(matter, {"new": "y"}))[-1]
    assert "as promised" in reckoned(in_situation(matter, {"new": "n"}))[-2]


def test_steps_without_days_and_without_neighbours_need_no_words():
    assert said(0, steps=[step("accept", 0), step("decide", 0)]) == []
    assert len(said(3, steps=[step("accept", 1), step("decide", 2)])) == 2
