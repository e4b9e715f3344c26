"""Permits of the demonstration city and what became of them: granted years ago, renewed, changed, ended; only acts are used."""

import random
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final

from yimen.affairs.aftercare import acts
from yimen.affairs.aftercare import reads as aftercare
from yimen.affairs.aftercare.acts import Held, Proposal, Visit
from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import reads as case_reads
from yimen.affairs.cases.acts import Application, Paper, Serving
from yimen.demo import beside
from yimen.demo.answering import answers
from yimen.ground.bus import hearing, sealing
from yimen.ground.calendar.reads import calendar
from yimen.ground.calendar.rules import SHANGHAI
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet
from yimen.registers.people import reads as people
from yimen.registers.people.reads import PersonSheet
from yimen.registers.permits import reads
from yimen.registers.permits.acts import Ending, Ground, Loss
from yimen.registers.permits.reads import PermitSheet

FOOD: Final = "食品经营许可"
HYGIENE: Final = "公共场所卫生许可"
DAY: Final = timedelta(days=1)
CHECKED: Final = "现场检查：经营场所与许可内容一致，进货查验记录齐全，从业人员健康证明在有效期内。"
COLD: Final = "现场检查：冷藏设备温度显示为12℃，不符合冷藏食品贮存温度要求。"
MENDING: Final = "《中华人民共和国食品安全法》第一百二十六条第一款"
HEARING_NOTICE: Final = 7  # working days between the notice of a hearing and the hearing


class Town:
    """The matters, people and officers that the permits are played with, as they are on the day of the demonstration."""

    def __init__(self, until: datetime) -> None:
        self.until = until.astimezone(SHANGHAI).replace(hour=10, minute=0, second=0, microsecond=0)
        self.dice = random.Random(20261129)  # noqa: S311 a game, the same each time
        self.days = calendar()

    def matter(self, name: str) -> MatterSheet:
        """Return a matter of the city by its name."""
        found = catalogue.search(name, filters=catalogue.Filters(), language="zh-hans", page=1)
        return catalogue.version(found.lines[0].version_id)

    def person(self, username: str) -> PersonSheet:
        """Return the person who signs in with a name."""
        found = people.person(people.account_named(username) or 0)
        if found is None:
            message = f"nobody signs in as {username}"
            raise LookupError(message)
        return found

    def by(self, matter: MatterSheet, role: str) -> str:
        """Return an officer of the matter's organ with a role, as an actor."""
        found = agencies.holders(matter.organ_id, role, at=self.until)
        return f"account:{found[0]}" if found else "system:demo"

    def ends(self, matter: MatterSheet, days: int) -> datetime:
        """Return when a permit of a matter was granted that ends so many days from now."""
        last = (self.until + days * DAY).date()
        years = matter.permit.amount
        day = date(last.year - years, last.month, min(last.day, 28))
        return datetime(day.year, day.month, day.day, 10, tzinfo=SHANGHAI)

    def apply(self, matter: MatterSheet, who: str, at: datetime, **more: Any) -> int:  # noqa: ANN401 purpose and permit
        """Hand an application in."""
        papers = [Paper(one.n, reference="演示材料") for one in matter.needed]
        facts = more.pop("facts", None) or answers(matter, self.dice, at.date())
        whole = Application(matter=matter, person=self.person(who), facts=facts, papers=papers, **more)
        return cases.submit(whole, by=f"person:{whole.person.id}", at=at, calendar=self.days)

    def accept(self, case: int, matter: MatterSheet, at: datetime) -> None:
        """Accept a case."""
        if matter.receipt_needs_confirmation:
            cases.confirm_receipt(case, by=self.by(matter, "window"), at=at, calendar=self.days)
        cases.accept(case, by=self.by(matter, "window"), at=at, calendar=self.days)

    def grant(self, case: int, matter: MatterSheet, at: datetime) -> PermitSheet:
        """Accept, review, grant, deliver and close a case; return its permit."""
        self.accept(case, matter, at)
        at = beside.checked(case, matter, at, by=lambda role: self.by(matter, role))
        for step in matter.steps:
            if step.kind == "review":
                second = self.by(matter, "approver") if step.two_officers else ""
                found = {"verdict": "agree", "opinion": "符合条件，建议准予", "second": second}
                cases.review(case, step=step.n, **found, by=self.by(matter, step.role), at=at)
        cases.grant(case, by=self.by(matter, "organ_head"), at=at, calendar=self.days)
        window = self.by(matter, "window")
        cases.deliver(case, method="personal", proof="本人签收", by=window, at=at)
        cases.close(case, by=window, at=at)
        return reads.of_case(case, at=at)[0]

    def permit(self, matter: MatterSheet, who: str, at: datetime) -> PermitSheet:
        """Grant a permit at a moment."""
        return self.grant(self.apply(matter, who, at), matter, at)

    def again(self, permit: PermitSheet) -> PermitSheet:
        """Return a permit as it is now."""
        return reads.permit(permit.id, at=self.until) or permit


def _running(town: Town, food: MatterSheet, hygiene: MatterSheet) -> list[PermitSheet]:
    """Grant permits that hold, some of which end soon."""
    soon = [
        ("firm01", food, 20),
        ("firm11", food, 55),
        ("citizen05", hygiene, 33),
        ("citizen09", hygiene, 82),
    ]
    later = [
        ("firm01", hygiene, 700),
        ("citizen01", food, 900),
        ("citizen02", hygiene, 1100),
        ("firm06", food, 1500),
    ]
    return [town.permit(matter, who, town.ends(matter, days)) for who, matter, days in (*soon, *later)]


def _applied(town: Town, food: MatterSheet, hygiene: MatterSheet) -> None:
    """Let holders change and renew: decided, by silence, and too late for silence."""
    changed = town.permit(food, "citizen03", town.until - 600 * DAY)
    at = town.until - 40 * DAY
    facts = {**answers(food, town.dice, at.date()), "shop_name": "鉴江渔家饭店（演示）"}
    case = town.apply(food, "citizen03", at, purpose="change", permit_id=changed.id, facts=facts)
    town.grant(case, food, at + DAY)

    renewed = town.permit(hygiene, "citizen01", town.ends(hygiene, 15))
    at = town.until - 30 * DAY
    town.grant(
        town.apply(hygiene, "citizen01", at, purpose="renewal", permit_id=renewed.id), hygiene, at + DAY
    )

    silent = town.permit(hygiene, "citizen04", town.ends(hygiene, -6))
    at = town.until - 50 * DAY
    case = town.apply(hygiene, "citizen04", at, purpose="renewal", permit_id=silent.id)
    town.accept(case, hygiene, at + DAY)
    ended = silent.valid_until or town.until.date()
    night = datetime(ended.year, ended.month, ended.day, tzinfo=SHANGHAI) + DAY
    acts.deem_renewed(case, at=night, calendar=case_reads.calendar_for(case))

    late = town.permit(hygiene, "citizen06", town.ends(hygiene, 12))
    town.apply(hygiene, "citizen06", town.until - 2 * DAY, purpose="renewal", permit_id=late.id)


def _ended(town: Town, food: MatterSheet, hygiene: MatterSheet) -> None:
    """End permits in each of the four ways, and let some run out."""
    fraud = town.permit(food, "citizen07", town.until - 300 * DAY)
    said: dict[str, Any] = {
        "facts": "经核查，申请人提交的场所租赁合同和健康证明系伪造。",
        "reason": "以欺骗手段取得行政许可，应当予以撤销。",
    }
    _through(
        town, fraud, food, Proposal(Ending.REVOKE, Ground.FRAUD, **said), views="材料由他人代办，本人不知情。"
    )

    moved = town.permit(hygiene, "firm02", town.until - 500 * DAY)
    said = {
        "facts": "经营场所所在地块已依法划入饮用水水源一级保护区。",
        "reason": "准予许可所依据的客观情况发生重大变化，为了公共利益需要依法撤回。",
    }
    loss = Loss(12_680_000, "经第三方机构评估，含装修残值和搬迁费用")
    _through(town, moved, hygiene, Proposal(Ending.WITHDRAW, Ground.FACTS_CHANGED, **said), loss=loss)

    guilty = town.permit(food, "citizen08", town.until - 400 * DAY)
    said = {
        "facts": "当事人一年内三次经营超过保质期的食品，情节严重。",
        "reason": "依据处罚决定吊销许可证件。",
        "basis": "《中华人民共和国食品安全法》第一百二十四条第一款",
        "penalty_number": "高市监罚〔2026〕88号",
    }
    _through(
        town,
        guilty,
        food,
        Proposal(Ending.FORFEIT, Ground.PENALTY, **said),
        hearing_outcome="听证如期举行，当事人承认事实，请求从轻；听证主持人建议维持。",
    )

    town.permit(hygiene, "citizen10", town.ends(hygiene, -20))  # the sweep strikes it off
    given_up = town.permit(food, "citizen11", town.until - 200 * DAY)
    at = town.until - 15 * DAY
    town.grant(town.apply(food, "citizen11", at, purpose="cancel", permit_id=given_up.id), food, at + DAY)

    held = town.permit(food, "citizen12", town.until - 250 * DAY)
    said = {
        "facts": "责令改正期限届满后，冷藏设备温度仍为12℃，当事人拒不改正。",
        "reason": "依据处罚决定暂扣许可证件。",
        "basis": "《广东省食品安全条例》第五十九条",
        "penalty_number": "高市监罚〔2026〕91号",
    }
    _through(town, held, food, Proposal(Ending.SUSPEND, Ground.SUSPENSION, days=60, **said))
    noticed = town.permit(food, "citizen13", town.until - 120 * DAY)
    said = {
        "facts": "经核查，经营场所实际面积与申报不符，不具备法定条件。",
        "reason": "对不符合法定条件的申请人准予行政许可，可以撤销。",
    }
    _propose(town, noticed, food, Proposal(Ending.REVOKE, Ground.UNQUALIFIED, **said), at=town.until - DAY)


def _propose(town: Town, permit: PermitSheet, matter: MatterSheet, said: Proposal, *, at: datetime) -> int:
    number = acts.propose(permit, said, by=town.by(matter, "reviewer"), at=at)
    _serve(town, number, matter, at=at + timedelta(hours=2))
    return number


def _serve(town: Town, number: int, matter: MatterSheet, *, at: datetime) -> None:
    """Hand over what is due of a proceeding: its notice, then its decision."""
    one = Serving(aftercare.proceeding(number).to_serve, "personal", proof="本人签收")
    acts.serve(number, one, by=town.by(matter, "window"), at=at, calendar=town.days)


def _through(
    town: Town,
    permit: PermitSheet,
    matter: MatterSheet,
    said: Proposal,
    *,
    views: str = "",
    hearing_outcome: str = "",
    loss: Loss | None = None,
) -> None:
    """Take a proceeding from its notice to the service of the decision."""
    at, holder = town.until - 45 * DAY, f"person:{permit.person_id}"
    number = _propose(town, permit, matter, said, at=at)
    if views:
        acts.state_views(number, views, by=holder, at=at + 2 * DAY)
    decided = at + 20 * DAY
    if hearing_outcome:
        acts.answer_hearing(number, wanted=True, by=holder, at=at + 2 * DAY)
        decided = _heard(town, number, matter, hearing_outcome, told=at + 3 * DAY) + DAY
    head = town.by(matter, "organ_head")
    acts.decide(number, reason="事实清楚，证据确凿，程序合法。", loss=loss, by=head, at=decided)
    _serve(town, number, matter, at=decided + 2 * DAY)


def _heard(town: Town, number: int, matter: MatterSheet, outcome: str, *, told: datetime) -> datetime:
    """Hold the hearing on the first day on which it may be held; return when."""
    day = town.days.working_days_after(told.date(), HEARING_NOTICE + 1).on
    held = datetime.combine(day, told.timetz())
    said = Held(told.date(), day, outcome)
    acts.record_hearing(number, said, by=town.by(matter, "reviewer"), at=held, calendar=town.days)
    return held


def _checked(town: Town, food: MatterSheet, running: list[PermitSheet]) -> None:
    """Let inspectors look at some permits: nothing wrong, mended, still to be mended, not yet signed by both."""
    team = agencies.holders(food.organ_id, "inspector", at=town.until)
    names = agencies.actor_words(f"account:{one}" for one in team[:2])
    first, second = names
    mine = [one for one in running if one.organ_id == food.organ_id]
    visits: list[tuple[PermitSheet, int, dict[str, Any], bool]] = [
        (mine[0], 30, {"findings": CHECKED, "result": "good"}, True),
        (mine[1], 25, {"findings": COLD, "result": "mend", "mend": "维修或者更换冷藏设备，保持0—8℃"}, True),
        (mine[2], 4, {"findings": COLD, "result": "mend", "mend": "维修或者更换冷藏设备，保持0—8℃"}, True),
        (mine[3], 1, {"findings": CHECKED, "result": "good"}, False),
    ]
    for permit, ago, words, signed in visits:
        at = town.until - ago * DAY
        until = (at + 10 * DAY).date() if words["result"] == "mend" else None
        visit = Visit(checked_on=at.date(), inspectors=names, basis=MENDING, mend_by=until, **words)
        number = acts.record_check(permit, visit, by=first, at=at)
        if signed:
            acts.sign_check(number, holder_id=permit.person_id, by=second, at=at)
        if ago > 20 and until:
            acts.find_mended(number, note="已更换冷藏设备，温度5℃，符合要求。", by=second, at=at + 9 * DAY)


def _false_papers(town: Town, food: MatterSheet) -> None:
    """Decline an application with false papers; its applicant is barred for a year."""
    case = town.apply(food, "citizen14", town.until - 8 * DAY)
    words = {"ground": "false", "reason": "提交的健康证明经核实系伪造。"}
    cases.decline(case, **words, entitled=True, by=town.by(food, "approver"), at=town.until - 6 * DAY)


def play(*, until: datetime) -> None:
    """Play every kind of permit and what may become of one."""
    town = Town(until)
    food, hygiene = town.matter(FOOD), town.matter(HYGIENE)
    running = _running(town, food, hygiene)
    steps: list[Callable[[Town, MatterSheet, MatterSheet], None]] = [_applied, _ended]
    for step in steps:
        step(town, food, hygiene)
    _checked(town, food, running)
    _false_papers(town, food)


def settle(*, until: datetime) -> None:
    """Do what time brings about by itself, and let it be heard."""
    for permit in aftercare.ran_out(until.date()):
        acts.strike_off_expired(permit, at=until)
    for permit in reads.to_strike_off():
        acts.strike_off_ended(permit, at=until)
    for permit, version_id in reads.to_remind(until.date()):
        acts.remind(permit, catalogue.version(version_id).permit.renewal_days, at=until)
    hearing.hear_all(at=until)
    sealing.seal(at=until)
