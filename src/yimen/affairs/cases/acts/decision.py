"""The decision: for or against the applicant, in its turn, by someone entitled to decide."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import rules
from yimen.affairs.cases.acts import checks, fees, periods
from yimen.affairs.cases.acts.commitment import let_check
from yimen.affairs.cases.acts.common import (
    WAITING,
    check_time,
    day,
    local_date,
    met,
    move,
    set_clocks,
    terms,
)
from yimen.affairs.cases.acts.first_review import check_upper
from yimen.affairs.cases.acts.in_order import take_place, use_place
from yimen.affairs.cases.acts.pending import check_settled, wait_by_matter
from yimen.affairs.cases.acts.permits import check_silence, enter
from yimen.affairs.cases.acts.review import current_stage, reviewers
from yimen.affairs.cases.events import CaseAccepted, CaseGranted, CaseRefused
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.ways import COMMITMENT
from yimen.ground.bus.event import Event
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import Calendar
from yimen.ground.hold import hold
from yimen.ground.life import Refused, require
from yimen.ground.rows import keep

FOLLOWS = ["permit_id", "marks"]  # what the register of permits brings
DECIDED = ["state", *WAITING, "decided_at", "decided_by", "decision_reason", "deliver_due_on", "provisional"]
GRANTED = [*DECIDED, "remark", "conditions"]


def _check_turn(case: Case, by: str) -> None:
    if not rules.is_decision(current_stage(case)):
        raise Refused(_("The review is not finished."), code="out_of_order")  # E-121
    earlier = [case.accepted_by, *reviewers(case.id)] if terms(case).two_officers_decide else []
    if not rules.two_people(by, earlier):
        raise Refused(_("Whoever accepted or reviewed this case may not decide it."), code="two_people")


@dataclass(frozen=True)
class Grant:
    """What goes with a grant: a remark for the file only, and conditions of the permit with their reasons and basis."""

    remark: str = ""
    conditions: str = ""
    conditions_why: str = ""

    def put_on(self, case: Case) -> None:
        """Keep both with the case. Raises Refused for conditions that rest on nothing (A-506)."""
        case.remark, case.conditions = self.remark.strip(), self.conditions.strip()
        if case.conditions:
            if not self.conditions_why.strip():
                message = _("Say on what reasons and law the conditions rest.")
                raise Refused(message, field="conditions_why", code="empty")
            why = self.conditions_why.strip().rstrip("。")
            case.conditions = f"{case.conditions.rstrip('。')}（理由和依据：{why}）"


PLAIN: Final = Grant()


def _decide(case: Case, *, reason: str, by: str, at: datetime, calendar: Calendar) -> None:
    case.decided_at, case.decided_by, case.decision_reason = at, by, reason
    due = periods.deliver_due(local_date(at), calendar)
    case.deliver_due_on, case.provisional = due.on, due.provisional
    case.waiting_role, case.also_roles, case.stage = "window", None, case.stage + 1


def _granted(case: Case, *, on_the_spot: bool, by: str, at: datetime) -> CaseGranted:
    return CaseGranted(
        subject=case.id,
        organ=case.organ_id,
        by=by,
        at=at,
        person=case.person_id,
        matter=case.matter_id,
        on_the_spot=on_the_spot,
        deliver_due_on=day(case.deliver_due_on),
    )


def _refused(case: Case, *, false_papers: bool = False, by: str, at: datetime) -> CaseRefused:
    return CaseRefused(
        subject=case.id,
        organ=case.organ_id,
        by=by,
        at=at,
        person=case.person_id,
        matter=case.matter_id,
        reason=case.decision_reason,
        false_papers=false_papers,
    )


def grant(case_id: int, *, more: Grant = PLAIN, by: str, at: datetime, calendar: Calendar) -> None:
    """Decide for the applicant; ten working days to hand the decision over begin (A-404, A-501)."""
    with hold(Case, case_id) as case:
        move(case, "grant")
        check_settled(case)
        check_silence(case, at)
        _check_turn(case, by)
        use_place(case, at=at)
        more.put_on(case)
        _decide(case, reason="", by=by, at=at, calendar=calendar)
        owed = fees.begin(case, fees.GRANT, by=by, at=at)
        enter(case, by=by, at=at)
        keep(case, [*GRANTED, *FOLLOWS])
        check = let_check(case, granted=True, by=by, at=at, calendar=calendar)
        publish(_granted(case, on_the_spot=False, by=by, at=at), *owed, *check)


def refuse(
    case_id: int, *, reason: str, false_papers: bool = False, by: str, at: datetime, calendar: Calendar
) -> None:
    """Decide against the applicant, in writing, with reasons; the document names the remedies (A-501, A-507).

    False papers bar the applicant where safety, health, life or property are concerned (A-210).
    """
    with hold(Case, case_id) as case:
        move(case, "refuse")
        check_settled(case)
        check_silence(case, at)
        _check_turn(case, by)
        checks.check_cites(case, reason)
        _decide(case, reason=require(reason, "reason"), by=by, at=at, calendar=calendar)
        keep(case, DECIDED)
        let_check(case, granted=False, by=by, at=at, calendar=calendar)
        publish(_refused(case, false_papers=false_papers, by=by, at=at))


def _on_the_spot(case: Case, *, by: str, at: datetime, calendar: Calendar) -> Event:
    """Accept in the same breath: immediate matters, registrations, and what rests on a commitment (A-213, A-306, A-909)."""
    if not terms(case).on_the_spot and COMMITMENT not in case.marks:
        raise Refused(_("Only immediate matters are decided on the spot."), code="not_immediate")
    check_upper(case)
    check_time(case, at)
    check_silence(case, at)
    if checks.wanted(terms(case)) and COMMITMENT not in case.marks:
        raise Refused(_("What has to be checked first cannot be decided on the spot."), code="pending")
    wait_by_matter(case)
    check_settled(case)
    met(case, by)
    case.accepted_at, case.accepted_by = at, by
    take_place(case)
    set_clocks(case, local_date(at), calendar)
    return CaseAccepted(
        subject=case.id,
        organ=case.organ_id,
        by=by,
        at=at,
        person=case.person_id,
        promised_due_on=day(case.promised_due_on),
        statutory_due_on=day(case.statutory_due_on),
    )


SPOT = [*GRANTED, "accepted_at", "accepted_by", "statutory_due_on", "promised_due_on"]
SPOT += ["first_contact", "accepted_n"]


def grant_on_the_spot(
    case_id: int, *, more: Grant = PLAIN, by: str, at: datetime, calendar: Calendar
) -> None:
    """Accept and grant an immediate matter at once (A-301, A-306)."""
    with hold(Case, case_id) as case:
        move(case, "grant_on_the_spot")
        accepted = _on_the_spot(case, by=by, at=at, calendar=calendar)
        use_place(case, at=at)
        more.put_on(case)
        _decide(case, reason="", by=by, at=at, calendar=calendar)
        owed = fees.begin(case, fees.ACCEPTANCE, by=by, at=at) + fees.begin(case, fees.GRANT, by=by, at=at)
        enter(case, by=by, at=at)
        keep(case, [*SPOT, *FOLLOWS])
        check = let_check(case, granted=True, by=by, at=at, calendar=calendar)
        publish(accepted, _granted(case, on_the_spot=True, by=by, at=at), *owed, *check)


def refuse_on_the_spot(case_id: int, *, reason: str, by: str, at: datetime, calendar: Calendar) -> None:
    """Accept and refuse an immediate matter at once, with reasons."""
    with hold(Case, case_id) as case:
        move(case, "refuse_on_the_spot")
        accepted = _on_the_spot(case, by=by, at=at, calendar=calendar)
        _decide(case, reason=require(reason, "reason"), by=by, at=at, calendar=calendar)
        keep(case, [*SPOT, "marks"])
        let_check(case, granted=False, by=by, at=at, calendar=calendar)
        publish(accepted, _refused(case, by=by, at=at))
