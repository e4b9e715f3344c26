"""What several acts share: moving by the table, the sealed fields, the due dates."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any, Final

from django.db import connection
from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import rules
from yimen.affairs.cases.life import LIFE, NOT_FOR_FILINGS, State
from yimen.affairs.cases.models import Case
from yimen.affairs.cases.ways import COMMITMENT
from yimen.ground import vault
from yimen.ground.calendar.rules import Calendar, Stretch, today_of
from yimen.ground.life import Refused
from yimen.registers.catalogue import reads as catalogue
from yimen.registers.catalogue.reads import MatterSheet

FACTS, APPLICANT, SITUATION = "cases.facts", "cases.applicant", "cases.situation"


def check_move(case: Case, act: str) -> State:
    """Return the state to which an act leads along the table, or raise Refused; nobody decides a filing (K-28)."""
    if act in NOT_FOR_FILINGS and terms(case).is_filing:
        raise Refused(_("A filing is complete on receipt; nobody accepts or decides it."), code="filing")
    return LIFE.after(act, State(case.state))


def move(case: Case, act: str) -> None:
    """Change the state along the table of moves, or raise Refused."""
    case.state = check_move(case, act)


def state_after(act: str) -> str:
    """Return the state to which an act leads, or "" for one that moves none."""
    return LIFE.moves[act][1].value if act in LIFE.moves else ""


def envelope_of(case: Case, by: str, at: datetime) -> dict[str, Any]:
    """Return what every event of a case carries."""
    return {"subject": case.id, "organ": case.organ_id, "by": by, "at": at}


def terms(case: Case) -> MatterSheet:
    """Return the published version under which the case is handled, as it is in the case's situation (rule 0-3)."""
    return catalogue.as_then(catalogue.version(case.version_id), situation_of(case))


def situation_of(case: Case) -> dict[str, Any] | None:
    """Return the answers about the situation and what followed from them, or None if none were given."""
    return open_json(case.situation, context=SITUATION) if case.situation else None


def seal_situation(matter: MatterSheet) -> bytes | None:
    """Seal the situation that a matter was narrowed to, or None."""
    return vault.seal_json(matter.situation, context=SITUATION) if matter.situation else None


def open_json(sealed: bytes | memoryview, *, context: str) -> dict[str, Any]:
    """Open a mapping that was sealed."""
    opened: dict[str, Any] = vault.open_json(sealed, context=context)
    return opened


COUNTED: Final = """
    SELECT first_on, last_on, notified_on, until_on, 0 FROM cases_suspension WHERE case_id = %s AND until_on IS NOT NULL
    UNION ALL SELECT NULL, NULL, NULL, NULL, days FROM cases_extension WHERE case_id = %s AND NOT void"""


def not_counted(case_id: int) -> tuple[list[Stretch], int]:
    """Return the stretches that the law does not count (A-405) and the working days of an extension (A-402); one query."""
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, [case_id, case_id])
        rows = cursor.fetchall()
    found = [rules.lawful_stretch(*row[:4]) for row in rows if row[0] is not None]
    return [one for one in found if one is not None], sum(row[4] for row in rows)


def set_clocks(
    case: Case, accepted_on: date, calendar: Calendar, *, stopped: list[Stretch] | None = None, added: int = 0
) -> None:
    """Compute both due dates of the decision from the facts and put them on the case (T-22: never edited).

    A renewal that was asked for in time is decided before the permit ends (A-605).
    """
    clocks = rules.clocks(
        accepted_on,
        statutory=(case.statutory_days, case.statutory_unit),
        promised_days=case.promised_days,
        extension_days=added,
        stopped=stopped or [],
        calendar=calendar,
    )
    last = case.renews_on or date.max
    case.statutory_due_on = min(clocks.statutory.on, last)
    case.promised_due_on = min(clocks.promised.on, last)
    case.provisional = clocks.provisional


def day(value: date | None) -> date:
    """Return a date that this stage of a case always has. Raises Refused if it has none."""
    if value is None:
        raise Refused(LIFE.refusal, code="out_of_order")
    return value


DUE_FIELDS = ["statutory_due_on", "promised_due_on", "provisional"]


def local_date(case_moment: Any) -> date:  # noqa: ANN401 a column that is empty before its act
    """Return the legal date of a moment that a column holds (T-06)."""
    return today_of(case_moment)


def check_time(case: Case, at: datetime) -> None:
    """Refuse what comes after the five working days: by then the case is accepted by law (A-205)."""
    due = case.accept_due_on
    if case.confirmed_at is not None and due is not None and rules.is_deemed_accepted(due, local_date(at)):
        raise Refused(_("The five working days are over; the case counts as accepted."), code="too_late")


def with_first(case: Case) -> bool:
    """Say whether the case still lies with the lower organ that examines first (A-304)."""
    return case.first_organ_id is not None and case.forwarded_at is None


def met(case: Case, by: str) -> list[str]:
    """Write down the first officer who was asked (A-902); return the names of the fields to keep."""
    if case.first_contact or not by.startswith(("account:", "client:")):
        return []
    case.first_contact = by
    return ["first_contact"]


def note(case: Case, *marks: str, until: bool = True) -> None:
    """Mark a case, and with `until` let no decision be made before the marks are settled; kept by the act itself."""
    case.marks = sorted({*case.marks, *marks})
    if until:
        case.pending = sorted({*case.pending, *marks})


WAITING: Final = ["stage", "waiting_role", "also_roles"]


def wait_at(case: Case, place: int, done: Collection[int] = ()) -> None:
    """Let a case wait at a stage: for the role of its first open step, and for those of the steps open beside it (E-121)."""
    stages = rules.stages(terms(case).steps)
    roles = [one.role for one in stages[place] if one.n not in done] if place < len(stages) else []
    case.stage, case.waiting_role = place, roles[0] if roles else "approver"
    case.also_roles = sorted({*roles} - {case.waiting_role}) or None


def begin_review(case: Case) -> None:
    """Let a case wait where its review begins; what rests on a commitment goes straight to the decision (A-909)."""
    stages = rules.stages(terms(case).steps)
    skip = COMMITMENT in case.marks
    places = [n for n, stage in enumerate(stages) if not skip or rules.is_decision(stage)]
    wait_at(case, places[0] if places else 0)
