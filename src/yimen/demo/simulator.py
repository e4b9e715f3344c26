"""Lives of cases on simulated days: applicants apply, officers work; only acts are used."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from yimen.affairs.cases import acts, reads
from yimen.affairs.cases.acts import (
    Application,
    Channel,
    Choices,
    Missing,
    Paper,
)
from yimen.demo import (
    beside,
    hearings,
    publication,
    special,
)
from yimen.demo.answering import answers, situated
from yimen.ground.bus import hearing, sealing
from yimen.ground.calendar.reads import calendar
from yimen.ground.calendar.rules import SHANGHAI, Calendar, today_of
from yimen.ground.life import Refused
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import Filters, MatterSheet
from yimen.registers.people import reads as people
from yimen.registers.people.reads import PersonSheet
from yimen.watch.ratings import acts as ratings

DAYS: Final = 75  # how far back the simulation begins
CASES: Final = 260
FORGOTTEN: Final = 60  # days ago an application was handed in whose papers never came
WORDS: Final = {5: "很快，一次就办好了", 4: "服务不错", 3: "还可以", 2: "等了有点久", 1: "跑了两趟"}
FRESH: Final = frozenset({"submitted", "accepted", "supplementing", "granted", "suspended", "extended"})
ENDS: Final = {
    "closed": 30,
    "delivered": 12,
    "granted": 8,
    "refused": 4,
    "accepted": 14,
    "submitted": 12,
    "supplementing": 6,
    "supplemented": 4,
    "declined": 3,
    "withdrawn": 3,
    "suspended": 2,
    "extended": 2,
    "late": 4,
    "published": 3,
}


def done() -> bool:
    """Say whether the simulation has run."""
    return bool(reads.inbox(list(agencies.organs()), size=1).lines)


@dataclass
class Clock:
    """A moment that moves forward through office hours."""

    at: datetime
    calendar: Calendar
    until: datetime

    def later(self, days: int, hours: float) -> bool:
        """Move to an hour of office time some working days later; say whether that is still in the past."""
        day = self.calendar.working_days_after(today_of(self.at), days).on
        moved = datetime(day.year, day.month, day.day, 9, tzinfo=SHANGHAI) + timedelta(hours=hours)
        moved = max(moved, self.at + timedelta(minutes=7))
        if moved >= self.until:
            return False
        self.at = moved
        return True


class Life:
    """One case from its application to the end it was dealt."""

    def __init__(self, matter: MatterSheet, person: PersonSheet, clock: Clock, dice: random.Random) -> None:
        self.matter, self.person, self.clock, self.dice = matter, person, clock, dice
        self.case = 0

    def by(self, role: str, organ: int | None = None) -> str:
        """Return an officer with a role, of the matter's organ unless another is named, as an actor."""
        found = agencies.holders(organ or self.matter.organ_id, role, at=self.clock.at)
        return f"account:{found[0]}" if found else "system:demo"

    @property
    def applicant(self) -> str:
        """Return the applicant as an actor."""
        return f"person:{self.person.id}"

    def live(self, end: str) -> None:
        """Perform acts until the dealt end, or until the present is reached."""
        self.matter = situated(self.matter, self.dice)
        papers = [Paper(one.n, reference="演示材料") for one in self.matter.needed]
        channel = self.dice.choice([Channel.ONLINE, Channel.ONLINE, Channel.WINDOW, Channel.STATION])
        facts = answers(self.matter, self.dice, self.clock.at.date())
        office = office_of(self.matter, self.dice)
        application = Application(
            matter=self.matter,
            person=self.person,
            facts=facts,
            papers=papers,
            channel=channel,
            choices=Choices(first_organ_id=office),
        )
        self.case = acts.submit(
            application, by=self.applicant, at=self.clock.at, calendar=self.clock.calendar
        )
        if self.matter.is_filing or end == "submitted":
            return
        if office is not None and not examine_first(self, office):
            return
        if not self.clock.later(self.dice.choice([0, 0, 1]), self.dice.uniform(1, 7)):
            return
        if self.matter.receipt_needs_confirmation:
            acts.confirm_receipt(
                self.case, by=self.by("window"), at=self.clock.at, calendar=self.clock.calendar
            )
        if end == "supplemented" and not _asked_again(self.matter, self.case):
            end = "accepted"  # nobody has papers to hand in again
        if end in {"declined", "supplementing", "supplemented"}:
            self._turn_back(end)
            if end != "supplemented" or not self.clock.later(1, self.dice.uniform(0, 7)):
                return
        self._accept_and_go_on(end)

    def _accept_and_go_on(self, end: str) -> None:
        if "intention" in reads.sheet(self.case).pending:
            said = "本人清楚所办事项，完全自愿。"
            acts.record_intention(self.case, said=said, by=self.by("window"), at=self.clock.at)
        acts.accept(self.case, by=self.by("window"), at=self.clock.at, calendar=self.clock.calendar)
        beside.fees(self)
        if end == "withdrawn" and self.clock.later(1, 3):
            acts.withdraw(self.case, reason="计划有变", by=self.applicant, at=self.clock.at)
        elif end == "suspended" and self.clock.later(0, 5):
            reviewer, basis = self.by("reviewer"), "有关技术规范"
            acts.suspend(
                self.case, ground="testing", basis=basis, planned_days=15, by=reviewer, at=self.clock.at
            )
            beside.notice(self)
        elif end == "extended" and self.clock.later(0, 5):
            words: dict[str, Any] = {
                "days": min(5, self.matter.special.extension_days or 5),  # a registration by three at most
                "reason": "需进一步核实场所情况",
                "approver": self.by("organ_head"),
            }
            acts.extend(self.case, **words, at=self.clock.at, calendar=self.clock.calendar)
            beside.notice(self, "extension")
        elif end not in {"accepted", "withdrawn", "suspended", "extended"}:
            self.go_on(end)

    def _turn_back(self, end: str) -> None:
        at, by = self.clock.at, self.by("window")
        if end == "declined":
            words: dict[str, Any] = {
                "ground": "not_competent",
                "reason": "该事项由其他机关办理",
                "competent_organ": "茂名市有关部门",
            }
            acts.decline(self.case, **words, by=by, at=at)
            return
        unclear = "扫描件不清晰，请重新提交"
        papers = [Missing(unclear, material=n) for n in _asked_again(self.matter, self.case)[:1]]
        items = papers or [Missing("请核对后补充", field=self.matter.form[0].name)]
        acts.ask_for_more(self.case, items, by=by, at=at, calendar=self.clock.calendar)
        beside.notice(self, "supplement")
        if end == "supplemented" and self.clock.later(2, self.dice.uniform(0, 8)):
            again = [Paper(item.material, reference="补正材料") for item in papers]
            acts.supplement(
                self.case, again, by=self.applicant, at=self.clock.at, calendar=self.clock.calendar
            )

    def _review(self) -> bool:
        slow = self.matter.promised_days > 3
        if not beside.checks(self):
            return False
        for step in self.matter.steps:
            if step.kind != "review" or self.matter.inspection:  # an inspection is decided on the spot
                continue
            if not self.clock.later(self.dice.choice([0, 1]) if slow else 0, self.dice.uniform(1, 7)):
                return False
            words = {"verdict": "agree", "opinion": "符合条件，建议准予"}
            words["second"] = self.by("approver") if step.two_officers else ""
            acts.review(self.case, step=step.n, **words, by=self.by(step.role), at=self.clock.at)
        return True

    def go_on(self, end: str) -> None:
        """Take a case that was accepted to its decision and on."""
        late = self.matter.promised_days + 3 if end == "late" else 0
        if not self._review() or not hearings.hear_first(self):
            return
        if not self.clock.later(late, self.dice.uniform(2, 8)):
            return
        decider, days = self.by("organ_head"), self.clock.calendar
        if end == "refused":
            reason = "经营场所不符合规定的条件" + (f"（{beside.STANDARD}）" if self.matter.inspection else "")
            acts.refuse(self.case, reason=reason, by=decider, at=self.clock.at, calendar=days)
            return
        try:
            acts.grant(self.case, by=decider, at=self.clock.at, calendar=days)
        except Refused:
            return  # limited in number: waits for its turn in the order of acceptance
        if end == "granted" or not self.clock.later(1, self.dice.uniform(0, 8)):
            return
        if end == "published":
            beside.published(self)
            return
        if not beside.deliver(self):
            return
        self._afterwards(end)

    def _afterwards(self, end: str) -> None:
        line = reads.sheet(self.case).line
        if self.dice.random() < 0.6:
            level = self.dice.choices([5, 4, 3, 2, 1], [60, 25, 9, 4, 2])[0]
            ratings.rate(line, level, words=WORDS[level], by=self.applicant, at=self.clock.at)
        if end not in {"closed", "late"} or not self.clock.later(1, 5):
            return
        if reads.missed_clock(reads.sheet(self.case)):
            reason = self.dice.choice(beside.LATE)
            acts.explain_overdue(self.case, reason=reason, by=self.by("window"), at=self.clock.at)
        acts.close(self.case, by=self.by("window"), at=self.clock.at)


def office_of(matter: MatterSheet, dice: random.Random) -> int | None:
    """Return a town for matters that a town examines first."""
    first = matter.special.first_review
    towns = [one.id for one in agencies.organs().values() if first and one.kind == first.kind]
    return dice.choice(sorted(towns)) if towns else None


def examine_first(life: "Life", office: int) -> bool:
    """Let the town take the case on and send it up; say whether there was time for both."""
    clock, days, dice = life.clock, life.clock.calendar, life.dice
    if not clock.later(1, dice.uniform(0, 7)):
        return False
    acts.accept_first(life.case, by=life.by("window", office), at=clock.at, calendar=days)
    if not clock.later(dice.randint(3, 9), dice.uniform(0, 7)):
        return False
    words = {"verdict": "agree", "opinion": "经入户调查和邻里访问，申请人家庭情况属实，符合条件。"}
    reviewer = life.by("reviewer", office)
    acts.forward(
        life.case,
        verdict=words["verdict"],
        opinion=words["opinion"],
        by=reviewer,
        at=clock.at,
        calendar=days,
    )
    return True


def _asked_again(matter: MatterSheet, case: int) -> list[int]:
    """Return the papers of a case that may be asked for again; those of a first review are taken as they are (A-108)."""
    handed_on = reads.sheet(case).line.forwarded_at is not None
    return [] if handed_on else [one.n for one in matter.needed]


def published_matters() -> list[MatterSheet]:
    """Return every published matter, by its code."""
    lines = [
        line
        for page in range(1, 12)
        for line in catalogue.search("", filters=Filters(), language="zh-hans", page=page).lines
    ]
    return sorted((catalogue.version(line.version_id) for line in lines), key=lambda one: one.code)


def forgotten(matter: MatterSheet, person: PersonSheet, clock: Clock) -> None:
    """Play an application whose missing papers never came, and begin another that is not handed in yet."""
    life = Life(matter, person, clock, random.Random(20261130))  # noqa: S311 a game, the same each time
    life.live("supplementing")
    if life.clock.later(FORGOTTEN // 2, 1):
        acts.lapse(life.case, at=life.clock.at)
    begun = Application(matter=matter, person=person, facts={}, papers=[], channel=Channel.ONLINE)
    acts.save_draft(begun, case_id=None, by=life.applicant, at=clock.until)


def run(usernames: Sequence[str], *, until: datetime, say: Callable[[str], None]) -> None:
    """Play the cases from DAYS ago until the present; the same dice fall every time.

    Which acts fall on which day depends on the present. A case that the law stops there is said and stays as it is.
    """
    dice = random.Random(20261124)  # noqa: S311 a game, the same each time
    found = [people.person(account) for name in usernames if (account := people.account_named(name))]
    everyone, matters, days = [one for one in found if one], published_matters(), calendar()
    busy = [one for one in matters if one.organ_name.endswith("市场监督管理局")] or matters
    for n in range(CASES):
        end = dice.choices(list(ENDS), list(ENDS.values()))[0]
        back = dice.randint(0, 3) if end in FRESH else dice.randint(12, DAYS)
        start = (until - timedelta(days=back)).replace(
            hour=8 + dice.randint(0, 9), minute=dice.randint(0, 59)
        )
        matter = matters[n % len(matters)] if n % 3 else dice.choice(busy)
        kind = "natural" if "natural" in matter.audience else "legal"
        person = dice.choice([one for one in everyone if one.kind == kind])
        clock = Clock(min(start, until - timedelta(minutes=5)), days, until)
        life = Life(matter, person, clock, dice)
        try:
            life.live(end)
        except Refused as refused:
            say(f"  a case of {matter.code} stays as it is: {refused.reason}")
    forgotten(busy[0], everyone[0], Clock(until - timedelta(days=FORGOTTEN), days, until))
    special.play(matters, everyone, lambda start: Clock(start, days, until), until=until)


def settle(*, until: datetime) -> None:
    """Let every listener hear what the simulation said, and seal the journal."""
    hearing.hear_all(at=until)
    publication.publish_due(until=until)
    publication.object_to_some(until=until)
    hearing.hear_all(at=until)
    sealing.seal(at=until)
