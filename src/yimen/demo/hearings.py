"""Hearings and neighbours of the demonstration city: told, heard, announced, held, waived; only acts are used."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Protocol

from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import reads as case_reads
from yimen.affairs.cases.acts import Serving
from yimen.affairs.hearings import acts, reads
from yimen.affairs.hearings.acts import Appointment, Entry, Found, Minutes
from yimen.ground.calendar.rules import SHANGHAI, Calendar, today_of
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue.reads import MatterSheet


class Ticking(Protocol):
    """The moment of a simulated life."""

    at: datetime
    calendar: Calendar

    def later(self, days: int, hours: float) -> bool: ...  # noqa: D102


class Living(Protocol):
    """The part of a simulated life that a hearing needs."""

    case: int
    matter: MatterSheet
    dice: random.Random

    @property
    def clock(self) -> Ticking: ...  # noqa: D102
    @property
    def applicant(self) -> str: ...  # noqa: D102
    def by(self, role: str) -> str: ...  # noqa: D102


ROOM: Final = "高州市政务服务中心三楼听证室"
NEIGHBOURS: Final = (
    Found("陈大文", "石仔岭街道桂圆路12号（演示地址）", "19906682001"),
    Found("林小花", "石仔岭街道桂圆路14号（演示地址）", "19906682002"),
    Found("高州市鉴江水产养殖专业合作社", "石鼓镇鉴江村3号（演示地址）", "0668-6682003"),
)
VIEW: Final = "项目建成后可能影响我家的采光和夜间休息，希望调整位置并限制作业时间。"
ANSWER: Final = "已要求申请人将设施与住宅的距离调整至二十米以上，夜间二十二时后停止作业。"
POINTS: Final = ("施工和运行噪声是否影响周边居民", "废水处理措施是否可靠")
FINDINGS: Final = (
    "根据听证笔录，申请人承诺设置隔声屏障并限制夜间作业，预测值符合标准，居民意见已部分采纳。",
    "根据听证笔录及监测资料，废水经处理后接入市政管网，措施可行。",
)


def _chair(life: Living) -> tuple[str, str]:
    chair = life.by("approver")
    names = {
        f"account:{account}": name
        for account, name, _post in agencies.officers_at(life.matter.organ_id, at=life.clock.at)
    }
    return chair, names.get(chair, "")


def minutes(*present: int) -> Minutes:
    """Return the minutes of a hearing with both sides."""
    entries = [
        Entry("review", "organ", "经审查，报告结论可信，污染防治措施可行。证据：监测报告、专家评审意见。"),
        Entry("evidence", "0", "提交噪声预测报告和污水接管协议。"),
        Entry("defence", "0", "将设置隔声屏障，夜间不作业。"),
        *(Entry("defence", str(n), VIEW) for n in present if n),
        Entry("questions", "chair", "问：夜间是否作业？答：二十二时至次日六时不作业。"),
        Entry("last", "0", "愿意接受监督。"),
    ]
    return Minutes(entries, list(present), list(POINTS))


def set_time(life: Living, *, days: int) -> datetime:
    """Tell time and place some working days ahead."""
    chair, name = _chair(life)
    day = life.clock.calendar.working_days_after(today_of(life.clock.at), days).on
    starts_at = datetime(day.year, day.month, day.day, 9, 30, tzinfo=SHANGHAI)
    wanted = Appointment(starts_at, ROOM, chair, name)
    acts.set_time(life.case, wanted, by=life.by("reviewer"), at=life.clock.at, calendar=life.clock.calendar)
    found = reads.sheet(life.case)
    for one in found.parties if found else ():
        _tell(life, one.n, acts.Letter.TIME)
    return starts_at


def _hold(life: Living, present: Sequence[int]) -> bool:
    set_time(life, days=8)
    if not life.clock.later(8, 1):
        return False
    chair, _name = _chair(life)
    acts.hold_hearing(life.case, minutes(*present), by=chair, at=life.clock.at, calendar=life.clock.calendar)
    signed = dict.fromkeys(("chair", "organ", *(str(n) for n in present)), ("signed", ""))
    if 1 in present:
        signed["1"] = ("refused", "认为部分意见未被采纳")
    if not life.clock.later(0, 2):
        return False
    acts.close_record(life.case, signed, by=chair, at=life.clock.at, calendar=life.clock.calendar)
    if not life.clock.later(1, 1):
        return False
    acts.find_on_record(life.case, FINDINGS, by=life.by("reviewer"), at=life.clock.at)
    return True


def _tell(life: Living, n: int, letter: str = acts.Letter.MATTER) -> None:
    one = Serving(letter, "personal", proof="本人签收")
    acts.tell_person(life.case, n, one, by=life.by("window"), at=life.clock.at, calendar=life.clock.calendar)


def neighbour(life: Living, found: Found) -> int:
    """List a neighbour and serve the letters on both sides."""
    n = acts.add_person(life.case, found, by=life.by("reviewer"), at=life.clock.at)
    _tell(life, n)
    if n == 1:
        _tell(life, 0)
    return n


def _heard(life: Living) -> bool:
    """Hear a neighbour who has a view and needs no hearing."""
    n = neighbour(life, life.dice.choice(NEIGHBOURS))
    if not life.clock.later(1, 2):
        return False
    reviewer, at = life.by("reviewer"), life.clock.at
    acts.speak(life.case, n, words=VIEW, way="oral", by=reviewer, at=at)
    for who in (0, n):
        acts.waive(life.case, who, by=f"party:{who}", at=at)
    acts.answer_view(life.case, n, adopted=True, answer=ANSWER, by=reviewer, at=at)
    return True


def hear_first(life: Living) -> bool:
    """Settle what the decision waits for; say whether the present was not reached before."""
    pending = case_reads.sheet(life.case).pending
    if "hearing" not in pending and "third_parties" not in pending:
        return True
    acts.begin(life.case, by="system", at=life.clock.at)
    if "third_parties" in pending:
        if life.dice.random() < 0.4:
            if not _heard(life):
                return False
        else:
            why = "经现场核查，周边五十米范围内无住户和其他经营者。"
            acts.find_nobody(life.case, reason=why, by=life.by("reviewer"), at=life.clock.at)
    if "hearing_findings" in pending:
        return _hold(life, [0, 1] if life.dice.random() < 0.5 and _has_other(life) else [0])
    return True


def _has_other(life: Living) -> bool:
    return any(one["type"] == "hearings.PersonAdded" for one in case_reads.sheet(life.case).told)


def announced(life: Living) -> None:
    """A hearing in the public interest that is announced and still to come."""
    acts.begin(life.case, by="system", at=life.clock.at)
    neighbour(life, NEIGHBOURS[2])
    if life.clock.later(1, 3):
        acts.speak(life.case, 1, words=VIEW, way="written", by=life.by("reviewer"), at=life.clock.at)
        set_time(life, days=9)


def challenged(life: Living) -> None:
    """A neighbour asked for a hearing, and does not want its chair."""
    acts.begin(life.case, by="system", at=life.clock.at)
    neighbour(life, NEIGHBOURS[0])
    if not life.clock.later(1, 2):
        return
    acts.ask(life.case, 1, by="party:1", at=life.clock.at, calendar=life.clock.calendar)
    if life.clock.later(0, 6):
        set_time(life, days=8)
        acts.challenge(life.case, 1, reason="主持人与申请人系同学", by="party:1", at=life.clock.at)


def objecting(life: Living, person: int | None, name: str) -> None:
    """A neighbour with an account has stated a view, which waits for its answer."""
    acts.begin(life.case, by="system", at=life.clock.at)
    acts.add_person(life.case, NEIGHBOURS[1], by=life.by("reviewer"), at=life.clock.at)
    n = acts.add_person(
        life.case, Found(name, "", person_id=person), by=life.by("reviewer"), at=life.clock.at
    )
    for one in (0, 1, n):
        _tell(life, one)
    if life.clock.later(0, 7):
        acts.speak(life.case, n, words=VIEW, way="online", by=f"party:{n}", at=life.clock.at)


def dice() -> random.Random:
    """Return dice that fall the same every time."""
    return random.Random(20261125)  # noqa: S311 a game, the same each time


def back(until: datetime, days: int) -> datetime:
    """Return a morning some days ago."""
    return (until - timedelta(days=days)).replace(hour=9, minute=10)


def withdrawn(life: Living) -> None:
    """An applicant takes a case back in the middle of its hearing."""
    acts.begin(life.case, by="system", at=life.clock.at)
    set_time(life, days=8)
    if life.clock.later(1, 4):
        cases.withdraw(life.case, reason="调整方案后再申请", by=life.applicant, at=life.clock.at)
