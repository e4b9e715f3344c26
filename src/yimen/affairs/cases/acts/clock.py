"""What may lawfully move a due date beside the eight procedures: one extension (A-402)."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import rules
from yimen.affairs.cases.acts import periods
from yimen.affairs.cases.acts.common import (
    DUE_FIELDS,
    local_date,
    move,
    not_counted,
    set_clocks,
    terms,
)
from yimen.affairs.cases.events import CaseExtended
from yimen.affairs.cases.life import State
from yimen.affairs.cases.models import Case, Extension
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import Calendar
from yimen.ground.hold import hold
from yimen.ground.life import Refused, require
from yimen.ground.rows import add, keep

EXTENSION_FAULTS = {
    "twice": _("A period may be extended only once."),
    "too_long": _("At most ten working days may be added, to a registration three."),
    "too_late": _("The period has ended; it can no longer be extended."),
}


def extend(case_id: int, *, days: int, reason: str, approver: str, at: datetime, calendar: Calendar) -> None:
    """Lengthen the period once by at most ten working days, approved by the head of the organ (A-402).

    It may be done while a special procedure runs: the period is open then.
    The door checks that the approver holds the role organ_head. Raises Refused twice, too long or too late.
    """
    with hold(Case, case_id) as case:
        move(case, "extend_stopped" if case.state == State.SUSPENDED else "extend")
        fault = rules.extension_fault(
            already=Extension.objects.filter(case_id=case_id).count(),
            days=days,
            today=local_date(at),
            statutory_due=_due(case),
            most=terms(case).special.extension_days or periods.most_extension(local_date(at)),
        )
        if fault:
            raise Refused(EXTENSION_FAULTS[fault], field="days", code=fault)
        old, words = _due(case), require(reason, "reason")
        add(Extension(case_id=case_id, n=1, days=days, reason=words, approver=approver, at=at, before_on=old))
        set_clocks(case, local_date(case.accepted_at), calendar, stopped=not_counted(case_id)[0], added=days)
        keep(case, ["state", *DUE_FIELDS])
        publish(
            CaseExtended(
                subject=case.id,
                organ=case.organ_id,
                by=approver,
                at=at,
                days=days,
                reason=words,
                approver=approver,
                old_due_on=old,
                new_due_on=_due(case),
            )
        )


def _due(case: Case) -> date:
    if case.statutory_due_on is None:
        raise Refused(_("This case is not at a stage where that can be done."), code="out_of_order")
    return case.statutory_due_on
