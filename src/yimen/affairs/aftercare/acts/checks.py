"""Checks on the spot: recorded, signed by every inspector, then open to everyone (A-608); and orders to mend."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from yimen.affairs.aftercare import rules
from yimen.affairs.aftercare.events import CheckMended, CheckSigned
from yimen.affairs.aftercare.life import Result
from yimen.affairs.aftercare.models import Check
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.reads import today_of
from yimen.ground.hold import hold, together
from yimen.ground.life import Refused
from yimen.ground.numbers import new_number
from yimen.ground.rows import add, keep
from yimen.registers.permits.reads import PermitSheet

INSPECTORS = {
    "twice": _("Each inspector is named once."),
    "too_few": _("Two inspectors at least are needed."),
    "too_many": _("These are too many inspectors."),
}


@dataclass(frozen=True)
class Visit:
    """What inspectors saw, when, and what they want mended."""

    checked_on: date
    inspectors: Mapping[str, str]  # actor and name
    findings: str
    result: str
    mend: str = ""
    basis: str = ""
    mend_by: date | None = None
    photos: Sequence[int] = ()


def _judge(visit: Visit, today: date) -> None:
    if visit.checked_on > today:
        raise Refused(_("This day lies ahead."), field="checked_on", code="order")
    if fault := rules.inspectors_fault(list(visit.inspectors)):
        raise Refused(INSPECTORS[fault], field="second", code=fault)
    if not visit.findings.strip():
        raise Refused(_("Write down what was found."), field="findings", code="empty")
    if visit.result not in Result.values:
        raise Refused(_("Choose a result."), field="result", code="unknown")
    if visit.result == Result.MEND:
        _judge_order(visit, today)


def _judge_order(visit: Visit, today: date) -> None:
    if not visit.mend.strip():
        raise Refused(_("Say what has to be mended."), field="mend", code="empty")
    if not rules.cites_article(visit.basis):
        words = _("Name the law and the article that the order rests on.")
        raise Refused(words, field="basis", code="no_article")
    if visit.mend_by is None or visit.mend_by < today:
        raise Refused(_("Set a day that lies ahead."), field="mend_by", code="order")


def record_check(permit: PermitSheet, visit: Visit, *, by: str, at: datetime) -> int:
    """Record a check and sign it; it is done once all inspectors signed. Return its number.

    Raises Refused for fewer than two inspectors, a day ahead, nothing found, or an order without its day.
    """
    _judge(visit, today_of(at))
    if by not in visit.inspectors:
        raise Refused(_("Only an inspector of this check may record it."), code="wrong_person")
    order = visit.result == Result.MEND
    row = Check(
        id=new_number(),
        permit_id=permit.id,
        organ_id=permit.organ_id,
        checked_on=visit.checked_on,
        inspectors=[{"actor": actor, "name": name} for actor, name in visit.inspectors.items()],
        signatures={by: at.isoformat()},
        findings=visit.findings.strip(),
        result=visit.result,
        photos=list(visit.photos),
        mend=visit.mend.strip() if order else "",
        mend_basis=visit.basis.strip() if order else "",
        mend_by=visit.mend_by if order else None,
    )
    with together():
        add(row)
    return row.id


def sign_check(check_id: int, *, holder_id: int, by: str, at: datetime) -> bool:
    """Sign a check as one of its inspectors; say whether it is signed by all now and thereby public (A-608).

    Raises Refused for anyone else, and twice.
    """
    with hold(Check, check_id) as row:
        wanted = {one["actor"] for one in row.inspectors}
        if by not in wanted:
            raise Refused(_("Only an inspector of this check may sign it."), code="wrong_person")
        if by in row.signatures:
            raise Refused(_("You have signed this before."), code="twice")
        row.signatures = {**row.signatures, by: at.isoformat()}
        done = wanted == set(row.signatures)
        row.signed_at = at if done else None
        keep(row, ["signatures", "signed_at"])
        if done:
            said: dict[str, Any] = {"check": row.id, "result": row.result, "mend_by": row.mend_by}
            publish(
                CheckSigned(subject=row.permit_id, organ=row.organ_id, by=by, at=at, person=holder_id, **said)
            )
        return done


def find_mended(check_id: int, *, note: str, by: str, at: datetime) -> None:
    """Record that what had to be mended was looked at again and is mended."""
    with hold(Check, check_id) as row:
        if row.result != Result.MEND or row.mended_at is not None or row.signed_at is None:
            raise Refused(_("Nothing has to be mended here."), code="out_of_order")
        if not note.strip():
            raise Refused(_("Write down what was found."), field="note", code="empty")
        row.mended_at, row.mended_note = at, note.strip()
        keep(row, ["mended_at", "mended_note"])
        publish(CheckMended(subject=row.permit_id, organ=row.organ_id, by=by, at=at, check=row.id))
