"""Checks by at least two officers: on site (A-302), or by a technical standard (A-305)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from yimen.affairs.cases import rules
from yimen.affairs.cases.acts import periods
from yimen.affairs.cases.acts.barring import check_free
from yimen.affairs.cases.acts.common import WAITING, local_date, terms, wait_at
from yimen.affairs.cases.acts.pending import register_pending
from yimen.affairs.cases.beside import Check
from yimen.affairs.cases.events import CheckPlanned, CheckRecorded, CheckSigned
from yimen.affairs.cases.life import CHECKABLE, LIFE, CheckKind, State
from yimen.affairs.cases.models import Case
from yimen.ground.bus.event import Event
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import Calendar
from yimen.ground.files import acts as files
from yimen.ground.hold import hold
from yimen.ground.life import Refused, require
from yimen.ground.rows import add, keep
from yimen.registers.catalogue.reads import MatterSheet

CODES: Final = {CheckKind.SITE: "site_check", CheckKind.INSPECTION: "inspection"}
FIELDS: Final = ["pending"]
TWO: Final = 2
register_pending("site_check", _("the record of the check on site, signed by two officers"))
register_pending("inspection", _("the result of the inspection, signed by two officers"))


@dataclass(frozen=True)
class Finding:
    """What was found at one point."""

    point: str
    found: str
    conforms: bool


@dataclass(frozen=True)
class Found:
    """What the record of a check says."""

    findings: Sequence[Finding]
    held_at: datetime
    present: str = ""
    present_signed: bool = False
    unsigned_why: str = ""
    standard: str = ""
    needs_analysis: bool = False
    photos: Sequence[int] = ()


def wanted(matter: MatterSheet) -> list[CheckKind]:
    """Return which checks a matter needs before its decision: by its flags, or by a step of two officers."""
    site = matter.site_check or any(one.two_officers for one in matter.steps)
    return [*([CheckKind.SITE] if site else []), *([CheckKind.INSPECTION] if matter.inspection else [])]


def begin(case: Case, calendar: Calendar) -> list[Event]:
    """Let the decision wait for the checks of the matter; the officers of an inspection are due in five working days.

    To be called under the lock of the act that accepts; `FIELDS` are kept there.
    """
    kinds = wanted(terms(case))
    if not kinds:
        return []
    rows = list(Check.objects.filter(case_id=case.id, kind__in=kinds).values_list("kind", "done_at"))
    done = {kind for kind, at in rows if at} - {kind for kind, at in rows if not at}
    case.pending = sorted({*case.pending, *(CODES[kind] for kind in kinds if kind not in done)})
    if CheckKind.INSPECTION in kinds and CheckKind.INSPECTION not in {kind for kind, _at in rows}:
        due = periods.naming_due(local_date(case.accepted_at), calendar)
        add(Check(case_id=case.id, kind=CheckKind.INSPECTION, due_on=due.on))
    return []


def _undecided(case: Case) -> None:
    if case.state not in CHECKABLE or terms(case).is_filing:
        raise Refused(LIFE.refusal, code="out_of_order")


def _two(officers: Sequence[str]) -> list[str]:
    named = list(dict.fromkeys(one.strip() for one in officers if one.strip()))
    if len(named) < TWO:
        raise Refused(_("Name at least two different officers."), field="officers", code="two_officers")
    return named


def _row(case_id: int, n: int) -> Check:
    row = Check.objects.filter(case_id=case_id, n=n).first()
    if row is None:
        raise Refused(_("There is no such check."), field="check", code="unknown")
    return row


def plan_check(
    case_id: int,
    *,
    kind: str = "site",
    officers: Sequence[str],
    place: str,
    planned_at: datetime,
    by: str,
    at: datetime,
) -> int:
    """Name at least two officers, the place and the time of a check; return its number (A-302, A-305).

    The clock of the decision goes on (A-406). An inspection has its row since acceptance; naming its officers
    after the fifth working day is written down as late.
    """
    with hold(Case, case_id) as case:
        _undecided(case)
        if kind not in CheckKind.values:
            raise Refused(_("Choose what is to be checked."), field="kind", code="unknown")
        if local_date(planned_at) < local_date(at):
            raise Refused(_("This day has passed."), field="planned_at", code="past")
        waiting = Check.objects.filter(case_id=case_id, kind=kind, named_at__isnull=True).first()
        row = waiting or Check(case_id=case_id, kind=kind)
        row.officers, row.named_at = _two(officers), at
        check_free(case, row.officers, field="officers")
        row.place, row.planned_at = require(place, "place"), planned_at
        if waiting:
            keep(row, ["officers", "named_at", "place", "planned_at"])
        else:
            add(row)
        case.pending = sorted({*case.pending, CODES[CheckKind(kind)]})
        keep(case, FIELDS)
        publish(
            CheckPlanned(
                subject=case.id,
                organ=case.organ_id,
                by=by,
                at=at,
                n=str(row.n),
                kind=kind,
                place=row.place,
                officers=row.officers,
                late=bool(row.due_on and rules.is_late(local_date(at), row.due_on)),
            )
        )
    return row.n


def _check_found(row: Check, found: Found, by: str, at: datetime) -> None:
    if by not in row.officers:
        raise Refused(
            _("Only an officer who was named for the check writes it down."), field="check", code="not_named"
        )
    if row.held_at is not None:
        raise Refused(_("This check was written down before."), field="check", code="twice")
    if not found.findings or any(not one.found.strip() for one in found.findings):
        raise Refused(_("Write down what was found at each point."), field="findings", code="empty")
    if found.held_at > at:
        raise Refused(_("A check that lies ahead cannot be written down."), field="held_at", code="future")
    if row.kind == CheckKind.INSPECTION and not found.standard.strip():
        raise Refused(_("Name the technical standard."), field="standard", code="empty")
    if found.present.strip() and not found.present_signed and not found.unsigned_why.strip():
        raise Refused(_("Say why the person present did not sign."), field="unsigned_why", code="empty")


def record_check(case_id: int, n: int, found: Found, *, by: str, at: datetime) -> None:
    """Write down what was found at each point; whoever writes signs, the others sign after (A-302, A-305).

    Photos are files of the officer and become files of the case. Raises Refused for a stranger, a second
    record, an empty finding, or an inspection without its technical standard.
    """
    with hold(Case, case_id) as case:
        _undecided(case)
        row = _row(case_id, n)
        _check_found(row, found, by, at)
        if found.photos:
            files.attach(list(found.photos), f"case:{case_id}", by=by)
        row.findings, row.held_at = [asdict(one) for one in found.findings], found.held_at
        row.conforming = all(one.conforms for one in found.findings)
        row.present, row.present_signed = found.present.strip(), found.present_signed
        row.unsigned_why, row.standard = found.unsigned_why.strip(), found.standard.strip()
        row.needs_analysis, row.photos, row.signed = found.needs_analysis, list(found.photos), [by]
        keep(row, RECORD)
        publish(
            CheckRecorded(
                subject=case.id,
                organ=case.organ_id,
                by=by,
                at=at,
                n=str(n),
                kind=row.kind,
                conforming=row.conforming,
            )
        )


RECORD: Final = [
    "findings",
    "held_at",
    "conforming",
    "present",
    "present_signed",
    "unsigned_why",
    "standard",
    "needs_analysis",
    "photos",
    "signed",
]


def sign_check(case_id: int, n: int, *, by: str, at: datetime) -> None:
    """Sign the record of a check; once every named officer has, the decision need not wait for it any more.

    An inspection that needs no analysis is then decided on the spot: the case goes straight to its decision (A-305).
    """
    with hold(Case, case_id) as case:
        _undecided(case)
        row = _row(case_id, n)
        if by not in row.officers or row.held_at is None:
            raise Refused(_("There is nothing here for you to sign."), field="check", code="not_named")
        if by in row.signed:
            raise Refused(_("You have signed before."), field="check", code="twice")
        row.signed = [*row.signed, by]
        complete = set(row.officers) <= set(row.signed)
        row.done_at = at if complete else None
        keep(row, ["signed", "done_at"])
        if complete:
            _settle(case, row)
        publish(
            CheckSigned(
                subject=case.id, organ=case.organ_id, by=by, at=at, n=str(n), kind=row.kind, complete=complete
            )
        )


def _settle(case: Case, row: Check) -> None:
    """Take the check off what the decision waits for, unless another of its kind is still open."""
    open_ones = Check.objects.filter(case_id=case.id, kind=row.kind, done_at__isnull=True).exclude(n=row.n)
    if not open_ones.exists():
        case.pending = [one for one in case.pending if one != CODES[CheckKind(row.kind)]]
    fields = list(FIELDS)
    if row.kind == CheckKind.INSPECTION and not row.needs_analysis and case.state == State.ACCEPTED:
        stages = rules.stages(terms(case).steps)
        last = next((n for n, stage in enumerate(stages) if rules.is_decision(stage)), None)
        if last is not None:
            wait_at(case, last)
            fields += WAITING
    keep(case, fields)


def check_cites(case: Case, reason: str) -> None:
    """Raise Refused if a refusal after an inspection does not name the technical standard it rests on (A-305)."""
    if not terms(case).inspection:
        return
    done = Check.objects.filter(case_id=case.id, kind=CheckKind.INSPECTION, done_at__isnull=False)
    standards = list(done.values_list("standard", flat=True))
    if not any(one and one in reason for one in standards):
        raise Refused(
            _("A refusal after an inspection names the technical standard it rests on."),
            field="reason",
            code="standard",
        )
