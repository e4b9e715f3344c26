"""What happens beside the simulated cases: checks, notices, fees, service that fails; only acts are used."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Finding, Found, Serving
from yimen.ground.calendar.rules import Calendar
from yimen.registers.catalogue.reads import MatterSheet

STANDARD: Final = "GB 55037-2022《建筑防火通用规范》"
LATE: Final = (
    "台风“红色预警”期间暂停现场核查，顺延办理",
    "部门间数据共享接口故障，改为人工核验",
    "集中申请量超出预期，已增派人手",
)
PLACES: Final = ("石仔岭街道环城路12号", "山美街道桂圆路8号", "根子镇荔枝街3号")
FOUND: Final = ("与申请材料一致", "设施齐全，运行正常", "已张贴公示，符合要求")


class Now(Protocol):
    """The part of the simulated clock that is used here."""

    at: datetime
    calendar: Calendar

    def later(self, days: int, hours: float) -> bool: ...  # noqa: D102


class Lived(Protocol):
    """The part of a simulated case that is used here."""

    case: int
    matter: MatterSheet
    clock: Any
    dice: random.Random

    @property
    def by(self) -> Callable[..., str]: ...  # noqa: D102


def checks(life: Lived) -> bool:
    """Let two officers check on site or inspect, where the matter wants it; say whether that was in the past."""
    wanted = [code for code in ("site_check", "inspection") if code in reads.sheet(life.case).pending]
    for code in wanted:
        if not life.clock.later(0, life.dice.uniform(1, 3)):
            return False
        _check(life, "inspection" if code == "inspection" else "site")
    return True


@dataclass
class _Moment:
    """A moment that is always in the past."""

    at: datetime

    def later(self, _days: int, hours: float) -> bool:
        """Move on by some minutes."""
        self.at += timedelta(minutes=10 * hours)
        return True


@dataclass
class _Handled:
    """A case as those who check facts see it."""

    case: int
    matter: MatterSheet
    clock: _Moment
    by: Callable[[str], str]
    dice: random.Random


def checked(case: int, matter: MatterSheet, at: datetime, *, by: Callable[[str], str]) -> datetime:
    """Let the facts of a case be checked where the matter wants it; return when that was done."""
    handled = _Handled(case, matter, _Moment(at), by, random.Random(case))  # noqa: S311 a game
    checks(handled)
    return handled.clock.at


def _check(life: Lived, kind: str) -> None:
    first, second, at = life.by("reviewer"), life.by("window"), life.clock.at
    n = acts.plan_check(
        life.case,
        kind=kind,
        officers=(first, second),
        place=life.dice.choice(PLACES),
        planned_at=at + timedelta(hours=2),
        by=first,
        at=at,
    )
    points = [one["zh-hans"] for one in life.matter.conditions[:3]] or ["现场情况"]
    found = Found(
        [Finding(point, life.dice.choice(FOUND), True) for point in points],
        held_at=at + timedelta(minutes=100),
        present="现场负责人",
        present_signed=True,
        standard=STANDARD if kind == "inspection" else "",
    )
    acts.record_check(life.case, n, found, by=first, at=at + timedelta(minutes=130))
    acts.sign_check(life.case, n, by=second, at=at + timedelta(minutes=140))
    life.clock.at = at + timedelta(minutes=150)


def notice(life: Lived, document: str = "special") -> None:
    """Serve a notice electronically, as the person agreed."""
    one = Serving(document, "electronic")
    acts.serve(life.case, one, by="system", at=life.clock.at, calendar=life.clock.calendar)


def fees(life: Lived) -> None:
    """Let the first fee of the list fall due; some are paid, some waived by a second person."""
    if not life.matter.fees or life.matter.fees[0].get("amount_fen") is None:
        return
    window, at = life.by("window"), life.clock.at
    if not reads.sheet(life.case).fees:
        acts.charge(life.case, n=1, by=window, at=at)
    chance = life.dice.random()
    if chance < 0.4:
        receipt = f"粤财非税{life.dice.randint(10**9, 10**10 - 1)}"
        acts.record_payment(life.case, n=1, receipt=receipt, by=window, at=at)
    elif chance < 0.7:
        words = {"ground": "allowance", "reason": "持有有效的最低生活保障证"}
        acts.ask_waiver(life.case, n=1, **words, by=window, at=at)
        if chance < 0.6:
            acts.approve_waiver(life.case, n=1, by=life.by("organ_head"), at=at)


def deliver(life: Lived) -> bool:
    """Hand the decision over, or post it and write down when it arrived; say whether it was delivered."""
    window, posted = life.by("window"), life.dice.random() < 0.4
    method, proof = ("post", "EMS 1099 0000 0000") if posted else ("personal", "本人签收")
    n = acts.deliver(life.case, method=method, proof=proof, by=window, at=life.clock.at)
    if posted:
        if not life.clock.later(1, life.dice.uniform(0, 8)):
            return False
        there: dict[str, Any] = {"outcome": "served", "note": "本人签收"}
        at, days = life.clock.at, life.clock.calendar
        acts.conclude_service(life.case, n, **there, by=window, at=at, calendar=days)
    return True


def published(life: Lived) -> None:
    """Post a decision that comes back, find nobody at the address, and publish it."""
    window, days = life.by("window"), life.clock.calendar
    number = f"XA{life.dice.randint(10**10, 10**11 - 1)}"
    posted = Serving("grant", "post", outcome="sent", number=number)
    n = acts.serve(life.case, posted, by=window, at=life.clock.at, calendar=days)
    if not life.clock.later(3, 1):
        return
    back: dict[str, Any] = {"outcome": "failed", "note": "收件人迁移新址不明，退回"}
    acts.conclude_service(life.case, n, **back, by=window, at=life.clock.at, calendar=days)
    nobody = Serving("grant", "personal", outcome="failed", reason="登记地址无人居住，邻居称已迁走")
    if not life.clock.later(1, 2):
        return
    acts.serve(life.case, nobody, by=window, at=life.clock.at, calendar=days)
    why = {"reason": "其他方式无法送达", "missing_proof": "社区居民委员会出具的证明"}
    acts.publish_service(life.case, document="grant", **why, by=window, at=life.clock.at, calendar=days)
