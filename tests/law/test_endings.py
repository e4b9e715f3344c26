"""Random lives of permits: the four endings, renewal, change, holding back, against the table of A-606.

Number and dice as in `test_walks`.
"""

import os
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction

from tests.law.endings import GROUNDS, HELD_DAYS, JUDGES, Permit, follow, judge
from tests.law.oracle import ORDER, Act
from yimen.affairs.aftercare import acts
from yimen.affairs.aftercare import reads as proceedings
from yimen.affairs.aftercare.acts import Held, Proposal
from yimen.affairs.aftercare.models import Proceeding
from yimen.affairs.aftercare.tests.make import DAYS, MONDAY, SUN, ZHOU, a_matter, ask, decide, issued
from yimen.affairs.cases.acts import Serving
from yimen.ground.life import Refused
from yimen.registers.permits import acts as permits
from yimen.registers.permits import reads
from yimen.registers.permits.acts import HeldBack, Loss

pytestmark = pytest.mark.django_db
WALKS, STEPS = int(os.environ.get("YIMEN_WALKS", "1001")) // 5, 10
USUAL = 20260303
DICE = int(os.environ.get("YIMEN_DICE", USUAL))
ARTICLE = "《食品安全法》第一百二十四条"
HANDED_OVER = {"method": "personal", "proof": "签收"}
FRAUD = {"ending": "revoke", "ground": "fraud", "number": "", "basis": ""}
REVOKED = [
    (0, Act("propose", SUN, FRAUD)),
    (0, Act("serve", SUN, HANDED_OVER)),
    (12, Act("decide", ZHOU, {"loss": False, "amount": 0, "harm": False})),
    (1, Act("serve", ZHOU, HANDED_OVER)),
]
HOURS = [0, 1, 2, 26, 50, 80, 200, 700]
PICTURE = """SELECT md5(jsonb_build_array(
    (SELECT jsonb_agg(p ORDER BY p.id) FROM permits_permit p), (SELECT jsonb_agg(e ORDER BY e.permit_id, e.n) FROM permits_end e),
    (SELECT jsonb_agg(a ORDER BY a.id) FROM aftercare_proceeding a), (SELECT jsonb_agg(b ORDER BY b.id) FROM people_bar b),
    (SELECT count(*) FROM cases_case), (SELECT count(*) FROM journal))::text)"""


def picture() -> str:
    with connection.cursor() as cursor:
        cursor.execute(PICTURE)
        return str(cursor.fetchone()[0])


class Walk:
    """One permit and its successors."""

    def __init__(self, matter: Any, dice: Random) -> None:
        self.matter, self.dice = matter, dice
        self.id, self.law = issued(matter, at=MONDAY).id, Permit(MONDAY, date(2026, 6, 2))
        self.at = MONDAY + timedelta(days=dice.choice([0, 0, 30, 85]))
        self.told: list[str] = []

    def step(self, count: Counter[str]) -> None:
        self.at += timedelta(hours=self.dice.choice(HOURS))
        self.law.now = self.at
        tries = [choose(name, self.law, self.dice) for name in JUDGES]
        judged = [(act, judge(self.law, act)) for act in tries]
        luck = self.dice.random()
        if luck < 0.65:
            judged = [one for one in judged if not one[1]] or judged
        elif luck < 0.92:
            judged = [one for one in judged if one[1] not in {"", ORDER}] or judged
        weights = [
            1 / (1 + count[rule or act.name]) for act, rule in judged
        ]  # what was seldom tried comes first
        act, forbidden = self.dice.choices(judged, weights)[0]
        self.told.append(
            f"{self.at:%m-%d %H:%M} {self.law.standing}: {act.name} {act.by} {act.chosen} {forbidden}"
        )
        count[self.attempt(act, forbidden)] += 1

    def go(self, way: list[tuple[int, Act]], count: Counter[str]) -> None:
        """Go a way that few walks would find, each act some days after the one before."""
        for days, act in way:
            self.at += timedelta(days=days)
            self.law.now = self.at
            count[self.attempt(act, judge(self.law, act))] += 1

    def attempt(self, act: Act, forbidden: str) -> str:
        story, before = "\n".join(self.told), picture()
        try:
            with transaction.atomic():
                DO[act.name](self, act)
        except Refused as refusal:
            why = f"{refusal.code} {refusal.reason}"
        else:
            why = ""
        if why:
            assert forbidden, f"{story}\nthe law allows it, the platform: {why}"
            assert picture() == before, f"{story}\nrefused and yet written"
            return forbidden
        assert not forbidden, f"{story}\nthe law forbids it, the platform did it"
        follow(self.law, act)
        self._compare(story)
        return act.name

    def _compare(self, story: str) -> None:
        found = self._permit()
        assert (found.state, found.valid_until) == (self.law.standing, self.law.until), story
        assert (found.struck_off_at is not None) == self.law.struck, story
        assert found.holds == self.law.holds, story

    def _permit(self) -> Any:
        found = reads.permit(self.id, at=self.at)
        while found is not None and found.next_id:
            acts.go_on_against(self.id, found.next_id)  # as the listener does
            self.id = found.next_id
            found = reads.permit(self.id, at=self.at)
        assert found is not None
        return found

    def proceeding(self) -> int:
        return Proceeding.objects.order_by("-proposed_at", "-id").values_list("id", flat=True).first() or 0


def _propose(walk: Walk, act: Act) -> None:
    words = {"facts": "查明", "reason": "理由", "basis": act["basis"], "penalty_number": act["number"]}
    said = Proposal(act["ending"], act["ground"], days=HELD_DAYS, **words)
    acts.propose(walk._permit(), said, by=act.by, at=walk.at)


def _held(walk: Walk, act: Act) -> HeldBack:
    today = walk.at.date()
    return HeldBack("拒不整改", act["basis"], on=today, until=today + timedelta(HELD_DAYS))


def _decide(walk: Walk, act: Act) -> None:
    loss = Loss(act["amount"], "无损失" if act["loss"] else "")
    acts.decide(walk.proceeding(), reason="理由", loss=loss, public_harm=act["harm"], by=act.by, at=walk.at)


def _serve(number: int, walk: Walk, act: Act) -> None:
    one = Serving(proceedings.proceeding(number).to_serve or "intention", act["method"], proof=act["proof"])
    acts.serve(number, one, by=act.by, at=walk.at, calendar=DAYS)


def _hear(number: int, walk: Walk, act: Act) -> None:
    told, held = (walk.at.date() - timedelta(days=act[name]) for name in ("told", "held"))
    acts.record_hearing(number, Held(told, held, "事实成立"), by=act.by, at=walk.at, calendar=DAYS)


def _apply(purpose: str) -> Callable[[Walk, Act], None]:
    def grant(walk: Walk, _act: Act) -> None:
        number = ask(walk._permit(), purpose, walk.matter, at=walk.at)
        decide(number, at=walk.at, pause=timedelta(0))  # two hours later the permit may have run out

    return grant


def _on(do: Callable[[int, Walk, Act], object]) -> Callable[[Walk, Act], object]:
    """Do something to the newest proceeding; where there is none it is refused for that."""

    def done(walk: Walk, act: Act) -> object:
        number = walk.proceeding()
        if not number:
            raise Refused("there is none", code="out_of_order")
        return do(number, walk, act)

    return done


DO: dict[str, Callable[[Walk, Act], object]] = {
    "suspend": lambda w, a: permits.suspend(w._permit().id, _held(w, a), by=a.by, at=w.at),
    "resume": lambda w, a: permits.resume(w._permit().id, reason=a["reason"], by=a.by, at=w.at),
    "propose": _propose,
    "speak": _on(lambda n, w, a: acts.state_views(n, "我已整改", rested=a["rested"], by=a.by, at=w.at)),
    "answer": _on(lambda n, w, a: acts.answer_hearing(n, wanted=a["wanted"], by=a.by, at=w.at)),
    "hear": _on(lambda n, w, a: _hear(n, w, a)),
    "decide": _on(lambda _n, w, a: _decide(w, a)),
    "drop": _on(lambda n, w, a: acts.drop(n, why=a["why"], reason="理由", by=a.by, at=w.at)),
    "serve": _on(lambda n, w, a: _serve(n, w, a)),
    "strike_expired": lambda w, a: acts.strike_off_expired(w._permit().id, at=w.at),
    "strike_ended": lambda w, a: acts.strike_off_ended(w._permit().id, at=w.at),
    "renew": _apply("renewal"),
    "change": _apply("change"),
    "give_up": _apply("cancel"),
}


def choose(name: str, law: Permit, dice: Random) -> Act:
    """An attempt with things chosen at random."""
    made = CHOICES.get(name, dict)
    return Act(name, dice.choice([SUN, ZHOU]), made(dice) if name in CHOICES else {})


def _ending(dice: Random) -> dict[str, Any]:
    ending = dice.choice([*sorted(GROUNDS), "forfeit"])
    lawful = [*sorted(GROUNDS[ending]), *(["fraud"] * 3 if ending == "revoke" else [])]
    ground = dice.choice(lawful if dice.random() < 0.85 else ["penalty", "fraud", "death"])
    return {
        "ending": ending,
        "ground": ground,
        "number": dice.choice(["罚1号", "罚1号", ""]),
        "basis": dice.choice([ARTICLE, ARTICLE, ""]),
    }


CHOICES: dict[str, Callable[[Random], dict[str, Any]]] = {
    "suspend": lambda d: {"basis": d.choice(["处罚决定", ""])},
    "resume": lambda d: {"reason": d.choice(["复议撤销", ""])},
    "propose": _ending,
    "hear": lambda d: {"told": d.choice([11, 12, 14, 20, 8]), "held": d.choice([0, 0, 1, -1])},
    "answer": lambda d: {"wanted": d.choice([True, True, False])},
    "decide": lambda d: {
        "loss": d.choice([True, True, False]),
        "amount": d.choice([0, 0, 500]),
        "harm": d.random() < 0.15,
    },
    "drop": lambda d: {"why": d.choice(["unproven", "public_interest", "mended", "whim"])},
    "speak": lambda d: {"rested": d.random() < 0.4},
    "serve": lambda d: {
        "method": d.choice(["personal", "personal", "personal", "electronic"]),
        "proof": d.choice(["签收", "签收", "签收", ""]),
    },
}


@pytest.mark.rule("A-601", "A-602", "A-606", "A-607", "A-609", "A-1205", "K-11")
def test_permits_end_renew_and_change_as_the_table_says():
    dice, count = Random(DICE), Counter[str]()
    matter = a_matter("PERMIT-2", permit={"kind": "licence", "validity": {"amount": 3, "unit": "months"}})
    for _n in range(WALKS):
        with transaction.atomic():
            walk = Walk(matter, dice)
            if dice.random() < 0.2:
                walk.go(REVOKED, count)
            for _step in range(STEPS):
                walk.step(count)
            transaction.set_rollback(True)

    if WALKS >= 2_000 or (WALKS == 200 and DICE == USUAL):
        assert not [name for name in DO if not count[name]], "an act that was never done"
        assert not [rule for rule in ("A-511", "A-602", "A-606", "A-607", "A-1205") if not count[rule]]
