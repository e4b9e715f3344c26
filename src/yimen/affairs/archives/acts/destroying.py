"""Destroy records whose time is over: asked by one, approved by another, removed everywhere, logged for ever (G-310)."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from yimen.affairs.archives import copies, rules
from yimen.affairs.archives.events import DestructionAsked, DestructionDecided, RecordsDestroyed
from yimen.affairs.archives.life import DESTRUCTION, LIFE, DestructionState, State
from yimen.affairs.archives.models import Destruction, DestructionLine, Hold, Package
from yimen.affairs.cases import acts as cases
from yimen.affairs.cases import reads as case_reads
from yimen.ground.bus.journal import publish
from yimen.ground.calendar.rules import today_of
from yimen.ground.files import acts as files
from yimen.ground.hold import hold
from yimen.ground.life import Refused
from yimen.means.documents import acts as documents
from yimen.registers.permits import reads as permits

UNDECIDED = [DestructionState.ASKED, DestructionState.APPROVED]
WORDS = {
    "permanent": _("%(number)s is kept for ever."),
    "too_early": _("The time of %(number)s is not over."),
    "held": _("%(number)s must not be destroyed: a court or another affair needs it."),
    "in_force": _("%(number)s must not be destroyed: the permit is still in force."),
}


def _check(rows: Sequence[Package], at: datetime) -> None:
    """Raise Refused naming the first record that must not be destroyed."""
    held = set(
        Hold.objects.filter(package__in=rows, lifted_at__isnull=True).values_list("package_id", flat=True)
    )
    today = today_of(at)
    for row in rows:
        if row.state != State.ARCHIVED:
            raise Refused(LIFE.refusal, field="packages", code="out_of_order")
        against = rules.against_destruction(retention_over=row.over_on, on=today, held=row.pk in held)
        if against:
            raise Refused(WORDS[against] % {"number": row.number}, field="packages", code=against)
    valid = permits.in_force((row.case_id for row in rows), on=today)
    for row in rows:
        if row.case_id in valid:
            raise Refused(WORDS["in_force"] % {"number": row.number}, field="packages", code="in_force")


def ask_to_destroy(
    organ_id: int, package_ids: Collection[int], *, appraisal: str, by: str, at: datetime
) -> int:
    """Ask to destroy records after looking at them again; return the number of the request (G-310).

    Raises Refused for one that is kept for ever, whose time is not over, that is held, or asked for already.
    """
    if not appraisal.strip():
        raise Refused(_("Say what looking at the records again found."), field="appraisal", code="empty")
    with transaction.atomic():
        rows = list(
            Package.objects.select_for_update()
            .filter(pk__in=package_ids, organ_id=organ_id)
            .order_by("number")
        )
        if not rows or len(rows) != len(set(package_ids)):
            raise Refused(_("Choose the records first."), field="packages", code="unknown")
        _check(rows, at)
        if DestructionLine.objects.filter(package__in=rows, destruction__state__in=UNDECIDED).exists():
            raise Refused(_("This was asked for already."), field="packages", code="twice")
        request = Destruction.objects.create(
            organ_id=organ_id,
            appraisal=appraisal.strip(),
            count=len(rows),
            files=sum(row.files for row in rows),
            size=sum(row.size for row in rows),
            asked_by=by,
            asked_at=at,
        )
        DestructionLine.objects.bulk_create(
            DestructionLine(
                destruction=request, package=row, number=row.number, files=row.files, size=row.size
            )
            for row in rows
        )
        publish(
            DestructionAsked(
                subject=request.pk, organ=organ_id, by=by, at=at, packages=request.count, size=request.size
            )
        )
    return request.pk


def approve(destruction_id: int, *, by: str, at: datetime) -> None:
    """Approve the destruction, as someone else than the one who asked (G-310)."""
    with hold(Destruction, destruction_id) as request:
        request.state = DESTRUCTION.after("approve", DestructionState(request.state))
        if not rules.two_people(request.asked_by, by):
            raise Refused(_("Whoever asked for this may not approve it."), code="two_people")
        _check(_rows(request), at)
        request.decided_by, request.decided_at = by, at
        request.save(update_fields=["state", "decided_by", "decided_at"])
        publish(
            DestructionDecided(
                subject=destruction_id, organ=request.organ_id, by=by, at=at, approved=True, reason=""
            )
        )


def refuse(destruction_id: int, *, reason: str, by: str, at: datetime) -> None:
    """Do not approve the destruction, and say why."""
    with hold(Destruction, destruction_id) as request:
        request.state = DESTRUCTION.after("refuse", DestructionState(request.state))
        if not reason.strip():
            raise Refused(_("Say what is wrong."), field="reason", code="empty")
        request.decided_by, request.decided_at, request.reason = by, at, reason.strip()
        request.save(update_fields=["state", "decided_by", "decided_at", "reason"])
        publish(
            DestructionDecided(
                subject=destruction_id,
                organ=request.organ_id,
                by=by,
                at=at,
                approved=False,
                reason=request.reason,
            )
        )


def _rows(request: Destruction) -> list[Package]:
    rows = Package.objects.select_for_update().filter(destructions__destruction=request)
    return list(rows.order_by("number"))


def carry_out(destruction_id: int, *, witness: str, by: str, at: datetime) -> None:
    """Remove approved records from every copy and from where they were worked with; the register and this log stay (G-310).

    Two people do it: one who removes, and a witness who is known here. Refused without approval, and for a record
    that a court or another affair needs by now. Done again after a failure, it goes on where it stopped.
    """
    with hold(Destruction, destruction_id) as request:
        request.state = DESTRUCTION.after("carry_out", DestructionState(request.state))
        if not witness.startswith("account:") or not rules.two_people(witness, by):
            raise Refused(_("Name the second officer, who watches it."), field="witness", code="two_people")
        rows = _rows(request)
        _check(rows, at)
        for row in rows:
            _destroy(row, by=by, at=at)
        request.operator, request.witness, request.done_at = by, witness, at
        request.save(update_fields=["state", "operator", "witness", "done_at"])
        publish(
            RecordsDestroyed(
                subject=destruction_id,
                organ=request.organ_id,
                by=by,
                at=at,
                numbers=[row.number for row in rows],
                files=request.files,
                size=request.size,
                approver=request.decided_by,
                witness=witness,
            )
        )
        for row in rows:  # last: what was removed does not come back if something above fails
            copies.remove(row.number)


def _destroy(row: Package, *, by: str, at: datetime) -> None:
    row.state = LIFE.after("destroy", State(row.state))
    row.person_id, row.holder_index = 0, b""
    row.save(update_fields=["state", "person_id", "holder_index"])
    if row.n == 0:
        numbers = case_reads.numbers_of_case(row.case_id)
        cases.erase(row.case_id, by=by, at=at)
        for number in numbers:
            documents.erase(number)
        files.erase(f"case:{row.case_id}")
