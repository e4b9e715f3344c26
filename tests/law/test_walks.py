"""Random lives of cases: what the law allows is done, what it forbids is refused and writes nothing, every date is right.

`YIMEN_WALKS=10000` walks that many whole sequences instead; `YIMEN_DICE` chooses others.
"""

import os
from collections import Counter
from datetime import datetime, timedelta
from random import Random

import pytest
from django.db import transaction

from tests.law.doing import DO, choose, picture
from tests.law.facts import Facts
from tests.law.follows import follow
from tests.law.matters import PERMIT_END, Kind, prepare, submit
from tests.law.oracle import JUDGES, ORDER, Act, judge
from yimen.affairs.cases.life import LIFE
from yimen.affairs.cases.tests.make import MONDAY
from yimen.ground.life import Refused

pytestmark = pytest.mark.django_db
WALKS, STEPS = int(os.environ.get("YIMEN_WALKS", "1001")), 10
USUAL = 20260303
DICE = int(os.environ.get("YIMEN_DICE", USUAL))
AGREED = {"step": None, "verdict": "agree", "second": ""}
LAWFUL, FORBIDDEN = 0.68, 0.92
HOURS = [0, 1, 1, 2, 20, 26, 50, 80, 200, 700]
# what is always possible would hide what is not; beside it, what was seldom tried comes first
WEIGHTS = {"serve": 0.4, "correct": 0.2, "withdraw": 0.1, "plan_check": 0.3, "decline": 0.3, "send_back": 0.4}
WEIGHTS |= {"refuse_on_the_spot": 0.3, "take_back": 0.3, "ask_for_more": 2.0, "supplement": 2.0}
STATES = {
    "submitted": "received",
    "supplementing": "awaiting",
    "first_review": "below",
    "suspended": "accepted",
    "delivered": "served",
    "declined": "not_accepted",
}
SHOWN = ("state", "answer due", "statutory due", "promised due", "hand over by", "forward by")


class Walk:
    """One sequence: some cases of one kind, a moment, and what was done."""

    def __init__(self, kind: Kind, dice: Random) -> None:
        self.dice, self.at = dice, self._begin(kind, dice)
        self.cases = [submit(kind, self.at + timedelta(minutes=n), dice) for n in range(kind.cases)]
        self.at += timedelta(minutes=kind.cases)
        for _number, facts in self.cases:
            facts.now = self.at
        self.pictures = {number: picture(number) for number, _facts in self.cases}
        self.told: list[str] = [kind.terms.name]

    @staticmethod
    def _begin(kind: Kind, dice: Random) -> datetime:
        if not kind.terms.renewal:
            return MONDAY + timedelta(days=dice.choice([0, 1, 4, 5, 30]))
        ahead = dice.choice([45, 35, 31, 30, 29, 20])
        return datetime(2026, PERMIT_END.month, PERMIT_END.day, 9, 30, tzinfo=MONDAY.tzinfo) - timedelta(
            days=ahead
        )

    def queue_up(self) -> None:
        """Let most of those who want one of few places be accepted and examined, so that the order matters."""
        for number, facts in self.cases if self.cases[0][1].terms.number else []:
            for act in (Act("accept", "account:101"), Act("review", "account:102", AGREED)):
                if self.dice.random() < 0.7 and not judge(facts, act, []):
                    self.attempt(number, facts, act)

    def pass_time(self, count: Counter[str]) -> None:
        """Let time go on; the worker takes back what was not told in time, as it does every minute."""
        self.at += timedelta(hours=self.dice.choice(HOURS))
        for number, facts in self.cases:
            facts.now = self.at
            if facts.untold and facts.stage == "accepted":
                count[self.attempt(number, facts, Act("void_extension", "system"))] += 1

    def step(self, count: Counter[str]) -> None:
        """Attempt one act: mostly one that the law allows now, else one that a rule forbids, at times any."""
        self.pass_time(count)
        number, facts = self.dice.choice(self.cases)
        world = [one for _n, one in self.cases]
        tries = [(act, judge(facts, act, world)) for act in (choose(name, facts, self.dice) for name in DO)]
        luck = self.dice.random()
        if luck < LAWFUL:
            tries = [one for one in tries if not one[1]] or tries
        elif luck < FORBIDDEN:
            tries = [one for one in tries if one[1] not in {"", ORDER}] or tries
        weights = [WEIGHTS.get(act.name, 1.0) / (1 + count[rule or act.name]) ** 0.5 for act, rule in tries]
        act = self.dice.choices(tries, weights)[0][0]
        count[self.attempt(number, facts, act)] += 1

    def attempt(self, number: int, facts: Facts, act: Act) -> str:
        """Do an act and compare; return its name, or the rule that forbade it."""
        forbidden = judge(facts, act, [one for _n, one in self.cases])
        self.told.append(f"{self.at:%m-%d %H:%M} {facts.stage}: {act.name} {act.by} {act.chosen} {forbidden}")
        story = "\n".join(self.told)
        before = self.pictures[number]
        refused = _do(number, act, self.at)
        if refused:
            assert forbidden, f"{story}\nthe law allows it, the platform: {refused}"
            assert picture(number) == before, f"{story}\nrefused and yet written"
            return forbidden
        assert not forbidden, f"{story}\nthe law forbids it, the platform did it"
        follow(facts, act, self.at)
        after = self.pictures[number] = picture(number)
        assert after[1] > before[1], f"{story}\nnothing was said"
        assert _by_the_table(act, before[2], after[2]), f"{story}\nnot a move of the table of life"
        assert (after[2] == "suspended") == facts.stopped, story
        assert _as_law(after) == _by_law(facts), f"{story}\n{SHOWN}"
        self._others_stay(number, story)
        return act.name

    def _others_stay(self, number: int, story: str) -> None:
        for other, _facts in self.cases:
            if other != number:
                seen = picture(other)
                assert seen[2:] == self.pictures[other][2:], f"{story}\nanother case changed"
                self.pictures[other] = seen


def _do(number: int, act: Act, at: datetime) -> str:
    """Do an act on the platform; return why it refused, or ""."""
    try:
        DO[act.name](number, act, at)
    except Refused as refusal:
        return f"{refusal.code} {refusal.reason}"
    return ""


def _by_the_table(act: Act, before: str, after: str) -> bool:
    """The move stands in the table of life, as itself or as what it came to: a filing, a first review, a delivery."""
    if act.name in LIFE.moves and LIFE.moves[act.name][1] == after:
        return before in LIFE.moves[act.name][0]
    ends = {to for froms, to in LIFE.moves.values() if before in froms} | {before}
    return after in ends or (act.name, after) == ("supplement", "filed")


def _as_law(seen: tuple) -> list:
    """The stage and the dates that count at it, as the platform keeps them."""
    state, answer, due, promised, deliver, below = seen[2:]
    stage = STATES.get(state, state)
    return [stage, *_counting(stage, answer, (due, promised), deliver, below)]


def _by_law(facts: Facts) -> list:
    """The same, as the oracle reckons them."""
    dates = _counting(
        facts.stage, facts.answer_due, (facts.due, facts.promised_due), facts.deliver_due, facts.below_due
    )
    return [facts.stage, *dates]


def _counting(stage, answer, both, deliver, below):
    if stage == "received":
        return [answer]
    if stage == "below":
        return [below]
    if stage == "accepted":
        return list(both)
    return [*both, deliver] if stage in {"granted", "refused", "served", "closed"} else []


def test_every_move_of_the_table_of_life_is_attempted():
    named = {"take_back", "serve", "explain_overdue", "fill_gaps", "close_unfilled", "void_extension"}
    moves = set(LIFE.moves) - {"save_draft", "submit", "correct_situation", "file", "extend_stopped"}

    assert moves - {"deem_withdrawn", "return_unfilled"} <= set(DO)
    assert set(JUDGES) == set(DO) >= named


RULES = (
    "A-202",
    "A-204",
    "A-205",
    "A-206",
    "A-207",
    "A-209",
    "A-211",
    "A-301",
    "A-302",
    "A-304",
    "A-305",
    "A-308",
)
RULES += (
    "A-402",
    "A-405",
    "A-407",
    "A-410",
    "A-411",
    "A-501",
    "A-511",
    "A-604",
    "A-605",
    "A-905",
    "A-906",
    "A-909",
)
RULES += ("A-910", "E-121", "K-05", "K-09", "K-28", "T-13")
PROVEN = {"A-411": "K-05"}  # the rule by which the oracle forbids the same


@pytest.mark.rule(*RULES, "A-212", "A-306", "A-401", "A-404", "K-01", "K-03", "K-04", "K-10", "T-20", "T-21")
def test_the_platform_does_what_the_law_allows_and_refuses_what_it_forbids():
    """A sequence is one transaction that is taken back; no document is made."""
    dice, count = Random(DICE), Counter[str]()
    kinds = prepare()
    for n in range(WALKS):
        with transaction.atomic():
            walk = Walk(kinds[n % len(kinds)], dice)
            walk.queue_up()
            for _step in range(STEPS):
                walk.step(count)
            transaction.set_rollback(True)

    assert count.total() >= STEPS * WALKS >= 10_000 or WALKS < 1_000
    if WALKS >= 5_000 or (WALKS >= 1_000 and DICE == USUAL):
        assert not [name for name in DO if not count[name]], "an act that was never done"
        assert not [rule for rule in RULES if not count[PROVEN.get(rule, rule)]], "a rule that never forbade"
