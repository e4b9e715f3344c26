"""The one-time notice reaches the applicant: only from then on do the applicant's days run (A-204, A-211, A-511)."""

from datetime import date, datetime, time, timedelta
from typing import Final

from yimen.affairs.cases.acts import periods
from yimen.affairs.cases.acts.common import envelope_of, local_date, terms
from yimen.affairs.cases.beside import Service
from yimen.affairs.cases.events import NoticeServed
from yimen.affairs.cases.life import DeliveryMethod, Outcome
from yimen.affairs.cases.models import Case, Supplement
from yimen.affairs.cases.rules import SHANGHAI
from yimen.ground.calendar.rules import Calendar
from yimen.ground.rows import add, keep
from yimen.means.documents.reads import Kind

AT_THE_WINDOW: Final = "窗口当面告知并交付"


def handed_over(case: Case, *, by: str, at: datetime) -> NoticeServed:
    """Write down that a notice was handed over at the window as it was told, and return what is to be said (A-511)."""
    today, kind, way = local_date(at), Kind.SUPPLEMENT.value, DeliveryMethod.PERSONAL.value
    add(
        Service(
            case_id=case.id,
            document=kind,
            way=way,
            outcome=Outcome.SERVED,
            on=today,
            served_on=today,
            proof=AT_THE_WINDOW,
            by=by,
            at=at,
        )
    )
    return NoticeServed(**envelope_of(case, by, at), document=kind, method=way, served_on=today)


def begin_answer(case: Case, served: date, calendar: Calendar) -> None:
    """Let the applicant's days run from the day on which the notice was served (A-211).

    To be called under the lock of the act that serves; what was served before the notice was made is no service of it.
    """
    midnight = datetime.combine(served + timedelta(days=1), time.min, SHANGHAI)
    due = periods.supplement_due(served, terms(case).supplement_days, calendar)
    rows = Supplement.objects.filter(case_id=case.id, served_on__isnull=True, answered_at__isnull=True)
    if rows.filter(asked_at__lt=midnight).update(served_on=served, respond_by_on=due.on):
        case.provisional = due.provisional
        keep(case, ["provisional"])
