"""What stands in the way of the decision of a proceeding, so that nobody is offered what would be refused."""

from datetime import date

from django.utils.translation import gettext as _

from yimen.affairs.aftercare import rules
from yimen.affairs.aftercare.acts import FAULTS
from yimen.affairs.aftercare.life import Hearing
from yimen.affairs.aftercare.reads import ProceedingSheet
from yimen.ground.languages.dates import written


def decision_fault(found: ProceedingSheet, by: str, *, today: date) -> str:
    """Return why an officer may not decide a proceeding now, as a code, or "" (A-606, A-1205)."""
    return rules.decision_fault(
        finders={found.proposed_by, found.found_with},
        decider=by,
        heard=found.heard,
        rested=found.rested_at is not None,
        hearing=found.hearing,
        today=today,
        until=found.respond_by,
    )


def decision_waits(found: ProceedingSheet, by: str, *, today: date) -> str:
    """Return for an officer who could decide what the decision waits for, and until when the holder may speak, or ""."""
    fault = decision_fault(found, by, today=today) if found.open else ""
    if fault == "too_early" and found.respond_by:
        said = _("The holder may speak until %(day)s; it is decided afterwards.")
        return said % {"day": written(found.respond_by)}
    return str(FAULTS[fault]) if fault else ""


def may_answer_hearing(found: ProceedingSheet, *, today: date) -> bool:
    """Say whether the holder may still ask for the hearing that is on offer, or do without (A-1206)."""
    told = found.respond_by is not None and today <= found.respond_by
    return found.open and found.hearing == Hearing.OFFERED and told
