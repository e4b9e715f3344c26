"""Cases in special ways for the demonstration: with gaps, on a commitment, in an order, examined first by a town, filed."""

import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import Application, Choices, Paper
from yimen.demo import beside
from yimen.demo.answering import answers
from yimen.ground.calendar.rules import Calendar
from yimen.ground.life import Refused
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue.reads import MatterSheet
from yimen.registers.people.reads import PersonSheet

HYGIENE, FOOD, FIREWORK = "公共场所卫生许可（新办）", "食品经营许可（新办）", "烟花爆竹经营（零售）许可"
ALLOWANCE, PROJECT, MOVING = (
    "最低生活保障审核确认",
    "企业投资项目备案",
    "户口迁移审批（投靠配偶、子女、父母）",
)
SWEPT: Final = 18  # days after which promised papers that never came have closed a case


class Clock(Protocol):
    """A moment that moves forward through office hours."""

    at: datetime
    calendar: Calendar

    def later(self, days: int, hours: float) -> bool: ...  # noqa: D102


NewClock = Callable[[datetime], Clock]


class Scene:
    """One matter with the people who apply for it and the officers who handle it."""

    def __init__(
        self, matter: MatterSheet, everyone: Sequence[PersonSheet], clock: NewClock, until: datetime
    ) -> None:
        kind = "natural" if "natural" in matter.audience else "legal"
        self.matter, self.people = matter, [one for one in everyone if one.kind == kind]
        self.new_clock, self.until, self.dice = clock, until, random.Random(matter.code)  # noqa: S311 a game

    def by(self, role: str, at: datetime, organ: int | None = None) -> str:
        """Return an officer with a role, as an actor."""
        found = agencies.holders(organ or self.matter.organ_id, role, at=at)
        return f"account:{found[0]}" if found else "system:demo"

    def apply(
        self,
        n: int,
        days_ago: int,
        choices: Choices,
        *,
        leave_out: int = 0,
        person: PersonSheet | None = None,
    ) -> tuple[int, Clock]:
        """Hand in the n-th application of the scene some days ago; return the case and its clock."""
        start = (self.until - timedelta(days=days_ago)).replace(hour=9, minute=5 + n)
        clock = self.new_clock(start)
        who = person or self.people[n % len(self.people)]
        needed = self.matter.needed_with(commitment=choices.commitment)
        papers = [Paper(one.n, reference="演示材料") for one in needed if one.n != leave_out]
        application = Application(
            matter=self.matter,
            person=who,
            facts=answers(self.matter, self.dice, clock.at.date()),
            papers=papers,
            choices=choices,
        )
        case = acts.submit(application, by=f"person:{who.id}", at=clock.at, calendar=clock.calendar)
        return case, clock

    def accept(self, case: int, clock: Clock) -> None:
        """Let the window accept a case."""
        acts.accept(case, by=self.by("window", clock.at), at=clock.at, calendar=clock.calendar)

    def review(self, case: int, clock: Clock) -> None:
        """Let the facts be checked on site where the matter wants it, and every step of the review agree."""
        clock.at = beside.checked(case, self.matter, clock.at, by=lambda role: self.by(role, clock.at))
        for step in self.matter.steps:
            if step.kind == "review":
                words: dict[str, Any] = {"verdict": "agree", "opinion": "符合条件，建议准予"}
                words["second"] = self.by("approver", clock.at) if step.two_officers else ""
                acts.review(case, step=step.n, **words, by=self.by(step.role, clock.at), at=clock.at)


def with_gaps(scene: Scene) -> None:
    """Two wait for promised papers, one got them, one was closed because they never came."""
    for n, (days_ago, fills) in enumerate(((3, False), (6, False), (9, True), (SWEPT + 6, False))):
        case, clock = scene.apply(n, days_ago, Choices(gaps=True))
        if not clock.later(1, 1):
            continue
        scene.accept(case, clock)
        if fills and clock.later(1, 3):
            papers = [Paper(one.n, reference="补齐材料") for one in reads.gaps_of(case)]
            acts.fill_gaps(case, papers, by=f"person:{scene.people[n].id}", at=clock.at)
    for case in reads.unfilled(scene.until.date()):
        acts.close_unfilled(case, at=scene.until)


def on_commitment(scene: Scene) -> None:
    """Granted on the spot; one to check, one kept, one to mend, one promised falsely."""
    for n, (days_ago, found) in enumerate(((4, ""), (25, "kept"), (30, "not_kept"), (40, "false"), (0, "-"))):
        case, clock = scene.apply(n, days_ago, Choices(commitment=True))
        if found == "-" or not clock.later(0, 3):
            continue
        decider = scene.by("organ_head", clock.at)
        acts.grant_on_the_spot(case, by=decider, at=clock.at, calendar=clock.calendar)
        if found and clock.later(8, 2):
            words = {"kept": "现场与承诺一致", "not_kept": "消毒间未按平面图设置", "false": "检测报告系伪造"}[
                found
            ]
            inspector = scene.by("inspector", clock.at)
            both = {"by": inspector, "second": scene.by("reviewer", clock.at)}
            acts.check_commitment(
                case, outcome=found, finding=words, **both, at=clock.at, calendar=clock.calendar
            )


def in_order(scene: Scene) -> None:
    """Whoever applied later was accepted earlier; both wait for their turn, one was granted."""
    first, clock = scene.apply(0, 12, Choices())
    second, other = scene.apply(1, 11, Choices())
    third, last = scene.apply(2, 9, Choices())
    for case, one, days in ((second, other, 1), (first, clock, 3), (third, last, 2)):
        if one.later(days, 2):
            scene.accept(case, one)
    if other.later(3, 4):
        scene.review(second, other)
        grant = scene.by("organ_head", other.at)
        waiting = reads.places(scene.matter.matter_id)
        if waiting and waiting[0].case_id == second:
            with suppress(Refused):  # someone who applied earlier may not be answered yet
                acts.grant(second, by=grant, at=other.at, calendar=other.calendar)


def town_first(scene: Scene) -> None:
    """One lies at the town's window, one is examined there, one was sent up, one was accepted above."""
    towns = sorted(one.id for one in agencies.organs().values() if one.kind == "town")
    for n, days_ago in enumerate((1, 8, 12, 20)):
        town = towns[n % 3]
        case, clock = scene.apply(n, days_ago, Choices(first_organ_id=town))
        if n == 0 or not clock.later(1, 2):
            continue
        acts.accept_first(case, by=scene.by("window", clock.at, town), at=clock.at, calendar=clock.calendar)
        if n == 1 or not clock.later(4, 3):
            continue
        opinion = "经入户调查和家庭经济状况核对，申请人家庭人均收入低于保障标准。"
        reviewer = scene.by("reviewer", clock.at, town)
        acts.forward(
            case, verdict="agree", opinion=opinion, by=reviewer, at=clock.at, calendar=clock.calendar
        )
        if n == 3 and clock.later(1, 2):
            scene.accept(case, clock)


def filed(scene: Scene) -> None:
    """Three are filed by their receipt; one lacks a paper and is guided to completeness."""
    for n in range(3):
        scene.apply(n, 2 + 5 * n, Choices())
    missing = scene.matter.needed[0].n if scene.matter.needed else 0
    scene.apply(3, 1, Choices(), leave_out=missing)


def elderly(scene: Scene) -> None:
    """An elderly person asks for a move of the household and is asked what they want before it is decided."""
    old = [one for one in scene.people if one.is_elder(scene.until.date())]
    if old:
        case, clock = scene.apply(0, 1, Choices(), person=old[0])
        if clock.later(0, 6):
            scene.accept(case, clock)


SCENES: Final[dict[str, Callable[[Scene], None]]] = {
    FOOD: with_gaps,
    HYGIENE: on_commitment,
    FIREWORK: in_order,
    ALLOWANCE: town_first,
    PROJECT: filed,
    MOVING: elderly,
}


def play(
    matters: Sequence[MatterSheet], everyone: Sequence[PersonSheet], clock: NewClock, *, until: datetime
) -> None:
    """Play each scene whose matter the city has."""
    for matter in matters:
        scene = SCENES.get(matter.name("zh-hans"))
        if scene is not None:
            scene(Scene(matter, everyone, clock, until))
