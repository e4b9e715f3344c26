"""The first review by a lower organ: accepted there, examined, and sent directly up with everything (A-304, L-04)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import rules
from yimen.affairs.cases.acts import periods
from yimen.affairs.cases.acts.barring import check_did_not_accept
from yimen.affairs.cases.acts.common import day, local_date, met, move, terms, with_first
from yimen.affairs.cases.events import CaseForwarded, FirstReviewBegun
from yimen.affairs.cases.life import Verdict
from yimen.affairs.cases.models import Case, FirstReview
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import Calendar, Due
from yimen.ground.hold import hold
from yimen.ground.life import Refused, require
from yimen.ground.rows import add, keep
from yimen.registers.agencies import reads as agencies
from yimen.registers.catalogue.reads import FIRST_REVIEW_DAYS, MatterSheet

FORWARDED = ["state", "forwarded_at", "papers_at", "confirmed_at", "accept_due_on", "provisional"]
FORWARDED += ["waiting_role", "first_role"]
BEGUN = ["state", "waiting_role", "first_role", "first_due_on", "provisional"]


def place_first(case: Case, matter: MatterSheet, organ_id: int | None) -> None:
    """Put a new case with the lower organ that was chosen. Raises Refused where none or a wrong one was."""
    terms_of_first = matter.special.first_review
    if terms_of_first is None:
        case.first_organ_id = None
        return
    organ = agencies.organs().get(organ_id or 0)
    if organ is None or organ.kind != terms_of_first.kind:
        raise Refused(_("Choose the office that examines first."), field="first_organ", code="first_organ")
    case.first_organ_id, case.first_role, case.waiting_role = organ.id, "window", ""


def check_upper(case: Case) -> None:
    """Refuse an act of the upper organ while the lower one examines."""
    if with_first(case):
        raise Refused(_("The office below examines first and sends the case up."), code="first_review")


def accept_first(case_id: int, *, by: str, at: datetime, calendar: Calendar) -> None:
    """Take a case on for the first review; twenty working days to forward it begin (A-304)."""
    with hold(Case, case_id) as case:
        _begin(case, at=at, since=at, by=by, deemed=False, calendar=calendar)


def begin_by_silence(case: Case, *, at: datetime, calendar: Calendar) -> None:
    """Begin the first review as of the day the papers came, because the lower organ kept silent (A-205)."""
    _begin(case, at=at, since=case.papers_at or at, by="system", deemed=True, calendar=calendar)


def review_due(case: Case, since: datetime, calendar: Calendar) -> Due:
    """Return the last day to forward a case that was taken on for the first review (A-304)."""
    first = terms(case).special.first_review
    return calendar.national.working_days_after(local_date(since), first.days if first else FIRST_REVIEW_DAYS)


def _begin(case: Case, *, at: datetime, since: datetime, by: str, deemed: bool, calendar: Calendar) -> None:
    move(case, "accept_first")
    if not with_first(case) or case.first_organ_id is None:
        raise Refused(_("No office examines this case first."), code="out_of_order")
    due_on = case.accept_due_on
    if not deemed and due_on is not None and rules.is_deemed_accepted(due_on, local_date(at)):
        raise Refused(_("The five working days are over; the case counts as accepted."), code="too_late")
    due = review_due(case, since, calendar)
    organ = agencies.organ(case.first_organ_id)
    case.waiting_role, case.first_role, case.first_due_on = "", "reviewer", due.on
    case.provisional = due.provisional
    add(
        FirstReview(
            case_id=case.id,
            organ_id=organ.id,
            organ_name=organ.name("zh-hans"),
            accepted_at=since,
            accepted_by=by,
            deemed=deemed,
            due_on=due.on,
        )
    )
    keep(case, [*BEGUN, *met(case, by)])
    publish(
        FirstReviewBegun(
            subject=case.id,
            organ=case.organ_id,
            by=by,
            at=at,
            person=case.person_id,
            first_organ=organ.id,
            first_due_on=due.on,
            deemed=deemed,
        )
    )


def forward(case_id: int, *, verdict: str, opinion: str, by: str, at: datetime, calendar: Calendar) -> None:
    """Send the opinion and every paper directly up; the upper organ's own clock begins with its acceptance (A-304).

    Raises Refused for whoever took the case on below (A-912).
    """
    with hold(Case, case_id) as case:
        move(case, "forward")
        check_did_not_accept(case, by)
        if verdict not in Verdict.values:
            raise Refused(_("Choose a finding."), field="verdict", code="unknown")
        due, late = day(case.first_due_on), local_date(at) > day(case.first_due_on)
        FirstReview.objects.filter(pk=case_id).update(
            verdict=verdict, opinion=require(opinion, "opinion"), forwarded_at=at, forwarded_by=by
        )
        answer = periods.answer_due(local_date(at), calendar)
        case.forwarded_at = case.papers_at = case.confirmed_at = at
        case.accept_due_on, case.provisional = answer.on, answer.provisional
        case.waiting_role, case.first_role = "window", ""
        keep(
            case,
            FORWARDED,
        )
        publish(
            CaseForwarded(
                subject=case_id,
                organ=case.organ_id,
                by=by,
                at=at,
                person=case.person_id,
                first_organ=case.first_organ_id or 0,
                verdict=verdict,
                first_due_on=due,
                late=late,
                accept_due_on=answer.on,
            )
        )
