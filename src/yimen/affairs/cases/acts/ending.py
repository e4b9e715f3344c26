"""How a case ends: explained and closed, withdrawn, or returned because papers never came."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import rules
from yimen.affairs.cases.acts.common import APPLICANT, local_date, move, open_json
from yimen.affairs.cases.events import (
    CaseClosed,
    CaseLapsed,
    CaseWithdrawn,
    OverdueExplained,
)
from yimen.affairs.cases.models import Case, Supplement
from yimen.ground.bus.journal import publish
from yimen.ground.hold import hold
from yimen.ground.life import Refused, require
from yimen.ground.rows import keep


def explain_overdue(case_id: int, *, reason: str, by: str, at: datetime) -> None:
    """State publicly why a period was not kept, and which one it was (A-410).

    The reason is published with the matter and the organ; it names no person. Raises Refused if it does.
    """
    with hold(Case, case_id) as case:
        clock = missed(case)
        if not clock:
            raise Refused(_("This case was decided in time."), code="in_time")
        words = require(reason, "reason")
        name = open_json(case.applicant, context=APPLICANT)["name"]
        if rules.names_person(words, name):
            raise Refused(
                _("This is published: leave out names and numbers of people."),
                field="reason",
                code="personal",
            )
        case.overdue_reason, case.overdue_clock, case.overdue_at = words, clock, at
        keep(case, ["overdue_reason", "overdue_clock", "overdue_at"])
        publish(
            OverdueExplained(
                subject=case.id, organ=case.organ_id, by=by, at=at, reason=case.overdue_reason, clock=clock
            )
        )


def missed(case: Case) -> str:
    """Return which clock a case missed, or ""."""
    return rules.missed_clock(
        decided=local_date(case.decided_at) if case.decided_at else None,
        promised=case.promised_due_on,
        statutory=case.statutory_due_on,
        delivered=local_date(case.delivered_at) if case.delivered_at else None,
        deliver_due=case.deliver_due_on,
    )


def close(case_id: int, *, by: str, at: datetime) -> None:
    """Close a delivered case; one that was late needs its reason first (A-410)."""
    with hold(Case, case_id) as case:
        move(case, "close")
        if missed(case) and not case.overdue_reason:
            raise Refused(
                _("State first why this case was late."), field="overdue_reason", code="unexplained"
            )
        case.closed_at = at
        keep(case, ["state", "closed_at"])
        publish(CaseClosed(subject=case.id, organ=case.organ_id, by=by, at=at))


def withdraw(case_id: int, *, reason: str = "", by: str, at: datetime) -> None:
    """Let the applicant take the application back before it is decided."""
    with hold(Case, case_id) as case:
        move(case, "withdraw")
        case.closed_at, case.waiting_role, case.first_role = at, "", ""
        keep(case, ["state", "closed_at", "waiting_role", "first_role"])
        publish(CaseWithdrawn(subject=case.id, organ=case.organ_id, by=by, at=at, reason=reason.strip()))


def lapse(case_id: int, *, at: datetime) -> None:
    """Return an application whose papers never came; the person may apply again (A-211).

    Raises Refused for a notice that was never served: the time to answer it has not begun.
    """
    with hold(Case, case_id) as case:
        move(case, "lapse")
        notice = Supplement.objects.filter(case_id=case_id).latest("n")
        if notice.served_on is None:
            raise Refused(_("The notice was not served; the time to answer has not begun."), code="unserved")
        if local_date(at) <= notice.respond_by_on:
            raise Refused(_("The time to answer has not ended yet."), code="too_early")
        case.closed_at, case.waiting_role = at, ""
        keep(case, ["state", "closed_at", "waiting_role"])
        publish(CaseLapsed(subject=case.id, organ=case.organ_id, by="system", at=at))
